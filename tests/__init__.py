"""The tests of Inspired, one folder per app."""
