"""Template tags and components that every page may use."""
