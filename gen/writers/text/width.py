"""A text → how many columns of a fixed-pitch face it takes."""

import unicodedata
from functools import cache


def columns(text: str) -> int:
    """How many columns of a fixed-pitch face a text takes.

    A full-width character takes two, a mark on the one before none.
    """
    return sum(map(column, text))


@cache
def column(character: str) -> int:
    """How many columns of a fixed-pitch face a character takes."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 1 if unicodedata.east_asian_width(character) in {"Na", "N", "H"} else 2
