"""Blocks → pages: set every block in lines, and make the lines up into pages, by arithmetic alone."""
