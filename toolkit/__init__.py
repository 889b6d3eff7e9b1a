"""The catalogue of the method: tools, guide, readings and the pages about this site, kept by admins."""
