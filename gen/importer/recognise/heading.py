"""Entries → the heading of a 令 or 公告, or the 发文机关标志, at a place, with a number on the same line.

Source: GB/T 9704-2012, 7.2.4 (发文机关标志), 10.2 (命令).
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from gen.importer.recognise.entries import Entry, at, text_of
from gen.wording.lines import bare, is_closed, is_number, is_serial, is_title, leading_number
from gen.wording.organs import is_organ, unspaced

_LONGEST: Final = 60
_MARK: Final = re.compile("(?!.*(?:关于|的))[^，。；：！？《》“”]{2,50}(?:令|公告|通告|文件)")
_WITH_SERIAL = re.compile(r"(?P<mark>.{2,50}?(?:令|公告|通告|文件))\s*(?P<serial>[（(〔\[]?.{0,14}第?\s*[\d〇○零一二三四五六七八九十百]+\s*号[）)]?)")
_ENDS: Final = ("令", "公告", "通告", "文件")
_LAST_CHARACTERS: Final = ("令", "告", "件", "号", "）", ")")
_DOCUMENT: Final = "文件"
_MOST_ORGANS: Final = 4
_SIGNER: Final = "签发人"


class Heading(NamedTuple):
    """A heading as printed, the number after it on the same line (or empty), and its number of entries."""

    text: str
    number: str
    size: int


def heading_at(entries: Sequence[Entry], start: int) -> Heading | None:
    """The heading that begins at `start`, on one line or with organs above the word 令 or 公告; None if there is none."""
    text = text_of(at(entries, start))
    if is_heading(text):
        return Heading(unspaced(text), "", 1)
    if text.endswith(_LAST_CHARACTERS):
        match = _WITH_SERIAL.fullmatch(text)
        if match and is_heading(match["mark"]) and is_serial(match["serial"]):
            return Heading(match["mark"], match["serial"], 1)
    second = text_of(at(entries, 1)) if not start else ""
    if second.endswith(_DOCUMENT) and not is_title(text) and is_number(text_of(at(entries, 2))):
        whole = unspaced(text) + unspaced(second)  # a long mark takes two lines
        if is_heading(whole):
            return Heading(whole, "", 2)
    size = 0
    while size < _MOST_ORGANS and is_organ(text_of(at(entries, start + size))):
        size += 1
    if size and bare(text_of(at(entries, start + size))) in _ENDS:
        return Heading("".join(unspaced(text_of(entry)) for entry in entries[start : start + size + 1]), "", size + 1)
    return None


def is_heading(text: str) -> bool:
    """Whether one line is a heading: an organ, then 令, 公告, 通告 or 文件."""
    if len(text) > _LONGEST or not text.endswith(_LAST_CHARACTERS):
        return False
    name = bare(text)
    return is_closed(name) and _MARK.fullmatch(name) is not None


def is_number_below(text: str) -> bool:
    """Whether a line under a heading is its number: 第3号, 国办发〔2018〕1号; 签发人 may share the line."""
    return is_serial(text) or is_number(text) or (_SIGNER in bare(text) and bool(leading_number(text)))
