"""The standard's grid 版面网格 as lines to be drawn under a page: the type area, its 22 lines and 28 columns."""

from collections.abc import Iterator
from typing import NamedTuple

from gen.gb9704 import (
    BINDING_MARGIN,
    CHARACTERS_PER_LINE,
    HEAD_MARGIN,
    LINE_PITCH,
    LINES_PER_PAGE,
    MEASURE,
    TYPE_AREA_BOTTOM,
    TYPE_AREA_WIDTH,
)


class GridLine(NamedTuple):
    """One line from (x0, y0) to (x1, y1), upright or level, in EMU from the page's upper left corner; `edge`: of the type area itself."""

    x0: int
    y0: int
    x1: int
    y1: int
    edge: bool = False


def grid_lines() -> Iterator[GridLine]:
    """Give the lines of the grid: cells first, the edges of the type area after them, so that they stay on top.

    Twenty-two lines of 579 twips are a third of a millimetre less than the type area's 225 mm: the grid ends that much above its foot.
    """
    right, foot = BINDING_MARGIN + MEASURE, HEAD_MARGIN + LINES_PER_PAGE * LINE_PITCH
    for row in range(1, LINES_PER_PAGE + 1):
        depth = HEAD_MARGIN + row * LINE_PITCH
        yield GridLine(BINDING_MARGIN, depth, right, depth)
    for column in range(1, CHARACTERS_PER_LINE):
        x = BINDING_MARGIN + column * MEASURE // CHARACTERS_PER_LINE
        yield GridLine(x, HEAD_MARGIN, x, foot)
    edge = BINDING_MARGIN + TYPE_AREA_WIDTH
    yield GridLine(BINDING_MARGIN, HEAD_MARGIN, edge, HEAD_MARGIN, edge=True)
    yield GridLine(BINDING_MARGIN, TYPE_AREA_BOTTOM, edge, TYPE_AREA_BOTTOM, edge=True)
    yield GridLine(BINDING_MARGIN, HEAD_MARGIN, BINDING_MARGIN, TYPE_AREA_BOTTOM, edge=True)
    yield GridLine(edge, HEAD_MARGIN, edge, TYPE_AREA_BOTTOM, edge=True)
