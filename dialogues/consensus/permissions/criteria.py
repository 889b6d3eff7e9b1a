"""Who may propose, weigh and lock evaluative criteria."""
