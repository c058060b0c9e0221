"""Front matter and units of the text → the document or a part: every element as printed, in the order of the source.

Source: GB/T 9704-2012, 7.3.
"""

import re
from itertools import takewhile
from pathlib import Path
from typing import Final, TypedDict

from gen.document.kinds import kind_of
from gen.document.model import OPENING, BodyItem, Document, Part, Promulgation, Signature, Unit
from gen.source.faults import Faults, Line
from gen.source.fields import Fields
from gen.source.header_fields import HEADER, colophon, header
from gen.source.name_lists import gather
from gen.source.session_fields import movers, named, subtitle
from gen.source.signature_fields import signature, signed, texts
from gen.source.values import Section

Body = tuple[BodyItem, ...]

_TEXT: Final = {
    "title": "标题",
    "title_lines": "标题分行",
    "subtitle": "副题",
    "number": "发文字号",
    "passage": "题注",
    "speaker": "报告人",
    "movers": "领衔代表、附议代表",
    "addressee": "主送机关",
    "contents": "目录",
    "enclosures": "附件说明",
    "signature": "落款",
    "note": "附注",
}
_DOCUMENT: Final = (
    {"kind": "文种", "organ": "制发机关"}
    | HEADER
    | _TEXT
    | {"attendance": "出席、请假、列席", "colophon": "版记", "promulgation": "公布公告", "label": "附件标记", "profile": "版式", "duplex": "双面印刷"}
    | {"waive": "不检查的规则"}
)
PART: Final = {"part": "附件标记"} | _TEXT | {"landscape": "横排表格"}
"""The names that the front matter of a part may have, with their Chinese."""
_HEAD_OF_PART: Final = frozenset({"part", "title", "title_lines", "number", "landscape"})
"""What an annex begins with; with no more than that its page is empty."""
_PROMULGATION: Final = {"text": "公告正文", "organ": "发布机关", "date": "成文日期", "number": "公告号", "heading": "发文机关标志", "place": "位置"}
_HERE: Final = "here"

_PROFILES: Final = ("official", "plain")
_KIND = re.compile("[a-z][a-z_-]*")


class _Text(TypedDict):
    """The fields that a document and a part have in common, as in `gen.document.model.Text`."""

    title: str
    body: Body
    title_lines: tuple[str, ...]
    subtitle: str
    number: str
    passage: tuple[str, ...]
    speaker: tuple[str, ...]
    movers: tuple[str, ...]
    addressee: str
    contents: tuple[str, ...]
    enclosures: tuple[str, ...]
    signature: Signature | None
    note: tuple[str, ...]
    order: tuple[str, ...]
    places: tuple[tuple[str, int], ...]


def assemble(section: Section, name: str, body: Body, faults: Faults, folder: Path | None = None) -> Document:
    """Front matter and units of the text → the document, without its parts. A field with a fault is empty.

    `folder` has the pictures that the source names.
    """
    fields = Fields(section, _DOCUMENT, "", faults, blank=("organ",))
    kind = fields.required("kind")
    if kind and not _KIND.fullmatch(kind.text):
        faults.error("字段", f"kind（文种）只能用小写字母、“-”和“_”，写的是“{kind.text[:40]}”", kind.spot(), "例如 decision")
    needs_organ = not kind or kind_of(kind.text).organ
    if needs_organ:
        fields.demand("organ", '请加上“organ: …”；原文没有机关的，写“organ: ""”')
    if not kind or kind_of(kind.text).title:
        fields.demand("title")
    elif not fields.has("masthead"):
        fields.demand("title", "请加上“title: …”，或者“masthead: …”")
    alone = kind and not kind_of(kind.text).joint
    if kind and alone and (fields.has("masthead_word") or fields.has("approvers") or len(fields.lines("masthead", brackets=True)) > 1):
        message = f"{kind_of(kind.text).chinese}用信函格式，联合行文只用主办机关的标志，不标注签发人"
        fields.faults.error("10.1", message, fields.spot("masthead"), "masthead 只写主办机关，删去 masthead_word、approvers")
    if fields.has("masthead") and fields.has("promulgation"):
        fields.faults.error("7.2.4", "既有 masthead（发文机关标志），又有公布公告", fields.spot("promulgation"), "公布公告的标志写在 heading")
    for line in fields.lines("attendance", brackets=True):
        if "：" not in line.text:
            fields.faults.error("10.3", f"“{line.text[:20]}”没有冒号", line.spot(), "照“出席：×××　×××”的样子写")
    profile = fields.optional("profile")
    if profile and profile.text not in _PROFILES:
        faults.error("字段", f"没有名为“{profile.text[:40]}”的版式", profile.spot(), f"请写 {' 或者 '.join(_PROFILES)}")
    notice = fields.inner("promulgation", _PROMULGATION, blank=("heading", "text", "organ"))
    return Document(
        name=name,
        kind=kind.text if kind else "",
        organ=fields.text("organ"),
        promulgation=_promulgation(fields, notice, organ_demanded=needs_organ and not fields.is_blank("organ")),
        profile=profile.text if profile else _PROFILES[0],
        header=header(fields),
        attendance=tuple(named(text) for text in texts(fields.lines("attendance", brackets=True))),
        label=fields.text("label"),
        colophon=colophon(fields),
        duplex=fields.flag("duplex") or False,
        waived=texts(fields.lines("waive", brackets=True)),
        **_text(fields, body, folder, promulgation_first=_promulgation_first(notice)),
    )


def _promulgation_first(notice: Fields | None) -> bool:
    """Whether the announcement is printed before everything else, as it is published.

    With `place: here` it is printed where it is written.
    """
    place = notice.optional("place") if notice else None
    if notice and place and place.text != _HERE:
        notice.faults.error("字段", f"place（位置）只能写 {_HERE}，写的是“{place.text[:40]}”", place.spot(), "不写 place，公告印在最前面")
    return place is None


def assemble_part(section: Section, body: Body, faults: Faults, folder: Path | None = None) -> Part:
    """Front matter and units of a part → the part. A field with a fault is empty."""
    fields = Fields(section, PART, "", faults, blank=("part",))
    fields.demand("part", '请在第一行写“part: 附件1”；没有附件标记的，写“part: ""”')
    if "title_lines" in section.entries:
        fields.demand("title")
    if "part" in section.entries and next(iter(section.entries)) != "part":
        faults.error("附件", "part 没有写在附件文首信息的第一行", fields.spot("part"), "请移到“---”的下一行")
    if fields.is_blank("part") and len(section.entries) == 1 and not body:
        faults.error("附件", "这个附件没有标记，也没有内容", fields.spot("part"), "请写上标记或者内容，或者删去这个附件")
    elif not body and section.entries.keys() <= _HEAD_OF_PART:
        faults.warn("7.3.7", "这个附件只有标记和标题，没有内容，会排出一面空白", fields.spot("part"), "请写上附件的内容，或者删去这个附件")
    return Part(label=fields.text("part"), landscape=fields.flag("landscape") or False, **_text(fields, body, folder))


def _text(fields: Fields, body: Body, folder: Path | None, *, promulgation_first: bool = False) -> _Text:
    title = fields.optional("title")
    entries = fields.section.entries
    order = [key for key in entries if key in OPENING and key in fields.names]
    return {
        "title": title.text if title else "",
        "body": body,
        "title_lines": _title_lines(fields, title),
        "subtitle": subtitle(fields),
        "number": fields.text("number"),
        "passage": _passage(fields),
        "speaker": texts(fields.lines("speaker", brackets=True)),
        "movers": movers(fields),
        "addressee": _addressee(fields),
        "contents": texts(fields.lines("contents", brackets=True)),
        "enclosures": texts(fields.lines("enclosures", brackets=True)),
        "signature": signature(fields, folder),
        "note": _note(fields),
        "order": tuple(sorted(order, key=lambda key: key != OPENING[0]) if promulgation_first else order),
        "places": tuple([(key, spot.line) for key, (spot, _) in entries.items()]),
    }


def _title_lines(fields: Fields, title: Line | None) -> tuple[str, ...]:
    lines = texts(fields.lines("title_lines", brackets=True))
    joined = "".join(lines)
    if not lines or not title or joined == title.text:
        return lines
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(joined, title.text, strict=False)))
    message = f"title_lines 各行连起来与 title 不同，从第{same + 1}个字起"
    fields.faults.error("标题", message, fields.spot("title_lines"), f"各行连起来应当是“{title.text}”")
    return ()


def _passage(fields: Fields) -> tuple[str, ...]:
    """Read the 题注; one pair of full-width parentheses around the whole is added when the author left it out.

    A line that begins with —— stays outside: ——2024年1月20日在××市第七届人民代表大会第三次会议上.
    """
    lines = fields.lines("passage")
    if not lines:
        return ()
    texts = [line.text for line in lines]
    first, last = lines[0], lines[-1]
    if texts[0].startswith("(") or (texts[-1].endswith(")") and texts[0].startswith("（")):
        spot = first.spot() if texts[0].startswith("(") else last.spot(len(last.text) - 1)
        fields.faults.error("题注", "题注的括号是半角的", spot, "请改用全角“（”“）”，或者删去，括号会自动加上")
        return ()
    depth = lowest = 0
    for mark in re.findall("[（）]", "".join(texts)):
        depth += 1 if mark == "（" else -1
        lowest = min(lowest, depth)
    if depth or lowest:
        fields.faults.error("题注", "题注的括号不成对", first.spot(), "请补全“（”“）”，或者删去最外面的括号，括号会自动加上")
        return ()
    plain = [place for place, text in enumerate(texts) if not text.startswith("——")]
    if plain and not (texts[plain[0]].startswith("（") and texts[plain[-1]].endswith("）")):
        texts[plain[0]] = "（" + texts[plain[0]]
        texts[plain[-1]] += "）"
    return tuple(texts)


def _addressee(fields: Fields) -> str:
    """Read the 主送机关; a warning when its colon is missing (7.3.2)."""
    line = fields.optional("addressee")
    if line and not line.text.endswith(("：", ":")):
        fields.faults.warn("7.3.2", "主送机关之后没有冒号", line.spot(len(line.text) - 1), "请在末尾加上“：”")
    return line.text if line else ""


def _note(fields: Fields) -> tuple[str, ...]:
    """Read the 附注; a warning when its parentheses are missing (7.3.6)."""
    lines = fields.lines("note")
    if lines and not (lines[0].text.startswith(("（", "(")) and lines[-1].text.endswith(("）", ")"))):
        fields.faults.warn("7.3.6", "附注没有加圆括号", lines[0].spot(), "请在前后加上“（”“）”")
    return texts(lines)


def _promulgation(fields: Fields, inner: Fields | None, *, organ_demanded: bool) -> Promulgation | None:
    """Read the 公布公告.

    Its heading is “organ + 公告”, and then it has a date, unless the author writes another heading or `""`.
    """
    if inner is None:
        return None
    inner.demand("text", '请加上“text: …”；没有公告正文的，写“text: ""”' if inner.has("heading") else "")
    organ = fields.text("organ")
    organs = texts(inner.lines("organ", brackets=True)) if inner.has("organ") else (organ,) if organ else ()
    heading = inner.text("heading")
    if not inner.has("heading"):
        inner.demand("date")
        heading = f"{organs[0]}公告" if organs else ""
        unknown = not (organ_demanded or organ or inner.has("organ"))
        if len(organs) > 1 or inner.is_blank("organ") or unknown:
            inner.demand("heading", '请写上标题，例如“heading: 公告”；没有标题的，写“heading: ""”')
    date = inner.date("date")
    return Promulgation(
        heading=heading,
        number=inner.text("number"),
        text=tuple(item for item in gather([Unit(line.text, line.line) for line in inner.lines("text")]) if isinstance(item, Unit)),
        signature=signed(organs, date, date.spot() if date else fields.spot("promulgation")),
        line=fields.spot("promulgation").line,
    )
