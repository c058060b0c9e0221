"""A table's block → its columns, rows and lines: the widths that its words ask for, and the heights of its rows (clause 8).

Doors: `columns`, `setting`, `values`; `kinds`, by which a text names the columns of a record.
"""
