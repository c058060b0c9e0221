"""The values of a set table: its cells with their lines, its columns and rows; and the room that it is set in."""

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from gen.document.blocks import Block
from gen.document.tables import Alignment
from gen.standard import house
from gen.standard.design import OFFICIAL
from gen.typesetting.ruler import Line, OversetError
from gen.units import Length, to_mm


class SetCell(Struct, frozen=True):
    """A cell in lines; an empty one has none, and so has one that another takes, whose `columns` and `rows` are 0.

    A line of the author's that is empty is a line without text. `hang` is how far the lines of a paragraph are indented
    from the padding, `right` the room that a figure leaves free at the right so that its point is under the others', in
    EMU. `start` is the place of its text in the block's.
    """

    lines: tuple[Line, ...] = ()
    alignment: Alignment = Alignment.LEFT
    hang: int = 0
    right: int = 0
    columns: int = 1
    rows: int = 1


class SetTable(Struct, frozen=True):
    """A table in lines.

    `edges` are the vertical rules from left to right, in EMU from the type area's left edge. `pitch` is the distance
    from one line of a cell to the next, `padding` the room between a rule and the text beside it. `heights` are the least
    heights of the rows, in whole twips (as EMU). The first `header` rows are repeated on every page. `kept` says of each
    row whether it belongs on one page with the next. The rows `parted` are higher than a page under its header: pages
    part them between lines.
    """

    edges: tuple[int, ...]
    size: Length
    pitch: int
    padding: int
    rows: tuple[tuple[SetCell, ...], ...]
    heights: tuple[int, ...]
    header: int
    kept: tuple[bool, ...]
    parted: frozenset[int] = frozenset()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line with text, row by row and cell by cell: the order of the text."""
        return tuple(line for row in self.rows for cell in row for line in cell.lines if line.text)

    def inside(self, row: int) -> frozenset[int]:
        """The edges, from 0, that are inside a merged cell in a row."""
        origins = ((column, cell) for above in range(row + 1) for column, cell in enumerate(self.rows[above]) if above + cell.rows > row)
        return frozenset(edge for column, cell in origins for edge in range(column + 1, column + cell.columns))

    def joined(self, row: int) -> frozenset[int]:
        """The columns in which a merged cell joins a row to the next."""
        origins = ((column, cell) for above in range(row + 1) for column, cell in enumerate(self.rows[above]) if above + cell.rows > row + 1)
        return frozenset(member for column, cell in origins for member in range(column, column + cell.columns))

    def moved(self, by: int) -> "SetTable":
        """The same table as a part of a longer galley, where its block's index is greater by so many."""
        rows = tuple(
            tuple(replace(cell, lines=tuple(replace(line, block=line.block + by) for line in cell.lines)) if cell.lines else cell for cell in row)
            for row in self.rows
        )
        return replace(self, rows=rows)


class TableRoom(NamedTuple):
    """The room for a table: the measure, the height of a page (EMU), the sizes to try, and the padding in ems.

    `whole`: names are never broken.
    """

    measure: int
    height: int = OFFICIAL.lines * OFFICIAL.pitch
    sizes: tuple[Length, ...] = house.TABLE_SIZES
    padding: float = house.TABLE_PADDING
    whole: bool = False


class WideTableError(OversetError):
    """A table whose words are wider than its measure in every size; `row` and `column` are the place of its widest."""

    def __init__(self, block: Block, row: int, column: int, needs: int, measure: int) -> None:
        super().__init__(block, block.rows[row][column], needs, measure)
        self.row = row
        self.column = column

    def __reduce__(self) -> tuple[type["WideTableError"], tuple[Block, int, int, int, int]]:  # type: ignore[override]
        return WideTableError, (self.block, self.row, self.column, int(self.cells), int(self.room))

    @property
    def message(self) -> str:
        """What does not fit, in Chinese."""
        needs, measure = to_mm(int(self.cells)), to_mm(int(self.room))
        cell = " ".join(self.line.split("\n"))[:20].strip()
        return (
            f"表格有{len(self.block.rows[0])}列，字号最小时宽{needs:.1f} mm，版心宽{measure:.1f} mm，宽出{needs - measure:.1f} mm；"
            f"最宽的是第{self.column + 1}列：{cell or '供填写的空格'}"
        )
