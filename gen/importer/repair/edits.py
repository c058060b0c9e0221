"""The changes that the rules propose for a passage, and the names of those rules."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """The kinds of repair, as the ledger names them."""

    MARK = "半角标点"
    BRACKET = "半角括号"
    QUOTE = "直引号"
    TITLE_MARK = "单书名号"
    ZERO = "年份的〇"
    RADICAL = "部首字"
    ENTITY = "网页代码"
    CONTROL = "控制字符"
    INVISIBLE = "不可见字符"
    SPACE = "空白"
    BREAK = "断行"


class Edit(NamedTuple):
    """A proposed change: in a passage, the characters from `start` to `end` become `after`."""

    start: int
    end: int
    after: str
    rule: Rule


class Doubt(NamedTuple):
    """A place in a passage that only the author can decide."""

    offset: int
    message: str
    hint: str


Joined = Callable[[str], bool]
"""Tells whether the document has these characters anywhere in sequence, without white space between them."""


def without_overlaps(edits: list[Edit]) -> list[Edit]:
    """The edits of one passage, the surer first, → those that overlap no surer one, in the order of the text."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.start):  # a stable sort keeps the surer first
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
