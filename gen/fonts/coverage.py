"""Chain and character → the typeface that draws it, and what no font of a chain draws."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Final

from msgspec.structs import replace

from gen.errors import Diagnostic, Place
from gen.fonts.chain import Chain
from gen.fonts.typeface import Typeface, open_typeface
from gen.standard.gb9704 import Face

_HAN_PLANES = range(0x20000, 0x40000)
"""Planes 2 and 3: hanzi, also those that this Python does not know yet."""


class Servers(dict[str, Typeface | None]):
    """Character → the first typeface of a face's files that draws it, None when none does; filled, and fonts opened, as characters are met."""

    def __init__(self, chain: Chain, face: Face) -> None:
        super().__init__()
        self.face = face
        self.files = chain.of(face)
        self._depths: dict[str, int] = {}
        self._opened: dict[int, Typeface] = {}

    def __missing__(self, character: str) -> Typeface | None:
        """Ask the files in their order. FontError for a file that cannot be used."""
        found, depth = None, len(self.files)
        for number, file in enumerate(self.files):
            if file.ascii_only and not " " <= character <= "~":
                continue
            typeface = self._opened.get(number) or self._opened.setdefault(number, open_typeface(file))
            if typeface.covers(character):
                found, depth = typeface, number + 1
                break
        self._depths[character] = depth
        self[character] = found
        return found

    def meet(self, characters: set[str]) -> None:
        """Look up what a document has to be drawn, and note how deep into the files that goes. FontError for a file that cannot be used."""
        for character in characters.difference(self._depths):
            self[character]
        reach = _reach.get()
        if reach is not None and characters:
            reach[self.face] = max(reach.get(self.face, 0), *map(self._depths.__getitem__, characters))


_reach: Final[ContextVar[dict[Face, int] | None]] = ContextVar("reach", default=None)


@contextmanager
def recorded_fonts() -> Iterator[dict[Face, int]]:
    """Note, for each face drawn inside the block, how many files of its chain were asked: what the result depends on."""
    reach: dict[Face, int] = {}
    token = _reach.set(reach)
    try:
        yield reach
    finally:
        _reach.reset(token)


@cache
def servers(chain: Chain, face: Face) -> Servers:
    """Turn a chain and a face into the table of who draws what."""
    return Servers(chain, face)


def resolve(chain: Chain, face: Face, character: str) -> Typeface | None:
    """Turn a character into the typeface that draws it, None when no file of the face does. FontError for a file that cannot be used."""
    table = servers(chain, face)
    table.meet({character})
    return table[character]


def missing(chain: Chain, runs: Iterable[tuple[Face, str, Place]]) -> list[Diagnostic]:
    """Turn runs of text into a fault for each character that no file of its face draws, at the first place it stands.

    The place of a run is that of its first character; with a column in it, the character's own column is told. FontError for a file
    that cannot be used.
    """
    faults: dict[tuple[Face, str], Diagnostic] = {}
    for face, text, place in runs:
        table = servers(chain, face)
        table.meet(set(text))
        for character in sorted(set(text), key=text.index):
            if table[character] is None and (face, character) not in faults:
                faults[face, character] = _fault(face, character, replace(place, column=place.column and place.column + text.index(character)))
    return list(faults.values())


def _fault(face: Face, character: str, place: Place) -> Diagnostic:
    shown = f"“{character}”" if character.isprintable() or ord(character) in _HAN_PLANES else "不可见的字符"
    hint = "核对这个字；确需此字，在 gen.toml 的 fallback 里加一款有它的字体，如 HanaMinB.ttf"
    return Diagnostic("缺字", f"{face}和备用字体都没有{shown}（U+{ord(character):04X}）", place, hint)
