"""The rows of a DOCX table → its cells in one grid of columns, the merged ones joined, as Word shows them.

Source: ECMA-376-1, 17.4: gridBefore, gridAfter, gridSpan, vMerge, hMerge, tblGrid, tcW. In real files the columns of a row
are often off from those of the next by a hair, and rows that were cut and pasted lack their spans.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from gen.importer.receive.docx_numbers import whole
from gen.importer.receive.docx_parts import descend

_MOST_COLUMNS: Final = 100
_SLIVER: Final = 100
"""Twips (1.8 mm): edges that are nearer to each other are one edge, and no cell is as narrow."""
_SAME_WIDTH: Final = 0.03
"""Rows whose widths differ by a smaller share end at the same edge."""
_FAR: Final = 10_000
"""Twips from one edge to the next in a table that does not say the widths of its columns."""
_WRAPPERS: Final = frozenset({"w:customXml", "w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:smartTag"})


class GridCell(Struct):
    """A cell between two edges of the grid, from 0; `element` is None for room without a cell.

    `rows` is how many rows it takes, 0 for a cell that the one above takes. `unseen` are the cells that it takes, whose
    text Word does not show.
    """

    element: Element | None
    start: int
    stop: int
    width: int = 0
    rows: int = 1
    unseen: list[Element] = field(default_factory=list)


class PlacedGrid(Struct, frozen=True):
    """The cells of a table, row by row, the number of its columns, and what is irregular: row, column, message."""

    rows: tuple[tuple[GridCell, ...], ...]
    columns: int
    faults: tuple[tuple[int, int, str], ...]


def through(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children of a tag, also those in content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from through(child, tag)


def place_cells(rows: Sequence[Element], grid: Sequence[int], *, exact: bool) -> PlacedGrid:
    """The rows of a table, and the widths of its columns in twips, → its cells in one grid.

    `exact`: the columns are those of the table, as in a document of ours; else a column in which no cell begins is none,
    and neither is one as narrow as a slip of the hand.
    """
    faults: list[tuple[int, int, str]] = []
    placed = [list(_cells(row)) for row in rows]
    stops = {cells[-1].stop for cells in placed if cells}
    if len(stops) > 1:
        if _has_widths(placed):
            exact = False
            grid = _by_widths(placed)
        else:
            _fill(placed, max(stops), faults)
    columns = max((cells[-1].stop for cells in placed if cells), default=0)
    if not exact or columns > _MOST_COLUMNS:
        columns = _compact(placed, grid)
    _join(placed, faults)
    return PlacedGrid(tuple(map(tuple, placed)), columns, tuple(faults))


def _cells(row: Element) -> Iterator[GridCell]:
    """The cells of a row as its spans place them, without those that are merged into the one at their left."""
    start = 0
    last: GridCell | None = None
    properties = row.find("w:trPr")
    before = _blank(properties, "Before", start)
    if before:
        yield before
        start = before.stop
    for element in through(row, "w:tc"):
        span = max(1, _value(descend(element, "w:tcPr", "w:gridSpan"), 1))
        width = _width(descend(element, "w:tcPr", "w:tcW"))
        if last and last.element is not None and _continues(element, "w:hMerge") and _merges(last.element, "w:hMerge"):
            last.stop += span
            last.width += width
            last.unseen.append(element)
        else:
            if last:
                yield last
            last = GridCell(element, start, start + span, width)
        start += span
    if last:
        yield last
    after = _blank(properties, "After", start)
    if after:
        yield after


def _blank(properties: Element | None, side: str, start: int) -> GridCell | None:
    """The room that a row leaves free before its first cell or after its last."""
    count = _value(properties.find(f"w:grid{side}"), 0) if properties is not None else 0
    width = _width(properties.find(f"w:w{side}")) if properties is not None else 0
    return GridCell(None, start, start + count, width) if count else None


def _has_widths(placed: Sequence[Sequence[GridCell]]) -> bool:
    """Whether every cell has a width, and all rows end at the same edge by them."""
    if not all(cell.width for cells in placed for cell in cells):
        return False
    ends = [sum(cell.width for cell in cells) for cells in placed if cells]
    return max(ends) - min(ends) <= max(ends) * _SAME_WIDTH


def _by_widths(placed: Sequence[Sequence[GridCell]]) -> list[int]:
    """Place the cells by their widths → the widths of the grid between all their edges."""
    end = max(sum(cell.width for cell in cells) for cells in placed)
    edges = {0, end}
    for cells in placed:
        at = list(accumulate((cell.width for cell in cells[:-1]), initial=0))
        for cell, (start, stop) in zip(cells, pairwise([*at, end]), strict=True):
            cell.start, cell.stop = start, stop
            edges |= {start, stop}
    numbers = {edge: number for number, edge in enumerate(sorted(edges))}
    for cells in placed:
        for cell in cells:
            cell.start, cell.stop = numbers[cell.start], numbers[cell.stop]
    return [right - left for left, right in pairwise(sorted(edges))]


def _fill(placed: Sequence[list[GridCell]], stop: int, faults: list[tuple[int, int, str]]) -> None:
    """Lengthen the rows that end before the others: a lone cell takes the row, else room is left at its end."""
    for number, cells in enumerate(placed):
        if not cells:
            cells.append(GridCell(None, 0, stop))
        elif cells[-1].stop < stop:
            missing = stop - cells[-1].stop
            if len(cells) == 1:
                cells[0].stop = stop
                what = "这一格已合并到行末"
            else:
                cells.append(GridCell(None, cells[-1].stop, stop))
                what = "行末已补空格子"
            faults.append((number, len(cells) - 1, f"这一行比别的行少{missing}列，{what}"))


def _compact(placed: Sequence[Sequence[GridCell]], grid: Sequence[int]) -> int:
    """Leave only the columns in which a cell begins, and join edges that are a hair apart → the number of columns."""
    edges = sorted({edge for cells in placed for cell in cells for edge in (cell.start, cell.stop)})
    places = list(accumulate(grid, initial=0)) if edges and len(grid) >= edges[-1] else [edge * _FAR for edge in range(edges[-1] + 1 if edges else 0)]
    narrowest: dict[int, int] = {}
    for cells in placed:
        for cell in cells:
            narrowest[cell.stop] = max(narrowest.get(cell.stop, 0), cell.start)
    numbers: dict[int, int] = {}
    first, number = 0, -1
    for edge in edges:
        if number < 0 or places[edge] - places[first] > _SLIVER or narrowest.get(edge, -1) >= first:
            first, number = edge, number + 1
        numbers[edge] = number
    for cells in placed:
        for cell in cells:
            cell.start, cell.stop = numbers[cell.start], numbers[cell.stop]
    return max(number, 0)


def _join(placed: Sequence[Sequence[GridCell]], faults: list[tuple[int, int, str]]) -> None:
    """Join each cell that says that it continues the one above to it, if that has the same edges and is merged too."""
    above: dict[tuple[int, int], GridCell] = {}
    for number, cells in enumerate(placed):
        open_: dict[tuple[int, int], GridCell] = {}
        for cell in cells:
            merge = descend(cell.element, "w:tcPr", "w:vMerge") if cell.element is not None else None
            if merge is None or cell.element is None:
                continue
            edges = (cell.start, cell.stop)
            origin = above.get(edges) if _continues(cell.element, "w:vMerge") else None
            if origin:
                origin.rows += 1
                origin.unseen += [cell.element, *cell.unseen]
                cell.rows = 0
            elif _continues(cell.element, "w:vMerge"):
                faults.append((number, cell.start, "这一格说自己并入上面的格，上面却没有同样宽的合并格，已作单独的格"))
            open_[edges] = origin or cell
        above = open_


def _merges(cell: Element, merge: str) -> bool:
    """Whether a cell is merged with its neighbours in one direction."""
    return descend(cell, "w:tcPr", merge) is not None


def _continues(cell: Element, merge: str) -> bool:
    """Whether a cell is merged into the one above it, or at its left."""
    found = descend(cell, "w:tcPr", merge)
    return found is not None and found.get("w:val", "continue") == "continue"


def _value(element: Element | None, otherwise: int) -> int:
    return min(whole(element.get("w:val"), otherwise), _MOST_COLUMNS) if element is not None else otherwise


def _width(element: Element | None) -> int:
    """The width of a cell in twips; 0 for one that is unsaid, automatic or a share."""
    if element is None or element.get("w:type", "dxa") != "dxa":
        return 0
    return max(0, whole(element.get("w:w"), 0))
