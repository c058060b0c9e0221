"""`gen gazette --pdfx` as its users run it: the issue for the press, and one line for everything that is wrong, with nothing written."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from editions import ROOT
from issues import FRONT, document, written
from PIL import Image
from profiles import profile

from gen.errors import Exit

TEXTS = {"a.md": document("关于甲的决定", "决定如下。"), "b.md": document("关于乙的决定", "决定如下。")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an issue and a profile."""
    written(tmp_path, TEXTS)
    (tmp_path / "press.icc").write_bytes(profile())
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "gen", "gazette", "issue.yaml", "--fonts", "bundled", "-o", "out", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def intents(folder: Path) -> list[str]:
    """The printing conditions that the PDF names."""
    with pikepdf.open(folder / "out" / "issue.pdf") as made:
        return [str(intent.Info) for intent in made.Root.get("/OutputIntents", [])]


def test_the_issue_is_made_again_for_another_press(folder: Path) -> None:
    press = ("-f", "pdf,txt", "--pdfx", "press.icc")
    assert run(folder, "-f", "pdf,txt") == (Exit.OK, "")
    assert intents(folder) == []
    assert run(folder, *press) == (Exit.OK, "")
    assert intents(folder) == ["甲印刷厂 胶版纸"]
    first = (folder / "out" / "issue.pdf").read_bytes()
    assert "没有变化" in run(folder, *press)[1]
    (folder / "press.icc").write_bytes(profile("乙印刷厂"))
    assert run(folder, *press, "--spot", "PANTONE 485 C") == (Exit.OK, "")
    assert intents(folder) == ["乙印刷厂"]
    (folder / "press.icc").write_bytes(profile())
    assert run(folder, *press) == (Exit.OK, "")
    assert (folder / "out" / "issue.pdf").read_bytes() == first


def emblem(folder: Path, mode: str, form: str) -> str:
    """An emblem on the cover → its bytes in the folder, and the issue's front that names it."""
    stream = io.BytesIO()
    Image.new(mode, (600, 600)).save(stream, form)
    name = f"e.{form.lower()}"
    (folder / name).write_bytes(stream.getvalue())
    written(folder, TEXTS, FRONT + f"emblem: {name}\n")
    return name


@pytest.mark.parametrize(("mode", "form"), [("L", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG")])
def test_a_picture_in_grey_or_in_four_colours_is_printed(folder: Path, mode: str, form: str) -> None:
    emblem(folder, mode, form)
    assert run(folder, "-f", "pdf", "--pdfx", "press.icc") == (Exit.OK, "")


def test_a_picture_in_screen_colours_is_told_with_its_page_and_nothing_is_written(folder: Path) -> None:
    emblem(folder, "RGB", "PNG")
    code, err = run(folder, "--pdfx", "press.icc")
    assert code == Exit.SOURCE
    assert err.count("\n") == 1
    assert "issue.yaml: 错误 [颜色] 第1面有RGB 图片" in err
    assert not list((folder / "out").glob("issue.*"))


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--spot", "PANTONE 485 C"), Exit.USAGE, "--spot 只与 --pdfx 同用"),
        (("-f", "txt", "--pdfx", "press.icc"), Exit.USAGE, "--pdfx 只用于 PDF"),
        (("--pdfx", "press.icc", "--spot", "black"), Exit.USAGE, "专色不能叫 black"),
        (("--pdfx", "none.icc"), Exit.SOURCE, "none.icc: 错误 [特性文件] 没有这个文件"),
        (("--pdfx", "issue.yaml"), Exit.SOURCE, "issue.yaml: 错误 [特性文件] 不是完整的 ICC 特性文件"),
        (("--pdfx", "."), Exit.SOURCE, "是文件夹，不是文件"),
    ],
)
def test_what_is_wrong_with_the_options_is_told(folder: Path, options: tuple[str, ...], code: Exit, message: str) -> None:
    found, err = run(folder, *options)
    assert (found, err.count("\n")) == (code, 1)
    assert message in err
    assert not list(folder.rglob("issue.pdf"))
