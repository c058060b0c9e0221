"""A PDF of our own → its pages as SVG: every glyph an outline at the place the PDF has it, so that no machine needs its fonts.

The places are read from the PDF itself, characters and rules alike, so that the two cannot drift apart; the outlines are those of the
fonts it was made with. What a line says is its label, for those who cannot see it, and for search.
"""

import ctypes
from base64 import b64encode
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import groupby
from types import ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import quoteattr

from msgspec import Struct, field

from gen.errors import Diagnostic, FontError, Place, SourceError
from gen.fonts import Fonts, Typeface
from gen.proof.grid import grid_lines
from gen.proof.raster import CELL_COLOUR, EDGE_COLOUR, Scan, design_of_page
from gen.standard.design import Design
from gen.units import to_pt

if TYPE_CHECKING:
    import pypdfium2

_EM: Final = 1000
_POINTS_A_MM: Final = 72 / 25.4
_LEAST: Final = 1e-4
"""The least number that four decimals show."""
_HIGH, _LOW, _PLANE_1 = 0xD800, 0xDC00, 0x10000
_BASELINE: Final = 0.01
"""Points by which baselines of one line may differ: floats of the engine."""


class _Letter(NamedTuple):
    """A character where the PDF has it: origin in points from the upper left corner, width as a share of the glyph's own, RGB of its ink."""

    character: str
    font: str
    x: float
    y: float
    size: float
    stretch: float
    colour: tuple[int, ...]


def svg_page(scan: Scan, page: int, fonts: Fonts, *, grid: Design | None = None) -> bytes:
    """A page, counted from 1 → its SVG, over the grid of a design where one is given; the same bytes for the same page and fonts.

    SourceError for shadings and pages on their side, which are not drawn; FontError for a font that is not of the chain.
    """
    return "\n".join(_Drawing(scan, page, fonts).lines(grid=grid)).encode()


class _Drawing(Struct):
    """One page being drawn; `glyphs` are the outlines it has come to use, by their path data."""

    scan: Scan
    page: int
    fonts: Fonts
    glyphs: dict[str, str] = field(default_factory=dict)

    def lines(self, *, grid: Design | None) -> Iterator[str]:
        width, height = self.scan.pages[self.page - 1]
        opened = self.scan.document[self.page - 1]
        if opened.get_rotation():
            raise SourceError(
                Diagnostic("图", f"第{self.page}面是横排的，SVG 画不出", Place(self.scan.file), "用 --format png，或者用 --pages 只画别的面")
            )
        rules = list(self._rules(opened, height))
        runs = list(self._runs(opened, height))
        millimetres = f'width="{_short(width / _POINTS_A_MM)}mm" height="{_short(height / _POINTS_A_MM)}mm"'
        yield f'<svg xmlns="http://www.w3.org/2000/svg" {millimetres} viewBox="0 0 {_short(width)} {_short(height)}">'
        yield '<rect width="100%" height="100%" fill="#ffffff"/>'
        if grid:
            yield from _grid(design_of_page(self.scan, self.page, grid))
        yield "<defs>"
        yield from (f'<path id="{name}" d="{data}"/>' for data, name in self.glyphs.items())
        yield "</defs>"
        yield from rules
        yield from runs
        yield "</svg>\n"

    def _runs(self, opened: "pypdfium2.PdfPage", height: float) -> Iterator[str]:
        """Draw the characters, those of one line, font, size and ink in one group."""
        faces = self._faces()
        for (font, _, size, colour), members in groupby(_letters(opened, height), key=_run_of):
            letters = list(members)
            typeface = faces.get(font)
            if typeface is None:
                hint = "用生成它的那些字体再画"
                raise FontError(Diagnostic("字体", f"第{self.page}面用的字体 {font} 不在这次的字体里", Place(self.scan.file), hint))
            first, scale = letters[0], size / _EM
            label = quoteattr("".join(letter.character for letter in letters))
            place = f"translate({_short(first.x)} {_short(first.y)}) scale({_short(scale)})"
            yield f'<g aria-label={label} fill="{_hexadecimal(colour)}" transform="{place}">'
            for letter in letters:
                outline = typeface.outline(typeface.glyph(letter.character))
                if outline:
                    name = self.glyphs.setdefault(outline, f"g{len(self.glyphs) + 1}")
                    x = _short((letter.x - first.x) / scale)
                    yield (
                        f'<use href="#{name}" x="{x}"/>'
                        if abs(letter.stretch - 1) < _BASELINE / _EM
                        else f'<use href="#{name}" transform="translate({x} 0) scale({_short(letter.stretch)} 1)"/>'
                    )
            yield "</g>"

    def _faces(self) -> dict[str, Typeface]:
        """Name the typefaces of the chain as a PDF does."""
        files = dict.fromkeys(file for _, row in self.fonts.chain.files for file in row)
        return {typeface.postscript_name: typeface for typeface in map(self.fonts.typeface, reversed(files))}

    def _rules(self, opened: "pypdfium2.PdfPage", height: float) -> Iterator[str]:
        """Draw what lies under the characters: 分隔线, the frames of tables, seals and stamps."""
        import pypdfium2.raw as engine

        for drawn in opened.get_objects():
            if drawn.type == engine.FPDF_PAGEOBJ_PATH:
                yield _path(engine, drawn, height)
            elif drawn.type == engine.FPDF_PAGEOBJ_IMAGE:
                yield _picture(drawn, height)
            elif drawn.type != engine.FPDF_PAGEOBJ_TEXT:
                message = f"第{self.page}面有渐变色或者别的图形，SVG 画不出"
                raise SourceError(Diagnostic("图", message, Place(self.scan.file), "用 --format png"))


def _letters(opened: "pypdfium2.PdfPage", height: float) -> Iterator[_Letter]:
    """Give every character that the page draws, in its order; those that the engine only infers, as line ends, are not drawn."""
    import pypdfium2.raw as engine

    text = opened.get_textpage()
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), engine.FS_MATRIX()
    channels = [ctypes.c_uint() for _ in range(4)]
    names: dict[int, str] = {}
    high = 0
    for index in range(text.count_chars()):
        if engine.FPDFText_IsGenerated(text, index):
            continue
        code = engine.FPDFText_GetUnicode(text, index)
        if _HIGH <= code < _LOW:
            high = code
            continue
        if high:
            code = _PLANE_1 + (high - _HIGH) * 1024 + code - _LOW
            high = 0
        engine.FPDFText_GetCharOrigin(text, index, x, y)
        engine.FPDFText_GetMatrix(text, index, matrix)
        engine.FPDFText_GetFillColor(text, index, *channels)
        font = engine.FPDFTextObj_GetFont(engine.FPDFText_GetTextObject(text, index))
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in names:
            names[key] = _font_name(engine, font)
        size = engine.FPDFText_GetFontSize(text, index) * matrix.d
        colour = tuple(channel.value for channel in channels[:3])
        yield _Letter(chr(code), names[key], x.value, height - y.value, round(size, 3), round(matrix.a / matrix.d, 5), colour)


def _run_of(letter: _Letter) -> tuple[str, float, float, tuple[int, ...]]:
    return letter.font, round(letter.y / _BASELINE) * _BASELINE, letter.size, letter.colour


def _font_name(engine: ModuleType, font: "pypdfium2.raw.FPDF_FONT") -> str:
    """A font of the file → its PostScript name, without the tag of its subset."""
    size = engine.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    engine.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode("utf-8", "replace").rpartition("+")[2]


def _path(engine: ModuleType, drawn: "pypdfium2.PdfObject", height: float) -> str:
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    verbs = {engine.FPDF_SEGMENT_MOVETO: "M", engine.FPDF_SEGMENT_LINETO: "L", engine.FPDF_SEGMENT_BEZIERTO: ""}
    data = []
    curve = 0
    for index in range(engine.FPDFPath_CountSegments(drawn)):
        segment = engine.FPDFPath_GetPathSegment(drawn, index)
        kind = engine.FPDFPathSegment_GetType(segment)
        engine.FPDFPathSegment_GetPoint(segment, x, y)
        across, up = matrix.on_point(x.value, y.value)
        # A curve comes as three points, of which the first says so.
        bezier = kind == engine.FPDF_SEGMENT_BEZIERTO
        data.append(f"{'C' if bezier and curve % 3 == 0 else verbs[kind]}{_short(across)} {_short(height - up)}")
        curve = curve + 1 if bezier else 0
        if engine.FPDFPathSegment_GetClose(segment):
            data.append("Z")
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    engine.FPDFPath_GetDrawMode(drawn, fill, stroke)
    width = ctypes.c_float()
    engine.FPDFPageObj_GetStrokeWidth(drawn, width)
    paint = f'fill="{_ink(engine.FPDFPageObj_GetFillColor, drawn) if fill.value else "none"}"'
    if stroke.value:
        cap = ("butt", "round", "square")[max(0, engine.FPDFPageObj_GetLineCap(drawn))]
        pen = width.value * abs(matrix.d)
        paint += f' stroke="{_ink(engine.FPDFPageObj_GetStrokeColor, drawn)}" stroke-width="{_short(pen)}" stroke-linecap="{cap}"'
    return f'<path d="{" ".join(data)}" {paint}/>'


def _picture(drawn: "pypdfium2.PdfImage", height: float) -> str:
    """A seal or stamp → its pixels, as many as its file has, with what is clear in it."""
    stream = BytesIO()
    drawn.get_bitmap(render=True, scale_to_original=True).to_pil().save(stream, "PNG")
    left, bottom, right, top = drawn.get_bounds()
    place = f'x="{_short(left)}" y="{_short(height - top)}" width="{_short(right - left)}" height="{_short(top - bottom)}"'
    data = b64encode(stream.getvalue()).decode("ascii")
    return f'<image {place} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>'


def _ink(ask: Callable[..., object], drawn: object) -> str:
    channels = [ctypes.c_uint() for _ in range(4)]
    ask(drawn, *channels)
    return _hexadecimal(tuple(channel.value for channel in channels[:3]))


def _grid(design: Design) -> Iterator[str]:
    for line in grid_lines(design):
        ends = " ".join(f'{name}="{_short(to_pt(value))}"' for name, value in zip(("x1", "y1", "x2", "y2"), line[:4], strict=True))
        yield f'<line {ends} stroke="{_hexadecimal(EDGE_COLOUR if line.edge else CELL_COLOUR)}" stroke-width="{0.75 if line.edge else 0.4}"/>'


def _hexadecimal(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def _short(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") if abs(value) >= _LEAST else "0"
