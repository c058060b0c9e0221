"""A passage → the edits to its white space: invisible characters go, rare spaces become ordinary, stray gaps close.

White space is no part of a text's identity, yet the ledger lists every change. A gap that may mean something stays:
letter-spaced words (总　则), labels, columns of a list, two organs or names side by side.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from gen.importer.receive.script import CHINESE, CLOSING, CONTROL, INVISIBLE, OPENING
from gen.importer.repair.edits import Edit, Joined, Rule
from gen.source.characters import HAN

_GAP = re.compile(rf"[\s{INVISIBLE}{CONTROL}]+")
_UNSEEN = re.compile(f"[{INVISIBLE}{CONTROL}]+")
_RARE = re.compile("[^\\S \u3000]")
"""White space other than the space and U+3000."""
_CHINESE = re.compile(f"[{CHINESE}×]")
_HAN = re.compile(f"[{HAN}]")
_HALF_CLOSING: Final = frozenset(",;:?!)")
_PAUSES: Final = frozenset("，、；,;")

_DATE = re.compile(
    r"(?<![0-9])[0-9]{4}\s{0,2}年\s{0,2}[0-9]{1,2}\s{0,2}月(?:\s{0,2}[0-9]{1,2}\s{0,2}日)?|第\s{0,2}[0-9]{1,4}\s{0,2}[号条款项章节次届期]"
)
_SPACED_DATE = re.compile(r"[0-9]\s+[年月日号条款项章节次届期]|[年月第]\s+[0-9]")
_LONGEST_GAP: Final = 2
_LONGEST_LABEL: Final = 5
_SHORTEST_SENTENCE: Final = 20
_FINAL = re.compile(r"[。；：！？，][”’）》]*\s*\Z")
_SINGLE = re.compile(rf"(?<=[{HAN}])[ \u00a0](?=[{HAN}])")
_NO_SENTENCE_GOES_ON: Final = frozenset("条章节编款项目号日电讯")
"""A gap after these belongs to a label, a date or a dateline."""


def space_edits(text: str, joined: Joined, *, sentence: bool, divided: bool = False) -> Iterator[Edit]:
    """A passage → the edits to its white space.

    `sentence`: it is text, not a cell. `divided`: its author divided its lines. `joined` knows the document.
    """
    if not _GAP.search(text):
        return
    stretched = sentence and _is_stretched(text)
    dates = [match.span() for match in _DATE.finditer(text)] if _SPACED_DATE.search(text) else []
    sentence = sentence and len(text) >= _SHORTEST_SENTENCE and bool(_FINAL.search(text))
    last = len(text)
    for match in _GAP.finditer(text):
        start, end = match.span()
        gap = _UNSEEN.sub("", match[0])
        if start == 0 or end == last or (divided and "\n" in gap):
            after = gap
        elif "\n" in gap:
            after = " " if text[start - 1].isascii() and text[end].isascii() and (text[start - 1] + text[end]).isalnum() else ""
        elif (
            not gap
            or stretched
            or _closes(text, start, end, len(gap))
            or (dates and _inside(start, dates))
            or (sentence and len(gap) == 1 and _goes_on(text, start, end, joined))
        ):
            after = ""
        elif _RARE.search(gap):
            after = "\u3000" if _CHINESE.match(text[start - 1]) and _CHINESE.match(text[end]) else " "
        else:
            after = gap
        if after != match[0]:
            rule = Rule.BREAK if "\n" in gap and not divided else Rule.SPACE if gap else Rule.INVISIBLE
            yield Edit(start, end, after, rule)


def _is_stretched(text: str) -> bool:
    """Whether spaces separate the Han of a sentence one by one, as some programs extract text from a PDF."""
    if not re.search("[，。；]", text):
        return False
    return len(text) >= _SHORTEST_SENTENCE and 2 * len(_SINGLE.findall(text)) >= len(_HAN.findall(text))


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (offset, sys.maxsize)) - 1
    return index >= 0 and offset < spans[index][1]


def _closes(text: str, start: int, end: int, length: int) -> bool:
    """Whether a gap comes before a closing mark, or after an opening one or a pause: there it means nothing."""
    left, right = text[start - 1], text[end]
    if length > _LONGEST_GAP:
        return False
    if right in CLOSING or left in OPENING:
        return True
    if right in _HALF_CLOSING and _HAN.match(left):
        return True
    if left not in _PAUSES or not (_HAN.match(right) or right.isalnum() or right in "《“"):
        return False
    # A gap after the 、 of a label belongs to it; before （二） it may mean the beginning of a paragraph.
    return bool(_CHINESE.match(text[start - 2 : start - 1])) and (left != "、" or start > _LONGEST_LABEL)


def _goes_on(text: str, start: int, end: int, joined: Joined) -> bool:
    """Whether the document has the characters on both sides of a gap elsewhere without a gap."""
    around = text[max(start - 2, 0) : start] + text[end : end + 2]
    if len(_HAN.findall(around)) < len("两侧各二") or text[start - 1] in _NO_SENTENCE_GOES_ON:
        return False
    window = text[max(start - 60, 0) : start]
    return window.rfind("《") <= window.rfind("》") and joined(around)
