"""公报: an issue's file and its sources → one volume: cover, imprint, contents, documents.

Doors: `issue_file`, `bind`, `produce`, `status`.
"""
