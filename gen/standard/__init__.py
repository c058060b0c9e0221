"""Every number and setting of a page: GB/T 9704-2012, practice where it is silent, and the styles built on them.

Every module is a door.
"""
