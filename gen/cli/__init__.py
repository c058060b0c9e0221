"""The commands of `gen`: options → calls of the library, and what becomes of them → lines. Nothing else prints.

Door: `main`.
"""
