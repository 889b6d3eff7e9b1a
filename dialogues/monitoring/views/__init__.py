"""Pages of monitoring, one file for each kind of work."""
