"""Entries after a text → its parts: 附件 under their labels, and the texts that it approves, issues or forwards.

Source: GB/T 9704-2012, 7.3.7.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final, TypedDict

from gen.document.model import BodyItem, Part, Signature
from gen.importer.recognise.closing import Known, begins_text, close_text
from gen.importer.recognise.entries import RULE, Entry, text_of
from gen.importer.recognise.labels import annex_label
from gen.importer.recognise.opening import Opening, open_text
from gen.source.faults import Faults, Line, Spot
from gen.source.name_lists import gather
from gen.source.numbering import number
from gen.wording.lines import bare

_QUOTED = re.compile("《([^《》]*(?:《[^《》]*》[^《》]*)*)》|“([^“”]+”[^《》“”]{2,30}?(?:方案|办法|规定|意见|计划|规划|细则|标准))的通知")
_SHORTEST: Final = 4
_LONGEST: Final = 2000
"""In characters: a text that issues another names it near its beginning."""


class TextFields(TypedDict):
    """The fields that a document and a part share, as `gen.document.model.Text` names them."""

    title: str
    body: tuple[BodyItem, ...]
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


def quoted_titles(text: str) -> set[str]:
    """A title, or the words that issue a text, → the titles quoted there, without white space."""
    found = (bare(match[1] or f"“{match[2]}") for match in _QUOTED.finditer(text[:_LONGEST]))
    return {name.replace("〈", "《").replace("〉", "》") for name in found if len(name) >= _SHORTEST}


def text_fields(opening: Opening, entries: Sequence[Entry], known: Known, faults: Faults) -> tuple[TextFields, Sequence[Entry]]:
    """An opening and the entries after it → the elements of the text, and the entries left over for its parts."""
    closing = close_text(entries, known, faults)
    fields: TextFields = {
        "title": opening.title,
        "body": gather(number(entries[: closing.body], faults)),
        "subtitle": opening.subtitle,
        "number": opening.number,
        "passage": opening.passage,
        "speaker": opening.speaker,
        "movers": opening.movers,
        "addressee": opening.addressee,
        "contents": opening.contents,
        "enclosures": closing.enclosures,
        "signature": closing.signature,
        "note": closing.note,
        "order": tuple(opening.order),
    }
    return fields, entries[closing.stop :]


def parts(entries: Sequence[Entry], names: Collection[str], faults: Faults) -> tuple[Part, ...]:
    """The entries after a text → its parts, in order."""
    found: list[Part] = []
    rest = list(entries)
    while rest:
        label, rest = _label(rest)
        if not label and not begins_text(rest, 0):
            faults.warn(RULE, "落款之后的文字没有附件标记，也没有标题", Spot(rest[0].line), "请核对这是不是附件")
        opening = open_text(rest, faults, document=False, names=names)
        fields, following = text_fields(opening, rest[opening.stop :], Known("", names, bool(label)), faults)
        found.append(Part(label=label, **fields))
        rest = list(following)
    return tuple(found)


def _label(entries: list[Entry]) -> tuple[str, list[Entry]]:
    """Split the label off the first entry; a title on the same line stays."""
    first = entries[0]
    label = annex_label(text_of(first))
    if not label:
        return "", entries
    title = [Line(label.title, first.line)] if label.title else []
    return label.label, [*title, *entries[1:]]
