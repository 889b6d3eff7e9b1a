"""Forms of the catalogue: the filters of its pages, and those in which admins keep it."""
