"""Pages that show all floors: home, verification, library."""
