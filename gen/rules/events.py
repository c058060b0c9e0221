"""题注 → its events, and where they break 立法法 art. 65 and the practice of congresses.

An event says who adopted, approved or amended the text, and when.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from msgspec import Struct

from gen.document.model import Document, Text
from gen.rules.printed import Finding, Printed, of, texts
from gen.wording.lines import dates
from gen.wording.numerals import read_numeral
from gen.wording.patterns import late

_QUOTED: Final = late("《[^《》]{0,400}》|〈[^〈〉]{0,400}〉")
_VERB: Final = late("批准|修正|修订|通过|公布|发布|废止")
_EFFECT: Final = late("起?(?:正式)?(?:施行|实施|生效|执行)")
_ORDINAL: Final = late("第([一二三四五六七八九十]+)次(修正|修订)")
_CONGRESS: Final = "人民代表大会"
_SUBJECT: Final = late("(?P<place>[\u3400-\u9fff×]{2,12}?(?:市|自治州|自治县))(?:第[^届]{1,4}届)?人民代表大会")
_PROVINCIAL: Final = ("北京市", "上海市", "天津市", "重庆市")
_DRAFT: Final = late("草案|稿）$")
_ADOPTED_KINDS: Final = frozenset({"statute", "decision", "resolution"})


class Event(Struct, frozen=True):
    """An event of a 题注: its day, its words up to the next date, and its start in the whole.

    `plain` are the words with 口 for every character of a title.
    """

    day: date
    words: str
    plain: str
    start: int

    @property
    def verbs(self) -> set[str]:
        """The verbs of the event: 通过, 批准, 修正 and so on."""
        return set(_VERB.findall(self.plain))

    @property
    def is_effect(self) -> bool:
        """Whether the event says only that the text comes into force."""
        return bool(_EFFECT.match(self.plain)) and not self.verbs


def events(passage: str) -> list[Event]:
    """A 题注 as one string → its events in the order of the text."""
    plain = _QUOTED.sub(lambda match: "口" * len(match[0]), passage)
    found = list(dates(plain))
    ends = [*(after.start for after in found[1:]), len(plain)]
    return [Event(day=at.day, words=passage[at.end : end], plain=plain[at.end : end], start=at.start) for at, end in zip(found, ends, strict=False)]


def _passages(document: Document) -> Iterator[tuple[Text, Printed, list[Event]]]:
    """Each text with a 题注, that 题注 as one line, and its events."""
    for text in texts(document):
        if text.passage:
            whole = "".join(text.passage)
            at = Printed(whole if len(text.passage) == 1 else text.passage[0], text.line_of("passage"))
            yield text, at, events(whole)


def _find(at: Printed, event: Event, message: str, hint: str) -> Finding:
    return Finding(at, message, hint, event.start if event.start < len(at.text) else 0)


def order(document: Document) -> Iterator[Finding]:
    """The events are in the order of their dates."""
    for _, at, all_ in _passages(document):
        happened = [event for event in all_ if not event.is_effect]
        for earlier, later in pairwise(happened):
            if later.day < earlier.day:
                yield _find(at, later, f"题注里{later.day:%Y}年的这一次早于前一次（{earlier.day:%Y}年）", "请照日期先后写，或者核对日期")
                break


def ordinals(document: Document) -> Iterator[Finding]:
    """第一次修正, 第二次修正 and so on, without a gap."""
    for _, at, all_ in _passages(document):
        counts = {"修正": 0, "修订": 0}
        for event in all_:
            match = _ORDINAL.search(event.plain)
            if match:
                number = read_numeral(match[1])
                if number != counts[match[2]] + 1:
                    yield _find(at, event, f"题注里的“{match[0]}”应为第{counts[match[2]] + 1}次", "请核对次数，或者补上缺少的一次")
                    break
                counts[match[2]] = number


def basis(document: Document) -> Iterator[Finding]:
    """An event of 修正 names the decision that amends."""
    for _, at, all_ in _passages(document):
        for event in all_:
            if "修正" in event.verbs and "口" not in event.plain and not re.search("修正案|决定", event.plain):
                yield _find(at, event, "题注说“修正”，没有写根据哪个修改决定", "照“根据…会议《关于修改〈…〉的决定》修正”的样子写")


def wording(document: Document) -> Iterator[Finding]:
    """DATE organ 第…次会议通过: no 在 after the date, no 审议 before 通过, no mark before the closing parenthesis."""
    for text, at, all_ in _passages(document):
        for event in all_:
            # A line under a report says where it was given, （…在…会议上）, and adopts nothing.
            if event.plain.startswith("在") and event.verbs:
                yield _find(at, event, "题注的日期之后用了“在”", "请删去“在”，照“×年×月×日…会议通过”的样子写")
        for line in of(text, "passage"):
            for match in re.finditer("审议通过", _QUOTED.sub(lambda quoted: "口" * len(quoted[0]), line.text)):
                yield Finding(line, "题注用了“审议通过”", "请写作“通过”", match.start())
        last = of(text, "passage")[-1]
        if re.search("[。，；、]）$", last.text):
            yield Finding(last, f"题注末尾有标点“{last.text[-2]}”", "请删去", len(last.text) - 2)


def missing(document: Document) -> Iterator[Finding]:
    """立法法 art. 65: a text that a people's congress adopts says below its title who adopted it, and when."""
    if document.kind not in _ADOPTED_KINDS or _CONGRESS not in document.organ or _DRAFT.search(document.title):
        return
    said = [event for _, _, all_ in _passages(document) for event in all_]
    if not document.passage:
        yield Finding(of(document, "title")[0], "没有题注", "请加上“passage: （×年×月×日…第…次会议通过）”")
    elif not any(event.verbs & {"通过", "批准", "修订"} for event in said):
        yield Finding(of(document, "passage")[0], "题注没有写明制定机关和通过的日期", "照“（×年×月×日…第…次会议通过）”的样子写")


def approval(document: Document) -> Iterator[Finding]:
    """立法法 art. 81, 88: a higher congress approves a statute of a city with districts or of an autonomous place."""
    if document.kind != "statute" or not document.passage or "经济特区" in document.title:
        return
    all_ = events("".join(document.passage))
    adopted = next((event for event in all_ if "通过" in event.verbs), None)
    match = _SUBJECT.match(adopted.plain) if adopted else None
    if match and match["place"] not in _PROVINCIAL and not any("批准" in event.verbs for event in all_):
        at = of(document, "passage")[0]
        yield Finding(at, f"{match['place']}的地方性法规没有写明批准的机关和日期", "请在题注里加上“×年×月×日…第…次会议批准”")
