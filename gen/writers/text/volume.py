"""A bound issue → plain text: its name, contents with page numbers, then each document exactly as on its own."""

from collections.abc import Iterator, Sequence

from gen.standard import house
from gen.standard.gb9704 import CELL, CHARACTERS_PER_LINE, SIZE_3, Face
from gen.standard.styles import Align, Style
from gen.typesetting.entry import words_whole
from gen.typesetting.lexicon import Words
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Ruler
from gen.writers.edition import Edition
from gen.writers.text import pages as text

Contents = Sequence[tuple[str, Sequence[tuple[str, int]]]]
"""Groups, and in them what each document is called and the printed page it begins on."""

FORM_FEED = "\f"
_DOT = "…"
_LEAST_LEADER = 2
_ROOM = 6
"""Cells at the right that are left for the leader and the number."""
_FLUSH = Style("目录", Face.FANGSONG, SIZE_3, Align.JUSTIFY)


def write_volume(  # noqa: PLR0913 — what the text is made of, each by name
    lines: Sequence[str], contents: Contents, editions: Sequence[Edition], width: int, encoding: str, *, feeds: bool = False
) -> bytes:
    """The issue's own lines, its contents, and its documents' editions → text with LF line ends, in `encoding`.

    Page numbers are those of the printed issue. An empty line and a rule of ═, with `feeds` a form feed too, separate
    the documents; each is, byte for byte, its own text at this width.
    """
    wide = width or CHARACTERS_PER_LINE
    head = [*lines, "", "目　　录", "", *_contents(contents, wide, editions[0].words), ""]
    made = ["\n".join(head)]
    separator = (FORM_FEED if feeds else "") + DIVIDER * wide
    made += [f"{separator}\n\n{text.write(edition, width).decode()}" for edition in editions]
    return "\n".join(made).encode(encoding)


DIVIDER = "═"


def _contents(contents: Contents, width: int, words: Words) -> Iterator[str]:
    for place, (name, entries) in enumerate(contents):
        if name:
            yield from ("", name) if place else (name,)
        for title, folio in entries:
            yield from _entry(title, folio, width, words)


def _entry(title: str, folio: int, width: int, words: Words) -> Iterator[str]:
    """A title in as many lines as it takes, the further ones set in, dots, and the page number at the right edge."""
    ruler = Ruler(title, _FLUSH, SIZE_3, inside=words_whole(title, words))
    room = max(4, width - _ROOM) * CELL
    start = 0
    line = ""
    for end in break_text(ruler, room, room - house.ENTRY_HANG * CELL):
        if line:
            yield line
        line, start = text.SPACE * house.ENTRY_HANG * bool(line) + title[start:end], end
    number = str(folio)
    left = width * 2 - int(text.cells(line) * 2) - len(number) - 1
    dots = max(_LEAST_LEADER, left // 2)
    yield line + " " * (left % 2 if left > 0 else 0) + _DOT * dots + " " + number


def documents_of(data: bytes, encoding: str, count: int) -> list[str]:
    """The output of `write_volume` → the text of each of its `count` documents, unwrapped."""
    rows = data.decode(encoding).split("\n")
    starts = [number for number, row in enumerate(rows) if row and set(row.removeprefix(FORM_FEED)) == {DIVIDER}]
    ends = [*starts[1:], len(rows)]
    if len(starts) != count:
        return []
    return ["\n".join(text.unwrap("\n".join(rows[start + 1 : end]))) for start, end in zip(starts, ends, strict=True)]
