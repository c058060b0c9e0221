"""A document → pictures of its pages: PNG of its PDF, SVG of the places on its pages, and contact sheets.

Doors: `raster`, `svg`. pypdfium2 and Pillow are loaded by the first call that needs them.
"""
