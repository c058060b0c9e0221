"""A table's block → its columns, rows and lines, as wide as the measure, in the largest size that fits."""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from gen.document.blocks import Block
from gen.document.tables import Alignment, Span, cells_of
from gen.standard import gb9704, house
from gen.standard.styles import Style
from gen.typesetting.kinsoku import IDEOGRAPHIC_SPACE
from gen.typesetting.ruler import OversetError
from gen.typesetting.table.balance import Estimate, balanced
from gen.typesetting.table.cells import Text, measured, set_cell
from gen.typesetting.table.heights import kept_rows, least_heights, line_pitch, text_height
from gen.typesetting.table.kinds import Kind, header_rows, is_figure, is_form, kinds_of
from gen.typesetting.table.values import SetCell, SetTable, TableRoom, WideTableError
from gen.typesetting.table.widths import Columns, Need, columns_of, distribute, twips
from gen.units import EMU_PER_TWIP, Length

_ALIGNED = {Kind.FIGURES: Alignment.RIGHT, Kind.SHORT: Alignment.CENTRE, Kind.WORDS: Alignment.LEFT}


class _Plan(NamedTuple):
    """What the texts of a table say of its looks: its header, the kinds of its columns, whether it is a form."""

    header: int
    kinds: list[Kind]
    form: bool
    empty: tuple[int, int]
    """The least and the preferred width of an empty cell, in characters."""
    spans: dict[tuple[int, int], Span]
    """Every merged cell, by its first cell."""
    taken: frozenset[tuple[int, int]]
    """The cells that others take."""
    labels: frozenset[int]
    """The columns of labels, some of which join rows."""


def set_table(block: Block, index: int, style: Style, room: TableRoom) -> SetTable:
    """Set a table's block in the largest of the room's sizes at which every column has room for its words and names.

    Where a row is high, or a narrow cell has many lines, smaller sizes are tried; if none helps, the largest is taken, and
    pages part a row that is higher than they are. If no size fits, names may be broken, in the smallest. WideTableError
    if its words do not fit there either, OversetError for a header or a merged cell that needs more than a page.
    """
    plan = _plan(block)
    sizes = [size for size in room.sizes if size <= style.size] or [style.size]
    measure = room.measure // EMU_PER_TWIP
    tried: list[SetTable] = []
    for size in sizes:
        found = _measured(block, style, size, plan, room.padding, "whole")
        if sum(found.columns.least) <= measure:
            tried.append(_set(block, index, plan, found, room))
            if _is_low(tried[-1], room) and not has_narrow_text(tried[-1]):
                break
    if tried:
        return _on_page(block, _best(block, tried, room), room)
    if not room.whole:
        least = min(room.padding, house.TABLE_PADDING_LEAST)
        for padding, width in ((room.padding, "pair"), (least, "pair"), (least, "least")):
            found = _measured(block, style, size, plan, padding, width)
            if sum(found.columns.least) <= measure:
                return _on_page(block, _set(block, index, plan, found, room), room)
    needs = found.columns
    widest = max(range(len(needs.least)), key=needs.least.__getitem__)
    raise WideTableError(block, needs.rows[widest], widest, sum(needs.least) * EMU_PER_TWIP, room.measure)


def has_narrow_text(table: SetTable) -> bool:
    """Whether a cell that is no wider than a short name has so many lines that it is hard to read."""
    narrow = house.TABLE_NAME * table.size + 2 * table.padding
    return any(
        len(cell.lines) > house.TABLE_NARROW_LINES
        and any(line.text for line in cell.lines)
        and table.edges[column + cell.columns] - table.edges[column] < narrow
        for row in table.rows
        for column, cell in enumerate(row)
    )


def _best(block: Block, tried: list[SetTable], room: TableRoom) -> SetTable:
    """Of a table in several sizes the last; the largest where a smaller size does not help."""
    last = tried[-1]
    if _on_page(block, last, room).parted:
        return tried[0]
    if _is_low(last, room) and has_narrow_text(last):
        return next(table for table in tried if _is_low(table, room))
    return last


def _is_low(table: SetTable, room: TableRoom) -> bool:
    """Whether no row takes much of a page."""
    return max(table.heights, default=0) <= room.height * house.TABLE_ROW_MOST


class _Measured(NamedTuple):
    """The texts of a table measured in a size, and what the columns need."""

    texts: list[list[Text]]
    columns: Columns
    size: Length
    padding: int


def _plan(block: Block) -> _Plan:
    header = header_rows(block.rows, block.shape)
    kinds = kinds_of(block.rows, block.shape, header)
    spans = {(span.row, span.column): span for span in block.shape.spans}
    taken = frozenset(place for span in block.shape.spans for place in cells_of(span)[1:])
    form = bool(block.rows and block.rows[0]) and is_form(block.rows, block.shape, header, kinds)
    empty = (house.FORM_WIDTH_LEAST, house.FORM_WIDTH) if form else (0, house.EMPTY_WIDTH)
    return _Plan(header, kinds, form, empty, spans, taken, frozenset(_label_columns(block, header)))


def _label_columns(block: Block, header: int) -> Iterator[int]:
    """The columns in which a cell joins rows and that have no long text: all their cells are in the middle, as that one is."""
    for column in {span.column for span in block.shape.spans if span.rows > 1 and span.row >= header}:
        if all(len(row[column]) <= house.TABLE_LABEL and row[column][:1] != IDEOGRAPHIC_SPACE for row in block.rows[header:]):
            yield column


def _measured(  # noqa: PLR0913, PLR0917 — what is measured, and how
    block: Block, style: Style, size: Length, plan: _Plan, ems: float, width: str
) -> _Measured:
    """Measure a table in a size with so much padding (ems); `width` names what a text must have: `whole`, `pair`, `least`."""
    fitted = replace(style, size=size)
    texts = [[measured(text, fitted, size, head=number < plan.header) for text in row] for number, row in enumerate(block.rows)]
    padding = int(size * ems) // EMU_PER_TWIP * EMU_PER_TWIP
    return _Measured(texts, _columns(block, texts, plan, size, padding, width), size, padding)


def _columns(  # noqa: PLR0913, PLR0917 — what is measured, and how
    block: Block, texts: list[list[Text]], plan: _Plan, size: Length, padding: int, width: str
) -> Columns:
    """What the columns need if each text has a `width`."""
    needs: list[Need] = []
    points = _points(block, texts, plan)
    for number, row in enumerate(texts):
        for column, text in enumerate(row):
            span = plan.spans.get((number, column), Span(number, column))
            if (number, column) in plan.taken:
                continue
            more = 2 * padding
            if number >= plan.header and span.columns == 1 and plan.kinds[column] is Kind.FIGURES and is_figure(block.rows[number][column]):
                more += points[column] - _fraction(text, block.rows[number][column])
            if block.rows[number][column]:
                least, preferred = getattr(text, width), text.preferred
            else:
                least, preferred = plan.empty[0] * size, plan.empty[1] * size
            needs.append(Need(number, column, span.columns, twips(least + more), twips(preferred + more)))
    return columns_of(needs, max(map(len, block.rows), default=0))


def _points(block: Block, texts: list[list[Text]], plan: _Plan) -> list[int]:
    """The room at the right of the decimal point in each column of figures."""
    found = [0] * len(plan.kinds)
    for number, row in enumerate(block.rows[plan.header :], plan.header):
        for column, cell in enumerate(row):
            if plan.kinds[column] is Kind.FIGURES and is_figure(cell) and (number, column) not in plan.spans:
                found[column] = max(found[column], _fraction(texts[number][column], cell))
    return found


def _fraction(text: Text, cell: str) -> int:
    """The width of a figure from its decimal point on; 0 without one. A sign after the figure counts as its fraction."""
    place = cell.find(".")
    if place < 0:
        place = len(cell.rstrip("%％‰)）"))
    ruler = text.parts[0].whole
    return ruler.visible_width(place, len(cell)) if place < len(cell) else 0


def _set(block: Block, index: int, plan: _Plan, found: _Measured, room: TableRoom) -> SetTable:
    edges = (0, *accumulate(width * EMU_PER_TWIP for width in _widths(plan, found, room.measure // EMU_PER_TWIP)))
    points = _points(block, found.texts, plan)
    insets = _insets(block, plan, found, edges)
    start = 0
    rows: list[tuple[SetCell, ...]] = []
    for number, row in enumerate(block.rows):
        cells: list[SetCell] = []
        for column, cell in enumerate(row):
            if (number, column) in plan.taken:
                cells.append(SetCell(columns=0, rows=0))
                continue
            span = plan.spans.get((number, column), Span(number, column))
            text = found.texts[number][column]
            inside = (edges[column] + found.padding, edges[column + span.columns] - found.padding)
            alignment = _alignment(block, plan, span, text, inside)
            right = 0
            if alignment is Alignment.RIGHT and plan.kinds[column] is Kind.FIGURES and is_figure(cell) and span.columns == 1:
                right = (insets[column] + points[column] - _fraction(text, cell)) // EMU_PER_TWIP * EMU_PER_TWIP
            made = set_cell(text, index, start, inside, alignment, right)
            cells.append(replace(made, columns=span.columns, rows=span.rows) if span.columns * span.rows > 1 else made)
            start += len(cell) + 1 if cell else 0
        rows.append(tuple(cells))
    heights = least_heights(rows, found.size, plan.header, form=plan.form)
    kept = kept_rows(rows, found.size, heights, plan.header, room.height)
    pitch = line_pitch(found.size)
    return SetTable(edges, found.size, pitch, found.padding, tuple(rows), tuple(heights), plan.header, tuple(kept))


def _widths(plan: _Plan, found: _Measured, measure: int) -> list[int]:
    """The widths of the columns in twips; where lines must be broken, those that make the table lowest."""
    widths = distribute(found.columns, measure)
    if sum(found.columns.preferred) <= measure or len(found.texts) > house.TABLE_BALANCED:
        return widths
    estimates = []
    for column in range(len(widths)):
        places = [(number, column) for number in range(len(found.texts))]
        texts = [() if place in plan.spans or place in plan.taken else found.texts[place[0]][column].parts for place in places]
        estimates.append(Estimate([[twips(part.width) for part in parts] for parts in texts], 2 * found.padding // EMU_PER_TWIP))
    return balanced(widths, found.columns.least, estimates, found.size // EMU_PER_TWIP)


def _alignment(block: Block, plan: _Plan, span: Span, text: Text, inside: tuple[int, int]) -> Alignment:
    """The alignment of a cell: in the middle in the header, as the author says, else by the kind of its column.

    In the middle are also a cell across several columns, one that joins rows and those under and over it, and one of a
    form, if its line is short.
    """
    cell = block.rows[span.row][span.column]
    written = block.shape.alignments[span.column] if block.shape.alignments else None
    if span.row < plan.header:
        return Alignment.CENTRE
    if written:
        return written
    kind = plan.kinds[span.column]
    short = text.preferred <= inside[1] - inside[0] and "\n" not in cell and len(cell) <= house.TABLE_LABEL
    if span.columns > 1 or span.rows > 1 or plan.form or (kind is Kind.WORDS and span.column in plan.labels):
        return Alignment.CENTRE if short and not cell.startswith(IDEOGRAPHIC_SPACE) else Alignment.LEFT
    if kind is Kind.FIGURES and not is_figure(cell):
        return Alignment.CENTRE
    return _ALIGNED[kind]


def _insets(block: Block, plan: _Plan, found: _Measured, edges: tuple[int, ...]) -> list[int]:
    """The room at the right of each column of counts: figures of few digits are in the middle of a wide column."""
    insets = [0] * len(plan.kinds)
    points = _points(block, found.texts, plan)
    for column, kind in enumerate(plan.kinds):
        if kind is not Kind.FIGURES:
            continue
        figures = [(row, texts[column]) for row, texts in zip(block.rows, found.texts, strict=True) if is_figure(row[column])]
        if all(len(row[column]) <= house.TABLE_COUNT for row, _ in figures):
            wide = max(text.preferred - _fraction(text, row[column]) for row, text in figures) + points[column]
            insets[column] = max(0, edges[column + 1] - edges[column] - 2 * found.padding - wide) // 2
    return insets


def _on_page(block: Block, table: SetTable, room: TableRoom) -> SetTable:
    """The table, and which of its rows pages part because under the header no page has room for them.

    OversetError for a header or a merged cell higher than that.
    """
    above = sum(table.heights[: table.header])
    parted: set[int] = set()
    for number, height in enumerate(table.heights):
        most = room.height - house.TABLE_FOOT - (0 if number < table.header else above)
        merged = max([0, *(text_height(cell, table.size) for cell in table.rows[number] if cell.rows > 1)])
        if merged > most or (height > most and number < table.header):
            raise OversetError(block, "".join(block.rows[number])[:20], max(merged, height) / gb9704.LINE_PITCH, most / gb9704.LINE_PITCH)
        if height > most:
            parted.add(number)
    return replace(table, parted=frozenset(parted)) if parted else table
