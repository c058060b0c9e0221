"""Received text → text that may be printed, with a ledger of every change, and back again.

Doors: `repair`, `repaired`, `ledger`, `undo`, `identity`, `source_text`.
"""
