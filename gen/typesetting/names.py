"""A list of names 名单 → its rows of names in columns, each character at its place.

Lists of offices: names of three characters in columns two ems or more apart, filled row by row from the left; a name of
two characters is spread to three; a longer one takes its own column if one em is left behind it, else several.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from gen.document.blocks import NAMED, NAMES, Block, Tag
from gen.standard import house
from gen.standard.styles import Style, StyleTable, style_of
from gen.typesetting.hang import edges_of
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import NOTHING_INSIDE, Inside, Line, Ruler
from gen.wording.names import BETWEEN, is_spread, name_line, run_on_names

_RUN_ON: Final = frozenset({Tag.PARAGRAPH, Tag.ATTENDANCE})
"""The elements whose names may have 、 between."""
_COLON: Final = "："
_PAUSE: Final = "、"
_LONGEST_START: Final = 40
"""A list of names with 、 has its first in this many characters."""


class NameGrid(Struct, frozen=True):
    """The columns of a list: `count` of them, `pitch` apart from one left edge to the next (EMU)."""

    count: int
    pitch: int


class Measured(Struct, frozen=True):
    """A list of names as measured: the left edge of its first row and of all names, the width for names, and theirs."""

    block: Block
    style: Style
    ruler: Ruler
    first: int
    left: int
    room: int
    widths: tuple[int, ...]


def is_name_list(block: Block) -> bool:
    """Whether a block is a list of names in columns."""
    if block.tag in NAMED:
        line = name_line(block.text) if BETWEEN in block.text[block.label :] else None
        return line is not None and line.text == block.text
    return block.level == NAMES


def whole_names(block: Block) -> list[tuple[int, int]]:
    """A paragraph of names with 、 between → the places of the names, in which no line ends; empty for other blocks.

    It may have a label: 出席：.
    """
    if block.level or block.tag not in _RUN_ON:
        return []
    text = block.text
    pause = text.find(_PAUSE, 0, _LONGEST_START)
    if pause < 0:
        return []
    return run_on_names(text, text.find(_COLON, 0, pause) + 1, declared=block.tag in NAMED)


def inside(block: Block) -> Inside:
    """A paragraph → where no line ends in it, in names and between a note's mark and the character before it, and its marks."""
    names = whole_names(block)
    return Inside(names + [(max(0, place - 1), place + 1) for place in block.marks], block.marks) if names or block.marks else NOTHING_INSIDE


class NameLists:
    """The lists of names of a document in one design. Those of one width have the same columns."""

    def __init__(self, blocks: Sequence[Block], styles: StyleTable, measure: int) -> None:
        self.measured = {index: _measure(block, style_of(block, styles), measure) for index, block in enumerate(blocks) if is_name_list(block)}
        by_room: dict[int, list[Measured]] = {}
        for names in self.measured.values():
            by_room.setdefault(names.room, []).append(names)
        self._grids = {room: choose_grid(lists) for room, lists in by_room.items()}

    def lines(self, index: int) -> tuple[Line, ...]:
        """The list that is block `index` → its lines."""
        names = self.measured[index]
        return _set(index, names, self._grids[names.room])


def _measure(block: Block, style: Style, measure: int) -> Measured:
    """Measure a list in a measure (EMU)."""
    ruler = Ruler(block.text, style, style.size, block.label)
    first, left = edges_of(ruler, block, style)
    widths = tuple(_width(ruler, start, end) for start, end in _places(block))
    return Measured(block, style, ruler, first, left, measure - style.right - left, widths)


def choose_grid(lists: Iterable[Measured]) -> NameGrid:
    """The columns for lists of one width, so that all of a document have the same.

    Those with the fewest rows, where so many names over several columns count as one row more; of two that cost the
    same, those with more columns.
    """
    lists = list(lists)
    cell = lists[0].ruler.advance
    room = lists[0].room
    most = max(1, min(house.NAME_COLUMNS_MOST, (room // cell + house.NAME_GAP) // (house.NAME_WIDTH + house.NAME_GAP)))
    return min((_grid(count, room, cell) for count in range(most, 0, -1)), key=lambda grid: _cost(grid, lists))


def _grid(count: int, room: int, cell: int) -> NameGrid:
    """So many columns of one width, in whole cells; behind the last no gap is left."""
    return NameGrid(count, (room // cell + house.NAME_GAP) // count * cell)


def _cost(grid: NameGrid, lists: Sequence[Measured]) -> int:
    rows = wide = 0
    for names in lists:
        for row in _rows(names, grid):
            rows += 1
            wide += sum(names.widths[place] + names.ruler.advance > grid.pitch for place, column in row if column < grid.count - 1)
    return rows * house.NAMES_WIDE_PER_ROW + wide


def _rows(names: Measured, grid: NameGrid) -> Iterator[list[tuple[int, int]]]:
    """The rows of a list: the place of each name among the names, and its column."""
    row: list[tuple[int, int]] = []
    column = 0
    for place, width in enumerate(names.widths):
        if row and (column >= grid.count or column * grid.pitch + width - names.ruler.tracking > names.room):
            yield row
            row, column = [], 0
        row.append((place, column))
        column += -(-(width + names.ruler.advance) // grid.pitch)
    yield row


def _set(index: int, names: Measured, grid: NameGrid) -> tuple[Line, ...]:
    """Set a list in its columns: a line a row, with the U+3000 between names as wide as the gap there.

    A name wider than the whole measure takes several lines, the further ones one em to the right.
    """
    block = names.block
    places = _places(block)
    lines: list[Line] = []
    for row in _rows(names, grid):
        if names.widths[row[0][0]] - names.ruler.tracking > names.room:
            lines += _long(index, names, *places[row[0][0]])
            continue
        start = places[row[0][0]][0] if lines else 0
        x = [] if start else [names.first + left for left in names.ruler.lefts(0, block.label)]
        end = right = 0
        for place, column in row:
            begin, stop = places[place]
            x += [right] * (begin - end) if end else []
            x += _spread(names.ruler, begin, stop, names.left + column * grid.pitch)
            end, right = stop, names.left + column * grid.pitch + names.widths[place] - names.ruler.tracking
        lines.append(Line(index, start, block.text[start:end], (*x, right)))
    return tuple(lines)


def _long(index: int, names: Measured, start: int, end: int) -> Iterator[Line]:
    """Set a name that is wider than the measure, with the label before it, in lines of its own."""
    label, left = names.block.label, names.left
    if start == label:
        start, left = 0, names.first
    text = names.block.text[start:end]
    ruler = Ruler(text, names.style, names.ruler.size, 0 if start else label)
    right, cell = names.left + names.room, ruler.advance
    begin = 0
    for stop in break_text(ruler, right - left, right - names.left - cell):
        x = [left - ruler.left(begin) + edge for edge in ruler.lefts(begin, stop)]
        yield Line(index, start + begin, text[begin:stop], (*x, left + ruler.visible_width(begin, stop)))
        begin, left = stop, names.left + cell


def _places(block: Block) -> list[tuple[int, int]]:
    """The places in a list's text where each name starts and ends."""
    found: list[tuple[int, int]] = []
    start = block.label
    for name in block.text[start:].split(BETWEEN):
        found.append((start, start + len(name)))
        start += len(name) + 1
    return found


def _spread(ruler: Ruler, start: int, end: int, left: int) -> list[int]:
    """The left edges of the characters of a name that starts at `left`; one em between two characters."""
    open_ = ruler.advance if is_spread(ruler.text[start:end]) else 0
    base = ruler.left(start)
    return [left + edge - base + (open_ if place else 0) for place, edge in enumerate(ruler.lefts(start, end))]


def _width(ruler: Ruler, start: int, end: int) -> int:
    """The width of a name in the grid of characters, with the tracking behind its last one."""
    return ruler.width(start, end) + (ruler.advance if is_spread(ruler.text[start:end]) else 0)
