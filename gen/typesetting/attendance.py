"""A list of names after its label (10.3) → its lines, which end after a name, never inside one."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from gen.typesetting.justify import Edges, places
from gen.typesetting.paragraph import set_text
from gen.typesetting.ruler import Line, Ruler
from gen.wording.patterns import late

_PLAIN: Final = "[^、，；。,; \u3000（]"
_SPACED: Final = r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff](?:[、，；。,; \u3000（]|$))"
_NAME: Final = late(f"(?P<name>(?:{_PLAIN}|{_SPACED})+)(?P<remark>（[^（）]*）)?")
"""A name, or what else is between two marks, and a remark on it; 张　三, spaced out to three characters, is one."""
_LONGEST: Final = 16
"""Characters of a name with its remark that are kept on one line; what is longer without a remark is a description."""


def set_attendance(ruler: Ruler, index: int, edges: Edges) -> tuple[Line, ...]:
    """Set the list of names of block `index` in lines of their natural width.

    Where a line has no room for a name, all are set as those of a text.
    """
    ends = _between_names(ruler, edges.right - edges.first, edges.right - edges.others)
    if not ends:
        return set_text(ruler, index, edges)
    spans = pairwise((0, *ends))
    return tuple([Line(index, a, ruler.text[a:b], places(ruler, a, b, edges.others if a else edges.first)) for a, b in spans])


def _between_names(ruler: Ruler, first: int, measure: int) -> list[int]:
    """The ends of lines, the first of them `first` wide, the others `measure` (EMU); none if a name is wider."""
    text, length = ruler.text, len(ruler.text)
    inside = {place for start, end in _names(text) for place in range(start + 1, end)}
    ends: list[int] = []
    end, width = 0, first
    while end < length:
        most = ruler.fill(end, width + ruler.tracking)
        start, end = end, most + 1 if most < length and ruler.may_hang(most) else most
        while start < end < length and (end in inside or ruler.penalty(end)):
            end -= 1
        if end == start:
            return []
        ends.append(end)
        width = measure
    return ends


def _names(text: str) -> Iterator[tuple[int, int]]:
    """The first and last place of each name, with its remark if that is short."""
    for match in _NAME.finditer(text):
        whole, name = match.span(), match.span("name")
        yield from [span for span in (whole, name) if span[1] - span[0] <= _LONGEST][:1]
