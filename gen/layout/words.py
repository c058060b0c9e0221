"""A title → where its words start, by rjieba's dictionary; what was found is kept, since the dictionary takes 100 ms to load."""

import hashlib
import sys
from functools import cache, lru_cache
from typing import Final

from gen import kept
from gen.libraries import versions

_KEPT: Final = "words"
_MOST_BYTES: Final = 8 << 20
_KEY, _CHECK = 32, 8


@lru_cache(maxsize=256)
def word_starts(text: str) -> frozenset[int]:
    """The places of a text where a word starts."""
    lengths = () if "rjieba" in sys.modules else _recall(text)
    starts: set[int] = set()
    place = 0
    for length in lengths or _divide(text):
        starts.add(place)
        place += length
    return frozenset(starts)


def _divide(text: str) -> tuple[int, ...]:
    import rjieba  # noqa: PLC0415 — 100 ms, and only a title of several lines that was not seen before needs it

    lengths = tuple(map(len, rjieba.cut(text)))
    key = _key(text)
    if key not in _known():
        _known().add(key)
        shown = ",".join(map(str, lengths)).encode()
        kept.append(_KEPT, b" ".join((key, shown, _check(key, shown))))
    return lengths


def _recall(text: str) -> tuple[int, ...]:
    """The lengths of a text's words as they were kept, none when they were not or make no sense."""
    key = _key(text)
    found = kept.records(_KEPT)
    start = found.rfind(b"\n" + key + b" ") + 1
    if not start:
        return ()
    _, shown, check = (*found[start : found.find(b"\n", start)].split(b" "), b"", b"")[:3]
    if check != _check(key, shown):
        return ()
    lengths = tuple(map(int, shown.split(b",")))
    return lengths if sum(lengths) == len(text) and min(lengths) > 0 else ()


@cache
def _known() -> "set[bytes] | _Everything":
    """The keys that are kept; all there can be when the file is as large as it may become."""
    found = kept.records(_KEPT)
    return _Everything() if len(found) > _MOST_BYTES else {line[:_KEY] for line in found.split(b"\n")}


class _Everything:
    """A set that has every key."""

    def __contains__(self, key: bytes) -> bool:
        return True

    def add(self, key: bytes) -> None:
        """There is nothing that it lacks."""


def _key(text: str) -> bytes:
    return hashlib.sha256(f"{versions('rjieba')!r} {text}".encode()).hexdigest()[:_KEY].encode()


def _check(key: bytes, shown: bytes) -> bytes:
    return hashlib.sha256(key + shown).hexdigest()[:_CHECK].encode()
