"""Cubic outlines (CFF) → a TrueType program, since a CIDFontType2 takes none but quadratic ones."""

from collections.abc import Collection, Mapping
from io import BytesIO
from typing import Any, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from gen.fonts.sfnt import PER_MILLE, Metrics

_TOLERANCE: Final = 0.5
"""In thousandths of an em, as the bundled fonts were converted: 3 μm on paper at 3号."""
_NOTDEF: Final = 0


class QuadraticOutlines:
    """A font's glyphs as TrueType glyphs, each converted once a process: of a batch's characters most come again in the next document."""

    def __init__(self, font: Any, units: int, metrics: Metrics) -> None:  # noqa: ANN401 — uharfbuzz.Font, which has no types
        self._font = font
        self._units = units
        self._metrics = metrics
        self._glyphs: dict[int, Any] = {}
        self._programs: dict[frozenset[int], tuple[bytes, Mapping[int, int]]] = {}

    def program(self, glyphs: Collection[int]) -> tuple[bytes, Mapping[int, int]]:
        """Turn glyphs into a TrueType program with them, and the map from old glyph to new."""
        wanted = frozenset(glyphs)
        if wanted not in self._programs:
            # Only the last set is kept: it is the same document again, whereas a batch never comes back to an earlier one.
            self._programs = {wanted: self._assemble((_NOTDEF, *sorted(wanted - {_NOTDEF})))}
        return self._programs[wanted]

    def _assemble(self, order: tuple[int, ...]) -> tuple[bytes, Mapping[int, int]]:
        drawn = {f"g{glyph:05}": self._glyph(glyph) for glyph in order}
        builder = FontBuilder(self._units, isTTF=True)
        # FontBuilder's head bears the time of day, and the same input has to give the same bytes.
        builder.setupHead(unitsPerEm=self._units)
        builder.setupGlyphOrder(list(drawn))
        builder.setupGlyf(drawn, calcGlyphBounds=False)
        advances = (self._font.get_glyph_h_advance(glyph) for glyph in order)
        builder.setupHorizontalMetrics({name: (advance, getattr(drawn[name], "xMin", 0)) for name, advance in zip(drawn, advances, strict=True)})
        scale = self._units / PER_MILLE
        builder.setupHorizontalHeader(ascent=round(self._metrics.ascent * scale), descent=round(self._metrics.descent * scale))
        stream = BytesIO()
        builder.font.save(stream, reorderTables=None)
        return stream.getvalue(), {glyph: number for number, glyph in enumerate(order)}

    def _glyph(self, glyph: int) -> Any:  # noqa: ANN401 — a fontTools Glyph, which has no types
        if glyph not in self._glyphs:
            pen = TTGlyphPen(None)
            if glyph != _NOTDEF:
                # TrueType fills to the right of a contour, CFF to its left.
                self._font.draw_glyph_with_pen(glyph, Cu2QuPen(pen, self._units * _TOLERANCE / PER_MILLE, reverse_direction=True))
            drawn = pen.glyph(dropImpliedOnCurves=True)
            drawn.recalcBounds(None)
            self._glyphs[glyph] = drawn
        return self._glyphs[glyph]
