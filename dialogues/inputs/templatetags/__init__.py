"""Template tags of inputs that pages of other apps may use."""
