"""Document → blocks, through the one template of its kind that all writers share.

Doors: `compose`, `templating.Templates`.
"""
