"""Received text → text that may be printed, with a ledger of every change, and back again.

Doors: `intake`, `repair`, `ledger`, `undo`, `identity`.
"""
