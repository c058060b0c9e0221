"""Text → where it changes its script or its face: with a gap between Han and Latin, or without."""

import re
from itertools import pairwise
from typing import Final

from gen.standard import house
from gen.standard.western import FACED, office_face
from gen.wording.patterns import late

_LATIN: Final = re.compile("[0-9A-Za-zª²³µ¹ºÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿḀ-ỿ]")
_WESTERN_CHARACTER: Final = "[!-~¡-¬®-ɏʰ-˿\u0300-\u036fͰ-ϿЀ-ӿᴀ-ᶿḀ-ỿ⁰-₟]"
_GAPPED_END: Final = re.compile(f"(?:{_LATIN.pattern}|.[⁰-₟])$")
"""The end of a run that has a gap after it: a letter or figure, also a raised one that is not alone, 10⁴."""
_WESTERN: Final = re.compile(f"{_WESTERN_CHARACTER}{_WESTERN_CHARACTER}*")
_OPENING_FIGURES: Final = late("[\u2150-\u218b①-⓿❶-➓]+(?=.)")
_FACED: Final = re.compile(f"[{FACED}]+")


def seams(text: str, *, faced: bool = True) -> tuple[list[int], list[int]]:
    """Find the places where a text changes its script: those without a gap, and those with one.

    A gap is between Han and a letter or figure; the place is after the space there, if there is one. LibreOffice does
    not track the character before a seam, nor before a change of face, so neither do we. `faced` says
    whether there may be such changes.
    """
    closed: list[int] = []
    gaps: list[int] = []
    length = len(text)
    for match in _WESTERN.finditer(text):
        start, end = match.span()
        if start:
            before = text[start - 1]
            if before != " ":
                (gaps if is_han(before) and _LATIN.match(text, start) else closed).append(start)
            elif start > 1 and text[start - 2] != " " and not _WESTERN.match(text, start - 2):
                closed.append(start)
        if end < length:
            after = text[end]
            if after != " ":
                (gaps if is_han(after) and _GAPPED_END.search(match[0]) else closed).append(end)
            elif end + 1 < length and text[end + 1] != " " and not _WESTERN.match(text, end + 1):
                closed.append(end + 1)
    faces = _changes_of_face(text) if faced else []
    return sorted({*closed, *faces}.difference(gaps)) if faces else closed, gaps


def _changes_of_face(text: str) -> list[int]:
    """The places where a DOCX names another face for the next character, whatever its script."""
    found: list[int] = []
    for match in _FACED.finditer(text):
        start, end = match.span()
        faces = [*map(office_face, text[max(0, start - 1) : end + 1])]
        found += [place for place, (left, right) in enumerate(pairwise(faces), max(1, start)) if left != right]
    return found


def opening_gap(text: str, size: int) -> int:
    """The gap (EMU) that LibreOffice alone sets after figures such as ① that open a paragraph, before Han; they count as Latin there only."""
    match = _OPENING_FIGURES.match(text)
    return int(size * house.OFFICE_OPENING_GAP) if match and is_han(text[match.end()]) else 0


def is_han(character: str) -> bool:
    """Whether a character is Han. It compares code points: a pattern with a class that large takes 3 ms to compile."""
    return (
        "一" <= character <= "鿿"
        or "㐀" <= character <= "䶿"
        or "豈" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U000323af"
        or character in {"〇", "々"}
    )
