"""Edition → plain text, and back to its paragraphs. Door: `pages` for a document, `volume` for an issue."""
