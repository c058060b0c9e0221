"""The example decision → the pictures of README and docs/printing.md, drawn by what `gen proof` draws with, on the bundled fonts."""  # noqa: INP001

from pathlib import Path

from gen.composition.templating import Templates
from gen.fonts import choose
from gen.gazette.bind import bind
from gen.gazette.issue_file import load_issue, with_layout
from gen.gazette.produce import produce
from gen.imposition import Layout, Plan, impose
from gen.pipeline import read_document, typeset
from gen.proof import raster
from gen.standard.design import OFFICIAL
from gen.units import mm
from gen.workspace.workspace import Workspace
from gen.writers import write
from gen.writers.session import Session, Settings

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DPI = 84
SHEET_DPI = 40
ISSUE_DPI = 60
ISSUE_PAGES = (1, 3, 4, 5)
"""Cover, contents, and the spread on which the decision begins."""


def example() -> bytes:
    """Typeset the example as PDF."""
    workspace = Workspace.open(ROOT)
    source = ROOT / "source" / "example.md"
    document, _ = read_document(source)
    edition = typeset(document, Templates(workspace.template_folders), str(source))
    return write(edition, "pdf", Settings(Session(choose(workspace, "bundled"))))


def issue() -> bytes:
    """Bind the example issue in two columns, as PDF."""
    workspace = Workspace.open(ROOT)
    path = ROOT / "source" / "gazette" / "2022-1.yaml"
    loaded, _ = load_issue(path, str(path))
    bound, _ = bind(with_layout(loaded, "16k-2"), Templates(workspace.template_folders))
    return produce(bound, "pdf", Settings(Session(choose(workspace, "bundled"))))


def pictures() -> dict[str, bytes]:
    """Draw every picture: the first two pages side by side, page 2 over the grid, and both sides of the sheets of a booklet."""
    pdf = example()
    with raster.opened(pdf, "example.pdf") as scan:
        spread = raster.contact_sheet([scan.picture(page, DPI) for page in (1, 2)], DPI)
        grid = scan.picture(2, DPI, grid=OFFICIAL)
    booklet = impose(pdf, Plan(Layout.BOOKLET, marks=True, bleed=mm(3)))
    with raster.opened(booklet.data, "booklet.pdf") as scan:
        sheets = raster.contact_sheet([scan.picture(side, SHEET_DPI) for side in range(1, len(scan.pages) + 1)], SHEET_DPI, columns=2)
    with raster.opened(issue(), "issue.pdf") as scan:
        gazette = raster.contact_sheet([scan.picture(page, ISSUE_DPI) for page in ISSUE_PAGES], ISSUE_DPI, columns=4)
    return {
        "gazette.png": raster.png(gazette, ISSUE_DPI),
        "example.png": raster.png(spread, DPI),
        "grid.png": raster.png(grid, DPI),
        "booklet.png": raster.png(sheets, SHEET_DPI),
    }


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name, data in pictures().items():
        (PICTURES / name).write_bytes(data)
