"""Lines before a text → its 目录: entries that come again as headings, with or without the word 目录 above."""

import re
from collections.abc import Sequence
from typing import Final

from gen.document.model import Level, Unit
from gen.importer.recognise.entries import Entry, at, text_of
from gen.source.faults import Faults, Line
from gen.source.numbering import number
from gen.wording.lines import bare

_HEADINGS: Final = ("目录", "目次")
_LONGEST_ENTRY: Final = 60
_SENTENCE = re.compile("[。；！？;!?]")
_PAGE_NUMBER = re.compile(r"[.．…·\s（(]*\d*[）)]?$")
_OUTLINE: Final = frozenset({Level.BOOK, Level.PART, Level.CHAPTER, Level.SECTION, Level.FIRST})
_FEWEST_WITHOUT_HEADING: Final = 3
_MOST_ENTRIES: Final = 500


def is_contents_heading(entry: Entry | None) -> bool:
    """Whether a paragraph is the word 目录 above a table of contents."""
    text = text_of(entry)
    return text.startswith("目") and bare(text) in _HEADINGS


def contents_length(entries: Sequence[Entry], start: int) -> int:
    """How many entries from `start` on are a 目录, its heading included; 0 if there is none."""
    if is_contents_heading(at(entries, start)):
        return 1 + _listed(entries, start + 1)
    size = 0
    while size < _MOST_ENTRIES and _level(at(entries, start + size)) in _OUTLINE:
        size += 1
    if size < _FEWEST_WITHOUT_HEADING:
        return 0
    later = {bare(text_of(entry)) for entry in entries[start + size :]}
    return size if all(bare(text_of(entry)) in later for entry in entries[start : start + size]) else 0


def _listed(entries: Sequence[Entry], start: int) -> int:
    """How many entries are listed under the word 目录: they end where the first of them comes again."""
    first = _key(text_of(at(entries, start)))
    if not first or _level(at(entries, start)) not in _OUTLINE:
        return 0
    for size in range(1, min(_MOST_ENTRIES, len(entries) - start)):
        text = text_of(entries[start + size])
        if _key(text) == first:
            return size
        if not text or len(text) > _LONGEST_ENTRY or _SENTENCE.search(text):
            return 0
    return 0


def _key(text: str) -> str:
    return _PAGE_NUMBER.sub("", bare(text))


def _level(entry: Entry | None) -> Level | None:
    text = text_of(entry)
    if not text or len(text) > _LONGEST_ENTRY or _SENTENCE.search(text):
        return None
    unit = number((Line(text, 0),), Faults(""))[0]
    return unit.level if isinstance(unit, Unit) else None
