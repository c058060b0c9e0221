"""What is read from a document before its structure is known: lines and tables in order, and what was repaired in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line of the input, white space at both ends kept; `line` counts from 1 (of a DOCX: the paragraph's number)."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of the input: rows of cells, every row as long as the longest; `line` is that of its first row."""

    rows: tuple[tuple[str, ...], ...]
    line: int


Item = RawLine | RawTable


@dataclass(frozen=True, slots=True)
class Repair:
    """One change to the text: at `line` and `column` of the input, `before` became `after`, by `rule`.

    Both hold the changed characters and the same few characters around them.
    """

    line: int
    column: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Received:
    """An input as it was taken in: its items, the encoding they were in, and what was repaired."""

    items: tuple[Item, ...]
    encoding: str
    repairs: tuple[Repair, ...]
