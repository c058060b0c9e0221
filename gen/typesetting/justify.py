"""The ends of a text's lines → the lines, justified or centred, each character at its place."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from msgspec import Struct

from gen.document.blocks import Block
from gen.document.model import Level
from gen.typesetting.hyphenation import hyphen_at
from gen.typesetting.kinsoku import COMBINING, DASHES, SPACES, WORD, addresses
from gen.typesetting.line_breaks import break_text
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


def set_text(ruler: Ruler, index: int, edges: Edges) -> tuple[Line, ...]:
    """Break the text of block `index` into lines between their edges, and justify them."""
    return justify(ruler, index, break_text(ruler, edges.right - edges.first, edges.right - edges.others, syllables=True), edges)


def justify(ruler: Ruler, index: int, ends: Sequence[int], edges: Edges) -> tuple[Line, ...]:
    """Set the lines of block `index`, which end at `ends`, between their edges.

    The last line keeps its natural width, unless a mark hangs at its end.
    """
    text, advance, tracking = ruler.text, ruler.advance, ruler.tracking
    fixed_from = len(text) if ruler.hanging else ruler.fixed_from
    left, others, right = edges.first, edges.others, edges.right
    start = 0
    lines: list[Line] = []
    for end in ends:
        hyphen = 0
        if start >= fixed_from or (not ruler.hanging and ruler.is_even(start, end)):
            x, slack = _fixed(end - start, advance, tracking, left, right if end < len(text) else None)
        else:
            hyphen = hyphen_at(ruler, start, end, right - left)
            x, slack = _measured(ruler, start, end, left, right - hyphen)
        # Most lines beyond `fixed_from` have no room for one more character, so every program ends them here.
        pinned = (start < fixed_from or slack >= advance + tracking) and ends_elsewhere(ruler, start, end, right - left)
        lines.append(Line(index, start, text[start:end], x, slack, pinned, hyphen=hyphen))
        start, left = end, others
    return tuple(lines)


def _measured(ruler: Ruler, start: int, end: int, left: int, right: int) -> tuple[tuple[int, ...], int]:
    """Place the line text[start:end] between two edges: the places of its characters, and the slack."""
    width = right - left
    hung = ruler.hanging and end - start > 1 and ruler.visible_width(start, end) > width
    inside = end - 1 if hung else end
    slack = width - ruler.visible_width(start, inside) if hung or end < len(ruler.text) else 0
    x = places(ruler, start, inside, left, slack)
    return ((*x, x[-1] + ruler.size) if hung else x), slack


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
    text = ruler.text
    inside = end
    while inside > start and text[inside - 1] in SPACES:
        inside -= 1
    right = ruler.right(end) - ruler.tracking
    edges = (*ruler.lefts(start, inside), *[right] * (end - inside + 1))
    solid = _solid(ruler, start, inside) if slack else ()
    return _spread(edges, inside - start, left - ruler.left(start), slack, solid)


def _solid(ruler: Ruler, start: int, end: int) -> tuple[int, ...]:
    """The characters of text[start:end], counted from `start`, after which justification does not open up the line.

    An address is opened up as Chinese is: it fills so much of a line that the rest would be torn apart.
    """
    text = ruler.text
    first, stop = ruler.uneven(start, end)
    # The character before may be one with a combining mark.
    solid = [place for match in _SOLID.finditer(text, max(start, first - 1), stop) for place in range(match.start(), match.end() - 1)]
    if not solid:
        return ()
    open_ = {place for begin, end in addresses(text) for place in range(begin, end)}
    return tuple([place - start for place in solid if place not in open_])


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
