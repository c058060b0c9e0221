"""What stands where on the pages of a PDF: lines of characters with their places, as any reader would find them."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pymupdf

MM = 72 / 25.4
_SAME_LINE = 4.0


@dataclass(frozen=True)
class DrawnLine:
    """One line on a page: text in reading order, baseline, edges and the left edge of each character, in points from the page's upper left corner."""

    page: int
    text: str
    baseline: float
    left: float
    right: float
    size: float
    fonts: frozenset[str]
    colour: int
    places: tuple[float, ...] = ()


def opened(pdf: bytes) -> AbstractContextManager[Any]:
    """A PDF → MuPDF's document of it, to be used in a `with`."""
    document: AbstractContextManager[Any] = pymupdf.open(stream=pdf)
    return document


def lines(pdf: bytes) -> list[DrawnLine]:
    """A PDF → its lines, top to bottom; characters whose baselines differ by less than 4 pt are one line."""
    found: list[DrawnLine] = []
    with opened(pdf) as document:
        for number, page in enumerate(document, 1):
            rows: list[tuple[float, list[tuple[float, float, str, float, str, int]]]] = []
            for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        for character in span["chars"]:
                            x, y = character["origin"]
                            row = next((row for row in rows if abs(row[0] - y) < _SAME_LINE), None)
                            if row is None:
                                row = (y, [])
                                rows.append(row)
                            row[1].append((x, character["bbox"][2], character["c"], span["size"], span["font"], span["color"]))
            for baseline, characters in sorted(rows):
                characters.sort(key=lambda item: item[0])
                inked = [item for item in characters if not item[2].isspace()]
                if inked:
                    text = "".join(item[2] for item in inked)
                    fonts = frozenset(item[4] for item in inked)
                    right = max(item[1] for item in inked)
                    found.append(
                        DrawnLine(number, text, baseline, inked[0][0], right, inked[0][3], fonts, inked[0][5], tuple(item[0] for item in inked))
                    )
    return found


def body(drawn: list[DrawnLine]) -> list[tuple[int, str]]:
    """Lines → page and text of each, without the folios."""
    return [(line.page, line.text) for line in drawn if not is_folio(line)]


def is_folio(line: DrawnLine) -> bool:
    """Whether a line is a page number: below the type area."""
    return line.baseline > 262 * MM + 5


@dataclass(frozen=True)
class DrawnRule:
    """A horizontal line drawn on a page, in millimetres from the page's upper left corner: its middle, ends and thickness."""

    page: int
    middle: float
    left: float
    right: float
    thickness: float
    red: bool


def rules(pdf: bytes, least: float = 20) -> list[DrawnRule]:
    """A PDF → its horizontal lines at least so many millimetres long, top to bottom; pieces end to end at one height are one line."""
    found: list[DrawnRule] = []
    with opened(pdf) as document:
        for number, page in enumerate(document, 1):
            pieces: list[tuple[float, float, float, float, bool]] = []
            for drawing in page.get_drawings():
                box = drawing["rect"]
                stroked = drawing.get("width") or 0 if drawing["type"] == "s" else 0
                if box.height + stroked > 4 or box.width < 2:
                    continue
                red, green, _ = drawing.get("color" if stroked else "fill") or (0, 0, 0)
                pieces.append(((box.y0 + box.y1) / 2 / MM, box.x0 / MM, box.x1 / MM, (box.height + stroked) / MM, red > 0.8 > green))
            for middle, left, right, thickness, red in sorted(pieces, key=lambda piece: (round(piece[0], 1), piece[1])):
                last = found[-1] if found else None
                if last and last.page == number and abs(last.middle - middle) < 0.1 and left - last.right < 0.5:
                    found[-1] = DrawnRule(number, last.middle, last.left, max(last.right, right), max(last.thickness, thickness), last.red)
                else:
                    found.append(DrawnRule(number, middle, left, right, thickness, red))
    return [rule for rule in found if rule.right - rule.left >= least]


@dataclass(frozen=True)
class DrawnBox:
    """A picture, or the ink of a region, in millimetres from the page's upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle, across and down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def pictures(pdf: bytes) -> list[DrawnBox]:
    """A PDF → the boxes of its pictures, page by page, in reading order."""
    with opened(pdf) as document:
        boxes = [DrawnBox(number, *(edge / MM for edge in info["bbox"])) for number, page in enumerate(document, 1) for info in page.get_image_info()]
    return sorted(boxes, key=lambda box: (box.page, round(box.top), box.left))


_DPI = 600
_INKED = bytes(0 if grey < 180 else 255 for grey in range(256))
"""Red is a lighter grey than black, and half a pixel of it lighter still."""


def ink(pdf: bytes, page: int, down: tuple[float, float], across: tuple[float, float] = (0, 210)) -> DrawnBox:
    """The ink between two heights (and two sides) of a page, in millimetres → its box, as a ruler laid on the paper would find it."""
    (top, bottom), (left, right) = down, across
    with opened(pdf) as document:
        clip = pymupdf.Rect(left * MM, top * MM, right * MM, bottom * MM)
        drawn = document[page - 1].get_pixmap(dpi=_DPI, clip=clip, colorspace=pymupdf.csGRAY)
    step = 25.4 / _DPI
    rows = [drawn.samples[row * drawn.stride : row * drawn.stride + drawn.width].translate(_INKED) for row in range(drawn.height)]
    inked = [(number, row) for number, row in enumerate(rows) if 0 in row]
    assert inked, f"nothing is printed between {top} and {bottom} mm of page {page}"
    first = min(row.index(0) for _, row in inked)
    last = max(row.rindex(0) for _, row in inked)
    x, y = drawn.x * step, drawn.y * step
    return DrawnBox(page, x + first * step, y + inked[0][0] * step, x + (last + 1) * step, y + (inked[-1][0] + 1) * step)
