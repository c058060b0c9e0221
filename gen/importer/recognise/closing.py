"""Entries from a text on → where the text ends, and its closing elements: 附件说明, 落款, 附注.

Source: GB/T 9704-2012, 7.3.4 to 7.3.7.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct

from gen.document.model import Signature
from gen.importer.recognise.entries import RULE, Entry, at, is_labelled, text_of, texts
from gen.importer.recognise.foot import is_foot
from gen.importer.recognise.labels import annex_label, enclosures_length
from gen.importer.recognise.signed import Signed, signature, signed_at
from gen.importer.recognise.title import may_be_title
from gen.source.faults import Faults, Line, Spot
from gen.wording.lines import bare, is_title
from gen.wording.organs import is_organ, is_post, unspaced

_NOTE = re.compile("[（(].*[）)]")
_COLOPHON = re.compile("(?:抄\\s*送|主\\s*送|分\\s*送|抄\\s*报|报\\s*送|发\\s*送)[：:].*|.{2,40}日印发|联系人[：:].*|联系电话[：:].*")
_MOST_SIGNING: Final = 12


class Known(Struct, frozen=True):
    """What is known of a text beforehand: its organ, and the titles of the texts attached to it, without white space.

    `labelled`: the text has an 附件 label. Such a text continues to the next label; a 落款 before that belongs to a form
    or a specimen inside it.
    """

    organ: str = ""
    names: Collection[str] = ()
    labelled: bool = False


class Closing(Struct, frozen=True):
    """The end of a text: its body ends before entry `body`, its closing elements before entry `stop`."""

    body: int
    stop: int
    enclosures: tuple[str, ...] = ()
    signature: Signature | None = None
    note: tuple[str, ...] = ()


def close_text(entries: Sequence[Entry], known: Known, faults: Faults) -> Closing:
    """The entries from a text's first on → where the text ends, and the elements that close it."""
    for index, entry in enumerate(entries):
        text = text_of(entry)
        if text.endswith("日"):
            signed = signed_at(entries, index, 0)
            if signed and not signed.start and signed.stop < len(entries) and not known.labelled:
                continue  # 纪要 name organ and date over their text
            if signed and (_is_closed(entries, signed.stop) if known.labelled else _ends(entries, signed)):
                return _signed(entries, signed, faults)
        elif text.startswith("附"):
            closing = _at_annex(entries, index, known.organ, faults)
            if closing:
                return closing
        elif known.names and index and _is_named(entries, index, known.names):
            return _without_signature(entries, index, known.organ, faults)
    return _without_signature(entries, len(entries), known.organ, faults)


def _is_named(entries: Sequence[Entry], index: int, names: Collection[str]) -> bool:
    """Whether an attached text begins here, with its title on one line or more."""
    name = bare(text_of(entries[index])).removeprefix("《").removesuffix("》")
    while name and any(title.startswith(name) for title in names):
        if name in names:
            return True
        index += 1
        following = bare(text_of(at(entries, index)))
        if not following:
            return False
        name = (name + following).removesuffix("》")
    return False


def _ends(entries: Sequence[Entry], signed: Signed) -> bool:
    """Whether a date and the lines above it are a 落款: an organ signs, and no labelled paragraph follows."""
    if _is_closed(entries, signed.stop):
        return True
    following = at(entries, signed.stop)
    if signed.certain:
        return not is_labelled(text_of(following))
    # The signer is not a known kind of organ: it is a 落款 only if a sentence ends above it and a title may follow.
    above = text_of(at(entries, signed.start - 1))
    return above.endswith("。") and may_be_title(following) and bool(signed.signature.organ or signed.signature.signers)


def _is_closed(entries: Sequence[Entry], stop: int) -> bool:
    """Whether a text must be over: the entries end here, or a note, 版记 or an 附件 label follows."""
    text = text_of(at(entries, stop))
    foot = is_foot(text, text_of(at(entries, stop + 1)))
    return stop >= len(entries) or foot or bool(_NOTE.fullmatch(text) or _COLOPHON.fullmatch(text) or annex_label(text))


def _signed(entries: Sequence[Entry], signed: Signed, faults: Faults) -> Closing:
    if signed.signature.signers:
        posts = "、".join(signer.title for signer in signed.signature.signers)
        faults.warn(RULE, f"签发人“{posts}”没有姓名，认作加盖签名章，留出位置", Spot(entries[signed.stop - 1].line), "请核对落款")
    elif not signed.certain:
        faults.warn(RULE, "日期上面没有认出署名", Spot(entries[signed.stop - 1].line), "请核对落款")
    body, enclosures = _enclosures_above(entries, signed.start)
    note = _note_length(entries, signed.stop, faults)
    return Closing(body, signed.stop + note, enclosures, signed.signature, texts(entries[signed.stop : signed.stop + note]))


def _at_annex(entries: Sequence[Entry], index: int, organ: str, faults: Faults) -> Closing | None:
    """A line that begins with 附 → the closing, if an attachment begins there or 附件说明 ends the text; else None."""
    size = enclosures_length(entries, index)
    if size:
        if _is_closed(entries, index + size):
            return _without_signature(entries, index + size, organ, faults)
        if _is_signed_soon(entries, index + size):
            # The text ends with the 落款 below.
            return None
    if annex_label(text_of(entries[index])):
        return _without_signature(entries, index, organ, faults)
    return None


def _is_signed_soon(entries: Sequence[Entry], start: int) -> bool:
    for index in range(start, min(len(entries), start + _MOST_SIGNING)):
        text = text_of(entries[index])
        if signed_at(entries, index, start):
            return True
        if not is_organ(text) and not is_post(text):
            # Deputies sign with their names alone.
            signed = signed_at(entries, index + 1, start) if index + 1 < len(entries) else None
            return signed is not None and bool(signed.signature.organ)
    return False


def _enclosures_above(entries: Sequence[Entry], stop: int) -> tuple[int, tuple[str, ...]]:
    """The 附件说明 that ends at `stop` → its first entry and its lines; `stop` and no lines if there is none."""
    for start in range(stop - 1, -1, -1):
        text = text_of(entries[start])
        size = enclosures_length(entries, start)
        if size and start + size == stop:
            return start, texts(entries[start:stop])
        if not text or size or text.endswith("。"):
            break
    return stop, ()


def _without_signature(entries: Sequence[Entry], stop: int, organ: str, faults: Faults) -> Closing:
    """A text that ends at `stop` without a date → its closing: perhaps an organ alone, 附件说明, a note."""
    last = stop
    while last and _NOTE.fullmatch(text_of(entries[last - 1])) and last > 1 and _is_name_of(entries[last - 2], organ):
        last -= 1
    note = texts(entries[last:stop])
    signed: Signature | None = None
    if last and _is_name_of(entries[last - 1], organ):
        last -= 1
        signed = signature((unspaced(text_of(entries[last])),), "", entries[last].line)
        faults.warn(RULE, "落款没有日期", Spot(entries[last].line), "请对照原件核对")
    body, enclosures = _enclosures_above(entries, last)
    more = 0 if note else _note_length(entries, stop, faults) if signed or enclosures else 0
    return Closing(body, stop + more, enclosures, signed, note + texts(entries[stop : stop + more]))


def _is_name_of(entry: Entry | None, organ: str) -> bool:
    return bool(organ) and bare(text_of(entry)) == bare(organ)


def _note_length(entries: Sequence[Entry], start: int, faults: Faults) -> int:
    """How many entries after `start` are 附注, or lines such as 版记 that a source has no field for."""
    size = 0
    while start + size < len(entries):
        entry = entries[start + size]
        text = text_of(entry)
        foot = is_foot(text, text_of(at(entries, start + size + 1)))
        if foot or _COLOPHON.fullmatch(text) or (enclosures_length(entries, start + size) and not _begins_annex(entries, start + size)):
            if not foot:
                faults.warn(RULE, f"“{text[:20]}”在落款之后，放在 note 里", Spot(entry.line), "请核对")
        elif not _NOTE.fullmatch(text):
            break
        size += 1
    return size


def _begins_annex(entries: Sequence[Entry], start: int) -> bool:
    """Whether a line with an 附件 label is followed by that attachment's text, not by another name."""
    size = enclosures_length(entries, start)
    following = at(entries, start + size)
    return size == 1 and following is not None and not annex_label(text_of(following))


def begins_text(entries: Sequence[Entry], start: int) -> bool:
    """Whether an attached text may begin here, after a 落款: there is a label or a title."""
    entry = at(entries, start)
    if not isinstance(entry, Line):
        return False
    return annex_label(entry.text) is not None or (may_be_title(entry) and (is_title(entry.text) or start + 1 < len(entries)))
