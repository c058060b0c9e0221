"""Edition → the plain-text gazette, in the page's lines, in lines of any width, or a paragraph a line; and back."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from gen.document.blocks import COLOPHON, Tag
from gen.document.tables import PLAIN
from gen.pagination.rows import blank_rows
from gen.standard.gb9704 import ADVANCE, CELL, CHARACTERS_PER_LINE, DATE_OFFSET, MEASURE, SIZE_3
from gen.standard.styles import Align
from gen.typesetting.galley import Galley, SetBlock, set_blocks
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Line, OversetError, Ruler
from gen.units import Length
from gen.wording.names import is_spread, name_line
from gen.writers.edition import Edition
from gen.writers.text.width import columns

SPACE: Final = "\u3000"
"""U+3000, one cell: what indents and centres."""
_INDENT: Final = SPACE * 2
_PICTURE, _PICTURE_END = "〔图：", "〕"
"""Around the caption of an illustration, which they name in its place; no part of the text."""
_RULE: Final = "─"
_HEADER_KEYS: Final = ("机关", "标题", "日期")
_HEADER_MOST: Final = 2000
_COLON: Final = "："
_LONGEST_LABEL: Final = 20
_UNPAGED: Final = 1 << 20
"""Rows of a page that never ends."""
_DATE: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def write(edition: Edition, width: int = CHARACTERS_PER_LINE, encoding: str = "utf-8") -> bytes:
    """Edition → text with LF line ends, in `encoding`.

    `width` is in 字: 28 gives the lines of the page, another width sets the text again by the same rules, 0 gives one
    paragraph a line. A heading block with organ, title and date comes first, ended by a rule; all after the rule is the
    text.
    """
    rows = [*_header(edition, width), *_body(edition, width)]
    return ("\n".join(rows) + "\n").encode(encoding)


def _header(edition: Edition, width: int) -> Iterator[str]:
    document = edition.document
    for key, value in zip(_HEADER_KEYS, (document.organ, document.title, document.date), strict=True):
        if value:
            yield f"{key}：{value}"
    yield _RULE * (width or CHARACTERS_PER_LINE)
    yield ""


def _body(edition: Edition, width: int) -> Iterator[str]:
    upright = not any(page.turned for page in edition.pages.pages)
    galley = edition.galley if not width or (width == CHARACTERS_PER_LINE and upright) else _set_again(edition, width * CELL)
    previous: SetBlock | None = None
    listed = _listed(galley, width) if width else {}
    for index, (member, block) in enumerate(zip(galley, edition.blocks, strict=True)):
        if not (block.text or block.rows):
            continue
        if previous and (blank_rows(previous, member) or _apart(previous, member, width)):
            yield ""
        if block.rows:
            from gen.writers.text.table import draw_table

            yield from draw_table(block, width)
        elif block.tag is Tag.CAPTION:
            yield from _named(member, width)
        else:
            yield from _flat(member) if not width else _set(member, width, listed.get(index))
        previous = member


def _apart(previous: SetBlock, current: SetBlock, width: int) -> bool:
    """Whether two blocks need an empty line between them; running text needs none, nor does a date under its signature."""
    if current.block.tag in COLOPHON:
        return True  # one cell before a line is no start of a paragraph
    if current.block.tag is Tag.DATE and width and len(previous.lines) == 1:
        return lead(current, current.lines[0], width) != lead(previous, previous.lines[0], width) + DATE_OFFSET
    return not (current.style.indent and previous.style.indent)


def _set_again(edition: Edition, measure: int) -> Galley:
    """Set the blocks in lines of `measure`. A text has no pages, so no row is too high for one.

    Where a line that the author divided is too wide, the program divides it; where one of the 版头 is, its elements go one under another.
    """
    measure = MEASURE if measure == CHARACTERS_PER_LINE * CELL else measure
    design = replace(edition.design, lines=_UNPAGED)
    # A table is drawn in a frame of its own, so it is not set in the measure, which may have no room for it.
    written = tuple([replace(block, text="", rows=((),), shape=PLAIN) if block.rows else block for block in edition.blocks])
    undivided = tuple([replace(block, lines=()) for block in written])
    for blocks in (written, undivided):
        with suppress(OversetError):
            return set_blocks(blocks, measure, design, words=edition.words)
    return set_blocks(undivided, measure, replace(design, framed=False), words=edition.words)


def _flat(member: SetBlock) -> Iterator[str]:
    yield (_INDENT if member.style.indent else "") + member.block.text


def _named(member: SetBlock, width: int) -> Iterator[str]:
    """The caption of an illustration → the lines that stand for both: 〔图：图题〕, from the left edge."""
    text = f"{_PICTURE}{member.block.text}{_PICTURE_END}"
    if not width:
        yield text
        return
    ruler = Ruler(text, replace(member.style, size=SIZE_3, tracking=Length(ADVANCE - SIZE_3)), SIZE_3)
    start = 0
    for end in break_text(ruler, width * ADVANCE, width * ADVANCE):
        yield text[start:end]
        start = end


def _listed(galley: Galley, width: int) -> dict[int, int]:
    """The names that are sealed side by side on paper → the cells before each: here they are one under another, in order, over the date."""
    leads: dict[int, int] = {}
    sealed = [index for index, member in enumerate(galley) if member.block.tag is Tag.SIGNATURE and member.seal]
    for _, run in groupby(enumerate(sealed), lambda pair: pair[1] - pair[0]):
        names = [index for _, index in run]
        lines = [line for index in names for line in galley[index].lines]
        last = galley[names[-1]]
        widest = int(max(cells(line.text) for line in lines) + 0.5)
        leads |= dict.fromkeys(names, max(0, min(lead(last, last.lines[0], width), width - widest))) if names[1:] else {}
    return leads


def _set(member: SetBlock, width: int, listed: int | None = None) -> Iterator[str]:
    """A block → its lines, each with the cells before it; a `listed` name has so many."""
    if listed is not None:
        yield from (SPACE * listed + line.text for line in member.lines)
        return
    if member.names:
        yield from (SPACE * lead(member, line, width) + spaced(member, line) for line in member.lines)
        return
    first = lead(member, member.lines[0], width)
    yield SPACE * first + member.lines[0].text
    flush = member.style.align is Align.JUSTIFY
    for line in member.lines[1:]:
        if flush and not line.x[0]:
            yield line.text
            continue
        blank = lead(member, line, width)
        while blank == len(_INDENT) or _under(first, blank, line.text):
            blank += 1  # or it would be read as the start of a paragraph
        yield SPACE * blank + line.text


def spaced(member: SetBlock, line: Line) -> str:
    """A row of a list of names → its text with the spaces that put each name into its column, and spread one of two characters."""
    label = max(0, member.block.label - line.start)
    row, start = line.text[:label], label
    origin = round(line.x[0] / CELL)
    for name in line.text[label:].split(SPACE):
        gap = round(line.x[start] / CELL) - origin - cells(row)
        row += SPACE * int(gap) + " " * round(gap % 1 * 2) + (name[0] + SPACE + name[1:] if is_spread(name) else name)
        start += len(name) + 1
    return row


def _under(first: int, blank: int, text: str) -> bool:
    """Whether a line would be read as the date under a signature.

    `unwrap` goes by this, so no line of a title may look so.
    """
    return blank == first + DATE_OFFSET and _DATE.fullmatch(text) is not None


def lead(member: SetBlock, line: Line, width: int) -> int:
    """How many cells come before a line in a fixed-pitch picture `width` cells wide.

    A larger face is centred by its characters.
    """
    align, left = member.style.align, line.x[0]
    if align is Align.CENTRE or (align is Align.HEADER and left and abs(left + line.x[-1] - width * CELL) < CELL):
        return int(max(0, width - cells(line.text)) / 2)
    return round(left / CELL)


def cells(text: str) -> float:
    """How many cells 字 a text takes in a fixed-pitch face; a narrow character takes half a cell."""
    return columns(text) / 2


def unwrap(text: str) -> list[str]:
    """The output of `write`, at any width → the text of its blocks, character for character.

    Lines are joined, indents and heading block removed. A table without text yields nothing.
    """
    parts = [part if isinstance(part, str) else "\n".join(cell for row in part for cell in row if cell) for part in read(text)]
    return [part for part in parts if part]


def _goes_on_with_names(paragraph: str, row: str) -> bool:
    """Whether a row goes on with the names of a list that begins with a label, 出席：: what parts it from them is the layout's."""
    if _COLON not in paragraph[:_LONGEST_LABEL] or not (names := name_line(row)) or names.label:
        return False
    above = name_line(paragraph)
    return above is not None and bool(above.label)


def is_gazette(text: str) -> bool:
    """Whether a text begins like the output of `write`: with a heading block and its rule."""
    rows = text[:_HEADER_MOST].split("\n")
    rule = next((number for number, row in enumerate(rows) if row and set(row) == {_RULE}), 0)
    return 0 < rule <= len(_HEADER_KEYS) and all(row.startswith(tuple(f"{key}：" for key in _HEADER_KEYS)) for row in rows[:rule])


def read(text: str) -> list[str | tuple[tuple[str, ...], ...]]:
    """The output of `write` → its blocks in order: a paragraph as its text, a table as its rows of cells."""
    from gen.writers.text.table import TABLE_MARKS, read_table

    rows = text.split("\n")
    start = next((number + 1 for number, row in enumerate(rows) if row and set(row) == {_RULE}), 0)
    parts: list[str | tuple[tuple[str, ...], ...]] = []
    paragraph, first = "", 0
    table: list[str] = []
    for row in [*rows[start:], ""]:
        content = row.lstrip(SPACE)
        blank = len(row) - len(content)
        drawn = row[:1] in TABLE_MARKS and not paragraph  # an empty line is before a table
        if table and not drawn:
            parts.append(read_table(table))
            table = []
        starts = not content or drawn or blank == len(_INDENT) or _under(first, blank, content)
        if paragraph and starts:
            # A picture is named at the left edge, where no paragraph begins.
            named = not first and paragraph.startswith(_PICTURE) and paragraph.endswith(_PICTURE_END)
            parts.append(paragraph[len(_PICTURE) : -len(_PICTURE_END)] if named else paragraph)
            paragraph = ""
        if drawn:
            table.append(row)
        elif content:
            first = first if paragraph else blank
            paragraph += (SPACE if paragraph and _goes_on_with_names(paragraph, content) else "") + content
    return parts
