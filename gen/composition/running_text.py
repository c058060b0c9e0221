"""Units of a text → their markup, a run of paragraphs and headings at a time: most of a document, and too much for a template's loop."""

from collections.abc import Iterable, Iterator
from typing import Final

from gen.composition.markup import Run
from gen.document.blocks import Block, Tag
from gen.document.model import Level, Table, Unit

_KINDS: Final = (Tag.PARAGRAPH, Tag.HEADING)
_TAGS: Final = tuple(map(str, _KINDS))
_LABELLED: Final = {level: (str(level), f' level="{level}" label="') for level in Level}
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
_ESCAPED: Final = str.maketrans(_ESCAPES)


def running(units: Iterable[Unit | Table]) -> Iterator[Run | Table]:
    """Units and tables → the markup of the units between tables, element after element, a line each, with the blocks it says; tables as they are."""
    units = list(units)
    whole = "".join([unit.text for unit in units if isinstance(unit, Unit)])
    plain = not any(mark in whole for mark in _ESCAPES)
    lines: list[str] = []
    blocks: list[Block] = []
    for unit in units:
        if isinstance(unit, Table):
            yield _run(lines, blocks)
            yield unit
            lines, blocks = [], []
            continue
        text, line, level, label, heading = unit.text, unit.line, unit.level, unit.label, unit.heading
        printed = text if plain else text.translate(_ESCAPED)
        tag = _TAGS[heading]
        named, attributes = _LABELLED[level] if level else ("", "")
        numbered = f'{attributes}{len(label)}"' if level else ""
        lines.append(f'<{tag}{numbered} source-line="{line}">{printed}</{tag}>\n')
        blocks.append(Block(_KINDS[heading], text, level=named, label=len(label) if level else 0, source_line=line))
    yield _run(lines, blocks)


def _run(lines: list[str], blocks: list[Block]) -> Run:
    """What was printed; an element without text is an error, which is found in the markup."""
    return Run("".join(lines), [] if "" in [block.text for block in blocks] else blocks)


def fields(units: Iterable[Unit | Table]) -> list[tuple[str, str, int, int, str, tuple[tuple[str, ...], ...]]]:
    """Units and tables → of each its tag, level, length of its label, line, text, and rows: for a template that prints them itself."""
    return [
        (_TAGS[unit.heading], unit.level or "", len(unit.label), unit.line, unit.text, ())
        if isinstance(unit, Unit)
        else (str(Tag.TABLE), "", 0, unit.line, "", unit.rows)
        for unit in units
    ]
