"""A folder → its sources, templates, fonts and settings; and bytes → files, written whole.

Every module is a door.
"""
