"""A table of a DOCX → its rows of texts with its grid, and remarks on what is irregular, each with its place."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field
from msgspec.structs import replace

from gen.document.tables import Alignment, Span
from gen.errors import Diagnostic
from gen.importer.receive.docx_grid import PlacedGrid, place_cells, through
from gen.importer.receive.docx_inline import Inline
from gen.importer.receive.docx_looks import Look, look_of
from gen.importer.receive.docx_numbers import whole
from gen.importer.receive.docx_parts import descend
from gen.importer.receive.docx_styles import is_on
from gen.importer.receive.items import Grid, Item, RawTable
from gen.source.faults import Faults, Spot

_RULE: Final = "表格"
_BREAK: Final = "\n"
_SPACE: Final = " \t\u3000\u00a0"
_SHOWN: Final = 20
_ROOM: Final = 2
"""So many empty lines over the text of a cell are room for writing: an opinion over （盖章）."""
_ROWS = re.compile(r"表格，共([0-9]{1,6})行")
_FULL: Final = "\u3000"
_UNSEEN: Final = "这一格所并的格里有文字“{}”，Word 不显示，没有读入"
_UNSEEN_HINT: Final = "如果应当有，请在 Word 里拆开这一格"


class _Text(Struct, frozen=True):
    """A line of a cell, and the look of its paragraph; `spaces` is the room that its own white space indents it by."""

    text: str
    look: Look
    spaces: int = 0


class _Read(Struct):
    """The text, alignment and indent of a cell."""

    text: str = ""
    alignment: Alignment | None = None
    indent: int = 0


class TableReader(Struct):
    """Reads the tables of a document; `count` are those read so far, for messages."""

    inline: Inline
    faults: Faults
    count: int = 0
    nested: set[tuple[int, int]] = field(default_factory=set)
    """The places, in the table that is read, of cells that have tables in them."""
    looks: dict[str, Look] = field(default_factory=dict)
    """The looks of styles, by their ids."""
    piece: tuple[str, ...] = ()
    """What the last table says that it is: its title and its text for those who do not see it."""

    def rows(self, element: Element) -> Iterator[Element]:
        """Yield the rows of a table without those deleted by a tracked change."""
        for row in through(element, "w:tr"):
            if descend(row, "w:trPr", "w:del") is None:
                yield row
            else:
                self.inline.seen["deleted"] += 1

    def grid(self, element: Element) -> tuple[list[Element], PlacedGrid]:
        """A table → its rows, and its cells in one grid."""
        rows = list(self.rows(element))
        columns = element.find("w:tblGrid")
        widths = [whole(column.get("w:w"), 0) for column in (columns if columns is not None else ()) if column.tag == "w:gridCol"]
        return rows, place_cells(rows, widths, exact=self.inline.styles.ours)

    def table(self, rows: list[Element], placed: PlacedGrid, line: int) -> RawTable | None:
        """The rows and the grid of a table that begins at a line → the table; None if it has no text."""
        self.nested.clear()
        texts = [[_Read() for _ in range(placed.columns)] for _ in rows]
        spans: list[Span] = []
        hidden: list[tuple[int, int, str]] = []
        for number, cells in enumerate(placed.rows):
            for cell in cells:
                if cell.rows and cell.element is not None:
                    texts[number][cell.start] = self.cell(cell.element, number, cell.start)
                if cell.rows and (cell.rows > 1 or cell.stop - cell.start > 1):
                    spans.append(Span(number, cell.start, cell.rows, cell.stop - cell.start))
                hidden += [(number, cell.start, text) for text in map(self.hidden, cell.unseen) if text]
        if not any(cell.text for row in texts for cell in row):
            for _, _, text in hidden:
                self.faults.warn(_RULE, _UNSEEN.format(text[:_SHOWN]), Spot(line), _UNSEEN_HINT)
            return None
        self.count += 1
        table = RawTable(
            tuple(tuple(cell.text for cell in row) for row in texts),
            line,
            Grid(
                _header(rows),
                tuple(spans),
                tuple(tuple(cell.alignment for cell in row) for row in texts),
                tuple(tuple(cell.indent for cell in row) for row in texts),
                self.inline.styles.ours,
            ),
        )
        lines = list(accumulate((1 + sum(cell.count(_BREAK) for cell in cells) for cells in table.rows), initial=line))
        for row, column, message in placed.faults:
            self.warn(lines[row], row, column, message, "请对照原件检查这一行")
        for row, column, text in hidden:
            self.warn(lines[row], row, column, _UNSEEN.format(text[:_SHOWN]), _UNSEEN_HINT)
        for row, column in sorted(self.nested):
            self.warn(lines[row], row, column, "这一格里套着表格，已改成文字，一行一行", "请对照原件；需要表格的，请把它移到表外")
        return table

    def joined(self, before: Item | None, table: RawTable, element: Element) -> RawTable:
        """A table read from an element, or the whole of which it is the rest.

        Our writer cuts some tables at the end of a page, and each piece says of what table it is, with how many rows.
        """
        described = tuple(descend(element, "w:tblPr", tag) for tag in ("w:tblCaption", "w:tblDescription"))
        whole = tuple(found.get("w:val", "") if found is not None else "" for found in described)
        rows = _ROWS.match(whole[1]) if self.inline.styles.ours else None
        continues = rows and whole == self.piece and isinstance(before, RawTable) and len(before.rows) + len(table.rows) <= int(rows[1])
        self.piece = whole
        if not continues or not isinstance(before, RawTable) or not before.grid or not table.grid:
            return table
        first = before.grid
        spans = tuple(replace(span, row=span.row + len(before.rows)) for span in table.grid.spans)
        grid = Grid(first.header, first.spans + spans, first.alignments + table.grid.alignments, first.indents + table.grid.indents, first.ours)
        return RawTable(before.rows + table.rows, before.line, grid)

    def warn(self, line: int, row: int, column: int, message: str, hint: str) -> None:
        """Warn of a cell, by its line and its place in the table."""
        self.faults.warn(_RULE, f"第{self.count}个表格第{row + 1}行第{column + 1}列：{message}", Spot(line), hint)

    def warn_of_unseen(self, unseen: Iterable[Element], line: int) -> None:
        """Warn of the text of cells in a frame that Word does not show; the frame's line is `line`."""
        for text in filter(None, map(self.hidden, unseen)):
            self.faults.warn(_RULE, _UNSEEN.format(text[:_SHOWN]), Spot(line), _UNSEEN_HINT)

    def cell(self, element: Element, row: int, column: int) -> _Read:
        """A cell → its text, its alignment, and the indent that all its lines have."""
        lines = list(self.lines(element, lambda: self.nested.add((row, column))))
        if self.inline.styles.ours:
            # In our own documents line ends inside a paragraph belong to the layout.
            whole_text = _BREAK.join(line.text.replace(_BREAK, "") for line in lines)
            return _Read(whole_text, lines[0].look.alignment or Alignment.LEFT if lines else None)
        parted = [piece for line in lines for piece in _pieces(line)]
        while parted and not parted[-1].text:
            parted.pop()
        empty = next((count for count, line in enumerate(parted) if line.text), 0)
        if empty < _ROOM:
            del parted[:empty]
        if not parted:
            return _Read()
        first = next(line for line in parted if line.text)
        indents = {line.spaces + line.look.indent for line in parted if line.text}
        return _Read(_BREAK.join(line.text for line in parted), first.look.alignment, min(indents))

    def lines(self, elements: Iterable[Element], nests: Callable[[], None]) -> Iterator[_Text]:
        """Yield the paragraphs of a cell, and the rows of the tables in it, each a line."""
        for child in elements:
            if child.tag == "w:p":
                look = self.look(child)
                yield from (_Text(text, look) for text in self.inline.paragraph(child))
            elif child.tag == "w:tbl":
                nests()
                for row in self.rows(child):
                    cells = [" ".join(line.text.strip() for line in self.lines(cell, nests)) for cell in through(row, "w:tc")]
                    text = _FULL.join(cell.strip() for cell in cells if cell.strip())
                    if text:
                        yield _Text(text.replace(_BREAK, " "), Look())
            else:
                yield from self.lines(self.inline.inside(child), nests)

    def hidden(self, element: Element) -> str:
        """The text of a cell that Word does not show."""
        return " ".join(filter(None, (line.text.strip() for line in self.lines(element, lambda: None))))

    def look(self, paragraph: Element) -> Look:
        """The look of a paragraph: its own, else that of its style. A style's `left` is only the usual one."""
        properties = paragraph.find("w:pPr")
        own = look_of(properties, descend(paragraph, "w:r", "w:rPr"))
        style = properties.find("w:pStyle") if properties is not None else None
        name = style.get("w:val", "") if style is not None else ""
        if name not in self.looks:
            base = self.inline.styles.look_of(name)
            self.looks[name] = Look("", base.indents, base.size) if base.alignment is Alignment.LEFT else base
        return own.over(self.looks[name])

    @property
    def remarks(self) -> tuple[Diagnostic, ...]:
        """What was irregular in the tables."""
        return self.faults.raise_if_errors()


def _pieces(line: _Text) -> Iterator[_Text]:
    """A paragraph → its lines, without the white space around them; what they begin with becomes their indent."""
    for piece in line.text.split(_BREAK):
        rest = piece.lstrip(_SPACE)
        before = piece[: len(piece) - len(rest)]
        yield _Text(rest.rstrip().replace("\t", " "), line.look, sum(2 if space == _FULL else 1 for space in before) // 2)


def _header(rows: Iterable[Element]) -> int:
    """How many rows at the head are marked as header rows."""
    count = 0
    for row in rows:
        if not is_on(descend(row, "w:trPr", "w:tblHeader")):
            break
        count += 1
    return count
