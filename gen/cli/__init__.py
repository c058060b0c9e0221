"""The commands of `gen`: options → calls of the library; results and faults → lines and an exit code.

Nothing else prints.

Door: `main`.
"""
