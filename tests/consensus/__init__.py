"""Tests of Consensus Building."""
