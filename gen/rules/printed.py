"""The printed lines of a document, each with where in its source it is to be looked for; and what a rule finds in one."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from gen.document.model import Document, Promulgation, Table, Text, Unit
from gen.wording.patterns import late

_FIGURE: Final = late(r"\d")


class Printed(Struct, frozen=True):
    """A line as printed, and the line of the source at or after which it is written; 0 is not known."""

    text: str
    line: int = 0


class Finding(Struct, frozen=True):
    """What a rule finds: in which printed line, from which character of it on, what is wrong, what to write instead."""

    at: Printed
    message: str
    hint: str = ""
    offset: int = 0


def texts(document: Document) -> tuple[Text, ...]:
    """The document, then its parts."""
    return (document, *document.parts)


def units(text: Text) -> tuple[Unit, ...]:
    """The paragraphs of a text, without its tables."""
    return tuple(item for item in text.body if isinstance(item, Unit))


def of(text: Text, key: str) -> tuple[Printed, ...]:
    """An element of a text by the name of its field → its lines."""
    value: str | tuple[str, ...] = getattr(text, key)
    lines = (value,) if isinstance(value, str) else value
    return tuple(Printed(line, text.line_of(key)) for line in lines if line)


def of_unit(unit: Unit) -> Printed:
    """A paragraph → its line."""
    return Printed(unit.text, unit.line)


def opening(text: Text) -> Iterator[Printed]:
    """What of a text is said in words before its paragraphs: title, 题注, and the 公告 that publishes it."""
    yield from of(text, "title")
    yield from of(text, "passage")
    promulgation: Promulgation | None = getattr(text, "promulgation", None)
    for unit in promulgation.text if promulgation else ():
        yield of_unit(unit)


def running(text: Text) -> Iterator[Printed]:
    """The paragraphs and the cells of a text."""
    for item in text.body:
        if isinstance(item, Table):
            yield from (Printed(cell, item.line) for row in item.rows for cell in row if cell)
        else:
            yield of_unit(item)


def prose(document: Document) -> Iterator[Printed]:
    """Everything of a document that is written in words: what opens each text, its paragraphs, cells, 附件说明 and 附注."""
    for text in texts(document):
        yield from opening(text)
        yield from running(text)
        yield from of(text, "enclosures")
        yield from of(text, "note")


def prose_with_figures(document: Document) -> Iterator[Printed]:
    """The lines of the same that have figures in: few, and most of what is sought in them needs one."""
    return (line for line in prose(document) if _FIGURE.search(line.text))
