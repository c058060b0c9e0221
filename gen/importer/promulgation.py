"""Lines before a text or under its title → 公布公告, 令, or the notice that issues it: heading, number, words, 署名 and date.

Source: 立法法 arts. 62, 88 (a law is put into force by an order of the President, a local regulation by an announcement).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gen.faults import Line
from gen.importer.contents import is_contents_heading
from gen.importer.entries import Entry
from gen.importer.passage import passage_length
from gen.importer.signed import Signed, signed_at
from gen.importer.title import at, is_issuing, is_labelled, is_mark, join, text_of, title_length
from gen.model import Promulgation, Signature, Unit
from gen.organs import unspaced
from gen.wording import bare, is_number, is_serial

_MOST_BEFORE: Final = 8
_MOST_LINES: Final = 60
_WORDS = re.compile("(?:现|特)?(?:予以|予)(?:重新)?(?:公布|发布|颁布|印发)|现(?:将.{0,80})?(?:公布|发布|颁布|印发)|特此公告|已(?:由|经|于).{4,160}通过")
_MARK_WITH_SERIAL = re.compile(r"(?P<mark>.{2,50}?(?:令|公告|通告|文件))\s*(?P<serial>[（(〔\[]?.{0,14}第?\s*[\d〇○零一二三四五六七八九十百]+\s*号[）)]?)")
_OF_THIS: Final = ("本法", "本条例", "本规定", "本办法", "本决定")


@dataclass(frozen=True, slots=True)
class Found:
    """A promulgation among entries: it takes those from `start` up to `stop`."""

    promulgation: Promulgation
    start: int
    stop: int


def leading_promulgation(entries: Sequence[Entry]) -> Found | None:
    """The entries a document without a title above them opens with → the words that put it into force; None when there are none."""
    for index in range(min(len(entries), _MOST_BEFORE)):
        found = promulgation_at(entries, index, "")
        if found and index:
            # What a host prints above the words (a summary for the press, a bracket) can stand nowhere else.
            return _found(entries, 0, "", "", 0, _signed(entries, index) or Signed(Signature("", ""), found.stop, found.stop, certain=False))
        if found:
            return found
        text = text_of(entries[index])
        if not text or is_contents_heading(entries[index]) or is_labelled(text):
            return None
    return None


def promulgation_at(entries: Sequence[Entry], start: int, title: str) -> Found | None:
    """The words that begin at `start` and put into force the text called `title` (empty: not yet known); None when there are none."""
    text = text_of(at(entries, start))
    if not text:
        return None
    if is_mark(text) or _mark_with_serial(text):
        return _headed(entries, start, 1)
    name = bare(title)
    size = title_length(entries, start) if name else 0
    if size:
        issuing = bare(join(entries[start : start + size]))
        return _headed(entries, start, size) if is_issuing(issuing) and name in issuing and name != issuing else None
    if _promulgates(text, name) and text.endswith(("。", "）", ")")):
        signed = _signed(entries, start)
        return _found(entries, start, "", "", start, signed or Signed(Signature("", ""), start + 1, start + 1, certain=False))
    return None


def promulgation_above(entries: Sequence[Entry], stop: int) -> Found:
    """Everything above a title that is printed a second time → one promulgation, as the only thing that may stand there."""
    signed = signed_at(entries, stop - 1, 0)
    return _found(entries, 0, "", "", 0, signed or Signed(Signature("", ""), stop, stop, certain=False))


def events(entries: Sequence[Entry], start: int, size: int) -> Found:
    """Events of a 题注 without brackets → a promulgation: the reader would add the brackets, and nothing else may stand under a title."""
    return Found(_promulgation(entries, "", "", start, start + size, Signature("", "")), start, start + size)


def _promulgates(text: str, name: str) -> bool:
    if not _WORDS.search(text):
        return False
    return not name or f"《{name}》" in bare(text) or text.startswith(_OF_THIS)


def _mark_with_serial(text: str) -> re.Match[str] | None:
    match = _MARK_WITH_SERIAL.fullmatch(text)
    return match if match and is_mark(match["mark"]) and (is_serial(match["serial"]) or is_number(text)) else None


def _headed(entries: Sequence[Entry], start: int, size: int) -> Found:
    """A promulgation that begins with a heading of so many lines."""
    both = _mark_with_serial(text_of(entries[start])) if size == 1 else None
    heading = both["mark"] if both else unspaced(join(entries[start : start + size]))
    number = both["serial"] if both else ""
    words = start + size
    following = text_of(at(entries, words))
    if not number and (is_serial(following) or is_number(following)):
        number = following
        words += 1
    # A 公告 or 文件 with a title of its own has no words: its heading is the 发文机关标志.
    signed = None if title_length(entries, words) else _signed(entries, words)
    if signed:
        return _found(entries, start, heading, number, words, signed)
    stop = words
    while _WORDS.search(text_of(at(entries, stop))) and not title_length(entries, stop):
        stop += 1
    return _found(entries, start, heading, number, words, Signed(Signature("", ""), stop, stop, certain=False))


def _found(entries: Sequence[Entry], start: int, heading: str, number: str, words: int, signed: Signed) -> Found:
    return Found(_promulgation(entries, heading, number, words, signed.start, signed.signature), start, signed.stop)


def _signed(entries: Sequence[Entry], words: int) -> Signed | None:
    """The 落款 under the words; None when a text begins before any date."""
    for index in range(words, min(len(entries), words + _MOST_LINES)):
        text = text_of(entries[index])
        if not text or is_contents_heading(entries[index]) or text.startswith(("第一条", "第一章", "第一编")):
            return None
        if index > words and passage_length(entries, index):
            return None
        signed = signed_at(entries, index, words)
        if signed:
            return signed
    return None


def _promulgation(entries: Sequence[Entry], heading: str, number: str, start: int, stop: int, signature: Signature) -> Promulgation:
    words = tuple(Unit(entry.text, entry.line) for entry in entries[start:stop] if isinstance(entry, Line))
    line = entries[start].line if start < len(entries) else 0
    return Promulgation(heading, number, words, signature, line)
