"""A document → pictures of its pages: PNG and SVG of its PDF, and contact sheets.

Doors: `raster`, `svg`. The first call that needs pypdfium2 or Pillow loads it.
"""
