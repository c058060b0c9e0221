"""The example decision → `docs/pictures/example.png`: its first two pages side by side, as the PDF has them, on the bundled fonts."""  # noqa: INP001

from pathlib import Path

import pymupdf

from gen.build import read_document, typeset
from gen.fonts import choose
from gen.workspace import Workspace
from gen.writers import WRITERS, Settings

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "example.png"
PIXELS = 1400
GAP = 12
"""Points round and between the pages."""
GREY = 0.75


def example() -> bytes:
    """Typeset the example as PDF."""
    workspace = Workspace.open(ROOT)
    source = ROOT / "source" / "example.md"
    document, _ = read_document(source)
    edition = typeset(document, workspace.template_folders, str(source))
    return WRITERS["pdf"](edition, Settings(lambda: choose(workspace, "bundled")))


def side_by_side(pdf: bytes) -> bytes:
    """Turn a PDF into a PNG of its first two pages, each in a thin grey frame."""
    with pymupdf.open(stream=pdf) as pages, pymupdf.open() as sheet:
        width, height = pages[0].rect.width, pages[0].rect.height
        spread = sheet.new_page(width=2 * width + 3 * GAP, height=height + 2 * GAP)
        for number in range(2):
            left = GAP + number * (width + GAP)
            frame = pymupdf.Rect(left, GAP, left + width, GAP + height)
            spread.show_pdf_page(frame, pages, number)
            spread.draw_rect(frame, color=(GREY, GREY, GREY), width=1)
        zoom = PIXELS / spread.rect.width
        return bytes(spread.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom)).tobytes("png"))


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(side_by_side(example()))
