"""Edition → DOCX.

Doors: `body` for a document, `volume` for an issue, `package` for what a session keeps.
"""
