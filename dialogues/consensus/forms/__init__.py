"""Forms of Consensus Building, one file for each step."""
