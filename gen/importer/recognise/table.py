"""A table as received → the table of the document: its header rows, its alignments, the indents that make a hierarchy.

A title with 单位：…, and notes, that office programs merge across the table, become lines before and after it: there the
program sets them as what they are.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.composition.tables import with_tables
from gen.document.blocks import Block, Tag
from gen.document.model import Table
from gen.document.tables import Alignment, Rows, Shape, Span
from gen.importer.receive.items import Grid, RawTable
from gen.source.faults import Faults, Line, Spot
from gen.standard import house
from gen.typesetting.table.kinds import Kind, header_rows, is_figure, is_form, kinds_of
from gen.wording.lines import bare

_RULE: Final = "表格"
_BREAK: Final = "\n"
_INDENT: Final = "\u3000"
_MOST_INDENT: Final = 6
_LONGEST_ENTRY: Final = 24
"""In characters: a longer text in a cell is a paragraph, whose indent says nothing."""
_ASKED = re.compile(
    "姓名|性别|民族|年龄|籍贯|出生(?:年月|日期|地)|政治面貌|党派|学[历位]|文化程度|(?:专业技术)?职[务称业]|(?:工作)?单位(?:名称|及职务)?|身份证号"
    "|(?:联系)?电话|手机(?:号码)?|(?:电子)?邮箱|(?:住|通[讯信]地)址|邮(?:编|政编码)|代表[团证]号?|健康状况|参加工作时间"
)
"""What a form asks of a person, beside the place of each answer."""
_LONGEST_TITLE: Final = 60
_MOST_ABOVE: Final = 3
_MOST_IN_TITLE: Final = 3
_USUAL: Final = {Kind.FIGURES: Alignment.RIGHT, Kind.SHORT: Alignment.CENTRE, Kind.WORDS: Alignment.LEFT}


class _Part(Struct, frozen=True):
    """A table while its rows are looked at: those left of it, and what its grid says of them."""

    rows: Rows
    line: int
    grid: Grid

    def cut(self, first: int, last: int) -> "_Part":
        """The rows from `first` up to `last`, none of which a merged cell joins to the others."""
        spans = tuple(replace(span, row=span.row - first) for span in self.grid.spans if first <= span.row < last)
        alignments, indents = self.grid.alignments[first:last], self.grid.indents[first:last]
        grid = Grid(max(0, self.grid.header - first), spans, alignments, indents)
        return _Part(self.rows[first:last], self.line_of(first), grid)

    def line_of(self, row: int) -> int:
        """The line of the input at which a row begins."""
        return self.line + sum(1 + sum(cell.count(_BREAK) for cell in cells) for cells in self.rows[:row])

    def texts(self, row: int) -> list[str]:
        """The lines of a row's cells."""
        return [part for cell in self.rows[row] for part in cell.split(_BREAK) if part.strip()]

    def joined(self, row: int) -> bool:
        """Whether a merged cell joins a row to another."""
        return any(span.rows > 1 and span.row <= row < span.row + span.rows for span in self.grid.spans)

    def whole(self, row: int) -> bool:
        """Whether a row is one cell."""
        return Span(row, 0, 1, len(self.rows[0])) in self.grid.spans

    def lines(self, first: int, last: int) -> list[Line]:
        """Rows → their texts as lines."""
        return [Line(text.strip(), self.line_of(row)) for row in range(first, last) for text in self.texts(row)]


def shaped(item: RawTable, grid: Grid, faults: Faults, *, titled: bool = True) -> list[Line | Table]:
    """A table with its grid → the table, after the lines of its title and before its notes, if it has them inside.

    Unless its text is `titled`, a first row that is one cell is the title of that text. A remark says what went outside,
    and that the header has more rows than a source may say.
    """
    table = _Part(item.rows, item.line, grid)
    if grid.ours:
        return [_shaped(table, _header_of_ours(table))]
    first, last = _above(table) or (0 if titled else _title(table)), _below(table)
    if not first < last:
        first, last = 0, len(table.rows)
    for begin, end, where in ((0, first, "前"), (last, len(table.rows), "后")):
        if begin < end:
            texts = "”“".join(line.text[:_LONGEST_ENTRY] for line in table.lines(begin, end))
            faults.warn(_RULE, f"表格里的“{texts}”放在表格之{where}", Spot(table.line_of(begin)), "请对照原件核对")
    inner = table.cut(first, last)
    return [*table.lines(0, first), _shaped(inner, _header(inner, faults)), *table.lines(last, len(table.rows))]


def _above(table: _Part) -> int:
    """How many rows at the head are the title and 单位：… of the table, the unit being the last of them."""
    lines: list[str] = []
    for row in range(min(_MOST_ABOVE, len(table.rows) - 1)):
        texts = table.texts(row)
        if table.joined(row) or not 0 < len(texts) <= _MOST_IN_TITLE:
            return 0
        lines += texts
        tags = _tags(before=lines)
        labels = all(tag is Tag.TABLE_TITLE or "：" in text for tag, text in zip(tags[:-1], lines[:-1], strict=True))
        if tags[-1] is Tag.TABLE_UNIT and (table.whole(row) or (len(table.rows[0]) > len(texts) and (labels or len(texts) == 1))):
            return row + 1
        if not table.whole(row):
            return 0
    return 0


def _title(table: _Part) -> int:
    """How many rows at the head are the title of the text that begins with the table: 1 or 0."""
    title = table.rows[0][0]
    return int(table.whole(0) and not table.joined(0) and 1 < len(title) <= _LONGEST_TITLE and not title.endswith(("。", "：")))


def _below(table: _Part) -> int:
    """The row from which on there are only notes, each a row of its own; the number of rows if there are none."""
    last = len(table.rows)
    while last > 1 and table.whole(last - 1) and not table.joined(last - 1):
        if set(_tags(after=table.texts(last - 1))) != {Tag.TABLE_NOTE}:
            break
        last -= 1
    return last


def _tags(before: Sequence[str] = (), after: Sequence[str] = ()) -> list[Tag]:
    """Lines directly before or after a table → what the program would set them as."""
    blocks = [Block(Tag.PARAGRAPH, text.strip()) for text in (*before, "", *after)]
    blocks[len(before)] = Block(Tag.TABLE, "")
    return [block.tag for block in with_tables(tuple(blocks)) if block.tag is not Tag.TABLE]


def _shaped(table: _Part, header: int | None) -> Table:
    grid = table.grid
    alignments = _alignments(table, header)
    if header is None and alignments:
        found = 0 if grid.ours else _found(table)
        header = found if found <= house.TABLE_HEADER_MOST and found < len(table.rows) else 0
    rows = table.rows if grid.ours else _indented(table, header or 0)
    return Table(rows, table.line, Shape(header, grid.spans, alignments))


def _header_of_ours(table: _Part) -> int | None:
    """The header rows that our writer marked; None if it marked none and would find none."""
    spans, found = table.grid.spans, table.grid.header
    if not found:
        return 0 if header_rows(table.rows, Shape(spans=spans)) else None
    # Someone may have merged cells since.
    header = _closed(spans, found)
    return header if header <= house.TABLE_HEADER_MOST else None


def _header(table: _Part, faults: Faults) -> int | None:
    """The header rows that the DOCX marks, else those that the program finds; None if the table seems to have none."""
    spans = table.grid.spans
    marked = table.grid.header
    if not marked and _asks(table.rows):
        return 0 if header_rows(table.rows, Shape(spans=spans)) else None
    header = _closed(spans, marked) if marked else _found(table)
    if header >= len(table.rows) and header > 1:
        return None
    if header > house.TABLE_HEADER_MOST:
        if marked:
            message = f"表头有{header}行，源文件的表头最多{house.TABLE_HEADER_MOST}行，已作没有表头"
            faults.warn(_RULE, message, Spot(table.line), "请把表头改成三行以内，再加“|---|”")
        return None
    return header if header and header_rows(table.rows, Shape(header, spans)) else None


def _asks(rows: Rows) -> bool:
    """Whether the first row has two questions of a form with answers beside them, 姓名 … 性别 …, or each of the first two one."""
    two = len(rows[0]) > len(("question", "answer", "question"))
    asked = [[bool(_ASKED.fullmatch(bare(cell))) for cell in row] for row in rows[: 1 if two else 2]]
    return (two or len(asked) > 1) and all(all(row[::2]) and not any(row[1::2]) for row in asked)


def _found(table: _Part) -> int:
    """The header rows of a table that marks none: rows that are one cell, and those under them that head the columns."""
    spans, rows = table.grid.spans, table.rows
    titles = 0
    while titles < len(rows) and table.whole(titles) and not table.joined(titles):
        titles += 1
    below = tuple(replace(span, row=span.row - titles) for span in spans if span.row >= titles)
    head = header_rows(rows[titles:], Shape(spans=below))
    header = titles + head if head else _closed(spans, titles + 1)
    if len(rows) > header + 1 and _heads_on(table, header):
        header = _closed(spans, header + 1)
    return header


def _heads_on(table: _Part, row: int) -> bool:
    """Whether a row has a name under each head that goes over several columns, and nothing under the others."""
    across = [span for span in table.grid.spans if span.row + span.rows == row and 1 < span.columns < len(table.rows[0])]
    under = {column for span in across for column in range(span.column, span.column + span.columns)}
    return bool(across) and all(
        (bool(cell) and len(cell) <= house.TABLE_HEAD and not is_figure(cell)) if column in under else not cell
        for column, cell in enumerate(table.rows[row])
    )


def _closed(spans: Sequence[Span], rows: int) -> int:
    """So many rows, and those that the merged cells which begin in them reach."""
    reach = rows
    while (further := max([reach, *(span.row + span.rows for span in spans if span.row < reach)])) > reach:
        reach = further
    return reach


def _alignments(table: _Part, header: int | None) -> tuple[Alignment | None, ...]:
    """The alignment of each column that its cells say, None where it is what the program gives them anyway.

    Most of the cells that are not merged decide; in a document of ours all cells must say the same.
    """
    shape = Shape(header, table.grid.spans)
    first = header_rows(table.rows, shape)
    kinds = kinds_of(table.rows, shape, first)
    form = is_form(table.rows, shape, first, kinds)
    merged = {(row, column) for span in table.grid.spans for row in range(span.row, span.row + span.rows) for column in _columns(span)}
    found: list[Alignment | None] = []
    for column, kind in enumerate(kinds):
        places = [(row, column) for row in range(first, len(table.rows)) if table.rows[row][column]]
        said: Counter[Alignment | None] = Counter()
        usual = 0
        for place in places if table.grid.ours else [place for place in places if place not in merged]:
            cell, alignment = table.rows[place[0]][column], table.grid.alignments[place[0]][column]
            said[alignment] += 1
            usual += alignment is _usual(cell, kind, label=form or place in merged, sure=table.grid.ours)
        (alignment, count), *_ = said.most_common(1) or [(None, 0)]
        if table.grid.ours:
            found.append(alignment if count == said.total() > usual else None)
        else:
            found.append(alignment if 2 * count > said.total() >= 2 * usual else None)
    return tuple(found) if any(found) else ()


def _usual(cell: str, kind: Kind, *, label: bool, sure: bool) -> Alignment | None:
    """The alignment that the program gives a cell of a column of this kind, or of a form or a merged one (`label`).

    Whether a long label is in the middle depends on its width: where that must be `sure`, it is None.
    """
    if label:
        if len(cell) > house.TABLE_LABEL or _BREAK in cell or cell[0] == _INDENT:
            return Alignment.LEFT
        return None if sure and len(cell) > house.TABLE_SHORT else Alignment.CENTRE
    return Alignment.CENTRE if kind is Kind.FIGURES and not is_figure(cell) else _USUAL[kind]


def _columns(span: Span) -> range:
    return range(span.column, span.column + span.columns)


def _indented(table: _Part, header: int) -> Rows:
    """The rows, with full-width spaces before the texts of a column that are indented more than the least of them."""
    rows = [list(row) for row in table.rows]
    across = {(span.row, column) for span in table.grid.spans if span.columns > 1 for column in _columns(span)}
    for column in range(len(rows[0])):
        places = [
            row
            for row in range(header, len(rows))
            if rows[row][column]
            and (row, column) not in across
            and table.grid.alignments[row][column] not in {Alignment.CENTRE, Alignment.RIGHT}
            and not is_figure(rows[row][column])
        ]
        least = min((table.grid.indents[row][column] for row in places), default=0)
        for row in places:
            more = min(table.grid.indents[row][column] - least, _MOST_INDENT)
            parts = rows[row][column].split(_BREAK)
            if more and max(map(len, parts)) <= _LONGEST_ENTRY:
                rows[row][column] = _BREAK.join(part and _INDENT * more + part for part in parts)
    return tuple(map(tuple, rows))
