"""A set table → a WordprocessingML table: fixed columns, rows of least height, merged cells, a repeated header."""

from collections.abc import Container, Sequence
from itertools import pairwise
from typing import Final

from gen.document.tables import Alignment
from gen.pagination.page import PlacedRow
from gen.standard.house import TABLE_RULE
from gen.typesetting.galley import SetBlock
from gen.typesetting.ruler import Line
from gen.typesetting.table.values import SetCell, SetTable
from gen.units import EMU_PER_PT, EMU_PER_TWIP, Length, to_half_pt, to_twip
from gen.writers.docx.paragraph import KEPT, LINE_BREAK
from gen.writers.docx.run import run
from gen.xml_text import quoted

_SPARE: Final = 20
"""Twips by which a line of a cell may be wider than ours before an office program breaks it once more: negative indents."""
LIFT: Final = Length(10 * EMU_PER_TWIP)
"""The room over a table is lower than ours by as much as LibreOffice makes a table higher for its rules."""
_UNDER: Final = 10
"""Twips of room under the lines of a cell: half of it raises them to the middle of the row, less the rule that
LibreOffice puts over the row."""
_JUSTIFICATION: Final = {Alignment.CENTRE: "center", Alignment.RIGHT: "right"}


def table_xml(  # noqa: PLR0913, PLR0917 — which table, where its rows are, and how
    member: SetBlock, table: SetTable, style: str, new_page: str, rows: Sequence[PlacedRow], kept: Container[int]
) -> str:
    """A table's block → `w:tbl`. `new_page` is the paragraph property that starts a page with it.

    `rows` are its rows in their places; those that are `kept` go to the page of the next.
    """
    widths = [to_twip(right - left) for left, right in pairwise(table.edges)]
    rule = f'w:val="single" w:sz="{TABLE_RULE * 8 // EMU_PER_PT}" w:space="0" w:color="auto"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cut = {row.number for row in rows if row.cut}
    made = "".join(_row(member, table, row, widths, style, cut, keep=row.number in kept) for row in rows)
    if new_page:
        opening = f'<w:pStyle w:val="{style}"/>{KEPT * (rows[0].number in kept)}'
        made = made.replace(opening, opening + new_page, 1)
    margins = f'<w:left w:w="{to_twip(table.padding)}" w:type="dxa"/><w:bottom w:w="{_UNDER}" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}<w:right w:w="{to_twip(table.padding)}" w:type="dxa"/></w:tblCellMar>'
        f"{_described(member)}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"
    )


def _described(member: SetBlock) -> str:
    """A table's alternative text: its first row's cells as title, and how many rows and columns it has."""
    first, *_ = member.block.rows
    return alternative("、".join(cell.replace("\n", "") for cell in first if cell) or "表格", f"表格，共{len(member.block.rows)}行{len(first)}列")


def alternative(caption: str, description: str) -> str:
    """The last properties of a table: title and text of what a program reads out for it."""
    return f"<w:tblCaption w:val={quoted(caption)}/><w:tblDescription w:val={quoted(description)}/>"


def _row(  # noqa: PLR0913, PLR0917 — a row of what
    member: SetBlock, table: SetTable, row: PlacedRow, widths: Sequence[int], style: str, cut: set[int], *, keep: bool
) -> str:
    header = "<w:tblHeader/>" if row.number < table.header < len(table.rows) else ""
    cells: list[str] = []
    column = 0
    while column < len(widths):
        cell, merged = _merged(table, row.number, column)
        stop = column + max(1, merged.columns)
        span = f'<w:gridSpan w:val="{stop - column}"/>' if stop > column + 1 else ""
        joined = "" if merged.rows == 1 else '<w:vMerge w:val="restart"/>' if cell is merged else "<w:vMerge/>"
        width = sum(widths[column:stop])
        high = row.cut or row.stop or not cut.isdisjoint(range(row.number, row.number + merged.rows - 1))
        aligned = f'<w:vAlign w:val="{"top" if high else "center"}"/>'
        longest = row.stop > 0 and cell.rows == 1 and len(cell.lines) == row.stop
        under = to_twip(row.height - (row.stop - row.first) * table.pitch - LIFT) - _UNDER if longest else 0
        content = _cell(member, table, cell, style, KEPT if keep else "", under)
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{joined}{aligned}</w:tcPr>{content}</w:tc>')
        column = stop
    whole = f'<w:cantSplit/><w:trHeight w:val="{to_twip(row.height)}" w:hRule="atLeast"/>' if not row.stop else ""
    return f"<w:tr><w:trPr>{whole}{header}</w:trPr>{''.join(cells)}</w:tr>"


def _merged(table: SetTable, row: int, column: int) -> tuple[SetCell, SetCell]:
    """The cell at a place, and the merged cell that takes it, itself if none does."""
    cell = table.rows[row][column]
    above = row
    while not table.rows[above][column].columns:
        above -= 1
    return cell, table.rows[above][column]


def _cell(member: SetBlock, table: SetTable, cell: SetCell, style: str, keep: str, under: int) -> str:  # noqa: PLR0913, PLR0917 — a cell of what
    """A cell's paragraphs, one for each line that its author divided, each broken where ours is; twips of room `under` the last."""
    size = to_half_pt(table.size)
    properties = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if table.size != member.style.size else ""
    paragraphs = _paragraphs(cell.lines) or [[]]
    justification = f'<w:jc w:val="{_JUSTIFICATION[cell.alignment]}"/>' if cell.alignment in _JUSTIFICATION else ""
    made = ""
    for number, lines in enumerate(paragraphs, 1):
        after = max(0, under) if number == len(paragraphs) else 0
        pitch = f'<w:spacing w:before="0" w:after="{after}" w:line="{to_twip(table.pitch)}" w:lineRule="exact"/>'
        runs = LINE_BREAK.join(run(line.text, "", properties) for line in lines if line.text)
        made += f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{pitch}{_indents(cell, lines)}{justification}</w:pPr>{runs}</w:p>'
    return made


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines → those of each paragraph; where one does not begin at the end of the one before, the author divided them."""
    found: list[list[Line]] = []
    for line in lines:
        if found and found[-1][-1].end == line.start and line.text:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _indents(cell: SetCell, lines: Sequence[Line]) -> str:
    """The indents of a paragraph in a cell, with the spare room at the side that its lines do not begin at."""
    hang = to_twip(cell.hang) if len(lines) > 1 else 0
    first = f' w:hangingChars="0" w:hanging="{hang}"' if hang else ' w:firstLineChars="0" w:firstLine="0"'
    left = hang if cell.alignment is Alignment.LEFT else -_SPARE
    right = -_SPARE if cell.alignment is not Alignment.RIGHT else to_twip(cell.right)
    return f'<w:ind w:leftChars="0" w:left="{left}" w:rightChars="0" w:right="{right}"{first}/>'
