"""The words of a line → what they say it is: an organ, a date, a numeral, a clause of effect.

Every module is a door.
"""
