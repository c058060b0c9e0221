"""The words of a line → what the line is: an organ, a date, a numeral, a clause of effect. Every module is a door."""
