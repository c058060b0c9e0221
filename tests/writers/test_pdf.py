"""The PDF: every character where the pages put it, in embedded fonts, to the ruler; and what a reader of the file is told about it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from drawn import MM, is_folio, lines, outline, pages
from editions import edition, example, settings, squeezed
from scanned import scan
from writers.documents import EVERYTHING, text

from gen.errors import FontError
from gen.standard.gb9704 import BINDING_MARGIN, Face
from gen.units import EMU_PER_PT
from gen.writers import FORMATS, write
from gen.writers.edition import Edition

DPI = 300
LEFT, RIGHT, HEAD, FOOT = 28.0, 184.0, 37.0, 262.0
"""The edges of the type area 版心, in millimetres from the page's upper left corner."""
MARKS = (
    "甲市公告",
    "甲市人民代表大会常务委员会公告",
    "内蒙古自治区呼伦贝尔市人民代表大会常务委员会公告",
    "甲市乙区丙县丁镇人民代表大会" * 3 + "公告",
)


def pdf(made: Edition) -> bytes:
    return write(made, "pdf", settings())


def masthead(heading: str, number: str = "") -> Edition:
    head = f"promulgation:\n  heading: {heading}\n  text: 现予公布。\n  date: 2022-12-20\n" + (f"  number: {number}\n" if number else "")
    return edition(f"---\nkind: decision\norgan: 甲市人民代表大会常务委员会\n{head}title: 关于甲的决定\n---\n一、同意。\n")


@dataclass(frozen=True)
class Ink:
    """The ink of a page as a scan of it: rows and columns of pixels, measured in millimetres."""

    samples: bytes
    width: int

    @classmethod
    def of(cls, data: bytes, page: int) -> "Ink":
        """Scan a page of a PDF."""
        grey = scan(data, page, DPI).convert("L")
        return cls(grey.tobytes(), grey.width)

    def rows(self, left: float = 0.0, right: float = 210.0) -> list[tuple[float, int]]:
        """The depth of every row with ink between two edges, and how many inked pixels it has."""
        start, end = pixels(left), pixels(right)
        found = ((row, self.samples[row * self.width + start : row * self.width + end]) for row in range(len(self.samples) // self.width))
        return [(millimetres(row), inked) for row, strip in found if (inked := sum(pixel < 160 for pixel in strip))]

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom edge of all ink above the foot of the type area."""
        depths = [depth for depth, _ in self.rows() if depth < FOOT + 1]
        columns: set[int] = set()
        for depth in depths:
            strip = self.samples[pixels(depth) * self.width : (pixels(depth) + 1) * self.width]
            columns.update(match.start() for match in re.finditer(rb"[\x00-\x9f]", strip))
        return millimetres(min(columns)), depths[0], millimetres(max(columns) + 1), depths[-1]


def millimetres(pixel: int) -> float:
    return pixel * 25.4 / DPI


def pixels(length: float) -> int:
    return round(length * DPI / 25.4)


def fonts(data: bytes) -> dict[str, Any]:
    """The fonts of all pages, by the name the page has for them."""
    found: dict[str, Any] = {}
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        resources: Any = page["/Resources"]
        found |= {name: font.get_object() for name, font in resources["/Font"].items()}
    return found


@pytest.mark.parametrize("source", ["example", "everything"])
def test_fonts_are_embedded_subset_and_one_a_typeface(source: str) -> None:
    data = pdf(example() if source == "example" else edition(EVERYTHING))
    found = fonts(data)
    names = [str(font["/BaseFont"]) for font in found.values()]
    assert len(names) == len(set(names)) >= 4
    for font in found.values():
        assert (font["/Subtype"], font["/Encoding"]) == ("/Type0", "/Identity-H")
        assert re.fullmatch(r"/[A-Z]{6}\+[\w-]+", str(font["/BaseFont"]))
        descendant = font["/DescendantFonts"][0].get_object()
        assert descendant["/Subtype"] == "/CIDFontType2"
        descriptor = descendant["/FontDescriptor"]
        program = descriptor["/FontFile2"].get_object()
        assert len(program.get_data()) == program["/Length1"]
        assert {font["/BaseFont"], descendant["/BaseFont"], descriptor["/FontName"]} == {font["/BaseFont"]}
    assert b"Helvetica" not in data
    assert b"/Type1" not in data


def test_text_is_what_was_put_in_beyond_the_bmp_and_where_characters_share_a_glyph() -> None:
    odd = "甲·乙・丙•丁…戊⋯𠮷𬭎㐀〇凉凉"
    data = pdf(text(odd + "。"))
    assert odd in squeezed(pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text())
    assert odd in pages(data)[0].text


def test_every_character_stands_where_the_pages_put_it() -> None:
    made = text("推广5G、AI和VOCs治理，共3.5万元——占30%……“一网通办”。" * 5, "人" * 60, "·" * 3)
    for page, drawn in zip(made.pages.pages, pages(pdf(made)), strict=True):
        origins = {(round(found.baseline), found.text, round(found.x, 1)) for found in drawn.characters}
        for placed in page.lines:
            depth = round(HEAD * MM + placed.baseline / EMU_PER_PT)
            for character, x in zip(placed.line.text, placed.line.x, strict=False):
                left = (BINDING_MARGIN + x) / EMU_PER_PT
                near = [place for at, drawn_, place in origins if drawn_ == character and abs(at - depth) <= 1 and abs(place - left) < 0.15]
                assert near, (character, left, depth)


def test_bookmarks_lead_to_title_headings_and_provisions() -> None:
    made = edition(EVERYTHING)
    where = {placed.line.block: page.number for page in reversed(made.pages.pages) for placed in page.lines}
    expected = [(member.block.text, where[index]) for index, member in enumerate(made.galley) if member.style.outline]
    contents = outline(pdf(made))
    assert len(contents) == len(expected) == 8
    for (_, title, page), (whole, number) in zip(contents, expected, strict=True):
        assert whole.startswith(title)
        assert page == number
    assert [title for _, title, _ in contents][2] == "第一条　为了推进高质量发展"
    assert [level for level, _, _ in contents] == [1, 2, 2, 2, 4 - 1, 2, 1, 2]


def test_a_text_may_start_with_a_heading_of_any_level() -> None:
    assert [level for level, _, _ in outline(pdf(text("（一）总体要求", "（1）同意。", "一、同意。")))] == [1, 2, 2]


def test_what_a_reader_is_told() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(example())))
    assert reader.metadata
    assert reader.metadata.title == "吕梁市人民代表大会常务委员会关于支持和保障山西中部城市群高质量发展的决定"
    assert reader.metadata.author == "吕梁市人民代表大会常务委员会"
    assert str(reader.metadata.get("/CreationDate")) == str(reader.metadata.get("/ModDate")) == "D:20221220000000Z"
    root: dict[str, Any] = reader.root_object
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.pdf_header == "%PDF-1.7"
    assert [float(length) for length in reader.pages[0].mediabox[2:]] == pytest.approx([210 * MM, 297 * MM], abs=0.01)


@pytest.mark.parametrize("heading", MARKS)
def test_masthead_to_the_ruler(heading: str) -> None:
    """发文机关标志 35 mm below the head of the type area (7.2.4), the rule 4 mm below it (7.2.7), as wide as the type area."""
    ink = Ink.of(pdf(masthead(heading)), 1).rows()
    assert ink[0][0] == pytest.approx(HEAD + 35, abs=1)
    rule = [depth for depth, inked in ink if inked > pixels(150)]
    above = [depth for depth, _ in ink if depth < rule[0]]
    assert rule[0] - above[-1] == pytest.approx(4, abs=0.5)
    assert rule[-1] - rule[0] < 0.5
    assert max(inked for _, inked in ink) == pytest.approx(pixels(156), abs=3)


def test_rule_under_a_number() -> None:
    """The number stands two blank lines below the mark (7.2.5), the rule 4 mm below the number."""
    ink = Ink.of(pdf(masthead(MARKS[1], "〔五届〕第12号")), 1).rows()
    rule = next(depth for depth, inked in ink if inked > pixels(150))
    number = [depth for depth, _ in ink if depth < rule]
    assert rule - number[-1] == pytest.approx(4, abs=0.5)
    gap = max(below - above for above, below in pairwise(number))
    assert gap > 2 * 28.95 / MM


@pytest.mark.parametrize("page", [1, 2, 3])
def test_folio_to_the_ruler(page: int) -> None:
    """一字线 7 mm below the type area (7.5), outside by one character."""
    data = pdf(example())
    folio = next(line for line in lines(data) if line.page == page and is_folio(line))
    below = [depth for depth, _ in Ink.of(data, page).rows(folio.left / MM, folio.left / MM + 4) if depth > FOOT]
    assert below[0] == pytest.approx(FOOT + 7, abs=1)


def inked_pages() -> Iterator[tuple[str, int, bytes]]:
    table = text(*[f"| 指标{row} | 很长的说明 |" for row in range(30)])
    for name, made in (("example", example()), ("everything", edition(EVERYTHING)), ("table", table)):
        data = pdf(made)
        yield from ((name, page.number, data) for page in made.pages.pages)


def test_no_ink_outside_the_type_area() -> None:
    for name, page, data in inked_pages():
        left, top, right, bottom = Ink.of(data, page).box()
        assert left >= LEFT - 0.2, (name, page)
        assert right <= RIGHT + 0.2, (name, page)
        assert top >= HEAD - 0.2, (name, page)
        assert bottom <= FOOT + 0.2, (name, page)


def test_a_character_no_font_has_is_named_with_its_place() -> None:
    source = "---\nkind: decision\norgan: 甲市人民代表大会常务委员会\ntitle: 关于甲的决定\n---\n一、同意。\n二、请𰻞\U0002b81d说明。\n"
    made = edition(source, "source/甲.md")
    with pytest.raises(FontError) as caught:
        pdf(made)
    (first, second) = caught.value.diagnostics
    assert "“𰻞”（U+30EDE，扩展G区）" in first.message
    assert "（U+2B81D，扩展D区）" in second.message
    assert str(first.place) == str(second.place) == "source/甲.md:7"


def test_fonts_are_told_also_of_characters_that_a_document_before_had() -> None:
    made = text("第一条　同意𠮷。")
    depths = [dict(FORMATS["pdf"].write(made, settings()).depths) for _ in range(2)]
    assert depths[0] == depths[1]
    assert {Face.FANGSONG, Face.HEI, Face.SONG} <= depths[0].keys()
    assert depths[0][Face.FANGSONG] > depths[0][Face.HEI]


def test_the_same_bytes_whatever_was_written_before() -> None:
    made = text("第一条　推广5G——同意𠮷。", "（一）𬭎·・")
    first = pdf(made)
    pdf(edition(EVERYTHING))
    assert pdf(made) == first


def test_strings_hold_bytes_that_mean_something_to_a_pdf() -> None:
    """Codes of so many characters come over all bytes: parentheses, backslash and carriage return too."""
    many = "".join(map(chr, range(ord("一"), ord("一") + 600)))
    assert many in "".join(page.text.split("—")[0] for page in pages(pdf(text(many))))


def test_a_label_is_looked_up_in_its_own_face() -> None:
    data = pdf(text("第一条　同意。"))
    (label,) = [line for line in lines(data) if line.text.startswith("第一条")]
    assert any("Sans" in font for font in label.fonts)
    assert any("FangSong" in font for font in label.fonts)
