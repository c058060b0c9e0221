"""The frozen advances against the bundled faces that draw them, and the widths of everything else."""

import unicodedata

import pytest
import uharfbuzz
from editions import ROOT

from gen.standard.gb9704 import ADVANCE, SIZE_3, TRACKING, Face
from gen.typesetting.advances import ASCII_ADVANCES, EM, advance_table
from gen.units import Length

DRAWN_BY = {
    Face.FANGSONG: "GongwenFangSong-Regular.ttf",
    Face.KAI: "GongwenKai-Regular.ttf",
    Face.HEI: "NotoSansSC-Medium.subset.ttf",
    Face.XIAOBIAOSONG: "NotoSerifSC-Bold.subset.ttf",
    Face.SONG: "LiberationSerif-Regular.ttf",
}
ASCII = [chr(code) for code in range(0x20, 0x7F)]
FULL_WIDTH = "中一疆、。，；：？！（）《》“”‘’〔〕…％～〇"


def drawn(face: Face, characters: str | list[str]) -> list[float | None]:
    """Measure characters in thousandths of an em of the bundled face; None for one that it has not."""
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(ROOT / "fonts" / DRAWN_BY[face]))))
    glyphs = [font.get_nominal_glyph(ord(character)) for character in characters]
    return [font.get_glyph_h_advance(glyph) * EM / font.face.upem if glyph else None for glyph in glyphs]


@pytest.mark.parametrize("face", Face)
def test_table_is_the_bundled_face(face: Face) -> None:
    assert len(ASCII_ADVANCES[face]) == len(ASCII)
    for character, frozen, advance in zip(ASCII, ASCII_ADVANCES[face], drawn(face, ASCII), strict=True):
        assert advance is not None, character
        assert abs(frozen - advance) <= 1, character


@pytest.mark.parametrize("face", [face for face in Face if face is not Face.SONG])
def test_full_width_characters_are_one_em(face: Face) -> None:
    table = advance_table(face, SIZE_3, Length(0))
    for character, advance in zip(FULL_WIDTH, drawn(face, FULL_WIDTH), strict=True):
        assert table[character] == SIZE_3
        assert advance == EM, character


@pytest.mark.parametrize("face", [face for face in Face if face is not Face.SONG])
def test_a_glyph_never_sticks_out_of_its_place(face: Face) -> None:
    """Marks, signs and letters beyond ASCII: the place the layout keeps for one is at most a quarter of an em less than its glyph."""
    characters = "—·×÷±°‰℃①②Ⅰ㎡āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüαβπω"
    table = advance_table(face, SIZE_3, Length(0))
    for character, advance in zip(characters, drawn(face, characters), strict=True):
        if advance is not None:
            assert advance * SIZE_3 / EM <= table[character] + SIZE_3 / 4, character


def test_widths_by_kind() -> None:
    table = advance_table(Face.FANGSONG, SIZE_3, TRACKING)
    assert table["中"] == table["𠮷"] == table["\u3000"] == table["“"] == ADVANCE
    assert table["2"] == SIZE_3 // 2 + TRACKING
    assert table["ā"] == SIZE_3 // 2 + TRACKING
    assert table["ä"] == SIZE_3 * 444 // EM + TRACKING
    assert table["\u0301"] == table["\ufe00"] == table["\U000e0100"] == 0
    assert unicodedata.east_asian_width("ā") == "A"


def test_every_character_of_the_first_planes_has_a_width() -> None:
    table = advance_table(Face.KAI, SIZE_3, TRACKING)
    assert all(0 <= table[chr(code)] <= SIZE_3 + SIZE_3 // 2 for code in range(0x20, 0x3FFFF, 7) if not 0xD800 <= code < 0xE000)
