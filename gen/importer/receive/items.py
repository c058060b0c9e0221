"""What is read from a document before its structure is known: lines and tables in order, and what was repaired in them."""

from msgspec import Struct

from gen.errors import Diagnostic


class RawLine(Struct, frozen=True):
    """One line of the input, white space at both ends kept; `line` counts from 1 (of a DOCX: the paragraph's number)."""

    text: str
    line: int


class RawTable(Struct, frozen=True):
    """A table of the input: rows of cells, every row as long as the longest; `line` is that of its first row, a row takes one."""

    rows: tuple[tuple[str, ...], ...]
    line: int


Item = RawLine | RawTable


class Repair(Struct, frozen=True):
    """One change to the text: what began at `line` and `column` of the input, both from 1, was changed by `rule`.

    `before` and `after` are the changed characters with the same few characters on either side of them; the characters around
    are the repaired ones, so that the two differ in this change only.
    """

    line: int
    column: int
    before: str
    after: str
    rule: str


class Received(Struct, frozen=True):
    """An input as it was taken in: its items, the encoding they were in, and what was repaired.

    `offsets` says of each repair how many characters of all items, white space not counted, come before its `after`. `remarks`
    are warnings for the author.
    """

    items: tuple[Item, ...]
    encoding: str
    repairs: tuple[Repair, ...]
    offsets: tuple[int, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
