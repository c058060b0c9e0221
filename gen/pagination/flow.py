"""A page that a rule ends early → what a text that flows must be told, so that an office program ends it there too."""

from collections.abc import Sequence
from itertools import pairwise

from gen.pagination.page import Flow
from gen.pagination.row import Row
from gen.standard import house


def flow_of(rows: Sequence[Row], end: int, start: int, full: int) -> Flow | None:
    """What makes text that flows end a page before rows[end] and start the next with rows[start].

    The rows begin with the page's first; rows[full] is the first that has no room on it. The rows between `end` and
    `start` are blank. What is kept together goes to the next page with the first row for which there is no room, so all
    rows from `start` to that one are kept together, and nothing before them. None where that cannot be said: rows that
    only our pages keep free, tables, and a break inside a paragraph that others follow, since LibreOffice 7.4 moves
    the whole of a paragraph that is kept with the next (measured).
    """
    carried = rows[start : full + 1]
    if any(row.fixed for row in rows[: full + 1]) or rows[end - 1].keep:
        return None
    if rows[start].number:
        return Flow(widow=True) if _is_widow(rows, start, full) else None
    if any(row.line is None and row.text and not row.bound for row in carried):
        return None
    pairs = list(pairwise(carried))
    with_next = dict.fromkeys(above.block for above, below in pairs if above.block != below.block)
    whole = dict.fromkeys(above.block for above, below in pairs if above.line and above.block == below.block)
    return Flow(tuple(with_next), tuple(whole), max(0, min(start, full) - end))


def _is_widow(rows: Sequence[Row], start: int, full: int) -> bool:
    """Whether a page that is full before the last line of a paragraph, the last of its text, starts with the line before that one.

    Programs that keep the last two lines of a paragraph together keep its first two together as well.
    """
    first, last = rows[start], rows[full]
    lines = full == start + 1 and first.line is not None and last.line is not None and first.block == last.block
    ends = full + 1 == len(rows) or rows[full + 1].block != last.block
    return lines and ends and first.number >= house.LAST_PAGE_LEAST
