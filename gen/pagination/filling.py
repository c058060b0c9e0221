"""Rows of a run → how many fit in the rows of the grid that are free, and their places there.

A row of text takes one row of the grid. The rows of a table have heights of their own; those on one page take whole rows
of the grid together, which they share, so that the text after them is on the grid again.
"""

from collections.abc import Iterator
from itertools import count, repeat
from typing import NamedTuple

from gen.pagination.row import Row
from gen.standard import house
from gen.units import EMU_PER_TWIP


class Stand(NamedTuple):
    """The place of a row on its page: its row on the grid, and its column, both from 0.

    A table's row has also its depth under the head of the page and its height, in EMU; it may be `repeated` from an
    earlier page. Of a row that pages part, the lines from `first` up to `stop` are here; `stop` is 0 for a whole row.
    """

    row: Row
    place: int
    column: int
    depth: int = 0
    height: int = 0
    repeated: bool = False
    first: int = 0
    stop: int = 0


PlacedOnGrid = tuple[Row, int, int] | Stand
"""A row at its place; a plain triple for a row of text."""


class Filling(NamedTuple):
    """The rows of a run, the pitch of the grid, whether there is a table among them, and how many before the first 落款.

    In columns a table at the head of one has no room over it: there LibreOffice would not go on with it in the next.
    """

    rows: list[Row]
    pitch: int
    tables: bool
    unsigned: int = 0
    columns: bool = False

    def end(self, start: int, room: int, taken: int = 0) -> int:
        """The first row from `start` on that has no place in `room` rows of a page of which the first are `taken`."""
        rows = self.rows
        if not self.tables:
            return min(start + room, len(rows))
        place = start
        used = taken
        while place < len(rows) and used < room + taken:
            stop, height = self._table(
                place, (room + taken - used) * self.pitch - house.TABLE_FOOT, at_head=not used or (self.columns and used == taken)
            )
            if stop == place:
                if rows[place].extent:
                    break
                stop, height = place + 1, self.pitch
            used += -(-height // self.pitch)
            place = stop
        return place

    def depth(self, start: int, stop: int, taken: int = 0) -> int:
        """How many rows of the grid rows[start:stop] take on a page of which the first are `taken`."""
        if not self.tables:
            return stop - start
        used = taken
        while start < stop:
            following, height = self._table(start, None, at_head=not used or (self.columns and used == taken), stop=stop)
            used += -(-height // self.pitch) if following > start else 1
            start = max(following, start + 1)
        return used - taken

    def _table(self, start: int, room: int | None, *, at_head: bool, stop: int | None = None) -> tuple[int, int]:
        """The end of the rows of one table from `start` on that have `room` (EMU; None for all), and their height."""
        rows = self.rows
        first = rows[start]
        stop = len(rows) if stop is None else stop
        if not first.extent:
            return start, 0
        height = first.repeat or (0 if at_head else first.gap)
        place = start
        while place < stop and rows[place].extent and rows[place].block == first.block:
            row = rows[place]
            if room is not None and height + row.extent > room + house.TABLE_FOOT * 3 // 4 * (row.part > 1):
                break
            height += row.extent
            place += 1
        return place, height

    def fits_without_gap(self, start: int, table: int, room: int, taken: int) -> bool:
        """Whether the first rows of a table would have room under rows[start:table] if none were left over it."""
        rows = self.rows
        free = (room - self.depth(start, table, taken)) * self.pitch
        place = table
        while free >= rows[place].extent:
            free -= rows[place].extent
            if not rows[place].keep:
                return True
            place += 1
        return False

    def placed(self, start: int, stop: int, taken: int, lines: int, column: int = 0) -> Iterator[PlacedOnGrid]:
        """The places of rows[start:stop] on a page of `lines` rows, of which the first are `taken`."""
        if self.tables:
            return self._placed_with_tables(start, stop, taken, lines, column)
        return zip(self.rows[start:stop], count(taken), repeat(column), strict=False)

    def _placed_with_tables(self, start: int, stop: int, taken: int, lines: int, column: int) -> Iterator[PlacedOnGrid]:
        rows = self.rows
        used = taken
        while start < stop:
            if not rows[start].extent:
                yield rows[start], used, column
                used, start = used + 1, start + 1
                continue
            end, height = self._table(start, None, at_head=not used or (self.columns and used == taken), stop=stop)
            goes_on = end == stop < len(rows) and bool(rows[end].extent) and rows[end].block == rows[start].block
            whole = -(-height // self.pitch)
            room = (lines - used if goes_on else whole) * self.pitch - house.TABLE_FOOT * (goes_on or used + whole == lines)
            if goes_on and rows[end].part > 1:
                room = height  # office programs fill the page with lines of the row that goes on
            elif goes_on and room - height > height * house.TABLE_GROWTH:
                room = max(height + int(height * house.TABLE_GROWTH), self._closed(end, height, room))
            yield from self._shared(range(start, end), used, room - height, column, gap=used > 0 and not (self.columns and used == taken))
            used, start = used + whole, end

    def _closed(self, end: int, height: int, room: int) -> int:
        """How high the rows before rows[end] must be so that no more row has room on their page.

        0 where not all others of the table have room. LibreOffice keeps rows with the next, but the last row of a table
        with a repeated header not with the text after it (measured): carried over, they would stay on the page.
        """
        rows = self.rows
        place, others = end, height
        while place < len(rows) and rows[place].extent and rows[place].block == rows[end].block:
            others += rows[place].extent
            place += 1
        return min(room, room - rows[end].extent + 3 * house.TABLE_FOOT) if rows[end].header and others <= room else 0

    def _start(self, place: int) -> int:
        """The first row of the table of a row."""
        rows = self.rows
        start = place - rows[place].number
        if start >= 0 and rows[start].block == rows[place].block and not rows[start].number and not rows[place].part:
            return start
        start = place  # a row above has several entries
        while start and rows[start - 1].block == rows[place].block and rows[start - 1].extent:
            start -= 1
        return start

    def _shared(self, members: range, used: int, slack: int, column: int, *, gap: bool) -> Iterator[Stand]:
        """The rows of a table on a page, which share the slack; a header that is or will be repeated keeps its height."""
        rows = self.rows
        first = rows[members.start]
        depth = used * self.pitch
        if first.repeat:
            start = self._start(members.start)
            for number in range(start, start + first.header):
                yield Stand(rows[number], depth // self.pitch, column, depth, rows[number].extent, repeated=True)
                depth += rows[number].extent
        elif gap:
            depth += first.gap
        whole = not first.number and (members.stop == len(rows) or rows[members.stop].block != first.block or not rows[members.stop].extent)
        growing = {place for place in members if (whole or rows[place].number >= rows[place].header) and not rows[place].part} or {members.stop - 1}
        grown = sum(rows[place].extent for place in growing) or 1
        given = seen = 0
        parts: list[int] = []
        for place in members:
            row = rows[place]
            height = row.extent
            if place in growing:
                seen += row.extent
                more = max(0, slack) * seen // grown // EMU_PER_TWIP * EMU_PER_TWIP - given
                given += more
                height += more
            if row.part:
                parts.append(height)
                if place + 1 < members.stop and rows[place + 1].number == row.number:
                    continue
                height = sum(parts)
            yield Stand(row, depth // self.pitch, column, depth, height, first=row.part - len(parts) if parts else 0, stop=row.part)
            parts.clear()
            depth += height
