"""A folder → what a run is about: its sources, templates, fonts and settings, and how files are written.

Door: `workspace`, `output`.
"""
