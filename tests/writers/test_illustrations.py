"""Illustrations 插图 with their captions: whole, in whole rows, in the same place in every format, and no word of a caption lost."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import docx
import pypdf
import pytest
from drawn import lines, pages, pictures
from editions import ROOT, TEMPLATES, settings, squeezed
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace
from office import JUDGES, SOFFICE
from PIL import Image

from gen.document.blocks import Tag
from gen.document.model import Document, Illustration, Picture, Unit
from gen.errors import SourceError
from gen.importer.receive.docx_text import read_docx
from gen.importer.receive.items import RawLine
from gen.importer.repair.source_text import source_text
from gen.pagination.page import PlacedPicture
from gen.pipeline import read_document, typeset
from gen.source.reader import read
from gen.standard import house
from gen.units import EMU_PER_INCH
from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.readback import docx_text, pdf_text
from gen.writers.text.pages import unwrap

CLAUSE = ROOT / "tests" / "clauses" / "惯例-illustrations" / "source.md"
HEAD = "---\nkind: notice\norgan: ××市人民政府\ntitle: 关于甲的通知\n---\n"
NEAR = 0.3
"""Millimetres."""


@cache
def drawn_picture(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("1", (width, height), 1).save(data, "PNG")
    return data.getvalue()


def document(*items: str | tuple[int, int, str]) -> Document:
    """Paragraphs, and illustrations by their width and height in pixels and their captions."""
    body = [
        Unit(item, 0) if isinstance(item, str) else Illustration(Picture(f"{number}.png", drawn_picture(*item[:2]), *item[:2]), item[2], number)
        for number, item in enumerate(items)
    ]
    found, _ = read(f"{HEAD}甲。\n".encode(), "a.md", "a")
    return replace(found, body=tuple(body))


def placed(edition: Edition) -> list[tuple[int, PlacedPicture]]:
    """The illustrations with the numbers of their pages."""
    return [
        (page.number, picture)
        for page in edition.pages.pages
        for picture in page.pictures
        if edition.galley[picture.block].block.tag is Tag.ILLUSTRATION
    ]


_CAPTION = st.text("图1　年市河道分布ABC 123（）—<&\"'{}", min_size=1, max_size=60).map(str.strip).filter(bool)
_PARAGRAPH = st.integers(1, 200).map(lambda count: "甲" * count + "。")
_SIZE = st.tuples(st.integers(1, 2400), st.integers(1, 1800)).filter(lambda size: size[1] * min(1, 920 / size[0]) < 1200)
_ITEMS = st.lists(st.one_of(_PARAGRAPH, st.tuples(_SIZE, _CAPTION).map(lambda found: (*found[0], found[1]))), min_size=1, max_size=12)


@given(_ITEMS)
@example([(920, 900, "图"), *["甲" * 60] * 3, (920, 1100, "图")])
@hypothesis_settings(max_examples=60, deadline=None)
def test_a_picture_is_whole_on_the_page_of_its_caption(items: list[str | tuple[int, int, str]]) -> None:
    edition = typeset(document(*items), TEMPLATES)
    found = placed(edition)
    assert len(found) == sum(not isinstance(item, str) for item in items)
    captions = [
        (page.number, line.row)
        for page in edition.pages.pages
        for line in page.lines
        if edition.galley[line.line.block].block.tag is Tag.CAPTION and not line.line.start
    ]
    design = edition.design
    for (number, picture), caption in zip(found, captions, strict=True):
        block, rows = edition.galley[picture.block].block, edition.galley[picture.block].rows
        top = picture.top // design.pitch
        assert caption == (number, top + rows)
        assert picture.top % design.pitch == 0
        box = picture.box
        assert box.left >= 0
        assert box.left + box.width <= design.measure
        assert picture.top + box.top >= picture.top + house.ILLUSTRATION_ABOVE
        assert box.top + box.height == rows * design.pitch
        assert box.width <= block.width
        assert abs(box.width * block.height - box.height * block.width) <= max(block.width, block.height)
        others = [line.row for page in edition.pages.pages if page.number == number for line in page.lines]
        assert not set(range(top, top + rows)).intersection(others)


@given(_ITEMS)
@hypothesis_settings(max_examples=40, deadline=None)
def test_no_word_is_lost(items: list[str | tuple[int, int, str]]) -> None:
    edition = typeset(document(*items), TEMPLATES)
    expected = squeezed(edition.text)
    for item in items:
        assert squeezed(item if isinstance(item, str) else item[2]) in expected
    assert squeezed(docx_text(write(edition, "docx", settings()))) == expected
    assert squeezed("".join(pdf_text(write(edition, "pdf", settings())))) == expected
    for width in (28, 0, 40, 9):
        assert unwrap(write(edition, "txt", settings(width)).decode()) == [block.text for block in edition.blocks if block.text]


def test_plain_text_names_a_picture_at_its_place() -> None:
    edition = typeset(document("甲。", (300, 200, "图1　河道"), "乙。"), TEMPLATES)
    assert write(edition, "txt", settings()).decode().endswith("　　甲。\n\n〔图：图1　河道〕\n\n　　乙。\n")


def test_the_caption_is_what_a_docx_says_for_those_who_cannot_see_the_picture() -> None:
    data = write(typeset(document("甲。", (300, 200, '图1　“河<道"')), TEMPLATES), "docx", settings())
    made = docx.Document(io.BytesIO(data))
    assert len(made.inline_shapes) == 1
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert 'descr="图1　“河&lt;道&quot;"' in package.read("word/document.xml").decode()
    assert [paragraph.text for paragraph in made.paragraphs if paragraph.style and paragraph.style.name == "Caption"] == ['图1　“河<道"']


def test_a_picture_has_its_natural_size(tmp_path: Path) -> None:
    Image.new("L", (300, 150)).save(tmp_path / "plain.png")
    Image.new("L", (300, 150)).save(tmp_path / "fine.png", dpi=(300, 300))
    Image.new("L", (300, 150)).save(tmp_path / "coarse.jpg", dpi=(72, 72))
    source = HEAD + "![甲](plain.png)\n![乙](fine.png)\n![丙](coarse.jpg)\n"
    found, _ = read(source.encode(), "a.md", "a", tmp_path)
    sizes = [picture.box.width for _, picture in placed(typeset(found, TEMPLATES))]
    assert sizes == [2 * EMU_PER_INCH, EMU_PER_INCH, 2 * EMU_PER_INCH]
    assert source_text(found) == source


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("![甲](none.png)", "图片“none.png”没有这个文件"),
        ("![甲](../a.png)", "图片“../a.png”在源文件的文件夹之外"),
        ("![甲](text.png)", "图片“text.png”不是完好的 PNG 或 JPEG 图片"),
        ("![甲](a.gif)", "图片“a.gif”不是完好的 PNG 或 JPEG 图片"),
        ("![甲]()", "插图“甲”没有写文件"),
        ("![甲](huge.png)", "图片“huge.png”像素太多，超过4000万个"),
        ("![甲](vast.png)", "图片“vast.png”像素太多，超过4000万个"),
        ("![甲](turned.jpg)", "图片“turned.jpg”是照相机、手机横放或者倒放着存的"),
        ("![](a.png)", "插图“a.png”没有图题"),
        ("![甲]", "插图的写法不对"),
        ("![甲](a.png)，见上图。", "插图的写法不对"),
        ("！[甲](a.png)", "插图的写法不对"),
        ("![甲]（a.png）", "插图的写法不对"),
    ],
)
def test_a_fault_is_told_once_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (folder / "text.png").write_text("甲")
    for path in (folder / "a.gif", folder / "a.png", tmp_path / "a.png"):
        Image.new("L", (3, 3)).save(path)
    Image.new("1", (6400, 6400)).save(folder / "huge.png")
    Image.new("1", (9600, 9600)).save(folder / "vast.png")  # one at which Pillow itself warns
    turned = Image.Exif()
    turned[0x112] = 6
    Image.new("L", (3, 3)).save(folder / "turned.jpg", exif=turned)
    for before, place in (("甲。\n", 7), ("", 6)):
        with pytest.raises(SourceError) as caught:
            read(f"{HEAD}{before}{line}\n".encode(), "a.md", "a", folder)
        (diagnostic,) = caught.value.diagnostics
        assert diagnostic.place.line == place
        assert diagnostic.message.startswith(message)
        assert diagnostic.hint


def test_a_paragraph_that_begins_so_is_escaped() -> None:
    found, warnings = read(f"{HEAD}\\![甲](a.png)\n".encode(), "a.md", "a")
    assert (found.body[0], warnings) == (Unit("![甲](a.png)", 6), ())
    assert source_text(found).endswith("\n\\![甲](a.png)\n")


def test_one_that_is_higher_than_a_page_is_a_fault_with_its_size() -> None:
    with pytest.raises(SourceError, match=re.escape("插图“0.png”太高：排出来高60.4行，一面除图题外有21行")):
        typeset(document((920, 3624, "图")), TEMPLATES)


def test_one_as_high_as_a_page_is_scaled_to_the_room_under_its_heading() -> None:
    found = document("甲。")
    edition = typeset(replace(found, body=document((1240, 1754, "图")).body), TEMPLATES)
    ((number, picture),) = placed(edition)
    assert (number, len(edition.pages.pages)) == (1, 1)
    assert house.ILLUSTRATION_LEAST * edition.design.measure < picture.box.width < edition.design.measure


def test_an_import_says_that_it_has_left_out_pictures() -> None:
    items, remarks = read_docx(write(typeset(document("甲。", (3, 3, "图1　河道")), TEMPLATES), "docx", settings()), "a.docx")
    assert [item.text for item in items if isinstance(item, RawLine)] == ["关于甲的通知", "甲。", "图1　河道"]
    assert [remark.message for remark in remarks] == ["有1幅图片，没有读入"]


def test_a_document_without_any_has_no_style_of_them() -> None:
    for items, there in ((["甲。"], False), ([(3, 3, "图")], True)):
        with zipfile.ZipFile(io.BytesIO(write(typeset(document(*items), TEMPLATES), "docx", settings()))) as package:
            assert ("图题" in package.read("word/styles.xml").decode()) is there


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_an_illustration_is_in_the_same_place_in_pdf_and_docx() -> None:
    """The document of the clause, upright and on its side; and pictures of every height among text, each followed by text."""
    many = [item for high in range(20, 900, 60) for item in ("甲" * high, (900, high, f"图{high}"), "乙乙乙。")]
    editions = {"clause": typeset(read_document(CLAUSE)[0], TEMPLATES), "many": typeset(document(*many), TEMPLATES)}
    for judge in JUDGES.values():
        office = judge({name: write(edition, "docx", settings()) for name, edition in editions.items()})
        for name, edition in editions.items():
            ours = write(edition, "pdf", settings())
            assert [page.text for page in pages(ours)] == [page.text for page in pages(office[name])]
            assert [line.text for line in lines(ours)] == [line.text for line in lines(office[name])]
            boxes = zip(pictures(ours), pictures(office[name]), strict=True)
            for mine, theirs in boxes:
                assert mine.page == theirs.page
                for edge in ("left", "top", "right", "bottom"):
                    assert abs(getattr(mine, edge) - getattr(theirs, edge)) < NEAR, (name, mine, theirs)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_any_kind_keeps_its_greys_in_the_pdf(tmp_path: Path, mode: str) -> None:
    """A mid-grey, 16 bits of it in a scan, is no white."""
    grey = Image.new("L", (200, 200), 0 if mode == "1" else 100)
    image = grey.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else grey.convert(mode)
    image.save(tmp_path / "a.png")
    found, _ = read(f"{HEAD}![甲](a.png)\n".encode(), "a.md", "a", tmp_path)
    pdf = write(typeset(found, TEMPLATES), "pdf", settings())
    ((drawn,),) = [page.images for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert drawn.image
    assert drawn.image.convert("L").getpixel((100, 100)) == grey.getpixel((100, 100))
