"""Page order, by folding, cutting and turning the sheets as a binder does: the pages of the finished book are 1 … n, in order."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.imposition import Layout
from gen.imposition.order import Sheet, capacity_of, sheets_of, slots_of


def behind(sheet: Sheet, cell: int, columns: int) -> int:
    """What is printed behind a cell of the front: the paper turns over its upright axis."""
    return sheet.back[cell - cell % columns + columns - 1 - cell % columns]


def folded(sheets: Sequence[Sheet]) -> Iterator[int]:
    """Fold sheets into one another, gathering after gathering, and read every leaf, first its front, then its back."""
    starts = (index for index, sheet in enumerate(sheets) if sheet.depth == 0)
    bounds = [*starts, len(sheets)]
    for start, end in pairwise(bounds):
        nest = sheets[start:end]
        assert [sheet.depth for sheet in nest] == list(range(len(nest)))
        for sheet in nest:
            yield from (sheet.front[1], behind(sheet, 1, 2))
        for sheet in reversed(nest):
            # The other half has its front inside the fold: the back of the sheet comes first.
            yield from (behind(sheet, 0, 2), sheet.front[0])


def stacked(sheets: Sequence[Sheet], layout: Layout) -> Iterator[int]:
    """Cut the pile of sheets, lay the piles one under the other, and read every leaf."""
    for cell in range(layout.cells):
        for sheet in sheets:
            yield from (sheet.front[cell], behind(sheet, cell, layout.columns))


def pages_in(order: Sequence[int], slots: tuple[int, ...]) -> list[int]:
    return [slots[slot - 1] for slot in order]


COUNTS = st.integers(1, 300)


@given(COUNTS, st.integers(0, 20), st.booleans())
def test_booklet_reads_in_order_when_folded(count: int, gathering: int, back_cover: bool) -> None:  # noqa: FBT001 — drawn
    back_cover = back_cover and count > 1
    slots = slots_of(count, capacity_of(Layout.BOOKLET), back_cover=back_cover)
    sheets = sheets_of(Layout.BOOKLET, len(slots), gathering=gathering)
    pages = pages_in(list(folded(sheets)), slots)
    blanks = -count % 4
    expected = list(range(1, count + 1)) + [0] * blanks
    if back_cover:
        expected = [*range(1, count), *[0] * blanks, count]
    assert pages == expected
    assert len(sheets) * 4 == count + blanks
    sizes = [len(group) for group in _gatherings(sheets)]
    assert not gathering or max(sizes) <= gathering
    assert max(sizes) - min(sizes) <= 1


def _gatherings(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    number = 0
    marked = []
    for sheet in sheets:
        number += sheet.depth == 0
        marked.append((number, sheet))
    return [[sheet for _, sheet in group] for _, group in groupby(marked, key=lambda item: item[0])]


@given(COUNTS, st.sampled_from([Layout.TWO_UP, Layout.FOUR_UP]), st.booleans())
def test_cut_sheets_read_in_order_when_stacked(count: int, layout: Layout, back_cover: bool) -> None:  # noqa: FBT001 — drawn
    back_cover = back_cover and count > 1
    slots = slots_of(count, capacity_of(layout), back_cover=back_cover)
    pages = pages_in(list(stacked(sheets_of(layout, len(slots), cut=True), layout)), slots)
    assert [page for page in pages if page] == list(range(1, count + 1))
    assert pages[-1] == count if back_cover else 0 not in pages[:count]


@given(COUNTS, st.sampled_from([Layout.TWO_UP, Layout.FOUR_UP]))
def test_sheets_that_are_not_cut_read_row_by_row(count: int, layout: Layout) -> None:
    slots = slots_of(count, capacity_of(layout))
    sheets = sheets_of(layout, len(slots))
    assert pages_in([slot for sheet in sheets for side in (sheet.front, sheet.back) for slot in side], slots)[:count] == list(range(1, count + 1))


@given(COUNTS, st.sampled_from(list(Layout)), st.booleans())
def test_an_odd_slot_has_the_even_one_after_or_before_it_behind(count: int, layout: Layout, cut: bool) -> None:  # noqa: FBT001 — drawn
    """A right-hand page always backs a left-hand one: only so do type areas with unequal margins register."""
    sheets = sheets_of(layout, len(slots_of(count, capacity_of(layout))), cut=cut and layout is not Layout.BOOKLET)
    for sheet in sheets:
        for cell, slot in enumerate(sheet.front):
            assert (slot + behind(sheet, cell, layout.columns)) % 2 == 1


@pytest.mark.parametrize(
    ("count", "sides"),
    [
        (1, [(0, 1), (0, 0)]),
        (4, [(4, 1), (2, 3)]),
        (6, [(0, 1), (2, 0), (6, 3), (4, 5)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
    ],
)
def test_the_table_of_the_manual(count: int, sides: list[tuple[int, int]]) -> None:
    slots = slots_of(count, 4)
    found = [tuple(slots[slot - 1] for slot in side) for sheet in sheets_of(Layout.BOOKLET, len(slots)) for side in (sheet.front, sheet.back)]
    assert found == sides
