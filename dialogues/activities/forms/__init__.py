"""Forms of activities and meetings, one module per concern."""
