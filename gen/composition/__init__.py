"""Document → blocks, through the one template of its kind that all writers share.

Doors: `compose`, `templating`; `tables`, by which the importer knows the title, the unit and the notes of a table.
"""
