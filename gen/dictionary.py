"""A title → the places where its words start, by rjieba's dictionary and the words of the trade."""

import zlib
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from gen.wording.title_words import WHOLE
from gen.workspace.cache import Cache
from gen.workspace.libraries import versions

if TYPE_CHECKING:
    import rjieba

_FREQUENCY: Final = 100_000
"""That of a very common word: a word of the trade is taken before the shorter words in it."""
_CACHE: Final = Cache("words")
_TRADE: Final = zlib.crc32(" ".join(WHOLE).encode())
"""Tells one edition of the words of the trade from another."""


@lru_cache(maxsize=256)
def word_starts(text: str) -> frozenset[int]:
    """The places of a text where a word starts.

    The user's cache keeps them: the dictionary takes 100 ms and 30 MB to load, so most processes do without it.
    """
    lengths = _cached(text) or _looked_up(text)
    return frozenset(accumulate(lengths[:-1], initial=0)) if lengths else frozenset()


def _looked_up(text: str) -> tuple[int, ...]:
    """The lengths of a text's words, by the dictionary."""
    lengths = tuple(map(len, _dictionary().cut(text)))
    if lengths:
        _CACHE.put(cache_key(text), ",".join(map(str, lengths)))
    return lengths


@cache
def _dictionary() -> "rjieba.Jieba":
    """The dictionary with the words of the trade."""
    import rjieba

    dictionary = rjieba.Jieba()
    for word in WHOLE:
        dictionary.add_word(word, _FREQUENCY, "n")
    return dictionary


def _cached(text: str) -> tuple[int, ...]:
    """The lengths of a text's words from the cache; none if it has none, or if they cannot be those of the text."""
    try:
        lengths = tuple(map(int, (_CACHE.get(cache_key(text)) or "").split(",")))
    except ValueError:
        return ()
    return lengths if sum(lengths) == len(text) and min(lengths) > 0 else ()


def cache_key(text: str) -> str:
    """The key of a text in the cache, different for each version of the dictionary and of the words of the trade."""
    return f"{versions('rjieba')!r} {_TRADE} {text}"
