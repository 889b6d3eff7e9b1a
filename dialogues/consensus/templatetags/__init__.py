"""What other pages may show of Consensus Building."""
