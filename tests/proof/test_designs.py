"""The grid of a design that is not the standard's, and pictures of an issue of a gazette."""

import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from drawn import MM, pages
from editions import ROOT, session, settings, squeezed
from issues import bound, document, written
from msgspec.structs import replace
from PIL import Image
from scanned import scan_svg

from gen.errors import Exit
from gen.gazette.layouts import LAYOUTS
from gen.gazette.produce import produce
from gen.proof import raster
from gen.proof.grid import grid_lines
from gen.proof.svg import svg_page
from gen.standard.design import OFFICIAL, Design
from gen.units import EMU_PER_PT

DESIGNS = [OFFICIAL, OFFICIAL.turned, replace(OFFICIAL, lines=20), *LAYOUTS.values()]


def run(folder: Path, *arguments: object) -> tuple[int, list[str], str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    command = [sys.executable, "-m", "gen", *map(str, arguments), "--fonts", "bundled"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout.split(), done.stderr


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: f"{design.name}-{design.lines}-{design.characters}")
def test_a_grid_has_the_lines_and_characters_of_its_design(design: Design) -> None:
    lines = list(grid_lines(design))
    cells = [line for line in lines if not line.edge]
    level = {line.y0 for line in cells if line.y0 == line.y1}
    upright = {line.x0 for line in cells if line.x0 == line.x1}
    assert level == {design.head_margin + row * design.pitch for row in range(1, design.lines + 1)}
    starts = [design.binding_margin + column * (design.measure + design.gutter) for column in range(design.columns)]
    places = {start + place * design.measure // design.characters for start in starts for place in range(design.characters + 1)}
    assert upright == places - {min(places), max(places)}
    edges = [line for line in lines if line.edge]
    assert max(line.y1 for line in edges) == design.area_bottom
    assert max(line.x1 for line in edges) <= design.paper_width


@pytest.mark.parametrize("layout", ["a4", "16k-2"])
def test_text_of_an_issue_stands_in_the_cells_of_its_grid(tmp_path: Path, layout: str) -> None:
    """Every full-width character of the text begins at an upright of the grid, on a row's baseline."""
    made = bound(written(tmp_path, {"a.md": document("关于甲的决定", "字" * 300)}), layout)
    design = LAYOUTS[layout]
    levels = {line.y0 - design.pitch + design.baseline for line in grid_lines(design) if line.y0 == line.y1 and not line.edge}
    drawn = pages(produce(made, "pdf", settings()))
    found = [(page.number, character) for page in drawn for character in page.characters if character.text == "字"]
    assert len(found) == 300
    for number, character in found:
        side = design if number % 2 else design.verso
        uprights = {side.binding_margin, *(line.x0 for line in grid_lines(side) if line.x0 == line.x1)}
        assert min(abs(character.x * EMU_PER_PT - place) for place in uprights) < 0.5 * EMU_PER_PT
        assert min(abs(character.baseline * EMU_PER_PT - place) for place in levels) < 0.5 * EMU_PER_PT


def test_an_issue_and_its_pdf_give_the_same_pictures(tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": document("关于甲的决定", "文字。")}).name
    assert run(tmp_path, "gazette", path, "-f", "pdf", "--layout", "a4-2")[0] == Exit.OK
    names = [f"issue-00{page}.png" for page in range(1, 5)] + ["issue-sheet.png"]
    options = ["--dpi", "40", "--sheet"]
    assert run(tmp_path, "proof", path, *options, "--layout", "a4-2", "-o", "one") == (Exit.OK, [f"one/{name}" for name in names], "")
    assert run(tmp_path, "proof", "out/issue.pdf", *options, "-o", "two")[0] == Exit.OK
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in names)
    code, _, err = run(tmp_path, "proof", path, "--dpi", "40", "--grid", "--pages", "4", "-o", "three")
    assert (code, err) == (Exit.OK, "")
    with Image.open(tmp_path / "three" / "issue-004.png") as drawn:
        assert drawn.size == pytest.approx((185 / 25.4 * 40, 260 / 25.4 * 40), abs=1)
        assert raster.EDGE_COLOUR in {colour for _, colour in drawn.getcolors(1 << 20) or []}


def test_svg_of_an_issue_says_what_its_pdf_does(tmp_path: Path) -> None:
    data = produce(bound(written(tmp_path, {"a.md": document("关于甲的决定", "文字。")}), "16k-2"), "pdf", settings())
    with raster.opened(data, "a.yaml") as scan:
        for page in pages(data):
            drawn = scan_svg(svg_page(scan, page.number, session().fonts, grid=LAYOUTS["16k-2"]), 72)
            assert drawn.size == pytest.approx((page.width, page.height), abs=1)
            said = svg_page(scan, page.number, session().fonts).decode().split('aria-label="')[1:]
            assert sorted(squeezed("".join(part.partition('"')[0] for part in said))) == sorted(page.text)


def test_the_grid_is_that_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(document("关于甲的决定", "文字。"), encoding="utf-8")
    (tmp_path / "gen.toml").write_text('[house]\nmargins = "33476.2"\npitch = "29.6"\n', encoding="utf-8")
    assert run(tmp_path, "proof", "a.md", "--dpi", "254", "--grid")[0] == Exit.OK
    with Image.open(tmp_path / "out" / "a-001.png") as drawn:
        level = [y / 10 for y in range(drawn.height) if drawn.getpixel((300, y)) == raster.CELL_COLOUR]
    assert level[-1] == pytest.approx(34.58 + 22 * 29.6 / MM, abs=0.1)


LANDSCAPE = document("关于甲的决定", "文字。") + "---\npart: 附件\ntitle: 甲表\nlandscape: true\n---\n| 甲 | 乙 |\n| 一 | 二 |\n"


@pytest.mark.parametrize(
    ("arguments", "expected", "message"),
    [
        (["a.md", "--layout", "a4"], Exit.USAGE, "--layout 只用于一期公报"),
        (["issue.yaml", "--layout", "none"], Exit.USAGE, "没有名为“none”的版面"),
        (["none.yaml"], Exit.SOURCE, "没有这个文件"),
        (["a.md", "--format", "svg"], Exit.SOURCE, "第2面是横排的，SVG 画不出"),
        (["16k.pdf", "--grid"], Exit.SOURCE, "第1面是185×260毫米，不是 A4"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_line(tmp_path: Path, arguments: list[str], expected: Exit, message: str) -> None:
    written(tmp_path, {"a.md": LANDSCAPE})
    with pikepdf.new() as blank:
        blank.add_blank_page(page_size=(185 * MM, 260 * MM))
        blank.save(tmp_path / "16k.pdf")
    code, out, err = run(tmp_path, "proof", *arguments)
    assert (code, out) == (expected, [])
    assert message in err
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_page_on_its_side_has_the_grid_of_its_side(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(LANDSCAPE, encoding="utf-8")
    assert run(tmp_path, "proof", "a.md", "--dpi", "60", "--grid")[0] == Exit.OK
    with Image.open(tmp_path / "out" / "a-002.png") as drawn:
        assert drawn.width > drawn.height
        assert raster.EDGE_COLOUR in {colour for _, colour in drawn.getcolors(1 << 20) or []}
