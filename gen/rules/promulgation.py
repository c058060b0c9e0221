"""公布公告 and the text that it publishes → where title, verb, meeting, date, effect or organ differ between them."""

import re
from collections.abc import Iterator
from typing import Final

from gen.document.model import Document, Unit
from gen.rules.events import events
from gen.rules.names import is_same_organ
from gen.rules.printed import Finding, Printed, of, of_unit, units
from gen.wording.effect import effect_of
from gen.wording.lines import bare, dates, is_serial, whole_date
from gen.wording.numerals import read_numeral
from gen.wording.organs import organ_of_heading, organ_of_signature
from gen.wording.patterns import late

_PUBLISHES: Final = late("现予(?:以)?(?:公布|发布)|予以公布|现将.{0,80}(?:公布|发布)")
_BOOK: Final = late("《((?:[^《》]|《[^《》]{0,200}》){0,400})》")
_MEETING: Final = late("第([一二三四五六七八九十百〇零0-9]+)(届|次会议)")
_DONE: Final = late("通过|批准")
_ADOPTS: Final = frozenset({"通过", "批准"})
_OWN_EFFECT: Final = late("本(?:法|条例|规定|办法|细则|规则|决定|决议)自[^，。；]{2,40}起(?:施行|实施|生效)(?=[。，])")
_EFFECTIVE: Final = late("自.{2,40}?起(?:正式)?(?:施行|实施|生效|执行)")


def _publishing(document: Document) -> Unit | None:
    """The paragraph of the promulgation that publishes a text; None without one, as in a report."""
    notice = document.promulgation
    return next((unit for unit in notice.text if _PUBLISHES.search(unit.text)), None) if notice else None


def _own(document: Document) -> Unit | None:
    """The same paragraph if it publishes this very text: an amending decision cannot be compared with the text."""
    unit = _publishing(document)
    named = [_flat(match[1]) for match in _BOOK.finditer(unit.text)] if unit else []
    return unit if not named or _flat(document.title) in named else None


def _blanked(text: str) -> str:
    """A paragraph → the same with 口 for every character of a title."""
    return _BOOK.sub(lambda match: "口" * len(match[0]), text)


def title(document: Document) -> Iterator[Finding]:
    """The title in 《》 is the title of the text, or of a decision that amends it."""
    unit = _publishing(document)
    if not unit or not document.title:
        return
    plain = _flat(document.title)
    named = [(match, _flat(match[1])) for match in _BOOK.finditer(unit.text)]
    if named and not any(plain in name or name in plain for _, name in named):
        match = named[0][0]
        yield Finding(of_unit(unit), "公告里的名称与标题不同", f"标题是“{document.title[:50]}”，请改成一致", match.start())


def _flat(text: str) -> str:
    return re.sub("[《》〈〉]", "", bare(text))


def verb(document: Document) -> Iterator[Finding]:
    """The announcement has the verb of the 题注: 通过 or 批准."""
    unit = _own(document)
    done = {verb for event in events("".join(document.passage)) for verb in event.verbs}
    if not unit or not done & _ADOPTS:
        return
    for match in _DONE.finditer(_blanked(unit.text)):
        if match[0] not in done:
            hint = f"题注写的是“{'、'.join(sorted(done & _ADOPTS))}”，请改成一致"
            yield Finding(of_unit(unit), f"公告说“{match[0]}”，题注没有这样说", hint, match.start())
            return


def meeting(document: Document) -> Iterator[Finding]:
    """第…届 and 第…次会议 are the same in the announcement and in the 题注."""
    unit = _own(document)
    if not unit or not document.passage:
        return
    written = {(read_numeral(match[1]), match[2]) for match in _MEETING.finditer("".join(document.passage))}
    kinds = {kind for _, kind in written}
    for match in _MEETING.finditer(_blanked(unit.text)):
        if match[2] in kinds and (read_numeral(match[1]), match[2]) not in written:
            yield Finding(of_unit(unit), f"公告里的“{match[0]}”与题注不同", "请核对届次和会议，改成一致", match.start())


def day(document: Document) -> Iterator[Finding]:
    """The day of adoption is the same in the announcement and in the 题注."""
    unit = _own(document)
    written = {event.day for event in events("".join(document.passage)) if event.verbs & _ADOPTS}
    if not unit or not written:
        return
    words = _blanked(unit.text)
    for found in dates(words):
        adopted = re.match(".{0,60}?(?:通过|批准)", words[found.end :].split("，")[0])
        if adopted and found.day not in written:
            yield Finding(of_unit(unit), f"公告里的日期“{words[found.start : found.end]}”与题注不同", "请核对，改成一致", found.start)


def effect(document: Document) -> Iterator[Finding]:
    """自…起施行 is the same in the announcement and in the text."""
    unit = _own(document)
    if not unit:
        return
    match = _EFFECTIVE.search(unit.text)
    own = effect_of([each.text for each in units(document)])
    if match and own.rule:
        here = next(dates(match[0]), None)
        if (here.day if here else None) != own.day:
            hint = f"正文写的是“{own.rule}”，请改成一致"
            yield Finding(of_unit(unit), f"公告里的施行日期“{match[0]}”与正文不同", hint, match.start())


def organ(document: Document) -> Iterator[Finding]:
    """The organ that signs the announcement is the organ in its heading."""
    notice = document.promulgation
    if not notice or not notice.heading or not notice.signature.organ:
        return
    heading, signed = organ_of_heading(notice.heading), organ_of_signature(notice.signature.organ)
    if heading and signed and not is_same_organ(heading, signed):
        message = f"公告的署名“{notice.signature.organ[:30]}”与标题“{notice.heading[:30]}”不是同一机关"
        yield Finding(Printed(notice.signature.organ, notice.line), message, "请核对，改成一致")


def signed_after(document: Document) -> Iterator[Finding]:
    """The announcement is not before the day on which the text was adopted or approved."""
    notice = document.promulgation
    signed = whole_date(notice.signature.date) if notice else None
    if not notice or not signed:
        return
    happened = [event.day for event in events("".join(document.passage)) if event.verbs & {"通过", "批准"}]
    latest = max(happened, default=None)
    # Events after adoption and approval have announcements of their own.
    if latest and signed < latest and not happened[2:]:
        message = f"公告的日期“{notice.signature.date}”早于题注里通过或者批准的日期"
        yield Finding(Printed(notice.signature.date, notice.signature.line), message, "请核对两个日期")


def number(document: Document) -> Iterator[Finding]:
    """公告号: 第3号 or 〔十五届〕第21号, with the 第 that 7.2.5 forbids in a 发文字号."""
    notice = document.promulgation
    if notice and notice.number and not is_serial(notice.number) and not re.search("[〔（]", notice.number):
        yield Finding(Printed(notice.number, notice.line), f"公告号“{notice.number[:20]}”的写法不规范", "照“第3号”“〔十五届〕第21号”的样子写")


def effective(document: Document) -> Iterator[Finding]:
    """立法法 art. 61: a statute says from when it is in force."""
    # A 司法解释 comes into force with the law that it interprets.
    if document.kind != "statute" or document.title.endswith("解释") or re.search("法院|检察院", document.organ):
        return
    notice = document.promulgation
    elsewhere = [*(unit.text for unit in notice.text)] if notice else []
    if not effect_of([unit.text for unit in units(document)], [*elsewhere, "".join(document.passage)]).rule:
        yield Finding(of(document, "title")[0] if document.title else Printed(""), "没有写明施行日期", "请在最后一条写“本…自×年×月×日起施行。”")


def lead(document: Document) -> Iterator[Finding]:
    """The words before 一、 of a decision end with “：”, as 作如下决定： does."""
    if document.kind not in {"decision", "resolution"}:
        return
    body = units(document)
    first = next((index for index, unit in enumerate(body) if unit.label == "一、"), 0)
    if first:
        before = body[first - 1]
        if not before.level and not before.text.endswith("：") and re.search("(?:决定|决议|如下)[。，；]?$", before.text):
            yield Finding(of_unit(before), "引出各项决定的话不以“：”结尾", "请以“作如下决定：”“决议如下：”一类的话结尾", len(before.text) - 1)


def effective_twice(document: Document) -> Iterator[Finding]:
    """A text says only once from when it is in force."""
    met = False
    for unit in units(document):
        match = _OWN_EFFECT.match(unit.text[len(unit.label) :].lstrip())
        if match and met:
            yield Finding(of_unit(unit), f"又一次规定了施行日期“{match[0][:40]}”", "只写一次，一般在最后一条")
        met = met or bool(match)


def announcing_organ(document: Document) -> Iterator[Finding]:
    """立法法 art. 88: the standing committee publishes a statute that a higher congress has approved."""
    notice = document.promulgation
    organ_ = notice.signature.organ if notice else ""
    approved = any("批准" in event.verbs for event in events("".join(document.passage)))
    if notice and document.kind == "statute" and approved and re.search("人民代表大会(?:主席团)?$", organ_):
        hint = "设区的市、自治地方的法规批准后，由本级人民代表大会常务委员会发布公告"
        yield Finding(Printed(organ_, notice.line), f"经批准的法规由“{organ_[:30]}”公布", hint)
