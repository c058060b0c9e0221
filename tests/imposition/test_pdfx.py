"""PDF/X-4 of sheets and of an issue's pages: declared, for a printing condition, in its inks, and with every character of the pages."""

import io
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pikepdf
import pytest
from drawn import pages
from editions import ROOT, TEMPLATES, example, settings
from profiles import old_profile, profile

from gen.errors import SourceError, UsageError
from gen.gazette.bind import bind
from gen.gazette.issue_file import load_issue
from gen.gazette.produce import produce
from gen.imposition import Colour, Glyph, Layout, Plan, impose, press_pages, read_condition
from gen.units import mm
from gen.writers import write

CONDITION = read_condition(profile(), "p.icc")
SPOT = "PANTONE 485 C"
_SCREEN = {"g", "G", "rg", "RG"}
_NAMESPACES = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@cache
def source() -> bytes:
    """The example as PDF, of six pages."""
    return write(example(), "pdf", settings())


@cache
def issue() -> bytes:
    """The example issue as PDF."""
    loaded, _ = load_issue(ROOT / "source" / "gazette" / "2022-1.yaml", "2022-1.yaml")
    return produce(bind(loaded, TEMPLATES)[0], "pdf", settings())


def draw(_: str) -> Glyph:
    return Glyph("0 0 m 500 0 l 500 500 l h", 600)


def sheets(spot: str = "") -> bytes:
    colour = Colour.SPOT if spot else Colour.CMYK
    plan = Plan(Layout.BOOKLET, marks=True, bleed=mm(3), gathering=1, colour=colour, spot=spot, condition=CONDITION)
    return impose(source(), plan, "a.pdf", draw).data


def singles(spot: str = "") -> bytes:
    data, warnings = press_pages(issue(), CONDITION, spot, "2022-1.yaml")
    assert not warnings
    return data


MADE = pytest.mark.parametrize("made", [sheets, singles])


def streams(document: pikepdf.Pdf) -> Iterator[Any]:
    """The streams that draw something."""
    yield from document.pages
    for found in document.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Form":
            yield found


def dictionaries(document: pikepdf.Pdf) -> Iterator[Any]:
    """The dictionaries of a file that are objects of their own, and the resources of its pages and forms."""
    for found in document.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found.get("/Resources", found)
            if "/Resources" in found:
                yield found


@MADE
def test_it_says_what_it_is_and_for_which_press(made: Callable[[], bytes]) -> None:
    data = made()
    assert data.startswith(b"%PDF-1.6")
    with pikepdf.open(io.BytesIO(data)) as document:
        (intent,) = document.Root.OutputIntents
        assert (str(intent.S), str(intent.Info)) == ("/GTS_PDFX", "甲印刷厂 胶版纸")
        assert intent.DestOutputProfile.read_bytes() == profile()
        assert int(intent.DestOutputProfile.N) == 4
        assert str(document.docinfo.Trapped) == "/False"
        assert len(document.trailer.ID) == 2
        with document.open_metadata() as metadata:
            said = {key: metadata[f"{{{_NAMESPACES[key.split(':')[0]]}}}{key.split(':')[1]}"] for key in FIELDS}
            assert metadata["dc:title"] == str(document.docinfo.Title)
    assert said["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
    assert said["pdf:Trapped"] == "False"
    assert said["xmpMM:DocumentID"].startswith("uuid:")
    assert all(said.values())
    assert said["xmp:CreateDate"] == said["xmp:ModifyDate"] == said["xmp:MetadataDate"]


FIELDS = (
    *("pdfxid:GTS_PDFXVersion", "pdf:Trapped", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"),
    *("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"),
)


@MADE
def test_a_page_has_a_trim_within_its_bleed_within_its_paper_and_no_art_box(made: Callable[[], bytes]) -> None:
    with pikepdf.open(io.BytesIO(made())) as document:
        for page in document.pages:
            assert "/ArtBox" not in page
            trim, bleed, paper = ([float(edge) for edge in page[name]] for name in ("/TrimBox", "/BleedBox", "/MediaBox"))
            for outer, inner in ((bleed, trim), (paper, bleed)):
                assert outer[0] <= inner[0] < inner[2] <= outer[2]
                assert outer[1] <= inner[1] < inner[3] <= outer[3]


@MADE
@pytest.mark.parametrize("spot", ["", SPOT])
def test_every_colour_is_an_ink(made: Callable[[str], bytes], spot: str) -> None:
    inks = set()
    with pikepdf.open(io.BytesIO(made(spot))) as document:
        for stream in streams(document):
            parsed: Any = pikepdf.parse_content_stream(stream)
            for operands, operator in parsed:
                assert str(operator) not in _SCREEN
                if str(operator) in {"k", "K"}:
                    inks.add(tuple(float(value) for value in operands))
        named = {str(space[1]) for found in dictionaries(document) for space in found.get("/ColorSpace", {}).values()}
        assert all("/FontFile2" in found for found in dictionaries(document) if found.get("/Type") == "/FontDescriptor")
    assert ((0, 1, 1, 0) in inks) == (not spot)
    assert (f"/{SPOT}" in named) == bool(spot)
    assert named <= {f"/{SPOT}", "/All"}


@MADE
def test_the_same_bytes_every_time(made: Callable[[], bytes]) -> None:
    assert made() == made()


def test_every_character_is_where_it_was() -> None:
    for before, after in zip(pages(issue()), pages(singles()), strict=True):
        assert before.characters == after.characters
    with pikepdf.open(io.BytesIO(issue())) as old, pikepdf.open(io.BytesIO(singles())) as new:
        with old.open_outline() as one, new.open_outline() as two:
            assert [str(item) for item in one.root] == [str(item) for item in two.root]
        assert [page.label for page in old.pages] == [page.label for page in new.pages]


def page_with(change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> bytes:
    """A page that was changed."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595.276, 841.89))
        document.pages[0].Contents = document.make_stream(b"0 g 0 0 9 9 re f")
        change(document, document.pages[0])
        stream = io.BytesIO()
        document.save(stream)
    return stream.getvalue()


def _coloured(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    picture = document.make_stream(bytes(3 * 64 * 64), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=64)
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
    page.Contents = document.make_stream(b"q 9 0 0 9 0 0 cm /Im Do Q")


def _blue(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.Contents = document.make_stream(b"0 0 1 rg 0 0 9 9 re f")


def _foreign_font(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))


def _transfer(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    state = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, TR=pikepdf.Name.Identity))
    page.Resources = pikepdf.Dictionary(ExtGState=pikepdf.Dictionary(G=state))


def _blended(_: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceRGB)


def _layered(document: pikepdf.Pdf, _: pikepdf.Page) -> None:
    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="a"))
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(Order=[layer]))


FORBIDDEN = [
    (_coloured, "第1面有RGB 图片"),
    (_blue, "第1面有颜色 RGB 0 0 1"),
    (_foreign_font, "字体 Helvetica 没有嵌入"),
    (_transfer, "传递函数"),
    (_blended, "透明的部分不在 CMYK 里混合"),
    (_layered, "图层"),
]


@pytest.mark.parametrize(("change", "message"), FORBIDDEN)
def test_what_may_not_be_in_it_is_told(change: Callable[[pikepdf.Pdf, pikepdf.Page], None], message: str) -> None:
    data = page_with(change)
    with pytest.raises(SourceError) as raised:
        impose(data, Plan(Layout.TWO_UP, colour=Colour.CMYK, condition=CONDITION), "a.pdf")
    assert [message in str(fault) and "--pdfx" in str(fault) for fault in raised.value.diagnostics] == [True]
    with pytest.raises(SourceError, match=message):
        press_pages(data, CONDITION, "", "a.pdf")


def test_a_page_without_title_and_date_has_the_name_of_its_file() -> None:
    data, _ = press_pages(page_with(lambda *_: None), CONDITION, "", "folder/a.pdf")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert str(document.docinfo.Title) == "a"
        assert str(document.docinfo.CreationDate) == str(document.docinfo.ModDate) == "D:20000101000000Z"
        assert "/TrimBox" in document.pages[0]


def test_screen_colours_cannot_be_kept() -> None:
    with pytest.raises(UsageError, match="--colour cmyk"):
        impose(source(), Plan(Layout.TWO_UP, condition=CONDITION))


def test_the_name_of_a_condition_is_read() -> None:
    assert read_condition(profile("ISO 纸"), "").name == "ISO 纸"
    assert read_condition(old_profile("Coated 39"), "").name == "Coated 39"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "不是完整的 ICC"),
        (b"text" * 100, "不是完整的 ICC"),
        (profile()[:-4], "不是完整的 ICC"),
        (profile(kind=b"mntr", space=b"RGB "), "它是 mntr、RGB"),
        (profile(space=b"GRAY"), "不是 CMYK"),
        (profile(version=5), "是 ICC 第5版"),
        (profile(""), "没有写明名称"),
    ],
)
def test_a_file_that_is_no_profile_of_a_press_is_told(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_condition(data, "p.icc")
