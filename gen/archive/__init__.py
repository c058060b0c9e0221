"""Sources → an output folder that records what each file was made of, so that a run makes only what is out of date.

Every module is a door.
"""
