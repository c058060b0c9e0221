"""Document → the text of its source file, which reads back as the same document.

Source: docs/source-format.md. A value is plain only where YAML cannot mistake it for anything else; otherwise it is in
double quotes.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gen.document.model import ISSUED, RESERVED, BodyItem, Colophon, Document, Endnote, Illustration, Part, Promulgation, Signature, Table, Text, Unit
from gen.document.notes import numbered
from gen.document.tables import Alignment, Shape, cells_of

_FENCE: Final = "---"
_BAR: Final = "|"
_PLAIN = re.compile(r"(?:[\u4e00-\u9fff（《“〔×]|[0-9]+[.、年]?[\u4e00-\u9fff])[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|\s$")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"'}
_NEEDS_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_CELL_MARK = re.compile(r"[\\|\n]|<(?=[bB][rR] ?/?>)")
_ALONE = re.compile(r"[<^]|:?-{3,}:?|:-{2,}|-{2,}:|:-:")
"""A cell's text that would be read as a mark if no `\\` went before it."""
_LIKE_A_MARK = re.compile(r"\[\^[^\[\]\s]{1,20}\]")
_DASHES: Final[dict[Alignment | None, str]] = {None: "---", Alignment.LEFT: ":--", Alignment.CENTRE: ":-:", Alignment.RIGHT: "--:"}
_ESCAPED: Final = (_BAR, "\\", "![", "！[")
_COLOPHON: Final = ("addressee", "copies", "issuer", "issued")
_STATUTE: Final = "statute"
_LAST_OF_TWO_DIGITS: Final = "\xff"


def source_text(document: Document) -> str:
    """A document → its source file: front matter in the order of printing, then the text, then each part likewise."""
    lines = [*_front_matter(document), *_body(document.body)]
    for part in document.parts:
        lines += [*_front_matter(part), *_body(part.body)]
    return "\n".join(lines) + "\n"


def _front_matter(text: Document | Part) -> Iterator[str]:
    yield _FENCE
    if isinstance(text, Part):
        yield f"part: {_scalar(text.label)}"
    else:
        yield f"kind: {text.kind}"
        if text.organ or text.kind != _STATUTE:
            yield f"organ: {_scalar(text.organ)}"
        for key in ("category", "disclosure"):
            yield from _values(key, [value for value in (getattr(text.header, key),) if value])
        yield from _values("masthead", text.header.marks)
    for element in text.opening:
        yield from _element(text, element)
    yield from _values("enclosures", text.enclosures)
    if text.signature:
        yield "signature:"
        yield from _signature(text.signature)
    yield from _values("note", text.note)
    if isinstance(text, Document):
        yield from _values("attendance", text.attendance)
        yield from _colophon(text.colophon)
    if isinstance(text, Document) and text.profile != "official":
        yield f"profile: {text.profile}"
    yield _FENCE


def _element(text: Text, element: str) -> Iterator[str]:
    if element == "promulgation":
        if isinstance(text, Document) and text.promulgation:
            yield from _promulgation(text.promulgation)
            if text.opening[0] != element:
                yield "  place: here"
        return
    value: str | tuple[str, ...] = getattr(text, element)
    yield from _values(element, (value,) if isinstance(value, str) else value)
    if element == "title":
        yield from _values("title_lines", text.title_lines)


def _promulgation(promulgation: Promulgation) -> Iterator[str]:
    yield "promulgation:"
    # Without these the reader would fill in its own: a heading from the organ, the organ from the document.
    yield f"  heading: {_scalar(promulgation.heading)}"
    if promulgation.number:
        yield f"  number: {_scalar(promulgation.number)}"
    yield from _indented(_values("text", [unit.text for unit in promulgation.text] or [""]))
    if not promulgation.signature.organ:
        yield '  organ: ""'
    yield from _signature(promulgation.signature)


def _signature(signature: Signature) -> Iterator[str]:
    yield from _indented(_values("organ", signature.organs))
    if signature.signers:
        yield from _indented(_values("signer", [signer.title for signer in signature.signers]))
        yield f"  stamp: {RESERVED}"
    if signature.date:
        yield f"  date: {_scalar(signature.date)}"


def _colophon(colophon: Colophon | None) -> Iterator[str]:
    if colophon:
        yield "colophon:"
        for key in _COLOPHON:
            value: str = getattr(colophon, key)
            yield from _indented(_values(key, [value.removesuffix(ISSUED) if key == "issued" else value] if value else []))


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _values(key: str, values: Sequence[str]) -> Iterator[str]:
    """Write one value on the line of its key, several as a list, none not at all."""
    if len(values) == 1:
        yield f"{key}: {_scalar(values[0])}"
    elif values:
        yield f"{key}:"
        yield from (f"  - {_scalar(value)}" for value in values)


def _scalar(value: str) -> str:
    if _PLAIN.fullmatch(value) and not _NOT_PLAIN.search(value):
        return value
    return '"' + _NEEDS_ESCAPE.sub(_escape, value) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character) or (f"\\x{ord(character):02X}" if character <= _LAST_OF_TWO_DIGITS else f"\\u{ord(character):04X}")


def _body(body: Sequence[BodyItem]) -> Iterator[str]:
    for index, item in enumerate(body):
        if isinstance(item, Table):
            if index and isinstance(body[index - 1], Table):
                # A blank line separates two tables.
                yield ""
            yield from _table(item)
        elif isinstance(item, Illustration):
            yield f"![{item.text}]({item.picture.name})"
        elif isinstance(item, Endnote):
            yield f"[^{numbered(item.text[0])}]: {item.text[1:].lstrip()}"
        else:
            text = _annotated(item)
            yield f"\\{text}" if text.startswith(_ESCAPED) or text == _FENCE else text


def _annotated(unit: Unit) -> str:
    """The text of a paragraph, its marks as names of notes; what looks like one is escaped."""
    if not unit.marks and "[^" not in unit.text:
        return unit.text
    text, last = "", 0
    for place in unit.marks:
        text += _LIKE_A_MARK.sub(r"\\\g<0>", unit.text[last:place]) + f"[^{numbered(unit.text[place])}]"
        last = place + 1
    return text + _LIKE_A_MARK.sub(r"\\\g<0>", unit.text[last:])


def _table(table: Table) -> Iterator[str]:
    header, marks = table.shape.header, _marks(table.shape)
    columns = len(table.rows[0])
    for number, row in enumerate((*table.rows, ())):
        if number == header:
            yield _BAR + "".join(_DASHES[alignment] + _BAR for alignment in table.shape.alignments or (None,) * columns)
        if row:
            yield _BAR + "".join(f" {marks.get((number, column)) or _cell(text)} |" for column, text in enumerate(row))


def _marks(shape: Shape) -> dict[tuple[int, int], str]:
    """The mark of each cell that another takes: `<` beside the first column of a merged cell, `^` in it."""
    return {(row, column): "<" if column > span.column else "^" for span in shape.spans for row, column in cells_of(span)[1:]}


def _cell(text: str) -> str:
    alone = text.strip()
    return text.replace(alone, f"\\{alone}") if _ALONE.fullmatch(alone) else _CELL_MARK.sub(_escape_mark, text)


def _escape_mark(match: re.Match[str]) -> str:
    return "<br>" if match[0] == "\n" else "\\" + match[0]
