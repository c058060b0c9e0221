"""Imposed sheets under the ruler: every character there, fronts and backs in register, boxes, creep, marks and inks where they belong."""

import io
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pypdf
import pytest
from drawn import MM, Character, DrawnLine, lines, pages
from editions import ROOT, TEMPLATES, edition, example, settings
from msgspec.structs import replace
from scanned import scan
from writers.documents import EVERYTHING

from gen.gazette.bind import Bound, bind
from gen.gazette.issue_file import load_issue
from gen.gazette.layouts import LAYOUTS
from gen.gazette.produce import produce
from gen.imposition import Colour, Flip, Layout, Plan, impose
from gen.units import mm
from gen.writers import write

TOLERANCE = 0.01 * MM
_APART = 16
"""Points between characters that are on two pages of a sheet."""


@cache
def source() -> bytes:
    """The example as PDF, of six pages."""
    return write(example(), "pdf", settings())


@cache
def full(pages: int) -> bytes:
    """As many pages, all between the first and the last of full lines: every row of the grid has a line as long as the measure."""
    text = "审议" * 14 * 22 * (pages - 1)
    made = edition(f"---\nkind: decision\norgan: 甲市人民代表大会常务委员会\ntitle: 关于甲的决定\n---\n{text}\n")
    return write(made, "pdf", settings())


def characters(data: bytes) -> Counter[str]:
    return Counter("".join(page.text for page in pages(data)))


def boxes(data: bytes, page: int = 0) -> dict[str, tuple[float, ...]]:
    with pikepdf.open(io.BytesIO(data)) as document:
        side: Any = document.pages[page]
        return {name: tuple(float(edge) / MM for edge in side[f"/{name}"]) for name in ("MediaBox", "TrimBox", "BleedBox")}


def operators(data: bytes) -> list[tuple[list[Any], str]]:
    """All operators of all pages that were imposed."""
    found: list[tuple[list[Any], str]] = []
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for form in page.resources.get("/XObject", {}).values():
                parsed: Any = pikepdf.parse_content_stream(form)
                found += [([str(value) for value in operands], str(operator)) for operands, operator in parsed]
    return found


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("colour", list(Colour))
def test_every_character_is_there(layout: Layout, colour: Colour) -> None:
    spot = "PANTONE 485 C" if colour is Colour.SPOT else ""
    for data in (source(), write(edition(EVERYTHING), "pdf", settings())):
        imposed = impose(data, Plan(layout, colour=colour, spot=spot, marks=True, bleed=mm(3), creep=mm(0.1) if layout is Layout.BOOKLET else mm(0)))
        assert characters(imposed.data) == characters(data)
        assert not imposed.warnings


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("paper", ["A3", "A4", "SRA3"])
@pytest.mark.parametrize("cut", [False, True])
def test_line_grids_of_front_and_back_coincide(layout: Layout, paper: str, cut: bool) -> None:  # noqa: FBT001 — a parameter
    """Held against the light, baselines and both edges of the type area are at the same places, within a hundredth of a millimetre."""
    cut = cut and layout is not Layout.BOOKLET
    bleed = mm(3) if cut and paper == "SRA3" else mm(0)
    imposed = impose(full(24), Plan(layout, paper=paper, cut=cut, bleed=bleed))
    width = pages(imposed.data, only=(3,))[0].width
    front = [(line.baseline, line.places[0], line.places[-1] + line.size) for line in full_lines(imposed.data, 3)]
    back = [(line.baseline, width - line.places[-1] - line.size, width - line.places[0]) for line in full_lines(imposed.data, 4)]
    assert len(front) == len(back) == 22 * layout.cells
    for found, wanted in zip(in_order(front), in_order(back), strict=True):
        assert found == pytest.approx(wanted, abs=TOLERANCE)


def full_lines(data: bytes, side: int) -> list[DrawnLine]:
    """The full lines of a side, each of one page of it."""
    return [line for line in lines(data, _APART, only=(side,)) if len(line.text) > 20]


def in_order(side: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    return sorted(side, key=lambda line: (round(line[0]), line[1]))


def test_full_size_pages_are_not_scaled() -> None:
    original = [line for line in lines(source()) if line.page == 3]
    imposed = [line for line in lines(impose(source(), Plan(Layout.BOOKLET)).data) if line.page == 3]
    assert {line.size for line in original} == {line.size for line in imposed}
    assert {round(line.baseline, 2) for line in original} <= {round(line.baseline, 2) for line in imposed}


def test_pages_of_our_own_keep_the_binding_margin_at_the_fold() -> None:
    """GB/T 9704 has 28 mm at the binding: at the left of a right-hand page, at the right of a left-hand one."""
    data = impose(full(8), Plan(Layout.BOOKLET)).data
    for side in (3, 4):
        fold = pages(data, only=(side,))[0].width / 2
        lefts = [line.left for line in full_lines(data, side)]
        assert {round(left / MM, 1) for left in lefts if left < fold} == {26.0}
        assert {round(left / MM, 1) for left in lefts if left > fold} == {210 + 28.0}


def test_a_type_area_that_the_file_states_is_believed() -> None:
    """With mirrored margins, as the file says them, nothing moves."""
    with pikepdf.open(io.BytesIO(full(8))) as document:
        for number, page in enumerate(document.pages, 1):
            left = 28 if number % 2 else 26
            page.ArtBox = [left * MM, 35 * MM, (left + 156) * MM, 260 * MM]
        stream = io.BytesIO()
        document.save(stream)
    edges = {round(line.left / MM) for line in full_lines(impose(stream.getvalue(), Plan(Layout.TWO_UP)).data, 2)}
    assert edges == {28, 28 + 210}


def test_creep_moves_inner_sheets_towards_the_fold() -> None:
    still, moved = (impose(full(16), Plan(Layout.BOOKLET, creep=mm(creep))).data for creep in (0, 0.5))
    assert len(pages(still)) == len(pages(moved)) == 8
    for page in pages(still):
        depth = (page.number - 1) // 2
        for start, end in zip(full_lines(still, page.number), full_lines(moved, page.number), strict=True):
            towards = 1 if start.left < page.width / 2 else -1
            assert end.left - start.left == pytest.approx(towards * depth * 0.5 * MM, abs=0.01)
            assert end.baseline == start.baseline


def test_boxes() -> None:
    plain = boxes(impose(source(), Plan(Layout.BOOKLET)).data)
    assert plain["MediaBox"] == plain["TrimBox"] == plain["BleedBox"] == pytest.approx((0, 0, 420, 297), abs=0.01)
    marked = boxes(impose(source(), Plan(Layout.BOOKLET, marks=True, bleed=mm(3))).data)
    assert marked["MediaBox"] == pytest.approx((0, 0, 450, 320), abs=0.01)
    assert marked["TrimBox"] == pytest.approx((15, 11.5, 435, 308.5), abs=0.01)
    assert marked["BleedBox"] == pytest.approx((12, 8.5, 438, 311.5), abs=0.01)
    four = boxes(impose(source(), Plan(Layout.FOUR_UP)).data)
    assert four["MediaBox"] == pytest.approx((0, 0, 297, 420), abs=0.01)


def test_marks_are_outside_the_bleed_on_every_plate() -> None:
    for page in pages(impose(source(), Plan(Layout.BOOKLET, marks=True, bleed=mm(3))).data):
        marks = [[edge / MM for edge in stroke.edges] for stroke in page.strokes if stroke.width == 0.25]
        assert len(marks) >= 8 + 8 * 3 + 2
        for left, top, right, bottom in marks:
            assert right <= 12 + 0.01 or left >= 438 - 0.01 or bottom <= 8.5 + 0.01 or top >= 311.5 - 0.01
    with pikepdf.open(io.BytesIO(impose(source(), Plan(Layout.BOOKLET, marks=True)).data)) as document:
        assert list(document.pages[0].Resources.ColorSpace.GenAll)[:2] == [pikepdf.Name.Separation, pikepdf.Name.All]


def test_bleed_is_printed_outside_the_trim_and_not_over_a_neighbour() -> None:
    """A page whose ground goes beyond its edge shows as far as the bleed, and stops at the fold."""
    with pikepdf.new() as document:
        for number in range(4):
            document.add_blank_page(page_size=(220 * MM, 307 * MM))
            page = document.pages[-1]
            page.TrimBox = [5 * MM, 5 * MM, 215 * MM, 302 * MM]
            ground = f"0 0 0 {0.2 * (number + 1)} k 0 0 1000 1000 re f".encode()
            page.Contents = document.make_stream(ground)
        stream = io.BytesIO()
        document.save(stream)
    grey = scan(impose(stream.getvalue(), Plan(Layout.BOOKLET, bleed=mm(3))).data, 1, 254).convert("L")
    middle = grey.height // 2
    row = grey.crop((0, middle, grey.width, middle + 1)).tobytes()
    assert set(row[:119]) == {255}
    assert len(set(row[121:2249])) == len(set(row[2251:4379])) == 1
    assert row[2000] < row[2300] < 255
    assert set(row[4381:]) == {255}


def test_black_is_k_alone_and_red_is_magenta_and_yellow() -> None:
    drawn = operators(impose(source(), Plan(Layout.BOOKLET, colour=Colour.CMYK)).data)
    assert {name for _, name in drawn if name in {"g", "G", "rg", "RG", "sc", "scn", "cs"}} == set()
    inks = {tuple(float(value) for value in values) for values, name in drawn if name in {"k", "K"}}
    assert inks == {(0, 0, 0, 1), (0, 1, 1, 0)}


def test_red_is_a_spot_ink_on_request() -> None:
    data = impose(source(), Plan(Layout.BOOKLET, colour=Colour.SPOT, spot="PANTONE 485 C")).data
    drawn = operators(data)
    assert {tuple(map(float, values)) for values, name in drawn if name in {"k", "K"}} == {(0, 0, 0, 1)}
    assert {name for _, name in drawn} >= {"cs", "scn", "CS", "SCN"}
    with pikepdf.open(io.BytesIO(data)) as document:
        form = document.pages[0].Resources.XObject["/P1"]
        assert form.Resources.ColorSpace.GenSpot[1] == "/PANTONE 485 C"
        assert [float(part) for part in form.Resources.ColorSpace.GenSpot[3].C1] == [0, 1, 1, 0]


def test_other_colours_stay_and_are_told() -> None:
    with pikepdf.new() as document:
        for content in (b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f /DeviceGray CS .5 SC 0 0 m 9 9 l S", b"0 0 1 rg 0 0 9 9 re f", b"q 0 0 1 rg Q 0 g"):
            document.add_blank_page(page_size=(595, 842))
            document.pages[-1].Contents = document.make_stream(content)
        stream = io.BytesIO()
        document.save(stream)
    imposed = impose(stream.getvalue(), Plan(Layout.TWO_UP, colour=Colour.CMYK), "a.pdf")
    assert [fault.message for fault in imposed.warnings] == ["第2、3面有颜色 RGB 0 0 1，没有转换"]
    assert all(fault.warning for fault in imposed.warnings)
    drawn = operators(imposed.data)
    assert (["0", "1", "1", "0"], "k") in drawn
    assert (["0", "0", "0", "0.5"], "K") in drawn
    assert (["0", "0", "1"], "rg") in drawn


def test_backs_are_turned_for_a_printer_that_turns_the_other_edge() -> None:
    natural, other = (impose(full(8), Plan(Layout.BOOKLET, flip=flip)) for flip in (None, Flip.LONG))
    assert (natural.flip, other.flip) == (Flip.SHORT, Flip.LONG)
    one, two = pages(natural.data), pages(other.data)
    width, height = one[0].width, one[0].height
    assert one[0].text == two[0].text
    for upright, turned in ((one[1], two[1]), (one[3], two[3])):
        assert {character.angle for character in turned.characters} == {180}
        places = {place(character, 0, 0, 1) for character in upright.characters}
        assert places == {place(character, width, height, -1) for character in turned.characters}
    with pikepdf.open(io.BytesIO(other.data)) as document:
        assert document.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"


def place(character: Character, width: float, height: float, sign: int) -> tuple[str, int, int]:
    return character.text, round(width + sign * character.x), round(height + sign * character.baseline)


def test_the_same_bytes_every_time_and_the_document_s_own_dates() -> None:
    plan = Plan(Layout.BOOKLET, marks=True, colour=Colour.CMYK)
    first, second = impose(source(), plan).data, impose(source(), plan).data
    assert first == second
    metadata = pypdf.PdfReader(io.BytesIO(first)).metadata
    assert metadata
    assert str(metadata.get("/CreationDate")) == "D:20221220000000Z"


def test_a_turned_page_stands_upright() -> None:
    """A page whose file says `Rotate` is imposed as it is shown."""
    with pikepdf.open(io.BytesIO(full(4))) as document:
        for page in document.pages:
            page.MediaBox = page.TrimBox = page.BleedBox = [0, 0, page.MediaBox[3], page.MediaBox[2]]
            left, bottom, right, top = page.ArtBox
            page.ArtBox = [page.MediaBox[2] - top, left, page.MediaBox[2] - bottom, right]
            page.Contents = document.make_stream(b"q 0 1 -1 0 841.8898 0 cm " + page.Contents.read_bytes() + b" Q")
            page.Rotate = 90
        stream = io.BytesIO()
        document.save(stream)
    turned, straight = (lines(impose(data, Plan(Layout.TWO_UP)).data) for data in (stream.getvalue(), full(4)))
    assert [line.text for line in turned] == [line.text for line in straight]
    assert all(abs(one.left - two.left) < 0.02 for one, two in zip(turned, straight, strict=True))
    assert all(abs(one.baseline - two.baseline) < 0.02 for one, two in zip(turned, straight, strict=True))


def test_a_stamp_put_on_as_an_annotation_is_printed() -> None:
    with pikepdf.open(io.BytesIO(source())) as document:
        shown = document.make_stream(b"1 0 0 rg 0 0 100 50 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 50])
        bottom = 297 * MM - 750
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=[100, bottom, 200, bottom + 50],
            F=4,
            AP=pikepdf.Dictionary(N=shown),
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(stamp)])
        stream = io.BytesIO()
        document.save(stream)
    sheet = scan(impose(stream.getvalue(), Plan(Layout.TWO_UP)).data, 1, 72)
    assert sheet.getpixel((150, 725)) == (255, 0, 0)


LANDSCAPE = ROOT / "tests" / "clauses" / "8-landscape" / "source.md"


def test_a_page_on_its_side_lies_on_the_sheet_with_its_head_to_the_left() -> None:
    """A viewer turns it; on paper it is as large as the others, and its type area backs up with theirs (clause 8)."""
    data = write(edition(LANDSCAPE.read_text(encoding="utf-8")), "pdf", settings())
    with pikepdf.open(io.BytesIO(data)) as document:
        turns = [int(page.get("/Rotate", 0)) for page in document.pages]
    assert 90 in turns
    for turn in (90, 270):
        with pikepdf.open(io.BytesIO(data)) as document:
            for page in document.pages:
                if "/Rotate" in page and turn == 270:
                    _, _, width, height = map(float, page.MediaBox)
                    page.Contents = document.make_stream(f"q -1 0 0 -1 {width} {height} cm ".encode() + page.Contents.read_bytes() + b" Q")
                    page.Rotate = turn
            stream = io.BytesIO()
            document.save(stream)
        imposed = impose(stream.getvalue(), Plan(Layout.TWO_UP))
        assert characters(imposed.data) == characters(data)
        with pikepdf.open(io.BytesIO(imposed.data)) as document:
            (matrix,) = {
                tuple(round(float(value), 3) for value in list(form.get("/Matrix", (1, 0, 0, 1)))[:4]) for form in _turned_forms(document, turns)
            }
        assert matrix == ((1, 0, 0, 1) if turn == 90 else (-1, 0, 0, -1))


def bound(layout: str) -> Bound:
    """The example issue in a layout."""
    issue, _ = load_issue(ROOT / "source" / "gazette" / "2022-1.yaml", "2022-1.yaml")
    return bind(replace(issue, layout=layout), TEMPLATES)[0]


def _turned_forms(document: pikepdf.Pdf, turns: list[int]) -> Iterator[Any]:
    """The forms of the pages that a viewer turns."""
    for side in document.pages:
        for name, form in side.resources.get("/XObject", {}).items():
            if turns[int(name.removeprefix("/P")) - 1]:
                yield form


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"gb9704"}))
def test_the_type_areas_of_a_gazette_back_up(layout: str) -> None:
    """Odd and even pages have their binding margins on the two sides of one fold, in every layout, within a tenth of a millimetre."""
    with pikepdf.open(io.BytesIO(produce(bound(layout), "pdf", settings()))) as document:
        areas = [(float(page.ArtBox[0]) / MM, (float(page.TrimBox[2]) - float(page.ArtBox[2])) / MM) for page in document.pages]
        assert all(page.TrimBox == page.MediaBox == page.BleedBox for page in document.pages)
    fronts, backs = areas[::2], areas[1::2]
    binding = fronts[0][0]
    assert all(abs(left - binding) < 0.1 for left, _ in fronts)
    assert all(abs(right - binding) < 0.1 for _, right in backs)


def test_a_thick_gathering_and_a_coarse_picture_are_told() -> None:
    thick = impose(full(70), Plan(Layout.BOOKLET))
    assert [str(warning) for warning in thick.warnings if "太厚" in warning.message]
    assert not impose(full(70), Plan(Layout.BOOKLET, gathering=4)).warnings
    coarse = pikepdf.new()
    coarse.add_blank_page(page_size=(595.28, 841.89))
    picture = coarse.make_stream(bytes(100 * 100), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=100, Height=100)
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    picture.SMask = coarse.make_indirect(picture)
    coarse.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
    coarse.pages[0].Contents = coarse.make_stream(b"q 72 0 0 36 0 0 cm /Im Do Q")
    stream = io.BytesIO()
    coarse.save(stream)
    messages = [warning.message for warning in impose(stream.getvalue(), Plan(Layout.TWO_UP)).warnings]
    assert messages == ["第1面（100 ppi）的图片不到 300 ppi，印出来发虚", "第1面的图片有透明的部分"]
