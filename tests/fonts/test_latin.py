"""Letters and figures against the hanzi beside them: as dark, on one line, as wide as the layout has them; and what the fonts say of themselves."""

import hashlib
from functools import cache

import pytest
from editions import ROOT
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from strokes import strokes

from gen.fonts.chain import LATIN, MAIN, TIMES
from gen.fonts.inventory import gb2312_hanzi
from gen.standard.gb9704 import Face
from gen.standard.western import western_advances
from gen.typesetting.advances import ASCII_ADVANCES, EM, advance_table
from gen.units import Length

FONTS = ROOT / "fonts"
ASCII = "".join(map(chr, range(0x20, 0x7F)))
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
FIGURES = "0123456789"
HANZI = "中国人民代表大会常务委员会关于年月日批准的决定市第五次议报告"
STEMS = {Face.FANGSONG: (41, 51), Face.KAI: (50, 60), Face.SONG: (62, 76)}
"""The stems of the hanzi, in thousandths of an em: those of 中 and 日 are 39 … 47, 50 … 63 and 66. In 仿宋 figures have thinner
horizontals than hanzi, so that the same grey needs somewhat thicker stems."""
RESERVED = ("Source", "Liberation")
WIDTHS = {
    "GongwenFangSong-Regular.ttf": "97b0f1a9df3dda6f",
    "GongwenKai-Regular.ttf": "1bced44c1c40728e",
    "GongwenKaiSupplement-Light.ttf": "95323a8854c2f43d",
    "GongwenSymbols-Regular.ttf": "97731b42145e5f43",
    "GongwenWestern-Bold.ttf": "26f64388a5c48b6e",
    "GongwenWestern-Regular.ttf": "26f64388a5c48b6e",
    "NotoSansSC-Medium.subset.ttf": "e7e3eba20da2a759",
    "NotoSerifHK-Regular.supplement.ttf": "a26fb1af48d55dc6",
    "NotoSerifJP-Regular.supplement.ttf": "591b565b1ca33dcd",
    "NotoSerifSC-Bold.subset.ttf": "3a5ae46026b86124",
    "NotoSerifSC-Regular.subset.ttf": "ba34abb09fdd1a48",
}
"""The beginning of the SHA-256 of the advances of all characters of a font. Lines are broken with them: they stay."""


@cache
def opened(name: str) -> TTFont:
    return TTFont(FONTS / name)


def ink(name: str, characters: str) -> float:
    """The share of ink in the places of characters, each as high as the em."""
    font = opened(name)
    glyphs = font.getGlyphSet()
    pen = AreaPen(glyphs)
    width = 0
    for character in characters:
        glyph = glyphs[font.getBestCmap()[ord(character)]]
        glyph.draw(pen)
        width += glyph.width
    return float(abs(pen.value) / width / font["head"].unitsPerEm)


def bounds(name: str, character: str) -> tuple[float, ...]:
    font = opened(name)
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord(character)]].draw(pen)
    return tuple(map(float, pen.bounds))


@pytest.mark.parametrize("face", LATIN)
def test_letters_and_figures_are_as_wide_as_the_layout_has_them(face: Face) -> None:
    font = opened(LATIN[face])
    for character, advance in zip(ASCII, ASCII_ADVANCES[face], strict=True):
        assert font["hmtx"][font.getBestCmap()[ord(character)]][0] == advance, character
    assert face is Face.SONG or {font["hmtx"][font.getBestCmap()[ord(letter)]][0] for letter in PINYIN} == {EM // 2}


@pytest.mark.parametrize("name", WIDTHS)
def test_no_character_changed_its_width(name: str) -> None:
    font = opened(name)
    advances = "\n".join(f"{code:X} {font['hmtx'][glyph][0]}" for code, glyph in sorted(font.getBestCmap().items()))
    assert hashlib.sha256(advances.encode()).hexdigest()[:16] == WIDTHS[name]


@pytest.mark.parametrize("face", LATIN)
def test_stems_of_figures_are_those_of_hanzi(face: Face) -> None:
    font = opened(LATIN[face])
    low, high = STEMS[face]
    for figure, count in (("0", 2), ("1", 1)):
        outline = DecomposingRecordingPen(font.getGlyphSet())
        font.getGlyphSet()[font.getBestCmap()[ord(figure)]].draw(outline)
        found = [*strokes(outline, EM / 3)]
        assert len(found) == count
        assert all(low <= stroke <= high for stroke in found), (figure, found)


@pytest.mark.parametrize("face", LATIN)
def test_figures_and_letters_are_as_dark_as_hanzi(face: Face) -> None:
    hanzi = ink(MAIN[face], HANZI)
    assert ink(LATIN[face], FIGURES) == pytest.approx(hanzi, rel=0.15)
    assert ink(LATIN[face], "ABCDEGHMPabcdegmnopr") == pytest.approx(hanzi, rel=0.15)


@pytest.mark.parametrize("face", LATIN)
def test_figures_are_of_one_height_and_on_the_line(face: Face) -> None:
    boxes = [bounds(LATIN[face], figure) for figure in FIGURES]
    assert all(-20 <= box[1] <= 5 for box in boxes)
    assert max(box[3] for box in boxes) - min(box[3] for box in boxes) <= 15
    assert all(abs(box[3] - bounds(LATIN[face], "H")[3]) <= 25 for box in boxes)
    if face is Face.KAI:
        assert bounds(LATIN[face], "4")[1] >= -10


def test_every_font_says_half_an_em_of_its_average_width() -> None:
    """An office program takes the gap between hanzi and letters from it. Liberation Serif may not be altered under its name."""
    said = {path.name: opened(path.name)["OS/2"].xAvgCharWidth * 2 / opened(path.name)["head"].unitsPerEm for path in FONTS.glob("*.ttf")}
    del said[TIMES]
    assert set(said.values()) == {1}


def test_no_altered_font_bears_a_reserved_name() -> None:
    for path in FONTS.glob("*.ttf"):
        names = {record.toUnicode() for record in opened(path.name)["name"].names if record.nameID in {1, 3, 4, 6, 16}}
        assert path.name == TIMES or not any(word in name for word in RESERVED for name in names), path.name


def test_outlines_waste_no_points() -> None:
    """They are most of a PDF's size; converted curve by curve, a hanzi of 仿宋 had 283 points on average."""
    font = opened(MAIN[Face.FANGSONG])
    points = [len(font["glyf"][font.getBestCmap()[code]].coordinates) for code in gb2312_hanzi()]
    assert sum(points) / len(points) < 160


SIGNS = "‰№℃§※¨°′″±×÷∶≈≤≥①⑩ⅠⅣ←↑→↓▼▽♀♂═║█※￠￥…—·～"


@pytest.mark.parametrize("face", [Face.FANGSONG, Face.KAI])
def test_every_sign_fills_the_place_that_the_layout_keeps_for_it(face: Face) -> None:
    """So that an office program breaks lines as we do."""
    font = opened(MAIN[face])
    table = advance_table(face, Length(EM * 1000), Length(0))
    for sign in SIGNS:
        if ord(sign) in font.getBestCmap() and sign not in western_advances():
            assert font["hmtx"][font.getBestCmap()[ord(sign)]][0] == table[sign] // 1000, sign


@pytest.mark.parametrize("name", MAIN.values())
def test_no_sign_and_no_pinyin_sticks_out_of_its_place(name: str) -> None:
    font = opened(name)
    table = advance_table(Face.SONG, Length(EM * 1000), Length(0))
    for character in SIGNS + PINYIN + "¢£¥©":
        if ord(character) in font.getBestCmap() and character not in western_advances():
            assert font["hmtx"][font.getBestCmap()[ord(character)]][0] <= table[character] // 1000, character
