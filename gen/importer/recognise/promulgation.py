"""Entries before a text or under its title → 公布公告, 令 or the notice that issues it, with its 署名 and date.

Source: 立法法 arts. 62, 88 (a law is put into force by an order of the President, a local regulation by an announcement).
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from gen.document.model import Promulgation, Signature, Unit
from gen.importer.recognise.contents import is_contents_heading
from gen.importer.recognise.entries import Entry, at, is_labelled, text_of
from gen.importer.recognise.heading import heading_at, is_number_below
from gen.importer.recognise.passage import passage_length
from gen.importer.recognise.signed import Signed, signed_at
from gen.importer.recognise.title import is_issuing, join, title_length
from gen.source.faults import Line
from gen.source.name_lists import gather
from gen.wording.lines import bare

_MOST_BEFORE: Final = 8
_MOST_LINES: Final = 60
_PUBLISH: Final = "(?:公布|发布|颁布|印发)"
_WORDS = re.compile(f"(?:现|特)?(?:予以|予)(?:重新)?{_PUBLISH}|现(?:将.{{0,80}})?{_PUBLISH}|特此公告|已(?:由|经|于).{{4,160}}通过")
_OF_THIS: Final = ("本法", "本条例", "本规定", "本办法", "本决定")
_STATUTE_BEGINS: Final = ("第一条", "第一章", "第一编")
_SENTENCE_ENDS: Final = ("。", "）", ")")


class Found(Struct, frozen=True):
    """A promulgation found in entries; it ends before entry `stop`."""

    promulgation: Promulgation
    stop: int


class _Head(Struct, frozen=True):
    """The beginning of a promulgation, at entry `start`: its heading and number; its words begin at entry `words`."""

    start: int
    words: int
    heading: str = ""
    number: str = ""


def leading_promulgation(entries: Sequence[Entry]) -> Found | None:
    """The first entries of a document that begins without a title → the words that put it into force; None without."""
    for index in range(min(len(entries), _MOST_BEFORE)):
        found = promulgation_at(entries, index, "")
        if found and index:
            # A summary or a bracket that a website prints above the words has no other place in a source.
            return _found(entries, _Head(0, 0), _signed(entries, index) or _unsigned(found.stop))
        if found:
            return found
        text = text_of(entries[index])
        if not text or is_contents_heading(entries[index]) or is_labelled(text):
            return None
    return None


def promulgation_at(entries: Sequence[Entry], start: int, title: str) -> Found | None:
    """The words at `start` that put the text `title` (empty: not yet known) into force; None if there are none."""
    heading = heading_at(entries, start)
    if heading:
        return _headed(entries, _Head(start, start + heading.size, heading.text, heading.number))
    name = bare(title)
    size = title_length(entries, start) if name else 0
    if size:
        own = join(entries[start : start + size])
        issues = is_issuing(own) and name in bare(own) and name != bare(own)
        return _headed(entries, _Head(start, start + size, own)) if issues else None
    text = text_of(at(entries, start))
    if text.endswith(_SENTENCE_ENDS) and _promulgates(text, name):
        return _found(entries, _Head(start, start), _signed(entries, start) or _unsigned(start + 1))
    return None


def promulgation_above(entries: Sequence[Entry], stop: int) -> Found:
    """Everything above the second print of a title → one promulgation, the only element that may precede a title."""
    return _found(entries, _Head(0, 0), signed_at(entries, stop - 1, 0) or _unsigned(stop))


def promulgation_of_events(entries: Sequence[Entry], start: int, size: int) -> Found:
    """The events of a 题注 without brackets → a promulgation.

    As a 题注 the reader would add brackets to them, and a source has no other element for them.
    """
    return _found(entries, _Head(start, start), _unsigned(start + size))


def puts_into_force(text: str) -> bool:
    """Whether a paragraph publishes a text or puts it into force."""
    return _WORDS.search(text) is not None


def _promulgates(text: str, name: str) -> bool:
    # A title may be printed without the organ's name that the words quote with it.
    return puts_into_force(text) and (not name or f"{name}》" in bare(text) or text.startswith(_OF_THIS))


def _headed(entries: Sequence[Entry], head: _Head) -> Found:
    """A promulgation with a heading → the same with its number, words and signature."""
    words, number = head.words, head.number
    if not number and is_number_below(text_of(at(entries, words))):
        number = text_of(entries[words])
        words += 1
    head = _Head(head.start, words, head.heading, number)
    # If a title follows, the heading is a 发文机关标志, and no words come before the text.
    own_title = title_length(entries, words) > 0 and not puts_into_force(text_of(entries[words]))
    signed = None if own_title else _signed(entries, words)
    if signed:
        return _found(entries, head, signed)
    while puts_into_force(text_of(at(entries, words))):
        words += 1
    return _found(entries, head, _unsigned(words))


def _unsigned(stop: int) -> Signed:
    return Signed(Signature("", ""), stop, stop, certain=False)


def _signed(entries: Sequence[Entry], words: int) -> Signed | None:
    """The 落款 under the words; None if a text begins before any date."""
    for index in range(words, min(len(entries), words + _MOST_LINES)):
        text = text_of(entries[index])
        if not text or is_contents_heading(entries[index]) or text.startswith(_STATUTE_BEGINS):
            return None
        if index > words and passage_length(entries, index):
            return None
        signed = signed_at(entries, index, words)
        if signed:
            return signed
    return None


def _found(entries: Sequence[Entry], head: _Head, signed: Signed) -> Found:
    lines = [Unit(entry.text, entry.line) for entry in entries[head.words : signed.start] if isinstance(entry, Line)]
    words = tuple(item for item in gather(lines) if isinstance(item, Unit))
    return Found(Promulgation(head.heading, head.number, words, signed.signature, entries[head.start].line), signed.stop)
