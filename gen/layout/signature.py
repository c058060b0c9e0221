"""Where 署名 and 成文日期 without a seal stand (7.3.5.2)."""

from collections.abc import Sequence

from gen.blocks import Block, Tag
from gen.gb9704 import CELL, DATE_OFFSET, SIGNATURE_RIGHT


def signed_together(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    """Find the group that a 署名 or 成文日期 stands in: organs in order, then their date."""
    start = index
    while start and blocks[start - 1].tag is Tag.SIGNATURE:
        start -= 1
    end = start
    while end < len(blocks) and blocks[end].tag is Tag.SIGNATURE:
        end += 1
    return blocks[start : end + 1] if end < len(blocks) and blocks[end].tag is Tag.DATE else blocks[start:end]


def left_edges(organ: int, date: int, measure: int) -> tuple[int, int]:
    """Work out where organ and date start from their widths (EMU; 0 for one that is not there), in a line of `measure`.

    The organ ends two cells from the right, on the grid, and the date starts two cells after its start. Where the date is longer
    than the organ's name, the date ends two cells from the right and the organ starts two cells before it. A name too long for
    this starts at the left edge.
    """
    right = measure - SIGNATURE_RIGHT * CELL
    offset = DATE_OFFSET * CELL
    left = right - offset - date if date > organ else right - -(-organ // CELL) * CELL
    left = max(0, left)
    return left, left + offset
