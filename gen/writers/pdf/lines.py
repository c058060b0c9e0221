"""A face → how it draws characters, and what brings those of a line to their places: runs of one font with their spacing.

Nothing here is of one document. Source: ISO 32000-1, 9.3 and 9.4.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from gen.fonts import Chain, Typeface, servers
from gen.standard.gb9704 import FOLIO_DASH, Face
from gen.typesetting.kinsoku import NO_END
from gen.units import Length, to_pt

_EM: Final = 1000
_FLUSH_LEFT: Final = frozenset("”’、。，．：；？！")
_LATIN: Final = frozenset(map(chr, range(ord("~") + 1)))
"""What is drawn in the face of letters and figures where a style has one."""
_LAST_PROPORTIONAL: Final = "\u00ff"
"""Characters up to this one stand at the start of their place whatever its width."""
_FULL_WIDTH: Final = 0.9
"""In ems: a place at least so wide is a full-width one."""
_TOLERANCE: Final = 40
"""EMU (a 300th of a point) below which a place is as good as exact."""
_MOST_LINES: Final = 256
_MOST_EVEN_LINES: Final = 1024
"""Lines of one form at the same places come again, in a document and in the next: labels, folios, full lines."""

Faces = tuple[Face, Face | None]
"""A face, and that of letters and figures where it is another."""


class Shape(NamedTuple):
    """How a glyph stands in its place: its width (thousandths of an em), and how much of the room beside a narrow one goes before it."""

    width: int
    lead: float


_SQUARE: Final = Shape(_EM, 0)


class _Design(NamedTuple):
    """A character as a face draws it in every document: its typeface, None when no font has it, whether it is a dash, and its shape."""

    typeface: Typeface | None
    dash: bool
    shape: Shape


class Run(NamedTuple):
    """Characters of a line shown by one operator: where the first stands, the spacing after each, the scale of dashes, strays by their places."""

    typeface: Typeface | None
    start: int
    end: int
    left: int
    spacing: str
    scale: str = ""
    strays: Sequence[tuple[int, str]] = ()


class Designs:
    """How a face draws characters in every document, filled as characters are met.

    `forms` has for each code point a character that stands for all of its design: lines of one form at the same places are shown alike.
    `members` are the characters of each typeface, `squares` the full-width ones of them, `widths` those of the others.
    """

    def __init__(self, chain: Chain, face: Face, latin: Face | None) -> None:
        self.servers = servers(chain, face)
        self.latin = servers(chain, latin) if latin else self.servers
        self.forms: dict[int, str] = {}
        self.designs: dict[_Design, str] = {}
        self.members: dict[Typeface | None, set[str]] = {}
        self.squares: dict[Typeface | None, set[str]] = {}
        self.widths: dict[str, int] = {}
        self.met: set[str] = set()
        self.runs = lru_cache(_MOST_LINES)(self._runs)

    def meet(self, characters: set[str]) -> None:
        """Look up what a document has to be drawn. FontError for a font that cannot be used."""
        latin = characters & _LATIN
        for table, members in ((self.latin, latin), (self.servers, characters - latin)):
            table.meet(members)
            for character in members - self.met:
                self._add(character, table[character])

    def _add(self, character: str, typeface: Typeface | None) -> None:
        width = typeface.advance(typeface.glyph(character)) if typeface else 0
        lead = 0 if character in _FLUSH_LEFT or character <= _LAST_PROPORTIONAL else 1 if character in NO_END else 0.5
        shape = Shape(width, lead if width < _EM else 0)
        design = _Design(typeface, character == FOLIO_DASH, shape)
        self.forms[ord(character)] = self.designs.setdefault(design, chr(len(self.designs)))
        self.members.setdefault(typeface, set()).add(character)
        squares = self.squares.setdefault(typeface, set())
        if shape == _SQUARE and not design.dash:
            squares.add(character)
        else:
            self.widths[character] = width
        self.met.add(character)

    def _runs(self, form: str, x: tuple[int, ...], size: Length) -> tuple[Run, ...]:
        """The form of a line's text at its places → its runs."""
        designs = list(self.designs)
        runs: list[Run] = []
        end = 0
        for (typeface, dash), members in groupby([designs[ord(each)] for each in form], key=itemgetter(0, 1)):
            start = end
            shapes = [design.shape for design in members]
            end += len(shapes)
            show = _dashes if dash else _spread
            runs.append(Run(typeface, start, end, *show(x[start : end + 1], shapes, size)))
        return tuple(runs)


@cache
def designs_of(chain: Chain, faces: Faces) -> Designs:
    """Share the designs of a face between documents."""
    return Designs(chain, *faces)


def _spread(x: tuple[int, ...], shapes: Sequence[Shape], size: Length) -> tuple[int, str, str, tuple[tuple[int, str], ...]]:
    """Places and shapes → the start of the first, the common spacing (`Tc`), no scale, and what stands in `TJ` before glyphs that have another.

    The spacing is what most of them have, so that a justified line of full-width characters is one string. A glyph narrower than its
    full-width place stands in it as its mark does: an opening one to the right, a closing one to the left, any other in the middle.
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


@lru_cache(_MOST_EVEN_LINES)
def even_spread(x: tuple[int, ...], size: Length) -> tuple[str, tuple[tuple[int, str], ...]]:
    """`_spread` of full-width glyphs; most lines of a text are alike, and share the answer."""
    _, common, _, strays = _spread(x, (_SQUARE,) * (len(x) - 1), size)
    return common, strays


def _dashes(x: tuple[int, ...], shapes: Sequence[Shape], size: Length) -> tuple[int, str, str]:
    """一字线 and 破折号: each dash scaled to fill its place, so that a face that draws it shorter leaves no gap inside ——."""
    width = x[1] - x[0] if len(shapes) > 1 else min(size, x[1] - x[0])
    return x[0], "0", number(100 * _EM * width / shapes[0].width / size)


def number(value: float) -> str:
    """A number as a PDF has it, to three places."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


@lru_cache(maxsize=4096)
def points(length: Length) -> str:
    """A length in points as a PDF has it; a page's baselines and edges come again on the next."""
    return number(to_pt(length))
