"""A table in plain text: drawn in a frame of box characters, or a row a line; and read back."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import Final

from msgspec.structs import replace

from gen.document.blocks import Block
from gen.standard.gb9704 import ADVANCE, SIZE_3
from gen.standard.styles import style_of
from gen.typesetting.table import TableRoom, set_table
from gen.units import Length

_CORNERS: Final = ("┌┬┐", "├┼┤", "└┴┘")
_DASH: Final = "─"
_UPRIGHTS: Final = "│┃║¦"
TABLE_MARKS: Final = frozenset(_UPRIGHTS + "┌├└")
"""What a row of a drawn table begins with."""
_LEAST_COLUMN: Final = 4


def draw_table(block: Block, width: int) -> Iterator[str]:
    """A table's block → its rows in a frame `width` cells wide, cells broken as on the page.

    For width 0 each row is a line. A cell may be empty; one with text neither begins nor ends with a space. Where a
    line of a cell ends at a space, the space begins the next line, since at the end it could not be told from the
    blanks that fill the column.
    """
    upright = next((mark for mark in _UPRIGHTS if mark not in block.text), _UPRIGHTS[-1])
    if not width:
        for row in block.rows:
            yield f"{upright} {f' {upright} '.join(row)} {upright}"
        return
    count = max(map(len, block.rows), default=1)
    style = replace(style_of(block), size=SIZE_3, tracking=Length(ADVANCE - SIZE_3))
    room = max(width * 2 - count - 1, count * _LEAST_COLUMN)
    table = set_table(block, 0, style, TableRoom(room * ADVANCE // 2, padding=0))
    texts = [[_spaces_first([line.text for line in cell]) for cell in row] for row in table.rows]
    widths = [max([_LEAST_COLUMN, *(columns(text) for row in texts for text in row[column])]) for column in range(count)]
    yield _border(_CORNERS[0], widths)
    for number, cells in enumerate(texts):
        if number:
            yield _border(_CORNERS[1], widths)
        for line in list(zip_longest(*cells, fillvalue="")) or [("",) * count]:
            yield upright + upright.join(text + " " * (wide - columns(text)) for text, wide in zip(line, widths, strict=True)) + upright
    yield _border(_CORNERS[2], widths)


def read_table(drawn: list[str]) -> tuple[tuple[str, ...], ...]:
    """The lines that `draw_table` drew → the table's rows of cells."""
    upright = next((line[0] for line in drawn if line[0] in _UPRIGHTS), _UPRIGHTS[0])
    if drawn[0][0] != _CORNERS[0][0]:
        return tuple(tuple(cell[1:-1] for cell in line[1:-1].split(upright)) for line in drawn)
    rows: list[tuple[str, ...]] = []
    row: tuple[str, ...] = ()
    for line in drawn[1:]:
        if line[0] == upright:
            parts = tuple(part.rstrip(" ") for part in line[1:-1].split(upright))
            row = tuple(old + new for old, new in zip(row, parts, strict=True)) if row else parts
        else:
            rows.append(row)
            row = ()
    return tuple(rows)


def _spaces_first(lines: list[str]) -> list[str]:
    """Lines of a cell → the same text in as many lines, with every space at a line's end moved to the next line."""
    moved = list(lines)
    for place in range(len(moved) - 1):
        kept = moved[place].rstrip(" ")
        moved[place + 1] = moved[place][len(kept) :] + moved[place + 1]
        moved[place] = kept
    return moved


def _border(corners: str, widths: list[int]) -> str:
    return corners[0] + corners[1].join(_DASH * width for width in widths) + corners[2]


def columns(text: str) -> int:
    """How many columns of a fixed-pitch face a text takes.

    A full-width character takes two, a mark on the one before none.
    """
    return sum(map(_column, text))


@cache
def _column(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 1 if unicodedata.east_asian_width(character) in {"Na", "N", "H"} else 2
