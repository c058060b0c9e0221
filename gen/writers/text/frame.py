"""A table's lines → a frame of box characters around them, merged cells without rules inside; and read back."""

from collections.abc import Iterator, Sequence
from typing import Final

from gen.document.tables import Alignment, Rows
from gen.typesetting.table.values import SetCell, SetTable
from gen.writers.text.width import column, columns

UPRIGHT: Final = "│"
_DASH: Final = "─"
_LEAST_COLUMN: Final = 4
_ARMS: Final = {
    (False, True, False, True): "┌",
    (False, True, True, True): "┬",
    (False, True, True, False): "┐",
    (True, True, False, True): "├",
    (True, True, True, True): "┼",
    (True, True, True, False): "┤",
    (True, False, False, True): "└",
    (True, False, True, True): "┴",
    (True, False, True, False): "┘",
    (False, False, True, True): _DASH,
    (True, True, False, False): UPRIGHT,
}
"""Whether a rule goes up, down, left and right from a crossing → its character."""
JUNCTIONS: Final = "".join(dict.fromkeys(_ARMS.values())).replace(UPRIGHT, "")
_EDGES: Final = frozenset(JUNCTIONS + UPRIGHT) - {_DASH}

Texts = Sequence[Sequence[Sequence[str]]]
"""The lines of each cell of each row."""


class Frame:
    """A table on a grid of characters: how wide its columns and how high its rows are.

    `texts` are the lines of its cells, `upright` is the character of the rules between columns.
    """

    def __init__(self, texts: Texts, table: SetTable, upright: str) -> None:
        self.table = table
        self.upright = upright
        self.count = len(table.rows[0]) if table.rows else 0
        self.cells = [
            (row, place, cell, texts[row][place]) for row, cells in enumerate(table.rows) for place, cell in enumerate(cells) if cell.columns
        ]
        self.widths = [_LEAST_COLUMN] * self.count
        self.heights = [1] * len(table.rows)
        for row, place, cell, lines in sorted(self.cells, key=lambda found: found[2].columns):
            missing = max(map(columns, lines), default=0) - self.width(place, cell)
            self.widths[place + cell.columns - 1] += max(0, missing)
            if cell.rows == 1:
                self.heights[row] = max(self.heights[row], len(lines))
        for row, _, cell, lines in self.cells:
            self.heights[row + cell.rows - 1] += max(0, len(lines) - sum(self.heights[row : row + cell.rows]) - cell.rows + 1)
        self.content = {(row, place): self._filled(place, cell, lines) for row, place, cell, lines in self.cells}

    @property
    def wide(self) -> int:
        """How many columns of characters the frame takes."""
        return sum(self.widths) + self.count + 1

    def width(self, place: int, cell: SetCell) -> int:
        """The columns of characters between the rules of a cell."""
        return sum(self.widths[place : place + cell.columns]) + cell.columns - 1

    def _filled(self, place: int, cell: SetCell, lines: Sequence[str]) -> list[str]:
        """The lines of a cell, filled with blanks; a figure is at the right."""
        wide = self.width(place, cell)
        right = cell.alignment is Alignment.RIGHT and len(lines) == 1
        return [(" " * (wide - columns(line)) + line) if right else line + " " * (wide - columns(line)) for line in lines]

    def lines(self) -> Iterator[str]:
        """The frame, line by line."""
        taken: dict[tuple[int, int], int] = {}
        for row in range(len(self.table.rows)):
            yield self._border(row, taken)
            for _ in range(self.heights[row]):
                yield "".join(self._content(row, taken)) + self.upright
        yield self._border(len(self.table.rows), taken)

    def _origin(self, row: int, place: int) -> tuple[int, int]:
        """The first cell of the cell that takes a place."""
        while not self.table.rows[row][place].columns:
            across = place and self.table.rows[row][place - 1].columns != 1 and self._takes(row, place - 1, place)
            row, place = (row, place - 1) if across else (row - 1, place)
        return row, place

    def _takes(self, row: int, left: int, place: int) -> bool:
        """Whether the cell that takes the place at the left takes this one too."""
        above, first = self._origin(row, left)
        return first + self.table.rows[above][first].columns > place

    def _content(self, row: int, taken: dict[tuple[int, int], int]) -> Iterator[str]:
        place = 0
        while place < self.count:
            yield self.upright
            origin = self._origin(row, place)
            yield self._line(origin, taken)
            place += self.table.rows[origin[0]][origin[1]].columns

    def _line(self, origin: tuple[int, int], taken: dict[tuple[int, int], int]) -> str:
        """The next line of a cell."""
        number = taken.get(origin, 0)
        taken[origin] = number + 1
        lines = self.content[origin]
        cell = self.table.rows[origin[0]][origin[1]]
        return lines[number] if number < len(lines) else " " * self.width(origin[1], cell)

    def _border(self, row: int, taken: dict[tuple[int, int], int]) -> str:
        """The rules over a row, or under the last, around what a merged cell has there."""
        last = len(self.table.rows)
        joined = self.table.joined(row - 1) if 0 < row < last else frozenset()
        above = self.table.inside(row - 1) if row else None
        below = self.table.inside(row) if row < last else None
        made = ""
        place = 0
        while place <= self.count:
            up, down = (inside is not None and place not in inside for inside in (above, below))
            left, right = place > 0 and place - 1 not in joined, place < self.count and place not in joined
            made += self.upright if (up, down, left, right) == (True, True, False, False) else _ARMS[up, down, left, right]
            if place < self.count and place in joined:
                origin = self._origin(row, place)
                made += self._line(origin, taken)
                place = origin[1] + self.table.rows[origin[0]][origin[1]].columns
            else:
                made += _DASH * self.widths[place] if place < self.count else ""
                place += 1
        return made


def read_frame(drawn: Sequence[str], upright: str) -> Rows:
    """The lines of a frame → the rows of cells in it; a cell that a merged one takes is empty."""
    if upright != UPRIGHT:
        return _read_plain(drawn, upright)
    grid = [_spread(line) for line in drawn]
    edges = sorted({place for line in grid for place, character in enumerate(line) if character in _EDGES})
    borders = [number for number, line in enumerate(grid) if _DASH in line]
    rows: list[tuple[str, ...]] = []
    for top in borders[:-1]:
        row: list[str] = []
        for left in edges[:-1]:
            begins = grid[top][left + 1] == _DASH and grid[top + 1][left] == UPRIGHT
            row.append(_read_cell(grid, top, left, edges) if begins else "")
        rows.append(tuple(row))
    return tuple(rows)


def _read_cell(grid: Sequence[Sequence[str]], top: int, left: int, edges: Sequence[int]) -> str:
    """The text of the cell whose upper left corner is at a place of the grid."""
    right = next(edge for edge in edges if edge > left and grid[top + 1][edge] == UPRIGHT)
    bottom = next(number for number in range(top + 1, len(grid)) if grid[number][left + 1] == _DASH)
    lines = ["".join(line[left + 1 : right]).rstrip(" ") for line in grid[top + 1 : bottom]]
    return "".join([lines[0].lstrip(" "), *lines[1:]])


def _spread(line: str) -> list[str]:
    """A line → its characters by columns: after a full-width one an empty place, a mark with the one before it."""
    found: list[str] = []
    for character in line:
        if character in _EDGES or character == _DASH:
            found.append(character)
        elif column(character):
            found += [character, *[""] * (column(character) - 1)]
        else:
            place = max(number for number, one in enumerate(found) if one)
            found[place] += character
    return found


def _read_plain(drawn: Sequence[str], upright: str) -> Rows:
    """The lines of a frame without merged cells, in whose texts there may be characters of a frame."""
    rows: list[tuple[str, ...]] = []
    row: tuple[str, ...] = ()
    for line in drawn[1:]:
        if line[0] == upright:
            parts = tuple(part.rstrip(" ") for part in line[1:-1].split(upright))
            row = tuple(old + new for old, new in zip(row, parts, strict=True)) if row else tuple(part.lstrip(" ") for part in parts)
        else:
            rows.append(row)
            row = ()
    return tuple(rows)
