"""Units of a text → their markup, a run of paragraphs and headings at a time: most of a document, and too much for a template's loop."""

from collections.abc import Iterable, Iterator
from typing import Final

from gen.blocks import Tag
from gen.model import Level, Table, Unit

_TAGS: Final = (str(Tag.PARAGRAPH), str(Tag.HEADING))
_LABELLED: Final = {level: f' level="{level}" label="' for level in Level}
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
_ESCAPED: Final = str.maketrans(_ESCAPES)


def running(units: Iterable[Unit | Table]) -> Iterator[str | Table]:
    """Units and tables → the markup of the units between tables, element after element, a line each; tables as they are."""
    units = list(units)
    whole = "".join([unit.text for unit in units if isinstance(unit, Unit)])
    plain = not any(mark in whole for mark in _ESCAPES)
    run: list[str] = []
    for unit in units:
        if isinstance(unit, Table):
            yield "".join(run)
            yield unit
            run = []
            continue
        text, line, level, label, heading = unit
        if not plain:
            text = text.translate(_ESCAPED)
        tag = _TAGS[heading]
        numbered = f'{_LABELLED[level]}{len(label)}"' if level else ""
        run.append(f'<{tag}{numbered} source-line="{line}">{text}</{tag}>\n')
    yield "".join(run)


def fields(units: Iterable[Unit | Table]) -> list[tuple[str, str, int, int, str, tuple[tuple[str, ...], ...]]]:
    """Units and tables → of each its tag, level, length of its label, line, text, and rows: for a template that prints them itself."""
    return [
        (_TAGS[unit.heading], unit.level or "", len(unit.label), unit.line, unit.text, ())
        if isinstance(unit, Unit)
        else (str(Tag.TABLE), "", 0, unit.line, "", unit.rows)
        for unit in units
    ]
