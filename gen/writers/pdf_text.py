"""A line at its places → the text-showing operators of a PDF, font by font.

Source: ISO 32000-1, 9.3 and 9.4.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from gen.fonts import Chain, Typeface, servers
from gen.frozen import dataclass
from gen.gb9704 import FOLIO_DASH, Face
from gen.layout.kinsoku import NO_END
from gen.units import Length, to_pt
from gen.writers.pdf_font import EmbeddedFont

_EM: Final = 1000
_FLUSH_LEFT: Final = frozenset("”’、。，．：；？！")
_LAST_LATIN: Final = "~"
"""Characters up to this one are drawn in the face of letters and figures where a style has one."""
_LAST_PROPORTIONAL: Final = "\u00ff"
"""Characters up to this one stand at the start of their place whatever its width."""
_FULL_WIDTH: Final = 0.9
"""In ems: a place at least so wide is a full-width one."""
_TOLERANCE: Final = 40
"""EMU (a 300th of a point) below which a place is as good as exact."""


class Shape(NamedTuple):
    """How a glyph stands in its place: its width (thousandths of an em), and how much of the room beside a narrow one goes before it."""

    width: int
    lead: float


_SQUARE: Final = Shape(_EM, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What characters shown by one operator share: the font, None when no font has them, and whether they are dashes."""

    font: EmbeddedFont | None
    dash: bool


_Glyph = tuple[Run, str, Shape]
"""A character as its font draws it in this document: its run, code and shape."""


class _Design(NamedTuple):
    """A character as its font draws it in every document."""

    typeface: Typeface | None
    dash: bool
    glyph: int
    shape: Shape


class _Designs(dict[str, _Design]):
    """Character → how a face draws it, filled as characters are met."""

    def __init__(self, chain: Chain, face: Face, latin: Face | None) -> None:
        super().__init__()
        self.servers = servers(chain, face)
        self.latin = servers(chain, latin) if latin else self.servers

    def __missing__(self, character: str) -> _Design:
        typeface = (self.latin if character <= _LAST_LATIN else self.servers)[character]
        glyph = typeface.glyph(character) if typeface else 0
        width = typeface.advance(glyph) if typeface else 0
        lead = 0 if character in _FLUSH_LEFT or character <= _LAST_PROPORTIONAL else 1 if character in NO_END else 0.5
        shape = Shape(width, lead if width < _EM else 0)
        design = self[character] = _Design(typeface, character == FOLIO_DASH, glyph, _SQUARE if shape == _SQUARE else shape)
        return design


@cache
def _designs(chain: Chain, face: Face, latin: Face | None) -> _Designs:
    return _Designs(chain, face, latin)


class _NotSquareError(KeyError):
    """A character is not one of the full-width glyphs of a document's main font."""


class _Squares(dict[str, str]):
    """Full-width character → its code in the one font that most lines of a face are made of, filled as characters are met.

    `run` is that font's. _NotSquareError for a character of another width or font, and for a dash.
    """

    def __init__(self, chain: Chain, face: Face, fonts: dict[Typeface, EmbeddedFont], latin: Face | None) -> None:
        super().__init__()
        self.designs = _designs(chain, face, latin)
        self.fonts = fonts
        self.runs: dict[tuple[Typeface | None, bool], Run] = {}
        self.typeface: Typeface | None = None
        self.take: Callable[[str, int, int], str]

    def __missing__(self, character: str) -> str:
        typeface, dash, identity, shape = self.designs[character]
        if typeface is not self.typeface or shape is not _SQUARE or dash:
            if self.typeface or shape is not _SQUARE or dash:
                raise _NotSquareError(character)
            self.typeface = typeface
            font = self.run_of(typeface, dash=False).font
            assert font  # noqa: S101 — what has a width has a typeface
            self.take = font.take
        code = self[character] = self.take(character, identity, _EM)
        return code

    def run_of(self, typeface: Typeface | None, *, dash: bool) -> Run:
        run = self.runs.get((typeface, dash))
        if run is None:
            font = self.fonts.get(typeface) if typeface else None
            if typeface and font is None:
                font = self.fonts[typeface] = EmbeddedFont(typeface, len(self.fonts) + 1)
            run = self.runs[typeface, dash] = Run(font, dash)
        return run


class Drawn(dict[str, _Glyph]):
    """Character → its glyph in one face, filled, and fonts taken into the document, as characters are met.

    `latin` is the face of letters and figures where that is another. `squares` are the codes of the full-width glyphs of one font, which
    most lines are made of.
    """

    def __init__(self, chain: Chain, face: Face, fonts: dict[Typeface, EmbeddedFont], latin: Face | None = None) -> None:
        super().__init__()
        self.squares = _Squares(chain, face, fonts, latin)

    def __missing__(self, character: str) -> _Glyph:
        squares = self.squares
        typeface, dash, identity, shape = squares.designs[character]
        try:
            code = squares[character]
            run = squares.run_of(typeface, dash=False)
        except _NotSquareError:
            run = squares.run_of(typeface, dash=dash)
            code = run.font.take(character, identity, shape.width) if run.font else ""
        glyph = self[character] = (run, code, shape)
        return glyph

    @property
    def complete(self) -> bool:
        """Whether every character met has a font."""
        return all(run.font for run in self.squares.runs.values())


def show(drawn: Drawn, text: str, x: tuple[int, ...], size: Length) -> Iterable[tuple[EmbeddedFont, int, str]]:
    """A line's text at its places → for each run of one font, the font, where the run starts, and the operators that show it.

    Characters that no font has are left out.
    """
    squares = drawn.squares
    try:
        codes = list(map(squares.__getitem__, text))
    except _NotSquareError:
        return _runs(drawn, text, x, size)
    if not codes or squares.typeface is None:
        return ()
    common, strays = _even_spread(x, size)
    return ((squares.fonts[squares.typeface], x[0], f"{common} Tc {_shown(codes, strays)}"),)


def _runs(drawn: Drawn, text: str, x: tuple[int, ...], size: Length) -> Iterator[tuple[EmbeddedFont, int, str]]:
    start = 0
    for run, members in groupby(map(drawn.__getitem__, text), key=_run_of):
        glyphs = list(members)
        end = start + len(glyphs)
        if run.font:
            left, shown = (_dashes if run.dash else _line)(glyphs, x[start : end + 1], size)
            yield run.font, left, shown
        start = end


_run_of, _code_of, _shape_of = map(itemgetter, range(3))


def _line(glyphs: Sequence[_Glyph], x: tuple[int, ...], size: Length) -> tuple[int, str]:
    """Glyphs of one font at their places → the start of the first, and `Tc` and `TJ` operators that put each where it belongs.

    `Tc` is the spacing most of them have, so that a justified line of full-width characters is one string. A glyph narrower than its
    full-width place stands in it as its mark does: an opening one to the right, a closing one to the left, any other in the middle.
    """
    first, common, strays = _spread(x, tuple(map(_shape_of, glyphs)), size)
    return first, f"{common} Tc {_shown(list(map(_code_of, glyphs)), strays)}"


def _shown(codes: list[str], strays: Sequence[tuple[int, str]]) -> str:
    for place, stray in strays:
        codes[place] = stray + codes[place]
    return f"[<{''.join(codes)}>] TJ" if strays else f"<{''.join(codes)}> Tj"


@lru_cache(maxsize=256)
def _spread(x: tuple[int, ...], shapes: tuple[Shape, ...], size: Length) -> tuple[int, str, tuple[tuple[int, str], ...]]:
    """Places and shapes → the start of the first, the common spacing, and what stands in `TJ` before glyphs that have another."""
    widths = tuple(shape.width * size // _EM for shape in shapes)
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
            strays.append((place, f">{number(-stray * _EM / size)}<"))
            stray = 0
    return starts[0], points(Length(common)), tuple(strays)


@lru_cache(maxsize=1024)
def _even_spread(x: tuple[int, ...], size: Length) -> tuple[str, tuple[tuple[int, str], ...]]:
    """`_spread` of full-width glyphs; most lines of a text are alike, and share the answer."""
    _, common, strays = _spread(x, (_SQUARE,) * (len(x) - 1), size)
    return common, strays


def _dashes(glyphs: Sequence[_Glyph], x: tuple[int, ...], size: Length) -> tuple[int, str]:
    """一字线 and 破折号: each dash scaled to fill its place, so that a face that draws it shorter leaves no gap inside ——."""
    width = x[1] - x[0] if len(glyphs) > 1 else min(size, x[1] - x[0])
    codes = "".join(map(_code_of, glyphs))
    return x[0], f"0 Tc {number(100 * _EM * width / glyphs[0][2].width / size)} Tz <{codes}> Tj 100 Tz"


def number(value: float) -> str:
    """A number as a PDF has it, to three places."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


@lru_cache(maxsize=4096)
def points(length: Length) -> str:
    """A length in points as a PDF has it; a page's baselines and edges come again on the next."""
    return number(to_pt(length))
