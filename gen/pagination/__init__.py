"""Galley → pages: the place of each line, rule, row and picture.

Doors: `pages`; for its values `page`, `page_breaks`, `rows`.
"""
