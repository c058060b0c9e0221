"""The circled numbers ① … ㊿ of notes 注释: the mark in the text, and the label of the note."""

from typing import Final

_CIRCLED: Final = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
"""1 to 20, 21 to 35, 36 to 50."""
MOST: Final = len(_CIRCLED)


def circled(number: int) -> str:
    """A number from 1 to `MOST` → the character."""
    return _CIRCLED[number - 1]


def numbered(character: str) -> int:
    """A circled number → its number. ValueError for another character."""
    return _CIRCLED.index(character) + 1
