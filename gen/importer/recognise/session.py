"""Lines of the papers of a meeting → 副题, 报告人, 领衔代表 under a title; 类别标记 and 公开属性 at the head of a reply to a deputy."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from gen.document.model import BodyItem, Header, Unit
from gen.importer.recognise.entries import Entry, at, is_labelled, text_of
from gen.importer.recognise.title import title_length
from gen.wording.lines import bare, is_number, is_title
from gen.wording.organs import POSTS, is_organ, organ_of_post

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
_PRESENT = re.compile("(?:出席|请假|缺席|列席)(?:人员)?(?:（[^（）]*）)?：.*[^。]")
_REPLY = re.compile("(?:建议|提案|议案).{0,6}答复(?:函)?$")
_NEAR: Final = 8
"""How many lines under a lone A the title of a reply must be."""


def is_subtitle(text: str) -> bool:
    """Whether a line under a title is its 副题: it begins with —— and is no sentence."""
    return text.startswith(_DASH) and len(text) <= _LONGEST and not _STOPS.search(text)


def speaker_length(entries: Sequence[Entry], start: int, *, organ: bool = False) -> int:
    """How many entries from `start` on are post and name of a 报告人, parted by a space, or, if it may be an `organ`, that; 0 if there is none."""
    size = 0
    while size < _MOST and _SPEAKER.fullmatch(text_of(at(entries, start + size))):
        size += 1
    text = text_of(at(entries, start))
    return size or int(organ and is_organ(text) and not is_labelled(text))


def movers_length(entries: Sequence[Entry], start: int) -> int:
    """How many entries from `start` on are lines of 领衔代表 or 附议代表, each with its label; 0 if there is none."""
    size = 0
    while size < _MOST and _MOVER.fullmatch(text_of(at(entries, start + size))):
        size += 1
    return size


def is_letterhead(entries: Sequence[Entry]) -> bool:
    """Whether a document begins with the organ's name alone as its 发文机关标志: a 发文字号 and a title follow."""
    name = text_of(at(entries, 0))
    return is_organ(name) and is_number(text_of(at(entries, 1))) and title_length(entries, 2) > 0 and not is_title(name)


def kind_of_meeting(title: str, fields: Mapping[str, object]) -> str:
    """The title of a paper and its elements → its kind by both: a report read at a meeting, a 建议 that deputies move; empty for others."""
    name = bare(title)
    if fields["subtitle"] and name.endswith("报告"):
        return "work-report"
    return "suggestion" if fields["movers"] and name.endswith("建议") else ""


def organ_of_speakers(speakers: Sequence[str]) -> str:
    """The first 报告人 → the organ for which he or she speaks: ××市市长　××× → ××市人民政府; empty if the line does not say."""
    return organ_of_post(speakers[0]) if speakers else ""


def attended(body: Sequence[BodyItem]) -> tuple[tuple[BodyItem, ...], tuple[str, ...]]:
    """The text of 纪要 → the same without its last lines that name who was 出席, 请假 and 列席, and these."""
    stop = len(body)
    while stop > 1 and isinstance(item := body[stop - 1], Unit) and not item.label and _PRESENT.fullmatch(item.text):
        stop -= 1
    return tuple(body[:stop]), tuple(item.text for item in body[stop:] if isinstance(item, Unit))


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
