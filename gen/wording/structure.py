"""Document → its structure as JSON, with the fields of docs/structure.md.

Sources: docs/structure.md; `gen/schema/document.schema.json` says the same as a JSON Schema.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final, TypedDict

from gen.document.model import Document, Level, Part, Promulgation, Signature, Table, Text, Unit
from gen.wording.effect import effect_of
from gen.wording.issue import adoption_note, day_of, issue_day, issuing_organ
from gen.wording.lines import bare, dates, is_event, is_number, is_serial

_ITEM_LEVELS: Final = (Level.FIRST, Level.SECOND, Level.THIRD, Level.FOURTH)
_BEGIN: Final = "(?:施行|实施|实行|执行|生效|试行)"
_CLOSES = re.compile(
    # What a decision says of itself, or of the law it amends, in the end.
    f"(?:此外|另外)，|本[^，。；、：]{{1,8}}[自从][^。]{{0,80}}起{_BEGIN}|根据本[^，。；：]{{1,6}}，?.{{0,400}}(?:重新公布|修[改正订])|[^。]{{0,200}}根据本[^，。；：]{{1,6}}.{{0,200}}重新公布"
    # What a notice or a report says in the end.
    "|(?:特此|现予|专此)(?:通知|通报|公告|公布|通告|批复|函[告复达]|报告|决定|决议|说明|命令|令|公报)|此[复函令致]|妥否|当否|以上(?:意见|请示|报告|议案)"
    "|[^。]{0,20}请(?:认真)?(?:遵照|贯彻|组织|结合|按照|参照)[^。]{0,200}(?:执行|实施|落实)|各地[区方]?[、，各].{0,40}(?:要|应)|各(?:级|地|省|市|县|区|部门|单位|有关).{0,60}(?:要|应)"
)
_PUBLISH: Final = "(?:公布|发布|颁布|印发)"
_PROMULGATES = re.compile(
    f"予以?(?:重新)?{_PUBLISH}|现(?:将.{{0,80}})?{_PUBLISH}|特此公告|关于{_PUBLISH}|已(?:由|经|于).{{4,160}}通过|(?:令|公告|通告)$"
)
_LABEL_MARKS: Final = "：: 　"
_ANNEX, _TEXT, _FORM = "附件", "文本", "表"
_MOST_BESIDE_A_TABLE: Final = 3


class Article(TypedDict):
    """A labelled unit with the paragraphs under it; `path` are the labels above it and its own."""

    label: str
    level: str
    text: str
    path: list[str]


class Signed(TypedDict):
    """落款."""

    body: str
    date: str | None


class Attachment(TypedDict):
    """A part."""

    label: str
    title: str
    kind: str
    articles: list[Article]
    paragraphs: list[str]
    tables: list[list[list[str]]]


class Structure(TypedDict):
    """What docs/structure.md lists."""

    title: str
    doc_number: str | None
    adoption_note: str | None
    promulgation: str | None
    issuing_body: str | None
    date: str | None
    adoption_dates: list[str]
    addressee: str | None
    preamble_paragraphs: list[str]
    articles: list[Article]
    body_paragraphs: list[str]
    closing: str | None
    signature: Signed | None
    effective_date: str | None
    effective_rule: str | None
    attachments: list[Attachment]


def export_json(document: Document) -> str:
    """A document → its structure as JSON text, indented by one space, with a line end after it."""
    return json.dumps(structure(document), ensure_ascii=False, indent=1) + "\n"


def structure(document: Document) -> Structure:
    """A document → its structure, as docs/structure.md defines it."""
    before, articles, closing = _divided(document)
    words = _words(document.promulgation) if document.promulgation else []
    lines = adoption_note(document.passage, document.promulgation)
    note = "\n".join(lines)
    effect = effect_of([unit.text for unit in _units(document)], [*words, note])
    day = issue_day(document.signature, document.promulgation, lines)
    return {
        "title": document.title,
        "doc_number": _number(document),
        "adoption_note": note or None,
        "promulgation": "\n".join(words) or None,
        "issuing_body": issuing_organ(document.signature, document.promulgation, document.title, lines) or None,
        "date": day.isoformat() if day else None,
        "adoption_dates": [found.day.isoformat() for found in dates(note)],
        "addressee": document.addressee or None,
        "preamble_paragraphs": before if articles else [],
        "articles": articles,
        "body_paragraphs": [] if articles else before,
        "closing": "\n".join(closing) or None,
        "signature": _signature(document.signature),
        "effective_date": effect.day or None,
        "effective_rule": effect.rule or None,
        "attachments": [_attachment(part) for part in document.parts],
    }


def _units(text: Text) -> Iterator[Unit]:
    return (item for item in text.body if isinstance(item, Unit))


def _divided(text: Text) -> tuple[list[str], list[Article], list[str]]:
    """A text → the paragraphs before its first labelled unit, its labelled units, the paragraphs that close it."""
    units = list(_units(text))
    last = max((index for index, unit in enumerate(units) if unit.level), default=-1)
    end = _closing(units, last)
    before: list[str] = []
    articles: list[Article] = []
    above: list[tuple[int, str]] = []
    ranks = _ranks(units)
    for unit in units[:end]:
        if unit.level:
            rank = ranks[unit.level]
            above = [*(pair for pair in above if pair[0] < rank), (rank, unit.label)]
            own = unit.text[len(unit.label) :].strip()
            articles.append({"label": unit.label, "level": str(unit.level), "text": own, "path": [label for _, label in above]})
        elif articles:
            articles[-1]["text"] += ("\n" if articles[-1]["text"] else "") + unit.text
        else:
            before.append(unit.text)
    return _without_title(before, text.title), articles, [unit.text for unit in units[end:]]


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    """Paragraphs → the same without a title that is printed again above them, on one line or several."""
    wanted, joined = bare(title), ""
    for index, paragraph in enumerate(paragraphs):
        joined += bare(paragraph)
        if joined == wanted:
            return paragraphs[index + 1 :]
        if not wanted.startswith(joined):
            break
    return paragraphs


def _ranks(units: Sequence[Unit]) -> dict[Level, int]:
    """A level → its depth.

    条 is inside 一、 where articles count through sections with such numbers, as in 司法解释.
    """
    levels = [unit.level for unit in units if unit.level in {Level.FIRST, Level.ARTICLE}]
    order = list(Level)
    if Level.ARTICLE in levels and levels[0] is Level.FIRST:
        order.remove(Level.FIRST)
        order.insert(order.index(Level.ARTICLE), Level.FIRST)
    return {level: rank for rank, level in enumerate(order)}


def _closing(units: Sequence[Unit], last: int) -> int:
    """Give the index of the first paragraph that closes a text of units such as 一、.

    A paragraph under the last 条 belongs to that.
    """
    if last < 0 or units[last].level not in _ITEM_LEVELS or any(unit.level is Level.ARTICLE for unit in units):
        return len(units)
    # The paragraph under a heading belongs to it.
    first = last + 2 if units[last].heading else last + 1
    return next((index for index in range(first, len(units)) if _CLOSES.match(units[index].text)), len(units))


def _words(promulgation: Promulgation) -> list[str]:
    """公布公告 → its lines, without a title or summary above the first that puts the text into force."""
    signed = promulgation.signature
    text = [unit.text for unit in promulgation.text]
    if not promulgation.heading and not all(map(is_event, text)):
        start = next((index for index, line in enumerate(text) if _PROMULGATES.search(bare(line))), len(text))
        text = text[start:]
    elif not promulgation.heading:
        text = []
    if not text and not signed.organ and not signed.date:
        return []
    return [line for line in (promulgation.heading, promulgation.number, *text, *signed.organs, signed.date) if line]


def _number(document: Document) -> str | None:
    if document.number or not document.promulgation:
        return document.number or None
    lines = (unit.text for unit in document.promulgation.text)
    return document.promulgation.number or next((line for line in lines if is_number(line) or is_serial(line)), None)


def _signature(signature: Signature | None) -> Signed | None:
    if not signature:
        return None
    day = day_of(signature)
    organs = signature.organs if signature.date or not day else signature.organs[:-1]
    return {"body": "\n".join(organs), "date": day.isoformat() if day else None}


def _attachment(part: Part) -> Attachment:
    before, articles, closing = _divided(part)
    if articles:
        articles[-1]["text"] = "\n".join(filter(None, (articles[-1]["text"], *closing)))
    else:
        before += closing
    opening = [line for name in part.opening if name not in {"title", "contents"} for line in _lines(part, name)]
    tables = [[list(row) for row in item.rows] for item in part.body if isinstance(item, Table)]
    label = part.label.rstrip(_LABEL_MARKS)
    paragraphs = opening + before
    alone = bool(tables) and not articles and len(paragraphs) <= _MOST_BESIDE_A_TABLE
    kind = _FORM if alone else _ANNEX if label else _TEXT
    return {"label": label, "title": part.title, "kind": kind, "articles": articles, "paragraphs": paragraphs, "tables": tables}


def _lines(part: Part, name: str) -> tuple[str, ...]:
    value: str | tuple[str, ...] = getattr(part, name)
    return (value,) if isinstance(value, str) else value
