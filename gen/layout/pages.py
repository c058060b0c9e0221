"""Galley → pages: which line of type stands on which page and where, and the rules that move one.

A page is 22 rows of the line pitch. Text fills them (5.2.3); a paragraph may break after any line, so that the pages of Word, WPS and
LibreOffice agree without their widow control. The named rules below may carry lines over to the next page; each carry is recorded
as a forced break, which the DOCX states.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from gen import house
from gen.blocks import COLOPHON, SIGNED, Tag
from gen.design import OFFICIAL, Design
from gen.layout.advances import advance_table
from gen.layout.colophon import place_colophon
from gen.layout.columns import Stand, share_out
from gen.layout.header import FORMS, HeaderPlaces, PlacedRule, header_of, place_header
from gen.layout.lines import Galley, SetBlock
from gen.layout.overlap import refuse_overlap
from gen.layout.page import Break, Leader, Page, Pages, PlacedLine, PlacedPicture, PlacedRow
from gen.layout.page_breaks import PageRule, Row, natural_end, page_end
from gen.styles import BLANK_ROWS
from gen.units import Length

if TYPE_CHECKING:
    from gen.layout.ruler import Line


def make_up(galley: Galley, design: Design = OFFICIAL, first: int = 1) -> Pages:
    """Make a galley up into pages. Runs of text start where a block wants a new page; within a run, rows fill pages of 22.

    A 版记 stands at the foot of the last page, and where the design is duplex of an even one. The first page has the number `first`.
    """
    return _MakeUp(galley, design, first).pages()


class _MakeUp:
    """One galley being made up."""

    def __init__(self, galley: Galley, design: Design, first: int) -> None:
        self.galley = galley
        self.first = first
        self.design = self.upright = design
        self.blocks = [member.block for member in galley]
        self.breaks: list[Break] = []
        self.above = [0] * len(galley)
        self.made: list[Page] = []
        self.colophon = next((index for index, block in enumerate(self.blocks) if design.framed and block.tag in COLOPHON), len(galley))
        ruled = not any(block.tag is Tag.MASTHEAD and not FORMS[block.form].colophon_ruled for block in self.blocks)
        self.foot = place_colophon(galley[self.colophon :], design, ruled=ruled)

    def pages(self) -> Pages:
        """Make every run up, then the 版记."""
        runs = list(self._runs())
        for run in runs[:-1]:
            self._make_up(run)
        if self.foot:
            self._make_up_last(runs[-1:])
            self._set_colophon()
        elif runs:
            self._make_up(runs[-1])
        self._set_leaders()
        return Pages(tuple(self.made), tuple(self.breaks), tuple(self.above), self.colophon)

    def _runs(self) -> Iterator[range]:
        starts = [0, *(index for index, block in enumerate(self.blocks) if index and block.new_page), self.colophon]
        return (range(start, end) for start, end in pairwise(starts) if start < end)

    def _make_up_last(self, runs: list[range]) -> None:
        """Make the last run up with the 版记 at its end; where that would not be on the back of a leaf it goes on the next page that is.

        A page between is blank, and then neither has a number (7.5).
        """
        made, breaks, above = len(self.made), len(self.breaks), list(self.above)
        across = any(self.blocks[run.start].landscape for run in runs)
        for run in runs:
            self._make_up(run, ends_with_colophon=not across)
        even = len(self.made) % 2 == 0 and bool(self.made)
        if not across and (even or not self.upright.duplex):
            return
        del self.made[made:], self.breaks[breaks:]
        self.above[:] = above
        for run in runs:
            self._make_up(run)
        self.design = self.upright
        blank = self.design.duplex and len(self.made) % 2 == 0
        if blank:
            self.made.append(Page(self.first + len(self.made), (), numbered=False))
        self.made.append(Page(self.first + len(self.made), (), numbered=not blank))
        self.breaks.append(Break(self.colophon, 0, PageRule.COLOPHON_AT_FOOT))

    def _make_up(self, run: range, *, ends_with_colophon: bool = False) -> None:
        self.design = self.upright.turned if self.blocks[run.start].landscape else self.upright
        header = header_of(self.blocks[run.start : run.stop], 0) if self.design.framed else range(0)
        body = range(run.start + len(header), run.stop)
        places = self._header(run.start, len(header))
        if run.start:
            self.breaks.append(Break(run.start, 0, PageRule.NEW_PAGE))
        rows = list(self._rows(body, top=places is None))
        if ends_with_colophon:
            rows += self._foot_rows()
        first = places.rows if places else 0
        self._bring_to_foot(rows, self.design.lines - first)
        for chunk in self._in_columns(rows) if self.design.columns > 1 else self._paginate(rows, first):
            self.made.append(self._page(chunk, places, run.start))
            places = None

    def _in_columns(self, rows: list[Row]) -> Iterator[list[Stand]]:
        """Share rows out over pages of several columns, and note the blank rows that are left out."""
        pages = list(share_out(rows, self.galley, self.design.columns, self.design.lines))
        kept = Counter(stand.row.block for page in pages for stand in page)
        for block, count in Counter(row.block for row in rows).items():
            self.above[block] -= count - kept[block]
        yield from pages

    def _bring_to_foot(self, rows: list[Row], room: int) -> None:
        """Put blank rows over the first block that stands at the foot of its page, where a page has more room.

        The last row stays free: LibreOffice centres the grid in a page, and would move what ends with it over to the next.
        """
        room -= 1
        place = next((place for place, row in enumerate(rows) if self.galley[row.block].style.foot), None)
        if place is not None and len(rows) < room:
            index, blanks = rows[place].block, room - len(rows)
            rows[place:place] = [Row(index, 0, None, text=False, keep=True, signature=False, fixed=True)] * blanks
            self.above[index] += blanks

    def _page(self, chunk: list[Stand], places: HeaderPlaces | None, start: int) -> Page:
        design, galley = self.design, self.galley
        lines: list[PlacedLine] = []
        rules: tuple[PlacedRule, ...] = ()
        pictures: list[PlacedPicture] = []
        table_rows: list[PlacedRow] = []
        leaders: tuple[Leader, ...] = ()
        if places:
            lines = [
                PlacedLine(line, baseline, max(0, baseline // design.pitch))
                for member, baselines in zip(galley[start:], places.baselines, strict=False)
                for line, baseline in zip(member.lines, baselines, strict=True)
            ]
            rules = (*places.rules, *places.foot_rules)
        for row, place, column in chunk:
            left = Length(column * (design.measure + design.gutter))
            if row.line:
                baseline = Length(place * design.pitch + (row.drop or design.baseline))
                if row.beside and galley[row.block].style.leader:
                    leaders += (_dots(row.line, row.beside[0], baseline),)
                for line in (row.line, *row.beside):
                    lines.append(PlacedLine(line, baseline, place, left))
                    pressed = galley[line.block].pressed
                    if pressed and not line.start:
                        pictures.append(PlacedPicture(line.block, left, Length(place * design.pitch), pressed))
            elif row.height:
                table_rows.append(PlacedRow(row.block, place, row.height, row.number, left))
                lines += _table_lines(galley[row.block], table_rows[-1], design)
        numbered = places is None or places.form.folio
        number, turned = self.first + len(self.made), design is not self.upright
        return Page(number, tuple(lines), rules, tuple(table_rows), places, tuple(pictures), numbered=numbered, leaders=leaders, turned=turned)

    def _header(self, start: int, count: int) -> HeaderPlaces | None:
        if not count:
            return None
        members = self.galley[start : start + count]
        mark = next(member for member in members if member.block.tag is Tag.MASTHEAD)
        places = place_header([member.block for member in members], [len(member.lines) for member in members], mark.size, self.design)
        refuse_overlap(members, places, self.design)
        return places

    def _rows(self, body: range, *, top: bool) -> Iterator[Row]:
        """List the rows of a run, and note the blank ones over each block. `top`: the run starts at the head of a page."""
        previous: SetBlock | None = None
        index = body.start
        while index < body.stop:
            member = self.galley[index]
            blanks = blank_rows(previous, member) if previous or top else 0
            self.above[index] = blanks
            signature = member.block.tag in SIGNED or (member.block.tag is Tag.NOTE and previous is not None and previous.block.tag in SIGNED)
            for _ in range(blanks):
                yield Row(index, 0, None, text=False, keep=True, signature=signature)
            if member.table:
                for number in range(len(member.table.rows)):
                    height = member.table.height(number)
                    for part in range(height):
                        yield Row(index, number, None, text=True, keep=part + 1 < height, signature=False, height=0 if part else height)
            kept = member.style.keep_with_next
            last = len(member.lines) - 1
            beside: tuple[Line, ...] = ()
            tail = member.tail
            for index in range(index + 1, body.stop):  # noqa: B020 — goes on after what stands beside
                if not self.galley[index].beside:
                    break
                beside += self.galley[index].lines
                tail = max(tail, self.galley[index].tail)
            else:
                index = body.stop
            for number, line in enumerate(() if member.table else member.lines):
                keep = kept or (member.style.whole and number < last)
                also = beside if number == last else ()
                row = Row(line.block, number, line, text=not (signature or kept), keep=keep, signature=signature, beside=also)
                yield from self._tall(member, row) if member.rows else (row,)
            if signature and tail:
                yield from self._tail(body, index, tail, member)
            previous = self.galley[index - 1]

    def _tall(self, member: SetBlock, row: Row) -> Iterator[Row]:
        """The rows of a line of a block whose lines share a number of them: the line on the first, free ones after it."""
        count = len(member.lines)
        first, end = (member.rows * number // count for number in (row.number, row.number + 1))
        pitch = member.pitch(self.design)
        yield row._replace(drop=row.number * pitch + pitch * 4 // 5 - first * self.design.pitch, keep=row.keep or end - first > 1)
        for place in range(first + 1, end):
            yield Row(row.block, row.number, None, text=False, keep=row.keep or place + 1 < end, signature=row.signature, fixed=True)

    def _tail(self, body: range, following: int, tail: int, member: SetBlock) -> Iterator[Row]:
        """Keep rows free under a seal, but for those that what follows takes anyway."""
        taken = sum(len(self.galley[index].lines) + self._over(index) for index in range(following, body.stop))
        block = following - 1
        for _ in range(max(0, tail - taken) if member.block.tag is Tag.DATE or following == body.stop else 0):
            yield Row(block, 0, None, text=False, keep=False, signature=True, fixed=True)

    def _over(self, index: int) -> int:
        return blank_rows(self.galley[index - 1], self.galley[index])

    def _foot_rows(self) -> Iterator[Row]:
        """The rows that the 版记 takes at the foot of the last page."""
        for _ in range(self.foot.rows if self.foot else 0):
            yield Row(self.colophon, 0, None, text=False, keep=False, signature=True, fixed=True, colophon=True)

    def _paginate(self, rows: list[Row], taken: int) -> Iterator[list[Stand]]:
        """Share rows out over pages, the first of which has so many rows `taken`, and note where a rule ends a page early.

        Blank rows do not start a page, nor do rows that only stay free under a seal. At least one page.
        """
        start, room = 0, max(0, self.design.lines - taken)
        wanted = len(rows)
        while wanted and rows[wanted - 1].fixed and not rows[wanted - 1].colophon:
            wanted -= 1
        while start + room < wanted:
            end, rule = page_end(rows, start, natural_end(rows, start, start + room), self.design.lines)
            page = [Stand(row, place, 0) for place, row in enumerate(rows[start:end], taken)]
            start, room, taken = end, self.design.lines, 0
            while rows[start].line is None and not rows[start].text and not rows[start].fixed:
                self.above[rows[start].block] -= 1
                rule = rule or PageRule.NO_BLANK_FIRST
                start += 1
            if rule:
                self.breaks.append(Break(rows[start].block, rows[start].number, rule))
            yield page
        yield [Stand(row, place, 0) for place, row in enumerate(rows[start:], taken)]

    def _set_leaders(self) -> None:
        """Give every line of a 目录 the number of the page on which what it names begins."""
        if all(member.target is None for member in self.galley):
            return
        starts: dict[int, int] = {}
        for page in self.made:
            for placed in page.lines:
                starts.setdefault(placed.line.block, page.number)
        for index, page in enumerate(self.made):
            leaders = tuple(leader for placed in page.lines if (leader := self._leader(placed, starts)))
            if leaders:
                self.made[index] = replace(page, leaders=leaders)

    def _leader(self, placed: PlacedLine, starts: dict[int, int]) -> Leader | None:
        member = self.galley[placed.line.block]
        if member.target is None or placed.line is not member.lines[-1]:
            return None
        folio = str(starts[member.target])
        table = advance_table(member.style.face, member.size, member.style.tracking, member.style.latin)
        gap = self.design.cell // 2
        right = placed.left + self.design.measure - sum(map(table.__getitem__, folio)) + member.style.tracking
        return Leader(placed.line.block, placed.baseline, Length(placed.left + placed.line.x[-1] + gap), Length(right - gap), folio)

    def _set_colophon(self) -> None:
        """Stand the 版记 at the foot of the last page."""
        assert self.foot  # noqa: S101 — only with a 版记
        page = self.made[-1]
        lines = tuple(
            PlacedLine(line, baseline, (baseline - self.foot.top) // house.COLOPHON_PITCH + self.design.lines - self.foot.rows)
            for member, baselines in zip(self.galley[self.colophon :], self.foot.baselines, strict=True)
            for line, baseline in zip(member.lines, baselines, strict=True)
        )
        self.made[-1] = replace(page, lines=page.lines + lines, rules=page.rules + self.foot.rules, colophon=self.foot.top)


def _dots(line: "Line", beside: "Line", baseline: Length) -> Leader:
    """The line of dots between a line and the number at its right, half an em from both."""
    gap = beside.x[1] - beside.x[0]
    return Leader(line.block, baseline, Length(line.x[-1] + gap), Length(beside.x[0] - gap), "")


def _table_lines(member: SetBlock, placed: PlacedRow, design: Design) -> Iterator[PlacedLine]:
    """Place the lines of a table's row, cell by cell, each cell's in the middle of the row's height."""
    assert member.table  # noqa: S101 — only a table has rows
    for cell in member.table.rows[placed.number]:
        above = (placed.height - len(cell)) * design.pitch // 2
        for number, line in enumerate(cell):
            depth = (placed.row + number) * design.pitch + above
            yield PlacedLine(line, Length(depth + design.baseline - house.TABLE_RISE), depth // design.pitch, placed.left)


def blank_rows(previous: SetBlock | None, current: SetBlock) -> int:
    """Count the blank rows between two blocks, or above a page's first: by `styles.BLANK_ROWS`, else what either wants, the larger."""
    if current.above is not None:
        return current.above
    if previous is None:
        return current.style.above_on_new_page
    wanted = max(previous.style.below, current.style.above)
    return BLANK_ROWS.get((previous.block.tag, current.block.tag), wanted)
