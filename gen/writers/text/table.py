"""A table in plain text: drawn in a frame of box characters, a record a block where no frame fits, or a row a line; and read back."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from gen.document.blocks import Block
from gen.document.tables import PLAIN, Rows
from gen.standard.gb9704 import ADVANCE, SIZE_3
from gen.standard.styles import style_of
from gen.typesetting.table.setting import set_table
from gen.typesetting.table.values import SetTable, TableRoom, WideTableError
from gen.units import Length
from gen.writers.text.frame import JUNCTIONS, UPRIGHT, Frame, read_frame
from gen.writers.text.records import CONTINUED, FIRST, NEXT, drawn_records, read_records

_OTHER_UPRIGHTS: Final = "┃║¦"
BREAK: Final = "↵"
"""Ends a line of a cell that its author ended there."""
TABLE_MARKS: Final = frozenset(UPRIGHT + _OTHER_UPRIGHTS + "┌├└" + CONTINUED)
"""What a row of a drawn table begins with."""
_OWN: Final = frozenset(UPRIGHT + JUNCTIONS + BREAK + CONTINUED)
_UNPAGED: Final = 1 << 40


def draw_table(block: Block, width: int) -> Iterator[str]:
    """A table's block → its rows in a frame `width` cells wide, cells broken as on the page.

    Where no frame has room for its words, each row is a record of its own. For width 0 each row is a line. A cell may be
    empty; one with text neither begins nor ends with a space. Where a line of a cell ends at a space, the space begins
    the next line, since at the end it could not be told from the blanks that fill the column.

    A text with characters of the frame in it has other uprights, no merged cells, and no marks where the author ended a
    line.
    """
    own = _OWN.isdisjoint(block.text)
    upright = UPRIGHT if own else next((mark for mark in _OTHER_UPRIGHTS if mark not in block.text), _OTHER_UPRIGHTS[-1])
    if not width:
        for row in block.rows:
            yield f"{upright} {f' {upright} '.join(cell.replace(chr(10), BREAK * own) for cell in row)} {upright}"
        return
    table = _set(block if own else replace(block, shape=replace(PLAIN, header=block.shape.header)), width)
    frame = Frame(_texts(table, BREAK * own), table, upright) if table else None
    if frame and frame.wide <= width * 2:
        yield from frame.lines()
    else:
        marked = tuple(tuple(cell.replace("\n", BREAK * own) for cell in row) for row in block.rows)
        yield from drawn_records(marked, block, width)


def read_table(drawn: Sequence[str]) -> Rows:
    """The lines that `draw_table` drew → the table's rows of cells."""
    if drawn[0][:2] in {FIRST + " ", NEXT + " "}:
        rows = read_records(drawn)
        own = True
    else:
        upright = next((line[0] for line in drawn if line[0] in UPRIGHT + _OTHER_UPRIGHTS), UPRIGHT)
        own = upright == UPRIGHT
        framed = drawn[0][0] == FIRST
        rows = read_frame(drawn, upright) if framed else tuple(tuple(cell[1:-1] for cell in line[1:-1].split(upright)) for line in drawn)
    return tuple(tuple(cell.replace(BREAK, "\n") for cell in row) for row in rows) if own else rows


def _set(block: Block, width: int) -> SetTable | None:
    """Set a table in a frame; None if no frame of the width has room for its words and names."""
    count = max(map(len, block.rows), default=1)
    style = replace(style_of(block), size=SIZE_3, tracking=Length(ADVANCE - SIZE_3))
    room = TableRoom((width * 2 - count - 1) * ADVANCE // 2, _UNPAGED, (SIZE_3,), 0, whole=True)
    try:
        return set_table(block, 0, style, room)
    except WideTableError:
        return None


def _texts(table: SetTable, mark: str) -> list[list[list[str]]]:
    """The lines of each cell, with a mark where its author ended one."""
    found: list[list[list[str]]] = []
    for row in table.rows:
        cells = []
        for cell in row:
            lines = [line.text for line in cell.lines]
            for place, (line, following) in enumerate(zip(cell.lines, cell.lines[1:], strict=False)):
                if line.end < following.start or not following.text:
                    lines[place] += mark
            cells.append(_spaces_first(lines))
        found.append(cells)
    return found


def _spaces_first(lines: list[str]) -> list[str]:
    """Lines of a cell → the same text in as many lines, with every space at a line's end moved to the next line."""
    moved = list(lines)
    for place in range(len(moved) - 1):
        kept = moved[place].rstrip(" ")
        moved[place + 1] = moved[place][len(kept) :] + moved[place + 1]
        moved[place] = kept
    return moved
