"""An output folder that knows what each of its files was made of, so that only what is out of date is made again.

Every module is a door.
"""
