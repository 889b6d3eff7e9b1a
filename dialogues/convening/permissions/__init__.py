"""Who may do what while convening, one module per concern; loading them registers their rules."""
