"""Every write of monitoring, one file for each kind of work."""
