"""Pages of documents, versions and rounds."""
