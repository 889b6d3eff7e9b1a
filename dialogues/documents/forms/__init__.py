"""Forms of documents, versions and rounds: validation and layout, no saving."""
