"""Blocks → galley: every block in lines, each character at its place in the measure.

Door: `galley`. Pagination and writers ask `ruler`, `line_breaks`, `header`, `table`, `signature`, `kinsoku`,
`advances`, `entry`, `justify`, `marks`, `seams`; `gen show` asks `loose`. `lexicon` has the type of the function by which a
build finds the words of titles.
"""
