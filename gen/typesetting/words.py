"""A title → where its words start, by rjieba's dictionary; what was found is cached, since the dictionary takes 100 ms to load."""

import sys
from functools import lru_cache
from typing import Final

from gen.workspace.cache import Cache
from gen.workspace.libraries import versions

_CACHE: Final = Cache("words")


@lru_cache(maxsize=256)
def word_starts(text: str) -> frozenset[int]:
    """The places of a text where a word starts."""
    starts: set[int] = set()
    place = 0
    for length in (_cached(text) if "rjieba" not in sys.modules else ()) or _divided(text):
        starts.add(place)
        place += length
    return frozenset(starts)


def _divided(text: str) -> tuple[int, ...]:
    """The lengths of a text's words, by the dictionary."""
    import rjieba

    lengths = tuple(map(len, rjieba.cut(text)))
    if lengths and _cached(text) != lengths:
        _CACHE.put(_key(text), ",".join(map(str, lengths)))
    return lengths


def _cached(text: str) -> tuple[int, ...]:
    """The lengths of a text's words as they were cached, none when they were not or are not those of such a text."""
    try:
        lengths = tuple(map(int, (_CACHE.get(_key(text)) or "").split(",")))
    except ValueError:
        return ()
    return lengths if sum(lengths) == len(text) and min(lengths) > 0 else ()


def _key(text: str) -> str:
    return f"{versions('rjieba')!r} {text}"
