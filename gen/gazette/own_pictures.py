"""A document of an issue → the same with pictures whose names no other document of the issue has."""

from msgspec.structs import replace

from gen.document.model import BodyItem, Document, Illustration, Picture, Signature


def with_own_pictures(document: Document, prefix: str) -> Document:
    """A document → the same, the names of its pictures after a prefix."""

    def renamed(picture: Picture | None) -> Picture | None:
        return replace(picture, name=prefix + picture.name) if picture and picture.data else picture

    def signed(signature: Signature | None) -> Signature | None:
        if signature is None:
            return None
        seals = tuple(renamed(seal) or seal for seal in signature.seals)
        return replace(signature, seals=seals, signers=tuple(replace(signer, stamp=renamed(signer.stamp)) for signer in signature.signers))

    def illustrated(item: BodyItem) -> BodyItem:
        return replace(item, picture=renamed(item.picture) or item.picture) if isinstance(item, Illustration) else item

    if not document.pictures:
        return document
    parts = tuple(replace(part, body=tuple(map(illustrated, part.body)), signature=signed(part.signature)) for part in document.parts)
    return replace(document, body=tuple(map(illustrated, document.body)), signature=signed(document.signature), parts=parts)
