"""A table that is too wide for a frame → a record for each row, a line for each cell, with the name of its column; and back."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from gen.document.blocks import Block
from gen.document.tables import Rows
from gen.standard.gb9704 import ADVANCE, SIZE_3
from gen.standard.styles import style_of
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Ruler
from gen.typesetting.table.kinds import header_rows
from gen.units import Length

FIRST, NEXT, CONTINUED = "┌", "├", "┊"
"""Begin a header row, another row, and the further lines of a cell."""
_CELL: Final = "│"
_SPACE: Final = "\u3000"


def drawn_records(rows: Rows, block: Block, width: int) -> Iterator[str]:
    """Rows of a block's table → the lines of their records, `width` cells wide."""
    header = header_rows(block.rows, block.shape)
    names = _names(rows[:header])
    style = replace(style_of(block), size=SIZE_3, tracking=Length(ADVANCE - SIZE_3))
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            mark = _CELL if place else FIRST if number < header else NEXT
            text = f" {_label(place, '' if number < header else names[place] if names else '')}{cell}"
            ruler = Ruler(text, style, SIZE_3)
            start = 0
            for end in break_text(ruler, max(2, width - 1) * ADVANCE, max(2, width - 1) * ADVANCE, 1):
                yield (CONTINUED if start else mark) + text[start:end]
                start = end


def read_records(drawn: Sequence[str]) -> Rows:
    """The lines of records → the rows of cells."""
    rows: list[list[str]] = []
    headed: list[bool] = []
    for line in drawn:
        if line[0] == CONTINUED:
            rows[-1][-1] += line[1:]
        elif line[0] == _CELL:
            rows[-1].append(line[1:])
        else:
            rows.append([line[1:]])
            headed.append(line[0] == FIRST)
    header = headed.count(True)
    heads = [tuple(cell[len(_label(place, "")) + 1 :] for place, cell in enumerate(row)) for row in rows[:header]]
    names = _names(heads)
    return (
        *heads,
        *(tuple(cell[len(_label(place, names[place] if names else "")) + 1 :] for place, cell in enumerate(row)) for row in rows[header:]),
    )


def _label(place: int, name: str) -> str:
    """What goes before a cell: the number of its column, and the column's name."""
    return f"{place + 1}{_SPACE}{name}：" if name else f"{place + 1}{_SPACE}"


def _names(header: Sequence[Sequence[str]]) -> list[str]:
    """The names of the columns by the header rows: what is over several columns goes before the name of each."""
    if not header:
        return []
    levels: list[list[str]] = []
    for number, row in enumerate(header):
        level: list[str] = []
        for cell in row:
            level.append(cell or (level[-1] if level and number < len(header) - 1 else ""))
        levels.append(level)
    return ["·".join(dict.fromkeys(level[place] for level in levels if level[place])) for place in range(len(header[0]))]
