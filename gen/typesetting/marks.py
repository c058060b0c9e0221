"""Text → the marks that may give up half an em beside another mark 标点挤压 (CLREQ 3.1.6)."""

from typing import Final

from gen.wording.patterns import late

_BLANK_AFTER: Final = "、。，：；）》〉」』】〕〗”’"
"""Marks with ink in the left half of their em, and nothing in the right one. ！ and ？ are in the middle in many faces."""
_BLANK_BEFORE: Final = "（《〈「『【〔〖“‘"
"""Marks with ink in the right half."""
_PAIR: Final = late(f"[{_BLANK_AFTER}](?=[{_BLANK_AFTER}{_BLANK_BEFORE}！？])|[{_BLANK_BEFORE}！？](?=[{_BLANK_BEFORE}])")


def pairs_of(text: str, start: int, end: int) -> list[int]:
    """The places of the marks of text[start:end] that have a blank half toward the mark after them there, or that toward them."""
    return [match.start() for match in _PAIR.finditer(text, start, end)]


def given_up(size: int) -> int:
    """What such a mark gives up, in EMU: half an em of a type size."""
    return size // 2
