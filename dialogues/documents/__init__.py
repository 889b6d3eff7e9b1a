"""Living text, comments, frozen versions, renditions and endorsement rounds."""
