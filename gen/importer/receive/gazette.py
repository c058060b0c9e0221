"""A plain-text gazette as `gen build` writes it → its items, so that what was built can be imported again."""

from gen.importer.receive.items import Item, RawLine, RawTable
from gen.writers.text.pages import read


def gazette(text: str) -> tuple[Item, ...]:
    """Text of a gazette → its blocks as items, numbered in their order; its heading block repeats the text and is no part of it."""
    return tuple(RawLine(part, number) if isinstance(part, str) else RawTable(part, number) for number, part in enumerate(read(text), 1))
