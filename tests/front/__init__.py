"""Tests of home, the check of a document, the library and the demonstration."""
