"""Volume → the bookmarks of its PDF: documents, titles, headings and provisions, each at the top of its first line."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from gen.document.blocks import Tag
from gen.typesetting.galley import SetBlock
from gen.units import Length, to_pt
from gen.writers.volume import Section, Volume

_MOST_CHARACTERS: Final = 30
_STOP: Final = re.compile("[，。；：！？]")


class Bookmark(NamedTuple):
    """An entry of the outline.

    `depth` is from 0, at most one more than that of the entry before; `page` is from 1, `top` the height in pt on it.
    """

    title: str
    depth: int
    page: int
    top: float


def bookmarks_of(volume: Volume) -> list[Bookmark]:
    """A volume → its bookmarks, in order.

    A bookmark is at most one deeper than the one before: a text may start with a heading of the third level. In a
    volume each document has a bookmark with its title, and an equal title in its text has none.
    """
    found: list[Bookmark] = []
    first = 1
    for section in volume.sections:
        for title, depth, page, top in _marks(section, first):
            deepest = found[-1].depth + 1 if found else 0
            found.append(Bookmark(title, min(depth, deepest), page, top))
        first += len(section.edition.pages.pages)
    return found


def _marks(section: Section, first: int) -> Iterator[Bookmark]:
    """The bookmarks of a section, whose first page has the number `first`.

    One may be several levels below the one before.
    """
    edition, design = section.edition, section.edition.design
    starts = {start.block: start for start in section.starts}
    within = 1 if starts else 0
    unmarked = {*starts, *(index for index, member in enumerate(edition.galley) if member.style.outline)}
    called = ""
    for number, page in enumerate(edition.pages.pages, first):
        for placed in page.lines:
            index = placed.line.block
            if index not in unmarked:
                continue
            unmarked.discard(index)
            member = edition.galley[index]
            top = to_pt(Length(design.paper_height - design.head_margin - placed.baseline + design.baseline))
            if start := starts.get(index):
                called = start.title
                yield Bookmark(called, 0, number, top)
            if member.style.outline and not (within and member.block.tag is Tag.TITLE and member.block.text == called):
                yield Bookmark(_title(member), max(member.style.outline - 1, within), number, top)


def _title(member: SetBlock) -> str:
    """A block → the text of its bookmark: a whole title, a provision up to its first stop."""
    text = member.block.text
    if member.block.tag is not Tag.PARAGRAPH:
        return text
    stop = _STOP.search(text, member.block.label)
    return text[: min(stop.start() if stop else len(text), _MOST_CHARACTERS)]
