"""A file of any kind → lines of plain text, with what the file knew of its numbers and tables.

Door: `receive`. Repair and recognition share its `items`, `script`, `formats`.
"""
