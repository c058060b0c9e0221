"""Document → its printed text, in the order of the templates: an import must not change a character of it."""

from collections.abc import Iterable, Iterator

from gen.document.model import BodyItem, Document, Part, Promulgation, Signature, Table, Text


def printed_text(document: Document) -> str:
    """A document → every element that it prints, a line each; without white space, this equals the repaired input."""
    return "\n".join(_document(document))


def _document(document: Document) -> Iterator[str]:
    marks = tuple(filter(None, (document.header.category, document.header.disclosure)))
    under = document.opening[:1] == ("number",) and (not document.header.marks or document.kind == "letter")
    yield from () if under else marks
    yield from document.header.marks
    yield from _text(document, document.promulgation, marks if under else ())
    yield from document.attendance
    for part in document.parts:
        if part.label:
            yield part.label
        yield from _text(part, None)
    if foot := document.colophon:
        yield from filter(None, (foot.addressee, foot.copies, foot.issuer, foot.issued))


def _text(text: Document | Part | Text, promulgation: Promulgation | None, under_number: tuple[str, ...] = ()) -> Iterator[str]:
    for element in text.opening:
        if element == "promulgation" and promulgation:
            yield from filter(None, (promulgation.heading, promulgation.number))
            yield from _body(promulgation.text)
            yield from _signature(promulgation.signature)
        else:
            value = getattr(text, element)
            yield from (value,) if isinstance(value, str) else value
            yield from under_number if element == "number" else ()
    yield from _body(text.body)
    yield from text.enclosures
    if text.signature:
        yield from _signature(text.signature)
    yield from text.note


def _body(body: Iterable[BodyItem]) -> Iterator[str]:
    for item in body:
        if isinstance(item, Table):
            yield from (cell for row in item.rows for cell in row if cell)
        else:
            yield item.text


def _signature(signature: Signature) -> Iterator[str]:
    yield from signature.organs
    for signer in signature.signers:
        yield from filter(None, (signer.title, signer.name))
    if signature.date:
        yield signature.date
