"""Document → its printed lines, each with its place in the source; and findings in them."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from gen.document.model import Document, Endnote, Illustration, Promulgation, Table, Text, Unit
from gen.wording.patterns import late

_FIGURE: Final = late(r"\d")


class Printed(Struct, frozen=True):
    """A line as printed; in the source it is on `line` or after it, 0 if unknown."""

    text: str
    line: int = 0


class Finding(Struct, frozen=True):
    """A fault in a printed line, from the character at `offset` on, and what to write instead."""

    at: Printed
    message: str
    hint: str = ""
    offset: int = 0


def texts(document: Document) -> tuple[Text, ...]:
    """The document, then its parts."""
    return (document, *document.parts)


def units(text: Text) -> tuple[Unit, ...]:
    """The paragraphs of a text, without its tables and illustrations."""
    return tuple(item for item in text.body if isinstance(item, Unit))


def of(text: Text, key: str) -> tuple[Printed, ...]:
    """The lines of an element of a text; `name` is its field."""
    value: str | tuple[str, ...] = getattr(text, key)
    lines = (value,) if isinstance(value, str) else value
    return tuple(Printed(line, text.line_of(key)) for line in lines if line)


def of_unit(unit: Unit | Illustration | Endnote) -> Printed:
    """A paragraph, the caption of an illustration, or a note → its line."""
    return Printed(unit.text, unit.line)


def opening(text: Text) -> Iterator[Printed]:
    """The words before the paragraphs of a text: its title and 副题, its 题注, 报告人 and 领衔代表, and the 公告 that publishes it."""
    yield from of(text, "title")
    yield from of(text, "subtitle")
    yield from of(text, "passage")
    yield from of(text, "speaker")
    yield from of(text, "movers")
    promulgation: Promulgation | None = getattr(text, "promulgation", None)
    for unit in promulgation.text if promulgation else ():
        yield of_unit(unit)


def running(text: Text) -> Iterator[Printed]:
    """The paragraphs, the cells and the captions of a text."""
    for item in text.body:
        if isinstance(item, Table):
            yield from (Printed(cell, line) for line, row in zip(_row_lines(item), item.rows, strict=False) for cell in row if cell)
        else:
            yield of_unit(item)


def _row_lines(table: Table) -> Iterator[int]:
    """The line of each row of a table, which are one under another, with the row of dashes under its header between."""
    for number in range(len(table.rows)):
        dashes = table.shape.header is not None and number >= table.shape.header
        yield table.line + number + dashes if table.line else 0


def prose(document: Document) -> Iterator[Printed]:
    """All words of a document: title, 题注 and 公告 of each text, its paragraphs and cells, its 附件说明 and 附注."""
    for text in texts(document):
        yield from opening(text)
        yield from running(text)
        yield from of(text, "enclosures")
        yield from of(text, "note")


def prose_with_figures(document: Document) -> Iterator[Printed]:
    """Those lines that have figures: few, and most patterns need one."""
    return (line for line in prose(document) if _FIGURE.search(line.text))
