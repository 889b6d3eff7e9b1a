"""The forms of a dialogue, one module per concern."""
