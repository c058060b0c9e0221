"""Edition → PDF.

Door: `pages`.
"""
