"""A face → how it draws characters, and the runs of one font, with spacing, that make up a line.

Nothing here belongs to one document. Source: ISO 32000-1, 9.3 and 9.4.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from gen.fonts import Fonts, Typeface
from gen.standard.gb9704 import FOLIO_DASH, Face
from gen.standard.western import western_advances
from gen.typesetting.kinsoku import NO_END
from gen.units import Length, to_pt

_EM: Final = 1000
_FLUSH_LEFT: Final = frozenset("”’、。，．：；？！")
_LATIN: Final = frozenset(map(chr, range(ord("~") + 1)))
"""Characters that are drawn in the face of letters and figures where a style has one."""
_LAST_PROPORTIONAL: Final = "\u00ff"
"""Characters up to this one begin where their place begins, whatever its width."""
_FULL_WIDTH: Final = 0.9
"""In ems: a place at least so wide is a full-width one."""
_TOLERANCE: Final = 40
"""EMU (a 300th of a point) below which a place is as good as exact."""
_MOST_LINES: Final = 256
_MOST_SQUARE_LINES: Final = 1024
"""Labels, folios and full lines have the same form and places in a document and in the next: their operators are
kept."""

Faces = tuple[Face, Face | None]
"""A face, and the face of letters and figures where that is another."""


class Shape(NamedTuple):
    """A glyph's relation to its place.

    `width` is in thousandths of an em; `lead` is the share of the free room that comes before a narrow glyph.
    """

    width: int
    lead: float


_SQUARE: Final = Shape(_EM, 0)


class _Glyph(NamedTuple):
    """A character as a face draws it in every document; its typeface is None if no font has it."""

    typeface: Typeface | None
    dash: bool
    shape: Shape


class Run(NamedTuple):
    """Consecutive characters of a line that one operator shows.

    They go from `start` to `end`, the first at `left`, with `spacing` after each. `scale` stretches dashes; `strays`
    are adjustments (`TJ`) before characters that have another spacing.
    """

    typeface: Typeface | None
    start: int
    end: int
    left: int
    spacing: str
    scale: str = ""
    strays: Sequence[tuple[int, str]] = ()


class GlyphTable:
    """How a face draws characters in every document; lookups fill it.

    `forms` maps each code point to a character that represents its typeface, dash and shape: lines of one form at the
    same places are shown alike. `members` are the characters of each typeface, `squares` the full-width ones of them,
    `widths` those of the others.
    """

    def __init__(self, fonts: Fonts, face: Face, latin: Face | None) -> None:
        self.fallback = fonts.fallback(face)
        self.latin = fonts.fallback(latin, latin=True) if latin else self.fallback
        self.forms: dict[int, str] = {}
        self.members: dict[Typeface | None, set[str]] = {}
        self.squares: dict[Typeface | None, set[str]] = {}
        self.widths: dict[str, int] = {}
        self.runs = lru_cache(_MOST_LINES)(self._runs)
        self._glyphs: dict[_Glyph, str] = {}
        self._met: set[str] = set()

    def meet(self, characters: set[str]) -> dict[Face, int]:
        """Look up the characters of a document → how many files of each face that took. FontError for an unusable font."""
        latin = characters & _LATIN
        depths: dict[Face, int] = {}
        for fallback, members in ((self.latin, latin), (self.fallback, characters - latin)):
            for character in members - self._met:
                self._add(character, fallback[character])
            if members:
                depths[fallback.face] = max(depths.get(fallback.face, 0), fallback.depth(members))
        return depths

    def _add(self, character: str, typeface: Typeface | None) -> None:
        width = typeface.advance(typeface.glyph(character)) if typeface else 0
        lead = 0 if character in _FLUSH_LEFT or _is_proportional(character) else 1 if character in NO_END else 0.5
        shape = Shape(width, lead if width < _EM else 0)
        glyph = _Glyph(typeface, character == FOLIO_DASH, shape)
        self.forms[ord(character)] = self._glyphs.setdefault(glyph, chr(len(self._glyphs)))
        self.members.setdefault(typeface, set()).add(character)
        squares = self.squares.setdefault(typeface, set())
        if shape == _SQUARE and not glyph.dash:
            squares.add(character)
        else:
            self.widths[character] = width
        self._met.add(character)

    def _runs(self, form: str, x: tuple[int, ...], size: Length) -> tuple[Run, ...]:
        """The form of a line's text, and its places → its runs."""
        glyphs = list(self._glyphs)
        runs: list[Run] = []
        end = 0
        for (typeface, dash), members in groupby([glyphs[ord(each)] for each in form], key=itemgetter(0, 1)):
            start = end
            shapes = [glyph.shape for glyph in members]
            end += len(shapes)
            show = _dashes if dash else _spread
            runs.append(Run(typeface, start, end, *show(x[start : end + 1], shapes, size)))
        return tuple(runs)


def _is_proportional(character: str) -> bool:
    """Whether a glyph begins where its place begins: a Latin, Greek or Cyrillic letter, a raised figure."""
    return (
        character <= _LAST_PROPORTIONAL or character in western_advances() or (character.isalpha() and east_asian_width(character) not in {"W", "F"})
    )


class GlyphTables:
    """The tables of all faces over the fonts of a session, each made when a document first uses its face."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._tables: dict[Faces, GlyphTable] = {}

    def table(self, faces: Faces) -> GlyphTable:
        """The table of a face with its face of letters and figures."""
        if faces not in self._tables:
            self._tables[faces] = GlyphTable(self.fonts, *faces)
        return self._tables[faces]


def _spread(x: tuple[int, ...], shapes: Sequence[Shape], size: Length) -> tuple[int, str, str, tuple[tuple[int, str], ...]]:
    """Places and shapes → the start of the first, common spacing (`Tc`), no scale, strays (`TJ`) with another spacing.

    The common spacing is the most frequent one, so that a justified line of full-width characters is one string. A
    glyph narrower than its full-width place goes where its mark belongs: an opening one to the right, a closing one to
    the left, any other in the middle.
    """
    widths = [shape.width * size // _EM for shape in shapes]
    starts = [
        left + int((size - width) * lead) if lead and right - left >= size * _FULL_WIDTH else left
        for left, right, width, (_, lead) in zip(x, x[1:], widths, shapes, strict=False)
    ]
    spacings = [right - left - width for left, right, width in zip(starts, starts[1:], widths, strict=False)]
    common = sorted(spacings)[len(spacings) // 2] if spacings else 0
    strays: list[tuple[int, str]] = []
    stray = 0
    for place, spacing in enumerate(spacings, 1):
        stray += spacing - common
        if abs(stray) > _TOLERANCE:
            strays.append((place, f"){number(-stray * _EM / size)}("))
            stray = 0
    return starts[0], points(Length(common)), "", tuple(strays)


@lru_cache(_MOST_SQUARE_LINES)
def square_spread(x: tuple[int, ...], size: Length) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Places of full-width glyphs → their common spacing (`Tc`), and the strays (`TJ`) with another spacing."""
    _, common, _, strays = _spread(x, (_SQUARE,) * (len(x) - 1), size)
    return common, strays


def _dashes(x: tuple[int, ...], shapes: Sequence[Shape], size: Length) -> tuple[int, str, str]:
    """一字线 and 破折号: each dash is scaled to fill its place, so that a font's shorter dash leaves no gap inside ——."""
    width = x[1] - x[0] if len(shapes) > 1 else min(size, x[1] - x[0])
    return x[0], "0", number(100 * _EM * width / shapes[0].width / size)


def number(value: float) -> str:
    """A number in PDF notation, to three places."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


@lru_cache(maxsize=4096)
def points(length: Length) -> str:
    """A length in points in PDF notation; cached, since baselines and edges recur on the next page."""
    return number(to_pt(length))
