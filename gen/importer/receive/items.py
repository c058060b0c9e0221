"""A document before its structure is known: its lines and tables in order."""

from msgspec import Struct

from gen.document.tables import Alignment, Span
from gen.errors import Diagnostic


class RawLine(Struct, frozen=True):
    """One line of the input with the white space at both ends; `line` counts from 1 (in a DOCX, paragraphs)."""

    text: str
    line: int


class Grid(Struct, frozen=True):
    """What a DOCX says of a table beside the texts of its cells.

    `header` is the number of rows marked as header rows. `alignments` and `indents` have a value for each cell: the
    alignment that its paragraphs say, and their indent in characters. `ours`: our own writer wrote the table.
    """

    header: int = 0
    spans: tuple[Span, ...] = ()
    alignments: tuple[tuple[Alignment | None, ...], ...] = ()
    indents: tuple[tuple[int, ...], ...] = ()
    ours: bool = False


class RawTable(Struct, frozen=True):
    """A table of the input: rows of equally many cells, and its `grid` if the input has one.

    `line` is the line of its first row; each row counts as one, and each line end in a cell as one more. Without a grid
    a line end in a cell means nothing; with one, its author divided the lines there.
    """

    rows: tuple[tuple[str, ...], ...]
    line: int
    grid: Grid | None = None


Item = RawLine | RawTable


class Received(Struct, frozen=True):
    """An input as read: its items, the encoding (for a DOCX, the format's name), remarks for the author."""

    items: tuple[Item, ...]
    encoding: str
    remarks: tuple[Diagnostic, ...] = ()
