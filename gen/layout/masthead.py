"""Where the masthead 版头 stands: the mark fitted to the measure, the number under it, the red rule, and the first line free for text."""

from collections.abc import Sequence
from dataclasses import dataclass

from gen import gb9704, house
from gen.blocks import Block
from gen.layout.advances import advance_table
from gen.layout.title import divide
from gen.styles import style_of
from gen.units import Length


@dataclass(frozen=True, slots=True)
class MastheadPlaces:
    """Depths below the head of the type area, in EMU: the mark's baselines, the number's baseline (None without one), the rule's
    middle; `rows` is how many lines of the page the masthead takes, blank lines under its rule included.
    """  # noqa: D205, D213

    mark_baselines: tuple[Length, ...]
    mark_pitch: Length
    number_baseline: Length | None
    rule: Length
    rows: int


def fit_masthead(block: Block, measure: int) -> tuple[Length, tuple[str, ...]]:
    """A mark → its type size and lines: as large as the measure allows between the house's limits, else in two lines or more."""
    style = style_of(block)
    divisions = block.lines or (block.text,)
    size = _largest(divisions, measure)
    if size < house.MASTHEAD_SMALLEST and not block.lines:
        style = type(style)(**{name: getattr(style, name) for name in style.__slots__} | {"size": house.MASTHEAD_SMALLEST})
        divisions = divide(block.text, style, measure)
        size = _largest(divisions, measure)
    return size, divisions


def _largest(divisions: Sequence[str], measure: int) -> Length:
    ems = max(sum(advance_table(gb9704.Face.XIAOBIAOSONG, gb9704.SIZE_3, Length(0))[character] for character in line) for line in divisions)
    fitted = measure * gb9704.SIZE_3 // max(1, ems)
    return Length(min(house.MASTHEAD_LARGEST, fitted // house.MASTHEAD_STEP * house.MASTHEAD_STEP))


def place_masthead(size: Length, lines: int, *, numbered: bool) -> MastheadPlaces:
    """A mark of `lines` lines of `size` → its places (7.2.4, 7.2.5, 7.2.7).

    The mark's upper edge is 35 mm below the head of the type area; the number two blank lines below it; the rule 4 mm below the
    number, or the mark. Text goes on two blank lines below the rule, on the grid.
    """
    pitch = Length(max(gb9704.LINE_PITCH, int(size * house.MARK_LEADING)))
    first = gb9704.MASTHEAD_TOP + int(size * house.HAN_ASCENT)
    baselines = tuple(Length(first + pitch * index) for index in range(lines))
    bottom = baselines[-1] + int(size * house.HAN_DESCENT)
    number = None
    if numbered:
        row = -(-bottom // gb9704.LINE_PITCH) + gb9704.NUMBER_LINES_ABOVE
        number = Length(row * gb9704.LINE_PITCH + gb9704.BASELINE)
        bottom = number + int(gb9704.SIZE_3 * house.HAN_DESCENT)
    rule = Length(bottom + gb9704.MASTHEAD_RULE_GAP + house.RULE_THICKNESS // 2)
    rows = -(-(rule + house.RULE_CLEARANCE) // gb9704.LINE_PITCH) + gb9704.TITLE_LINES_ABOVE
    return MastheadPlaces(baselines, pitch, number, rule, rows)
