"""The example decision → the pictures of README and docs/printing.md, drawn by what `gen proof` draws with, on the bundled fonts."""  # noqa: INP001

from pathlib import Path

from gen.build import read_document, typeset
from gen.fonts import choose
from gen.imposition import Layout, Plan, impose
from gen.proof import raster
from gen.units import mm
from gen.workspace import Workspace
from gen.writers import WRITERS, Settings

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DPI = 84
SHEET_DPI = 40


def example() -> bytes:
    """Typeset the example as PDF."""
    workspace = Workspace.open(ROOT)
    source = ROOT / "source" / "example.md"
    document, _ = read_document(source)
    edition = typeset(document, workspace.template_folders, str(source))
    return WRITERS["pdf"](edition, Settings(lambda: choose(workspace, "bundled")))


def pictures() -> dict[str, bytes]:
    """Draw every picture: the first two pages side by side, page 2 over the grid, and both sides of the sheets of a booklet."""
    pdf = example()
    with raster.opened(pdf, "example.pdf") as scan:
        spread = raster.contact_sheet([scan.picture(page, DPI) for page in (1, 2)], DPI)
        grid = scan.picture(2, DPI, grid=True)
    booklet = impose(pdf, Plan(Layout.BOOKLET, marks=True, bleed=mm(3)))
    with raster.opened(booklet.data, "booklet.pdf") as scan:
        sheets = raster.contact_sheet([scan.picture(side, SHEET_DPI) for side in range(1, len(scan.pages) + 1)], SHEET_DPI, columns=2)
    return {"example.png": raster.png(spread, DPI), "grid.png": raster.png(grid, DPI), "booklet.png": raster.png(sheets, SHEET_DPI)}


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name, data in pictures().items():
        (PICTURES / name).write_bytes(data)
