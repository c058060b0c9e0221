"""Where the lines of a text end → the lines, justified but for the last: each character's place, and whether the line must be held open."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from gen.typesetting.kinsoku import COMBINING, DASHES, IDEOGRAPHIC_SPACE, ODD, SPACES, WORD
from gen.typesetting.office import held, office_end
from gen.typesetting.ruler import Line, Ruler


class Edges(NamedTuple):
    """What lines stand between, in EMU from the left edge of the type area: the left edge of the first, that of the others, the right of all."""

    first: int
    others: int
    right: int


def justify(ruler: Ruler, index: int, ends: Sequence[int], edges: Edges) -> tuple[Line, ...]:
    """Stand the lines of block `index`, which end at `ends`, between their edges.

    The last line keeps its natural width, but where a mark hangs outside the measure.
    """
    lines: list[Line] = []
    left, others, right = edges
    start = 0
    text, advance, tracking = ruler.text, ruler.advance, ruler.tracking
    # From here on each character is as wide as every other.
    even = len(text) + 1 if ruler.hanging else 0 if ruler.even and ends[0] > ruler.plain else ruler.plain
    for end in ends:
        if start < even and (ruler.hanging or _is_odd(text, start, max(end, start + (right - left) // advance) + 1)):
            lines.append(set_line(ruler, index, (start, end), left, right))
        elif end < len(text):
            width = right - left
            natural = (end - start) * advance
            slack = width - natural + tracking
            x = _even_places(end - start, advance, tracking, left, slack)
            open_ = natural + advance <= width and office_end(text, start, start + width // advance) != end
            lines.append(Line(index, start, text[start:end], x, slack, open_))
        else:
            lines.append(Line(index, start, text[start:], _even_places(end - start, advance, tracking, left, 0)))
        start, left = end, others
    return tuple(lines)


def _is_odd(text: str, start: int, stop: int) -> bool:
    """Whether a line has to be measured: for what is in it, before it, or after it up to `stop`, where an office program could have room for more."""
    return bool(ODD.search(text, max(0, start - 1), stop)) or IDEOGRAPHIC_SPACE in text[start:stop]


def set_line(ruler: Ruler, index: int, span: tuple[int, int], left: int, right: int, before: int = 0) -> Line:  # noqa: PLR0913, PLR0917 — what, and where
    """Stand the line of block `index` that a measured text has from one place to another between two edges; the text's last is not justified.

    So many characters of the block are `before` the text.
    """
    text = ruler.text
    start, end = span
    width = right - left
    hung = ruler.hanging and end - start > 1 and ruler.visible_width(start, end) > width
    inside = end - 1 if hung else end
    slack = width - ruler.visible_width(start, inside) if end < len(text) or hung else 0
    x = places(ruler, start, inside, left, slack)
    x = (*x, x[-1] + ruler.size) if hung else x
    return Line(index, before + start, text[start:end], x, slack, held(ruler, start, end, width))


def places(ruler: Ruler, start: int, end: int, left: int, slack: int = 0) -> tuple[int, ...]:
    """Stand the characters of text[start:end] from `left` on, and give their left edges and, last, the line's right edge (EMU).

    `slack` is spread evenly between the characters, but not inside a Latin run, —— or ……; a line that has no other place stays
    natural. Spaces at the end stand on the right edge.
    """
    text = ruler.text
    if text[end - 1 : end] != IDEOGRAPHIC_SPACE and (ruler.even or not ODD.search(text, start, end)):
        return _even_places(end - start, ruler.advance, ruler.tracking, left, slack)
    last = end
    while last > start and text[last - 1] in SPACES:
        last -= 1
    offsets = ruler.offsets
    origin = offsets[start] - left
    right = ruler.ends[end] - ruler.tracking - origin
    count = last - start - 1
    if slack and count > 0:
        opening = bytearray(b"\1") * count
        for match in _solid(combining=bool(_combining().search(text, start, last))).finditer(text, start, last):
            first, stop = match.span()
            opening[first - start : stop - start - 1] = bytes(stop - first - 1)
        openings = opening.count(1)
        if openings:
            opened = accumulate(opening, initial=0)
            x = [offset - origin + slack * count // openings for offset, count in zip(offsets[start:last], opened, strict=True)]
            return (*x, *[right + slack] * (end - last + 1))
    return (*[offset - origin for offset in offsets[start:last]], *[right] * (end - last + 1))


@cache
def _solid(*, combining: bool) -> re.Pattern[str]:
    """What justification does not open up; compiled for a text that has figures, letters or dashes, and for one with combining marks."""
    return re.compile(f"{WORD}|{DASHES}|.{COMBINING}+" if combining else f"{WORD}|{DASHES}")


@cache
def _combining() -> re.Pattern[str]:
    return re.compile(COMBINING)


@lru_cache(maxsize=2048)
def _even_places(count: int, advance: int, tracking: int, left: int, slack: int) -> tuple[int, ...]:
    """Stand `count` characters of one width from `left` on; most lines of a text are the same, and share these places."""
    openings = count - 1
    if openings < 1:
        slack, openings = 0, 1
    offsets = range(left, left + count * advance, advance)
    return (*(offset + slack * place // openings for place, offset in enumerate(offsets)), left + advance * count - tracking + slack)
