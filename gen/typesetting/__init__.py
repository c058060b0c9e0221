"""Blocks → galley: every block in lines, each character at its place in the measure.

Door: `galley`. Pagination and writers ask `ruler`, `header`, `table`, `signature`, `kinsoku`, `advances`; a build passes `title.Words`.
"""
