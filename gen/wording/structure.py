"""Document → its structure, with the fields of docs/structure.md."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from msgspec.structs import replace

from gen.document.model import Document, Endnote, Illustration, Level, Part, Promulgation, Signature, Table, Text, Unit
from gen.document.structure import Article, Attachment, Captioned, MergedCell, NameList, Note, Signed, Structure, TableShape, to_json
from gen.document.tables import PLAIN
from gen.wording.effect import effect_of
from gen.wording.issue import adoption_note, day_of, issue_day, issuing_organ
from gen.wording.lines import bare, dates, is_event, is_number, is_serial
from gen.wording.names import name_line, run_on_names

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
_MOST_BESIDE_A_TABLE: Final = 3


def export_json(document: Document) -> str:
    """A document → its structure as JSON text."""
    return to_json(structure(document))


def structure(document: Document) -> Structure:
    """A document → its structure, as docs/structure.md defines it."""
    before, articles, closing = _divided(document)
    words = _words(document.promulgation) if document.promulgation else []
    lines = adoption_note(document.passage, document.promulgation)
    note = "\n".join(lines)
    effect = effect_of([unit.text for unit in _units(document)], [*words, note])
    return Structure(
        title=document.title,
        doc_number=_number(document),
        adoption_note=note or None,
        promulgation="\n".join(words) or None,
        issuing_body=issuing_organ(document.signature, document.promulgation, document.title, lines) or None,
        date=issue_day(document.signature, document.promulgation, lines),
        adoption_dates=tuple(found.day for found in dates(note)),
        addressee=document.addressee or None,
        preamble_paragraphs=before if articles else (),
        articles=articles,
        body_paragraphs=() if articles else before,
        closing="\n".join(closing) or None,
        signature=_signature(document.signature),
        effective_date=effect.day,
        effective_rule=effect.rule or None,
        attachments=tuple(map(_attachment, document.parts)),
        name_lists=(
            *_name_lists(_promulgated(document)),
            *_name_lists(_units(document)),
            *_labelled(document.movers),
            *_labelled(document.attendance),
        ),
        illustrations=_illustrations(document),
        endnotes=_endnotes(document),
        tables=_tables(document),
        table_shapes=_shapes(document),
        subtitle=document.subtitle or None,
        speaker="\n".join(document.speaker) or None,
        movers=document.movers,
        category=document.header.category or None,
        disclosure=document.header.disclosure or None,
    )


def _units(text: Text) -> Iterator[Unit]:
    return (item for item in text.body if isinstance(item, Unit))


def _divided(text: Text) -> tuple[tuple[str, ...], tuple[Article, ...], tuple[str, ...]]:
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
            articles.append(Article(unit.label, unit.level, own, tuple(label for _, label in above)))
        elif articles:
            articles[-1] = _continued(articles[-1], unit.text)
        else:
            before.append(unit.text)
    return tuple(_without_title(before, text.title)), tuple(articles), tuple(unit.text for unit in units[end:])


def _continued(article: Article, *paragraphs: str) -> Article:
    """A unit → the same with more paragraphs under it."""
    return replace(article, text="\n".join(filter(None, (article.text, *paragraphs))))


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
    """A level → its depth. 条 is inside 一、 if articles are counted through such sections, as in 司法解释."""
    levels = [unit.level for unit in units if unit.level in {Level.FIRST, Level.ARTICLE}]
    order = list(Level)
    if Level.ARTICLE in levels and levels[0] is Level.FIRST:
        order.remove(Level.FIRST)
        order.insert(order.index(Level.ARTICLE), Level.FIRST)
    return {level: rank for rank, level in enumerate(order)}


def _closing(units: Sequence[Unit], last: int) -> int:
    """The index of the first paragraph that closes a text of units such as 一、.

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
    return Signed("\n".join(organs), day)


def _attachment(part: Part) -> Attachment:
    before, articles, closing = _divided(part)
    if articles:
        articles = (*articles[:-1], _continued(articles[-1], *closing))
    else:
        before += closing
    opening = tuple(line for name in part.opening if name not in {"title", "contents"} for line in _lines(part, name))
    tables = _tables(part)
    label = part.label.rstrip(_LABEL_MARKS)
    paragraphs = opening + before
    alone = bool(tables) and not articles and len(paragraphs) <= _MOST_BESIDE_A_TABLE
    kind: Literal["附件", "文本", "表"] = "表" if alone else "附件" if label else "文本"
    names = tuple(_name_lists(_units(part)))
    return Attachment(label, part.title, kind, articles, paragraphs, tables, names, _illustrations(part), _endnotes(part), _shapes(part))


def _tables(text: Text) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(item.rows for item in text.body if isinstance(item, Table))


def _shapes(text: Text) -> tuple[TableShape, ...]:
    """The header, merged cells and alignments of each table; none if no table of the text has any."""
    shapes = [item.shape for item in text.body if isinstance(item, Table)]
    if all(shape == PLAIN for shape in shapes):
        return ()
    return tuple(
        TableShape(shape.header, tuple(MergedCell(span.row, span.column, span.rows, span.columns) for span in shape.spans), shape.alignments)
        for shape in shapes
    )


def _endnotes(text: Text) -> tuple[Note, ...]:
    return tuple(Note(item.text[0], item.text[1:].lstrip()) for item in text.body if isinstance(item, Endnote))


def _illustrations(text: Text) -> tuple[Captioned, ...]:
    return tuple(Captioned(item.text, item.picture.name) for item in text.body if isinstance(item, Illustration))


def _promulgated(document: Document) -> tuple[Unit, ...]:
    return document.promulgation.text if document.promulgation else ()


def _name_lists(units: Iterable[Unit]) -> Iterator[NameList]:
    return (NameList(unit.before_names, unit.names) for unit in units if unit.names)


def _labelled(lines: Sequence[str]) -> Iterator[NameList]:
    """The lines of 领衔代表, 附议代表, 出席, 请假 and 列席 that are names alone, with spaces or 、 between."""
    for text in lines:
        label = text.find("：") + 1
        found = name_line(text)
        names = found.names if found else tuple(text[start:end] for start, end in run_on_names(text, label, declared=True))
        if names:
            yield NameList(text[:label], names)


def _lines(part: Part, name: str) -> tuple[str, ...]:
    value: str | tuple[str, ...] = getattr(part, name)
    return (value,) if isinstance(value, str) else value
