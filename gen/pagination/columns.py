"""Rows of a run → pages of several columns, with rows across the page, and columns of one height where they end."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from gen.pagination.page_breaks import Row, natural_end, page_end
from gen.typesetting.galley import Galley

_LEAST_UNDER = 2
"""Rows of columns that a heading across them has under it."""


class Stand(NamedTuple):
    """The place of a row on its page: its row on the grid, and its column, both from 0."""

    row: Row
    place: int
    column: int


def share_out(rows: Sequence[Row], galley: Galley, columns: int, lines: int) -> Iterator[list[Stand]]:
    """Share rows out over pages of `lines` rows: a list for each page, in reading order.

    A stretch of columns fills its pages, one column after another, by the rules for page ends; where the stretch ends,
    its columns are as nearly of one height as the rules allow. Blank rows that would start a page or column are left
    out.
    """
    page: list[Stand] = []
    top = 0
    stretches = [(across, [row for _, row in members]) for across, members in groupby(_stretched(rows, galley), key=lambda found: found[0])]
    for number, (across, stretch) in enumerate(stretches):
        rest = stretch
        if across:
            least = len(rest) + (_LEAST_UNDER if rest[-1].keep and number + 1 < len(stretches) else 0)
            if top and top + least > lines:
                yield page
                page, top = [], 0
            rest = rest if top else _without_blanks(rest, opening=not number)
            while rest:
                end = _end(rest, 0, lines - top, lines)
                page += [Stand(row, top + place, 0) for place, row in enumerate(rest[:end])]
                top, rest = top + end, rest[end:]
                if rest:
                    yield page
                    page, top, rest = [], 0, _without_blanks(rest)
            continue
        while rest:
            if lines - top < _LEAST_UNDER:
                yield page
                page, top = [], 0
            filled, rest, height = _fill(rest, columns, lines - top, lines)
            page += [Stand(row, top + place, column) for column, members in enumerate(filled) for place, row in enumerate(members)]
            top += height
            if rest:
                yield page
                page, top = [], 0
    yield page


def _stretched(rows: Sequence[Row], galley: Galley) -> Iterator[tuple[bool, Row]]:
    """Each row, and whether it is set across the columns, as the blank rows under such a row are too."""
    across = False
    for row in rows:
        across = galley[row.block].across or (across and _is_blank(row))
        yield across, row


def _is_blank(row: Row) -> bool:
    return row.line is None and not row.text and not row.fixed


def _fill(rows: list[Row], columns: int, room: int, lines: int) -> tuple[list[list[Row]], list[Row], int]:
    """Fill columns of `room` rows: the rows in each, the rows left over, and the height.

    If none is left over, the columns are as low as can be.

    If the rules allow it, no column is then longer than the one before: one short column looks better than a stair
    upwards.
    """
    found: tuple[list[list[Row]], list[Row], int] | None = None
    for height in range(min(-(-len(rows) // columns), room), room + 1):
        filled, rest = _columns(rows, columns, height, lines)
        if not rest:
            lengths = list(map(len, filled))
            found = found or (filled, rest, max(lengths))
            if lengths == sorted(lengths, reverse=True):
                return filled, rest, max(lengths)
    return found or (filled, rest, room)


def _columns(rows: list[Row], columns: int, height: int, lines: int) -> tuple[list[list[Row]], list[Row]]:
    filled: list[list[Row]] = []
    for _ in range(columns):
        rows = _without_blanks(rows)
        end = _end(rows, 0, height, lines)
        filled.append(rows[:end])
        rows = rows[end:]
    return filled, rows


def _end(rows: list[Row], start: int, room: int, lines: int) -> int:
    if start + room >= len(rows):
        return len(rows)
    return page_end(rows, start, natural_end(rows, start, start + room), lines)[0]


def _without_blanks(rows: list[Row], *, opening: bool = False) -> list[Row]:
    """Rows without the blank ones they begin with; those that open a document stay."""
    start = 0
    while not opening and start < len(rows) and _is_blank(rows[start]):
        start += 1
    return rows[start:]
