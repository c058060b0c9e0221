"""A number of pages → the sheets, with the page in each cell of their fronts and backs.

A slot is a place in the finished book, counted from 1; odd slots are right-hand pages. Every layout assigns slots to
its cells, row by row from the upper left, so that an odd slot and the next even one are the two sides of one leaf.
Blank pages fill the remaining slots.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gen.imposition.plan import Layout

_LEAF = 2
_BOOKLET_SHEET = 4


class Sheet(Struct, frozen=True):
    """One sheet: the slot in each cell of its front and of its back, as seen from that side.

    `depth` is the number of sheets folded around it, 0 for the outermost.
    """

    front: tuple[int, ...]
    back: tuple[int, ...]
    depth: int = 0


class Position(Struct, frozen=True):
    """The number of a sheet in its gathering, the outermost first, and that of the gathering in the book, both from 1."""

    gathering: int
    gatherings: int
    sheet: int
    sheets: int


def slots_of(pages: int, capacity: int, *, back_cover: bool = False) -> tuple[int, ...]:
    """Pages → the page in each slot, 0 for a blank. Blanks come last, or before a last page that is the back cover.

    `capacity` is the number of slots of a sheet.
    """
    blanks = (0,) * (-pages % capacity)
    numbers = tuple(range(1, pages + 1))
    return (*numbers[:-1], *blanks, numbers[-1]) if back_cover else (*numbers, *blanks)


def sheets_of(layout: Layout, slots: int, *, cut: bool = False, gathering: int = 0) -> tuple[Sheet, ...]:
    """A layout and the slots of whole sheets → the sheets, in the order of printing.

    `cut`: the printer cuts the sheets and stacks the piles. `gathering`: the most sheets that are folded into one
    another, 0 for any number.
    """
    if layout is Layout.BOOKLET:
        return tuple(_booklet(slots, gathering))
    if cut:
        return tuple(_cut_and_stack(layout, slots))
    cells = layout.cells
    starts = range(1, slots + 1, _LEAF * cells)
    return tuple(Sheet(tuple(range(start, start + cells)), tuple(range(start + cells, start + 2 * cells))) for start in starts)


def positions_of(layout: Layout, sheets: Sequence[Sheet]) -> tuple[Position, ...]:
    """The sheets of a book, in the order of printing → the position of each. Only a booklet has several gatherings."""
    starts = [place for place, sheet in enumerate(sheets) if sheet.depth == 0] if layout is Layout.BOOKLET else [0]
    bounds = [*starts, len(sheets)]
    return tuple(
        Position(number, len(starts), sheet, end - start)
        for number, (start, end) in enumerate(pairwise(bounds), 1)
        for sheet in range(1, end - start + 1)
    )


def capacity_of(layout: Layout) -> int:
    """A layout → the number of slots of one sheet, on both sides."""
    return _LEAF * layout.cells


def _booklet(slots: int, gathering: int) -> Iterator[Sheet]:
    """Nest folded sheets: the outermost sheet has the first and the last leaf, and so on inwards.

    Gatherings differ by one sheet at most, so that none is too thin to bind.
    """
    total = slots // _BOOKLET_SHEET
    count = -(-total // gathering) if gathering else 1
    first = 1
    for number in range(count):
        sheets = total // count + (number < total % count)
        last = first + _BOOKLET_SHEET * sheets - 1
        for depth in range(sheets):
            low, high = first + _LEAF * depth, last - _LEAF * depth
            yield Sheet((high, low), (low + 1, high - 1), depth)
        first = last + 1


def _cut_and_stack(layout: Layout, slots: int) -> Iterator[Sheet]:
    """Give each cell a run of consecutive leaves: once cut, the pile of each cell lies on that of the next.

    A sheet turns over its upright axis, so the back of a leaf is in the mirrored column.
    """
    cells, columns = layout.cells, layout.columns
    sheets = slots // (_LEAF * cells)
    for number in range(sheets):
        front = tuple(_LEAF * (cell * sheets + number) + 1 for cell in range(cells))
        rows = [front[start : start + columns] for start in range(0, cells, columns)]
        yield Sheet(front, tuple(slot + 1 for row in rows for slot in reversed(row)))
