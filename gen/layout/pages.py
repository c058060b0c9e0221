"""Galley → pages: which line of type stands on which page and where, and the rules that move one.

A page is 22 rows of the line pitch. Text fills them (5.2.3); a paragraph may break after any line, so that the pages of Word, WPS and
LibreOffice agree without their widow control. The named rules below may carry lines over to the next page; each carry is recorded
as a forced break, which the DOCX states.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from gen import gb9704, house
from gen.blocks import Tag
from gen.layout.lines import Galley, SetBlock
from gen.layout.masthead import MastheadPlaces, place_masthead
from gen.layout.ruler import Line
from gen.styles import BLANK_ROWS
from gen.units import Length


class PageRule(StrEnum):
    """Why a page ends before its 22 rows are full."""

    NEW_PAGE = "另面起排"
    """The block starts a page by its kind (7.3.7)."""
    HEADING_WITH_TEXT = "标题不落底"
    """A heading, title or 题注 is followed on its page by text."""
    SIGNATURE_WITH_TEXT = "署名随正文"
    """署名 and 成文日期 stand on a page with text (7.3.5.5)."""
    NO_BLANK_FIRST = "面首不空行"
    """A page does not start with the blank rows over a block; without them it starts with the block."""
    NO_SINGLE_LINE = "单行不成面"
    """A page that ends a run of text holds at least two lines of it."""


@dataclass(frozen=True, slots=True)
class Break:
    """A page starts with line `line` of block `block` because of `rule`; line 0 is the block's first."""

    block: int
    line: int
    rule: PageRule


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line at its baseline, in EMU below the head of the type area; `row` is its row on the grid, from 0."""

    line: Line
    baseline: Length
    row: int


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A table's row, the `number`th of block `block`: it takes `height` rows of the page's grid from `row` down."""

    block: int
    row: int
    height: int
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number, its lines in reading order, the rows of its tables, and the depths of its red rules below the type area's head."""

    number: int
    lines: tuple[PlacedLine, ...]
    rules: tuple[Length, ...] = ()
    table_rows: tuple[PlacedRow, ...] = ()
    masthead: MastheadPlaces | None = None

    @property
    def folio(self) -> str:
        """页码 as printed: — 1 —, clause 7.5."""
        return f"{gb9704.FOLIO_DASH} {self.number} {gb9704.FOLIO_DASH}"


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page, and what was decided on the way: `breaks` are the forced page breaks, `above` the blank rows over each block."""

    pages: tuple[Page, ...]
    breaks: tuple[Break, ...]
    above: tuple[int, ...]


class _Row(NamedTuple):
    """One row of a run of text: the `number`th line of a block, or a blank (line None).

    `keep` never ends a page, `text` is text that may stand over a signature. A table's row is as many of these as it is
    high, all without a line; the first has its `height`.
    """

    block: int
    number: int
    line: Line | None
    text: bool
    keep: bool
    signature: bool
    height: int = 0


def make_up(galley: Galley) -> Pages:
    """Make a galley up into pages. Runs of text start where a block wants a new page; within a run, rows fill pages of 22."""
    pages: list[Page] = []
    breaks: list[Break] = []
    above = [0] * len(galley)
    for run in _runs(galley):
        masthead = _masthead(galley, run)
        body = range(run.start + len(masthead), run.stop)
        places = _places(galley, masthead)
        if run.start:
            breaks.append(Break(run.start, 0, PageRule.NEW_PAGE))
        rows = list(_rows(galley, body, above, top=places is None))
        first = places.rows if places else 0
        for chunk in _paginate(rows, gb9704.LINES_PER_PAGE - first, breaks, above):
            lines = [] if places is None else _masthead_lines(galley, masthead, places)
            table_rows: list[PlacedRow] = []
            for place, row in enumerate(chunk, first):
                if row.line:
                    lines.append(PlacedLine(row.line, Length(place * gb9704.LINE_PITCH + gb9704.BASELINE), place))
                elif row.height:
                    table_rows.append(PlacedRow(row.block, place, row.height, row.number))
                    lines += _table_lines(galley[row.block], table_rows[-1])
            ruled = places is not None and any(galley[index].block.tag is Tag.RULE for index in masthead)
            pages.append(Page(len(pages) + 1, tuple(lines), (places.rule,) if places and ruled else (), tuple(table_rows), places))
            places, first = None, 0
    return Pages(tuple(pages), tuple(breaks), tuple(above))


def _runs(galley: Galley) -> Iterator[range]:
    starts = [0, *(index for index, member in enumerate(galley) if index and member.block.new_page), len(galley)]
    return (range(start, end) for start, end in pairwise(starts) if start < end)


def _masthead(galley: Galley, run: range) -> range:
    """Find the blocks of a masthead at the head of a run: none where it does not start with a mark."""
    end = run.start
    if galley[run.start].block.tag is Tag.MASTHEAD:
        end += 1
        while end < run.stop and galley[end].block.tag in {Tag.NUMBER, Tag.RULE}:
            end += 1
    return range(run.start, end)


def _places(galley: Galley, masthead: range) -> MastheadPlaces | None:
    if not masthead:
        return None
    mark = galley[masthead.start]
    number_lines = sum(len(galley[index].lines) for index in masthead if galley[index].block.tag is Tag.NUMBER)
    return place_masthead(mark.size, len(mark.lines), number_lines)


def _masthead_lines(galley: Galley, masthead: range, places: MastheadPlaces) -> list[PlacedLine]:
    lines = [line for index in masthead for line in galley[index].lines]
    numbers = len(lines) - len(places.mark_baselines)
    baselines = [*places.mark_baselines, *(Length((places.number_baseline or 0) + number * gb9704.LINE_PITCH) for number in range(numbers))]
    return [PlacedLine(line, baseline, baseline // gb9704.LINE_PITCH) for line, baseline in zip(lines, baselines, strict=True)]


def _table_lines(member: SetBlock, placed: PlacedRow) -> Iterator[PlacedLine]:
    """Place the lines of a table's row, cell by cell, each cell's in the middle of the row's height."""
    assert member.table  # noqa: S101 — only a table has rows
    for cell in member.table.rows[placed.number]:
        above = (placed.height - len(cell)) * gb9704.LINE_PITCH // 2
        for number, line in enumerate(cell):
            depth = (placed.row + number) * gb9704.LINE_PITCH + above
            yield PlacedLine(line, Length(depth + gb9704.BASELINE - house.TABLE_RISE), depth // gb9704.LINE_PITCH)


def blank_rows(previous: SetBlock | None, current: SetBlock) -> int:
    """Count the blank rows between two blocks, or above a page's first: by `styles.BLANK_ROWS`, else what either wants, the larger."""
    if previous is None:
        return current.style.above_on_new_page
    wanted = max(previous.style.below, current.style.above)
    return BLANK_ROWS.get((previous.block.tag, current.block.tag), wanted)


def _rows(galley: Galley, body: range, above: list[int], *, top: bool) -> Iterator[_Row]:
    """List the rows of a run; `above` is told the blank ones over each block. `top`: the run starts at the head of a page."""
    previous: SetBlock | None = None
    for index in body:
        member = galley[index]
        blanks = blank_rows(previous, member) if previous or top else 0
        above[index] = blanks
        signature = member.block.tag in {Tag.SIGNATURE, Tag.DATE}
        for _ in range(blanks):
            yield _Row(index, 0, None, text=False, keep=True, signature=signature)
        if member.table:
            for number in range(len(member.table.rows)):
                height = member.table.height(number)
                for part in range(height):
                    yield _Row(index, number, None, text=True, keep=part + 1 < height, signature=False, height=0 if part else height)
        kept = member.style.keep_with_next
        last = len(member.lines) - 1
        for number, line in enumerate(() if member.table else member.lines):
            yield _Row(index, number, line, text=not (signature or kept), keep=kept or (member.style.whole and number < last), signature=signature)
        previous = member


def _paginate(rows: list[_Row], room: int, breaks: list[Break], above: list[int]) -> Iterator[list[_Row]]:
    """Share rows out over pages, the first of them with `room` rows; `breaks` is told where a rule ends a page early.

    Blank rows do not start a page; `above` is told. At least one page.
    """
    start, room = 0, max(0, room)
    while start + room < len(rows):
        end, rule = _page_end(rows, start, _natural_end(rows, start, start + room))
        page = rows[start:end]
        start, room = end, gb9704.LINES_PER_PAGE
        while rows[start].line is None and not rows[start].text:
            above[rows[start].block] -= 1
            rule = rule or PageRule.NO_BLANK_FIRST
            start += 1
        if rule:
            breaks.append(Break(rows[start].block, rows[start].number, rule))
        yield page
    yield rows[start:]


def _natural_end(rows: list[_Row], start: int, full: int) -> int:
    """Find where office programs end a page of themselves: when it is full, but not inside a table's row."""
    end = full
    while end > start and rows[end].line is None and rows[end].text and not rows[end].height:
        end -= 1
    return end


def _page_end(rows: list[_Row], start: int, full: int) -> tuple[int, PageRule | None]:
    """Find where a page that could hold rows[start:full] ends, and the first rule that carries rows over, None where none does.

    Where the rules together would leave the page empty, they are relaxed: one line over a signature will do; then a heading may end
    a page; then the page is full. So it is too where they would part a table by force, which office programs do not do alike.
    """
    for least, keep in ((house.LAST_PAGE_LEAST, True), (1, True), (1, False)):
        first: PageRule | None = None
        for end in range(full, start, -1):
            rule = _rule_against(rows, end, least, keep=keep)
            if rule is None:
                return (full, None) if first and _inside_table(rows, end) else (end, first)
            first = first or rule
    return full, None


def _inside_table(rows: list[_Row], end: int) -> bool:
    return rows[end].line is None and rows[end].text and rows[end - 1].block == rows[end].block


def _rule_against(rows: list[_Row], end: int, least: int, *, keep: bool) -> PageRule | None:
    """Name the rule that keeps a page from ending before rows[end], None when it may."""
    lines = texts = 0
    for row in rows[end : end + gb9704.LINES_PER_PAGE]:
        if row.signature:
            return PageRule.SIGNATURE_WITH_TEXT
        lines += row.text or row.line is not None
        texts += row.text
        if texts >= least:
            break
    else:
        if lines < least:
            return PageRule.NO_SINGLE_LINE
    return PageRule.HEADING_WITH_TEXT if keep and rows[end - 1].keep else None
