"""Rows of a page → where it may end: the rules that carry lines over to the next page."""

from enum import StrEnum
from typing import Final, NamedTuple

from gen.pagination.filling import Filling
from gen.pagination.row import Row
from gen.standard import house


class PageRule(StrEnum):
    """Why a page ends before its 22 rows are full."""

    NEW_PAGE = "另面起排"
    """The block starts a page by its kind (7.3.7)."""
    HEADING_WITH_TEXT = "标题不落底"
    """A heading, title or 题注 is followed on its page by text."""
    SIGNATURE_WITH_TEXT = "署名随正文"
    """署名 and 成文日期 stand on a page with text, three lines or more (7.3.5.5)."""
    SIGNATURE_PARTED = "落款分面"
    """A 落款 with which no page has room for two lines of text goes on, between two rows of organs, on the next page."""
    ROWS_TOGETHER = "同组不分面"
    """The rows of a table that a merged cell joins, its header with the first row under it, and its last row with its notes are on one page."""
    TABLE_APART = "表前留空"
    """A table that would have room on the page only without the room over it starts the next page, where it needs none."""
    CAPTION_WITH_ILLUSTRATION = "图题随图"
    """A caption is on the page of its illustration."""
    NO_BLANK_FIRST = "面首不空行"
    """A page does not start with the blank rows over a block; without them it starts with the block."""
    NO_SINGLE_LINE = "单行不成面"
    """A page that ends a run of text holds at least two lines of it."""
    ATTENDANCE_TOGETHER = "出席人员同面"
    """出席, 请假 and 列席 stand on one page (10.3)."""
    COLOPHON_WITH_TEXT = "版记随正文"
    """版记 stands on a page with text where it is not alone on the back of the last leaf (7.4.1)."""
    COLOPHON_AT_FOOT = "版记落底"
    """版记 stands at the foot of the last page, printed on both sides of an even one (7.4.1, 7.5)."""


class _Demands(NamedTuple):
    """What a page end must leave: so many lines of text, and with headings so many, over a 落款.

    `keep`: no heading ends the page. `whole`: a 落款 is in one piece if a page has room for it with two lines of text.
    `ahead`: the next page has so many lines, too, even if a 落款 ends it early.
    """

    texts: int
    lines: int
    keep: bool = True
    whole: bool = True
    ahead: bool = False


_RELAXED: Final = (
    _Demands(house.LAST_PAGE_LEAST, house.SIGNED_PAGE_LEAST, ahead=True),
    _Demands(house.LAST_PAGE_LEAST, house.LAST_PAGE_LEAST, ahead=True),
    _Demands(1, 1),
    _Demands(1, 1, whole=False),
    _Demands(1, 1, keep=False),
)
"""The demands in the order in which they are given up where all together would leave a page empty."""
_FAR: Final = 4
"""In pages: where a 落款 is so far, no rule looks at it, even if rows of tables are half as high as lines."""


def page_end(filling: Filling, start: int, full: int, lines: int, *, beside: bool = False) -> tuple[int, PageRule | None]:
    """Find where a page that could hold rows[start:full] ends, and the first rule that carries rows over, if one does.

    `beside`: it is a column, and the next one is on its page, where two lines over a signature are enough from the first.

    If the rules together would leave the page empty, they are relaxed: two lines over a signature are enough, as where
    no page has room for three with it, then one; then a 落款 may be parted; then a heading may end a page; then the page
    is full.
    """
    rows = filling.rows
    if rows[full].part > 1:
        return full, None  # a row that is higher than a page goes on wherever the page is full
    if not rows[full - 1].keep and full + _FAR * lines < filling.unsigned:
        return full, None  # running text goes on, as after most pages
    for demands in _RELAXED[beside or _has_room_for_two(filling, start, full, lines) :]:
        first: PageRule | None = None
        for end in range(full, start, -1):
            if rows[end].part > 1:
                continue  # no program is told to part a row elsewhere than where its page is full
            if rows[end].seam and _under_seal(rows, end) <= full and (not demands.whole or _is_tall(filling, end, lines, house.LAST_PAGE_LEAST)):
                return end, PageRule.SIGNATURE_PARTED
            rule = _rule_against(filling, end, demands, lines)
            if rule is None:
                return end, first
            first = first or rule
    return full, None


def _is_line(row: Row) -> bool:
    """Whether a row has a line, or is a table's."""
    return row.text or row.line is not None


def _lines(row: Row, pitch: int) -> int:
    """How many lines of text a row counts for: a high row of a table as many as take its room."""
    return max(1, row.extent // pitch) if row.extent else _is_line(row)


def _under_seal(rows: list[Row], seam: int) -> int:
    """The end of the rows before a seam, with the blank ones that their seals reach into."""
    end = seam
    while rows[end].line is None and not rows[end].fixed:
        end += 1
    return end


def _has_room_for_two(filling: Filling, start: int, full: int, room: int) -> bool:
    """Whether a page has room for a 落款 that begins on this page or the next with two lines of text, not with three."""
    rows = filling.rows
    least = house.SIGNED_PAGE_LEAST
    for place in range(start, min(full + room, len(rows))):
        if rows[place].signature:
            return _is_tall(filling, place, room, least) and not _is_tall(filling, place, room, least - 1)
    return False


def _is_tall(filling: Filling, place: int, room: int, least: int) -> bool:
    """Whether a page of so many rows cannot hold the 落款 of rows[place], the 版记 under it and the `least` lines over it."""
    rows = filling.rows
    start, end = place, place
    while end < len(rows) and rows[end].signature:
        end += 1
    while rows[end - 1].fixed and not rows[end - 1].colophon:
        end -= 1
    lines = 0
    while start and (rows[start - 1].signature or lines < least or rows[start - 1].keep) and filling.depth(start, end) <= room:
        start -= 1
        lines += 0 if rows[start].signature else _lines(rows[start], filling.pitch)
    return filling.depth(start, end) > room


def _rule_against(filling: Filling, end: int, demands: _Demands, room: int) -> PageRule | None:
    """The rule that keeps a page from ending before rows[end]; None if it may."""
    rows = filling.rows
    lines = texts = 0
    for row in rows[end : end + room]:
        if row.signature:
            return PageRule.COLOPHON_WITH_TEXT if row.colophon else PageRule.SIGNATURE_WITH_TEXT
        lines += _lines(row, filling.pitch)
        texts += _lines(row, filling.pitch) if row.text else 0
        if texts >= demands.texts and lines >= demands.lines:
            if demands.ahead and _empties_next(filling, end, room, demands.lines):
                return PageRule.SIGNATURE_WITH_TEXT
            break
    else:
        if lines < demands.texts:
            return PageRule.NO_SINGLE_LINE
    if rows[end - 1].keep and (demands.keep or rows[end - 1].bound or rows[end - 1].merged):
        kept = rows[end - 1]
        if kept.bound:
            return PageRule.CAPTION_WITH_ILLUSTRATION
        return PageRule.ATTENDANCE_TOGETHER if kept.joined else PageRule.ROWS_TOGETHER if kept.extent or kept.text else PageRule.HEADING_WITH_TEXT
    return None


def _empties_next(filling: Filling, start: int, room: int, least: int) -> bool:
    """Whether a page from rows[start] on would have fewer than `least` lines, because a 落款 takes the others over with it."""
    rows = filling.rows
    full = filling.end(start, room)
    if not rows[full : full + 1] or not rows[full].signature or all(row.fixed and not row.colophon for row in rows[full:]):
        return False
    end, _ = page_end(filling, start, full, room)
    return sum(_lines(row, filling.pitch) for row in rows[start:end]) < least
