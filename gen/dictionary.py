"""A title → the places where its words start, by rjieba's dictionary."""

import hashlib
from functools import lru_cache
from itertools import accumulate
from typing import Final

from gen.workspace import cache
from gen.workspace.libraries import versions

_CACHED_AS: Final = "words"


@lru_cache(maxsize=256)
def word_starts(text: str) -> frozenset[int]:
    """The places of a text where a word starts.

    They are written to the user's cache: the dictionary takes 100 ms and 30 MB to load, so most processes do without.
    """
    key = key_of(text)
    lengths = _cached(key, text) or _looked_up(key, text)
    return frozenset(accumulate(lengths[:-1], initial=0))


def key_of(text: str) -> str:
    """The key of a text in the cache: another version of the dictionary has others."""
    return hashlib.sha256(f"{versions('rjieba')!r} {text}".encode()).hexdigest()[: cache.KEY_DIGITS]


def _looked_up(key: str, text: str) -> tuple[int, ...]:
    """The lengths of a text's words, by the dictionary."""
    import rjieba  # noqa: PLC0415 — loads the dictionary

    lengths = tuple(map(len, rjieba.cut(text)))
    cache.note(_CACHED_AS, key, ",".join(map(str, lengths)))
    return lengths


def _cached(key: str, text: str) -> tuple[int, ...]:
    """The lengths of a text's words from the cache; none if they are not there or cannot be those of the text."""
    try:
        lengths = tuple(map(int, cache.noted(_CACHED_AS, key).split(",")))
    except ValueError:
        return ()
    return lengths if sum(lengths) == len(text) and min(lengths) > 0 else ()
