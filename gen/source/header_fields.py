"""Fields of the 版头 and the 版记 → their printed lines (7.2, 7.4)."""

from typing import Final

from gen.document.model import ADDRESSED, COPIES, ISSUED, Colophon, Header, listed
from gen.source.fields import Fields
from gen.source.signature_fields import texts
from gen.wording.patterns import late

HEADER: Final = {
    "copy_number": "份号",
    "secrecy": "密级和保密期限",
    "urgency": "紧急程度",
    "category": "类别标记",
    "disclosure": "公开属性",
    "masthead": "发文机关标志",
    "masthead_word": "联合行文的“文件”",
    "approvers": "签发人",
}
COLOPHON: Final = {"addressee": "主送机关", "copies": "抄送机关", "issuer": "印发机关", "issued": "印发日期"}
APPROVER: Final = "签发人："
_CATEGORY: Final = late("[（(]?[A-DＡ-Ｄ]类?[）)]?")


def header(fields: Fields) -> Header:
    """Read the 版头, and add the label 签发人： if the author left it out."""
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
    secrecy, category = _category(fields)
    return Header(
        copy_number=fields.text("copy_number"),
        secrecy=secrecy,
        urgency=fields.text("urgency"),
        category=category,
        disclosure=fields.text("disclosure"),
        marks=marks,
        word=word,
        approvers=approvers,
    )


def _category(fields: Fields) -> tuple[str, str]:
    """Read 密级 and 类别标记. A, B or C alone is no 密级 but the 类别标记 of a reply to a deputy: a warning says so."""
    secrecy, category = fields.text("secrecy"), fields.text("category")
    if not category and _CATEGORY.fullmatch(secrecy):
        message = f"“{secrecy}”是代表建议答复的类别标记，不是密级；现在按类别标记印在右上角"
        fields.faults.warn("类别标记", message, fields.spot("secrecy"), f"请改写“category: {secrecy}”")
        return "", secrecy
    return secrecy, category


def colophon(fields: Fields) -> Colophon | None:
    """Read the 版记, and add the labels 主送： and 抄送：, the 。 and 印发 if the author left them out."""
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
