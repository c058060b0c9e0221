"""Items of an input → its paragraphs and tables, stripped of white space, with one unit to a paragraph.

This changes nothing but white space. A space sets a chapter's name off from its number, and articles that a website
joined in one line, 第一条 …。 第二条 …。, become lines of their own; a remark reports each change.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gen.document.model import Table, Unit
from gen.document.tables import Shape
from gen.importer.receive.items import Item, RawTable
from gen.importer.recognise.layout import layout_lines
from gen.importer.recognise.table import shaped
from gen.source.faults import Faults, Line, Spot
from gen.source.numbering import number
from gen.wording.numerals import HAN_NUMERAL, read_numeral

RULE: Final = "识别"
"""The rule of every remark on structure."""
Entry = Line | Table

_INNER_BREAK = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_CHAPTER = re.compile(rf"(第{HAN_NUMERAL}(?:分编|编|章|节))([^\s，。；：、！？.;:（(“《的规所各内中及和与至以之]{{2}}[^\s，。；：！？.;:]{{0,16}})")
_ARTICLE: Final = rf"第({HAN_NUMERAL})条(?:之{HAN_NUMERAL})?"
_OPENS_ARTICLE = re.compile(_ARTICLE)
_RUN_ON_ARTICLE = re.compile(rf"(?<=[。；：！？”）])\s+{_ARTICLE}\s")
_RUN_ON = re.compile(r"(?<=[。；：！？”）])\s+(?=\S)")
_RUN_ON_ANNEX = re.compile(r"(?<=\S)\s+(?=附件[一二三四五六七八九十0-9]{1,2}\s)")
_ANNEX: Final = "附件"
_LABEL = re.compile("附[件录表]?[ \u3000]?[一二三四五六七八九十0-9]{0,3}[：:]?")
_DRAWN = re.compile(r"[-*_=~—─]{3,}")
"""A line drawn with characters, as in web pages and Markdown."""


def entries(items: Sequence[Item], faults: Faults) -> list[Entry]:
    """Items → the paragraphs and tables that are not empty, in order; a remark for each line that is divided."""
    found: list[Entry] = []
    first = True  # nothing but tables that are a 版头 so far
    titled = False  # whether the text of a document or an 附件 has begun
    for item in items:
        if isinstance(item, RawTable):
            tables = _tables(item, faults, first=first, titled=titled)
            titled = titled or any(isinstance(entry, Table) for entry in tables)
            first = first and not any(isinstance(entry, Table) for entry in tables)
            found += tables
        elif text := _INNER_BREAK.sub(" ", item.text).strip():
            first, titled = False, not _LABEL.fullmatch(text)
            if _DRAWN.fullmatch(text):
                faults.warn(RULE, f"单独一行“{text[:10]}”，留作正文", Spot(item.line), "像是网页上的分隔线；如果是，请删去")
            found.extend(_paragraphs(Line(text, item.line), faults))
    return found


def text_of(entry: Entry | None) -> str:
    """The text of a paragraph; empty for a table or None."""
    return entry.text if isinstance(entry, Line) else ""


def at(found: Sequence[Entry], index: int) -> Entry | None:
    """The entry at an index; None outside the sequence."""
    return found[index] if 0 <= index < len(found) else None


def texts(found: Sequence[Entry]) -> tuple[str, ...]:
    """Entries → their texts."""
    return tuple(map(text_of, found))


def is_labelled(text: str) -> bool:
    """Whether a paragraph begins with a label: 第一条, 一、, （一）, 1."""
    unit = number((Line(text, 0),), Faults(""))[0]
    return isinstance(unit, Unit) and unit.level is not None


def _tables(item: RawTable, faults: Faults, *, first: bool, titled: bool) -> Sequence[Entry]:
    """A table → the table, with the lines of its title and notes; only lines if it is a mere layout; nothing without text.

    `first`: no text is before it. `titled`: the text that it is in has begun before it, so that no title is in it.
    """
    if not any(map(any, item.rows)):
        return ()
    if item.grid:
        lines = layout_lines(item, faults, first=first)
        return shaped(item, item.grid, faults, titled=titled) if lines is None else lines
    width = max(map(len, item.rows))
    rows = [tuple(_INNER_BREAK.sub(" ", cell).strip() for cell in row) for row in item.rows]
    return (Table(tuple(row + ("",) * (width - len(row)) for row in rows), item.line, Shape(header=1)),)


def _paragraphs(line: Line, faults: Faults) -> Iterator[Line]:
    text = line.text
    if not text.startswith(("第", _ANNEX)):
        yield line
        return
    chapter = _CHAPTER.fullmatch(text)
    if chapter:
        faults.warn(RULE, f"“{chapter[1]}”后没有空格，已加上", Spot(line.line), "请核对这一行是不是标题")
        yield Line(f"{chapter[1]}　{chapter[2]}", line.line)
        return
    parts = _divided(text)
    if len(parts) > 1:
        faults.warn(RULE, f"几段印在一行里，已分成{len(parts)}段", Spot(line.line), "请对照原件核对分段")
    for part in parts:
        yield Line(part, line.line)


def _divided(text: str) -> list[str]:
    """A line of several articles, numbered consecutively → its paragraphs; any other line stays whole."""
    if text.startswith(_ANNEX):
        return _RUN_ON_ANNEX.split(text)
    first = _OPENS_ARTICLE.match(text)
    further = [read_numeral(match[1]) for match in _RUN_ON_ARTICLE.finditer(text)] if first else []
    if not first or not further or further[0] - read_numeral(first[1]) not in {0, 1}:
        return [text]
    return _RUN_ON.split(text)
