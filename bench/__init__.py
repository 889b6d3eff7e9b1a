"""Measures what a visitor waits for, on databases of two sizes; see bench/README.md."""
