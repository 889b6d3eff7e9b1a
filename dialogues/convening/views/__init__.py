"""From HTTP to verbs and back, one module per concern."""
