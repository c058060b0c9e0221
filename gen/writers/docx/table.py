"""A set table → a WordprocessingML table: fixed columns, rows of exact height, lines of cells broken as ours are."""

from gen.standard.design import Design
from gen.standard.house import CELL_PADDING, TABLE_RULE
from gen.typesetting.galley import SetBlock
from gen.typesetting.ruler import Line
from gen.typesetting.table import SetTable
from gen.units import EMU_PER_PT, to_half_pt, to_twip
from gen.writers.docx.run import quoted, run

_MARGIN = to_twip(CELL_PADDING) - 20
"""A point less than the layout's, so that no rounding makes an office program break a line once more."""
_LESS, _LESS_AT_START, _LESS_AT_END = 2, 40, 20
"""Twips by which a row, a table's first and its last are lower than their lines: a page full of rows, rows at the foot
of a page that starts with text, and text after a table must find their place with the rules that LibreOffice adds."""
_RISE = '<w:position w:val="6"/>'
"""Three points: what brings a cell's text from the place in its line where office programs put it to the middle of the row.

In a style LibreOffice would make a superscript of it."""


def table_xml(  # noqa: PLR0913, PLR0917 — which table, which of its rows, and how
    member: SetBlock, table: SetTable, style: str, new_page: str, design: Design, rows: range
) -> str:
    """Rows of a table's block → `w:tbl`; `new_page` is the paragraph property that starts a page with them."""
    widths = [to_twip(right) - to_twip(left) for left, right in zip(table.edges, table.edges[1:], strict=False)]
    rule = f'w:val="single" w:sz="{TABLE_RULE * 8 // EMU_PER_PT}" w:space="0" w:color="auto"'
    borders = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = "".join(_row(member, table, number, widths, style, design, rows) for number in rows)
    named = f'<w:pStyle w:val="{style}"/>'
    made = made.replace(named, named + new_page, 1)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_MARGIN}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        f"{_described(member, rows)}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"
    )


def _described(member: SetBlock, rows: range) -> str:
    """A table's alternative text: its first row's cells as title, and which rows of how many columns it has."""
    first, *_ = member.block.rows
    part = "" if len(rows) == len(member.block.rows) else f"第{rows.start + 1}至{rows.stop}行，"
    return alternative("、".join(cell for cell in first if cell) or "表格", f"表格，{part}共{len(member.block.rows)}行{len(first)}列")


def alternative(caption: str, description: str) -> str:
    """The last properties of a table: title and text of what a program reads out for it."""
    return f"<w:tblCaption w:val={quoted(caption)}/><w:tblDescription w:val={quoted(description)}/>"


def _row(  # noqa: PLR0913, PLR0917 — a row of what
    member: SetBlock, table: SetTable, number: int, widths: list[int], style: str, design: Design, rows: range
) -> str:
    less = _LESS_AT_END if number == rows.stop - 1 else _LESS if number > rows.start else _LESS_AT_START
    height = table.height(number) * to_twip(design.pitch) - less
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{_cell(member, table, lines, column, style)}</w:tc>'
        for column, (lines, width) in enumerate(zip(table.rows[number], widths, strict=False))
    )
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>{cells}</w:tr>'


def _cell(member: SetBlock, table: SetTable, lines: tuple[Line, ...], column: int, style: str) -> str:
    centred = bool(lines) and lines[0].x[0] > table.edges[column] + CELL_PADDING
    size = to_half_pt(table.size)
    properties = _RISE + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if table.size != member.style.size else "")
    runs = "<w:r><w:br/></w:r>".join(run(line.text, "", properties) for line in lines)
    justification = '<w:jc w:val="center"/>' if centred else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{justification}</w:pPr>{runs}</w:p>'
