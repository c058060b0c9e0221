"""A document → pictures of its pages: PNG of its PDF, SVG of the places on its pages, and contact sheets.

The one door to pypdfium2 and Pillow, which are loaded by the first call that needs them.
"""
