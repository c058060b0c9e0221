"""Pictures of pages: that they show what the PDF shows, the grid under the text, at the standard's places, and the same bytes each time."""

import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from drawn import MM, pages
from editions import EXAMPLE, ROOT, edition, example, session, settings, squeezed
from PIL import Image
from scanned import scan, scan_svg
from writers.documents import EVERYTHING

from gen.errors import Exit
from gen.proof import raster
from gen.proof.svg import svg_page
from gen.standard.design import OFFICIAL
from gen.writers import write
from gen.writers.edition import Edition

SVG = "{http://www.w3.org/2000/svg}"
DPI = 254
"""Ten pixels a millimetre."""
SVG_DPI = 100
SOURCES = ("example", "everything", "rare")
RARE = "---\nkind: decision\norgan: 甲市人民代表大会常务委员会\ntitle: 关于甲的决定\n---\n甲·乙・丙𠮷𬭎㐀〇凉凉——“人”（5G）<&>　空。\n"


def pdf(made: Edition) -> bytes:
    return write(made, "pdf", settings())


def picture(data: bytes, page: int, *, grid: bool = False) -> Image.Image:
    with raster.opened(data, "a.md") as scan:
        return scan.picture(page, DPI, grid=OFFICIAL if grid else None)


def svgs(data: bytes, *, grid: bool = False) -> list[bytes]:
    with raster.opened(data, "a.md") as scan:
        return [svg_page(scan, page + 1, session().fonts, grid=OFFICIAL if grid else None) for page in range(len(scan.pages))]


def ink(image: Image.Image) -> tuple[int, ...]:
    """The box of everything darker than the grid."""
    box = image.convert("L").point(lambda value: 255 if value < 90 else 0).getbbox()
    assert box
    return box


def test_a_picture_shows_what_another_engine_shows() -> None:
    data = pdf(example())
    ours, other = picture(data, 2), scan(data, 2, DPI)
    assert ours.size == pytest.approx(other.size, abs=1)
    assert all(abs(one - two) <= 3 for one, two in zip(ink(ours), ink(other), strict=True))


def test_the_grid_is_the_standard_s_and_under_the_text() -> None:
    data = pdf(example())
    plain, gridded = picture(data, 2), picture(data, 2, grid=True)
    paper = picture(pdf(edition(RARE)), 1, grid=True)
    level = [y for y in range(paper.height) if paper.getpixel((300, y)) == raster.CELL_COLOUR]
    upright = [x for x in range(paper.width) if paper.getpixel((x, 2500)) == raster.CELL_COLOUR]
    assert len(level) == 22
    assert len(upright) == 27
    assert [y / 10 for y in level] == pytest.approx([37 + row * 579 / 20 / MM for row in range(1, 23)], abs=0.1)
    assert [x / 10 for x in upright] == pytest.approx([28 + column * 156 / 28 for column in range(1, 28)], abs=0.1)
    edges = {x // 10 for x in range(paper.width) if paper.getpixel((x, 2500)) == raster.EDGE_COLOUR}
    assert edges <= {27, 28, 183, 184}
    black = [(x, y) for x in range(280, 1840, 7) for y in range(370, 2620, 7) if plain.getpixel((x, y)) == (0, 0, 0)]
    assert len(black) > 500
    assert all(gridded.getpixel(place) == (0, 0, 0) for place in black)


def test_a_contact_sheet_has_every_page() -> None:
    thumbs = [Image.new("RGB", (50, 70), (number, 0, 0)) for number in range(6)]
    sheet = raster.contact_sheet(thumbs, 50)
    colours = [colour for _, colour in sorted(sheet.getcolors() or [])]
    assert {(number, 0, 0) for number in range(6)} <= set(colours)
    assert sheet.width > 4 * 50
    assert sheet.height > 2 * 70


def made_of(source: str) -> Edition:
    return example() if source == "example" else edition({"everything": EVERYTHING, "rare": RARE}[source])


@pytest.mark.parametrize("source", SOURCES)
def test_svg_says_what_the_pdf_does_and_has_it_in_the_same_places(source: str) -> None:
    data = pdf(made_of(source))
    for drawn, page in zip(svgs(data), pages(data), strict=True):
        root = ET.fromstring(drawn)  # noqa: S314 — our own
        said = "".join(group.get("aria-label", "") for group in root.iter(f"{SVG}g"))
        assert sorted(squeezed(said)) == sorted(page.text)
        assert not list(root.iter(f"{SVG}text"))
        places = [(round(character.baseline), character.x) for character in page.characters if character.text.strip()]
        ours, theirs = sorted(places_of(root)), sorted(places)
        assert [line for line, _ in ours] == [line for line, _ in theirs]
        assert [x for _, x in ours] == pytest.approx([x for _, x in theirs], abs=0.03)


@pytest.mark.parametrize("source", SOURCES)
def test_svg_shows_what_the_pdf_does(source: str) -> None:
    data = pdf(made_of(source))
    for page, drawn in enumerate(svgs(data), 1):
        one, two = ink(scan_svg(drawn, SVG_DPI)), ink(scan(data, page, SVG_DPI))
        assert all(abs(left - right) <= 2 for left, right in zip(one, two, strict=True))


def places_of(root: ET.Element) -> list[tuple[int, float]]:
    """The baseline and the left end of every glyph, in points."""
    found = []
    for group in root.iter(f"{SVG}g"):
        move, scale = group.get("transform", "").removesuffix(")").split(") scale(")
        left, down = map(float, move.removeprefix("translate(").split())
        for use in group.iter(f"{SVG}use"):
            x = use.get("x") or use.get("transform", "").removeprefix("translate(").split()[0]
            found.append((round(down), left + float(x) * float(scale)))
    return found


def test_svg_draws_the_grid_first() -> None:
    drawn = svgs(pdf(edition(RARE)), grid=True)[0].decode()
    assert drawn.count("<line ") == 22 + 27 + 4
    assert drawn.rindex("<line ") < drawn.index("<g ")


def test_the_same_bytes_every_time() -> None:
    data = pdf(example())
    assert svgs(data) == svgs(data)
    assert raster.png(picture(data, 1), DPI) == raster.png(picture(data, 1), DPI)
    with Image.open(io.BytesIO(raster.png(picture(data, 1), DPI))) as image:
        assert set(image.info) == {"dpi"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with the example, and its PDF."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.md").write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "a.pdf").write_bytes(pdf(example()))
    return tmp_path


def run(folder: Path, *arguments: str, path: Path | None = None) -> tuple[int, list[str], str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(path or ""), str(ROOT)))), "LC_ALL": "C"}
    command = [sys.executable, "-m", "gen", "proof", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout.split(), done.stderr


def test_a_source_and_its_pdf_give_the_same_pictures(folder: Path) -> None:
    options = ["--fonts", "bundled", "--pages", "1,3-4", "--sheet", "--dpi", "40"]
    names = ["a-001.png", "a-003.png", "a-004.png", "a-sheet.png"]
    assert run(folder, "source/a.md", *options) == (Exit.OK, [f"out/{name}" for name in names], "")
    assert run(folder, "a.pdf", *options, "-o", "new/here")[:2] == (Exit.OK, [f"new/here/{name}" for name in names])
    assert all((folder / "out" / name).read_bytes() == (folder / "new/here" / name).read_bytes() for name in names)


def test_pictures_of_an_older_version_are_told(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "a-007.png").touch()
    code, _, err = run(folder, "a.pdf", "--dpi", "20")
    assert code == Exit.OK
    assert "out/a-007.png: 警告 [图] 还有1个以前画的图" in err


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["none.md"], Exit.SOURCE, "没有这个文件"),
        (["source"], Exit.SOURCE, "是文件夹"),
        (["bad.pdf"], Exit.SOURCE, "不是完整的 PDF"),
        (["a.pdf", "--format", "svg"], Exit.SOURCE, "SVG 要由源文件画"),
        (["a.pdf", "--format", "gif"], Exit.USAGE, "没有 gif；可选 png、svg"),
        (["a.pdf", "--pages", "7"], Exit.USAGE, "a.pdf: 错误 [用法] --pages 要第7面，没有这一面；共6面，写 1-6 之内的，如 1-3"),
        (["a.pdf", "--pages", "2-9"], Exit.USAGE, "--pages 要第7面，没有这一面"),
        (["a.pdf", "--pages", "3-1"], Exit.USAGE, "--pages 里的 3-1 不是面的号码或者范围；共6面"),
        (["a.pdf", "--pages", "0"], Exit.USAGE, "--pages 里的 0 不是"),
        (["a.pdf", "--pages", "一"], Exit.USAGE, "--pages 里的 一 不是"),
        (["a.pdf", "--pages", "9" * 5000], Exit.USAGE, "不是面的号码"),
        (["source/a.md", "--layout", "a4"], Exit.USAGE, "--layout 只用于一期公报"),
        (["a.pdf", "--dpi", "0"], Exit.USAGE, "是 20 至 1200 的整数"),
        (["a3.pdf", "--grid"], Exit.SOURCE, "第1面是420×297毫米，不是 A4"),
        (["large.pdf"], Exit.SOURCE, "像素，太大"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_line(folder: Path, options: list[str], code: Exit, message: str) -> None:
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 no more")
    for name, width in (("a3.pdf", 420), ("large.pdf", 5000)):
        with pikepdf.new() as document:
            document.add_blank_page(page_size=(width * MM, 297 * MM if width == 420 else 5000 * MM))
            document.save(folder / name)
    found, out, err = run(folder, *options)
    assert (found, out) == (code, [])
    assert message in err
    assert err.count("\n") == 1
    assert not (folder / "out").exists()


def test_without_the_engine_it_says_what_to_install(folder: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "pypdfium2.py").write_text("raise ImportError")
    code, out, err = run(folder, "a.pdf", path=hidden)
    assert (code, out) == (Exit.OUTPUT, [])
    assert "pip install 'gongwen-gen[proof]'" in err


def test_a_seal_is_in_both_kinds_of_picture(tmp_path: Path) -> None:
    """Its colour, its place under the text, and what is clear in it."""
    seal = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    seal.paste((255, 0, 0, 255), (0, 0, 300, 40))
    seal.save(tmp_path / "seal.png")
    signature = "signature:\n  organ: 甲市人民代表大会常务委员会\n  date: 2022-12-20\n  seal: seal.png\n"
    source = tmp_path / "a.md"
    head = "---\nkind: notice\norgan: 甲市人民代表大会常务委员会\ntitle: 关于甲的通知\naddressee: 各县人民代表大会常务委员会：\n"
    source.write_text(f"{head}{signature}---\n请执行。\n", encoding="utf-8")
    code, _, err = run(tmp_path, "a.md", "--fonts", "bundled", "--format", "svg", "--sheet", "--pages", "1")
    assert (code, err) == (Exit.OK, "")
    code, _, err = run(tmp_path, "a.md", "--fonts", "bundled", "--dpi", "100")
    assert (code, err) == (Exit.OK, "")
    with Image.open(tmp_path / "out" / "a-001.png") as drawn:
        boxes = [reddened(image) for image in (scan_svg((tmp_path / "out" / "a-001.svg").read_bytes(), SVG_DPI), drawn)]
    assert all(abs(one - two) <= 2 for one, two in zip(*boxes, strict=True))
    left, top, right, bottom = boxes[0]
    assert right - left > 5 * (bottom - top)


def reddened(image: Image.Image) -> tuple[int, ...]:
    """The box of all red ink."""
    red, green, _ = image.convert("RGB").split()
    box = Image.merge("LA", (red.point(lambda value: value // 200 * 255), green.point(lambda value: 255 if value < 100 else 0)))
    found = Image.composite(box.getchannel(0), Image.new("L", image.size), box.getchannel(1)).getbbox()
    assert found
    return found
