"""Pages, fonts and bookmarks → the bytes of a PDF file.

reportlab numbers the objects, and writes the catalogue, the tree of pages, pages with pictures and the pictures. It
would write every object by itself, uncompressed, and of a code's file most would be bookmarks; here small objects go
together into compressed object streams, under a cross-reference stream. Source: ISO 32000-1, 7.5.7 and 7.5.8.
"""

import hashlib
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from gen.writers.compression import zlib_stream
from gen.writers.pdf.outline import Bookmark

rl_config.useA85 = 0
"""Streams stay binary: ASCII85 makes them a quarter larger and slower."""

_HEADER: Final = b"%PDF-1.7\n%\xe4\xbb\xa4\xe6\xb3\x95\n"
"""The second line tells programs that the file is not text."""
_MOST_IN_STREAM: Final = 200
"""A reader takes an object stream apart as a whole."""
_TURNED: Final = 90
"""Degrees by which a viewer turns a page that is set across its sheet."""
Box = tuple[float, float, float, float]
"""The left, lower, right and upper edge of a box on a page, in points."""
_FREE, _PLAIN, _COMPRESSED = 0, 1, 2
_INDEX_SIZE: Final = 1


class Object(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A dictionary, or with data a stream, in PDF notation, each character of `entries` a byte.

    reportlab only numbers it.
    """

    __RefOnly__ = 1

    def __init__(self, entries: str, data: bytes | None = None) -> None:
        self.entries = entries
        self.data = data


ESCAPED: Final = {ord(mark): f"\\{mark}" for mark in "()\\"} | {ord("\r"): "\\r"}
"""Bytes that are escaped in a string (ISO 32000-1, 7.3.4.2)."""


def text_string(text: str) -> str:
    """Text → a text string (7.9.2.2): ASCII unchanged, else UTF-16."""
    data = text if text.isascii() else ("\ufeff" + text).encode("utf-16-be").decode("latin-1")
    return f"({data.translate(ESCAPED)})"


class _Flate:
    """reportlab's stream filter for the operators of a page, with our compressor."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(content: str | bytes) -> bytes:
        """Compress the content of a stream."""
        return bytes(zlib_stream(content.encode("latin-1") if isinstance(content, str) else content))


class PageCanvas(Canvas):  # type: ignore[misc]
    """reportlab's canvas, without its preamble and without SOURCE_DATE_EPOCH in its ID.

    The preamble would name a Helvetica that is not embedded.
    """

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._doc.signature = hashlib.md5(usedforsecurity=False)
        self._doc.defaultStreamFilters = [_Flate]

    @property
    def document(self) -> pdfdoc.PDFDocument:
        """The document of reportlab's canvas, into which fonts put their objects."""
        return self._doc

    def _make_preamble(self) -> None:
        self._preamble = ""

    def add_page(self, operators: str, area: Box, *, turned: bool) -> None:
        """Add a page without pictures that shows these operators, each character of them a byte; `area` is its type area.

        reportlab's own page would also list sets of procedures, which only printers before PDF 1.4 need.
        """
        document, (width, height) = self._doc, self._pagesize
        content = _number(document, Object("", operators.encode("latin-1")))
        fonts, parent = _number(document, document.idToObject[pdfdoc.BasicFonts]), _number(document, document.Pages)
        rotation = f" /Rotate {_TURNED}" if turned else ""
        paper = f"[0 0 {width:.4f} {height:.4f}]"
        boxes = f"/MediaBox {paper} /TrimBox {paper} /BleedBox {paper} /ArtBox [{' '.join(f'{edge:.4f}' for edge in area)}]"
        document.addPage(Object(f"/Type /Page /Parent {parent} 0 R {boxes}{rotation} /Resources << /Font {fonts} 0 R >> /Contents {content} 0 R"))

    def show_page(self, operators: str, area: Box, *, turned: bool) -> None:
        """Add a page with what was drawn on the canvas, and these operators over it; `area` is its type area."""
        size = self._pagesize
        self.setTrimBox((0, 0, *size))
        self.setBleedBox((0, 0, *size))
        self.setArtBox(area)
        # reportlab exchanges height and width of a page that it turns.
        self.setPageRotation(_TURNED if turned else 0)
        self.setPageSize(size[::-1] if turned else size)
        self.addLiteral(operators)
        self.showPage()
        self.setPageSize(size)

    def file(self, bookmarks: Sequence[Bookmark], date: str) -> bytes:
        """The file of all pages, with its outline and a date (7.9.4). The canvas must not be used again."""
        self.showOutline()
        return _save(self._doc, bookmarks, date)


def _save(document: pdfdoc.PDFDocument, bookmarks: Sequence[Bookmark], date: str) -> bytes:
    """A reportlab document with all its pages, its outline and its date → the file.

    The document must not be used again.
    """
    document.info.digest(document.signature)
    catalog, info = _number(document, document.Catalog), _number(document, Object(_information(document.info, date)))
    document.Catalog.Outlines = _add_outline(document, bookmarks) if bookmarks else None
    file: list[bytes | bytearray] = [_HEADER]
    end = len(_HEADER)
    places: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 0)}
    waiting: list[tuple[int, bytes]] = []

    def put(number: int, *content: bytes | bytearray) -> None:
        nonlocal end
        places[number] = (_PLAIN, end, 0)
        written = (b"%d 0 obj\n" % number, *content, b"\nendobj\n")
        file.extend(written)
        end += sum(map(len, written))

    number = 0
    # Objects may be added while others are written.
    while (name := document.numberToId.get(number + 1)) is not None:
        number += 1
        element = document.idToObject[name]
        if not isinstance(element, Object):
            content = pdfdoc.format(element, document, toplevel=1).strip()
            if content.endswith(b"endstream"):
                put(number, content)
            else:
                waiting.append((number, content))
        elif element.data is None:
            waiting.append((number, f"<< {element.entries} >>".encode("latin-1")))
        else:
            put(number, *_stream(element.entries, element.data))
    for first in range(0, len(waiting), _MOST_IN_STREAM):
        members = waiting[first : first + _MOST_IN_STREAM]
        number += 1
        places |= {member: (_COMPRESSED, number, index) for index, (member, _) in enumerate(members)}
        put(number, *_object_stream(members))
    number += 1
    places[number] = (_PLAIN, end, 0)
    width = (end.bit_length() + 7) // 8
    records = (
        kind << 8 * (width + _INDEX_SIZE) | where << 8 * _INDEX_SIZE | index for kind, where, index in map(places.__getitem__, range(number + 1))
    )
    table = b"".join([record.to_bytes(1 + width + _INDEX_SIZE, "big") for record in records])
    identity = document.ID().decode("latin-1").partition("%")[0].strip()
    entries = f"/Type /XRef /Size {number + 1} /W [1 {width} {_INDEX_SIZE}] /Root {catalog} 0 R /Info {info} 0 R /ID {identity}"
    file += (b"%d 0 obj\n" % number, *_stream(entries, table), b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % end)
    return b"".join(file)


def _information(info: pdfdoc.PDFInfo, date: str) -> str:
    """A document's title, author and dates → the entries of its information dictionary.

    reportlab would write each byte of Chinese as an octal escape.
    """
    texts = {name: getattr(info, name.lower()) for name in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")}
    dates = dict.fromkeys(("CreationDate", "ModDate"), date)
    return " ".join(f"/{name} {text_string(text)}" for name, text in (texts | dates).items()) + f" /Trapped /{info.trapped}"


def _stream(entries: str, data: bytes) -> tuple[bytes, bytearray, bytes]:
    deflated = zlib_stream(data)
    return f"<< {entries} /Filter /FlateDecode /Length {len(deflated)} >>\nstream\n".encode("latin-1"), deflated, b"\nendstream"


def _object_stream(members: Sequence[tuple[int, bytes]]) -> tuple[bytes, bytearray, bytes]:
    offsets = accumulate((len(content) + 1 for _, content in members), initial=0)
    head = " ".join(f"{number} {offset}" for (number, _), offset in zip(members, offsets, strict=False)).encode("ascii")
    data = b"\n".join((head, *(content for _, content in members)))
    return _stream(f"/Type /ObjStm /N {len(members)} /First {len(head) + 1}", data)


def _number(document: pdfdoc.PDFDocument, element: pdfdoc.PDFObject, name: str | None = None) -> int:
    """The number of an object in the file; it gets one if it has none."""
    number: int = document.idToObjectNumberAndVersion[document.Reference(element, name).name][0]
    return number


def _add_outline(document: pdfdoc.PDFDocument, bookmarks: Sequence[Bookmark]) -> pdfdoc.PDFObjectReference:
    """Bookmarks, in order → the outline's objects (12.3.3), all of its levels open."""
    root = Object("")
    first = _number(document, root) + 1
    count = len(bookmarks)
    parents: list[int] = []
    above: list[int] = []
    children: list[list[int]] = [[] for _ in range(count + 1)]
    for index, bookmark in enumerate(bookmarks):
        del above[bookmark.depth :]
        parent = above[-1] if above else count
        above.append(index)
        parents.append(parent)
        children[parent].append(index)
    within = [len(members) for members in children]
    for index in reversed(range(count)):
        within[parents[index]] += within[index]

    def below(index: int) -> str:
        members = children[index]
        return f" /First {first + members[0]} 0 R /Last {first + members[-1]} 0 R /Count {within[index]}" if members else ""

    following = {index: after for members in children for index, after in pairwise(members)}
    before = {after: index for index, after in following.items()}
    for index, bookmark in enumerate(bookmarks):
        parent = first - 1 if parents[index] == count else first + parents[index]
        page = document.idToObjectNumberAndVersion[f"Page{bookmark.page}"][0]
        entries = f"/Title {text_string(bookmark.title)} /Parent {parent} 0 R /Dest [{page} 0 R /XYZ 0 {bookmark.top:.3f} 0]{below(index)}"
        if index in following:
            entries += f" /Next {first + following[index]} 0 R"
        if index in before:
            entries += f" /Prev {first + before[index]} 0 R"
        document.Reference(Object(entries))
    root.entries = f"/Type /Outlines{below(count)}"
    return document.Reference(root)
