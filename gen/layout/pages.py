"""Galley → pages: which line of type stands on which page and where, and the rules that move one.

A page is 22 rows of the line pitch. Text fills them (5.2.3); a paragraph may break after any line, so that the pages of Word, WPS and
LibreOffice agree without their widow control. The named rules below may carry lines over to the next page; each carry is recorded
as a forced break, which the DOCX states.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(slots=True)
class _Row:
    """One row of a run of text: a line, or blank (line None); `text` counts for the rules that want text beside something.

    A table's row is as many of these as it is high, of which the first has `height`.
    """

    block: int
    index: int
    line: Line | None
    text: bool
    keep: bool
    signature: bool
    height: int = 0


def make_up(galley: Galley) -> Pages:
    """Galley → pages. Runs of text start where a block wants a new page; within a run, rows fill pages of 22."""
    pages: list[Page] = []
    breaks: list[Break] = []
    above = [0] * len(galley)
    for run in _runs(galley):
        masthead, body = _split_masthead(galley, run)
        if run.start:
            breaks.append(Break(run.start, 0, PageRule.NEW_PAGE))
        rows = list(_rows(galley, body, above, top=not masthead))
        first_capacity = gb9704.LINES_PER_PAGE - (masthead.rows if masthead else 0)
        chunks, carried = _paginate(rows, first_capacity)
        breaks.extend(carried)
        for order, chunk in enumerate(chunks or [[]]):
            places = masthead if order == 0 else None
            offset = places.rows if places else 0
            lines = _masthead_lines(galley, run, places) if places else []
            lines += [
                PlacedLine(row.line, Length((offset + number) * gb9704.LINE_PITCH + gb9704.BASELINE), offset + number)
                for number, row in enumerate(chunk)
                if row.line
            ]
            table_rows = tuple(PlacedRow(row.block, offset + number, row.height, row.index) for number, row in enumerate(chunk) if row.height)
            lines += [line for row in table_rows for line in _table_lines(galley[row.block], row)]
            lines.sort(key=lambda placed: placed.line.block)
            pages.append(Page(len(pages) + 1, tuple(lines), (places.rule,) if places else (), table_rows, places))
    return Pages(tuple(pages), tuple(breaks), tuple(above))


def _table_lines(member: SetBlock, placed: PlacedRow) -> Iterator[PlacedLine]:
    """The lines of a table's row, cell by cell, each cell's in the middle of the row's height."""
    if member.table is None:
        return
    for cell in member.table.rows[placed.number]:
        above = (placed.height - len(cell)) * gb9704.LINE_PITCH // 2
        for number, line in enumerate(cell):
            depth = (placed.row + number) * gb9704.LINE_PITCH + above
            yield PlacedLine(line, Length(depth + gb9704.BASELINE - house.TABLE_RISE), depth // gb9704.LINE_PITCH)


def _runs(galley: Galley) -> Iterator[range]:
    starts = [index for index, member in enumerate(galley) if index == 0 or member.block.new_page]
    for start, end in zip(starts, [*starts[1:], len(galley)], strict=True):
        yield range(start, end)


_MASTHEAD_TAGS = frozenset({Tag.MASTHEAD, Tag.NUMBER, Tag.RULE})


def _split_masthead(galley: Galley, run: range) -> tuple[MastheadPlaces | None, range]:
    body = run.start
    while body < run.stop and galley[body].block.tag in _MASTHEAD_TAGS:
        body += 1
    marks = [galley[index] for index in range(run.start, body)]
    mark = next((member for member in marks if member.block.tag is Tag.MASTHEAD), None)
    if mark is None:
        return None, run
    numbered = any(member.block.tag is Tag.NUMBER for member in marks)
    return place_masthead(mark.size, len(mark.lines), numbered=numbered), range(body, run.stop)


def _masthead_lines(galley: Galley, run: range, places: MastheadPlaces) -> list[PlacedLine]:
    lines: list[PlacedLine] = []
    for index in run:
        member = galley[index]
        baselines: Sequence[Length] = ()
        if member.block.tag is Tag.MASTHEAD:
            baselines = places.mark_baselines
        elif member.block.tag is Tag.NUMBER and places.number_baseline is not None:
            baselines = [places.number_baseline] * len(member.lines)
        for line, baseline in zip(member.lines, baselines, strict=False):
            lines.append(PlacedLine(line, baseline, baseline // gb9704.LINE_PITCH))
    return lines


def blank_rows(previous: SetBlock | None, current: SetBlock) -> int:
    """The blank rows between two blocks, or above a page's first: by `styles.BLANK_ROWS`, else what either wants, the larger."""
    if previous is None:
        return current.style.above_on_new_page
    wanted = max(previous.style.below, current.style.above)
    return BLANK_ROWS.get((previous.block.tag, current.block.tag), wanted)


def _rows(galley: Galley, body: range, above: list[int], *, top: bool) -> Iterator[_Row]:
    previous: SetBlock | None = None
    for index in body:
        member = galley[index]
        blanks = 0 if previous is None and not top else blank_rows(previous, member)
        above[index] = blanks
        signature = member.block.tag in {Tag.SIGNATURE, Tag.DATE}
        for _ in range(blanks):
            yield _Row(index, -1, None, text=False, keep=True, signature=signature)
        if member.table:
            for number in range(len(member.table.rows)):
                height = member.table.height(number)
                for part in range(height):
                    keep = part + 1 < min(height, gb9704.LINES_PER_PAGE)
                    yield _Row(index, number, None, text=True, keep=keep, signature=False, height=0 if part else height)
            previous = member
            continue
        text = not signature and not member.style.keep_with_next
        last = len(member.lines) - 1
        for number, line in enumerate(member.lines):
            keep = member.style.keep_with_next or (member.style.whole and number < last)
            yield _Row(index, number, line, text=text, keep=keep, signature=signature)
        previous = member


def _paginate(rows: list[_Row], first_capacity: int) -> tuple[list[list[_Row]], list[Break]]:
    chunks: list[list[_Row]] = []
    breaks: list[Break] = []
    start, capacity = 0, first_capacity
    while start < len(rows):
        end = min(len(rows), start + capacity)
        if end < len(rows):
            moved, rule = _carry(rows, start, end)
            if rule is not None:
                breaks.append(Break(rows[moved].block, max(0, rows[moved].index), rule))
                end = moved
        chunks.append(rows[start:end])
        start, capacity = end, gb9704.LINES_PER_PAGE
    return chunks, breaks


def _carry(rows: list[_Row], start: int, end: int) -> tuple[int, PageRule | None]:
    """Where a page that could hold rows[start:end] has to end, and the rule that says so; the full page when no rule speaks.

    A rule that would leave the page without a row is not followed: there is nothing to carry.
    """
    place, rule = end, None
    while place > start and rows[place - 1].keep and not rows[place].signature:
        place, rule = place - 1, PageRule.HEADING_WITH_TEXT
    tail = rows[place:]
    if any(row.signature for row in tail) and sum(row.text for row in tail) < house.LAST_PAGE_LEAST:
        place, rule = _back_to_text(rows, start, place), PageRule.SIGNATURE_WITH_TEXT
    elif sum(1 for row in tail if row.line or row.text) < house.LAST_PAGE_LEAST:
        place, rule = _back_to_text(rows, start, place), PageRule.NO_SINGLE_LINE
    if place <= start or place == end or _inside_table(rows, place):
        return end, None
    while place > start + 1 and rows[place - 1].keep:
        place -= 1
    return place, rule


def _inside_table(rows: list[_Row], place: int) -> bool:
    """Whether a break would part a table by force, which office programs do not do alike: there the full page stands."""
    return rows[place].line is None and rows[place].text and rows[place - 1].block == rows[place].block


def _back_to_text(rows: list[_Row], start: int, place: int) -> int:
    """The place from which the rest of the rows holds enough text."""
    while place > start and sum(row.text for row in rows[place:]) < house.LAST_PAGE_LEAST:
        place -= 1
    return place
