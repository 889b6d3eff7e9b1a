"""What pages of Consensus Building and of other apps may show of its steps."""
