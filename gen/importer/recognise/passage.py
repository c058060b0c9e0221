"""Lines under a title → the 题注: who adopted the text and when, and all later events, on one line or more.

Source: 立法法 art. 65.
"""

import re
from collections.abc import Sequence
from typing import Final

from gen.importer.recognise.entries import Entry, at, text_of
from gen.wording.lines import dates, is_event

_EVENT = re.compile("通过|批准|修正|修订|公布|发布|颁布|施行|实施|制定|会议|令第|第.{1,5}号|废止|生效")
_ORDER = re.compile("（[^（）]{0,12}按[^（）]{2,20}(?:为序|排列|排序)）")
"""The note under the title of a list of candidates: （按姓名笔画为序）."""
_BRACKETS = re.compile("[（）]")
_LEFT: Final = "（"
_RIGHT: Final = "）"
_BULLETS: Final = ("-", "—", "–", "•", "·", "*")
_MOST_LINES: Final = 60


def passage_length(entries: Sequence[Entry], start: int) -> int:
    """How many entries from `start` on are the 题注 under a title; 0 if there is none."""
    size = 0
    while following := _bracketed(entries, start + size):
        size += following
    return size


def _bracketed(entries: Sequence[Entry], start: int) -> int:
    """How many entries one pair of brackets around events takes; 0 if there is none."""
    if not text_of(at(entries, start)).startswith(_LEFT):
        return 0
    depth = 0
    for size in range(1, _MOST_LINES):
        text = text_of(at(entries, start + size - 1))
        if not text:
            return 0
        for mark in _BRACKETS.findall(text):
            depth += 1 if mark == _LEFT else -1
            if depth < 0:
                return 0
        if not depth:
            whole = "".join(text_of(entry) for entry in entries[start : start + size])
            return size if whole.endswith(_RIGHT) and _adopts(whole) else 0
    return 0


def _adopts(text: str) -> bool:
    """Whether a text in brackets says who adopted a text or when: it names an event, or begins with a date; or in which order a list is."""
    if _ORDER.fullmatch(text):
        return True
    found = next(dates(text), None)
    if not found:
        return bool(re.search(r"\d{4}年", text) and _EVENT.search(text))
    return bool(_EVENT.search(text)) or found.start == 1


def events_length(entries: Sequence[Entry], start: int) -> int:
    """How many entries from `start` on are events of a 题注, one a line and without brackets, as some websites do."""
    size = 0
    while size < _MOST_LINES and is_event(text := text_of(at(entries, start + size))):
        # A sentence is an event only inside a list.
        if text.endswith("。") and not text.startswith(_BULLETS) and not size:
            break
        size += 1
    return size
