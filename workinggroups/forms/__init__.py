"""Forms of working groups; they validate and save nothing."""
