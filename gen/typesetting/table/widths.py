"""What the cells of a table need → the widths of its columns, in whole twips.

Automatic layout as browsers have it (CSS 2.1, 17.5.2.2; CSS Tables 3): a column is at least as wide as its widest word,
and has a share of the rest by the width of its longest line.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gen.units import EMU_PER_TWIP


class Need(NamedTuple):
    """What a cell needs, its padding counted: its place, how many columns it takes, least and preferred width in twips."""

    row: int
    column: int
    columns: int
    least: int
    preferred: int


class Columns(NamedTuple):
    """The least and the preferred width of each column, in twips, and the row of the cell that asks for the least."""

    least: list[int]
    preferred: list[int]
    rows: list[int]


def twips(width: int) -> int:
    """EMU → whole twips, rounded up: a word that has exactly its width stays whole."""
    return -(-width // EMU_PER_TWIP)


def columns_of(needs: Iterable[Need], count: int) -> Columns:
    """The needs of cells → those of the columns.

    What a cell across several columns needs beyond them goes to them in proportion to their preferred widths.
    """
    found = Columns([0] * count, [0] * count, [0] * count)
    across: list[Need] = []
    for need in needs:
        if need.columns > 1:
            across.append(need)
            continue
        if need.least > found.least[need.column]:
            found.least[need.column], found.rows[need.column] = need.least, need.row
        found.preferred[need.column] = max(found.preferred[need.column], need.preferred, need.least)
    for need in sorted(across, key=lambda one: one.columns):
        members = slice(need.column, need.column + need.columns)
        weights = found.preferred[members]
        found.least[members] = grown(found.least[members], need.least, weights)
        found.preferred[members] = [
            max(pair) for pair in zip(found.least[members], grown(found.preferred[members], need.preferred, weights), strict=True)
        ]
    return found


def grown(widths: Sequence[int], total: int, shares: Sequence[int]) -> list[int]:
    """Widths → the same, grown by their shares until they add up to a total, in whole units; no less than they were."""
    rest = max(0, total - sum(widths))
    weights = list(shares) if any(shares) else [1] * len(widths)
    made, given, seen = list(widths), 0, 0
    for place, weight in enumerate(weights):
        seen += weight
        more = rest * seen // sum(weights) - given
        made[place] += more
        given += more
    return made


def distribute(columns: Columns, measure: int) -> list[int]:
    """The widths of the columns, which add up to a measure (twips) that is at least the sum of the least widths.

    If there is not room for all preferred widths, a column that wants no more than its fair share has what it wants; the
    others share the rest by what they want beyond their least.
    """
    if sum(columns.preferred) <= measure:
        return grown(columns.preferred, measure, columns.preferred)
    widths = _modest(columns.preferred, columns.least, measure)
    return grown(widths, measure, [want - width for want, width in zip(columns.preferred, widths, strict=True)])


def _modest(wanted: Sequence[int], least: Sequence[int], measure: int) -> list[int]:
    """Give every column its least, and one that wants no more than its fair share that, if the others have room."""
    widths = list(least)
    left = set(range(len(wanted)))
    while left:
        fair = (measure - sum(widths[column] for column in range(len(wanted)) if column not in left)) // len(left)
        content = {column for column in left if wanted[column] <= fair}
        given = [wanted[column] if column in content else width for column, width in enumerate(widths)]
        if not content or sum(given) > measure:
            break
        widths = given
        left -= content
    return widths
