"""What stands where on the pages of a PDF: lines of characters with their places, as any reader would find them."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pymupdf

MM = 72 / 25.4
_SAME_LINE = 4.0


@dataclass(frozen=True)
class DrawnLine:
    """One line on a page: text in reading order, baseline and edges in points from the page's upper left corner."""

    page: int
    text: str
    baseline: float
    left: float
    right: float
    size: float
    fonts: frozenset[str]
    colour: int


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
                    found.append(DrawnLine(number, text, baseline, inked[0][0], right, inked[0][3], fonts, inked[0][5]))
    return found


def body(drawn: list[DrawnLine]) -> list[tuple[int, str]]:
    """Lines → page and text of each, without the folios."""
    return [(line.page, line.text) for line in drawn if not is_folio(line)]


def is_folio(line: DrawnLine) -> bool:
    """Whether a line is a page number: below the type area."""
    return line.baseline > 262 * MM + 5
