"""Blocks → galley: every block in lines, each character at its place in the measure.

Door: `galley`. Pagination and writers ask `ruler`, `line_breaks`, `header`, `table`, `signature`, `kinsoku`, `advances`;
`lexicon` says what a build passes to find words.
"""
