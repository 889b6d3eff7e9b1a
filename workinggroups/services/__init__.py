"""Every write to working groups, one module per concern."""
