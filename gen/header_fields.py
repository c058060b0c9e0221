"""版头 and 版记 as their author wrote them → what is printed of them (7.2, 7.4)."""

import re
from typing import Final

from gen.faults import Faults, Spot
from gen.fields import Fields
from gen.model import ADDRESSED, Colophon, Header, listed
from gen.signature_fields import texts

HEADER: Final = {
    "copy_number": "份号",
    "secrecy": "密级和保密期限",
    "urgency": "紧急程度",
    "masthead": "发文机关标志",
    "masthead_word": "联合行文的“文件”",
    "approvers": "签发人",
}
COLOPHON: Final = {"addressee": "主送机关", "copies": "抄送机关", "issuer": "印发机关", "issued": "印发日期"}
APPROVER: Final = "签发人："
COPIES: Final = "抄送："
ISSUED: Final = "印发"
_USUAL: Final = {
    "copy_number": ("7.2.1", re.compile(r"\d{6}"), "份号一般用6位阿拉伯数字", "例如“000001”"),
    "secrecy": ("7.2.2", re.compile("(绝密|机密|秘密)(★.+)?"), "密级是绝密、机密、秘密，保密期限写在“★”之后", "例如“机密★1年”"),
    "urgency": ("7.2.3", re.compile("特急|加急|特提|平急"), "紧急程度是特急、加急，电报是特提、特急、加急、平急", "例如“特急”"),
}
"""Field → clause, how it is usually written, and what its author is told where it is not."""
_NUMBER = re.compile(r"(?P<before>.*?)(?P<open>[\[［【（(〔])(?P<year>\d{2,4})(?P<close>[\]］】）)〕])(?P<serial>.*)")


def header(fields: Fields) -> Header:
    """Take what is written of a masthead; a label 签发人： is added where the author left it out."""
    approvers = texts(fields.lines("approvers", brackets=True))
    if approvers and not approvers[0].startswith(APPROVER):
        approvers = (APPROVER + approvers[0], *approvers[1:])
    marks = texts(fields.lines("masthead", brackets=True))
    word = fields.text("masthead_word")
    if word and not marks:
        fields.faults.error("7.2.4", "写了 masthead_word，没有写发文机关标志", fields.spot("masthead_word"), "请加上“masthead: …”")
    for key in ("copy_number", "secrecy", "urgency", "approvers"):
        if fields.has(key) and not marks and "masthead" not in fields.slips:
            message = f"写了 {fields.label(key)}，没有写发文机关标志"
            fields.faults.error("7.2", message, fields.spot(key), "请加上“masthead: …”，例如“masthead: ××市人民政府文件”")
    usual = {key: _usual(fields, key) for key in _USUAL}
    return Header(
        copy_number=usual["copy_number"],
        secrecy=usual["secrecy"],
        urgency=usual["urgency"],
        marks=marks,
        word=word,
        approvers=approvers,
    )


def _usual(fields: Fields, key: str) -> str:
    """Take a field of a masthead, with a warning where it is not written as the standard has it."""
    line = fields.optional(key)
    rule, pattern, message, hint = _USUAL[key]
    if line and not pattern.fullmatch(line.text):
        fields.faults.warn(rule, f"{message}，写的是“{line.text[:20]}”", line.spot(), hint)
    return line.text if line else ""


def check_number(number: str, spot: Spot, faults: Faults) -> None:
    """发文字号 → a warning for each thing 7.2.5 has otherwise; numbers of 公告 and 令 are none."""
    found = _NUMBER.fullmatch(number)
    if not found or found["before"].endswith(("公告", "令")):
        return
    before, year, serial = found["before"], found["year"], found["serial"]
    right = f"{before}〔{year if len(year) == len('2022') else '20' + year[-2:]}〕{serial.removeprefix('第').lstrip('0').removesuffix('号')}号"
    if right != number:
        message = f"发文字号的年份应标全称、用六角括号，顺序号不加“第”、不编虚位、后加“号”，写的是“{number[:40]}”"
        faults.warn("7.2.5", message, spot, f"改为“{right[:40]}”")


def colophon(fields: Fields) -> Colophon | None:
    """Take what is written of a 版记; its labels 主送：, 抄送：, its 。 and 印发 are added where the author left them out."""
    inner = fields.inner("colophon", COLOPHON)
    if inner is None:
        return None
    if not any(map(inner.has, COLOPHON)):
        fields.faults.error("7.4", "colophon（版记）里什么也没有", fields.spot("colophon"), f"请写上 {'、'.join(COLOPHON)}，或者删去")
    issued = inner.dated("issued", ISSUED)
    return Colophon(
        addressee=listed(ADDRESSED, inner.text("addressee")),
        copies=listed(COPIES, inner.text("copies")),
        issuer=inner.text("issuer"),
        issued=issued.text if issued else "",
        line=fields.spot("colophon").line,
    )
