"""Entries → how many of them are a title, and that title as one line.

Source: GB/T 9704-2012, 7.3.1 (a title goes over several lines, divided at words).
"""

import re
from collections.abc import Sequence
from typing import Final

from gen.importer.recognise.entries import Entry, at, is_labelled, text_of
from gen.importer.recognise.heading import heading_at, is_heading
from gen.wording.lines import bare, is_closed, is_number, is_serial, is_title, whole_date
from gen.wording.organs import unspaced

_LONGEST: Final = 120
_MOST_LINES: Final = 5
_LEFT: Final = ("（", "(")
_NOT_AT_END: Final = tuple("。；：，、！？;:,!?")
_SENTENCE = re.compile("[。；！？;!?]")
_SUPPLEMENT = re.compile(r"[（(](?!.*(?:为序|排列|年.*日|通过|批准|公布|发布|第.{1,9}号))[^（）()]{1,30}[）)]")
_SECOND_LINES: Final = ("的", "修正案", "修订案", "实施")
"""With these a second line continues a title, even if the first line is a complete title."""
_CONTENTS: Final = ("目录", "目次")
_ANNEX = re.compile("附(?:件|录|表|图)?(?:[一二三四五六七八九十0-9]|[：:]|$)")
_VERBS: Final = "(?:印发|发布|公布|颁布|颁发|下发|转发|批转)"
_NOTICES: Final = "(?:通知|公告|通告|令)"
_ISSUING = re.compile(f"{_VERBS}[《“].*[》”]的?{_NOTICES}|关于{_VERBS}.*{_NOTICES}")


def join(lines: Sequence[Entry]) -> str:
    """The lines of a title → the title, without the spaces between spread-out characters."""
    return "".join(unspaced(text_of(line)) for line in lines)


def is_issuing(title: str) -> bool:
    """Whether a title names a notice that only issues another text: …关于印发《…》的通知."""
    return _ISSUING.search(bare(title)) is not None


def is_supplement(text: str) -> bool:
    """Whether a line in brackets belongs to the title above it, （试行）, （共130项）, and is no 题注."""
    return text.startswith(_LEFT) and _SUPPLEMENT.fullmatch(bare(text)) is not None


def may_be_title(entry: Entry | None) -> bool:
    """Whether a paragraph may be a line of a title: short, no sentence, label, number, date or heading of a 令."""
    text = text_of(entry)
    if not text or len(text) > _LONGEST or text.endswith(_NOT_AT_END) or _SENTENCE.search(text):
        return False
    if text.startswith(_LEFT) and not is_supplement(text):
        return False
    name = bare(text)
    if name in _CONTENTS or _ANNEX.match(name) or is_number(name) or is_serial(name) or is_heading(text) or whole_date(name):
        return False
    return not is_labelled(text)


def title_length(entries: Sequence[Entry], start: int) -> int:
    """How many entries from `start` on are one title; 0 if there is none."""
    if text_of(at(entries, start)).startswith(_LEFT) or heading_at(entries, start):
        return 0
    most = 0
    while most < _MOST_LINES and (may_be_title(at(entries, start + most)) or (most and _continues(entries, start, most))):
        most += 1
    if not most:
        return 0
    length = next((size for size in range(1, most + 1) if is_title(join(entries[start : start + size]))), 0)
    if not length:
        length = most if most > 1 and _ends_before_element(at(entries, start + most)) else 1
    elif length < most and _goes_on(entries, start, length, most):
        length = most
    while length < _MOST_LINES and is_supplement(text_of(at(entries, start + length))):
        length += 1
    return length


def _continues(entries: Sequence[Entry], start: int, size: int) -> bool:
    """Whether a line continues a quoted name that an earlier line opens."""
    text = text_of(at(entries, start + size))
    return bool(text) and len(text) <= _LONGEST and not _SENTENCE.search(text) and not is_closed(join(entries[start : start + size]))


def _goes_on(entries: Sequence[Entry], start: int, length: int, most: int) -> bool:
    """Whether a title that might be complete continues in the following lines, up to the next element."""
    first, rest = bare(join(entries[start : start + length])), bare(join(entries[start + length : start + most]))
    if not is_title(first + rest) or first in rest:
        return False
    if rest.startswith(_SECOND_LINES):
        return True
    return "关于" in first and "关于" not in rest and is_title(f"关于{rest}") and _ends_before_element(at(entries, start + most))


def _ends_before_element(entry: Entry | None) -> bool:
    """Whether the next entry proves that a title ends here: it is a number, 题注, 主送机关, 目录 or has a label."""
    text = text_of(entry)
    return is_number(text) or text.startswith(_LEFT) or text.endswith(("：", ":")) or bare(text) in _CONTENTS or is_labelled(text)
