"""Pages of working groups, one module per concern."""
