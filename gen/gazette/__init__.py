"""公报: many sources → one issue: its file read, its documents set and bound behind cover, imprint and contents.

Doors: `issue_file`, `bind`, `produce`, `status`.
"""
