r"""Lines of the text that begin with `|` → a table, one line a row.

As in the pipe tables of GitHub Flavored Markdown: in a cell `\|` is a bar, `\\` a backslash and `<br>` a line's end; a
row of dashes ends the header rows and aligns the columns. A cell that holds only `<` belongs to the cell at its left,
one that holds only `^` to the cell above; `\<` and `\^` are the characters.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from gen.document.model import Table
from gen.document.tables import Alignment, Shape, Span
from gen.source.faults import Faults, Line, Spot

BAR: Final = "|"
LEFT, ABOVE = "<", "^"
"""A cell of only this belongs to the one at its left, or above it."""
SEPARATOR: Final = re.compile(":?-{3,}:?|:-{2,}|-{2,}:|:-:")
"""A cell of the row under the header."""
MOST_HEADER_ROWS: Final = 3
_RULE: Final = "表格"
_MARK = re.compile(r"\\[\\|<]|\||<[bB][rR] ?/?>")
_ESCAPED_CELL = re.compile(rf"\\(\^|{SEPARATOR.pattern})")
_SPACE: Final = " \t"
_ALIGNMENTS: Final = {(True, False): Alignment.LEFT, (False, True): Alignment.RIGHT, (True, True): Alignment.CENTRE}


class _Cell(Struct, frozen=True):
    """A cell as read: its text, the `mark` that merges it (`<`, `^` or none), as it was `written`, and its place."""

    text: str
    mark: str
    written: str
    spot: Spot


def read_table(lines: Sequence[Line], faults: Faults) -> Table:
    """Lines of rows → their table.

    A row that does not end with `|` is an error, and so are a row with more or fewer cells than the first, and merged
    cells that make no rectangle.
    """
    rows = [_cells(line, faults) for line in lines]
    size = len(rows[0])
    whole = True
    for line, row in zip(lines, rows, strict=True):
        if len(row) != size:
            whole = False
            faults.error(_RULE, f"表格的这一行有{len(row)}格，应当有{size}格", line.spot(), "各行的格数请与第一行相同，空格子也要写“| |”")
    header = _header(rows)
    alignments: tuple[Alignment | None, ...] = ()
    if header is not None:
        alignments = tuple(_ALIGNMENTS.get((cell.written[0] == ":", cell.written[-1] == ":")) for cell in rows.pop(header))
    spans = _spans(rows, header, faults) if whole else ()
    texts = tuple(tuple(cell.text for cell in row) for row in rows)
    return Table(texts, lines[0].line, Shape(header, spans, alignments if any(alignments) else ()))


def _header(rows: Sequence[Sequence[_Cell]]) -> int | None:
    """The number of rows above the row of dashes; None without one. Dashes on the first line are cells if more follow."""
    places = (*range(1, MOST_HEADER_ROWS + 1), 0)
    return next((place for place in places if place < len(rows) > 1 and all(SEPARATOR.fullmatch(cell.written) for cell in rows[place])), None)


def _cells(line: Line, faults: Faults) -> list[_Cell]:
    cells: list[_Cell] = []
    text, begin, end = "", len(BAR), len(BAR)
    for mark in _MARK.finditer(line.text, end):
        text += line.text[end : mark.start()]
        end = mark.end()
        if mark[0] == BAR:
            cells.append(_cell(line, text, begin, mark.start()))
            text, begin = "", end
        else:
            text += mark[0][1:] if mark[0][0] == "\\" else "\n"
    text += line.text[end:]
    if text or not cells:
        faults.error(_RULE, f"表格的这一行没有以“{BAR}”结束", line.spot(len(line.text) - 1), f"请在行末补上“{BAR}”；如果不是表格，请在行首加“\\”")
        cells.append(_cell(line, text, begin, len(line.text)))
    return cells


def _cell(line: Line, text: str, begin: int, end: int) -> _Cell:
    """A cell between two places of its line. A full-width space that its text begins with is its indent, and stays."""
    raw = line.text[begin:end]
    written = raw.strip()
    spot = line.spot(begin + len(raw) - len(raw.lstrip()))
    if written in {LEFT, ABOVE}:
        return _Cell("", written, written, spot)
    if _ESCAPED_CELL.fullmatch(written):
        return _Cell(written[1:], "", written, spot)
    return _Cell("\n".join(part.lstrip(_SPACE).rstrip() for part in text.split("\n")), "", written, spot)


def _spans(rows: Sequence[Sequence[_Cell]], header: int | None, faults: Faults) -> tuple[Span, ...]:
    """The merged cells; an error for each that is no rectangle, that has no first cell, or that crosses the header's end."""
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            before = (row, column - 1) if cell.mark == LEFT else (row - 1, column)
            if cell.mark and min(before) < 0:
                side, where = ("左边", "第一列") if cell.mark == LEFT else ("上面", "第一行")
                hint = f"要印出这个字符，请写“\\{cell.mark}”"
                faults.error(_RULE, f"{where}的格写了“{cell.mark}”，{side}没有格可以合并", cell.spot, hint)
                return ()
            origin = first[before] if cell.mark else (row, column)
            first[row, column] = origin
            groups.setdefault(origin, []).append((row, column))
    spans: list[Span] = []
    for (row, column), members in groups.items():
        span = Span(row, column, max(place[0] for place in members) - row + 1, max(place[1] for place in members) - column + 1)
        if len(members) == 1:
            continue
        spot = rows[row][column].spot
        if span.rows * span.columns != len(members):
            message = f"这一格与{len(members) - 1}格合并，合起来不是长方形（{span.rows}行{span.columns}列应当有{span.rows * span.columns}格）"
            faults.error(_RULE, message, spot, "同一个合并格的其余各格都写“<”（并入左边的格）或者“^”（并入上面的格）")
        elif header is not None and row < header < row + span.rows:
            faults.error(_RULE, "这个合并格跨过了表头的末行", spot, "表头里的格只能与表头里的格合并；请移动“|---|”这一行，或者拆开这一格")
        spans.append(span)
    return tuple(spans)
