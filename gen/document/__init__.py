"""The values of a document: what it says, its kind, and the elements that are printed. Every module is a door."""
