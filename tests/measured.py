"""The documents of the clauses and figures, drawn: our PDF, the delivered DOCX through LibreOffice; places in millimetres from the paper's corner."""

import shutil
import struct
import tempfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import drawn
import pytest
from editions import TEMPLATES, settings
from office import JUDGES, SOFFICE
from scanned import ink

from gen.fonts.chain import LATIN, MAIN
from gen.pipeline import typeset
from gen.source.reader import load
from gen.standard.gb9704 import ADVANCE, CELL, LINE_PITCH
from gen.units import to_mm
from gen.writers import write
from gen.writers.edition import Edition

FOLDER = Path(__file__).parent
HEAD, LEFT, RIGHT, FOOT = 37.0, 28.0, 184.0, 262.0
"""The type area 版心 on the paper (5.2.1)."""
PITCH, CHARACTER, WIDTH = to_mm(LINE_PITCH), to_mm(CELL), to_mm(ADVANCE)
"""行距; 字 as a unit of blanks; how far one character of 3号 type advances."""
TOLERANCE = 1.0
"""What the standard allows for the type area, and what is asked of every place here."""
RED = 0xFF0000
HANGING_INVERTED = "docx, hanging inverted"
"""The engine that judges a copy of the DOCX: see `office`."""
_IN_OFFICE = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
ENGINES = ("pdf", pytest.param("docx", marks=_IN_OFFICE))
ALL_ENGINES = (*ENGINES, pytest.param(HANGING_INVERTED, marks=_IN_OFFICE))
_RING = 420
_STROKE = 16

_FACES = {Path(latin).stem: Path(MAIN[face]).stem for face, latin in LATIN.items()}
"""The font of a face's letters and figures, to the one of its hanzi."""


@dataclass(frozen=True)
class Line:
    """One drawn line: its page, text, baseline, edges and size (pt), faces, colour, and the left edge of each character."""

    page: int
    text: str
    baseline: float
    left: float
    right: float
    size: float
    fonts: frozenset[str]
    colour: int
    places: tuple[float, ...]

    @property
    def row(self) -> float:
        """Its row on the page's grid, from 1."""
        return (self.baseline - HEAD) / PITCH + 0.2

    @property
    def top(self) -> float:
        """The upper edge of its row."""
        return self.baseline - 0.8 * PITCH

    @property
    def centre(self) -> float:
        """Its middle, across."""
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Sheet:
    """A drawn document: its PDF, lines, rules and pictures."""

    pdf: bytes
    lines: tuple[Line, ...]
    rules: tuple[drawn.DrawnRule, ...]
    pictures: tuple[drawn.DrawnBox, ...]

    def line(self, start: str, page: int = 0) -> Line:
        """The first line that starts with the text."""
        return next(line for line in self.lines if line.text.startswith(start) and page in {0, line.page})

    def with_text(self, text: str) -> Line:
        """The first line that has the text in it."""
        return next(line for line in self.lines if text in line.text)

    def on(self, page: int) -> list[Line]:
        """The lines of a page, folio included."""
        return [line for line in self.lines if line.page == page]

    def body(self) -> list[Line]:
        """The lines without folios."""
        return [line for line in self.lines if line.baseline < FOOT + 5]

    def ink(self, line: Line) -> drawn.DrawnBox:
        """The ink of a line, from its baseline an em up and a quarter down."""
        em = line.size / 72 * 25.4
        return ink(self.pdf, line.page, (line.baseline - em, line.baseline + em / 4))

    def pages(self) -> tuple[drawn.Page, ...]:
        """Its pages as they are drawn, in points."""
        return drawn.pages(self.pdf)

    def paper(self) -> list[tuple[float, float]]:
        """Width and height of every page."""
        return [(page.width / drawn.MM, page.height / drawn.MM) for page in self.pages()]


def ring() -> bytes:
    """A plain red ring as a PNG: the seal of the tests, with no name in it."""
    middle = (_RING - 1) / 2

    def pixel(x: int, y: int) -> bytes:
        distance = ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5
        return b"\xff\0\0\xff" if middle - _STROKE <= distance <= middle + 0.5 else b"\xff\xff\xff\0"

    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(_RING)) for y in range(_RING))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", _RING, _RING, 8, 6, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@cache
def sources() -> dict[str, Path]:
    """Name → source: `<folder>` or `<folder>/<document>` of the clauses, `figures/<figure>`."""
    found = {f"figures/{path.stem}": path for path in sorted((FOLDER / "figures").glob("*.md"))}
    for path in sorted((FOLDER / "clauses").glob("*/*.md")):
        if path.name != "README.md":
            found[path.parent.name if path.stem == "source" else f"{path.parent.name}/{path.stem}"] = path
    return found


@cache
def editions() -> dict[str, Edition]:
    """Every source → its edition; where a place is kept free for a seal or stamp, once more with a ring in it, under `<name>+ring`."""
    made: dict[str, Edition] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ring.png").write_bytes(ring())
        for key, path in sources().items():
            text = path.read_text(encoding="utf-8")
            variants = {key: text, **({f"{key}+ring": text.replace("reserved", "ring.png")} if "reserved" in text else {})}
            for variant, source in variants.items():
                file = folder / "source.md"
                file.write_text(source, encoding="utf-8")
                for named in path.parent.glob("*.png"):
                    shutil.copy(named, folder)
                document, warnings = load(file, path.name)
                assert warnings == (), variant
                made[variant] = typeset(document, TEMPLATES, path.name)
    return made


@cache
def _through_office(judge: str) -> dict[str, bytes]:
    numbered = {f"d{number}": key for number, key in enumerate(editions())}
    made = JUDGES[judge]({stem: write(editions()[key], "docx", settings()) for stem, key in numbered.items()})
    return {numbered[stem]: pdf for stem, pdf in made.items()}


@cache
def sheet(name: str, engine: str) -> Sheet:
    """A document by its name, drawn by `pdf`, by `docx` (as delivered, through LibreOffice, started once for all), or by `HANGING_INVERTED`."""
    match engine:
        case "pdf":
            pdf = write(editions()[name], "pdf", settings())
        case "docx":
            pdf = _through_office("delivered")[name]
        case _:
            assert engine == HANGING_INVERTED
            pdf = _through_office("hanging inverted")[name]
    lines = tuple(
        Line(
            line.page,
            line.text,
            line.baseline / drawn.MM,
            line.left / drawn.MM,
            line.right / drawn.MM,
            line.size,
            frozenset(_FACES.get(font, font) for font in line.fonts),
            line.colour,
            tuple(place / drawn.MM for place in line.places),
        )
        for line in drawn.lines(pdf)
    )
    return Sheet(pdf, lines, tuple(drawn.rules(pdf)), tuple(drawn.pictures(pdf)))


def near(found: float, wanted: float, tolerance: float = TOLERANCE) -> bool:
    """Whether a place is where it should be; says by how much it is not."""
    assert abs(found - wanted) <= tolerance, f"at {found:.2f}, should be at {wanted:.2f} ± {tolerance}"
    return True
