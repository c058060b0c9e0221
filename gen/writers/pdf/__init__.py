"""Edition → PDF. Door: `pages`."""
