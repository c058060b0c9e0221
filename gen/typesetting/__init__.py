"""Blocks → galley: every block in lines, each character at its place in the measure. Door: `galley.set_blocks`."""
