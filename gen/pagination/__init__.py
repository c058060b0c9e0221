"""Galley → pages, with each line, rule, table row and picture at its place. Door: `pages.make_up`."""
