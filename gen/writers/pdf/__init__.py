"""Edition → PDF.

Doors: `pages`; `glyphs`, whose tables a session keeps.
"""
