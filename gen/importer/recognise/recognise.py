"""Items of an input → its document, and a remark on every uncertain structure; no character is lost or moved."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from gen.document.model import Document, Level, Unit
from gen.errors import Diagnostic
from gen.importer.receive.items import Item
from gen.importer.recognise.attached import parts, quoted_titles, text_fields
from gen.importer.recognise.closing import Known
from gen.importer.recognise.entries import RULE, Entry, entries, text_of
from gen.importer.recognise.foot import foot
from gen.importer.recognise.opening import Opening, open_text
from gen.importer.recognise.session import attended, kind_of_meeting, organ_of_speakers, reply_marks
from gen.importer.recognise.title import is_issuing
from gen.source.faults import Faults, Spot
from gen.wording.issue import adoption_note, issuing_organ, organs_of
from gen.wording.lines import bare, kind_of
from gen.wording.organs import organ_of_heading

_NOTICE: Final = "notice"
_SUGGESTION: Final = "suggestion"
"""One of deputies, whom it names; it is of no organ."""
_FIRST_PARAGRAPHS: Final = 3
_STATUTE: Final = "statute"
_MARKS: Final = ("令", "公告")
"""What the 发文机关标志 of a document without a title of its own ends with: it is taken for the title."""


def recognise(items: Sequence[Item], name: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Items of one input → its document, called `name`, and the remarks in line order; raises nothing.

    The document holds every character but white space, in the same order (see `gen.importer.repair.identity`).
    """
    faults = Faults(name)
    found: list[Entry] = entries(items, faults)
    marks, size = reply_marks(found, 0)
    del found[:size]
    opening = open_text(found, faults, document=True)
    marks = replace(marks if size else opening.marks, marks=opening.marks.marks)
    note = adoption_note(opening.passage, opening.promulgation)
    organ = issuing_organ(None, opening.promulgation, opening.title, note)
    names = _names(opening, found)
    fields, rest = text_fields(opening, found[opening.stop :], Known(organ, names), faults)
    attached = parts(rest, names, faults)
    colophon = None
    if not attached:
        fields["note"], colophon = foot(fields["note"])
    attendance: tuple[str, ...] = ()
    kind = kind_of(fields["title"]) or kind_of_meeting(fields["title"], fields) or _kind_of_body(fields["body"])
    if kind == "letter" and marks.marks and size:
        kind = _NOTICE  # a letter has the marks of a reply under its number
    if kind == "minutes" and not fields["signature"] and not attached:
        fields["body"], attendance = attended(fields["body"])
    if not fields["title"]:
        faults.warn(RULE, "没有认出标题", Spot(1), "请补上 title")
    own = organ_of_heading(fields["title"]) if bare(fields["title"]).endswith(_MARKS) else ""
    organ = organs_of(fields["signature"]) or organ or organ_of_speakers(fields["speaker"]) or own or "".join(opening.marks.marks)
    if not organ and kind != _SUGGESTION:
        faults.warn(RULE, "没有认出制发机关", Spot(1), "请补上 organ")
    document = Document(
        name=name,
        kind=kind,
        organ=organ,
        promulgation=opening.promulgation,
        header=marks,
        attendance=attendance,
        colophon=colophon,
        parts=attached,
        **fields,
    )
    return document, faults.raise_if_errors()


def _names(opening: Opening, found: Sequence[Entry]) -> set[str]:
    """The titles of the texts attached to a document: those that its title quotes or its first paragraphs issue."""
    names = quoted_titles(opening.title)
    if is_issuing(opening.title):
        names = names.union(*(quoted_titles(text_of(entry)) for entry in found[opening.stop : opening.stop + _FIRST_PARAGRAPHS]))
    return names - {bare(opening.title)}


def _kind_of_body(body: Sequence[object]) -> str:
    articles = any(isinstance(unit, Unit) and unit.level is Level.ARTICLE for unit in body)
    return _STATUTE if articles else _NOTICE
