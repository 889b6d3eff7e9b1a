"""What other apps' pages show of monitoring."""
