"""The places of characters, lines, rules and pictures on the pages of a PDF, by pdfminer, as any reader finds them.

All places are those of a page as it is read: a page that the file turns (`Rotate`) is turned first.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

import pypdf
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTItem, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

MM = 72 / 25.4
_SAME_LINE = 4.0
_SUBSET_PREFIX = "ABCDEF+"
"""What the name of an embedded subset starts with: six letters and a plus sign."""


Edges = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the page's upper left corner."""


@dataclass(frozen=True)
class Character:
    """A character: where its pen starts, its edges and size, in points from the page's upper left corner; face and colour (RGB).

    `angle`: degrees, anticlockwise, from the reading direction of the page to that of the character.
    """

    text: str
    x: float
    baseline: float
    edges: Edges
    size: float
    angle: int
    font: str
    colour: int


@dataclass(frozen=True)
class Stroke:
    """A path on a page: the edges of its points, the width of its line in points (0 where it is filled), and its colour (RGB)."""

    edges: Edges
    width: float
    colour: int


@dataclass(frozen=True)
class Page:
    """A page as it is read: its width and height in points, its characters in the order they are drawn, its strokes and the edges of its pictures."""

    number: int
    width: float
    height: float
    characters: tuple[Character, ...]
    strokes: tuple[Stroke, ...]
    pictures: tuple[Edges, ...]

    @property
    def text(self) -> str:
        """Its characters in the order they are drawn, white space left out."""
        return "".join("".join(character.text.split()) for character in self.characters)


@lru_cache(maxsize=8)
def pages(pdf: bytes, only: tuple[int, ...] = ()) -> tuple[Page, ...]:
    """A PDF → its pages, or `only` those of some numbers, ascending from 1."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    found = []
    for number, page in zip(only or count(1), PDFPage.get_pages(io.BytesIO(pdf), [number - 1 for number in only]), strict=bool(only)):
        interpreter.process_page(page)
        found.append(_page(number, device.get_result()))
    return tuple(found)


def _page(number: int, page: LTPage) -> Page:
    characters: list[Character] = []
    strokes: list[Stroke] = []
    pictures: list[Edges] = []
    for item in _items(page):
        match item:
            case LTChar():
                characters.append(_character(item, page.height))
            case LTCurve():
                strokes.append(_stroke(item, page.height))
            case LTImage():
                pictures.append(_edges(item, page.height))
    return Page(number, page.width, page.height, tuple(characters), tuple(strokes), tuple(pictures))


def _items(container: LTContainer[Any]) -> Iterator[LTItem]:
    """Whatever is drawn on a page, in the forms (XObjects) on it too."""
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _character(item: LTChar, height: float) -> Character:
    a, b, *_, x, y = item.matrix
    angle = round(math.degrees(math.atan2(b, a)))
    size = item.height if angle in {0, 180} else item.width
    font = item.fontname
    assert font[_SUBSET_PREFIX.index("+")] == "+", font
    return Character(
        item.get_text(), x, height - y, _edges(item, height), round(size, 3), angle, font[len(_SUBSET_PREFIX) :], _rgb(item.graphicstate.ncolor)
    )


def _stroke(item: LTCurve, height: float) -> Stroke:
    stroked = item.stroke and not item.fill
    return Stroke(_edges(item, height), item.linewidth if stroked else 0, _rgb(item.stroking_color if stroked else item.non_stroking_color))


def _edges(item: LTComponent, height: float) -> Edges:
    return item.x0, height - item.y1, item.x1, height - item.y0


def _rgb(colour: object) -> int:
    """A grey, RGB or CMYK → RGB; the tint of a spot ink counts as a grey."""
    match colour:
        case int(grey) | float(grey):
            parts = [grey] * 3
        case (float(red), float(green), float(blue)):
            parts = [red, green, blue]
        case (float(cyan), float(magenta), float(yellow), float(black)):
            parts = [1 - min(1, ink + black) for ink in (cyan, magenta, yellow)]
        case _:
            raise ValueError(colour)
    return int.from_bytes(round(part * 255) for part in parts)


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


def lines(pdf: bytes, apart: float = math.inf, without: str = "", only: tuple[int, ...] = ()) -> list[DrawnLine]:
    """A PDF, or `only` those pages of it → its lines, top to bottom; characters whose baselines differ by less than 4 pt are one line.

    Characters with more than `apart` points between them are two lines, of two columns or two pages of a sheet. White space and the characters
    `without` count for nothing.
    """
    found: list[DrawnLine] = []
    for page in pages(pdf, only):
        inked = [character for character in page.characters if not character.text.isspace() and character.text not in without]
        found += [_line(page, baseline, line) for baseline, row in _rows(inked) for line in _parted(row, apart)]
    return found


def _rows(characters: list[Character]) -> list[tuple[float, list[Character]]]:
    """Characters → the baselines they are on, top to bottom, and those on each, from the left; those at another angle are on another row."""
    rows: dict[tuple[float, int], list[Character]] = {}
    for character in characters:
        place = character.baseline, character.angle
        place = next((known for known in rows if known[1] == place[1] and abs(known[0] - place[0]) < _SAME_LINE), place)
        rows.setdefault(place, []).append(character)
    return [(row[0], sorted(rows[row], key=lambda character: character.x)) for row in sorted(rows)]


def _parted(characters: list[Character], apart: float) -> Iterator[list[Character]]:
    start = 0
    for place, character in enumerate(characters, 1):
        if place == len(characters) or characters[place].x - character.edges[2] > apart:
            yield characters[start:place]
            start = place


def _line(page: Page, baseline: float, row: list[Character]) -> DrawnLine:
    first = row[0]
    return DrawnLine(
        page.number,
        "".join(character.text for character in row),
        baseline,
        first.x,
        max(character.edges[2] for character in row),
        first.size,
        frozenset(character.font for character in row),
        first.colour,
        tuple(character.x for character in row),
    )


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
    for page in pages(pdf):
        pieces: list[tuple[float, float, float, float, bool]] = []
        for stroke in page.strokes:
            left, top, right, bottom = stroke.edges
            thickness = bottom - top + stroke.width
            if thickness <= 4 and right - left >= 2:
                red, green, _ = stroke.colour.to_bytes(3)
                pieces.append(((top + bottom) / 2 / MM, left / MM, right / MM, thickness / MM, red > 0.8 * 255 > green))
        for middle, left, right, thickness, red in sorted(pieces, key=lambda piece: (round(piece[0], 1), piece[1])):
            last = found[-1] if found else None
            if last and last.page == page.number and abs(last.middle - middle) < 0.1 and left - last.right < 0.5:
                found[-1] = DrawnRule(page.number, last.middle, last.left, max(last.right, right), max(last.thickness, thickness), last.red)
            else:
                found.append(DrawnRule(page.number, middle, left, right, thickness, red))
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
    boxes = [DrawnBox(page.number, *(edge / MM for edge in edges)) for page in pages(pdf) for edges in page.pictures]
    return sorted(boxes, key=lambda box: (box.page, round(box.top), box.left))


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """A PDF → its bookmarks in order: level from 1, title, page."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))

    def entries(level: int, nested: list[Any]) -> Iterator[tuple[int, str, int]]:
        for entry in nested:
            if isinstance(entry, list):
                yield from entries(level + 1, entry)
            else:
                page = reader.get_destination_page_number(entry)
                assert page is not None, entry
                yield level, entry.title, page + 1

    return list(entries(1, reader.outline))
