"""Edition or volume → PDF.

The content of pages and the fonts are ours; reportlab makes the file around them and embeds pictures.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader

from gen.errors import FontError, Place
from gen.fonts import FallbackDepths
from gen.standard.gb9704 import Face
from gen.units import to_pt
from gen.wording.numerals import parse_date
from gen.writers.edition import Edition, Written
from gen.writers.pdf.content import Sheet, content_of, sheets_of
from gen.writers.pdf.file import Box, PageCanvas
from gen.writers.pdf.glyphs import Faces, GlyphTables
from gen.writers.pdf.outline import bookmarks_of
from gen.writers.pdf.text import Content, FaceUsage, embedded_fonts, operators, usages_of
from gen.writers.volume import Volume

_PDF_VERSION: Final = (1, 7)
_NO_DATE: Final = date(2000, 1, 1)
_UNNUMBERED: Final = "封"
"""Before the numbers by which a viewer counts pages without a folio: a gazette's cover is 封1."""


def write(edition: Edition, tables: GlyphTables) -> Written:
    """Edition → a PDF, the same bytes for the same edition and fonts. FontError names every character no font has."""
    return write_volume(Volume.of(edition), tables)


def write_volume(volume: Volume, tables: GlyphTables) -> Written:
    """Volume → a PDF: its fonts subset once, a bookmark for each document. FontError as `write`.

    A font needs all characters of the document before any code is known: so the content of all pages comes first, then
    the fonts, then the operators that show the content.
    """
    sheets = sheets_of(volume)
    contents = [content_of(sheet) for sheet in sheets]
    usages = _usages(volume, contents, tables)
    fonts = embedded_fonts(usages.values())
    codes = {faces: usage.assign_codes(fonts) for faces, usage in usages.items()}
    canvas = _canvas(volume)
    images: dict[bytes, ImageReader] = {}
    for sheet, content in zip(sheets, contents, strict=True):
        if sheet.page.pictures:
            _draw(canvas, sheet, operators(content, codes), images)
        else:
            canvas.add_page(operators(content, codes), _area(sheet), turned=sheet.page.turned)
    for font in fonts.values():
        font.add_objects(canvas.document)
    for place, number, numbered in _labels(sheets):
        canvas.addPageLabel(place, "ARABIC", number, None if numbered else _UNNUMBERED)
    return Written(canvas.file(bookmarks_of(volume), _date(volume.date)), _depths(usages.values()))


def _labels(sheets: Sequence[Sheet]) -> Iterator[tuple[int, int, bool]]:
    """Pages → where the numbers that a viewer shows begin anew: at which page, with which number, and whether it is printed.

    None where the printed numbers are those that a viewer counts. Pages without a number are counted by themselves.
    """
    if all(sheet.page.number == place for place, sheet in enumerate(sheets, 1) if sheet.page.numbered):
        return
    counted = 0
    expected: tuple[bool, int] | None = None
    for place, sheet in enumerate(sheets):
        counted += not sheet.page.numbered
        label = (sheet.page.numbered, sheet.page.number if sheet.page.numbered else counted)
        if label != expected:
            yield place, label[1], label[0]
        expected = (label[0], label[1] + 1)


def check_fonts(edition: Edition, tables: GlyphTables) -> None:
    """Look up every character that the PDF of an edition would draw, without making it. FontError as `write`."""
    volume = Volume.of(edition)
    _usages(volume, map(content_of, sheets_of(volume)), tables)


def _usages(volume: Volume, contents: Iterable[Content], tables: GlyphTables) -> dict[Faces, FaceUsage]:
    """The characters of a volume in each face; every one has a font. FontError as `write`."""
    usages = usages_of(contents, tables)
    if any(None in usage.characters for usage in usages.values()):
        raise FontError(*tables.fonts.missing(_texts(volume)))
    return usages


def _depths(usages: Iterable[FaceUsage]) -> FallbackDepths:
    depths: dict[Face, int] = {}
    for usage in usages:
        for face, depth in usage.depths.items():
            depths[face] = max(depths.get(face, 0), depth)
    return tuple(sorted((str(face), depth) for face, depth in depths.items()))


def _canvas(volume: Volume) -> PageCanvas:
    paper = volume.sections[0].edition.design
    size = (to_pt(paper.paper_width), to_pt(paper.paper_height))
    canvas = PageCanvas(BytesIO(), pagesize=size, pageCompression=0, invariant=1, pdfVersion=_PDF_VERSION, lang="zh-CN")
    canvas.setTitle(volume.title)
    canvas.setAuthor(volume.organ)
    canvas.setSubject(volume.title)
    canvas.setCreator("gongwen-gen")
    canvas.setProducer("gongwen-gen, ReportLab PDF Library")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw(canvas: PageCanvas, sheet: Sheet, shown: str, images: dict[bytes, ImageReader]) -> None:
    """Draw a page with pictures, which reportlab embeds.

    Each is under the text that it is pressed on, as large as its box allows. A seal whose place is only reserved
    (`seal: reserved`) has no picture and is not drawn. `images` are those already read.
    """
    design, turned = sheet.design, sheet.page.turned
    pictures = {picture.file: picture for picture in reversed(sheet.edition.document.pictures)}
    for placed in sheet.page.pictures:
        picture = pictures.get(placed.box.file)
        if picture is None:
            continue
        if picture.data not in images:
            images[picture.data] = _image(picture.data)
        left, top, width, height = placed.box.fitted(picture.width, picture.height)
        x = to_pt(design.binding_margin + placed.left + left)
        y = to_pt(design.paper_height - design.head_margin - placed.top - top - height)
        canvas.saveState()
        if turned:
            canvas.transform(0, 1, -1, 0, to_pt(sheet.edition.design.paper_width), 0)
        canvas.drawImage(images[picture.data], x, y, to_pt(width), to_pt(height), mask="auto")
        canvas.restoreState()
    canvas.show_page(shown, _area(sheet), turned=turned)


def _image(data: bytes) -> ImageReader:
    """The bytes of a picture → what reportlab draws, which takes greys of 16 bits for greys of 8 and shows nearly all of them white."""
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        if not image.mode.startswith("I"):
            return ImageReader(BytesIO(data))
        return ImageReader(image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L"))


def _area(sheet: Sheet) -> Box:
    left, lower, right, upper = map(to_pt, sheet.type_area)
    return left, lower, right, upper


def _texts(volume: Volume) -> Iterator[tuple[Face, str, Place]]:
    """Every block's text with its face and place, to report the characters that no font has."""
    for section in volume.sections:
        edition = section.edition
        files = {start.block: start.file for start in section.starts}
        file = edition.file or edition.document.name
        for index, member in enumerate(edition.galley):
            file = files.get(index, file)
            place = Place(file, member.block.source_line)
            label = member.block.label if member.style.label_face else 0
            yield member.style.label_face or member.style.face, member.block.text[:label], place
            yield member.style.face, member.block.text[label:], place
        if section.head:
            yield from ((Face.KAI, text, Place(file)) for text in (section.head.even, section.head.odd))


def _date(printed: str) -> str:
    """The document's own date in PDF notation, since a build has no clock; a fixed one without a date."""
    try:
        when = parse_date(printed)
    except ValueError:
        when = _NO_DATE
    return f"D:{when:%Y%m%d}000000Z"
