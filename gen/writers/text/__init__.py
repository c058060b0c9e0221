"""Edition → plain text, and back to its paragraphs.

Doors: `pages` for a document, `volume` for an issue.
"""
