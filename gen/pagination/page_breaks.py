"""Rows of a page → where it may end: the rules that carry lines over to the next page."""

from enum import StrEnum

from msgspec import Struct

from gen.standard import house
from gen.typesetting.ruler import Line


class PageRule(StrEnum):
    """Why a page ends before its 22 rows are full."""

    NEW_PAGE = "另面起排"
    """The block starts a page by its kind (7.3.7)."""
    HEADING_WITH_TEXT = "标题不落底"
    """A heading, title or 题注 is followed on its page by text."""
    SIGNATURE_WITH_TEXT = "署名随正文"
    """署名 and 成文日期 stand on a page with text (7.3.5.5)."""
    ROWS_TOGETHER = "同组不分面"
    """The rows of a table that a merged cell joins, and its header with the first row under it, are on one page."""
    NO_BLANK_FIRST = "面首不空行"
    """A page does not start with the blank rows over a block; without them it starts with the block."""
    NO_SINGLE_LINE = "单行不成面"
    """A page that ends a run of text holds at least two lines of it."""
    COLOPHON_WITH_TEXT = "版记随正文"
    """版记 stands on a page with text where it is not alone on the back of the last leaf (7.4.1)."""
    COLOPHON_AT_FOOT = "版记落底"
    """版记 stands at the foot of the last page, printed on both sides of an even one (7.4.1, 7.5)."""


class Row(Struct, frozen=True):
    """One row of a run of text: the `number`th line of a block, or a blank row (line None).

    A `keep` row never ends a page. A `text` row may be the text on the page of a signature. A `fixed` row stays free
    wherever the page ends: under a seal, or for the 版记. `beside` are further lines on the same row. `drop` is the
    depth of its baseline below its top, 0 for the grid's.

    A table's row has no line, but a least height, its `extent` (EMU). `header` is the number of its table's header rows.
    A page that begins with it repeats them, `repeat` high; where it is not at the head of a page, there is a `gap` over it.
    """

    block: int
    number: int
    line: Line | None
    text: bool
    keep: bool
    signature: bool
    fixed: bool = False
    colophon: bool = False
    beside: tuple[Line, ...] = ()
    drop: int = 0
    extent: int = 0
    header: int = 0
    repeat: int = 0
    gap: int = 0


def page_end(rows: list[Row], start: int, full: int, lines: int) -> tuple[int, PageRule | None]:
    """Find where a page that could hold rows[start:full] ends, and the first rule that carries rows over, if one does.

    If the rules together would leave the page empty, they are relaxed: one line over a signature is enough; then a
    heading may end a page; then the page is full.
    """
    for least, keep in ((house.LAST_PAGE_LEAST, True), (1, True), (1, False)):
        first: PageRule | None = None
        for end in range(full, start, -1):
            rule = _rule_against(rows, end, least, lines, keep=keep)
            if rule is None:
                return end, first
            first = first or rule
    return full, None


def _rule_against(rows: list[Row], end: int, least: int, room: int, *, keep: bool) -> PageRule | None:
    """The rule that keeps a page from ending before rows[end]; None if it may."""
    lines = texts = 0
    for row in rows[end : end + room]:
        if row.signature:
            return PageRule.COLOPHON_WITH_TEXT if row.colophon else PageRule.SIGNATURE_WITH_TEXT
        lines += row.text or row.line is not None
        texts += row.text
        if texts >= least:
            break
    else:
        if lines < least:
            return PageRule.NO_SINGLE_LINE
    if not keep or not rows[end - 1].keep:
        return None
    return PageRule.ROWS_TOGETHER if rows[end - 1].extent else PageRule.HEADING_WITH_TEXT
