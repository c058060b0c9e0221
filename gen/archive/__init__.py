"""An output folder that knows what each of its files was made of: `gen build` makes what is out of date, and nothing else.

Every module is a door.
"""
