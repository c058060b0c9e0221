"""A table's block → its columns, rows and lines, as wide as the type area, on the page's grid (clause 8)."""

from itertools import accumulate
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from gen.document.blocks import Block
from gen.standard import house
from gen.standard.design import OFFICIAL
from gen.standard.styles import Style
from gen.typesetting.justify import places
from gen.typesetting.kinsoku import BreakPenalties
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Line, OversetError, Ruler
from gen.units import EMU_PER_TWIP, Length

_LEAST_CHARACTERS: Final = 2
_SHORT_CHARACTERS: Final = 8


class SetTable(Struct, frozen=True):
    """A table in lines.

    `edges` are the vertical rules from left to right, in EMU from the type area's left edge. `rows` hold the lines of
    each cell of each row; an empty cell has none. A line's `start` is its place in the block's text.
    """

    edges: tuple[int, ...]
    size: Length
    rows: tuple[tuple[tuple[Line, ...], ...], ...]

    def height(self, row: int) -> int:
        """How many lines of the page a row takes."""
        return max([1, *map(len, self.rows[row])])

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, row by row and cell by cell: the order of the text."""
        return tuple(line for row in self.rows for cell in row for line in cell)


class TableRoom(NamedTuple):
    """The room for a table: the measure, the padding at both sides of a cell (EMU), and the most lines of a row."""

    measure: int
    padding: int = house.CELL_PADDING
    lines: int = OFFICIAL.lines


def set_table(block: Block, index: int, style: Style, room: TableRoom) -> SetTable:
    """Set a table's block in rows, in the largest of the house's sizes that fits.

    The longest words of a size that fits have room in their columns, and its rows in the room. If none fits, the
    smallest is taken.
    """
    sizes = [size for size in house.TABLE_SIZES if size <= style.size] or [style.size]
    for size in sizes:
        table, fits = _set_in(block, index, replace(style, size=Length(size)), room)
        if fits and max(map(table.height, range(len(table.rows))), default=0) <= room.lines:
            return table
    return table


def set_table_on_page(block: Block, index: int, style: Style, room: TableRoom) -> SetTable:
    """Set a table's block as `set_table` does. OversetError for a row that is higher than the room in the smallest size."""
    table = set_table(block, index, style, room)
    tallest = max(range(len(table.rows)), key=table.height, default=None)
    if tallest is not None and table.height(tallest) > room.lines:
        raise OversetError(block, "".join(block.rows[tallest])[:20], table.height(tallest), room.lines)
    return table


def _set_in(block: Block, index: int, style: Style, room: TableRoom) -> tuple[SetTable, bool]:
    """Set a table's block in one size. Gives the table, and whether every column has room for its longest word."""
    measure, padding, _ = room
    columns = max(map(len, block.rows), default=0)
    parts = [[[Ruler(part, style, style.size) for part in cell.split("\n")] for cell in row] for row in block.rows]
    rulers = [[max(cell, key=lambda ruler: ruler.visible_width(0, len(ruler.text))) for cell in row] for row in parts]
    basic = 2 * padding + _LEAST_CHARACTERS * style.size
    least = [max([basic, *(2 * padding + _longest(row[column]) for row in rulers)]) for column in range(columns)]
    widths = _widths(rulers, least, (basic, padding + style.size), measure, padding)
    edges = (0, *accumulate(widths))
    centred = [_is_short([row[column] for row in rulers[1:]], widths[column] - 2 * padding) for column in range(columns)]
    start = 0
    rows: list[tuple[tuple[Line, ...], ...]] = []
    for number, row in enumerate(parts):
        cells: list[tuple[Line, ...]] = []
        for column, cell in enumerate(row):
            inside = (edges[column] + padding, edges[column + 1] - padding)
            lines: list[Line] = []
            for ruler in cell:
                lines += _cell(ruler, index, start, inside, centred=not number or centred[column])
                start += len(ruler.text) + 1 if block.rows[number][column] else 0
            cells.append(tuple(lines))
        rows.append(tuple(cells))
    return SetTable(edges, style.size, tuple(rows)), sum(least) <= measure


def _longest(ruler: Ruler) -> int:
    """The width of the longest run that may not be parted."""
    weights = BreakPenalties(ruler.text)
    ends = [position for position in range(1, len(ruler.text)) if not weights[position]]
    starts = [0, *ends]
    return max((ruler.visible_width(a, b) for a, b in zip(starts, [*ends, len(ruler.text)], strict=True)), default=0)


def _widths(rulers: list[list[Ruler]], least: list[int], narrow: tuple[int, int], measure: int, padding: int) -> list[int]:
    """The widths of the columns, in whole twips.

    Each has its least, and a share of the rest of the measure by the width of its text.

    If there is not even room for the longest words, each has a `narrow` width, the larger if it has room: two
    characters, or one that does not cross the rule at its right. Of the rest each has a share by its longest word.
    """
    natural = [max(cell.visible_width(0, len(cell.text)) for cell in column) for column in zip(*rulers, strict=True)]
    wanted = [max(need, 2 * padding + width) for need, width in zip(least, natural, strict=True)]
    if sum(wanted) <= measure:
        widths, shares = wanted, wanted
    elif sum(least) < measure:
        widths = _modest(wanted, least, measure)
        shares = [want - width for want, width in zip(wanted, widths, strict=True)]
    else:
        width = next((width for width in narrow if width * len(least) < measure), 0)
        widths, shares = [width] * len(least), [need - width for need in least]
    rest = measure - sum(widths)
    widths = [width + rest * share // sum(shares) for width, share in zip(widths, shares, strict=True)]
    widths = [width // EMU_PER_TWIP * EMU_PER_TWIP for width in widths]
    return [*widths[:-1], measure - sum(widths[:-1])]


def _modest(wanted: list[int], least: list[int], measure: int) -> list[int]:
    """Give every column its least, and one that wants no more than its fair share that, if the others have room."""
    widths = list(least)
    left = set(range(len(wanted)))
    while left:
        fair = (measure - sum(widths[column] for column in range(len(wanted)) if column not in left)) // len(left)
        content = {column for column in left if wanted[column] <= fair}
        grown = [wanted[column] if column in content else width for column, width in enumerate(widths)]
        if not content or sum(grown) >= measure:
            break
        widths = grown
        left -= content
    return widths


def _is_short(column: list[Ruler], room: int) -> bool:
    return all(len(ruler.text) <= _SHORT_CHARACTERS and ruler.visible_width(0, len(ruler.text)) <= room for ruler in column)


def _cell(ruler: Ruler, index: int, start: int, edges: tuple[int, int], *, centred: bool) -> tuple[Line, ...]:
    """Set a cell of block `index`, whose text starts at `start` in the block's, between two edges."""
    if not ruler.text:
        return ()
    left, room = edges[0], edges[1] - edges[0]
    lines: list[Line] = []
    begin = 0
    for end in break_text(ruler, room, room):
        width = ruler.visible_width(begin, end)
        offset = max(0, room - width) // 2 if centred else 0
        lines.append(Line(index, start + begin, ruler.text[begin:end], places(ruler, begin, end, left + offset)))
        begin = end
    return tuple(lines)
