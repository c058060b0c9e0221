"""The figures of GB/T 9704-2012 as this project sets them → their pictures in docs/pictures and the page docs/gallery.md."""  # noqa: INP001

from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, ImageChops, ImageDraw

from gen.composition.templating import Templates
from gen.document.model import RESERVED
from gen.fonts import choose
from gen.pipeline import read_document, typeset
from gen.proof import raster
from gen.standard.gb9704 import BINDING_MARGIN, HEAD_MARGIN, TYPE_AREA_BOTTOM, TYPE_AREA_WIDTH
from gen.units import EMU_PER_PT
from gen.workspace.workspace import Workspace
from gen.writers import write
from gen.writers.session import Session, Settings

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "tests" / "figures"
PAGE = ROOT / "docs" / "gallery.md"
DPI = 66
COLOURS = 48
LARGEST = 40_000
"""Bytes of a picture."""
_FRAME = (150, 180, 210)
_PLACE = (240, 150, 150)


class Figure(NamedTuple):
    """A figure of the standard: its source, its name, the page that is shown (-1: the last)."""

    source: str
    name: str
    page: int = 1


SHOWN: Final = (
    Figure("01-type-area", "图 1　A4 型公文用纸页边及版心尺寸"),
    Figure("02-first-page", "图 2　公文首页版式"),
    Figure("03-joint-first-page", "图 3　联合行文公文首页版式 1"),
    Figure("04-joint-upward", "图 4　联合行文公文首页版式 2（上行文）"),
    Figure("05-sealed-last-page", "图 5　公文末页版式 1（加盖印章）", -1),
    Figure("06-unsealed-last-page", "图 6　公文末页版式 2（不加盖印章）", -1),
    Figure("07-joint-sealed", "图 7　联合行文公文末页版式 1（加盖印章）", -1),
    Figure("08-joint-unsealed", "图 8　联合行文公文末页版式 2（不加盖印章）", -1),
    Figure("09-enclosures", "图 9　附件说明页版式"),
    Figure("10-annex-last-page", "图 10　带附件公文末页版式", -1),
    Figure("11-letter", "图 11　信函格式首页版式"),
    Figure("12-order", "图 12　命令（令）格式首页版式"),
)


def picture(figure: Figure) -> bytes:
    """Draw one page of a figure, with the frame of the type area and the places kept free for seals, which are not printed."""
    workspace = Workspace.open(ROOT)
    source = FIGURES / f"{figure.source}.md"
    document, _ = read_document(source)
    edition = typeset(document, Templates(workspace.template_folders), str(source))
    pdf = write(edition, "pdf", Settings(Session(choose(workspace, "bundled"))))
    page = edition.pages.pages[figure.page - 1 if figure.page > 0 else figure.page]
    with raster.opened(pdf, source.name) as scan:
        drawn = scan.picture(page.number, DPI).convert("RGB")
    under = Image.new("RGB", drawn.size, "white")
    ink = ImageDraw.Draw(under)

    def pixel(length: int) -> int:
        return round(length / EMU_PER_PT / 72 * DPI)

    ink.rectangle([pixel(BINDING_MARGIN), pixel(HEAD_MARGIN), pixel(BINDING_MARGIN + TYPE_AREA_WIDTH), pixel(TYPE_AREA_BOTTOM)], outline=_FRAME)
    for kept in page.pictures:
        box = kept.box
        if box.file == RESERVED:
            left, top = BINDING_MARGIN + kept.left + box.left, HEAD_MARGIN + kept.top + box.top
            ink.ellipse([pixel(left), pixel(top), pixel(left + box.width), pixel(top + box.height)], outline=_PLACE)
    ink.rectangle([0, 0, under.width - 1, under.height - 1], outline=_FRAME)
    out = BytesIO()
    ImageChops.darker(drawn, under).quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def gallery() -> str:
    """The page of the gallery: two figures a row, each over its source."""
    rows = [SHOWN[place : place + 2] for place in range(0, len(SHOWN), 2)]
    parts = [
        "# GB/T 9704-2012 的图 1–图 12",
        "",
        "标准末尾的十二幅图，每幅一份源文件，排出来就是这样（`make pictures` 画的是 PDF）。细线框是版心，浅红圈是给印章、签名章留的位置，都不印出。",
        "每一幅都量过，见 [条文逐条对照](clauses.md)。",
        "",
    ]
    for left, right in rows:
        parts += [
            f"| {left.name} | {right.name} |",
            "|---|---|",
            f"| ![{left.name}](pictures/figure-{left.source}.png) | ![{right.name}](pictures/figure-{right.source}.png) |",
            f"| [源文件](../tests/figures/{left.source}.md) | [源文件](../tests/figures/{right.source}.md) |",
            "",
        ]
    return "\n".join(parts)


if __name__ == "__main__":
    for shown in SHOWN:
        (ROOT / "docs" / "pictures" / f"figure-{shown.source}.png").write_bytes(picture(shown))
    PAGE.write_text(gallery(), encoding="utf-8", newline="\n")
