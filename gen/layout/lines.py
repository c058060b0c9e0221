"""Blocks → galley: break each block into lines of the measure and stand every character in its line.

Everything is in EMU from the left edge of the type area. Breaking is greedy with push-out 推出: a line takes all that fits, and what
may not be parted goes over whole. Nothing hangs outside the measure.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Final

from gen import house
from gen.blocks import Block, Tag
from gen.gb9704 import CELL, DATE_OFFSET, MEASURE, SIGNATURE_RIGHT
from gen.layout import kinsoku
from gen.layout.advances import advance_table, gaps
from gen.layout.masthead import fit_masthead
from gen.layout.title import Lexicon, divide
from gen.styles import Align, Style, style_of
from gen.units import EMU_PER_TWIP, Length

_SOLID: Final = re.compile(r"[!-~À-ÖØ-öø-ɏͰ-ϿЀ-ӿ]{2,}|[—…⸺]{2,}")
"""Runs that justification does not open up."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: `x` holds the left edge of every character and, last, the right edge of the line.

    `block` is the index of its block, `start` where its text starts in the block's. `slack` is what justification has spread
    over the line. `held` is true where an office program would break elsewhere, see `_held`.
    """

    block: int
    start: int
    text: str
    x: tuple[int, ...]
    slack: int = 0
    held: bool = False

    @property
    def widening(self) -> int:
        """What each character is given when the slack is spread as character spacing 字距, in whole twips, as EMU."""
        return max(0, self.slack // len(self.text) // EMU_PER_TWIP * EMU_PER_TWIP)

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

    __slots__ = ("advances", "fixed", "gaps", "offsets", "text", "tracking")

    def __init__(self, text: str, style: Style, size: Length, label: int = 0) -> None:
        table = advance_table(style.face, size, style.tracking)
        advances = list(map(table.__getitem__, text))
        if label and style.label_face:
            label_table = advance_table(style.label_face, size, style.tracking)
            advances[:label] = map(label_table.__getitem__, text[:label])
        self.gaps = gaps(text, size)
        for position, gap in self.gaps.items():
            advances[position - 1] += gap
        self.text = text
        self.tracking = style.tracking
        self.advances = advances
        self.offsets: list[int] = [0, *accumulate(advances)]
        self.fixed = kinsoku.unbreakable(text)

    def width(self, start: int, end: int) -> int:
        """The natural width of text[start:end] as a line: no gap and no space at its end."""
        while end > start and self.text[end - 1] in kinsoku.SPACES:
            end -= 1
        return self.offsets[end] - self.offsets[start] - (self.gaps.get(end, 0) if end > start else 0)

    def visible_width(self, start: int, end: int) -> int:
        """The width to the eye: tracking after the last character is no part of the line."""
        return self.width(start, end) - self.tracking

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


def _held(ruler: Ruler, start: int, end: int, width: int) -> bool:
    """Whether a line must be held open for an office program to end it where we do.

    Word and LibreOffice do not know that a number keeps its unit, and their gaps between Han and Latin differ a little. Where
    the next character would fit and their common rules would not push it over, the DOCX gives each character its share of
    the slack as character spacing: the line is full for every program, and looks as its justified self.
    """
    if end >= len(ruler.text):
        return False
    tolerance = sum(1 for position in ruler.gaps if start < position < end) * (next(iter(ruler.gaps.values()), 0) // 4)
    if ruler.width(start, end + 1) - tolerance > width:
        return False
    return _office_end(ruler, start, width) != end or _office_end(ruler, start, width + tolerance) != end


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
        slack = 0 if last else width - ruler.visible_width(start, end)
        held = not last and _held(ruler, start, end, width)
        lines.append(Line(index, start, block.text[start:end], _places(ruler, start, end, left, slack), slack, held))
        start = end
    return tuple(lines)


def _places(ruler: Ruler, start: int, end: int, left: int, slack: int) -> tuple[int, ...]:
    offsets = ruler.offsets
    origin = offsets[start] - left
    visible = end
    while visible > start and ruler.text[visible - 1] in kinsoku.SPACES:
        visible -= 1
    if slack <= 0 or visible - start < 2:  # noqa: PLR2004
        right = left + ruler.visible_width(start, end)
        return tuple(min(offset - origin, right) for offset in offsets[start : end + 1])
    text = ruler.text[start:visible]
    solid: set[int] = set()
    for match in _SOLID.finditer(text):
        solid.update(range(match.start() + 1, match.end()))
    stretch = len(text) - 1 - len(solid)
    if not stretch:
        return _places(ruler, start, end, left, 0)
    right = left + ruler.visible_width(start, end) + slack
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
        width = ruler.visible_width(0, len(text))
        if width > measure and len(text) > 1:
            cell = size + style.tracking
            raise OversetError(block, text, width / cell, measure // cell)
        left = (measure - width) // 2
        lines.append(Line(index, start, text, _places(ruler, 0, len(text), left, 0)))
        start += len(text)
    return tuple(lines)


class OversetError(ValueError):
    """A line the author divided is wider than the measure; carries the block, the line's text and its width in cells 字."""

    def __init__(self, block: Block, line: str, cells: float, room: float) -> None:
        super().__init__(line)
        self.block = block
        self.line = line
        self.cells = cells
        self.room = room


def set_blocks(blocks: Sequence[Block], measure: int = MEASURE) -> Galley:
    """Blocks → galley, every block set by its style's row. `measure` is the length of a line in EMU.

    OversetError for a line that its author divided and that is wider than the measure.
    """
    lexicon = cache(lambda: _lexicon(blocks))
    return tuple(_set_block(blocks, index, measure, lexicon) for index in range(len(blocks)))


def _set_block(blocks: Sequence[Block], index: int, measure: int, lexicon: Callable[[], Lexicon]) -> SetBlock:
    block = blocks[index]
    style = style_of(block)
    size, divisions = style.size, block.lines
    lines: tuple[Line, ...] = ()
    if block.tag is Tag.RULE:
        pass
    elif style.align is Align.JUSTIFY:
        lines = set_paragraph(block, index, style, measure)
    elif style.align is Align.SIGNATURE:
        lines = _set_signature(blocks, index, style, measure)
    elif block.tag is Tag.MASTHEAD:
        size, divisions = fit_masthead(block, measure)
        lines = set_centred(block, index, style, size, divisions, measure)
    else:
        if block.tag is Tag.PASSAGE or not divisions:
            divisions = tuple(line for part in divisions or (block.text,) for line in divide(part, style, measure, lexicon))
        lines = set_centred(block, index, style, size, divisions, measure)
    return SetBlock(block, style, size, lines)


def _lexicon(blocks: Sequence[Block]) -> Lexicon:
    """What the document itself says of its names: who signs it, and its whole text."""
    names = dict.fromkeys(block.text for block in blocks if block.tag is Tag.SIGNATURE)
    return Lexicon(tuple(names), "\n".join(block.text for block in blocks if block.tag in {Tag.PARAGRAPH, Tag.HEADING}))


def _signed_together(blocks: Sequence[Block], index: int) -> list[Block]:
    """The run of 署名 and 成文日期 that a block stands in: organs in order, then their date."""
    start = index
    while start and blocks[start - 1].tag is Tag.SIGNATURE:
        start -= 1
    group: list[Block] = []
    for block in blocks[start:]:
        if block.tag not in {Tag.SIGNATURE, Tag.DATE}:
            break
        group.append(block)
        if block.tag is Tag.DATE:
            break
    return group


def _set_signature(blocks: Sequence[Block], index: int, style: Style, measure: int) -> tuple[Line, ...]:
    """署名 and 成文日期 without a seal (7.3.5.2): the organ ends two cells from the right, the date starts two cells after its start.

    Where the date is longer than the organ's name, the date ends two cells from the right and the organ starts two cells before it.
    """
    block = blocks[index]
    group = _signed_together(blocks, index)
    cell = CELL if measure == MEASURE else measure // max(1, round(measure / CELL))
    right = measure - SIGNATURE_RIGHT * cell
    organ, date = (
        max((Ruler(member.text, style, style.size).width(0, len(member.text)) for member in group if member.tag is tag), default=0)
        for tag in (Tag.SIGNATURE, Tag.DATE)
    )
    organ_left = right - (-(-organ // cell)) * cell if organ else right - date - DATE_OFFSET * cell
    if date > organ:
        organ_left = right - date - DATE_OFFSET * cell
    left = organ_left if block.tag is Tag.SIGNATURE else organ_left + DATE_OFFSET * cell
    ruler = Ruler(block.text, style, style.size)
    left = max(0, left)
    if left + ruler.width(0, len(block.text)) <= measure:
        return (Line(index, 0, block.text, _places(ruler, 0, len(block.text), left, 0)),)
    starts = [0, *break_text(ruler, right, right)]
    return tuple(Line(index, start, block.text[start:end], _places(ruler, start, end, 0, 0)) for start, end in pairwise(starts))
