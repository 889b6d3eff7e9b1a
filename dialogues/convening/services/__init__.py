"""Every write of this app, one verb each, one module per concern."""
