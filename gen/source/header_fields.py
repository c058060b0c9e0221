"""Fields of the 版头 and the 版记 → their printed lines (7.2, 7.4)."""

from typing import Final

from gen.document.model import ADDRESSED, Colophon, Header, listed
from gen.source.fields import Fields
from gen.source.signature_fields import texts

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
    return Header(
        copy_number=fields.text("copy_number"),
        secrecy=fields.text("secrecy"),
        urgency=fields.text("urgency"),
        marks=marks,
        word=word,
        approvers=approvers,
    )


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
