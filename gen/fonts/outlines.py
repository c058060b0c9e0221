"""Cubic outlines (CFF) → a TrueType program, since a CIDFontType2 takes only quadratic ones.

Tables as in the OpenType specification: glyf, head, hhea, hmtx, loca, maxp.
"""

import struct
from collections.abc import Collection, Mapping
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.sfnt import SFNTWriter

from gen.fonts.sfnt import HEAD_MAGIC, PER_MILLE, Metrics

if TYPE_CHECKING:
    import uharfbuzz as hb

_TOLERANCE: Final = 0.5
"""In thousandths of an em, as the bundled fonts were converted: 3 μm on paper at 3号."""
_NOTDEF: Final = 0
_VERSION_1: Final = 0x10000


class _Glyph(NamedTuple):
    data: bytes
    advance: int
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    points: int = 0
    contours: int = 0


class QuadraticOutlines:
    """A font's glyphs as TrueType glyphs, each converted once: most characters of a document occur in the next one too."""

    def __init__(self, font: "hb.Font", metrics: Metrics) -> None:
        self._font = font
        self._metrics = metrics
        self._glyphs: dict[int, _Glyph] = {}

    def program(self, glyphs: Collection[int]) -> tuple[bytes, Mapping[int, int]]:
        """Glyphs → a TrueType program with them, and the map from old glyph to new."""
        order = (_NOTDEF, *sorted(set(glyphs) - {_NOTDEF}))
        tables = self._tables([self._glyph(glyph) for glyph in order])
        stream = BytesIO()
        writer = SFNTWriter(stream, len(tables))
        for tag, table in tables.items():
            writer[tag] = table
        writer.close()
        return stream.getvalue(), {glyph: number for number, glyph in enumerate(order)}

    def _tables(self, glyphs: list[_Glyph]) -> dict[str, bytes]:
        units = self._metrics.units_per_em
        ascent, descent = (round(value * units / PER_MILLE) for value in (self._metrics.ascent, self._metrics.descent))
        lefts, bottoms, rights, tops = zip(*(glyph.box for glyph in glyphs), strict=True)
        box = (min(lefts), min(bottoms), max(rights), max(tops))
        bearings = (min(glyph.advance - glyph.box[2] for glyph in glyphs), box[2])
        offsets = accumulate((len(glyph.data) for glyph in glyphs), initial=0)
        most = (max(glyph.points for glyph in glyphs), max(glyph.contours for glyph in glyphs))
        widest = max(glyph.advance for glyph in glyphs)
        return {
            "glyf": b"".join(glyph.data for glyph in glyphs),
            # No dates: the same characters give the same bytes.
            "head": struct.pack(">IIIIHHqq4hHHhhh", _VERSION_1, _VERSION_1, 0, HEAD_MAGIC, 3, units, 0, 0, *box, 0, 3, 2, 1, 0),
            "hhea": struct.pack(">I3hH3h3h8xhH", _VERSION_1, ascent, descent, 0, widest, box[0], *bearings, 1, 0, 0, 0, len(glyphs)),
            "hmtx": b"".join(struct.pack(">Hh", glyph.advance, glyph.box[0]) for glyph in glyphs),
            "loca": b"".join(struct.pack(">I", offset) for offset in offsets),
            "maxp": struct.pack(">IHHH4xH16x", _VERSION_1, len(glyphs), *most, 1),
        }

    def _glyph(self, glyph: int) -> _Glyph:
        if glyph not in self._glyphs:
            self._glyphs[glyph] = self._convert(glyph)
        return self._glyphs[glyph]

    def _convert(self, glyph: int) -> _Glyph:
        advance = self._font.get_glyph_h_advance(glyph)
        pen = TTGlyphPen(None)
        if glyph != _NOTDEF:
            # TrueType fills to the right of a contour, CFF to its left.
            quadratic = Cu2QuPen(pen, self._metrics.units_per_em * _TOLERANCE / PER_MILLE, reverse_direction=True)
            self._font.draw_glyph_with_pen(glyph, quadratic)
        drawn = pen.glyph(dropImpliedOnCurves=True)
        if not drawn.numberOfContours:
            return _Glyph(b"", advance)
        data = drawn.compile(None)
        box = (drawn.xMin, drawn.yMin, drawn.xMax, drawn.yMax)
        return _Glyph(data + bytes(-len(data) % 4), advance, box, len(drawn.coordinates), drawn.numberOfContours)
