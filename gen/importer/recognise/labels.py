"""A line → its 附件 label; several lines → how many of them are an 附件说明.

Source: GB/T 9704-2012, 7.3.4 (附件说明, below the text), 7.3.7 (附件, on a page of its own with its label).
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from gen.importer.recognise.entries import Entry, at, text_of

_FIGURE: Final = r"(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:[-—－]\d{1,2})?"
_LABEL: Final = rf"附\s*(?:件|录|表|图)?\s*(?:{_FIGURE})?"
_ALONE = re.compile(rf"{_LABEL}\s*[：:]?")
_WITH_TITLE = re.compile(rf"(?P<label>{_LABEL}\s*[：:]|附\s*(?:件|录|表|图)\s*{_FIGURE}(?=\s))\s*(?P<title>\S.{{0,118}})")
_FIRST_NAMED = re.compile(rf"附\s*件?\s*(?:{_FIGURE})?\s*[：:]\s*\S.*")
_FIRST_BARE = re.compile(r"附\s*件?\s*[：:]")
_FIRST_NUMBERED = re.compile(rf"附\s*件\s*{_FIGURE}\s*[：:]\s*\S.*")
_FURTHER = re.compile(r"\d{1,2}\s*[.．、]\s*\S.*")
_SENTENCE: Final = tuple("。；！？")
_MOST_NAMES: Final = 60


class AnnexLabel(NamedTuple):
    """An 附件 label as printed, and the title on the same line (or empty)."""

    label: str
    title: str


def annex_label(text: str) -> AnnexLabel | None:
    """A line → the 附件 label that it consists of or begins with; None if it has none."""
    if not text.startswith("附") or text.endswith(_SENTENCE):
        return None
    if _ALONE.fullmatch(text):
        return AnnexLabel(text, "")
    match = _WITH_TITLE.fullmatch(text)
    return AnnexLabel(match["label"].strip(), match["title"]) if match else None


def enclosures_length(entries: Sequence[Entry], start: int) -> int:
    """How many entries from `start` on are an 附件说明, 附件：1.…; 0 if there is none."""
    text = text_of(at(entries, start))
    if not text.startswith("附"):
        return 0
    size = 1
    if _FIRST_BARE.fullmatch(text):
        if not _FURTHER.fullmatch(text_of(at(entries, start + 1))):
            return 0
    elif not _FIRST_NAMED.fullmatch(text) or text.endswith(_SENTENCE):
        return 0
    # Either form names attachments, 附件1：… 附件2：… and 附件：1.… 2.…, but no 附件说明 mixes the two.
    further = _FIRST_NUMBERED if _FIRST_NUMBERED.fullmatch(text) else _FURTHER
    while size < _MOST_NAMES and further.fullmatch(following := text_of(at(entries, start + size))) and not following.endswith(_SENTENCE):
        size += 1
    return size
