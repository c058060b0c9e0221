"""A document → the same without the lines it was read from, so that two readings of it can be compared."""

from typing import TypeVar

from msgspec.structs import replace

from gen.document.model import Document, Signature, Table, Text, Unit

AnyText = TypeVar("AnyText", bound=Text)
_Item = TypeVar("_Item", Unit, Table, Unit | Table)


def bare(document: Document) -> Document:
    """A document without line numbers; the order of its elements written out."""
    words = document.promulgation
    return replace(
        _bare(document),
        promulgation=words and replace(words, text=_body(words.text), signature=replace(words.signature, line=0), line=0),
        colophon=document.colophon and replace(document.colophon, line=0),
        parts=tuple(map(_bare, document.parts)),
    )


def _bare(text: AnyText) -> AnyText:
    return replace(text, body=_body(text.body), signature=_signed(text.signature), places=(), order=text.opening)


def _body(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    return tuple(replace(item, line=0) for item in items)


def _signed(signature: Signature | None) -> Signature | None:
    return signature and replace(signature, line=0)
