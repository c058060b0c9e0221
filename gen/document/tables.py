"""The shape of a table: its header rows, its merged cells, and the alignment that its author gave its columns."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

Rows = tuple[tuple[str, ...], ...]
"""The texts of a table's cells, row by row. A line feed divides the lines of a cell."""


class Alignment(StrEnum):
    """The place of a column's texts between its rules."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Span(Struct, frozen=True):
    """A merged cell: its text is that of its first cell, at `row` and `column`; the others that it takes are empty."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Shape(Struct, frozen=True):
    """What a table has beside the texts of its cells.

    `header` is the number of header rows; None if the author did not say. `alignments` is empty, or has one for each
    column, None where the kind of the column decides.
    """

    header: int | None = None
    spans: tuple[Span, ...] = ()
    alignments: tuple[Alignment | None, ...] = ()


PLAIN = Shape()
"""The shape of a table of which its author wrote only the cells."""


def fault_of(rows: Sequence[Sequence[str]], shape: Shape) -> str:
    """Why a shape does not belong to rows of cells, in Chinese; empty if it does."""
    columns = len(rows[0]) if rows else 0
    if not columns:
        return "没有格"
    uneven = next((number for number, row in enumerate(rows, 1) if len(row) != columns), 0)
    if uneven:
        return f"第{uneven}行有{len(rows[uneven - 1])}格，第1行有{columns}格"
    if shape.header is not None and not 0 <= shape.header <= len(rows):
        return f"表头有{shape.header}行，表格只有{len(rows)}行"
    if shape.alignments and len(shape.alignments) != columns:
        return f"对齐写了{len(shape.alignments)}列，表格有{columns}列"
    taken: set[tuple[int, int]] = set()
    for span in shape.spans:
        fault = _fault_of_span(span, rows, shape.header, taken)
        if fault:
            return f"第{span.row + 1}行第{span.column + 1}列的合并格{fault}"
        taken.update(cells_of(span))
    return ""


def _fault_of_span(span: Span, rows: Sequence[Sequence[str]], header: int | None, taken: set[tuple[int, int]]) -> str:
    """Why a merged cell does not belong to rows of which others have `taken` cells."""
    if min(span.rows, span.columns) < 1:
        return "的行数、列数不是正数"
    if span.row + span.rows > len(rows) or span.column + span.columns > len(rows[0]):
        return "超出表格"
    if not taken.isdisjoint(cells_of(span)):
        return "与另一个重叠"
    if any(rows[row][column] for row, column in cells_of(span)[1:]):
        return "占用的格里有文字"
    return "跨过表头的末行" if header is not None and span.row < header < span.row + span.rows else ""


def cells_of(span: Span) -> list[tuple[int, int]]:
    """Row and column of every cell that a merged cell takes, its first cell first."""
    return [(row, column) for row in range(span.row, span.row + span.rows) for column in range(span.column, span.column + span.columns)]
