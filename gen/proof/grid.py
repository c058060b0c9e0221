"""A design → its grid 版面网格 as lines under a page: the type area, its rows, the characters of its columns."""

from collections.abc import Iterator
from typing import NamedTuple

from gen.standard.design import Design


class GridLine(NamedTuple):
    """A vertical or horizontal line in EMU from the page's upper left corner; `edge`: it borders the type area."""

    x0: int
    y0: int
    x1: int
    y1: int
    edge: bool = False


def grid_lines(design: Design) -> Iterator[GridLine]:
    """Yield the lines of a design's grid: first the cells, then the edges of the type area, which so stay on top.

    The rows need not fill the type area: twenty-two rows of 579 twips are a third of a millimetre less than the
    standard's 225 mm.
    """
    left, head, top = design.binding_margin, design.head_margin, design.head_margin + design.inset
    foot, bottom = head + design.lines * design.pitch, design.area_bottom
    for column in range(design.columns):
        start = left + column * (design.measure + design.gutter)
        for row in range(1, design.lines + 1):
            depth = head + row * design.pitch
            yield GridLine(start, depth, start + design.measure, depth)
        # The outer columns share their outer sides with the type area; the sides of a gutter are lines of their own.
        first, last = int(not column), design.characters - int(column == design.columns - 1)
        for place in range(first, last + 1):
            x = start + place * design.measure // design.characters
            yield GridLine(x, head, x, foot)
    edge = left + design.area_width
    yield GridLine(left, top, edge, top, edge=True)
    yield GridLine(left, bottom, edge, bottom, edge=True)
    yield GridLine(left, top, left, bottom, edge=True)
    yield GridLine(edge, top, edge, bottom, edge=True)
