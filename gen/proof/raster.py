"""PDF → pictures of its pages, over the grid if asked, and contact sheets; as PNG, always the same bytes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from gen.errors import Diagnostic, OutputError, Place, SourceError
from gen.proof.grid import grid_lines
from gen.standard.design import OFFICIAL, Design
from gen.units import EMU_PER_PT, mm, pt, to_mm

if TYPE_CHECKING:
    from PIL import Image

CELL_COLOUR: Final = (190, 215, 240)
EDGE_COLOUR: Final = (70, 140, 210)
"""Blues that no document has, so that nobody mistakes the grid for print."""
COLUMNS: Final = 4
ROWS: Final = 3
"""Pages across and down a contact sheet."""
SHEET_DPI: Final = 50
_POINTS: Final = 72
_GREY: Final = (176, 176, 176)
_GAP: Final = 6
"""Points between and around the pages of a contact sheet."""
_WHITE: Final = (255, 255, 255)
_CLEAR: Final = (255, 255, 255, 0)
_DEFLATE: Final = 6
_SAME_SIZE: Final = mm(0.5)
_MOST_PIXELS: Final = 100_000_000
_METRE: Final = 0.0254


class Scan(Struct, frozen=True):
    """An open PDF; `pages` are the sizes of its pages in points."""

    document: Any
    pages: tuple[tuple[float, float], ...]
    file: str

    def picture(self, page: int, dpi: float, *, grid: Design | None = None) -> "Image.Image":
        """A page, counted from 1, → its picture, over the grid of a design if one is given.

        SourceError for a page that is too large to draw, or not of that design.
        """
        width, height = self.pages[page - 1]
        pixels = round(width * dpi / _POINTS), round(height * dpi / _POINTS)
        if pixels[0] * pixels[1] > _MOST_PIXELS:
            raise SourceError(Diagnostic("图", f"第{page}面在 {dpi:g} dpi 下有{pixels[0]}×{pixels[1]}像素，太大", Place(self.file), "减小 --dpi"))
        under = _paper(pixels)
        if grid:
            _draw_grid(under, dpi, design_of_page(self, page, grid))
        drawn = self.document[page - 1].render(scale=dpi / _POINTS, fill_color=_CLEAR, force_bitmap_format=_BGRA, rev_byteorder=True).to_pil()
        # Where a page is not a whole number of pixels, the engine may draw one more.
        under.paste(drawn, (0, 0), drawn)
        return under


_BGRA: Final = 4
"""FPDFBitmap_BGRA: colours with opacity, so that the page can lie over the grid."""


@contextmanager
def opened(pdf: bytes, file: str) -> Iterator[Scan]:
    """The bytes of a PDF → its pages, ready to draw.

    SourceError for a PDF that cannot be opened; OutputError without the engine.
    """
    try:
        import pypdfium2
    except ImportError:
        hint = "运行 pip install 'gongwen-gen[proof]'"
        raise OutputError(Diagnostic("安装", "画图要用 pypdfium2，这台机器上没有安装", Place(file), hint)) from None
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        what = "加了密，不能画" if "password" in str(error).lower() else "不是完整的 PDF"
        raise SourceError(Diagnostic("PDF", what, Place(file), "用没有密码的、完整的原文件")) from None
    try:
        if not len(document):
            raise SourceError(Diagnostic("PDF", "一面也没有", Place(file), "检查是不是所要的文件"))
        document.init_forms()
        yield Scan(document, tuple(document.get_page_size(index) for index in range(len(document))), file)
    except pypdfium2.PdfiumError:
        raise SourceError(Diagnostic("PDF", "有的面读不出", Place(file), "用没有密码的、完整的原文件")) from None
    finally:
        document.close()


def contact_sheet(pictures: Sequence["Image.Image"], dpi: float, columns: int = COLUMNS) -> "Image.Image":
    """Pictures of pages → one picture with all of them, row by row, each in a thin grey frame."""
    from PIL import Image, ImageDraw

    across = min(columns, len(pictures))
    rows = -(-len(pictures) // across)
    gap = max(2, round(_GAP * dpi / _POINTS))
    wide, high = max(picture.width for picture in pictures), max(picture.height for picture in pictures)
    sheet = Image.new("RGB", (across * (wide + gap) + gap, rows * (high + gap) + gap), _WHITE)
    pen = ImageDraw.Draw(sheet)
    for number, picture in enumerate(pictures):
        x, y = gap + number % across * (wide + gap), gap + number // across * (high + gap)
        sheet.paste(picture, (x, y))
        pen.rectangle((x - 1, y - 1, x + picture.width, y + picture.height), outline=_GREY)
    return sheet


def png(picture: "Image.Image", dpi: float) -> bytes:
    """A picture → its PNG, with its size on paper and no date."""
    stream = BytesIO()
    picture.save(stream, "PNG", dpi=(dpi, dpi), compress_level=_DEFLATE)
    return stream.getvalue()


def design_of_page(scan: Scan, page: int, design: Design) -> Design:
    """The design whose size a page has: `design`, on an even page its verso, or the same on its side (clause 8). SourceError for another size."""
    width, height = map(pt, scan.pages[page - 1])
    for found in (design if page % 2 else design.verso, design.turned):
        if max(abs(width - found.paper_width), abs(height - found.paper_height)) <= _SAME_SIZE:
            return found
    size = f"{to_mm(width):.0f}×{to_mm(height):.0f}毫米"
    official = (design.paper_width, design.paper_height) == (OFFICIAL.paper_width, OFFICIAL.paper_height)
    wanted = "A4" if official else f"{to_mm(design.paper_width):.0f}×{to_mm(design.paper_height):.0f}毫米"
    raise SourceError(Diagnostic("图", f"第{page}面是{size}，不是 {wanted}，没有版面网格", Place(scan.file), "去掉 --grid"))


def _paper(pixels: tuple[int, int]) -> "Image.Image":
    from PIL import Image

    return Image.new("RGB", pixels, _WHITE)


def _draw_grid(picture: "Image.Image", dpi: float, design: Design) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    scale = dpi / _POINTS / EMU_PER_PT
    thick = max(1, round(dpi / 200))
    for line in grid_lines(design):
        ends = [round(edge * scale) for edge in (line.x0, line.y0, line.x1, line.y1)]
        pen.line(ends, fill=EDGE_COLOUR if line.edge else CELL_COLOUR, width=2 * thick if line.edge else thick)
