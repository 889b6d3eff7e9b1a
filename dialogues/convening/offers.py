"""What this app answers to the ports of the floors below."""
