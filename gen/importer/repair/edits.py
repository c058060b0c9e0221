"""A change to one passage before it is made, and the names of the rules that make changes."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """What the ledger calls each kind of repair."""

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
    """The characters from `start` to `end` of a passage become `after`."""

    start: int
    end: int
    after: str
    rule: Rule


class Place(NamedTuple):
    """Where a passage has something that only the author can decide."""

    offset: int
    message: str
    hint: str


Joined = Callable[[str], bool]
"""Tells whether characters stand together, without white space, anywhere in the document."""


def without_overlaps(edits: list[Edit]) -> list[Edit]:
    """Edits of one passage, the surer before the others → those that do not touch one before them, in the order of the text."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.start):  # a stable sort: at one place the surer stays first
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
