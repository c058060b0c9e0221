"""Text → lines: where it may break, how wide it is, and where each character of a line stands.

Everything is in EMU from the left edge of the type area. Breaking is greedy with push-out 推出: a line takes all that fits, and what
may not be parted goes over whole. Nothing hangs outside the measure.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from gen import house
from gen.blocks import Block
from gen.layout import kinsoku
from gen.layout.advances import advance_table, gaps
from gen.styles import Style
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


class OversetError(ValueError):
    """A line its author divided is wider than the measure, or a table's row higher than a page: what, how much, and the room there is."""

    def __init__(self, block: Block, line: str, cells: float, room: float) -> None:
        super().__init__(line)
        self.block = block
        self.line = line
        self.cells = cells
        self.room = room


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


def held(ruler: Ruler, start: int, end: int, width: int) -> bool:
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


def places(ruler: Ruler, start: int, end: int, left: int, slack: int) -> tuple[int, ...]:
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
        return places(ruler, start, end, left, 0)
    right = left + ruler.visible_width(start, end) + slack
    places: list[int] = []
    opened = 0
    for position in range(len(text)):
        if position and position not in solid:
            opened += 1
        places.append(offsets[start + position] - origin + slack * opened // stretch)
    places.extend([right] * (end - visible + 1))
    return tuple(places)
