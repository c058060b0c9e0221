"""The recipe of the supplement fonts that we make ourselves: raised and lowered letters, Greek and Cyrillic, symbols.

    python bench/supplements.py FOLDER

FOLDER holds the sources, as Debian 12 packs them (fonts-liberation2 2.1.5, fonts-noto-cjk 20220127, fonts-noto-core 20201225):
LiberationSerif-Regular.ttf, LiberationSerif-Bold.ttf, NotoSerifCJK-Regular.ttc, NotoSansSymbols2-Regular.ttf, NotoSansSymbols-Regular.ttf,
NotoSansMath-Regular.ttf, NotoSerif-Regular.ttf. The same sources give the same bytes.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from gen.document.raised import RAISED, plain
from gen.fonts.chain import BOLD_WESTERN, SYMBOLS, WESTERN
from gen.standard.western import FALL, RISE, SMALL, is_symbol, western_advances

FONTS: Final = Path(__file__).parent.parent / "fonts"
EM: Final = 1000
REGULAR, BOLD = 400, 700
ERROR: Final = 0.5
"""The greatest distance between a cubic outline and the quadratic one that replaces it, in thousandths of an em."""
ASCENT, DESCENT = 880, -120
TIME: Final = 3_800_000_000
"""2024-05-31 in seconds from 1904: the fonts bear no clock."""
OFL: Final = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1. "
    "This license is available with a FAQ at: https://scripts.sil.org/OFL"
)
LIBERATION: Final = "Copyright (c) 2010 Google Corporation. Copyright (c) 2012 Red Hat, Inc."
NOTO: Final = "Copyright 2012-2022 Google Inc. and Adobe. All Rights Reserved."
SYMBOL_SOURCES: Final = (
    ("NotoSerifCJK-Regular.ttc", 2),
    ("NotoSansSymbols2-Regular.ttf", 0),
    ("NotoSansSymbols-Regular.ttf", 0),
    ("NotoSansMath-Regular.ttf", 0),
    ("NotoSerif-Regular.ttf", 0),
)
"""Those of the design of the bundled faces come first; 2 is Simplified Chinese."""


class Source:
    """A source font, whose characters it draws in thousandths of an em."""

    def __init__(self, path: Path, number: int = 0) -> None:
        self.font = TTFont(path, fontNumber=number)
        self.names: Mapping[int, str] = self.font.getBestCmap()
        self.glyphs = self.font.getGlyphSet()
        self.scale = EM / self.font["head"].unitsPerEm

    def has(self, character: str) -> bool:
        """Whether the font has a character."""
        return ord(character) in self.names

    def advance(self, character: str) -> float:
        """The advance of a character."""
        return float(self.glyphs[self.names[ord(character)]].width * self.scale)

    def draw(self, character: str, *, wide: float = 1, size: float = 1, right: float = 0, up: float = 0) -> object:
        """A character's outline, `size` times as large, `wide` times as wide, and moved."""
        pen = TTGlyphPen(None)
        scale = self.scale * size
        plain = DecomposingRecordingPen(self.glyphs)
        self.glyphs[self.names[ord(character)]].draw(plain)
        moved = TransformPen(Cu2QuPen(pen, ERROR, reverse_direction="CFF " in self.font), (scale * wide, 0, 0, scale, right, up))
        plain.replay(moved)
        return pen.glyph()


def build(path: Path, name: str, weight: int, notice: str, glyphs: Mapping[str, tuple[object, int]]) -> None:
    """Characters with their outlines and advances → a TrueType font."""
    names = {character: f"u{ord(character):04X}" for character in sorted(glyphs)}
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(character): glyph for character, glyph in names.items()})
    outlines = {".notdef": TTGlyphPen(None).glyph()} | {names[character]: glyphs[character][0] for character in names}
    builder.setupGlyf(outlines)
    advances = {".notdef": EM // 2} | {names[character]: glyphs[character][1] for character in names}
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({glyph: (advance, getattr(table[glyph], "xMin", 0)) for glyph, advance in advances.items()})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    style = "Bold" if weight >= BOLD else "Regular"
    builder.setupNameTable(
        {
            "copyright": notice,
            "familyName": name,
            "styleName": style,
            "uniqueFontIdentifier": f"{path.stem};1.0",
            "fullName": name,
            "version": "Version 1.0",
            "psName": path.stem,
            "licenseDescription": OFL,
            "licenseInfoURL": "https://scripts.sil.org/OFL",
        },
        mac=False,
    )
    lines = {"sTypoAscender": ASCENT, "sTypoDescender": DESCENT, "usWinAscent": ASCENT, "usWinDescent": -DESCENT}
    builder.setupOS2(**lines, usWeightClass=weight, fsType=0, xAvgCharWidth=EM // 2)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=TIME, modified=TIME)
    builder.font.recalcTimestamp = False
    builder.save(path)
    print(path.name, len(glyphs), path.stat().st_size)


def western_glyphs(source: Source) -> dict[str, tuple[object, int]]:
    """Raised and lowered letters, Greek and Cyrillic, with the advances of the layout.

    A raised or lowered letter that the source lacks is made of the plain one. A letter that is too wide is made narrower.
    """
    made: dict[str, tuple[object, int]] = {}
    for character, advance in western_advances().items():
        drawn, size, up = character, 1.0, 0
        if not source.has(character):
            drawn, size, up = plain(character), SMALL, RISE if character in RAISED else FALL
        width = source.advance(drawn) * size
        wide = min(1, advance / width)
        made[character] = (source.draw(drawn, wide=wide, size=size, right=(advance - width * wide) / 2, up=up), advance)
    return made


def symbol_glyphs(sources: Iterable[Source], lacking: Iterable[str]) -> dict[str, tuple[object, int]]:
    """Symbols, each in the middle of one em; one that is wider than that is made smaller."""
    made: dict[str, tuple[object, int]] = {}
    found = [*sources]
    for character in lacking:
        source = next((each for each in found if each.has(character)), None)
        if source:
            width = source.advance(character)
            size = min(1, EM / width)
            made[character] = (source.draw(character, size=size, right=(EM - width * size) / 2), EM)
    return made


def main(folder: Path) -> None:
    """Make the three fonts."""
    regular, bold = (Source(folder / f"LiberationSerif-{style}.ttf") for style in ("Regular", "Bold"))
    build(FONTS / WESTERN, "Gongwen Western", REGULAR, LIBERATION, western_glyphs(regular))
    build(FONTS / BOLD_WESTERN, "Gongwen Western Bold", BOLD, LIBERATION, western_glyphs(bold))
    bundled = [
        Source(FONTS / name) for name in ("GongwenFangSong-Regular.ttf", "NotoSerifSC-Regular.subset.ttf", "NotoSerifJP-Regular.supplement.ttf")
    ]
    lacking = [
        character for character in map(chr, range(0x2000, 0x1F110)) if is_symbol(character) and not any(font.has(character) for font in bundled)
    ]
    build(
        FONTS / SYMBOLS, "Gongwen Symbols", REGULAR, NOTO, symbol_glyphs([Source(folder / name, number) for name, number in SYMBOL_SOURCES], lacking)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
