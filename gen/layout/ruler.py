"""Text → lines: where it may break, how wide it is, and where each character of a line stands.

Everything is in EMU from the left edge of the type area. Breaking is greedy with push-out 推出: a line takes all that fits, and what
may not be parted goes over whole. Nothing hangs outside the measure.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from gen import house
from gen.blocks import Block
from gen.frozen import dataclass
from gen.layout.advances import advance_table
from gen.layout.kinsoku import COMBINING, DASHES, HANGING, MARKS, SPACE_RUN, SPACES, WORD, bonds
from gen.styles import Style
from gen.units import EMU_PER_TWIP, Length

_LATIN: Final = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ɏ]+")
_WESTERN: Final = "!-~¡-¬®-ɏ\u0300-\u036fͰ-ϿЀ-ӿ"
_SEAM: Final = re.compile(f"(?<=[{_WESTERN}]) ?(?=[^ {_WESTERN}])|(?<=[^ {_WESTERN}]) ?(?=[{_WESTERN}])")
"""Ends where a text changes its script: LibreOffice does not track the character before, so we do not either."""
_EVEN: Final = re.compile("[“”‘’、-\u3029㐀-䶿一-鿿！-～]*")
"""Full-width characters that justification may all set apart."""
_SOLID: Final = re.compile(f"{WORD}|{DASHES}|.{COMBINING}+")
"""What justification does not open up."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: `x` holds the left edge of every character and, last, the right edge of the line.

    `block` is the index of its block, `start` where its text starts in the block's. `slack` is what justification has spread
    over the line. `held` is true where an office program would break elsewhere, see `gen.layout.office`. `opened` is the place of
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
    character `i`: without the spaces, and the gap between Han and Latin, that would stand there inside a line. `bonds` says
    where a line may break (`kinsoku.bonds`). `gaps` are the places of the Han–Latin gaps, each `gap` wide. `even` is true where
    all characters are full-width and may be set apart. `hanging` lets a mark stand outside the measure at a line's end.
    """

    __slots__ = ("bonds", "ends", "even", "gap", "gaps", "hanging", "offsets", "size", "text", "tracking")
    offsets: Sequence[int]
    ends: Sequence[int]

    def __init__(self, text: str, style: Style, size: Length, label: int = 0) -> None:
        self.text = text
        self.size = size
        self.tracking = style.tracking
        self.hanging = style.hanging
        self.bonds = bonds(text)
        self.gap = int(size * house.HAN_LATIN_GAP)
        self.gaps: tuple[int, ...] = ()
        self.even = _EVEN.fullmatch(text) is not None
        if self.even:
            advance = size + style.tracking
            self.offsets = self.ends = range(0, (len(text) + 1) * advance, advance)
        else:
            self._measure(style, label)

    def _measure(self, style: Style, label: int) -> None:
        advances = list(map(advance_table(style.face, self.size, style.tracking, style.latin).__getitem__, self.text))
        if label and style.label_face:
            advances[:label] = map(advance_table(style.label_face, self.size, style.tracking, style.latin).__getitem__, self.text[:label])
        self.gaps = _gaps(self.text)
        room = {match.end(): -style.tracking for match in _SEAM.finditer(self.text)} | dict.fromkeys(self.gaps, self.gap)
        for place, width in room.items():
            advances[place - 1] += width
        offsets = [0, *accumulate(advances)]
        ends = offsets.copy()
        for place, width in room.items():
            ends[place] -= width
        for match in SPACE_RUN.finditer(self.text):
            start, end = match.span()
            ends[start + 1 : end + 1] = [ends[start]] * (end - start)
        self.offsets, self.ends = offsets, ends

    def width(self, start: int, end: int) -> int:
        """Measure text[start:end] as a line of an office program, which counts the tracking after the last character."""
        return self.ends[end] - self.offsets[start]

    def visible_width(self, start: int, end: int) -> int:
        """Measure text[start:end] as a line to the eye: the tracking after the last character is no part of it."""
        return self.ends[end] - self.offsets[start] - self.tracking

    def fill(self, start: int, width: int) -> int:
        """Find the end of the most text from `start` whose `width` is no more than this, breaking anywhere; at least one character."""
        return max(bisect_right(self.ends, self.offsets[start] + width) - 1, start + 1)


def _gaps(text: str) -> tuple[int, ...]:
    """Find the places between a Han character and a Latin letter or figure, in order."""
    found: list[int] = []
    for match in _LATIN.finditer(text):
        start, end = match.span()
        if start and _is_han(text[start - 1]):
            found.append(start)
        if _is_han(text[end : end + 1]):
            found.append(end)
    return tuple(found)


def _is_han(character: str) -> bool:
    """Whether it is a Han character, without a class of a pattern: one so large takes 3 ms to compile, as long as a short document to set."""
    return (
        "一" <= character <= "鿿"
        or "㐀" <= character <= "䶿"
        or "豈" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U000323af"
        or character in {"〇", "々"}
    )


def break_text(ruler: Ruler, first: int, measure: int) -> list[int]:
    """Break a text into lines, the first of them `first` wide, the others `measure` (EMU), and give the end of each.

    What is longer than a line is cut at its weakest bond. The last line has at least `house.LAST_LINE_LEAST` characters beside
    marks 单字不成行, where the text has them.
    """
    ends: list[int] = []
    end, width = 0, first
    while end < len(ruler.text):
        end = _line_end(ruler, end, width)
        ends.append(end)
        width = measure
    if len(ends) > 1:
        ends[-2] = _last_start(ruler, ends[-3] if ends[2:] else 0, ends[-2], measure)
    return ends


def _line_end(ruler: Ruler, start: int, width: int) -> int:
    full = end = ruler.fill(start, width + ruler.tracking)
    if end == len(ruler.text):
        return end
    bonds = ruler.bonds
    if ruler.hanging and ruler.text[end] in HANGING and not bonds[end + 1]:
        return end + 1
    while end > start and bonds[end]:
        end -= 1
    return end if end > start else min(range(full, start, -1), key=bonds.__getitem__)


def _last_start(ruler: Ruler, least: int, start: int, measure: int) -> int:
    """Find where the last line starts, at `start` or before it, after `least`: with enough characters, and still fitting `measure`."""
    text = ruler.text
    bond = ruler.bonds[start]
    characters = sum(character not in MARKS for character in text[start : start + house.LAST_LINE_LEAST])
    if characters < house.LAST_LINE_LEAST:
        characters = sum(character not in MARKS for character in text[start:])
    place = start
    while characters < house.LAST_LINE_LEAST or ruler.bonds[place] > bond:
        place -= 1
        if place <= least:
            return start
        characters += text[place] not in MARKS
    return place if ruler.visible_width(place, len(text)) <= measure else start


def places(ruler: Ruler, start: int, end: int, left: int, slack: int = 0) -> tuple[int, ...]:
    """Stand the characters of text[start:end] from `left` on, and give their left edges and, last, the line's right edge (EMU).

    `slack` is spread evenly between the characters, but not inside a Latin run, —— or ……; a line that has no other place stays
    natural. Spaces at the end stand on the right edge.
    """
    if ruler.even or _EVEN.fullmatch(ruler.text, start, end):
        return _even_places(end - start, ruler.size + ruler.tracking, ruler.tracking, left, slack)
    text = ruler.text
    last = end
    while last > start and text[last - 1] in SPACES:
        last -= 1
    origin = ruler.offsets[start] - left
    right = left + ruler.visible_width(start, end)
    if slack and last - start > 1:
        opening = bytearray(b"\1") * (last - start - 1)
        for match in _SOLID.finditer(text, start, last):
            inside = match.end() - match.start() - 1
            opening[match.start() - start : match.end() - start - 1] = bytes(inside)
        openings = opening.count(1)
        if openings:
            opened = accumulate(opening, initial=0)
            x = [offset - origin + slack * count // openings for offset, count in zip(ruler.offsets[start:last], opened, strict=True)]
            return (*x, *[right + slack] * (end - last + 1))
    return (*(offset - origin for offset in ruler.offsets[start:last]), *[right] * (end - last + 1))


@lru_cache(maxsize=1024)
def _even_places(count: int, advance: int, tracking: int, left: int, slack: int) -> tuple[int, ...]:
    """Stand `count` characters of one width; most lines of a text are the same, and share these places."""
    openings = count - 1
    if openings < 1:
        slack, openings = 0, 1
    return (*(left + advance * place + slack * place // openings for place in range(count)), left + advance * count - tracking + slack)
