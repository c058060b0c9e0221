"""Where the masthead 版头 stands: the mark fitted to the measure, the number under it, the red rule, and the first line free for text."""

from dataclasses import dataclass
from itertools import accumulate, pairwise

from gen import gb9704, house
from gen.blocks import Block
from gen.layout.ruler import Ruler
from gen.layout.title import divide
from gen.styles import style_of
from gen.units import Length


@dataclass(frozen=True, slots=True)
class MastheadPlaces:
    """Depths in a masthead, in EMU below the head of the type area.

    The mark's baselines and their pitch, the number's first baseline (None without a number), the rule's middle; `rows` is how many
    lines of the page the masthead takes, blank lines under its rule included.
    """

    mark_baselines: tuple[Length, ...]
    mark_pitch: Length
    number_baseline: Length | None
    rule: Length
    rows: int


def fit_masthead(block: Block, measure: int) -> tuple[Ruler, list[int]]:
    """Fit a mark to the measure: measured in its type size, with the ends of its lines.

    It is as large as the measure allows between the house's limits; a name too long for the smallest size takes several lines of it.
    """
    if block.lines:
        ends = list(accumulate(map(len, block.lines)))
        return _largest(block, ends, measure), ends
    ends = [len(block.text)]
    ruler = _largest(block, ends, measure)
    if ruler.size < house.MASTHEAD_SMALLEST:
        ends = divide(_measured(block, house.MASTHEAD_SMALLEST), measure)
        ruler = _largest(block, ends, measure)
    return ruler, ends


def _largest(block: Block, ends: list[int], measure: int) -> Ruler:
    ruler = _measured(block, house.MASTHEAD_LARGEST)
    width = _widest(ruler, ends)
    while width > measure and ruler.size > house.MASTHEAD_STEP:
        size = min(ruler.size - house.MASTHEAD_STEP, measure * ruler.size // width // house.MASTHEAD_STEP * house.MASTHEAD_STEP)
        ruler = _measured(block, Length(max(house.MASTHEAD_STEP, size)))
        width = _widest(ruler, ends)
    return ruler


def _measured(block: Block, size: Length) -> Ruler:
    return Ruler(block.text, style_of(block), size)


def _widest(ruler: Ruler, ends: list[int]) -> int:
    return max(ruler.visible_width(start, end) for start, end in pairwise((0, *ends)))


def place_masthead(size: Length, mark_lines: int, number_lines: int) -> MastheadPlaces:
    """Place a mark of so many lines of `size`, a number of so many (0: no number), and the rule (7.2.4, 7.2.5, 7.2.7).

    The mark's upper edge is 35 mm below the head of the type area; the number two blank lines below it; the rule 4 mm below the
    number, or the mark. Text goes on two blank lines below the rule, on the grid.
    """
    pitch = Length(max(gb9704.LINE_PITCH, int(size * house.MARK_LEADING)))
    first = gb9704.MASTHEAD_TOP + int(size * house.HAN_ASCENT)
    baselines = tuple(Length(first + pitch * index) for index in range(mark_lines))
    bottom = baselines[-1] + int(size * house.HAN_DESCENT)
    number = None
    if number_lines:
        row = -(-bottom // gb9704.LINE_PITCH) + gb9704.NUMBER_LINES_ABOVE
        number = Length(row * gb9704.LINE_PITCH + gb9704.BASELINE)
        bottom = number + (number_lines - 1) * gb9704.LINE_PITCH + int(gb9704.SIZE_3 * house.HAN_DESCENT)
    rule = Length(bottom + gb9704.MASTHEAD_RULE_GAP + house.RULE_THICKNESS // 2)
    rows = -(-(rule + house.RULE_CLEARANCE) // gb9704.LINE_PITCH) + gb9704.TITLE_LINES_ABOVE
    return MastheadPlaces(baselines, pitch, number, rule, rows)
