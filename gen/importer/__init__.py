"""Any document → a source file: decoding, repair with a ledger, and recognition of its structure.

Doors: `intake`; for the way back, `repair`.
"""
