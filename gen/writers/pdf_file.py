"""A reportlab document → the bytes of its file: small objects together in compressed object streams, and a cross-reference stream.

reportlab writes every object by itself, uncompressed: a code's bookmarks take more than its text. Source: ISO 32000-1, 7.5.7 and 7.5.8.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from reportlab.pdfbase import pdfdoc

from gen.compression import zlib_stream

_HEADER: Final = b"%PDF-1.7\n%\xe4\xbb\xa4\xe6\xb3\x95\n"
"""The second line tells programs that the file is not text."""
_MOST_IN_STREAM: Final = 200
"""A reader takes an object stream apart as a whole."""
_FREE, _PLAIN, _COMPRESSED = 0, 1, 2
_INDEX_SIZE: Final = 1


class Bookmark(NamedTuple):
    """An entry of the outline: its depth from 0, at most one more than the one before has; the page's number from 1, the height in pt on it."""

    title: str
    depth: int
    page: int
    top: float


class Object(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A dictionary, and with data a stream, as the file has it: reportlab only numbers it."""

    __RefOnly__ = 1

    def __init__(self, entries: str, data: bytes | None = None) -> None:
        self.entries = entries
        self.data = data

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        """Write the object out, when the document is saved."""
        if self.data is None:
            return f"<< {self.entries} >>".encode("ascii")
        return _stream(self.entries, self.data)


class Flate:
    """reportlab's stream filter with our compressor: what a page's operators go through."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(content: str | bytes) -> bytes:
        """Compress the content of a stream."""
        return zlib_stream(content.encode("ascii") if isinstance(content, str) else content)


def save(document: pdfdoc.PDFDocument, bookmarks: Sequence[Bookmark]) -> bytes:
    """A reportlab document with all its pages, and its outline → the file. The document must not be used again."""
    document.info.digest(document.signature)
    catalog, info = _number(document, document.Catalog), _number(document, document.info)
    document.Catalog.Outlines = _add_outline(document, bookmarks) if bookmarks else None
    file = [_HEADER]
    end = len(_HEADER)
    places: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 0)}
    waiting: list[tuple[int, bytes]] = []

    def put(number: int, content: bytes) -> None:
        nonlocal end
        written = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        places[number] = (_PLAIN, end, 0)
        file.append(written)
        end += len(written)

    number = 0
    # Objects may be added while others are written.
    while (name := document.numberToId.get(number + 1)) is not None:
        number += 1
        element = document.idToObject[name]
        if _is_plain_page(element):
            element = _plain_page(document, element)
        content = pdfdoc.format(element, document, toplevel=1).strip()
        if content.endswith(b"endstream"):
            put(number, content)
        else:
            waiting.append((number, content))
    for first in range(0, len(waiting), _MOST_IN_STREAM):
        members = waiting[first : first + _MOST_IN_STREAM]
        number += 1
        places |= {member: (_COMPRESSED, number, index) for index, (member, _) in enumerate(members)}
        put(number, _object_stream(members))
    number += 1
    places[number] = (_PLAIN, end, 0)
    width = (end.bit_length() + 7) // 8
    table = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(width, "big") + index.to_bytes(_INDEX_SIZE, "big")
        for kind, where, index in (places[each] for each in range(number + 1))
    )
    identity = document.ID().decode("latin-1").partition("%")[0].strip()
    entries = f"/Type /XRef /Size {number + 1} /W [1 {width} {_INDEX_SIZE}] /Root {catalog} 0 R /Info {info} 0 R /ID "
    reference = _stream(entries.encode("ascii") + identity.encode("latin-1"), table)
    file.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, reference, end))
    return b"".join(file)


_OF_A_PLAIN_PAGE: Final = {"pagewidth", "pageheight", "stream", "hasImages", "Trans", "__InternalName__"}
"""What a canvas sets of every page; `hasImages` says only which of the old procedure sets a printer needs."""


def _is_plain_page(element: pdfdoc.PDFObject) -> bool:
    """Whether an object is a page with text and rules alone, of which there is nothing to say but its size, fonts and content."""
    if type(element) is not pdfdoc.PDFPage or element.Trans.dict:
        return False
    return all(name in _OF_A_PLAIN_PAGE for name, value in vars(element).items() if value)


def _plain_page(document: pdfdoc.PDFDocument, page: pdfdoc.PDFPage) -> Object:
    content = _number(document, Object("", page.stream.encode("ascii")))
    fonts, parent = _number(document, document.idToObject[pdfdoc.BasicFonts]), _number(document, document.Pages)
    return Object(
        f"/Type /Page /Parent {parent} 0 R /MediaBox [0 0 {page.pagewidth:.4f} {page.pageheight:.4f}] "
        f"/Resources << /Font {fonts} 0 R >> /Contents {content} 0 R"
    )


def _stream(entries: str | bytes, data: bytes) -> bytes:
    entries = entries.encode("ascii") if isinstance(entries, str) else entries
    data = zlib_stream(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _object_stream(members: Sequence[tuple[int, bytes]]) -> bytes:
    offsets = accumulate((len(content) + 1 for _, content in members), initial=0)
    head = " ".join(f"{number} {offset}" for (number, _), offset in zip(members, offsets, strict=False)).encode("ascii")
    data = b"\n".join((head, *(content for _, content in members)))
    return _stream(f"/Type /ObjStm /N {len(members)} /First {len(head) + 1}", data)


def _number(document: pdfdoc.PDFDocument, element: pdfdoc.PDFObject, name: str | None = None) -> int:
    """The number of an object in the file, given it now if it has none."""
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
        title = ("\ufeff" + bookmark.title).encode("utf-16-be").hex()
        entries = f"/Title <{title}> /Parent {parent} 0 R /Dest [{page} 0 R /XYZ 0 {bookmark.top:.3f} 0]{below(index)}"
        if index in following:
            entries += f" /Next {first + following[index]} 0 R"
        if index in before:
            entries += f" /Prev {first + before[index]} 0 R"
        document.Reference(Object(entries))
    root.entries = f"/Type /Outlines{below(count)}"
    return document.Reference(root)
