"""Blocks → galley: break each block into lines of the measure and stand every character in its line.

Everything is in EMU from the left edge of the type area. Breaking is greedy with push-out 推出: a line takes all that fits, and what
may not be parted goes over whole. Nothing hangs outside the measure.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from gen import house
from gen.blocks import Block, Tag
from gen.gb9704 import CELL, CHARACTERS_PER_LINE, DATE_OFFSET, MEASURE, SIGNATURE_RIGHT
from gen.layout import kinsoku
from gen.layout.advances import advance_table
from gen.layout.masthead import fit_masthead
from gen.layout.title import divide
from gen.styles import Align, Style, style_of
from gen.units import EMU_PER_TWIP, Length

_HAN: Final = "㐀-䶿一-鿿豈-﫿𠀀-𲎯〇々"
_LATIN: Final = "0-9A-Za-z%‰À-ɏ"
_BOUNDARY: Final = re.compile(f"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{_HAN}])")
_SOLID: Final = re.compile(r"[!-~À-ɏͰ-ϿЀ-ӿ]{2,}|[—…⸺]{2,}")
"""Runs that justification does not open up."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: `x` holds the left edge of every character and, last, the right edge of the line.

    `block` is the index of its block, `start` where its text starts in the block's. `widen` is 0 where an office program breaks
    here of itself; otherwise the EMU it must add to every character of the line so that no more fits (see `_widening`).
    """

    block: int
    start: int
    text: str
    x: tuple[int, ...]
    widen: int = 0

    @property
    def end(self) -> int:
        """Where its text ends in the block's."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class SetBlock:
    """A block with its lines; `size` is the type size they are set in (a masthead's is fitted to the measure)."""

    block: Block
    style: Style
    size: Length
    lines: tuple[Line, ...]


Galley = tuple[SetBlock, ...]


class Ruler:
    """The natural places of a text's characters on one endless line, and where it may break."""

    __slots__ = ("advances", "fixed", "gaps", "offsets", "text")

    def __init__(self, text: str, style: Style, size: Length, label: int = 0) -> None:
        table = advance_table(style.face, size, style.tracking)
        advances = list(map(table.__getitem__, text))
        if label and style.label_face:
            label_table = advance_table(style.label_face, size, style.tracking)
            advances[:label] = map(label_table.__getitem__, text[:label])
        gap = int(size * house.HAN_LATIN_GAP)
        self.gaps: dict[int, int] = {match.start(): gap for match in _BOUNDARY.finditer(text)}
        for position in self.gaps:
            advances[position - 1] += gap
        self.text = text
        self.advances = advances
        self.offsets: list[int] = [0, *accumulate(advances)]
        self.fixed = kinsoku.unbreakable(text)

    def width(self, start: int, end: int) -> int:
        """The natural width of text[start:end] as a line: no gap and no space at its end."""
        while end > start and self.text[end - 1] in kinsoku.SPACES:
            end -= 1
        return self.offsets[end] - self.offsets[start] - (self.gaps.get(end, 0) if end > start else 0)

    def natural_end(self, start: int, width: int) -> int:
        """The most characters from `start` that fit `width`, breaking anywhere; at least one."""
        end = bisect_right(self.offsets, self.offsets[start] + width) - 1
        if end < len(self.text) and end + 1 in self.gaps and self.width(start, end + 1) <= width:
            end += 1
        return max(end, start + 1)


def break_text(ruler: Ruler, first: int, measure: int) -> list[int]:
    """A text → the ends of its lines: the first line is `first` wide, the others `measure` (EMU).

    What may not be parted goes over whole, unless it is longer than a line. The last line has at least
    `house.LAST_LINE_LEAST` characters beside marks where the text has them 单字不成行.
    """
    text, size = ruler.text, len(ruler.text)
    ends: list[int] = []
    start, width = 0, first
    while start < size:
        end = _line_end(ruler, start, width)
        ends.append(end)
        start, width = end, measure
    if len(ends) > 1:
        least = ends[-3] if len(ends) > 2 else 0  # noqa: PLR2004
        end = ends[-2]
        while end > least + 1 and _characters(text, end) < house.LAST_LINE_LEAST:
            end -= 1
            while end > least and ruler.fixed[end]:
                end -= 1
        if end > least and ruler.width(end, size) <= measure:
            ends[-2] = end
    return ends


def _line_end(ruler: Ruler, start: int, width: int) -> int:
    text, size = ruler.text, len(ruler.text)
    natural = ruler.natural_end(start, width)
    if natural >= size:
        return size
    end = natural
    while end < size and text[end] in kinsoku.SPACES:
        end += 1
    if end == size:
        return size
    while end > start and ruler.fixed[end]:
        end -= 1
    return end if end > start else natural


def _characters(text: str, start: int) -> int:
    return sum(1 for character in text[start:] if character not in kinsoku.MARKS)


def _widening(ruler: Ruler, start: int, end: int, width: int) -> int:
    """How much wider than natural an office program must set a line's characters to break where we do, 0 if it does so by itself.

    Word and LibreOffice do not know that a number keeps its unit, and their gaps between Han and Latin differ a little. Where
    the next character would fit and their common rules would not push it over, each character is given its share of the slack
    as character spacing 字距: the line is full for every program, and looks as its justified self.
    """
    if end >= len(ruler.text):
        return 0
    gaps = sum(1 for position in ruler.gaps if start < position < end)
    tolerance = gaps * (next(iter(ruler.gaps.values()), 0) // 4)
    if ruler.width(start, end + 1) - tolerance > width:
        return 0
    if _office_end(ruler, start, width) == end and _office_end(ruler, start, width + tolerance) == end:
        return 0
    slack = width - ruler.width(start, end)
    return slack // (end - start) // EMU_PER_TWIP * EMU_PER_TWIP


def _office_end(ruler: Ruler, start: int, width: int) -> int:
    """Where a line ends by the rules that Word and LibreOffice share: marks, and no break inside a Latin run."""
    text = ruler.text
    end = ruler.natural_end(start, width)
    while end < len(text) and text[end] in kinsoku.SPACES:
        end += 1
    while start < end < len(text) and (
        text[end] in kinsoku.OFFICE_NO_START or text[end - 1] in kinsoku.OFFICE_NO_END or (_latin(text[end]) and _latin(text[end - 1]))
    ):
        end -= 1
    return end


def _latin(character: str) -> bool:
    return "!" <= character <= "~"


def set_paragraph(block: Block, index: int, style: Style, measure: int = MEASURE) -> tuple[Line, ...]:
    """A paragraph → its lines, justified but for the last; the first is indented."""
    ruler = Ruler(block.text, style, style.size, block.label)
    indent = style.indent
    lines: list[Line] = []
    start = 0
    for end in break_text(ruler, measure - indent, measure):
        left = 0 if start else indent
        width = measure - left
        last = end == len(block.text)
        x = _places(ruler, start, end, left, 0 if last else width - ruler.width(start, end))
        lines.append(Line(index, start, block.text[start:end], x, 0 if last else _widening(ruler, start, end, width)))
        start = end
    return tuple(lines)


def _places(ruler: Ruler, start: int, end: int, left: int, slack: int) -> tuple[int, ...]:
    offsets = ruler.offsets
    origin = offsets[start] - left
    visible = end
    while visible > start and ruler.text[visible - 1] in kinsoku.SPACES:
        visible -= 1
    if slack <= 0 or visible - start < 2:  # noqa: PLR2004
        right = left + ruler.width(start, end)
        return tuple(min(offset - origin, right) for offset in offsets[start : end + 1])
    text = ruler.text[start:visible]
    solid: set[int] = set()
    for match in _SOLID.finditer(text):
        solid.update(range(match.start() + 1, match.end()))
    stretch = len(text) - 1 - len(solid)
    if not stretch:
        return _places(ruler, start, end, left, 0)
    right = left + ruler.width(start, end) + slack
    places: list[int] = []
    opened = 0
    for position in range(len(text)):
        if position and position not in solid:
            opened += 1
        places.append(offsets[start + position] - origin + slack * opened // stretch)
    places.extend([right] * (end - visible + 1))
    return tuple(places)


def set_centred(block: Block, index: int, style: Style, size: Length, divisions: Sequence[str], measure: int = MEASURE) -> tuple[Line, ...]:
    """A title, 题注 or mark, already divided into lines → those lines, each centred in the measure."""
    lines: list[Line] = []
    start = 0
    for text in divisions:
        ruler = Ruler(text, style, size)
        left = (measure - ruler.width(0, len(text)) - _trailing(style, text)) // 2
        lines.append(Line(index, start, text, _places(ruler, 0, len(text), left, 0)))
        start += len(text)
    return tuple(lines)


def _trailing(style: Style, text: str) -> int:
    """Tracking after a line's last character is no part of the line to the eye."""
    return -style.tracking if text else 0


def set_blocks(blocks: Sequence[Block], measure: int = MEASURE) -> Galley:
    """Blocks → galley, every block set by its style's row. `measure` is the length of a line in EMU."""
    galley: list[SetBlock] = []
    for index, block in enumerate(blocks):
        style = style_of(block)
        size = style.size
        if style.align is Align.JUSTIFY:
            lines = set_paragraph(block, index, style, measure)
        elif style.align is Align.SIGNATURE:
            lines = _set_signature(blocks, index, style, measure)
        elif block.tag is Tag.RULE:
            lines = ()
        elif block.tag is Tag.MASTHEAD:
            size, divisions = fit_masthead(block, measure)
            lines = set_centred(block, index, style, size, divisions, measure)
        else:
            lines = set_centred(block, index, style, size, block.lines or divide(block.text, style, measure), measure)
        galley.append(SetBlock(block, style, size, lines))
    return tuple(galley)


def _set_signature(blocks: Sequence[Block], index: int, style: Style, measure: int) -> tuple[Line, ...]:
    """署名 and 成文日期 without a seal (7.3.5.2): the organ ends two cells from the right, the date starts two cells after its start.

    Where the date is longer than the organ's name, the date ends two cells from the right and the organ starts two cells before it.
    """
    block = blocks[index]
    other = blocks[index + 1] if block.tag is Tag.SIGNATURE and index + 1 < len(blocks) else blocks[index - 1] if index else block
    pair = {block.tag: block, other.tag: other}
    cell = CELL if measure == MEASURE else measure // max(1, round(measure / CELL))
    right = measure - SIGNATURE_RIGHT * cell
    widths = {tag: Ruler(member.text, style, style.size).width(0, len(member.text)) for tag, member in pair.items()}
    organ, date = widths.get(Tag.SIGNATURE, 0), widths.get(Tag.DATE, 0)
    organ_left = right - (-(-organ // cell)) * cell if organ else right - date - DATE_OFFSET * cell
    if date > organ:
        organ_left = right - date - DATE_OFFSET * cell
    left = organ_left if block.tag is Tag.SIGNATURE else organ_left + DATE_OFFSET * cell
    ruler = Ruler(block.text, style, style.size)
    return (Line(index, 0, block.text, _places(ruler, 0, len(block.text), max(0, left), 0)),)


assert CHARACTERS_PER_LINE * CELL <= MEASURE  # noqa: S101 — the grid fits the measure, whatever the table says
