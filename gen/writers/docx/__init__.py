"""Edition → DOCX. Door: `body` for a document, `volume` for an issue."""
