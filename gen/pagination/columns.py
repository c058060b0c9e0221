"""Rows of a run → pages of several columns, with rows across the page, and columns of one height where they end."""

from collections.abc import Iterator
from itertools import groupby

from gen.pagination.filling import Filling, PlacedOnGrid
from gen.pagination.page_breaks import page_end
from gen.pagination.row import Row
from gen.typesetting.galley import Galley

_LEAST_UNDER = 2
"""Rows of columns that a heading across them has under it."""
_MOST_HIGHER = 2
"""Rows that columns may be higher than they need be, so that none is longer than the one before."""


def share_out(filling: Filling, galley: Galley, columns: int, lines: int) -> Iterator[list[PlacedOnGrid]]:
    """Share rows out over pages of `lines` rows: a list for each page, in reading order.

    A stretch of columns fills its pages, one column after another, by the rules for page ends; where the stretch ends,
    its columns are as nearly of one height as the rules allow. Blank rows that would start a page or column are left
    out.
    """
    page: list[PlacedOnGrid] = []
    top = 0
    stretches = [(across, [row for _, row in members]) for across, members in groupby(_stretched(filling.rows, galley), key=lambda found: found[0])]
    for number, (across, rows) in enumerate(stretches):
        # Across all columns nothing is at the head of a column: a table has room over it wherever it does not begin a page.
        stretch = filling._replace(rows=rows, unsigned=0, columns=not across)
        start = 0
        if across:
            under = top + stretch.depth(0, _least_across(rows), top)
            headed = stretches[number + 1 : number + 2] if rows[-1].keep else []
            begins = all(_begins(filling._replace(rows=columned, unsigned=0), columns, under, lines) for _, columned in headed)
            if top and (under > lines or not begins):
                yield page
                page, top = [], 0
            start = 0 if top or not number else _after_blanks(rows, 0)
            while start < len(rows):
                end = _end(stretch, start, lines - top, top, lines)
                page += stretch.placed(start, end, top, lines)
                top, start = top + stretch.depth(start, end, top), end
                if start < len(rows):
                    yield page
                    page, top, start = [], 0, _after_blanks(rows, start)
            continue
        while start < len(rows):
            if lines - top < _LEAST_UNDER:
                yield page
                page, top = [], 0
            filled, start, height = _fill(stretch, start, columns, top, lines)
            for column, members in enumerate(filled):
                page += stretch.placed(members.start, members.stop, top, top + height, column)
            top += height
            if start < len(rows):
                yield page
                page, top = [], 0
    yield page


def _begins(stretch: Filling, columns: int, top: int, lines: int) -> bool:
    """Whether a stretch of columns has room to begin under the first `top` rows of a page."""
    return lines - top >= _LEAST_UNDER and _fill(stretch, 0, columns, top, lines)[1] > 0


def _stretched(rows: list[Row], galley: Galley) -> Iterator[tuple[bool, Row]]:
    """Each row, and whether it is set across the columns, as the blank rows under such a row are too."""
    across = False
    for row in rows:
        across = galley[row.block].across or (across and _is_blank(row))
        yield across, row


def _least_across(rows: list[Row]) -> int:
    """How many rows across the columns belong on the page where they begin: all, or those up to where a table may be parted."""
    return next((place for place, row in enumerate(rows, 1) if row.extent and not row.keep), len(rows))


def _is_blank(row: Row) -> bool:
    return row.line is None and not row.text and not row.fixed


def _fill(stretch: Filling, start: int, columns: int, top: int, lines: int) -> tuple[list[range], int, int]:
    """Fill columns under the first `top` rows of a page: the rows in each, the first row left over, and the height.

    If none is left over, the columns are as low as can be. If the rules allow it at little more height, no column is
    then longer than the one before: one short column looks better than a stair upwards.
    """
    found: tuple[list[range], int, int] | None = None
    room = lines - top
    for height in range(min(-(-stretch.depth(start, len(stretch.rows), top) // columns), room), room + 1):
        filled, rest = _columns(stretch, start, columns, height, top, lines)
        if rest == len(stretch.rows):
            depths = [stretch.depth(members.start, members.stop, top) for members in filled]
            found = found or (filled, rest, max(depths))
            if max(depths) > found[2] + _MOST_HIGHER:
                return found
            if depths == sorted(depths, reverse=True):
                return filled, rest, max(depths)
    return found or (filled, rest, room)


def _columns(  # noqa: PLR0913, PLR0917 — which rows, and the room for them
    stretch: Filling, start: int, columns: int, height: int, top: int, lines: int
) -> tuple[list[range], int]:
    """The rows in each column of a height, and the first row left over.

    Only a column that is full parts a table: office programs part it nowhere else.
    """
    filled: list[range] = []
    for column in range(columns):
        start = _after_blanks(stretch.rows, start)
        end = _end(stretch, start, height, top, lines, beside=column + 1 < columns)
        if top + height < lines and _parts_table(stretch.rows, end):
            break
        filled.append(range(start, end))
        start = end
    return filled, start


def _parts_table(rows: list[Row], end: int) -> bool:
    """Whether a column that ends before rows[end] parts a table."""
    return end < len(rows) and end > 0 and rows[end].extent > 0 and rows[end - 1].extent > 0 and rows[end].block == rows[end - 1].block


def _end(stretch: Filling, start: int, room: int, top: int, lines: int, *, beside: bool = False) -> int:  # noqa: PLR0913 — the same
    """The row before which a column ends; `beside`: the next one is on its page.

    A column that is lower than a page stays empty if all that fits there belongs on one page with what does not.
    """
    rows = stretch.rows
    full = stretch.end(start, room, top)
    if full >= len(rows):
        return full
    end, _ = page_end(stretch, start, full, lines, beside=beside)
    return start if room < lines and end > start and rows[end - 1].keep else end


def _after_blanks(rows: list[Row], start: int) -> int:
    """The first row from `start` on that is not blank."""
    while start < len(rows) and _is_blank(rows[start]):
        start += 1
    return start
