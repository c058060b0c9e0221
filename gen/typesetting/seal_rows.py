"""The names of organs that sign together → rows of seals: the middle of each name and its seal across the measure (7.3.5.1)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from gen.standard import gb9704, house
from gen.standard.design import Design


class SealedName(Struct, frozen=True):
    """An organ's name under its seal: the width of its longest line (EMU), and whether it has several lines.

    A name of several lines has a row of its own.
    """

    width: int
    divided: bool = False

    @property
    def half(self) -> int:
        """Half the width of name or seal, whichever is wider."""
        return -(-max(self.width, house.SEAL_DIAMETER) // 2)


def seal_rows(names: Sequence[SealedName], date: int, design: Design) -> list[list[int]]:
    """Share names out over rows, in order: for each row the middles of its names, in EMU from the left edge.

    `date` is the width of the date (EMU), whose middle is that of the last name. A row has as many names as fit side by
    side, names one cell apart, a seal `house.SEAL_CLEARANCE` from the next name and seal. Rows share their columns; one
    that is not full has the rightmost. A row whose names are too wide for the columns of the others has its own.
    """
    return _Rows(names, date, design).placed()


class _Rows:
    def __init__(self, names: Sequence[SealedName], date: int, design: Design) -> None:
        self.names = names
        self.measure, self.cell = design.measure, design.cell
        last = names[-1]
        # The date ends four cells from the right; it moves to the left with a name that would leave the measure.
        free = min(self.measure - gb9704.SEALED_DATE_RIGHT * self.cell - date // 2, self.measure - last.half)
        # In a narrow measure there is no room for four cells beside them.
        self.middle = max(free, min(max(last.width, date), self.measure) // 2)

    def placed(self) -> list[list[int]]:
        rows = list(self.rows())
        fitting = (number for number, row in enumerate(rows) if self.in_columns([row]))
        shared = sorted(fitting, key=lambda number: self.extent(rows[number]))
        columns: list[list[int]] = []
        while shared[1:] and not (columns := self.in_columns([rows[number] for number in shared])):
            shared.pop()
        found = dict(zip(shared, columns, strict=False))
        return [found.get(number) or self.alone(row, last=number + 1 == len(rows)) for number, row in enumerate(rows)]

    def extent(self, row: Sequence[SealedName]) -> int:
        """The least width of a row."""
        return row[0].half + sum(self.apart(row)) + row[-1].half

    def rows(self) -> Iterator[Sequence[SealedName]]:
        """As many names a row as fit."""
        start, length = 0, len(self.names)
        while start < length:
            end = next(end for end in range(length, start, -1) if self.fits(self.names[start:end], last=end == length))
            yield self.names[start:end]
            start = end

    def fits(self, row: Sequence[SealedName], *, last: bool) -> bool:
        """Whether names fit side by side, in the last row with the last one over the date."""
        if len(row) == 1:
            return True
        if any(name.divided for name in row):
            return False
        return self.extent(row) <= (self.middle + row[-1].half if last else self.measure)

    def apart(self, row: Sequence[SealedName]) -> Iterator[int]:
        """The least distance from the middle of each name to that of the next: no seal touches another, or another's name."""
        for a, b in pairwise(row):
            names = -(-(a.width + b.width) // 2) + self.cell
            seals = max(a.half, b.half) + house.SEAL_DIAMETER // 2 + house.SEAL_CLEARANCE
            yield max(names, seals)

    def in_columns(self, rows: Sequence[Sequence[SealedName]]) -> list[list[int]]:
        """The rows in columns of one width, the rightmost over the date; none if a name has no place there."""
        pitch = max((distance for row in rows for distance in self.apart(row)), default=0)
        found = [[self.middle - (len(row) - 1 - place) * pitch for place in range(len(row))] for row in rows]
        placed = [pair for row, middles in zip(rows, found, strict=True) for pair in zip(row, middles, strict=True)]
        return found if all(name.half <= middle <= self.measure - name.half for name, middle in placed) else []

    def alone(self, row: Sequence[SealedName], *, last: bool) -> list[int]:
        """One row by itself: at even distances if there is room, under the other rows' last name, else in the middle."""
        least = list(self.apart(row))
        even = [max(least, default=0)] * len(least)
        right = self.middle
        if not last:
            right = max(min(right, self.measure - row[-1].half), min(row[-1].half, self.measure // 2))
        for distances in (even, least):
            if right - sum(distances) >= row[0].half or not distances:
                return _up_to(right, distances)
        room = self.measure - row[0].half - row[-1].half
        distances = even if sum(even) <= room else least
        return _up_to(row[0].half + sum(distances) + (room - sum(distances)) // 2, distances)


def _up_to(right: int, distances: Sequence[int]) -> list[int]:
    """Middles at these distances from each other, the last at `right`."""
    return [right - sum(distances[place:]) for place in range(len(distances) + 1)]
