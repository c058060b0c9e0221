"""The values that a document is made of: what it says, its kinds, the elements that are printed.

Every module is a door.
"""
