"""What the host team keeps about the people around the table, one module per concern."""
