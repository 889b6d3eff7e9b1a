"""What pages may show of documents."""
