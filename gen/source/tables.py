r"""Lines of the text that begin with `|` → a table, one line a row.

In a cell `\|` is a bar and `\\` a backslash, as in the pipe tables of GitHub Flavored Markdown.
"""

import re
from collections.abc import Sequence
from typing import Final

from gen.document.model import Table
from gen.source.faults import Faults, Line

BAR: Final = "|"
_RULE: Final = "表格"
_MARK = re.compile(r"\\[\\|]|\|")
_SEPARATOR = re.compile(":?-{3,}:?")


def read_table(lines: Sequence[Line], faults: Faults) -> Table:
    """Lines of rows → their table. A second row of dashes is not printed.

    A row that does not end with `|` is an error, and so is one with more or fewer cells than the first.
    """
    rows = [_cells(line, faults) for line in lines]
    size = len(rows[0])
    for line, row in zip(lines, rows, strict=True):
        if len(row) != size:
            faults.error(_RULE, f"表格的这一行有{len(row)}格，应当有{size}格", line.spot(), "各行的格数请与第一行相同，空格子也要写“| |”")
    if len(rows) > 1 and all(map(_SEPARATOR.fullmatch, rows[1])):
        del rows[1]
    return Table(tuple(rows), lines[0].line)


def _cells(line: Line, faults: Faults) -> tuple[str, ...]:
    cells = []
    cell, end = "", len(BAR)
    for mark in _MARK.finditer(line.text, end):
        cell += line.text[end : mark.start()]
        end = mark.end()
        if mark[0] == BAR:
            cells.append(cell.strip())
            cell = ""
        else:
            cell += mark[0][1:]
    cell += line.text[end:]
    if cell or not cells:
        faults.error(_RULE, f"表格的这一行没有以“{BAR}”结束", line.spot(len(line.text) - 1), f"请在行末补上“{BAR}”；如果不是表格，请在行首加“\\”")
        cells.append(cell.strip())
    return tuple(cells)
