"""The widths of columns → the same, with room moved to the columns of long texts as long as that makes the table lower."""

from collections.abc import Sequence
from typing import Final, NamedTuple

_MOST_TAKERS: Final = 3
_MOST_STEPS: Final = 40
_FULL: Final = 0.94
"""How much of a line words fill on average."""


class Estimate(NamedTuple):
    """The texts of a column by rows: the width of each line that their author divided, in twips; and its padding."""

    texts: Sequence[Sequence[int]]
    padding: int

    def lines(self, width: int) -> list[int]:
        """How many lines each text takes in a column so wide, about."""
        room = max(1, int((width - self.padding) * _FULL))
        return [sum(1 if text <= width - self.padding else -(-text // room) for text in texts) for texts in self.texts]


def balanced(widths: Sequence[int], least: Sequence[int], estimates: Sequence[Estimate], em: int) -> list[int]:
    """Move room between columns, an em at a time at the last, while the sum of the rows' heights in lines falls.

    No column becomes narrower than its least width.
    """
    found = list(widths)
    lines = [estimate.lines(width) for estimate, width in zip(estimates, found, strict=True)]
    for step in (4 * em, 2 * em, em):
        for _ in range(_MOST_STEPS):
            best = _best_move(found, least, estimates, lines, step)
            if best is None:
                break
            giver, taker = best
            found[giver] -= step
            found[taker] += step
            for column in best:
                lines[column] = estimates[column].lines(found[column])
    return found


def _best_move(
    widths: Sequence[int], least: Sequence[int], estimates: Sequence[Estimate], lines: Sequence[Sequence[int]], step: int
) -> tuple[int, int] | None:
    """The giver and the taker of a step that make the table lowest; None if none makes it lower."""
    rows = range(len(lines[0]) if lines else 0)
    ranked = [sorted(range(len(lines)), key=lambda column: -lines[column][row])[:3] for row in rows]
    total = sum(lines[ranked[row][0]][row] for row in rows)
    highest = [ranked[row][0] for row in rows if lines[ranked[row][0]][row] > 1]
    takers = sorted(set(highest), key=lambda column: (-highest.count(column), column))[:_MOST_TAKERS]
    best: tuple[int, int] | None = None
    for taker in takers:
        wider = estimates[taker].lines(widths[taker] + step)
        for giver, width in enumerate(widths):
            if giver == taker or width - step < least[giver]:
                continue
            narrower = estimates[giver].lines(width - step)
            height = 0
            for row in rows:
                other = next((lines[column][row] for column in ranked[row] if column not in {giver, taker}), 1)
                height += max(other, wider[row], narrower[row])
            if height < total:
                best, total = (giver, taker), height
    return best
