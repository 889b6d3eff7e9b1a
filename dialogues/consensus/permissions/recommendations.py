"""Who may write recommendations and choose the type of the Roadmap."""
