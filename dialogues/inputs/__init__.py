"""Calls for input and the answers to them."""
