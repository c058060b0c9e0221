"""A DOCX or PDF of ours → its text, read as another program would, to prove that nothing was lost in writing."""

import re
import zlib
from io import BytesIO
from typing import Final
from xml.sax.saxutils import unescape
from zipfile import ZipFile

_RUN: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_PAGE_NUMBER: Final = re.compile(r"<w:instrText[^>]*> PAGEREF .*?<w:fldChar w:fldCharType=\"end\"/>", re.DOTALL)
"""A line of a 目录 bears a page number, which is of the page and not of the document."""
_HEADER_PART: Final = re.compile(r"word/[^/]*head[^/]*\.xml")

_OBJECT: Final = re.compile(rb"(\d+) 0 obj\n(<<.*?>>)\s*stream\r?\n", re.DOTALL)
_LENGTH: Final = re.compile(rb"/Length (\d+)")
_FIRST: Final = re.compile(rb"/Type /ObjStm /N (\d+) /First (\d+)")
_KIDS: Final = re.compile(rb"/Kids \[([^\]]*)\]")
_CONTENTS: Final = re.compile(rb"/Contents (\d+) 0 R")
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_FONT: Final = re.compile(rb"/(F\d+) (\d+) 0 R")
_UNICODE: Final = re.compile(rb"/ToUnicode (\d+) 0 R")
_RANGE: Final = re.compile(r"<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]")
_SHOWN: Final = re.compile(r"\(((?:[^\\)]|\\.)*)\)|(B[MD]C)|(EMC)|/(F\d+) ", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def docx_text(data: bytes) -> str:
    """A DOCX → the text of its main part, without page numbers."""
    with ZipFile(BytesIO(data)) as package:
        body = _PAGE_NUMBER.sub("", package.read("word/document.xml").decode())
    return unescape("".join(_RUN.findall(body)))


def docx_headers(data: bytes) -> str:
    """A DOCX → the text of its page headers; a letter has its mark there (10.1)."""
    with ZipFile(BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in sorted(package.namelist()) if _HEADER_PART.fullmatch(name)]
    return unescape("".join(run for part in parts for run in _RUN.findall(part)))


def pdf_text(data: bytes) -> list[str]:
    """A PDF of `gen.writers.pdf.pages` → the text of its pages, without artifacts."""
    streams: dict[int, bytes] = {}
    objects: dict[int, bytes] = {}
    place = 0
    while (match := _OBJECT.search(data, place)) is not None:
        length = _LENGTH.search(match[2])
        place = match.end() + int(length[1] if length else 0)
        content = data[match.end() : place]
        packed = _FIRST.search(match[2])
        if packed:
            objects |= _unpacked(zlib.decompress(content), int(packed[1]), int(packed[2]))
        else:
            streams[int(match[1])] = content
    fonts: dict[str, dict[int, str]] = {}
    for written in objects.values():
        for name, number in _FONT.findall(written):
            unicode = _UNICODE.search(objects[int(number)])
            if unicode and name.decode() not in fonts:
                fonts[name.decode()] = _characters(zlib.decompress(streams[int(unicode[1])]).decode("ascii"))
    kids = next(found for written in objects.values() if (found := _KIDS.search(written)) is not None)
    pages = (_CONTENTS.search(objects[int(number)]) for number in _REFERENCE.findall(kids[1]))
    return [_page(zlib.decompress(streams[int(page[1])]).decode("latin-1"), fonts) if page else "" for page in pages]


def _unpacked(stream: bytes, count: int, first: int) -> dict[int, bytes]:
    """An object stream → number and content of each object in it (ISO 32000-1, 7.5.7)."""
    figures = list(map(int, stream[:first].split()))
    numbers, offsets = figures[: 2 * count : 2], [*figures[1 : 2 * count : 2], len(stream) - first]
    return {number: stream[first + start : first + end] for number, start, end in zip(numbers, offsets, offsets[1:], strict=False)}


def _characters(cmap: str) -> dict[int, str]:
    """A ToUnicode map → each code, in the form of a page's strings, and its character."""
    return {
        int(first, 16) + place: bytes.fromhex(text.strip("<>")).decode("utf-16-be")
        for first, row in _RANGE.findall(cmap)
        for place, text in enumerate(row.split())
    }


def _page(content: str, fonts: dict[str, dict[int, str]]) -> str:
    """A page's operators → its text; a code is two bytes, the number of a character in its font."""
    shown: list[str] = []
    font: dict[int, str] = {}
    artifact = False
    for codes, begins, ends, name in _SHOWN.findall(content):
        if begins or ends:
            artifact = bool(begins)
        elif name:
            font = fonts[name]
        elif not artifact:
            shown.append(_ESCAPED.sub(_plain, codes).encode("latin-1").decode("utf-16-be").translate(font))
    return "".join(shown)


def _plain(escaped: re.Match[str]) -> str:
    """An escape of a string (7.3.4.2) → the character: a parenthesis or backslash is itself, r a carriage return."""
    return "\r" if escaped[1] == "r" else escaped[1]
