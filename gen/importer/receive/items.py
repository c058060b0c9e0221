"""A document before its structure is known: its lines and tables in order."""

from msgspec import Struct

from gen.errors import Diagnostic


class RawLine(Struct, frozen=True):
    """One line of the input with the white space at both ends; `line` counts from 1 (in a DOCX, paragraphs)."""

    text: str
    line: int


class RawTable(Struct, frozen=True):
    """A table of the input: rows of equally many cells. `line` is the line of its first row; each row counts as one."""

    rows: tuple[tuple[str, ...], ...]
    line: int


Item = RawLine | RawTable


class Received(Struct, frozen=True):
    """An input as read: its items, the encoding (for a DOCX, the format's name), remarks for the author."""

    items: tuple[Item, ...]
    encoding: str
    remarks: tuple[Diagnostic, ...] = ()
