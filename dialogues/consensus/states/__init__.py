"""The states of what the seats deliberate on, one file for each step, and which moves are allowed."""
