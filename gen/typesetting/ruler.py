"""Text → how wide it is: the edges of every character on one endless line, in EMU."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from msgspec import Struct

from gen.document.blocks import Block
from gen.standard import house
from gen.standard.styles import Style
from gen.standard.western import FACED
from gen.typesetting.advances import advance_table
from gen.typesetting.kinsoku import HANGING, IDEOGRAPHIC_SPACE, NOT_FULLWIDTH, SPACES, BreakPenalties, dotted_end, has_dot, mark_penalty, number_end
from gen.typesetting.marks import given_up, pairs_of
from gen.typesetting.seams import seams
from gen.units import EMU_PER_TWIP, Length

_FIRST_FACED: Final = "ª"
"""The first character of `FACED`."""
_FACED: Final = re.compile(f"[{FACED}]+")


class Line(Struct, frozen=True, gc=False):
    """One line of type.

    `block` is the index of its block, `start` the place in the block's text where the line's text starts. `x` holds the
    left edge of every character and, last, the right edge of the line, in EMU from the left edge of the type area.
    `slack` is the width that justification spread over the line. `pinned`: an office program, left to itself, would end
    the line elsewhere (`gen.typesetting.office`). `opened` is the place of the character that has one em before it in a
    heading of two characters, 总则 (0: none). `hyphen` is the width of the hyphen that is drawn after the line, which parts a Latin word;
    it is no character of the text. `squeezed` are the places in the line of the marks that give up half an em.
    """

    block: int
    start: int
    text: str
    x: tuple[int, ...]
    slack: int = 0
    pinned: bool = False
    opened: int = 0
    squeezed: tuple[int, ...] = ()
    hyphen: int = 0

    @property
    def widening(self) -> int:
        """The slack shared out as character spacing 字距: what each character gets, in whole twips, as EMU."""
        return max(0, self.slack // len(self.text) // EMU_PER_TWIP * EMU_PER_TWIP)

    @property
    def end(self) -> int:
        """The place in the block's text where the line's text ends."""
        return self.start + len(self.text)


class OversetError(ValueError):
    """A line, a table's row or a mark that does not fit.

    Carries the block, the text of the line, its size and the room for it, both in cells 字 or, for a table's row, in
    lines. `beside` is the text of the other line where two have no room beside each other; the size is that of both.
    """

    def __init__(self, block: Block, line: str, cells: float, room: float, beside: str = "") -> None:
        super().__init__(line)
        self.block = block
        self.line = line
        self.cells = cells
        self.room = room
        self.beside = beside

    def __reduce__(self) -> tuple[type["OversetError"], tuple[Block, str, float, float, str]]:
        return OversetError, (self.block, self.line, self.cells, self.room, self.beside)


class Inside(NamedTuple):
    """What is inside a paragraph: stretches of its text, as starts and ends, in which no line ends, and the places of marks of notes."""

    whole: Sequence[tuple[int, int]] = ()
    marks: Sequence[int] = ()


NOTHING_INSIDE: Final = Inside()


class Ruler:
    """A text as one endless line, measured in EMU.

    From the place `fixed_from` on, every character has the same `advance`, there is no space, and marks alone decide
    where a line may end; `fixed_from` is beyond the end of a text that has no such part. `gaps` are the places of the
    gaps between Han and Latin, `closed` those of the other changes of script. `hanging` lets a mark stand outside the
    measure at the end of a line. `inside` says where no line ends, and which characters are marks of notes, smaller than the others.
    `faced`: the text has characters that may need another face in a DOCX. `hyphen` is how wide a hyphen is.
    `squeezed` are the places of the marks that always give up half an em.
    """

    __slots__ = (
        "_ends",
        "_lefts",
        "_marks",
        "_measured",
        "_others",
        "_penalties",
        "_whole",
        "advance",
        "closed",
        "faced",
        "fixed_from",
        "gaps",
        "hanging",
        "hyphen",
        "size",
        "squeezed",
        "text",
        "tracking",
    )

    def __init__(self, text: str, style: Style, size: Length, label: int = 0, inside: Inside = NOTHING_INSIDE) -> None:
        whole, self._marks = inside
        self.text = text
        self._whole = whole
        self.size = size
        self.tracking = style.tracking
        self.advance = size + style.tracking
        self.hanging = style.hanging
        self.faced = False
        self.hyphen = 0
        self.gaps: Sequence[int] = ()
        self.closed: Sequence[int] = ()
        self._penalties: BreakPenalties | None = None
        first = NOT_FULLWIDTH.search(text)
        self._others = others = [match.start() for match in NOT_FULLWIDTH.finditer(text, first.start())] if first else []
        self.squeezed: Sequence[int] = pairs_of(text, 0, len(text)) if style.squeezed else ()
        self.fixed_from = text.rfind(IDEOGRAPHIC_SPACE) + 1
        if self.squeezed:
            self.fixed_from = max(self.fixed_from, self.squeezed[-1] + 2)
        if others:
            self.fixed_from = max(self.fixed_from, others[-1] + 1, number_end(text, others), dotted_end(text))
        if whole or (self.fixed_from >= len(text) and (others or self.squeezed)):
            self.fixed_from = len(text) + 1
        # Up to the place `_measured` an edge is looked up, beyond it it is reckoned from the fixed advance.
        self._measured = min(self.fixed_from + 1, len(text)) if self.fixed_from else 0
        self._lefts, self._ends = self._measure(text[: self._measured], style, label) if self.fixed_from else ([0], [0])
        if self.squeezed:
            self._squeeze()

    def _measure(self, head: str, style: Style, label: int) -> tuple[list[int], list[int]]:
        """Measure the head of the text: each character's left edge, and the right edge of a line before it."""
        advances = [self.advance] * len(head)
        spaces = self._set_others(advances, head, style, label) if self._others else []
        place = head.find(IDEOGRAPHIC_SPACE)
        while place >= 0:
            spaces.append(place)
            place = head.find(IDEOGRAPHIC_SPACE, place + 1)
        if self._marks:
            self._set_marks(advances)
        for place in self.closed:
            advances[place - 1] -= self.tracking
        gap = int(self.size * house.HAN_LATIN_GAP)
        for place in self.gaps:
            advances[place - 1] += gap
        lefts = [*accumulate(advances, initial=0)]
        ends = lefts.copy()
        for place in self.closed:
            ends[place] += self.tracking
        for place in self.gaps:
            ends[place] -= gap
        for place in sorted(spaces):
            ends[place + 1] = ends[place]
        return lefts, ends

    def _set_others(self, advances: list[int], head: str, style: Style, label: int) -> list[int]:
        """Set the advances of all characters that are not one em wide, find the seams, and give the places of narrow spaces."""
        spaces: list[int] = []
        advance_of = advance_table(style.face, self.size, style.tracking, style.latin)
        # LibreOffice tracks neither a hyphen of its own nor the character before it.
        self.hyphen = advance_of["-"] - 2 * min(0, self.tracking)
        label_advance_of = advance_table(style.label_face, self.size, style.tracking, style.latin) if style.label_face else advance_of
        for place in self._others:
            character = head[place]
            advances[place] = (label_advance_of if place < label else advance_of)[character]
            if character in SPACES:
                spaces.append(place)
            elif character >= _FIRST_FACED and not self.faced:
                self.faced = _FACED.match(character) is not None
        self.closed, self.gaps = seams(head, faced=self.faced)
        return spaces

    def _set_marks(self, advances: list[int]) -> None:
        """Make the marks of notes narrower, and close the seams at their sides: they are runs of their own."""
        smaller = house.note_mark(self.size)[0] + self.tracking
        for place in self._marks:
            advances[place] = smaller
        edges = {edge for place in self._marks for edge in (place, place + 1) if 0 < edge < len(advances)}
        self.closed = sorted(edges.union(self.closed).difference(self.gaps))

    def _squeeze(self) -> None:
        """Let each squeezed mark give up half an em to what follows it; a line that ends after it keeps that."""
        half, squeezed = given_up(self.size), self.squeezed
        self._lefts = [left - half * bisect_left(squeezed, place) for place, left in enumerate(self._lefts)]
        self._ends = [end - half * bisect_left(squeezed, place - 1) for place, end in enumerate(self._ends)]

    def uneven(self, start: int, end: int) -> tuple[int, int]:
        """The least stretch of text[start:end] that has all its figures, letters, narrow spaces and dashes; empty without any."""
        others = self._others
        first, stop = bisect_left(others, start), bisect_left(others, end)
        return (others[first], others[stop - 1] + 1) if first < stop else (start, start)

    def is_even(self, start: int, end: int) -> bool:
        """Whether all characters of the line text[start:end] have the same advance, and it ends with no space."""
        first, stop = self.uneven(start, end)
        return first == stop and self.text[end - 1] != IDEOGRAPHIC_SPACE and not self._marks and not self.squeezed

    def penalty(self, place: int) -> int:
        """The penalty of ending a line before the character at `place`: `kinsoku.FREE` … `IN_CHARACTER`."""
        if place > self.fixed_from:
            return mark_penalty(self.text, place)
        if self._penalties is None:
            # What follows a name with a · says where it ends.
            head = self.text[: self.fixed_from + 1] if not has_dot(self.text) else self.text
            self._penalties = BreakPenalties(head, self._whole)
        return self._penalties[place]

    def may_hang(self, place: int) -> bool:
        """Whether the character at `place` may hang at the end of a line 标点悬挂."""
        text = self.text
        return self.hanging and place < len(text) and text[place] in HANGING and (place + 1 == len(text) or not self.penalty(place + 1))

    def left(self, place: int) -> int:
        """The left edge of the character at a place."""
        beyond = place - self._measured
        return self._lefts[-1] + beyond * self.advance if beyond > 0 else self._lefts[place]

    def lefts(self, start: int, end: int) -> list[int]:
        """The left edges of the characters of text[start:end]."""
        lefts = self._lefts[start:end]
        known = start + len(lefts)
        if known < end:
            left = self.left(known)
            lefts += range(left, left + (end - known) * self.advance, self.advance)
        return lefts

    def right(self, end: int) -> int:
        """The right edge of a line that ends before a place, where spaces and a gap take no room."""
        beyond = end - self._measured
        return self._ends[-1] + beyond * self.advance if beyond > 0 else self._ends[end]

    def width(self, start: int, end: int) -> int:
        """The width of text[start:end] as an office program counts it, with the tracking after the last character."""
        return self.right(end) - self.left(start)

    def visible_width(self, start: int, end: int) -> int:
        """The width of text[start:end] as a reader sees it, without the tracking after the last character."""
        return self.right(end) - self.left(start) - self.tracking

    def fill(self, start: int, width: int) -> int:
        """The end of the most text from `start` whose `width` is no more than this; at least one character."""
        edge = self.left(start) + width
        beyond = (edge - self._ends[-1]) // self.advance
        end = self._measured + beyond if beyond > 0 else bisect_right(self._ends, edge) - 1
        return end if start < end <= len(self.text) else min(max(end, start + 1), len(self.text))
