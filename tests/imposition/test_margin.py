"""The margin of a sheet, as a printer and a binder see it: slug line, colour bar and collation marks, and nothing new in the pages."""

import io
from collections import Counter
from functools import cache
from itertools import groupby

import pikepdf
import pytest
from drawn import pages
from editions import example, settings
from PIL import Image, ImageChops
from scanned import scan

from gen.errors import UsageError
from gen.imposition import Colour, Draw, Flip, Glyph, Layout, Plan, impose
from gen.units import mm
from gen.writers import write

DOTS = 254
"""Ten to a millimetre."""
LEFT, TOP, RIGHT, BOTTOM = 150, 115, 4350, 3085
"""The trim of an A3 booklet on SRA3, in tenths of a millimetre."""
QUARTER, FOLD = LEFT + 1050, LEFT + 2100
MARKS = 55
"""The middle of the marks, this far outside the trim."""
WHITE = (255, 255, 255)
MARKED = Plan(Layout.BOOKLET, marks=True)


@cache
def source() -> bytes:
    """The example as PDF, of six pages."""
    return write(example(), "pdf", settings())


def blank(count: int, size: tuple[float, float] = (595.276, 841.89), title: str = "") -> bytes:
    """Pages with nothing on them."""
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page(page_size=size)
        document.docinfo["/Title"] = title
        stream = io.BytesIO()
        document.save(stream)
    return stream.getvalue()


def squares(asked: list[str]) -> Draw:
    """A font whose glyphs are full squares."""

    def draw(character: str) -> Glyph:
        asked.append(character)
        return Glyph("0 -120 m 1000 -120 l 1000 880 l 0 880 l h", 1000)

    return draw


def picture(data: bytes, page: int = 1) -> Image.Image:
    return scan(data, page, DOTS).convert("RGB")


def runs(sheet: Image.Image, y: int, left: int, right: int) -> list[tuple[object, int, int]]:
    """A row of a picture → its runs of one colour other than white, each with its start and its end."""
    found: list[tuple[object, int, int]] = []
    for colour, members in groupby(range(left, right), key=lambda x: sheet.getpixel((x, y))):
        xs = list(members)
        if colour != WHITE:
            found.append((colour, xs[0], xs[-1] + 1))
    return found


@pytest.mark.parametrize(
    ("colour", "spot", "inks", "plates"),
    [(Colour.KEEP, "", 4, "C　M　Y　K"), (Colour.CMYK, "", 3, "M　Y　K"), (Colour.SPOT, "PANTONE 485 C", 2, "K　PANTONE 485 C")],
)
def test_the_bar_has_a_full_and_a_half_patch_of_each_ink_in_use(colour: Colour, spot: str, inks: int, plates: str) -> None:
    asked: list[str] = []
    data = impose(source(), Plan(Layout.BOOKLET, colour=colour, spot=spot, marks=True), "", squares(asked)).data
    patches = [(end - start, shade) for shade, start, end in runs(picture(data, 2), BOTTOM + MARKS, QUARTER + 40, FOLD - 10) if end - start > 1]
    assert [wide for wide, _ in patches] == pytest.approx([40] * 2 * inks, abs=1)
    assert len({shade for _, shade in patches}) == 2 * inks
    assert "".join(asked).endswith(f"反面　{plates}")


def test_a_page_in_black_alone_needs_one_ink() -> None:
    data = impose(blank(4), Plan(Layout.BOOKLET, colour=Colour.CMYK, marks=True)).data
    (full, _, end), (half, start, _) = runs(picture(data), BOTTOM + MARKS, QUARTER + 40, FOLD - 10)
    assert end == start
    assert full < half  # type: ignore[operator]


def test_the_slug_says_title_gathering_sheet_side_and_inks() -> None:
    asked: list[str] = []
    impose(blank(16, title="甲市人大常委会公报"), Plan(Layout.BOOKLET, marks=True, gathering=2), "a.pdf", squares(asked))
    words = [f"第{gathering}/2帖　第{sheet}/2张　{side}　C　M　Y　K" for gathering in (1, 2) for sheet in (1, 2) for side in ("正面", "反面")]
    assert "".join(asked) == "甲市人大常委会公报" + "".join(words)


def test_one_gathering_has_no_number_and_a_file_without_a_title_has_its_name() -> None:
    asked: list[str] = []
    impose(blank(4), MARKED, "folder/二〇二二年.pdf", squares(asked))
    assert "".join(asked) == "二〇二二年第1/1张　正面　C　M　Y　K第1/1张　反面　C　M　Y　K"


def test_a_title_too_long_for_its_stretch_ends_with_an_ellipsis() -> None:
    asked: list[str] = []
    data = impose(blank(4, title="长" * 200), MARKED, "", squares(asked)).data
    assert asked[200] == "…"
    ((_, start, end),) = [run for run in runs(picture(data), TOP - MARKS, LEFT + 10, QUARTER - 30) if run[2] - run[1] > 10]
    assert start == pytest.approx(LEFT + 20, abs=1)
    assert QUARTER - 45 - 22 < end <= QUARTER - 45 + 1


@pytest.mark.parametrize("bleed", [0, 3, 6])
def test_nothing_is_drawn_within_the_bleed(bleed: int) -> None:
    """But for collation marks, which are on the fold of several gatherings. Crop marks touch the bleed: a pixel of its edge may be theirs."""
    plain, marked = (
        impose(source(), Plan(Layout.BOOKLET, paper="SRA3", bleed=mm(bleed), marks=marks), "", squares([])).data for marks in (False, True)
    )
    out = 10 * bleed - 1
    trim = (LEFT - out, TOP - out, RIGHT + out, BOTTOM + out)
    for page in (1, 2):
        one, two = (picture(data, page).crop(trim) for data in (plain, marked))
        assert ImageChops.difference(one, two).getbbox() is None


def test_collation_marks_go_down_the_spine_in_steps() -> None:
    """Each is on the outside of the outermost sheet of its gathering, and where one ends the next begins."""
    data = impose(blank(24), Plan(Layout.BOOKLET, marks=True, gathering=2), "").data
    found = []
    for page in pages(data):
        spine = picture(data, page.number).crop((LEFT, TOP, RIGHT, BOTTOM))
        if box := ImageChops.invert(spine).getbbox():
            found.append((page.number, *box))
    assert [place[0] for place in found] == [1, 5, 9]
    for step, (_, left, top, right, bottom) in enumerate(found):
        assert (left, right) == pytest.approx((2100 - 10, 2100 + 10), abs=1)
        assert (top, bottom) == pytest.approx((200 + 60 * step, 260 + 60 * step), abs=1)


def test_collation_marks_start_again_at_the_head() -> None:
    """A book of 50 gatherings: the spine has room for 42 steps."""
    data = impose(blank(200), Plan(Layout.BOOKLET, marks=True, gathering=1), "").data
    tops = [
        ImageChops.invert(picture(data, 2 * gathering - 1).crop((LEFT, TOP, RIGHT, BOTTOM))).getbbox()[1]  # type: ignore[index]
        for gathering in (1, 42, 43)
    ]
    assert tops == pytest.approx([200, 200 + 41 * 60, 200], abs=1)


def test_the_text_and_its_fonts_are_those_of_the_pages() -> None:
    data = impose(source(), Plan(Layout.BOOKLET, marks=True, gathering=1), "", squares([])).data
    assert Counter("".join(page.text for page in pages(data))) == Counter("".join(page.text for page in pages(source())))
    with pikepdf.open(io.BytesIO(data)) as document:
        assert all("/Font" not in page.Resources and "/Font" not in page.Resources.XObject.GenMargin.Resources for page in document.pages)


def test_the_slug_is_upright_on_a_back_that_is_upside_down_for_the_printer() -> None:
    data = impose(blank(4), Plan(Layout.BOOKLET, marks=True, flip=Flip.LONG), "").data
    back = picture(data, 2).rotate(180)
    assert len([run for run in runs(back, BOTTOM + MARKS, QUARTER + 40, FOLD - 10) if run[2] - run[1] > 1]) == 8


def test_a_leaf_too_narrow_for_the_bar_is_told() -> None:
    with pytest.raises(UsageError, match="放不下4种油墨的色标"):
        impose(blank(4, (150, 200)), Plan(Layout.BOOKLET, marks=True))
