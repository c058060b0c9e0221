"""Every number and setting: GB/T 9704-2012, practice where it is silent, and the styles made of them.

Every module is a door.
"""
