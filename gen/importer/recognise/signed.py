"""Lines around a date → 落款: the organs that sign, on one line or several, and the date.

Source: GB/T 9704-2012, 7.3.5.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.document.model import Picture, Signature, Signer
from gen.importer.recognise.entries import Entry, at, is_labelled, text_of
from gen.source.dates import printed_date
from gen.source.faults import Faults, Line
from gen.wording.lines import bare, dates, whole_date
from gen.wording.organs import is_organ, is_post, unspaced

_MOST_ORGANS: Final = 12
_LONGEST_LINE: Final = 80
_LONGEST_UNKNOWN: Final = 25
_LONGEST_DATE: Final = 30
_PUNCTUATION = re.compile("[。，；：！？“”《》、|]")


class Signed(Struct, frozen=True):
    """A 落款 found in entries, from `start` up to `stop`; `certain` if its organ's name ends as an organ's does."""

    signature: Signature
    start: int
    stop: int
    certain: bool


def signed_at(entries: Sequence[Entry], index: int, first: int) -> Signed | None:
    """The 落款 with its date at `index` and no line of it above `first`; None if the line has no date."""
    text = text_of(entries[index])
    if not text.endswith("日") or len(text) > _LONGEST_LINE:
        return None
    if whole_date(text):
        posts = _posts_above(entries, index, first)
        start = _organs_above(entries, posts, first)
        if posts < index:
            return Signed(_stamped(entries[start:posts], entries[posts:index], entries[index]), start, index + 1, start < posts)
        certain = start < index
        if not certain and _is_unknown_organ(at(entries, index - 1)) and index > first:
            start = index - 1
        organs = [unspaced(text_of(entry)) for entry in entries[start:index]]
        return Signed(signature(organs, text, entries[index].line), start, index + 1, certain)
    return _on_one_line(entries, index, first)


def _on_one_line(entries: Sequence[Entry], index: int, first: int) -> Signed | None:
    """署名 and 成文日期 on one line: 国务院办公厅　2018年12月5日."""
    text = text_of(entries[index])
    found = list(dates(text))
    if len(found) != 1 or found[0].end != len(text):
        return None
    organ = text[: found[0].start].strip()
    if not is_organ(organ):
        return None
    start = _organs_above(entries, index, first)
    organs = [*(unspaced(text_of(entry)) for entry in entries[start:index]), unspaced(organ)]
    return Signed(signature(organs, text[found[0].start :], entries[index].line), start, index + 1, certain=True)


def _organs_above(entries: Sequence[Entry], index: int, first: int) -> int:
    start = index
    while start > first and index - start < _MOST_ORGANS and _signs(entries[start - 1]):
        start -= 1
    return start


def _posts_above(entries: Sequence[Entry], index: int, first: int) -> int:
    start = index
    while start > first and index - start < _MOST_ORGANS and is_post(text_of(entries[start - 1])):
        start -= 1
    return start


def _stamped(organs: Sequence[Entry], posts: Sequence[Entry], day: Entry) -> Signature:
    """The lines of 署名, the posts of 签发人 and a date → a 落款 with room for the 签名章, which a text has no trace of (7.3.5.3)."""
    signed = signature([unspaced(text_of(entry)) for entry in organs], text_of(day), day.line)
    return replace(signed, signers=tuple(Signer(title=text_of(entry), stamp=Picture()) for entry in posts))


def _signs(entry: Entry) -> bool:
    text = text_of(entry)
    return bool(text) and len(text) <= _LONGEST_LINE and is_organ(text) and not is_labelled(text)


def _is_unknown_organ(entry: Entry | None) -> bool:
    """Whether a line above a date may be a signer's name of an unknown kind: short, without punctuation."""
    text = text_of(entry)
    return 1 < len(bare(text)) <= _LONGEST_UNKNOWN and not _PUNCTUATION.search(text) and not is_labelled(text) and not whole_date(text)


def signature(organs: Sequence[str], day: str, line: int) -> Signature:
    """The lines of 署名 and a date as printed → the signature.

    A source may not have every form of date. One that it may not, 2018年02月05日, becomes the last line of the 署名 and so
    prints unchanged.
    """
    day = bare(day)
    faults = Faults("")
    # As a date, the reader would print 2018年2月5日 for it, or refuse it.
    if len(day) > _LONGEST_DATE or printed_date(Line(day, line), faults) != day:
        organs, day = [*organs, day], ""
    return Signature(organs[0] if organs else "", day, line, tuple(organs[1:]))
