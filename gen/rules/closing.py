"""落款 and 版记 → where they break 7.3.5 and 7.4, and elements that only the edition of 1999 had."""

import re
from collections.abc import Iterator
from typing import Final

from gen.document.model import ADDRESSED, Document
from gen.rules.names import is_same_organ
from gen.rules.printed import Finding, Printed, of, of_unit, texts, units
from gen.wording.lines import bare
from gen.wording.numerals import parse_date
from gen.wording.organs import organ_of_signature
from gen.wording.patterns import late

_STALE: Final = (
    (late("主题词[：:]"), "“主题词”是1999年版的要素，2012年起已经取消", "请删去"),
    (late("抄报[：:]"), "“抄报”2012年起已经取消", "对上级机关也用“抄送”"),
    (late("[（(]?此页无正文[）)]?$"), "“此页无正文”是1999年版的做法", "请删去；落款和正文会自动排在同一面"),
    (late("[（(]?共印\\s*\\d+\\s*份[）)]?$"), "“共印×份”不是版记的要素", "请删去"),
)
_ATTENDANCE: Final = ("出席", "请假", "列席")
_SEPARATORS: Final = late(r"[；;,]|(?<=\S)[ \u3000]+(?=\S)")


def issue(document: Document) -> Iterator[Finding]:
    """7.4.3: 印发机关 and 印发日期 come together, on one line; a letter has neither (10.1)."""
    colophon = document.colophon
    if not colophon:
        return
    at = Printed(colophon.issuer or colophon.issued, colophon.line)
    if document.kind == "letter":
        if colophon.issuer or colophon.issued:
            yield Finding(at, "信函格式的版记不写印发机关和印发日期", "请删去 issuer 和 issued")
    elif bool(colophon.issuer) != bool(colophon.issued):
        missing = "印发日期（issued）" if colophon.issuer else "印发机关（issuer）"
        yield Finding(at, f"版记缺少{missing}", "印发机关和印发日期写在同一行，请补上")


def issue_date(document: Document) -> Iterator[Finding]:
    """7.4.3: the 印发日期 is not before the document's date."""
    colophon = document.colophon
    if not colophon or not colophon.issued or not document.date:
        return
    try:
        issued, made = parse_date(colophon.issued.removesuffix("印发")), parse_date(document.date)
    except ValueError:
        return  # a date that is wrong has a fault of its own; one in Han figures is not compared
    if issued < made:
        yield Finding(Printed(colophon.issued, colophon.line), f"印发日期早于成文日期（{document.date}）", "请核对两个日期")


def copies(document: Document) -> Iterator[Finding]:
    """7.4.2: one label before the organs, one full stop after the last."""
    for label, line in _listed(document):
        names = line.text.removeprefix(label)
        if re.match("[抄主]\\s*[送报]", names):
            yield Finding(
                Printed(names.rstrip("。"), line.line), f"“{label[:2]}”的标注写得不规范", f"请写作“{label}”，或者只写机关名称，标注会自动加上"
            )
        elif "。" in names[:-1]:
            yield Finding(Printed(names[:-1], line.line), "最后一个机关之前就有句号", "机关之间用逗号或者顿号，句号只用在最后", names.index("。"))


def separators(document: Document) -> Iterator[Finding]:
    """Between the organs of a list: 、 within a group of organs, ， between groups."""
    for label, line in _listed(document):
        names = line.text.removeprefix(label).rstrip("。")
        match = _SEPARATORS.search(names)
        if match:
            what = f"“{match[0]}”" if match[0].strip() else "空格"
            yield Finding(Printed(names, line.line), f"“{label[:2]}”各机关之间用了{what}", "同一类机关之间用“、”，各类之间用“，”", match.start())


def _listed(document: Document) -> Iterator[tuple[str, Printed]]:
    if document.colophon:
        for label, text in (("抄送：", document.colophon.copies), (ADDRESSED, document.colophon.addressee)):
            if text:
                yield label, Printed(text, document.colophon.line)


def attendance(document: Document) -> Iterator[Finding]:
    """10.3: the labels are 出席, 请假 and 列席, a line each."""
    for line in of(document, "attendance"):
        label = line.text.partition("：")[0]
        if bare(label) not in _ATTENDANCE:
            yield Finding(line, f"出席人员的标注“{label[:20]}”不规范", "标注是“出席”“请假”“列席”，各占一行")


def stale(document: Document) -> Iterator[Finding]:
    """Elements of the edition of 1999 that the one of 2012 does not have."""
    lines = [of_unit(unit) for text in texts(document) for unit in units(text)]
    lines += [Printed(note, text.line_of("note")) for text in texts(document) for note in text.note]
    lines += [Printed(line.text.removeprefix(label).rstrip("。"), line.line) for label, line in _listed(document)]
    for line in lines:
        for pattern, message, hint in _STALE:
            if pattern.match(line.text):
                yield Finding(line, message, hint)


def organ(document: Document) -> Iterator[Finding]:
    """The organ that signs is the organ that issues, by its full or its short name."""
    signature = document.signature
    # Deputies sign their own 议案 and 建议.
    if not signature or not signature.organ or not document.organ or document.movers:
        return
    # Who signs for an organ, 市长×××, may be all that a signature names.
    signing = [organ_of_signature(one) for one in signature.organs]
    if all(signing) and not any(is_same_organ(one, document.organ) for one in signing):
        message = f"署名“{signature.organ[:30]}”与制发机关“{document.organ[:30]}”不是同一机关"
        yield Finding(Printed(signature.organ, signature.line), message, "署名应当是制发机关的全称或者规范化简称")
