"""Edition → PDF.

Doors: `pages`, and `glyphs` for what a session keeps.
"""
