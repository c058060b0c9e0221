"""Lines of the papers of a meeting → 副题, 报告人, 领衔代表 under a title; 类别标记 and 公开属性 at the head of a reply to a deputy."""

import re
from collections.abc import Sequence
from typing import Final

from gen.document.model import Header
from gen.importer.recognise.entries import Entry, at, text_of
from gen.wording.organs import POSTS

_DASH: Final = "——"
_LONGEST: Final = 60
_STOPS = re.compile("[。；：！？;!?]")
_SPEAKER = re.compile(
    rf"(?:报告人[：:][ \u3000]*)?[^，。；：！？《》“”、]{{0,40}}(?:{POSTS}|委员|组长|召集人)[ \u3000]+"
    r"(?:[\u3400-\u9fff×]{1,4}(?:[ \u3000][\u3400-\u9fff×]{1,3})?|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff·]{1,16})"
)
_MOVER = re.compile("(?:领衔(?:代表|人)|附议(?:代表|人)|联名(?:代表|人)|提案人|提议案人|建议人)(?:（[^（）]*）)?：[ \u3000]*[^ \u3000].*")
_MOST: Final = 4
_MARK: Final = "[（(]?[A-D]类?[）)]?"
_CATEGORY = re.compile(f"(?:办理)?类别(?:标记)?[：:][ \u3000]*{_MARK}")
_ALONE = re.compile(_MARK)
_OPEN: Final = "主动公开|依申请公开|不予公开|不公开|公开"
_DISCLOSURE = re.compile(f"(?:公开属性|是否(?:同意)?公开)[：:][ \u3000]*(?:{_OPEN}|是|否)")
_OPEN_ALONE = re.compile(_OPEN)
_REPLY = re.compile("(?:建议|提案|议案).{0,6}答复(?:函)?$")
_NEAR: Final = 8
"""How many lines under a lone A the title of a reply must be."""


def is_subtitle(text: str) -> bool:
    """Whether a line under a title is its 副题: it begins with —— and is no sentence."""
    return text.startswith(_DASH) and len(text) <= _LONGEST and not _STOPS.search(text)


def speaker_length(entries: Sequence[Entry], start: int) -> int:
    """How many entries from `start` on are post and name of a 报告人, parted by a space; 0 if there is none."""
    size = 0
    while size < _MOST and _SPEAKER.fullmatch(text_of(at(entries, start + size))):
        size += 1
    return size


def movers_length(entries: Sequence[Entry], start: int) -> int:
    """How many entries from `start` on are lines of 领衔代表 or 附议代表, each with its label; 0 if there is none."""
    size = 0
    while size < _MOST and _MOVER.fullmatch(text_of(at(entries, start + size))):
        size += 1
    return size


def reply_marks(entries: Sequence[Entry], start: int) -> tuple[Header, int]:
    """The entries from `start` on → a 版头 with the 类别标记 and 公开属性 that are there, and how many entries they take.

    A, B or C without a label is the 类别标记 only if the title of a reply to a deputy is near; 公开 without one is a
    公开属性 only under a 类别标记.
    """
    category = disclosure = ""
    size = 0
    text = text_of(at(entries, start))
    near = any(_REPLY.search(text_of(at(entries, start + place))) for place in range(1, _NEAR)) if _ALONE.fullmatch(text) else False
    if near or _CATEGORY.fullmatch(text):
        category, size = text, 1
    text = text_of(at(entries, start + size))
    if _DISCLOSURE.fullmatch(text) or (category and _OPEN_ALONE.fullmatch(text)):
        disclosure, size = text, size + 1
    return Header(category=category, disclosure=disclosure), size
