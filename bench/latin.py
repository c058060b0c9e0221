"""The recipe of the letters and figures of 仿宋, 楷体 and 宋体: those of other free faces, as dark as the hanzi and as wide as before.

    npm pack @fontsource-variable/source-serif-4@5.3.1 @fontsource/lxgw-wenkai@5.3.0
    python bench/latin.py FOLDER

FOLDER holds the two packages, whose SHA-256 is checked; reading their WOFF2 needs the library brotli. The same packages give the same bytes.
"""

import hashlib
import sys
import tarfile
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from strokes import strokes  # noqa: E402 — the tests' measure, from the path above
from supplements import EM, ERROR, FONTS, build  # noqa: E402

from gen.fonts.chain import LATIN  # noqa: E402
from gen.standard.gb9704 import Face  # noqa: E402
from gen.typesetting.advances import ASCII_ADVANCES  # noqa: E402

SOURCE_SERIF: Final = (
    "fontsource-variable-source-serif-4-5.3.1.tgz",
    "8c452853c74be1e43e9fbfe76321c26f4678a2d431e93209ff1d9faec03fd96f",
    tuple(f"files/source-serif-4-{subset}-opsz-normal.woff2" for subset in ("latin", "latin-ext", "cyrillic")),
)
WENKAI: Final = (
    "fontsource-lxgw-wenkai-5.3.0.tgz",
    "e796ef6dd20f4eea37625222872095a7d049fa6bfdd6fe80a15dfa22fdf2c7ca",
    ("files/lxgw-wenkai-latin-300-normal.woff2",),
)
ASCII: Final = "".join(map(chr, range(0x20, 0x7F)))
PINYIN: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹ"
"""Letters of GBK that the layout gives half an em."""
UNITS: Final = {"№": "№", "‰": "‰", "℃": "°C", "℉": "°F", "㎡": "m²", "㎥": "m³", "㎞": "km", "㎝": "cm", "㎜": "mm", "㎎": "mg", "㎏": "kg"}
"""Signs of one em, and the letters of which they are made where a source lacks them."""
LIGHTEST, HEAVIEST = 200, 900
NARROWEST, WIDEST = 0.6, 1.12
"""How much narrower or wider than drawn a letter may become; what is left of its place is shared between its sides."""
ZERO_GAP: Final = 40
"""Between the two zeros of ‰."""
STEM_OF: Final = {"Nd": "1", "Lu": "I"}
"""The character whose stem is that of a kind of characters; l for any other."""


class Design(NamedTuple):
    """What a face takes from a source: `stem` is the thickness of its stems in thousandths of an em, 0 where the source has one weight only.

    `size` is that of the letters in those of the source, `rise` moves them up.
    """

    package: tuple[str, str, tuple[str, ...]]
    name: str
    stem: int = 0
    optical_size: float = 14
    size: float = 1
    rise: int = 0
    weight: int = 400


DESIGNS: Final = {
    Face.FANGSONG: Design(SOURCE_SERIF, "Gongwen FangSong Latin", stem=50, optical_size=8, weight=300),
    Face.KAI: Design(WENKAI, "Gongwen Kai Latin", size=0.95, rise=5, weight=300),
    Face.SONG: Design(SOURCE_SERIF, "Gongwen Song Latin", stem=68, optical_size=24),
}


class Drawing(NamedTuple):
    """A letter as its source draws it: outline and advance in thousandths of an em."""

    outline: RecordingPen
    advance: float


class Source:
    """The fonts of a package, each with other characters."""

    def __init__(self, fonts: Iterable[TTFont]) -> None:
        self.fonts = [*fonts]
        self.draw = cache(self._draw)
        self.stem = cache(self._stem)

    @cached_property
    def notice(self) -> str:
        """The copyright notice."""
        return str(self.fonts[0]["name"].getDebugName(0))

    def has(self, character: str) -> bool:
        """Whether a font of the package has a character, or letters of which it can be made."""
        return character == "‰" or any(ord(character) in font.getBestCmap() for font in self.fonts) or UNITS.get(character, character) != character

    def _draw(self, character: str, weight: float, optical_size: float) -> Drawing:
        if any(ord(character) in font.getBestCmap() for font in self.fonts):
            return self._drawn(character, weight, optical_size)
        if character == "‰":
            return _per_mille(self._drawn("%", weight, optical_size))
        outline, advance = RecordingPen(), 0.0
        for letter in UNITS[character]:
            piece = self._drawn(letter, weight, optical_size)
            piece.outline.replay(TransformPen(outline, (1, 0, 0, 1, advance, 0)))
            advance += piece.advance
        return Drawing(outline, advance)

    def _drawn(self, character: str, weight: float, optical_size: float) -> Drawing:
        font = next(font for font in self.fonts if ord(character) in font.getBestCmap())
        glyphs = font.getGlyphSet(location={"wght": weight, "opsz": optical_size})
        glyph = glyphs[font.getBestCmap()[ord(character)]]
        scale = EM / font["head"].unitsPerEm
        outline = DecomposingRecordingPen(glyphs)
        glyph.draw(TransformPen(outline, (scale, 0, 0, scale, 0, 0)))
        return Drawing(outline, glyph.width * scale)

    def _stem(self, character: str, weight: float, optical_size: float) -> float:
        return next(strokes(self.draw(character, weight, optical_size).outline, EM / 3))


def _per_mille(per_cent: Drawing) -> Drawing:
    """The sign % → ‰, with its right zero twice."""
    outline, contour, boxes = RecordingPen(), RecordingPen(), []
    for command, arguments in per_cent.outline.value:
        contour.value.append((command, arguments))
        if command == "closePath":
            bounds = BoundsPen(None)
            contour.replay(bounds)
            boxes.append((contour, bounds.bounds))
            contour = RecordingPen()
    zero = [(each, box) for each, box in boxes if box[0] > per_cent.advance / 2]
    step = max(box[2] for _, box in zero) - min(box[0] for _, box in zero) + ZERO_GAP
    for each, _ in boxes:
        each.replay(outline)
    for each, _ in zero:
        each.replay(TransformPen(outline, (1, 0, 0, 1, step, 0)))
    return Drawing(outline, per_cent.advance + step)


def opened(folder: Path, package: tuple[str, str, tuple[str, ...]]) -> Source:
    """A package → its fonts. SystemExit if it is another package."""
    name, digest, members = package
    data = (folder / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        sys.exit(f"{name} is another package than the one this recipe names")
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        files = [archive.extractfile(f"package/{member}") for member in members]
        return Source(TTFont(BytesIO(file.read())) for file in files if file)


def latin_glyphs(source: Source, design: Design, advances: Mapping[str, int]) -> dict[str, tuple[Any, int]]:
    """Characters and their advances → outlines with these advances and the design's stems."""
    made: dict[str, tuple[Any, int]] = {}
    for character, advance in advances.items():
        if source.has(character):
            weight = _weight(source, design, character, advance)
            drawing = source.draw(character, weight, design.optical_size)
            wide = _stretch(drawing.advance * design.size, advance)
            left = (advance - drawing.advance * design.size * wide) / 2
            pen = TTGlyphPen(None)
            drawing.outline.replay(TransformPen(Cu2QuPen(pen, ERROR), (design.size * wide, 0, 0, design.size, left, design.rise)))
            made[character] = (pen.glyph(), advance)
    return made


def _stretch(width: float, advance: int) -> float:
    return max(NARROWEST, min(WIDEST, advance / width))


def _weight(source: Source, design: Design, character: str, advance: int) -> float:
    """The weight at which the stems of a character, made as wide as its place, are those of the design."""
    if not design.stem:
        return LIGHTEST
    stemmed = STEM_OF.get(unicodedata.category(character), "l")
    low, high = float(LIGHTEST), float(HEAVIEST)
    while high - low > 1:
        weight = (low + high) / 2
        wide = _stretch(source.draw(character, weight, design.optical_size).advance, advance)
        if source.stem(stemmed, weight, design.optical_size) * wide < design.stem:
            low = weight
        else:
            high = weight
    return round(low)


def main(folder: Path) -> None:
    """Make the three fonts."""
    others = dict.fromkeys(PINYIN, EM // 2) | dict.fromkeys(UNITS, EM)
    for face, design in DESIGNS.items():
        source = opened(folder, design.package)
        advances = dict(zip(ASCII, ASCII_ADVANCES[face], strict=True)) | ({} if face is Face.SONG else others)
        build(FONTS / LATIN[face], design.name, design.weight, source.notice, latin_glyphs(source, design, advances))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
