"""The characters that papers have beside hanzi: every face draws each, at the width that the layout keeps for it, or the fault says what to do."""

import unicodedata
from collections.abc import Iterator
from itertools import chain as joined
from pathlib import Path

import pytest
from editions import ROOT, edition, settings

from gen.document.raised import LOWERED, RAISED
from gen.errors import Exit, FontError, Place
from gen.fonts import Fonts, Origin, choose
from gen.fonts.addition import examine
from gen.standard.gb9704 import SIZE_3, Face
from gen.standard.western import is_symbol, office_face, western_advances
from gen.typesetting.advances import EM, advance_table
from gen.units import Length
from gen.workspace.workspace import Workspace
from gen.writers import write
from gen.writers.session import Session, Settings


def _span(*ranges: tuple[int, int]) -> Iterator[str]:
    return (chr(code) for first, last in ranges for code in range(first, last + 1) if unicodedata.category(chr(code)) != "Cn")


OFFICE = "".join(
    joined(
        "²³¹⁰⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ",
        _span((0x2460, 0x24FF), (0x2776, 0x2793), (0x3251, 0x325F), (0x32B1, 0x32BF), (0x3220, 0x3229), (0x3280, 0x3289)),  # numbers in circles
        _span((0x2160, 0x217F)),  # Roman numerals
        "←↑→↓↔↕↖↗↘↙⇐⇑⇒⇓⇔➔➜➢➤►▶▷◀◁△▲▽▼◇◆○●◎□■☆★☐☑☒✓✔✕✖✗✘※†‡•",
        "±×÷≈≠≤≥≡∞∝√∑∏∫∮∂∆∇∈∉∋∩∪⊂⊃⊆⊇∧∨∀∃∠⊥∥∵∴∽≌⌒⊙￢－＋＝",
        "°′″℃℉‰‱％㎎㎏㎜㎝㎞㎡㎥㎢㎖㎗㏄㏎㏑㏒㏕ÅΩµ№℡™©®§¶¢£¥€₩",
        "½¼¾⅓⅔⅛⅜⅝⅞",
        _span((0x391, 0x3A1), (0x3A3, 0x3A9), (0x3B1, 0x3C9), (0x410, 0x44F)),
        "ЁёāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňḿǹĀÁǍÀĒÉĚÈŌÓǑÒ",
        "ÀÂÃÄÅÆÇÊËÎÏÐÑÔÕÖØÛÜÝÞßâãäåæçëîïðñôõöøûýþÿŁłŚśŠšŽžČčĆćĘęŐőŰűŘřĞğİıŞşŒœ",
        "☎☏♀♂☀☁☂☃♠♣♥♦♪♫♭♯⚠✂✈✉",
        "—–…·．、。〃々〆〇〈〉《》「」『』【】〔〕〖〗＃＆＠＊＼＾＿｜～￣",
    )
)
"""Five hundred and more: units, numbers in circles, Roman numerals, arrows, boxes and ticks, mathematics, Greek, Cyrillic, pinyin, names, marks."""


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Fonts:
    return Fonts(choose(Workspace.open(tmp_path_factory.mktemp("workspace")), "bundled"))


@pytest.mark.parametrize("face", Face)
def test_every_character_of_offices_prints_in_every_face(fonts: Fonts, face: Face) -> None:
    assert len(set(OFFICE)) > 500
    fallback = fonts.fallback(face)
    assert [character for character in OFFICE if fallback[character] is None and character not in "‱℡"] == []
    for character in "‱℡":  # either a glyph, or a fault that names it
        faults = fonts.missing([(face, character, Place("a.md", 1, 1))])
        assert (fallback[character] is None) == bool(faults)


@pytest.mark.parametrize("face", Face)
def test_raised_and_lowered_letters_have_the_widths_of_the_layout(fonts: Fonts, face: Face) -> None:
    table = advance_table(face, SIZE_3, Length(0))
    for character in western_advances():
        typeface = fonts.fallback(face)[character]
        assert typeface, character
        assert abs(typeface.advance(typeface.glyph(character)) * SIZE_3 // EM - table[character]) <= SIZE_3 // EM, character
    assert table["³"] < SIZE_3 / 2 < table["μ"] < SIZE_3
    assert table["°"] < SIZE_3 / 2


@pytest.mark.parametrize("face", Face)
def test_a_raised_letter_is_above_and_a_lowered_one_below(fonts: Fonts, face: Face) -> None:
    fallback = fonts.fallback(face)

    def bounds(character: str) -> tuple[int, int]:
        typeface = fallback[character]
        assert typeface
        ink = typeface.ink(typeface.glyph(character))
        assert ink
        return ink.y_bearing - ink.height, ink.y_bearing

    assert all(bounds(figure)[0] > 200 for figure in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
    assert all(bounds(figure)[1] < 300 for figure in "₀₁₂₃₄₅₆₇₈₉₊₋ₓ")
    assert all(bounds(letter)[0] > 0 for letter in RAISED if letter not in "⁽⁾ʲʸᵍᵖᵝᵞᵠᵡ")
    assert all(bounds(letter)[0] < 0 for letter in LOWERED if letter not in "₋₊₌")


def test_symbols_have_one_em(fonts: Fonts) -> None:
    table = advance_table(Face.FANGSONG, SIZE_3, Length(0))
    fallback = fonts.fallback(Face.FANGSONG)
    for character in "☐☑☒✓➢→⇒㉑❶㎡㎢①★":
        assert is_symbol(character)
        assert table[character] == SIZE_3, character
        assert fallback[character], character


def test_a_docx_names_a_face_that_has_the_character() -> None:
    assert {office_face(character) for character in "⁴₂μΩЖřß°′″"} == {"Times New Roman"}
    assert {office_face(character) for character in "☑➢㉑❶"} == {"Segoe UI Symbol"}
    assert office_face("𫰠") == "SimSun-ExtB"
    assert office_face("𱖎") == "SimSun-ExtG"
    assert {office_face(character) for character in "中①→★■℃㎡āé，A1"} == {""}


def advice(fonts: Fonts, text: str, tmp_path: Path) -> list[str]:
    source = tmp_path / "a.md"
    source.write_text(f"---\n---\n{text}\n", encoding="utf-8")
    return [str(fault).removeprefix(f"{source}:") for fault in fonts.missing([(Face.FANGSONG, text.replace("\n", ""), Place(str(source), 3))])]


def test_one_missing_character_hides_no_other(fonts: Fonts, tmp_path: Path) -> None:
    first, second, third = advice(fonts, "任命王𫰠（女）、李𱖎、\n赵䶮、吴𡌴、吴𡌴为陪审员。", tmp_path)
    assert first.startswith("3:4: 错误 [缺字] 仿宋和备用字体都没有“𫰠”（U+2BC20，扩展E区），在“任命王𫰠”里；")
    assert second.startswith("3:10: 错误 [缺字] 仿宋和备用字体都没有“𱖎”（U+3158E，扩展H区），在“李𱖎”里；")
    assert third.startswith("4:5: 错误 [缺字] 仿宋和备用字体都没有“𡌴”（U+21334，扩展B区），在“吴𡌴”里，共2处；")
    assert "HanaMinB" in first
    assert "HanaMinB" not in second  # which has nothing of Extension H
    assert all("gen fonts --add" in fault and "Plangothic" in fault for fault in (first, second, third))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("葛\U000e0100某", "字形选择符"),
        ("☑\ufe0f同意", "删去它"),
        ("好😀", "公文不用表情符号"),
        ("⼈大", "改用“人”"),
        ("甲\u20d2", "不带这个附加符号"),
        ("一行，\n二𱖎行", "扩展H区"),
    ],
)
def test_advice_fits_the_character(fonts: Fonts, tmp_path: Path, text: str, said: str) -> None:
    (fault,) = advice(fonts, text, tmp_path)
    assert said in fault
    assert ("gen fonts --add" in fault) == ("扩展" in said)


def test_a_font_of_the_workspace_draws_what_no_other_does(tmp_path: Path) -> None:
    """A font that bears no face's name is asked last, in every face, and only if fonts other than the bundled ones may be used."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "rare.ttf").write_bytes((ROOT / "fonts" / "NotoSerifHK-Regular.supplement.ttf").read_bytes())
    workspace = Workspace.open(tmp_path)
    for face, files in choose(workspace, "auto").files:
        assert files[-1].path.name == "rare.ttf", face
    assert all(file.path.name != "rare.ttf" for _, files in choose(workspace, "bundled").files for file in files)


def test_a_font_to_add_is_examined(fonts: Fonts, tmp_path: Path) -> None:
    known = examine(ROOT / "fonts" / "NotoSerifHK-Regular.supplement.ttf", fonts)
    assert (known.faces, known.added) == ((), ())
    text = tmp_path / "a.ttf"
    text.write_text("不是字体", encoding="utf-8")
    for path in (text, tmp_path / "none.ttf", text.rename(tmp_path / "a.txt")):
        with pytest.raises(FontError) as caught:
            examine(path, fonts)
        assert caught.value.exit_code is Exit.FONT


def test_in_a_checkout_the_bundled_fonts_are_no_fonts_of_the_workspace() -> None:
    assert all(file.origin is not Origin.WORKSPACE for _, files in choose(Workspace.open(ROOT), "auto").files for file in files)


RARE = edition("---\nkind: decision\norgan: 甲市人民代表大会常务委员会\ntitle: 关于任命的决定\n---\n任命王𫰠为审判员。\n")


def test_a_missing_character_is_told_whichever_of_docx_and_pdf_is_made() -> None:
    told = []
    for format_ in ("docx", "pdf"):
        with pytest.raises(FontError) as caught:
            write(RARE, format_, settings())
        told.append(list(map(str, caught.value.diagnostics)))
    assert told[0] == told[1]
    assert "王𫰠" in told[0][0]


def test_a_docx_of_usual_characters_asks_for_no_font() -> None:
    """Those of GBK and of Times New Roman."""

    def choose() -> None:
        pytest.fail("no font was needed")

    usual = edition("---\nkind: decision\norgan: 甲市人民代表大会常务委员会\ntitle: 关于甲的决定\n---\n浓度28μg/m³，排放CO₂2.6×10⁴吨，①㈠℃→★。\n")
    assert write(usual, "docx", Settings(Session(choose)))
