"""The states and fixed lists of this app, one module per concern."""
