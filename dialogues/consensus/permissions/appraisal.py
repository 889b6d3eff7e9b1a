"""Who may propose options, appraise them and conclude."""
