"""`gen impose` as its users run it: where the sheets go, and one line for everything that is wrong, with nothing written."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from editions import ROOT, example, settings
from profiles import profile

from gen.errors import Exit
from gen.writers import write

A4 = (595.276, 841.89)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a PDF of our own."""
    (tmp_path / "a.pdf").write_bytes(write(example(), "pdf", settings()))
    return tmp_path


def run(folder: Path, *arguments: str, path: Path | None = None) -> tuple[int, str, str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(path or ""), str(ROOT)))), "LC_ALL": "C"}
    command = [sys.executable, "-m", "gen", "impose", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def blank(*sizes: tuple[float, float], encryption: pikepdf.Encryption | None = None) -> bytes:
    with pikepdf.new() as document:
        for size in sizes:
            document.add_blank_page(page_size=A4)
            document.pages[-1].MediaBox = [0, 0, *size]
        return saved(document, encryption=encryption) if encryption else saved(document)


def test_sheets_go_beside_the_pages_and_the_printer_is_told_how_to_print(folder: Path) -> None:
    code, out, err = run(folder, "a.pdf")
    assert (code, out) == (Exit.OK, "a-booklet.pdf\n")
    assert err == "共 2 张，空白2面；页面是原来的大小；双面打印，翻短边，打印时按实际大小，不再缩放\n"
    code, out, err = run(folder, "a.pdf", "--layout", "4up", "-o", "new/b.pdf", "--colour", "spot", "--spot", "PANTONE 485 C", "--cut")
    assert (code, out) == (Exit.OK, f"{Path('new/b.pdf')}\n")
    assert "翻长边" in err
    assert sorted(path.name for path in folder.rglob("*.pdf")) == ["a-booklet.pdf", "a.pdf", "b.pdf"]


def test_what_is_there_is_kept_unless_told(folder: Path) -> None:
    (folder / "a-booklet.pdf").write_bytes(b"mine")
    code, _, err = run(folder, "a.pdf")
    assert code == Exit.OUTPUT
    assert err == "a-booklet.pdf: 错误 [输出] 已有同名文件，没有生成它的记录，没有覆盖；要覆盖，加 --force\n"
    assert (folder / "a-booklet.pdf").read_bytes() == b"mine"
    assert run(folder, "a.pdf", "--force")[0] == Exit.OK
    assert (folder / "a-booklet.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("target", ["a.pdf", "./a.pdf", "linked.pdf"])
def test_the_pages_are_never_written_over(folder: Path, target: str) -> None:
    (folder / "linked.pdf").symlink_to("a.pdf")
    before = (folder / "a.pdf").read_bytes()
    code, out, err = run(folder, "a.pdf", "-o", target, "--force")
    assert (code, out) == (Exit.OUTPUT, "")
    assert "盖掉原文件" in err
    assert (folder / "a.pdf").read_bytes() == before


BAD = {
    "none.pdf": (None, "没有这个文件"),
    "text.pdf": ("公告".encode(), "不是完整的 PDF"),
    "empty.pdf": (b"", "不是完整的 PDF"),
    "zero.pdf": (blank(), "一面也没有"),
    "flat.pdf": (blank((0, 0)), "第1面没有大小"),
    "sizes.pdf": (blank(A4, (420, 595), A4), "第2面是148×210毫米，第1面是210×297毫米"),
    "locked.pdf": (blank(A4, encryption=pikepdf.Encryption(owner="a", user="b")), "加了密"),
    "owned.pdf": (blank(A4, encryption=pikepdf.Encryption(owner="a", user="")), "加了密"),
}


@pytest.mark.parametrize("name", [*BAD, "cut.pdf", "folder.pdf"])
def test_what_cannot_be_imposed_is_told_in_one_line(folder: Path, name: str) -> None:
    data, message = BAD.get(name, (None, ""))
    if name == "cut.pdf":
        data, message = (folder / "a.pdf").read_bytes()[:40_000], "不是完整的 PDF"
    if name == "folder.pdf":
        (folder / name).mkdir()
        message = "是文件夹"
    if data is not None:
        (folder / name).write_bytes(data)
    before = sorted(folder.rglob("*"))
    code, out, err = run(folder, name)
    assert (code, out) == (Exit.SOURCE, "")
    assert message in err
    assert err.startswith(f"{name}: 错误 [")
    assert err.count("\n") == 1
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--layout", "3up"], "--layout：没有 3up；是否应为 4up？可选 booklet、2up、4up"),
        (["--layout", "2up", "--creep", "0.1"], "--creep 只用于 booklet"),
        (["--creep", "5"], "--creep 是 0 至 1 毫米"),
        (["--creep", "-1"], "--creep 是 0 至 1 毫米"),
        (["--creep", "-0.1"], "--creep 是 0 至 1 毫米"),
        (["--creep", "nan"], "--creep：是毫米数"),
        (["--creep", "薄"], "--creep：是毫米数"),
        (["--bleed", "-3"], "--bleed 是 0 至 10 毫米"),
        (["--cut"], "--cut 只用于 2up、4up"),
        (["--layout", "2up", "--back-cover"], "--back-cover 只用于 booklet"),
        (["--layout", "4up", "--gathering", "2"], "--gathering 只用于 booklet"),
        (["--colour", "spot"], "用专色要写明是哪一种"),
        (["--spot", "红"], "--spot 只与 --colour spot 同用"),
        (["--colour", "spot", "--spot", "Black"], "专色不能叫 Black"),
        (["--paper", "A3", "--marks"], "A3 纸在成品四周只剩0.0毫米，放不下裁切标记"),
        (["--bleed", "3", "--paper", "A3"], "放不下出血"),
        (["--marks", "--bleed", "9"], "放不下出血和裁切标记"),
        (["--gathering", "-1"], "是 0 至 64 的整数"),
    ],
)
def test_what_does_not_go_together_is_told(folder: Path, options: list[str], message: str) -> None:
    code, out, err = run(folder, "a.pdf", *options)
    assert (code, out) == (Exit.USAGE, "")
    assert message in err
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]


def test_sheets_for_a_press_are_in_its_inks_and_nothing_is_written_without_its_profile(folder: Path) -> None:
    (folder / "press.icc").write_bytes(profile())
    for options, message in ((("--pdfx", "none.icc"), "没有这个文件"), (("--pdfx", "a.pdf"), "不是完整的 ICC 特性文件")):
        code, _, err = run(folder, "a.pdf", *options)
        assert (code, err.count("\n")) == (Exit.SOURCE, 1)
        assert message in err
    code, _, err = run(folder, "a.pdf", "--pdfx", "press.icc", "--colour", "keep")
    assert (code, "--colour cmyk" in err) == (Exit.USAGE, True)
    assert sorted(path.name for path in folder.iterdir()) == ["a.pdf", "press.icc"]
    assert run(folder, "a.pdf", "--pdfx", "press.icc")[0] == Exit.OK
    with pikepdf.open(folder / "a-booklet.pdf") as document:
        assert str(document.Root.OutputIntents[0].S) == "/GTS_PDFX"


def test_a_thick_booklet_wants_gatherings(folder: Path) -> None:
    (folder / "b.pdf").write_bytes(blank(*[A4] * 160))
    code, _, err = run(folder, "b.pdf", "--creep", "0.5")
    assert code == Exit.USAGE
    assert "共套40张，最里面一张要移19.5毫米" in err
    assert run(folder, "b.pdf", "--creep", "0.5", "--gathering", "8")[0] == Exit.OK


def test_one_page_has_no_back_cover(folder: Path) -> None:
    (folder / "b.pdf").write_bytes(blank(A4))
    code, _, err = run(folder, "b.pdf", "--back-cover")
    assert code == Exit.USAGE
    assert "只有1面，没有封底" in err


@pytest.mark.parametrize(
    ("drawn", "resources"),
    [
        (b"1 0 rg 0 0 9 9 re f", None),
        (b"1 0 /a rg", None),
        (b"(1) g", None),
        (b"true g", None),
        (b"cs", None),
        (b"1 cs 1 sc", None),
        (b"/DeviceRGB cs 1 sc", None),
        (b"0 g", pikepdf.Dictionary(XObject=pikepdf.Name("/a"))),
        (b"0 g", pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=1))),
        (b"/A cs", pikepdf.Dictionary(ColorSpace=pikepdf.Array([]))),
    ],
)
def test_colours_that_do_not_parse_are_told(folder: Path, drawn: bytes, resources: pikepdf.Object | None) -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=A4)
        document.pages[0].Contents = document.make_stream(drawn)
        if resources is not None:
            document.pages[0].obj.Resources = resources
        (folder / "b.pdf").write_bytes(saved(document))
    code, _, err = run(folder, "b.pdf", "--colour", "cmyk")
    assert code == Exit.SOURCE
    assert "第1面的颜色写得不对" in err


def test_the_slug_is_drawn_in_a_bundled_face_without_a_font(folder: Path, tmp_path: Path) -> None:
    """The same bytes wherever the workspace is, a place-holder for a character that no face has, and no font more than the pages have."""
    with pikepdf.open(folder / "a.pdf") as document:
        document.docinfo["/Title"] = "甲市\U000f0000公报"
        (folder / "a.pdf").write_bytes(saved(document))
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.pdf").write_bytes((folder / "a.pdf").read_bytes())
    for place in (folder, other):
        code, _, err = run(place, "a.pdf", "--marks", "--gathering", "1")
        assert (code, "警告" in err) == (Exit.OK, False)
    assert (folder / "a-booklet.pdf").read_bytes() == (other / "a-booklet.pdf").read_bytes()
    with pikepdf.open(folder / "a-booklet.pdf") as document:
        margin = document.pages[0].Resources.XObject.GenMargin
        outlines: dict[str, Any] = dict(margin.Resources.XObject.items())
        assert set(outlines) == {f"/U{ord(character):04X}" for character in "甲市\U000f0000公报"}
        drawn: Any = [pikepdf.parse_content_stream(stream) for stream in (margin, *outlines.values())]
        operators = [{str(operator) for _, operator in instructions} for instructions in drawn]
        assert all({"m", "f"} <= outline for outline in operators[1:])
        assert not {"BT", "Tj", "TJ"} & set().union(*operators)


def test_without_the_library_it_says_what_to_install(folder: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "pikepdf.py").write_text("raise ImportError")
    code, out, err = run(folder, "a.pdf", path=hidden)
    assert (code, out) == (Exit.OUTPUT, "")
    assert "pip install 'gongwen-gen[print]'" in err
