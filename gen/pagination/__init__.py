"""Galley → pages: where each line, rule, row and picture stands.

Doors: `pages`; for its values `page`, `page_breaks`, `rows`.
"""
