"""Received text → text that may be printed, with a ledger of every change, and back again. Door: `repair`, `ledger`, `undo`."""
