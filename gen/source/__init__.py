"""The bytes of a source → its document, or every fault with its place.

Door: `reader`. The importer and the gazette read other texts with `characters`, `dates`, `faults`, `fields`,
`name_lists`, `numbering`, `pictures`, `values`, `yaml_values`.
"""
