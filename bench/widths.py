"""The bundled fonts as their makers left them → each character as wide as the place that the layout keeps for it, and an honest average width.

    python bench/widths.py

A character of GBK wider than its place (‰ № ¥, pinyin in 黑体) becomes narrower. In 仿宋 and 楷体 a sign narrower than its place (℃ § ※) goes into
the middle of it, so that an office program breaks lines as we do. The average width (`OS/2.xAvgCharWidth`) becomes half an em, as the Chinese fonts
of Windows say: an office program takes the gap between hanzi and letters from it. What is right stays as it is. Liberation Serif, whose licence
reserves its name, stays unaltered.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from gen.fonts.chain import LATIN, MAIN, TIMES  # noqa: E402 — from the path above
from gen.standard.gb9704 import Face  # noqa: E402
from gen.standard.western import western_advances  # noqa: E402
from gen.typesetting.advances import EM, advance_table  # noqa: E402
from gen.units import Length  # noqa: E402

OTHERS: Final = "¢£¥©"
"""Signs that are in papers, and not in GBK."""
CENTRED: Final = {MAIN[Face.FANGSONG], MAIN[Face.KAI]}
FINE: Final = 1000
"""A size in which a thousandth of an em has so many parts, so that the layout's rounding does not matter."""


def misplaced(font: Any, *, centred: bool) -> Iterator[tuple[str, int]]:  # noqa: ANN401 — a font of fontTools, which has no types
    """The glyphs that are wider than the places of their characters, or narrower where `centred`, and the places in thousandths of an em."""
    table = advance_table(Face.FANGSONG, Length(EM * FINE), Length(0))
    kept = {glyph for code, glyph in font.getBestCmap().items() if code <= ord("~") or chr(code) in western_advances()}
    for code, glyph in sorted(font.getBestCmap().items()):
        character, advance = chr(code), font["hmtx"][glyph][0]
        place = table[character] // FINE
        if glyph not in kept and (character in OTHERS or in_gbk(character)):
            if advance > place or (centred and advance < place and not character.isalpha()):
                yield glyph, place
            kept.add(glyph)


def in_gbk(character: str) -> bool:
    """Whether a character is one of GBK."""
    try:
        return bool(character.encode("gbk"))
    except UnicodeEncodeError:
        return False


def put(font: Any, glyph: str, place: int) -> None:  # noqa: ANN401
    """Make a glyph as wide as its place: narrower, or with room at both sides."""
    glyphs = font.getGlyphSet()
    advance = font["hmtx"][glyph][0]
    wide = min(1, place / advance)
    outline, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
    glyphs[glyph].draw(outline)
    outline.replay(TransformPen(pen, (wide, 0, 0, 1, (place - advance * wide) / 2, 0)))
    font["glyf"][glyph] = pen.glyph()
    font["glyf"][glyph].recalcBounds(font["glyf"])
    font["hmtx"][glyph] = place, getattr(font["glyf"][glyph], "xMin", 0)


def main(paths: Iterable[Path]) -> None:
    """Put right the fonts that may be altered, and whose design is not made for the places by another recipe."""
    for path in paths:
        if path.name == TIMES or path.name in LATIN.values():
            continue
        font = TTFont(path, recalcBBoxes=False, recalcTimestamp=False)
        found = [*misplaced(font, centred=path.name in CENTRED)]
        for glyph, place in found:
            put(font, glyph, place)
        average = font["head"].unitsPerEm // 2
        if found or font["OS/2"].xAvgCharWidth != average:
            print(path.name, len(found), font["OS/2"].xAvgCharWidth)
            font["OS/2"].xAvgCharWidth = average
            font.save(path, reorderTables=None)


if __name__ == "__main__":
    main(sorted((ROOT / "fonts").glob("*.ttf")))
