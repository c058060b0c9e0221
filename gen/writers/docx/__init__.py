"""Edition → DOCX.

Doors: `body` for a document, `volume` for an issue.
"""
