"""The pages of a dialogue, one module per concern."""
