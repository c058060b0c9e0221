"""The fonts of a chain, opened: character → the typeface that draws it, or the fault that none does."""

from collections.abc import Callable, Collection
from itertools import count
from typing import TYPE_CHECKING

from gen.errors import Diagnostic
from gen.fonts.chain import Chain, FontFile
from gen.fonts.typeface import Typeface
from gen.standard.gb9704 import Face

if TYPE_CHECKING:
    from gen.fonts.missing import Runs

FallbackDepths = tuple[tuple[str, int], ...]
"""Each face that a document is drawn in, and how many files of its chain were asked for the document's characters."""

_HAN_PLANES = range(0x20000, 0x40000)
"""Planes 2 and 3: hanzi, also those that this Python does not know yet."""


class FontFallback(dict[str, Typeface | None]):
    """Character → the first typeface of a face's files that draws it, None if none does.

    A lookup fills it and opens fonts as needed. FontError for a file that cannot be used.
    """

    def __init__(self, face: Face, files: tuple[FontFile, ...], open_font: Callable[[FontFile], Typeface], *, latin: bool = False) -> None:
        super().__init__()
        self.face = face
        self.latin = latin
        self._files = files
        self._open = open_font
        self._depths: dict[str, int] = {}

    def __missing__(self, character: str) -> Typeface | None:
        """Ask the files in their order."""
        found, depth = None, len(self._files)
        for number, file in enumerate(self._files, 1):
            if not file.part.has(character, latin=self.latin):
                continue
            typeface = self._open(file)
            if typeface.covers(character):
                found, depth = typeface, number
                break
        self._depths[character] = depth
        self[character] = found
        return found

    def depth(self, characters: Collection[str]) -> int:
        """How many of the face's files, from the first, these characters need; 0 for none."""
        for character in characters:
            if character not in self._depths:
                self[character]
        return max(map(self._depths.__getitem__, characters), default=0)


class Fonts:
    """The fonts of a chain, each opened when it is first needed and kept open. A pickle has only the chain."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._typefaces: dict[FontFile, Typeface] = {}
        self._fallbacks: dict[tuple[Face, bool], FontFallback] = {}
        self._subsets = count(1)

    def __reduce__(self) -> tuple[type["Fonts"], tuple[Chain]]:
        return Fonts, (self.chain,)

    def typeface(self, file: FontFile) -> Typeface:
        """Open a font. FontError if it cannot be used."""
        found = self._typefaces.get(file)
        if found is None:
            found = self._typefaces[file] = Typeface(file, self._subsets)
        return found

    def fallback(self, face: Face, *, latin: bool = False) -> FontFallback:
        """Face → which typeface draws each character in it; `latin`: it is the face of the letters and figures of another face's text."""
        if (face, latin) not in self._fallbacks:
            self._fallbacks[face, latin] = FontFallback(face, self.chain.of(face), self.typeface, latin=latin)
        return self._fallbacks[face, latin]

    def missing(self, runs: "Runs") -> list[Diagnostic]:
        """Runs of text → a fault for each character that no file of its face draws, at the first place where it is.

        The place of a run is that of its first character; one without a column is found in the file. FontError for a
        file that cannot be used.
        """
        from gen.fonts.missing import faults

        return faults(runs, lambda face, character: self.fallback(face)[character] is not None)
