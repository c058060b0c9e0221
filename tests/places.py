"""How far the elements of a DOCX, drawn by LibreOffice, are from their places in our PDF: character by character.

A line of ours is compared with the line of theirs that has the same text on the same page; a character is compared with its counterpart there.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

import drawn
from drawn import MM, DrawnLine

from gen.standard import house
from gen.typesetting.seams import seams
from gen.units import to_mm
from gen.writers.edition import Edition
from gen.writers.volume import Section, Volume

FOLIO = "folio"
RUNNING_HEAD = "running head"
"""The elements beside those of the text, whose names are their tags."""
_LEADERS = ".·…"
_APART = 16
"""Points between characters that are in two columns."""
_NEAR = 0.3
"""Millimetres within which a character of our PDF is where the pages say its line is."""


@dataclass(frozen=True)
class Distance:
    """How far one line of an element is off in the DOCX, at its worst character: millimetres across and down; `text` is the line's.

    `by_gaps` is how far LibreOffice's narrower gaps between Han and Latin may move a character of that line.
    """

    element: str
    page: int
    text: str
    across: float
    down: float
    by_gaps: float

    @property
    def largest(self) -> float:
        """The larger of the two, without what the gaps explain."""
        return max(self.across - self.by_gaps, self.down)


def distances(made: Edition | Volume, ours: bytes, theirs: bytes) -> list[Distance]:
    """What was written, its PDF, and the PDF that LibreOffice made of its DOCX → how far each line of each element is off.

    Lines that are not on both sides are left out: tests and benches of lines count those.
    """
    sections = made.sections if isinstance(made, Volume) else (Section(made),)
    placed = list(_elements(sections))
    found: list[Distance] = []
    apart = _APART if any(section.edition.design.columns > 1 for section in sections) else inf
    pages, others = (_by_page(drawn.lines(pdf, apart, without=_LEADERS)) for pdf in (ours, theirs))
    for number, rows in pages.items():
        left = others.get(number, [])
        for row in rows:
            counterpart = next((line for line in left if line.text == row.text), None)
            if counterpart:
                left.remove(counterpart)
                found += _compared(row, counterpart, placed[number - 1])
    return found


def worst(found: Sequence[Distance]) -> dict[str, Distance]:
    """Distances → the largest of each element."""
    by_element: dict[str, Distance] = {}
    for distance in found:
        if distance.element not in by_element or distance.largest > by_element[distance.element].largest:
            by_element[distance.element] = distance
    return by_element


_Starts = list[tuple[float, float, str]]
"""Baseline, left edge (in millimetres on the paper) and element of every line of a page."""


def _elements(sections: Sequence[Section]) -> Iterator[_Starts]:
    """The pages of all sections, one after another → where each line of each element begins."""
    for section in sections:
        edition = section.edition
        for page in edition.pages.pages:
            design = edition.design.turned if page.turned else edition.design
            yield [
                (
                    to_mm(design.head_margin + placed.baseline),
                    to_mm(design.binding_margin + placed.left + placed.line.x[0]),
                    str(edition.galley[placed.line.block].block.tag),
                )
                for placed in page.lines
                if placed.line.text
            ]


def _by_page(lines: Sequence[DrawnLine]) -> dict[int, list[DrawnLine]]:
    found: dict[int, list[DrawnLine]] = defaultdict(list)
    for line in lines:
        found[line.page].append(line)
    return found


def _compared(ours: DrawnLine, theirs: DrawnLine, starts: _Starts) -> Iterator[Distance]:
    """One line as drawn by both → a distance for each element on it."""
    baseline = ours.baseline / MM
    on_row = sorted((left, element) for depth, left, element in starts if abs(depth - baseline) < _NEAR)
    down = abs(theirs.baseline - ours.baseline) / MM
    across: dict[str, float] = {}
    for x, other in zip(ours.places, theirs.places, strict=True):
        element = next((element for left, element in reversed(on_row) if left - _NEAR < x / MM), _beside_text(ours, starts))
        across[element] = max(across.get(element, 0), abs(x - other) / MM)
    by_gaps = len(seams(ours.text)[1]) * (house.HAN_LATIN_GAP - house.OFFICE_GAP) * ours.size / MM
    for element, distance in across.items():
        yield Distance(element, ours.page, ours.text, distance, down, by_gaps)


def _beside_text(line: DrawnLine, starts: _Starts) -> str:
    """A line that is no line of the pages: over or under them."""
    return RUNNING_HEAD if starts and line.baseline / MM < min(depth for depth, _, _ in starts) else FOLIO
