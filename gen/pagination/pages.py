"""Galley → pages: which line of type stands on which page and where, and the rules that move one.

A page is 22 rows of the line pitch. Text fills them (5.2.3); a paragraph may break after any line, so that the pages of Word, WPS and
LibreOffice agree without their widow control. The named rules below may carry lines over to the next page; each carry is recorded
as a forced break, which the DOCX states.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import count, pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from gen.document.blocks import COLOPHON, Tag
from gen.pagination.colophon import place_colophon
from gen.pagination.columns import share_out
from gen.pagination.leaders import dots, with_leaders
from gen.pagination.overlap import refuse_overlap
from gen.pagination.page import Break, Leader, Page, Pages, PlacedLine, PlacedLines, PlacedPicture, PlacedRow
from gen.pagination.page_breaks import PageRule, Row, natural_end, page_end
from gen.pagination.rows import rows_of
from gen.standard import house
from gen.standard.design import OFFICIAL, Design
from gen.standard.forms import FORMS
from gen.typesetting.galley import Galley, SetBlock
from gen.typesetting.header import HeaderPlaces, PlacedRule, header_of, place_header
from gen.units import ZERO, Length

if TYPE_CHECKING:
    from gen.typesetting.ruler import Line


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
        self.pressed = {index: member.pressed for index, member in enumerate(galley) if member.pressed}
        self.colophon = next((index for index, block in enumerate(self.blocks) if design.framed and block.tag in COLOPHON), len(galley))
        ruled = not any(block.form and block.tag is Tag.MASTHEAD and not FORMS[block.form].colophon_ruled for block in self.blocks)
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
        return Pages(tuple(with_leaders(self.made, self.galley, self.design)), tuple(self.breaks), tuple(self.above), self.colophon)

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
        rows, blanks, even = rows_of(self.galley, body, self.design, top=places is None)
        for index, number in blanks.items():
            self.above[index] = number
        if ends_with_colophon:
            rows += self._foot_rows()
        first = places.rows if places else 0
        even += self._bring_to_foot(rows, self.design.lines - first)
        for filled in self._in_columns(rows) if self.design.columns > 1 else self._paginate(rows, first, even):
            self.made.append(self._page(filled, places, run.start))
            places = None

    def _in_columns(self, rows: list[Row]) -> Iterator["_Filled"]:
        """Share rows out over pages of several columns, and note the blank rows that are left out."""
        pages = list(share_out(rows, self.galley, self.design.columns, self.design.lines))
        kept = Counter(stand.row.block for page in pages for stand in page)
        for block, rows_taken in Counter(row.block for row in rows).items():
            self.above[block] -= rows_taken - kept[block]
        for page in pages:
            yield _Filled(page)

    def _bring_to_foot(self, rows: list[Row], room: int) -> int:
        """Put blank rows over the first block that stands at the foot of its page, where a page has more room: how many.

        The last row stays free: LibreOffice centres the grid in a page, and would move what ends with it over to the next.
        """
        if not self.design.issue:
            return 0  # only what an issue adds has such a block
        place = next((place for place, row in enumerate(rows) if self.galley[row.block].style.foot), None)
        blanks = room - 1 - len(rows)
        if place is None or blanks <= 0:
            return 0
        index = rows[place].block
        rows[place:place] = [Row(index, 0, None, text=False, keep=True, signature=False, fixed=True)] * blanks
        self.above[index] += blanks
        return blanks

    def _page(self, filled: "_Filled", places: HeaderPlaces | None, start: int) -> Page:
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
        baselines = _baselines(design.pitch, design.baseline, design.lines)
        left, at = ZERO, 0
        for row, place, column in filled.stands:
            line, beside = row.line, row.beside
            if column != at:
                left, at = Length(column * (design.measure + design.gutter)), column
            if line:
                baseline = Length(place * design.pitch + row.drop) if row.drop else baselines[place]
                lines.append(PlacedLine(line, baseline, place, left))
                if beside:
                    if galley[row.block].style.leader:
                        leaders += (dots(line, beside[0], baseline),)
                    lines += [PlacedLine(other, baseline, place, left) for other in beside]
                if self.pressed:
                    pictures += self._pictures((line, *beside), left, place)
            elif row.height:
                table_rows.append(PlacedRow(row.block, place, row.height, row.number, left))
                lines += _table_lines(galley[row.block], table_rows[-1], design)
        numbered = places is None or places.form.folio
        number, turned = self.first + len(self.made), design is not self.upright
        placed = PlacedLines(partial(_placed, lines, filled.even, baselines, filled.place)) if filled.even else tuple(lines)
        return Page(number, placed, rules, tuple(table_rows), places, tuple(pictures), numbered=numbered, leaders=leaders, turned=turned)

    def _pictures(self, lines: Iterable["Line"], left: Length, place: int) -> Iterator[PlacedPicture]:
        """Place the seals and stamps of the blocks that begin on a row."""
        for line in lines:
            pressed = self.pressed.get(line.block)
            if pressed and not line.start:
                yield PlacedPicture(line.block, left, Length(place * self.design.pitch), pressed)

    def _header(self, start: int, count: int) -> HeaderPlaces | None:
        if not count:
            return None
        members = self.galley[start : start + count]
        mark = next(member for member in members if member.block.tag is Tag.MASTHEAD)
        places = place_header([member.block for member in members], [len(member.lines) for member in members], mark.size, self.design)
        refuse_overlap(members, places, self.design)
        return places

    def _foot_rows(self) -> Iterator[Row]:
        """The rows that the 版记 takes at the foot of the last page."""
        for _ in range(self.foot.rows if self.foot else 0):
            yield Row(self.colophon, 0, None, text=False, keep=False, signature=True, fixed=True, colophon=True)

    def _paginate(self, rows: list[Row], taken: int, even: int) -> Iterator["_Filled"]:
        """Share rows out over pages, the first of which has so many rows `taken`, and note where a rule ends a page early.

        Blank rows do not start a page, nor do rows that only stay free under a seal. At least one page.
        """
        start, room = 0, max(0, self.design.lines - taken)
        wanted = len(rows)
        while wanted and rows[wanted - 1].fixed and not rows[wanted - 1].colophon:
            wanted -= 1
        while start + room < wanted:
            end, rule = page_end(rows, start, natural_end(rows, start, start + room), self.design.lines)
            page = _filled(rows, start, end, taken, even)
            start, room, taken = end, self.design.lines, 0
            while rows[start].line is None and not rows[start].text and not rows[start].fixed:
                self.above[rows[start].block] -= 1
                rule = rule or PageRule.NO_BLANK_FIRST
                start += 1
            if rule:
                self.breaks.append(Break(rows[start].block, rows[start].number, rule))
            yield page
        yield _filled(rows, start, len(rows), taken, even)

    def _set_colophon(self) -> None:
        """Stand the 版记 at the foot of the last page."""
        assert self.foot  # noqa: S101 — only with a 版记
        page = self.made[-1]
        lines = tuple(
            PlacedLine(line, baseline, (baseline - self.foot.top) // house.COLOPHON_PITCH + self.design.lines - self.foot.rows)
            for member, baselines in zip(self.galley[self.colophon :], self.foot.baselines, strict=True)
            for line, baseline in zip(member.lines, baselines, strict=True)
        )
        self.made[-1] = replace(page, lines=(*page.lines, *lines), rules=page.rules + self.foot.rules, colophon=self.foot.top)


class _Filled(NamedTuple):
    """What stands on a page of one run: rows each with its place on the grid and its column, and after them `even` ones, from `place` on."""

    stands: Iterable[tuple[Row, int, int]]
    even: list[Row] = []  # noqa: RUF012 — nobody adds to it
    place: int = 0


def _filled(rows: list[Row], start: int, end: int, taken: int, even: int) -> _Filled:
    """A page of one column that has rows[start:end] after so many rows `taken`; from rows[even] on they are even."""
    cut = min(max(start, even), end)
    return _Filled(zip(rows[start:cut], count(taken), repeat(0)), rows[cut:end], taken + cut - start)


def _placed(before: list[PlacedLine], rows: list[Row], baselines: Sequence[Length], first: int) -> list[PlacedLine]:
    """Lines, and after them those of rows that each have one on the grid, or none, from the place `first` on."""
    even = zip(rows, baselines[first:], count(first))
    return before + [PlacedLine(row.line, baseline, place) for row, baseline, place in even if row.line]


def _table_lines(member: SetBlock, placed: PlacedRow, design: Design) -> Iterator[PlacedLine]:
    """Place the lines of a table's row, cell by cell, each cell's in the middle of the row's height."""
    assert member.table  # noqa: S101 — only a table has rows
    for cell in member.table.rows[placed.number]:
        above = (placed.height - len(cell)) * design.pitch // 2
        for number, line in enumerate(cell):
            depth = (placed.row + number) * design.pitch + above
            yield PlacedLine(line, Length(depth + design.baseline - house.TABLE_RISE), depth // design.pitch, placed.left)


@cache
def _baselines(pitch: int, baseline: int, lines: int) -> tuple[Length, ...]:
    return tuple(Length(place * pitch + baseline) for place in range(lines))
