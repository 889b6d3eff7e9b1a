"""Every write to documents, versions and rounds, one verb each."""
