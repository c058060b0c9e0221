"""Galley → pages: where each line, rule, row and picture stands. Door: `pages`."""
