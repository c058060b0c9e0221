"""Which file serves each face, what it lacks, and what becomes of every bad font: real files, made here with fontTools."""

import hashlib
import os
import pickle
import random
import struct
import subprocess
import sys
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.sfnt import SFNTReader

from gen.errors import Exit, FontError, Place
from gen.fonts import Chain, FontFile, Fonts, Origin, Typeface, chain, choose, inventory, names, report
from gen.standard.gb9704 import Face
from gen.workspace import platform_folders
from gen.workspace.workspace import Workspace, packaged

ROOT = Path(__file__).parents[2]
FONTS = packaged("fonts")
BUNDLED = sorted(FONTS.glob("*.ttf"))
WESTERN = "GongwenWestern-Regular.ttf"
BOLD_WESTERN = "GongwenWestern-Bold.ttf"
LAST = [
    "NotoSerifSC-Regular.subset.ttf",
    "NotoSerifJP-Regular.supplement.ttf",
    "NotoSerifHK-Regular.supplement.ttf",
    "GongwenSymbols-Regular.ttf",
    "LiberationSerif-Regular.ttf",
]
RARE = "𪚥"
"""U+2A6A5, in none of the bundled fonts."""
WINDOWS_CHINESE = (3, 1, 0x804)
WINDOWS_ENGLISH = (3, 1, 0x409)
MAC_CHINESE = (1, 25, 33)
Names = Mapping[tuple[int, tuple[int, int, int]], str]


def build(  # noqa: PLR0913 — a font has many properties, and a test changes one
    path: Path,
    called: Names | str = "Test",
    characters: Iterable[str] = "国一A ",
    *,
    blank: str = "",
    rights: int = 0,
    bold: bool = False,
    cubic: bool = False,
) -> Path:
    """Make a font whose every glyph is a curved blob as wide as its number in the font; `blank` characters have no ink."""
    order = [".notdef", *(f"u{ord(character):05X}" for character in characters)]
    drawn = {}
    for number, name in enumerate(order):
        pen = T2CharStringPen(1000, None) if cubic else TTGlyphPen(None)
        if name != "u00020" and name not in {f"u{ord(character):05X}" for character in blank}:
            corner = 100 + number
            pen.moveTo((0, 0))
            if cubic:
                pen.lineTo((corner, 0))
                pen.curveTo((corner, 300), (400, 800), (0, 800))
            else:
                pen.lineTo((0, 800))
                pen.qCurveTo((corner, 800), (corner, 0))
            pen.closePath()
        drawn[name] = pen.getCharString() if cubic else pen.glyph()
    builder = FontBuilder(1000, isTTF=not cubic)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(character): name for character, name in zip(characters, order[1:], strict=True)})
    if cubic:
        builder.setupCFF("Test", {}, drawn, {})
    else:
        builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    table = builder.setupNameTable({}) or builder.font["name"]
    for (name_id, key), text in ({(1, WINDOWS_ENGLISH): called} if isinstance(called, str) else called).items():
        table.setName(text, name_id, *key)
    builder.setupOS2(fsType=rights)
    builder.setupPost(isFixedPitch=1)
    builder.font["head"].macStyle = int(bold)
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def face_file(path: Path, number: int = 0) -> FontFile:
    return FontFile(path, Origin.GIVEN, number)


def main_file(chain: Chain, face: Face) -> FontFile:
    return next(file for file in chain.of(face) if not file.part)


def only(caught: pytest.ExceptionInfo[FontError]) -> str:
    """Tell the one line a user reads, after seeing that it is one and offers a way out."""
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.hint
    assert "\n" not in str(diagnostic)
    assert caught.value.exit_code is Exit.FONT
    return str(diagnostic)


@pytest.fixture(autouse=True)
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand a folder of its own in for the machine's fonts, and for the user's cache."""
    folder = tmp_path / "system"
    folder.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(chain, "system_folders", lambda: [folder])
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "workspace"
    (root / "source").mkdir(parents=True)
    return Workspace.open(root)


@pytest.fixture
def bundled(workspace: Workspace) -> Chain:
    return choose(workspace, "bundled")


# The bundled fonts


def test_bundled_fonts_are_the_recorded_ones() -> None:
    sums = {name: digest for digest, name in map(str.split, (FONTS / "SHA256SUMS").read_text().splitlines())}
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in BUNDLED} == sums


def test_every_bundled_font_has_its_licence() -> None:
    assert {path.name for path in BUNDLED} == set(inventory.LICENSES)
    assert all((FONTS / "LICENSES" / name).is_file() for name in inventory.LICENSES.values())


@pytest.mark.parametrize(
    ("face", "files"),
    [
        (Face.FANGSONG, [WESTERN, "GongwenFangSongLatin-Light.ttf", "GongwenFangSong-Regular.ttf", "GongwenKaiSupplement-Light.ttf", *LAST]),
        (Face.KAI, [WESTERN, "GongwenKaiLatin-Light.ttf", "GongwenKai-Regular.ttf", "GongwenKaiSupplement-Light.ttf", *LAST]),
        (Face.HEI, [BOLD_WESTERN, "NotoSansSC-Medium.subset.ttf", *LAST]),
        (Face.XIAOBIAOSONG, [BOLD_WESTERN, "NotoSerifSC-Bold.subset.ttf", *LAST]),
        (Face.SONG, ["LiberationSerif-Regular.ttf", WESTERN, "GongwenSongLatin-Regular.ttf", *LAST]),
    ],
)
def test_bundled_chain(bundled: Chain, face: Face, files: list[str]) -> None:
    assert [file.path.name for file in bundled.of(face)] == files
    assert {file.origin for file in bundled.of(face)} == {Origin.BUNDLED}


@pytest.mark.parametrize(
    ("face", "character", "font"),
    [
        (Face.FANGSONG, "国", "GongwenFangSong-Regular"),
        (Face.FANGSONG, "祎", "GongwenKaiSupplement-Light"),
        (Face.FANGSONG, "𬭎", "GongwenKaiSupplement-Light"),
        (Face.FANGSONG, "㐂", "NotoSerifSC-Regular"),
        (Face.FANGSONG, "𠮷", "NotoSerifJP-Regular"),
        (Face.SONG, "𠀾", "NotoSerifHK-Regular"),
        (Face.KAI, "𬭎", "GongwenKaiSupplement-Light"),
        (Face.XIAOBIAOSONG, "𬭎", "NotoSerifSC-Bold"),
        (Face.HEI, "㐂", "NotoSerifSC-Regular"),
        (Face.FANGSONG, "7", "GongwenFangSongLatin-Light"),
        (Face.FANGSONG, "ǎ", "GongwenFangSongLatin-Light"),
        (Face.KAI, "7", "GongwenKaiLatin-Light"),
        (Face.SONG, "7", "GongwenSongLatin-Regular"),
        (Face.SONG, "—", "NotoSerifSC-Regular"),
        (Face.SONG, "“", "NotoSerifSC-Regular"),
        (Face.SONG, "国", "NotoSerifSC-Regular"),
    ],
)
def test_fallback_is_per_character(bundled: Chain, face: Face, character: str, font: str) -> None:
    typeface = Fonts(bundled).fallback(face)[character]
    assert typeface
    assert typeface.postscript_name == font


def test_song_figures_are_half_an_em(bundled: Chain) -> None:
    for figure in "0123456789":
        typeface = Fonts(bundled).fallback(Face.SONG)[figure]
        assert typeface
        assert typeface.advance(typeface.glyph(figure)) == 500


def test_a_character_nobody_has_is_told_with_its_place(bundled: Chain) -> None:
    first, second = Place("a.md", 12, 3), Place("a.md", 13)
    runs = [(Face.FANGSONG, f"赵{RARE}、钱{RARE}", first), (Face.FANGSONG, RARE, second), (Face.KAI, "赵", second)]
    (fault,) = Fonts(bundled).missing(runs)
    assert fault.place == Place("a.md", 12, 4)
    assert str(fault).startswith("a.md:12:4: 错误 [缺字] 仿宋和备用字体都没有“𪚥”（U+2A6A5，扩展B区），在“赵𪚥”里，共3处；")
    assert Fonts(bundled).fallback(Face.FANGSONG)[RARE] is None
    assert Fonts(bundled).missing([(Face.KAI, "\ue723", Place("a.md", 1))])[0].message.endswith("不可见的字符（U+E723）")


def test_fallback_of_the_workspace_serves_what_nobody_has(workspace: Workspace) -> None:
    path = build(workspace.root / "mine/rare.ttf", characters="国" + RARE)
    (workspace.root / "gen.toml").write_text("fonts = 'bundled'\nfallback = ['mine/rare.ttf']\n")
    chain = choose(workspace)
    fonts = Fonts(chain)
    for face in Face:
        typeface = fonts.fallback(face)[RARE]
        assert typeface
        assert typeface.file.path == path
        assert fonts.fallback(face)["国"] is not typeface
        assert TTFont(BytesIO(typeface.subset([RARE]).data))["maxp"].numGlyphs == 2


def test_an_empty_box_is_not_a_glyph(tmp_path: Path) -> None:
    typeface = Typeface(face_file(build(tmp_path / "f.ttf", characters="国一 \u3000", blank="一\u3000")))
    assert [typeface.covers(character) for character in "国一 \u3000A"] == [True, False, True, True, False]


# The user's fonts


@pytest.mark.parametrize("called", ["方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "fzxiaobiaosong-b05s"])
def test_workspace_font_is_found_by_name_not_by_file_name(workspace: Workspace, called: str) -> None:
    path = build(workspace.root / "fonts/deeper/renamed 1.TTF", called)
    build(workspace.root / "fonts/方正小标宋简体.ttf", "Another")
    chain = choose(workspace)
    assert main_file(chain, Face.XIAOBIAOSONG).path == path
    assert main_file(chain, Face.XIAOBIAOSONG).origin is Origin.WORKSPACE
    assert main_file(chain, Face.HEI).origin is Origin.BUNDLED


@pytest.mark.parametrize("name_id", [1, 4, 6, 16])
@pytest.mark.parametrize("key", [WINDOWS_CHINESE, WINDOWS_ENGLISH, MAC_CHINESE])
def test_any_naming_record_counts(workspace: Workspace, name_id: int, key: tuple[int, int, int]) -> None:
    path = build(workspace.root / "fonts/x.otf", {(name_id, key): "黑体", (2, key): "Regular"}, cubic=True)
    assert main_file(choose(workspace), Face.HEI).path == path


def test_other_records_do_not_count(workspace: Workspace) -> None:
    build(workspace.root / "fonts/x.ttf", {(10, WINDOWS_CHINESE): "仿宋", (1, WINDOWS_CHINESE): "像仿宋"})
    assert main_file(choose(workspace), Face.FANGSONG).origin is Origin.BUNDLED


def test_bundled_font_renamed_is_still_found(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workspace.root / "fonts/nobody-knows.ttf"
    path.parent.mkdir()
    path.write_bytes((FONTS / "GongwenKaiSupplement-Light.ttf").read_bytes())
    monkeypatch.setitem(names.KNOWN_NAMES, Face.KAI, ("Gongwen Kai Supplement",))
    assert main_file(choose(workspace), Face.KAI).path == path


def test_best_name_first_and_regular_before_bold(workspace: Workspace) -> None:
    folder = workspace.root / "fonts"
    build(folder / "1.ttf", "仿宋")
    build(folder / "2.ttf", "仿宋_GB2312", bold=True)
    path = build(folder / "3.ttf", "仿宋_GB2312")
    assert main_file(choose(workspace), Face.FANGSONG).path == path


def test_order_of_origins(workspace: Workspace, system: Path) -> None:
    on_system = build(system / "s.ttf", "宋体")
    assert main_file(choose(workspace), Face.SONG) == main_file(choose(workspace, "auto"), Face.SONG)
    assert main_file(choose(workspace), Face.SONG).path == on_system
    assert main_file(choose(workspace), Face.SONG).origin is Origin.SYSTEM
    own = build(workspace.root / "fonts/w.ttf", "SimSun")
    assert main_file(choose(workspace), Face.SONG).path == own
    listed = build(workspace.root / "listed.ttf", "anything")
    (workspace.root / "gen.toml").write_text("[faces]\n'宋体' = 'listed.ttf'\n")
    again = Workspace.open(workspace.root)
    assert main_file(choose(again), Face.SONG).path == listed
    given = build(workspace.root / "given.ttf", "anything")
    assert main_file(choose(again, faces={Face.SONG: given}), Face.SONG).path == given
    assert main_file(choose(again, "bundled", {Face.SONG: given}), Face.SONG).origin is Origin.BUNDLED


def test_users_font_leaves_the_rest_of_the_chain(workspace: Workspace) -> None:
    path = build(workspace.root / "fonts/f.ttf", "仿宋_GB2312", characters="国")
    chain = choose(workspace)
    fallback = Fonts(chain).fallback(Face.FANGSONG)
    drawn = {character: fallback[character] for character in "国祎人"}
    assert [typeface and typeface.file.path.name for typeface in drawn.values()] == [
        path.name,
        "GongwenKaiSupplement-Light.ttf",
        "GongwenFangSong-Regular.ttf",
    ]


def test_unusable_system_font_is_passed_over_with_a_warning(workspace: Workspace, system: Path) -> None:
    build(system / "a.ttf", "仿宋_GB2312", rights=0x0002)
    path = build(system / "b.ttf", "仿宋")
    chain = choose(workspace)
    assert main_file(chain, Face.FANGSONG).path == path
    (warning,) = chain.skipped
    assert warning.warning
    assert "不允许嵌入" in warning.message


def test_unusable_workspace_font_is_an_error(workspace: Workspace) -> None:
    build(workspace.root / "fonts/a.ttf", "仿宋_GB2312", rights=0x0002)
    with pytest.raises(FontError) as caught:
        choose(workspace)
    assert "fonts/a.ttf: 错误 [字体] 字体的授权不允许嵌入文件" in only(caught)


def test_damaged_workspace_font_is_an_error_and_a_damaged_system_font_is_not(workspace: Workspace, system: Path) -> None:
    (system / "x.ttf").write_bytes(b"\0\1\0\0" + b"?" * 300)
    assert not choose(workspace).skipped
    (workspace.root / "fonts").mkdir()
    (workspace.root / "fonts/x.ttf").write_bytes(b"hello")
    with pytest.raises(FontError) as caught:
        choose(workspace)
    assert "不是字体文件" in only(caught)


def test_every_unusable_given_font_is_told_at_once(workspace: Workspace) -> None:
    variable = ROOT / "absent.ttf"
    with pytest.raises(FontError) as caught:
        choose(workspace, faces={Face.HEI: variable, Face.KAI: Path(__file__), Face.SONG: workspace.root})
    assert [diagnostic.message.split("（")[0] for diagnostic in caught.value.diagnostics] == ["不是字体文件", "没有这个字体文件", "字体文件读不出"]


def collection(folder: Path, *called: str) -> Path:
    fonts = TTCollection()
    fonts.fonts = [TTFont(build(folder / f"{index}.ttf", name, characters="国一"[: index + 1])) for index, name in enumerate(called)]
    path = folder / "all.ttc"
    fonts.save(path, shareTables=False)
    return path


def test_collection_gives_the_font_with_the_name(workspace: Workspace, tmp_path: Path) -> None:
    path = collection(tmp_path / "ttc", "NSimSun", "SimSun")
    file = main_file(choose(workspace, faces={Face.SONG: path}), Face.SONG)
    assert file.number == 1
    assert Typeface(file).covers("一")
    assert not Typeface(main_file(choose(workspace, faces={Face.SONG: path.with_name("all.ttc#0")}), Face.SONG)).covers("一")
    with pytest.raises(FontError) as caught:
        choose(workspace, faces={Face.HEI: path})
    assert "all.ttc#0" in only(caught)
    with pytest.raises(FontError) as caught:
        choose(workspace, faces={Face.HEI: path.with_name("all.ttc#2")})
    assert "只有 2 款字体" in only(caught)


def test_collection_in_the_workspace_folder(workspace: Workspace) -> None:
    path = collection(workspace.root / "fonts", "NSimSun", "SimSun")
    (workspace.root / "fonts/1.ttf").unlink()
    file = main_file(choose(workspace), Face.SONG)
    assert (file.path, file.number) == (path, 1)
    assert Typeface(file).subset("一").glyph_ids == (1,)


# The index of names


def test_names_are_read_again_when_the_file_changes(system: Path) -> None:
    path = build(system / "a.ttf", "仿宋")
    first = names.survey([system])
    assert names.survey([system]) == first
    build(path, "楷体")
    os.utime(path, ns=(1, 1))
    assert [font.path for font in names.find(Face.KAI, names.survey([system]))] == [path]
    assert not names.find(Face.FANGSONG, names.survey([system]))


def test_folders_linked_into_one_another_are_walked_once(system: Path) -> None:
    build(system / "a/a.ttf", "仿宋")
    (system / "a/loop").symlink_to(system)
    assert len(names.survey([system, system / "a", system / "absent"])) == 1


@pytest.mark.parametrize(
    ("platform", "cache", "fonts"),
    [
        ("linux", "/h/.cache/gongwen-gen", ["/h/.local/share/fonts", "/h/.fonts", "/usr/local/share/fonts", "/usr/share/fonts"]),
        ("darwin", "/h/Library/Caches/gongwen-gen", ["/h/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts"]),
        ("win32", "/h/AppData/Local/gongwen-gen", ["/h/AppData/Local/Microsoft/Windows/Fonts", "C:/Windows/Fonts"]),
    ],
)
def test_platform_folders(monkeypatch: pytest.MonkeyPatch, platform: str, cache: str, fonts: list[str]) -> None:
    monkeypatch.undo()
    assert platform_folders.cache_folder({"HOME": "/h"}, platform).as_posix() == cache
    assert [path.as_posix() for path in platform_folders.system_folders({"HOME": "/h"}, platform)] == fonts


# Bad files


def without(path: Path, *tags: str) -> None:
    font = TTFont(path)
    for tag in tags:
        del font[tag]
    font.save(path)


def make_variable(path: Path) -> None:
    builder = FontBuilder(font=TTFont(path))
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    builder.save(path)


def shorten(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


def cut_table(path: Path, tag: str) -> None:
    """Leave two bytes of a table in its place, as the directory tells it."""
    data = bytearray(path.read_bytes())
    at = data.index(tag.encode(), 12)
    data[at + 12 : at + 16] = struct.pack(">I", 2)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.write_bytes(b""), "不是字体文件"),
        (lambda path: path.write_bytes(b"%!PS-AdobeFont-1.0"), "不是字体文件"),
        (lambda path: path.write_bytes(b"wOF2" + bytes(60)), "是网页字体"),
        (lambda path: path.write_bytes(b"\0\1\0\0"), "残缺"),
        (lambda path: path.write_bytes(b"ttcf\0\1\0\0\0\0\0\5"), "字体集文件残缺"),
        (lambda path: shorten(path, 0.9), "超出文件末尾"),
        (lambda path: shorten(path, 0.1), "残缺"),
        (lambda path: cut_table(path, "head"), "表的内容不全"),
        (lambda path: without(path, "hmtx"), "没有 hmtx 表"),
        (lambda path: without(path, "glyf", "loca"), "没有轮廓"),
        (make_variable, "是可变字体"),
        (lambda path: build(path, rights=0x0002), "fsType 0x0002"),
        (lambda path: build(path, rights=0x0104), "fsType 0x0100"),
        (lambda path: build(path, rights=0x0208), "fsType 0x0200"),
        (lambda path: build(path, characters=""), "没有可用的字符表"),
        (lambda path: path.unlink(), "没有这个字体文件"),
    ],
)
def test_bad_font_is_one_line_and_a_way_out(tmp_path: Path, damage: Any, message: str) -> None:  # noqa: ANN401 — any callable on a path
    path = build(tmp_path / "bad.ttf")
    damage(path)
    with pytest.raises(FontError) as caught:
        Typeface(face_file(path))
    assert message in only(caught)
    assert str(path) in only(caught)


@pytest.mark.parametrize("rights", [0, 0x0004, 0x0008, 0x0006, 0x000A])
def test_rights_that_allow_embedding(tmp_path: Path, rights: int) -> None:
    assert Typeface(face_file(build(tmp_path / "f.ttf", rights=rights))).covers("国")


@pytest.mark.parametrize("cubic", [False, True])
def test_no_damage_of_a_file_is_anything_but_a_font_error(tmp_path: Path, *, cubic: bool) -> None:
    whole = build(tmp_path / "whole.ttf", characters="国一ABCH", cubic=cubic).read_bytes()
    dice = random.Random(9704)
    path = tmp_path / "damaged.ttf"
    refused = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
        path.write_bytes(data[: dice.randint(len(data) // 2, 2 * len(data))])
        try:
            typeface = Typeface(face_file(path))
            typeface.subset([character for character in "国一ABCH" if typeface.covers(character)])
        except FontError:
            refused += 1
        names.read_names(path)
    assert 0 < refused < 300


# Subsets


def outlines(data: bytes, glyph: int) -> tuple[list[Any], ...]:
    """Tell a glyph's points, contour ends and flags, components dissolved."""
    font = TTFont(BytesIO(data), lazy=True)
    font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
    coordinates, ends, flags = font["glyf"][str(glyph)].getCoordinates(font["glyf"])
    return list(coordinates), list(ends), [flag & 1 for flag in flags]


@pytest.mark.parametrize(
    ("font", "characters"),
    [
        ("GongwenFangSong-Regular.ttf", "关于加强“两高”，（2022）A"),
        ("GongwenKai-Regular.ttf", "二〇二二年"),
        ("GongwenKaiSupplement-Light.ttf", "祎𬭎𠅤"),
        ("NotoSerifSC-Bold.subset.ttf", "吕梁市人民代表大会常务委员会𬭎"),
        ("NotoSansSC-Medium.subset.ttf", "第一条𬭎"),
        ("NotoSerifSC-Regular.subset.ttf", "—𬭎㐂"),
        ("NotoSerifJP-Regular.supplement.ttf", "𠮷"),
        ("LiberationSerif-Regular.ttf", "0123456789é"),
    ],
)
def test_subset_draws_what_the_font_draws(font: str, characters: str) -> None:
    whole = (FONTS / font).read_bytes()
    typeface = Typeface(face_file(FONTS / font))
    subset = typeface.subset(characters)
    assert sorted(SFNTReader(BytesIO(subset.data)).keys()) == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"]
    assert len(subset.glyph_ids) == len(characters)
    program = TTFont(BytesIO(subset.data))
    program.setGlyphOrder([str(number) for number in range(program["maxp"].numGlyphs)])
    for character, glyph in zip(characters, subset.glyph_ids, strict=True):
        assert outlines(subset.data, glyph) == outlines(whole, typeface.glyph(character)), character
        assert round(program["hmtx"][str(glyph)][0] * 1000 / typeface.metrics.units_per_em) == typeface.advance(typeface.glyph(character))


def test_same_characters_same_bytes_before_and_after_preprocessing() -> None:
    typeface = Typeface(face_file(FONTS / "NotoSansSC-Medium.subset.ttf"))
    first = typeface.subset("甲乙丙丁")
    for _ in range(20):
        again = typeface.subset("丁丙乙甲甲")
        assert again.data == first.data
        assert again.glyph_ids == (*reversed(first.glyph_ids), first.glyph_ids[0])
    assert typeface.subset("甲乙丙").data != first.data


@pytest.mark.parametrize("cubic", [False, True])
def test_same_characters_same_bytes_in_another_process(tmp_path: Path, *, cubic: bool) -> None:
    path = build(tmp_path / "f.ttf", characters="国一ABCD", cubic=cubic)
    code = f"""if True:
        from pathlib import Path; import hashlib
        from gen.fonts import FontFile, Origin, Typeface
        print(hashlib.sha256(Typeface(FontFile(Path({str(path)!r}), Origin.GIVEN)).subset("国BA一").data).hexdigest())"""
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert hashes == {hashlib.sha256(Typeface(face_file(path)).subset("一国AB").data).hexdigest() + "\n"}


def test_cubic_outlines_become_quadratic_ones(tmp_path: Path) -> None:
    path = build(tmp_path / "f.otf", "仿宋", characters="国一AB ", cubic=True)
    typeface = Typeface(face_file(path))
    subset = typeface.subset("B国 ")
    assert SFNTReader(BytesIO(subset.data)).sfntVersion == "\0\1\0\0"
    program = TTFont(BytesIO(subset.data))
    program.setGlyphOrder([str(number) for number in range(program["maxp"].numGlyphs)])
    original = TTFont(path)
    for character, glyph in zip("B国 ", subset.glyph_ids, strict=True):
        drawn, wanted = BoundsPen(None), BoundsPen(None)
        program["glyf"][str(glyph)].draw(drawn, program["glyf"])
        original.getGlyphSet()[original.getBestCmap()[ord(character)]].draw(wanted)
        assert (drawn.bounds is None) == (wanted.bounds is None)
        assert drawn.bounds is None or drawn.bounds == pytest.approx(wanted.bounds, abs=1)
        assert program["hmtx"][str(glyph)][0] == 1000
    assert typeface.subset("国B ").data == subset.data


def test_subset_of_a_character_the_font_lacks() -> None:
    with pytest.raises(FontError) as caught:
        Typeface(face_file(FONTS / "GongwenKai-Regular.ttf")).subset("赵𬭎")
    assert "没有“𬭎”（U+2CB4E）" in only(caught)


# What a writer and `gen fonts` are told


def test_metrics_and_names(tmp_path: Path) -> None:
    path = build(tmp_path / "f.ttf", {(4, WINDOWS_CHINESE): "方正小标宋简体", (6, WINDOWS_CHINESE): "FZXBSJW--GB1-0 (x)"}, characters="国H")
    typeface = Typeface(face_file(path))
    assert (typeface.full_name, typeface.postscript_name) == ("方正小标宋简体", "FZXBSJW--GB1-0x")
    assert typeface.metrics.fixed_pitch
    assert typeface.metrics.cap_height == 800
    liberation = Typeface(face_file(FONTS / "LiberationSerif-Regular.ttf"))
    metrics = liberation.metrics
    assert (metrics.units_per_em, metrics.ascent, metrics.descent, metrics.cap_height) == (2048, 891, -216, 655)
    assert (metrics.bbox, metrics.italic_angle, metrics.weight) == ((-544, -303, 1278, 981), 0.0, 400)
    ink = liberation.ink(liberation.glyph("H"))
    assert ink
    assert (ink.y_bearing, ink.height) == (655, 655)
    assert liberation.ink(liberation.glyph(" ")) is None


def test_report(workspace: Workspace, system: Path) -> None:
    build(system / "s.ttf", {(1, WINDOWS_CHINESE): "黑体", (4, WINDOWS_CHINESE): "黑体 常规", (13, WINDOWS_ENGLISH): "My licence\nand more"})
    rows = report(Fonts(choose(workspace)))
    assert [row.order for row in rows if row.face is Face.FANGSONG] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    _, _, first = (row for row in rows if row.face is Face.FANGSONG and row.order <= 3)
    assert (first.name, first.origin, first.license) == ("Gongwen FangSong", "随附", "LICENSES/Fandol-COPYING.GPLv3+font-exception.txt")
    assert first.covered == inventory.GB2312_HANZI == len(inventory.gb2312_hanzi())
    _, own = (row for row in rows if row.face is Face.HEI and row.order <= 2)
    assert (own.name, own.origin, own.license, own.covered) == ("黑体 常规", "系统", "My licence", 2)


def test_fonts_go_to_a_worker_closed(bundled: Chain) -> None:
    fonts = Fonts(bundled)
    ours = fonts.fallback(Face.KAI)["国"]
    again = pickle.loads(pickle.dumps(fonts))  # noqa: S301 — our own bytes, as an executor sends them
    assert again.chain == bundled
    theirs = again.fallback(Face.KAI)["国"]
    assert ours
    assert theirs.file == ours.file
    assert theirs.subset("国") == ours.subset("国")


def test_depth_is_how_many_files_were_asked(bundled: Chain) -> None:
    fallback = Fonts(bundled).fallback(Face.FANGSONG)
    assert [fallback.depth(characters) for characters in ("", "国", "国祎", "国祎㐂", RARE, "国")] == [0, 3, 4, 5, 9, 3]


def test_bundled_mode_loads_no_font_tools_and_the_door_loads_nothing(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir(exist_ok=True)
    code = f"""if True:
        import sys
        from pathlib import Path
        import gen.fonts
        loaded = lambda: {{name.split(".")[0] for name in sys.modules}} & {{"fontTools", "uharfbuzz"}}
        assert not loaded(), loaded()
        from gen.standard.gb9704 import Face
        from gen.workspace.workspace import Workspace
        chain = gen.fonts.choose(Workspace.open(Path({str(tmp_path)!r})), "bundled")
        assert not loaded(), loaded()
        gen.fonts.Fonts(chain).fallback(Face.FANGSONG)["国"].subset("国")
        assert loaded() == {{"uharfbuzz"}}, loaded()"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
