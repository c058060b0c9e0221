"""DOCX → items: its paragraphs and tables in order, as Word shows them.

Source: ECMA-376-1, 17 (WordprocessingML). Headers, footers, comments and field codes are no text; the numbers of
automatic lists are.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from gen.errors import Diagnostic
from gen.importer.receive.docx_inline import Inline
from gen.importer.receive.docx_numbers import read_numbering, whole
from gen.importer.receive.docx_parts import Package, descend, open_package
from gen.importer.receive.docx_styles import is_on, read_styles
from gen.importer.receive.formats import refusal
from gen.importer.receive.items import Item, RawLine, RawTable

_BREAK: Final = "\n"
_MOST_COLUMNS: Final = 100
_FEWEST_COLUMNS: Final = 2
_BLOCK: Final = 3
"""The depth of a document's blocks: w:document, w:body, w:p."""
_NOT_NOTES: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_WRAPPERS: Final = frozenset({"w:customXml", "w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:smartTag"})


def read_docx(data: bytes, file: str) -> tuple[tuple[Item, ...], tuple[Diagnostic, ...]]:
    """The bytes of a zip package → the items of the DOCX in it, and remarks; messages call it `file`.

    SourceError, saying what to do instead, if it is no DOCX, damaged, too large, has a password, or has no text.
    """
    package = open_package(data, file)
    inline = Inline(read_styles(package.root("styles")), read_numbering(package.root("numbering"), is_on))
    reader = _Reader(inline)
    for block in package.blocks(package.main, _BLOCK):
        reader.block(block)
    reader.notes(package)
    if not reader.items and inline.seen["picture"]:
        raise refusal(file, "DOCX 里只有图片，没有文字", "请先做文字识别（OCR），把文字存为 .txt 或 .docx 再导入")
    if not reader.items:
        raise refusal(file, "DOCX 里没有文字", "请检查文件")
    return tuple(reader.items), inline.remarks(file)


class _Reader(Struct):
    """Reads block after block into items; `line` counts paragraphs and rows."""

    inline: Inline
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
        """Read a table; a table of one column is a mere frame, and its paragraphs become lines."""
        rows = [list(self.cells(row)) for row in self.rows(element)]
        columns = max(map(len, rows), default=0)
        if columns >= _FEWEST_COLUMNS and any(text.strip() for row in rows for cell in row for text in cell):
            cells = (tuple(self.one_line(cell) for cell in [*row, *[[]] * (columns - len(row))]) for row in rows)
            self.items.append(RawTable(tuple(cells), self.line + 1))
            self.line += len(rows)
            return
        for row in rows:
            self.line += 1
            for cell in row:
                for text in cell:
                    self.add(text)

    def one_line(self, texts: Iterable[str]) -> str:
        """Join the paragraphs and lines of a cell into one line; in our own documents, no space joins the lines."""
        between = "" if self.inline.styles.ours else " "
        return " ".join(text.strip() for text in texts).replace("\t", " ").replace(_BREAK, between).strip()

    def rows(self, element: Element) -> Iterator[Element]:
        """Yield the rows of a table without those deleted by a tracked change."""
        for child in element:
            if child.tag == "w:tr":
                if descend(child, "w:trPr", "w:del") is None:
                    yield child
                else:
                    self.inline.seen["deleted"] += 1
            elif child.tag in _WRAPPERS:
                yield from self.rows(child)

    def cells(self, row: Element) -> Iterator[list[str]]:
        """Yield the paragraphs of each place in a row; a merged cell has them in its first place only."""
        for _ in range(_many(descend(row, "w:trPr", "w:gridBefore"), 0)):
            yield []
        for cell in _through(row, "w:tc"):
            texts = list(self.texts(cell))
            yield [] if _goes_on(cell) else texts
            for _ in range(_many(descend(cell, "w:tcPr", "w:gridSpan"), 1) - 1):
                yield []

    def texts(self, elements: Iterable[Element]) -> Iterator[str]:
        """Yield the paragraphs of a cell or a note, and those of the tables in it."""
        for child in elements:
            if child.tag == "w:p":
                yield from self.inline.paragraph(child)
            elif child.tag == "w:tbl":
                for row in self.rows(child):
                    for cell in self.cells(row):
                        yield from cell
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


def _through(element: Element, tag: str) -> Iterator[Element]:
    """Yield the children of a tag, also those in content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _through(child, tag)


def _many(element: Element | None, otherwise: int) -> int:
    return min(whole(element.get("w:val"), otherwise), _MOST_COLUMNS) if element is not None else otherwise


def _goes_on(cell: Element) -> bool:
    """Whether a cell is merged into the one above it or to its left, so that Word shows nothing of it."""
    above, left = descend(cell, "w:tcPr", "w:vMerge"), descend(cell, "w:tcPr", "w:hMerge")
    return any(merge is not None and merge.get("w:val", "continue") == "continue" for merge in (above, left))
