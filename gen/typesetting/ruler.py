"""Text → lines: where it may break, how wide it is, and where each character of a line stands.

Everything is in EMU from the left edge of the type area. Breaking is greedy with push-out 推出: a line takes all that fits, and what
may not be parted goes over whole. Nothing hangs outside the measure.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

from gen.document.blocks import Block
from gen.standard import house
from gen.standard.styles import Style
from gen.typesetting.advances import advance_table
from gen.typesetting.kinsoku import (
    AT_MARK,
    FREE,
    FULL_WIDTH_FIGURES,
    HANGING,
    IDEOGRAPHIC_SPACE,
    MARKS,
    NO_END,
    NO_START,
    ODD,
    SPACES,
    Bonds,
    number_end,
)
from gen.units import EMU_PER_TWIP, Length

_LATIN: Final = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ɏ]")
_SPACE: Final = re.compile(f"[{''.join(sorted(SPACES))}]")
_WESTERN_CHARACTER: Final = "[!-~¡-¬®-ɏ\u0300-\u036fͰ-ϿЀ-ӿ]"
_WESTERN: Final = re.compile(f"{_WESTERN_CHARACTER}{_WESTERN_CHARACTER}*")


class Line(Struct, frozen=True):
    """One set line: `x` holds the left edge of every character and, last, the right edge of the line.

    `block` is the index of its block, `start` where its text starts in the block's. `slack` is what justification has spread
    over the line. `held` is true where an office program would break elsewhere, see `gen.typesetting.office`. `opened` is the place of
    the character that a heading of two characters, 总则, has one em before (0: none).
    """

    block: int
    start: int
    text: str
    x: tuple[int, ...]
    slack: int = 0
    held: bool = False
    opened: int = 0

    @property
    def widening(self) -> int:
        """What each character is given when the slack is spread as character spacing 字距, in whole twips, as EMU."""
        return max(0, self.slack // len(self.text) // EMU_PER_TWIP * EMU_PER_TWIP)

    @property
    def end(self) -> int:
        """Where its text ends in the block's."""
        return self.start + len(self.text)


class OversetError(ValueError):
    """What does not fit: a line its author divided, a table's row, a mark; carries the block, its text, and size and room in cells 字 or rows."""

    def __init__(self, block: Block, line: str, cells: float, room: float) -> None:
        super().__init__(line)
        self.block = block
        self.line = line
        self.cells = cells
        self.room = room


class Ruler:
    """The measured text, in EMU.

    `offsets[i]` is the left edge of character `i` on one endless line, and `ends[i]` the right edge of a line that ends before
    character `i`: without the spaces, and the gap between Han and Latin, that would stand there inside a line. `gaps` are the places
    of the Han–Latin gaps, each `gap` wide. `hanging` lets a mark stand outside the measure at a line's end.

    `even` is true where all characters are full-width and may be set apart. From the place `plain` on they are so, each bond is seen from the
    characters at both sides, and there is no space; it is after the end of any other text.
    """

    __slots__ = ("_bonds", "_ends", "_offsets", "advance", "even", "gap", "gaps", "hanging", "plain", "size", "text", "tracking")

    def __init__(self, text: str, style: Style, size: Length, label: int = 0) -> None:
        self.text = text
        self.size = size
        self.tracking = style.tracking
        self.advance = size + style.tracking
        self.hanging = style.hanging
        self.gap = int(size * house.HAN_LATIN_GAP)
        self.gaps: Sequence[int] = ()
        self.even = True
        self._bonds: Bonds | None = None
        self._offsets: Sequence[int] | None = None
        self._ends: Sequence[int] = ()
        odd = frozenset(ODD.findall(text))
        if not odd:
            self.plain = text.rfind(IDEOGRAPHIC_SPACE) + 1
            return
        if odd <= FULL_WIDTH_FIGURES:
            self.plain = len(text) + 1
            return
        self.even = False
        self.plain = max(max(map(text.rfind, odd)) + 1, number_end(text, odd), text.rfind(IDEOGRAPHIC_SPACE) + 1)
        if self.plain >= len(text):
            self.plain = len(text) + 1
        self._measure(text[: self.plain + 1], style, label)

    def bond(self, place: int) -> int:
        """How strongly one character is bound to the one before it."""
        if place > self.plain:
            return mark_bond(self.text, place)
        if self._bonds is None:
            self._bonds = Bonds(self.text[: self.plain + 1])
        return self._bonds[place]

    @property
    def offsets(self) -> Sequence[int]:
        """The left edge of every character on one endless line."""
        if self._offsets is None:
            self._offsets, self._ends = self._multiplied()
        return self._offsets

    @property
    def ends(self) -> Sequence[int]:
        """The right edge of a line that ends before each character."""
        if self._offsets is None:
            self._offsets, self._ends = self._multiplied()
        return self._ends

    def _multiplied(self) -> tuple[Sequence[int], Sequence[int]]:
        """Offsets and ends of an even text."""
        offsets = range(0, (len(self.text) + 1) * self.advance, self.advance)
        return offsets, _without_spaces(self.text, list(offsets), self.plain) if self.plain else offsets

    def _measure(self, head: str, style: Style, label: int) -> None:
        """Measure a text of which all that follows `head` is even."""
        advances = [self.advance] * len(head)
        table = advance_table(style.face, self.size, style.tracking, style.latin)
        for match in ODD.finditer(head):
            advances[match.start()] = table[match[0]]
        if label and style.label_face:
            advances[:label] = map(advance_table(style.label_face, self.size, style.tracking, style.latin).__getitem__, head[:label])
        closed, self.gaps = seams(head)
        tracking, gap = self.tracking, self.gap
        for place in closed:
            advances[place - 1] -= tracking
        for place in self.gaps:
            advances[place - 1] += gap
        offsets = [*accumulate(advances, initial=0)]
        rest = len(self.text) - len(head)
        if rest:
            offsets += range(offsets[-1] + self.advance, offsets[-1] + self.advance * rest + 1, self.advance)
        ends = offsets.copy()
        for place in closed:
            ends[place] += tracking
        for place in self.gaps:
            ends[place] -= gap
        self._offsets = offsets
        self._ends = _without_spaces(self.text, ends, self.plain)

    def width(self, start: int, end: int) -> int:
        """Measure text[start:end] as a line of an office program, which counts the tracking after the last character."""
        return self.ends[end] - self.offsets[start]

    def visible_width(self, start: int, end: int) -> int:
        """Measure text[start:end] as a line to the eye: the tracking after the last character is no part of it."""
        return self.ends[end] - self.offsets[start] - self.tracking

    def fill(self, start: int, width: int) -> int:
        """Find the end of the most text from `start` whose `width` is no more than this, breaking anywhere; at least one character."""
        return max(bisect_right(self.ends, self.offsets[start] + width) - 1, start + 1)


def _without_spaces(text: str, ends: list[int], stop: int) -> list[int]:
    """Take what spaces at the end of a line would add from where lines end; there are none at `stop` and after it."""
    for match in _SPACE.finditer(text, 0, stop):
        place = match.start()
        ends[place + 1] = ends[place]
    return ends


def seams(text: str) -> tuple[list[int], list[int]]:
    """Find where a text changes its script, after the space there if there is one: without a gap, and with one, between Han and letter or figure.

    LibreOffice does not track the character before a seam, so we do not either.
    """
    closed: list[int] = []
    gaps: list[int] = []
    length = len(text)
    for match in _WESTERN.finditer(text):
        start, end = match.span()
        if start:
            before = text[start - 1]
            if before != " ":
                (gaps if is_han(before) and _LATIN.match(text, start) else closed).append(start)
            elif start > 1 and text[start - 2] != " " and not _WESTERN.match(text, start - 2):
                closed.append(start)
        if end < length:
            after = text[end]
            if after != " ":
                (gaps if is_han(after) and _LATIN.match(text, end - 1) else closed).append(end)
            elif end + 1 < length and text[end + 1] != " " and not _WESTERN.match(text, end + 1):
                closed.append(end + 1)
    return closed, gaps


def is_han(character: str) -> bool:
    """Whether it is a Han character, without a class of a pattern: one so large takes 3 ms to compile, as long as a short document to set."""
    return (
        "一" <= character <= "鿿"
        or "㐀" <= character <= "䶿"
        or "豈" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U000323af"
        or character in {"〇", "々"}
    )


def mark_bond(text: str, place: int) -> int:
    """How strongly one character is bound to the one before it by marks alone."""
    return AT_MARK if text[place] in NO_START or text[place - 1] in NO_END else FREE


def break_text(ruler: Ruler, first: int, measure: int) -> list[int]:
    """Break a text into lines, the first of them `first` wide, the others `measure` (EMU), and give the end of each.

    What is longer than a line is cut at its weakest bond. The last line has at least `house.LAST_LINE_LEAST` characters beside
    marks 单字不成行, where the text has them.
    """
    text, length = ruler.text, len(ruler.text)
    # From here on each character is as wide as every other.
    even = length + 1 if ruler.hanging else 0 if ruler.even else ruler.plain
    full = (measure + ruler.tracking) // ruler.advance
    ends: list[int] = []
    end, width = 0, first
    while end < length:
        most = end + (width + ruler.tracking) // ruler.advance
        found = break_even(text, most, full, max(end, ruler.plain)) if end >= even else []
        ends += found or [line_end(ruler, end, width)]
        end, width = ends[-1], measure
    if ends[1:] and not is_long_enough(text, ends[-2]):
        ends[-2] = last_start(text, ends[-3] if ends[2:] else 0, ends[-2], ruler.bond, lambda place: ruler.visible_width(place, length) <= measure)
    return ends


def break_even(text: str, most: int, full: int, least: int) -> list[int]:
    """Break a text whose characters are full-width and, after the place `least`, bound by marks alone: the ends of its lines, the last too.

    The first line ends at `most` or before it, each of the others holds `full` characters. Where all characters of a line are bound, what is
    before it.
    """
    length = len(text)
    ends: list[int] = []
    end = most
    while end < length:
        while end > least and (text[end] in NO_START or text[end - 1] in NO_END):
            end -= 1
        if end <= least:
            return ends
        ends.append(end)
        least = end
        end += full
    ends.append(length)
    return ends


def line_end(ruler: Ruler, start: int, width: int) -> int:
    """Find where a line that begins at `start` ends in a width (EMU); one whose characters are all bound is cut at its weakest bond."""
    full = end = ruler.fill(start, width + ruler.tracking)
    if end == len(ruler.text):
        return end
    if ruler.hanging and ruler.text[end] in HANGING and (end + 1 == len(ruler.text) or not ruler.bond(end + 1)):
        return end + 1
    while end > start and ruler.bond(end):
        end -= 1
    return end if end > start else min(range(full, start, -1), key=ruler.bond)


def is_long_enough(text: str, start: int) -> bool:
    """Whether a last line that starts there has enough characters beside marks 单字不成行."""
    least = house.LAST_LINE_LEAST
    head = text[start : start + least]
    return (len(head) == least and MARKS.isdisjoint(head)) or len([character for character in text[start:] if character not in MARKS]) >= least


def last_start(text: str, least: int, start: int, bond: Callable[[int], int], fits: Callable[[int], bool]) -> int:
    """Find where a last line starts that is not long enough at `start`: before it, after `least`, and still fitting the measure; else there."""
    characters = sum(character not in MARKS for character in text[start:])
    weakest = bond(start)
    place = start
    while characters < house.LAST_LINE_LEAST or bond(place) > weakest:
        place -= 1
        if place <= least:
            return start
        characters += text[place] not in MARKS
    return place if fits(place) else start
