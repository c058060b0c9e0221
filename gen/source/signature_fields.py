"""Fields of the 落款 → the signature, which is unsealed, sealed or stamped (7.3.5)."""

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

from gen.document.model import RESERVED, Picture, Signature, Signer
from gen.source.faults import Line, Spot
from gen.source.fields import Fields
from gen.source.pictures import picture

_SIGNATURE: Final = {
    "organ": "署名",
    "date": "成文日期",
    "seal": "印章",
    "signer": "签发人职务",
    "stamp": "签名章",
    "name": "签发人姓名",
}


def signature(fields: Fields, folder: Path | None) -> Signature | None:
    """Read the 落款 as the author writes it, nothing added. `folder` has the pictures that it names."""
    inner = fields.inner("signature", _SIGNATURE, blank=("organ",))
    if inner is None:
        return None
    if not inner.has("date") and not inner.has("signer") and (inner.is_blank("organ") or not inner.has("organ")):
        fields.faults.error("字段", "signature（落款）里没有署名，也没有成文日期", fields.spot("signature"), "请写上 organ 或者 date")
    organs = texts(inner.lines("organ", brackets=True))
    seals = _pictures(inner, "seal", folder)
    signers = _signers(inner, folder)
    if inner.has("seal") and inner.has("signer"):
        hint = "加盖印章的写 seal，加盖签名章的写 signer 和 stamp，只能用一种"
        fields.faults.error("7.3.5", "落款既有印章又有签名章", inner.spot("seal"), hint)
    elif inner.has("seal") and (not organs or not inner.has("date")):
        fields.faults.error("7.3.5.1", "印章没有署名和成文日期可压", inner.spot("seal"), "请写上 organ 和 date")
    elif seals and len(seals) not in {1, len(organs)}:
        message = f"署名有{len(organs)}个机关，印章有{len(seals)}枚"
        fields.faults.error("7.3.5.1", message, inner.spot("seal"), f"每个机关一枚，照署名的先后；都留出位置的，只写一个 {RESERVED}")
    if len(seals) == 1:
        seals *= len(organs)
    return signed(organs, inner.date("date"), fields.spot("signature"), seals, signers)


def signed(organs: Sequence[str], date: Line | None, spot: Spot, seals: tuple[Picture, ...] = (), signers: tuple[Signer, ...] = ()) -> Signature:
    """The organs in the order in which they sign, and the date → a signature."""
    return Signature(
        organ=organs[0] if organs else "",
        date=date.text if date else "",
        line=spot.line,
        joint=tuple(organs[1:]),
        seals=seals,
        signers=signers,
    )


def texts(lines: Sequence[Line]) -> tuple[str, ...]:
    """Lines → their texts."""
    return tuple([line.text for line in lines])


def _pictures(fields: Fields, key: str, folder: Path | None) -> tuple[Picture, ...]:
    found = (picture(line, folder, fields.faults) for line in fields.lines(key, brackets=True))
    return tuple(one for one in found if one)


def _signers(fields: Fields, folder: Path | None) -> tuple[Signer, ...]:
    titles = texts(fields.lines("signer", brackets=True))
    names = texts(fields.lines("name", brackets=True))
    stamps = _pictures(fields, "stamp", folder)
    if not titles:
        for key in ("stamp", "name"):
            if fields.has(key):
                fields.faults.error("7.3.5.3", f"写了{key}，没有写签发人职务", fields.spot(key), "请加上“signer: …”")
        return ()
    if fields.has("stamp") == fields.has("name"):
        hint = f"加盖签名章的，写 stamp（图片文件，或者 {RESERVED}）；印出姓名的，写 name"
        fields.faults.error("7.3.5.3", "签发人要么加盖签名章，要么印出姓名，写其中一项", fields.spot("signer"), hint)
        return ()
    if len(stamps) == 1:
        stamps *= len(titles)
    if (fields.has("name") and len(names) != len(titles)) or (fields.has("stamp") and stamps and len(stamps) != len(titles)):
        message = f"签发人职务有{len(titles)}个，与姓名或签名章的数目不同"
        fields.faults.error("7.3.5.3", message, fields.spot("signer"), "每人一个，先后相同")
    return tuple(Signer(title=title or "", name=name or "", stamp=stamp) for title, name, stamp in zip_longest(titles, names, stamps))
