"""The process itself: dialogue, phase log, organisations, seats, mandates, invitations, host team."""
