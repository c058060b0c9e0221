"""DOCX → items: its paragraphs and tables in order, as Word shows them.

Source: ECMA-376-1, 17 (WordprocessingML). Headers, footers, comments and field codes are no text; the numbers of
automatic lists are.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from gen.errors import Diagnostic
from gen.importer.receive.docx_grid import through
from gen.importer.receive.docx_inline import Inline
from gen.importer.receive.docx_numbers import read_numbering
from gen.importer.receive.docx_parts import Package, open_package
from gen.importer.receive.docx_styles import is_on, read_styles
from gen.importer.receive.docx_table import TableReader
from gen.importer.receive.formats import refusal
from gen.importer.receive.items import Item, RawLine
from gen.source.faults import Faults

_BREAK: Final = "\n"
_FEWEST_COLUMNS: Final = 2
_BLOCK: Final = 3
"""The depth of a document's blocks: w:document, w:body, w:p."""
_NOT_NOTES: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(data: bytes, file: str) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """The bytes of a zip package → the items of the DOCX in it, and remarks; messages call it `file`.

    SourceError, saying what to do instead, if it is no DOCX, damaged, too large, has a password, or has no text.
    """
    package = open_package(data, file)
    inline = Inline(read_styles(package.root("styles")), read_numbering(package.root("numbering"), is_on))
    reader = _Reader(inline, TableReader(inline, Faults(file)))
    for block in package.blocks(package.main, _BLOCK):
        reader.block(block)
    reader.notes(package)
    if not reader.items and inline.seen["picture"]:
        raise refusal(file, "DOCX 里只有图片，没有文字", "请先做文字识别（OCR），把文字存为 .txt 或 .docx 再导入")
    if not reader.items:
        raise refusal(file, "DOCX 里没有文字", "请检查文件")
    return tuple(reader.items), (*inline.remarks(file), *reader.tables.remarks)


class _Reader(Struct):
    """Reads block after block into items; `line` counts paragraphs and rows."""

    inline: Inline
    tables: TableReader
    items: list[Item] = field(default_factory=list)
    line: int = 0

    def block(self, element: Element) -> None:
        """Read one block of the body: a paragraph, a table, or an element around them."""
        if element.tag == "w:p":
            self.line += 1
            continues, listed = self.inline.continues(element), self.inline.lists_names(element)
            for text in self.inline.paragraph(element):
                self.add(text.replace(_BREAK, "\t") if listed else text, joins=continues)
        elif element.tag == "w:tbl":
            self.table(element)
        else:
            for child in self.inline.inside(element):
                self.block(child)

    def add(self, text: str, *, joins: bool = False) -> None:
        """Add the lines of a paragraph as items.

        In our own documents line ends belong to the layout, and a paragraph may continue the one before (`joins`).
        """
        if self.inline.styles.ours:
            text = text.replace(_BREAK, "")
        last = self.items[-1] if self.items else None
        if joins and isinstance(last, RawLine):
            self.items[-1] = RawLine(last.text + text, last.line)
        else:
            self.items += [RawLine(piece, self.line) for piece in text.split(_BREAK) if piece.strip()]

    def table(self, element: Element) -> None:
        """Read a table; a table of one column is a mere frame, and its paragraphs and tables are those of the text."""
        rows, placed = self.tables.grid(element)
        if placed.columns >= _FEWEST_COLUMNS:
            table = self.tables.table(rows, placed, self.line + 1)
            if table:
                whole = self.tables.joined(self.items[-1] if self.items else None, table, element)
                if whole is not table:
                    self.items.pop()
                self.items.append(whole)
                self.line += len(rows) + sum(cell.count(_BREAK) for row in table.rows for cell in row)
            return
        for cells in placed.rows:
            for cell in cells:
                if cell.rows and cell.element is not None:
                    for child in cell.element:
                        self.block(child)
                    self.tables.warn_of_unseen(cell.unseen, self.line)

    def texts(self, elements: Iterable[Element]) -> Iterator[str]:
        """Yield the paragraphs of a note, and those of the tables in it."""
        for child in elements:
            if child.tag == "w:p":
                yield from self.inline.paragraph(child)
            elif child.tag == "w:tbl":
                for row in self.tables.rows(child):
                    for cell in through(row, "w:tc"):
                        yield from self.texts(cell)
            else:
                yield from self.texts(self.inline.inside(child))

    def notes(self, package: Package) -> None:
        """Append the notes that the text refers to, in their own order."""
        for kind in ("footnotes", "endnotes"):
            root = package.root(kind)
            for note in root if root is not None else ():
                mark = self.inline.notes.get((kind, note.get("w:id", "")))
                if mark and note.get("w:type") not in _NOT_NOTES:
                    self.line += 1
                    text = " ".join(text.strip() for text in self.texts(note))
                    self.items.append(RawLine(mark + text.replace(_BREAK, " "), self.line))
