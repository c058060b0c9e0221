"""The ends of a text's lines → the lines, justified or centred, each character at its place."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from gen.document.blocks import Block
from gen.document.model import Level
from gen.standard import house
from gen.typesetting.hyphenation import hyphen_at
from gen.typesetting.kinsoku import COMBINING, DASHES, SPACES, WORD, addresses
from gen.typesetting.marks import given_up, pairs_of
from gen.typesetting.office import ends_elsewhere
from gen.typesetting.ruler import Line, OversetError, Ruler
from gen.typesetting.seams import is_han

_SPREAD: Final = frozenset({Level.BOOK, Level.PART, Level.CHAPTER, Level.SECTION, "目录"})
_TWO_CHARACTERS: Final = re.compile("(?:第[一二三四五六七八九十百]+(?:编|分编|章|节)[ \u3000]+)?(.)(.)")
"""A heading whose name has two characters: 总则, 附则, 目录."""
_SOLID: Final = re.compile(f"{WORD}|{DASHES}|.{COMBINING}+")
"""A run that justification does not open up."""


class Edges(Struct, frozen=True, gc=False):
    """The left edge of the first line of a text, that of the others, and the right edge of all, in EMU."""

    first: int
    others: int
    right: int


NONE_SQUEEZED: Final[Mapping[int, int]] = MappingProxyType({})
"""No line of a paragraph has marks that give up half an em."""


def justify(
    ruler: Ruler, index: int, ends: Sequence[int], edges: Edges, given: Mapping[int, int] = NONE_SQUEEZED
) -> tuple[tuple[Line, ...], Sequence[int]]:
    """Set the lines of block `index`, which end at `ends`, between their edges; and the numbers of those opened up beyond the ceiling.

    `given` says at which ends how many marks of the line give up half an em.
    The last line keeps its natural width, unless a mark hangs at its end.
    """
    text, advance, tracking = ruler.text, ruler.advance, ruler.tracking
    fixed_from = len(text) if ruler.hanging else ruler.fixed_from
    ceiling = int(ruler.size * house.STRETCH_CEILING)
    left, others, right = edges.first, edges.others, edges.right
    start = 0
    loose: list[int] = []
    lines: list[Line] = []
    for end in ends:
        squeezed: tuple[int, ...] = ()
        hyphen = 0
        if (start >= fixed_from or (not ruler.hanging and ruler.is_even(start, end))) and end not in given:
            x, slack = _fixed(end - start, advance, tracking, left, right if end < len(text) else None)
            openings = end - start - 1
        else:
            squeezed = _squeezed(ruler, start, end, given.get(end, 0))
            hyphen = hyphen_at(ruler, start, end, right - left)
            x, slack, openings = _measured(ruler, start, end, (left, right - hyphen), () if ruler.squeezed else squeezed)
        if slack > ceiling * openings:
            loose.append(len(lines))
        # Most lines beyond `fixed_from` have no room for one more character, so every program ends them here.
        pinned = (start < fixed_from or slack >= advance + tracking) and ends_elsewhere(ruler, start, end, right - left)
        lines.append(Line(index, start, text[start:end], x, slack, pinned or end in given, hyphen=hyphen, squeezed=squeezed))
        start, left = end, others
    return tuple(lines), loose


def _squeezed(ruler: Ruler, start: int, end: int, count: int) -> tuple[int, ...]:
    """The places, counted from `start`, of the marks of the line text[start:end] that give up half an em: all of a ruler's, else the first ones."""
    if ruler.squeezed:
        return tuple([place - start for place in ruler.squeezed if start <= place < end - 1])
    return tuple([place - start for place in pairs_of(ruler.text, start, end)[:count]]) if count else ()


def _measured(ruler: Ruler, start: int, end: int, edges: tuple[int, int], squeezed: tuple[int, ...]) -> tuple[tuple[int, ...], int, int]:
    """Place the line text[start:end] between two edges: the places of its characters, the slack, and how many openings share it."""
    left, right = edges
    width = right - left
    inside = hung_end(ruler, start, end, width)
    given = len(squeezed) * given_up(ruler.size)
    slack = width - ruler.visible_width(start, inside) + given if inside < end or end < len(ruler.text) else 0
    x, openings = _opened(ruler, (start, inside), left, slack, squeezed)
    return ((*x, x[-1] + ruler.size) if inside < end else x), slack, openings


def hung_end(ruler: Ruler, start: int, end: int, width: int) -> int:
    """The end of what is inside the measure of the line text[start:end]: `end`, or the place of the mark that hangs outside."""
    hung = ruler.hanging and end - start > 1 and ruler.visible_width(start, end) > width and ruler.may_hang(end - 1)
    return end - 1 if hung else end


@lru_cache(maxsize=2048)
def _fixed(count: int, advance: int, tracking: int, left: int, right: int | None) -> tuple[tuple[int, ...], int]:
    """The places of `count` characters of one advance, between two edges; without a right edge, at natural width.

    Most lines of all texts are alike and share these places.
    """
    natural = count * advance - tracking
    slack = 0 if right is None else right - left - natural
    spread, openings = (slack, count - 1) if count > 1 else (0, 1)
    x = [left + advance * place + spread * place // openings for place in range(count)]
    return (*x, left + natural + spread), slack


def centre(block: Block, index: int, ruler: Ruler, ends: Iterable[int], measure: int) -> tuple[Line, ...]:
    """Centre the lines of block `index`, which end at `ends`, in `measure` (EMU).

    A heading of two characters, 总则, gets one em between them. OversetError for a line that is wider than the measure.
    """
    two = _TWO_CHARACTERS.fullmatch(block.text) if block.level in _SPREAD else None
    if two and is_han(two[1]) and is_han(two[2]):
        place, gap = two.start(2), ruler.size
        x = places(ruler, 0, len(block.text), (measure - ruler.visible_width(0, len(block.text)) - gap) // 2)
        return (Line(index, 0, block.text, tuple(left + gap * (at >= place) for at, left in enumerate(x)), opened=place),)
    lines: list[Line] = []
    start = 0
    for end in ends:
        text = block.text[start:end]
        width = ruler.visible_width(start, end)
        refuse_overset(block, text, ruler, width, measure)
        lines.append(Line(index, start, text, places(ruler, start, end, (measure - width) // 2)))
        start = end
    return tuple(lines)


def refuse_overset(block: Block, text: str, ruler: Ruler, width: int, measure: int) -> None:
    """OversetError for a line of two or more characters that is wider than the measure (EMU)."""
    if width > measure and len(text) > 1:
        cell = ruler.size + ruler.tracking
        raise OversetError(block, text, width / cell, measure // cell)


def places(ruler: Ruler, start: int, end: int, left: int, slack: int = 0) -> tuple[int, ...]:
    """Place the characters of text[start:end] from `left` on: their left edges and, last, the right edge (EMU).

    `slack` is spread evenly between the characters, but not inside a Latin run, —— or ……; a line that is one such run
    keeps its natural width. Spaces at the end stand on the right edge.
    """
    return _opened(ruler, (start, end), left, slack)[0]


def _opened(ruler: Ruler, span: tuple[int, int], left: int, slack: int, squeezed: tuple[int, ...] = ()) -> tuple[tuple[int, ...], int]:
    """The places of the characters from a start to an end, and between how many of them the slack is spread.

    Those `squeezed`, counted from the start, give up half an em.
    """
    text = ruler.text
    start, end = span
    inside = end
    while inside > start and text[inside - 1] in SPACES:
        inside -= 1
    right = ruler.right(end) - ruler.tracking
    edges = (*ruler.lefts(start, inside), *[right] * (end - inside + 1))
    solid = _solid(ruler, start, inside) if slack else ()
    if squeezed:
        half = given_up(ruler.size)
        edges = tuple([edge - half * bisect_left(squeezed, place) for place, edge in enumerate(edges)])
    return _spread(edges, inside - start, left - ruler.left(start), slack, solid), inside - start - 1 - len(solid)


def _solid(ruler: Ruler, start: int, end: int) -> tuple[int, ...]:
    """The characters of text[start:end], counted from `start`, after which justification does not open up the line."""
    first, stop = ruler.uneven(start, end)
    # The character before may be one with a combining mark.
    return tuple([place - start for place in solid_places(ruler.text, max(start, first - 1), stop)])


def solid_places(text: str, start: int, end: int) -> list[int]:
    """The places of the characters of text[start:end] after which justification does not open up the line.

    An address is opened up as Chinese is: it fills so much of a line that the rest would be torn apart.
    """
    solid = [place for match in _SOLID.finditer(text, start, end) for place in range(match.start(), match.end() - 1)]
    if not solid:
        return solid
    open_ = {place for first, last in addresses(text) for place in range(first, last)}
    return [place for place in solid if place not in open_]


@lru_cache(maxsize=2048)
def _spread(edges: tuple[int, ...], count: int, shift: int, slack: int, solid: tuple[int, ...]) -> tuple[int, ...]:
    """Spread slack after each of the first `count` - 1 characters of a line except the `solid` ones, from `left` on.

    The first lines of all articles are alike and share these places.
    """
    openings = count - 1 - len(solid)
    if not slack or openings < 1:
        return tuple([edge + shift for edge in edges])
    open_ = [1] * (count - 1)
    for place in solid:
        open_[place] = 0
    opened = (*accumulate(open_, initial=0), *[openings] * (len(edges) - count))
    return tuple([edge + shift + slack * number // openings for edge, number in zip(edges, opened, strict=True)])
