"""A title → where its words start, by rjieba's dictionary; what was found is kept, since the dictionary takes 100 ms to load."""

import hashlib
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from gen.workspace import cache as kept
from gen.workspace.libraries import versions

_KEPT: Final = "words"


@lru_cache(maxsize=256)
def word_starts(text: str) -> frozenset[int]:
    """The places of a text where a word starts."""
    starts: set[int] = set()
    place = 0
    for length in (_recall(text) if "rjieba" not in sys.modules else ()) or _dividers[-1](text):
        starts.add(place)
        place += length
    return frozenset(starts)


def divide(text: str) -> tuple[int, ...]:
    """The lengths of a text's words, by the dictionary."""
    import rjieba  # noqa: PLC0415 — 100 ms, and only a title of several lines that was not seen before needs it

    lengths = tuple(map(len, rjieba.cut(text)))
    key = _key(text)
    if lengths and key not in _known():
        _known().add(key)
        kept.note(_KEPT, key, ",".join(map(str, lengths)))
    return lengths


def _recall(text: str) -> tuple[int, ...]:
    """The lengths of a text's words as they were kept, none when they were not or are not those of such a text."""
    try:
        lengths = tuple(map(int, kept.noted(_KEPT, _key(text)).split(",")))
    except ValueError:
        return ()
    return lengths if sum(lengths) == len(text) and min(lengths) > 0 else ()


_dividers: Final[list[Callable[[str], tuple[int, ...]]]] = [divide]


def divide_elsewhere(divider: Callable[[str], tuple[int, ...]]) -> None:
    """Have the words of what is not kept found by another process, so that this one need not hold the dictionary, which takes 30 MB."""
    _dividers[1:] = [divider]


@cache
def _known() -> set[str]:
    return kept.keys(_KEPT)


def _key(text: str) -> str:
    return hashlib.sha256(f"{versions('rjieba')!r} {text}".encode()).hexdigest()[: kept.KEY_DIGITS]
