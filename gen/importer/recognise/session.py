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
    r"[\u3400-\u9fff·×]{1,4}(?:[ \u3000][\u3400-\u9fff×]{1,3})?"
)
_MOVER = re.compile("(?:领衔(?:代表|人)|附议(?:代表|人)|联名(?:代表|人)|提案人|提议案人|建议人)(?:（[^（）]*）)?：[ \u3000]*[^ \u3000].*")
_MOST: Final = 4
_CATEGORY = re.compile("(?:办理)?类别(?:标记)?[：:][ \u3000]*[（(]?[A-D]类?[）)]?")
_DISCLOSURE = re.compile("(?:公开属性|是否(?:同意)?公开)[：:][ \u3000]*(?:主动公开|依申请公开|不予公开|不公开|公开|是|否)")


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


def reply_marks(entries: Sequence[Entry]) -> tuple[Header, int]:
    """The first entries of a document → a 版头 with the 类别标记 and 公开属性 that are there, and how many entries they take.

    Only labelled ones are known in this place: a lone A may be anything.
    """
    category = disclosure = ""
    size = 0
    if _CATEGORY.fullmatch(text_of(at(entries, size))):
        category = text_of(at(entries, size))
        size += 1
    if _DISCLOSURE.fullmatch(text_of(at(entries, size))):
        disclosure = text_of(at(entries, size))
        size += 1
    return Header(category=category, disclosure=disclosure), size
