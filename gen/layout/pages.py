"""Galley → pages: which line of type stands on which page and where, and the rules that move one.

A page is 22 rows of the line pitch. Text fills them (5.2.3); a paragraph may break after any line, so that the pages of Word, WPS and
LibreOffice agree without their widow control. The named rules below may carry lines over to the next page; each carry is recorded
as a forced break, which the DOCX states.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import count, pairwise, repeat
from typing import TYPE_CHECKING

from gen import house
from gen.blocks import COLOPHON, SIGNED, Tag
from gen.design import OFFICIAL, Design
from gen.frozen import new_tuple
from gen.layout.colophon import place_colophon
from gen.layout.columns import Stand, share_out
from gen.layout.header import FORMS, HeaderPlaces, PlacedRule, header_of, place_header
from gen.layout.leaders import dots, with_leaders
from gen.layout.lines import Galley, SetBlock
from gen.layout.overlap import refuse_overlap
from gen.layout.page import Break, Leader, Page, Pages, PlacedLine, PlacedPicture, PlacedRow
from gen.layout.page_breaks import PageRule, Row, natural_end, page_end
from gen.styles import BLANK_ROWS
from gen.units import ZERO, Length

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
        self.pressed = {index: member.pressed for index, member in enumerate(galley) if member.pressed}
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
        rows = self._rows(body, top=places is None)
        if ends_with_colophon:
            rows += self._foot_rows()
        first = places.rows if places else 0
        self._bring_to_foot(rows, self.design.lines - first)
        chunks: Iterator[Iterable[tuple[Row, int, int]]] = self._in_columns(rows) if self.design.columns > 1 else self._paginate(rows, first)
        for chunk in chunks:
            self.made.append(self._page(chunk, places, run.start))
            places = None

    def _in_columns(self, rows: list[Row]) -> Iterator[list[Stand]]:
        """Share rows out over pages of several columns, and note the blank rows that are left out."""
        pages = list(share_out(rows, self.galley, self.design.columns, self.design.lines))
        kept = Counter(stand.row.block for page in pages for stand in page)
        for block, rows_taken in Counter(row.block for row in rows).items():
            self.above[block] -= rows_taken - kept[block]
        yield from pages

    def _bring_to_foot(self, rows: list[Row], room: int) -> None:
        """Put blank rows over the first block that stands at the foot of its page, where a page has more room.

        The last row stays free: LibreOffice centres the grid in a page, and would move what ends with it over to the next.
        """
        if not any(member.style.foot for member in self.galley):
            return
        room -= 1
        place = next((place for place, row in enumerate(rows) if self.galley[row.block].style.foot), None)
        if place is not None and len(rows) < room:
            index, blanks = rows[place].block, room - len(rows)
            rows[place:place] = [Row(index, 0, None, text=False, keep=True, signature=False, fixed=True)] * blanks
            self.above[index] += blanks

    def _page(self, chunk: Iterable[tuple[Row, int, int]], places: HeaderPlaces | None, start: int) -> Page:
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
        for row, place, column in chunk:
            block, number, line, _, _, _, height, _, _, beside, drop = row
            if column != at:
                left, at = Length(column * (design.measure + design.gutter)), column
            if line:
                baseline = Length(place * design.pitch + drop) if drop else baselines[place]
                lines.append(new_tuple(PlacedLine, (line, baseline, place, left)))
                if beside:
                    if galley[block].style.leader:
                        leaders += (dots(line, beside[0], baseline),)
                    lines += [PlacedLine(other, baseline, place, left) for other in beside]
                if self.pressed:
                    pictures += self._pictures((line, *beside), left, place)
            elif height:
                table_rows.append(PlacedRow(block, place, height, number, left))
                lines += _table_lines(galley[block], table_rows[-1], design)
        numbered = places is None or places.form.folio
        number, turned = self.first + len(self.made), design is not self.upright
        return Page(number, tuple(lines), rules, tuple(table_rows), places, tuple(pictures), numbered=numbered, leaders=leaders, turned=turned)

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

    def _rows(self, body: range, *, top: bool) -> list[Row]:
        """List the rows of a run, and note the blank ones over each block. `top`: the run starts at the head of a page."""
        rows: list[Row] = []
        galley, stop = self.galley, body.stop
        previous: SetBlock | None = None
        index = body.start
        while index < stop:
            member = galley[index]
            tag = member.block.tag
            signature = tag in SIGNED or (tag is Tag.NOTE and previous is not None and previous.block.tag in SIGNED)
            blanks = blank_rows(previous, member) if previous or top else 0
            if blanks:
                self.above[index] = blanks
                rows += [Row(index, 0, None, text=False, keep=True, signature=signature)] * blanks
            following = index + 1
            while following < stop and galley[following].beside:
                following += 1
            if member.table:
                rows += _table_rows(member, index)
            else:
                rows += self._lines(member, galley[index + 1 : following], signature=signature)
            if signature:
                tail = max(galley[place].tail for place in range(index, following))
                rows += self._tail(body, following, tail, member)
            index = following
            previous = galley[index - 1]
        return rows

    def _lines(self, member: SetBlock, others: Sequence[SetBlock], *, signature: bool) -> list[Row]:
        """The rows of a block's lines; what stands beside is on the last of them."""
        kept, whole = member.style.keep_with_next, member.style.whole
        text = not (signature or kept)
        last = len(member.lines) - 1
        rows: list[Row] = [
            new_tuple(Row, (line[0], number, line, text, kept or (whole and number < last), signature, 0, False, False, (), 0))
            for number, line in enumerate(member.lines)
        ]
        if others and rows:
            rows[-1] = rows[-1]._replace(beside=tuple(line for other in others for line in other.lines))
        return [tall for row in rows for tall in self._tall(member, row)] if member.rows else rows

    def _tall(self, member: SetBlock, row: Row) -> Iterator[Row]:
        """The rows of a line of a block whose lines share a number of them: the line on the first, free ones after it."""
        count = len(member.lines)
        first, end = (member.rows * number // count for number in (row.number, row.number + 1))
        pitch = member.pitch(self.design)
        yield row._replace(drop=row.number * pitch + pitch * 4 // 5 - first * self.design.pitch, keep=row.keep or end - first > 1)
        for place in range(first + 1, end):
            yield Row(row.block, row.number, None, text=False, keep=row.keep or place + 1 < end, signature=row.signature, fixed=True)

    def _tail(self, body: range, following: int, tail: int, member: SetBlock) -> list[Row]:
        """Keep rows free under a seal, but for those that what follows takes anyway."""
        if not tail or not (member.block.tag is Tag.DATE or following == body.stop):
            return []
        taken = sum(len(self.galley[index].lines) + self._over(index) for index in range(following, body.stop))
        return [Row(following - 1, 0, None, text=False, keep=False, signature=True, fixed=True)] * max(0, tail - taken)

    def _over(self, index: int) -> int:
        return blank_rows(self.galley[index - 1], self.galley[index])

    def _foot_rows(self) -> Iterator[Row]:
        """The rows that the 版记 takes at the foot of the last page."""
        for _ in range(self.foot.rows if self.foot else 0):
            yield Row(self.colophon, 0, None, text=False, keep=False, signature=True, fixed=True, colophon=True)

    def _paginate(self, rows: list[Row], taken: int) -> Iterator[Iterable[tuple[Row, int, int]]]:
        """Share rows out over pages, the first of which has so many rows `taken`, and note where a rule ends a page early: row, place, column.

        Blank rows do not start a page, nor do rows that only stay free under a seal. At least one page.
        """
        start, room = 0, max(0, self.design.lines - taken)
        wanted = len(rows)
        while wanted and rows[wanted - 1].fixed and not rows[wanted - 1].colophon:
            wanted -= 1
        while start + room < wanted:
            end, rule = page_end(rows, start, natural_end(rows, start, start + room), self.design.lines)
            page = zip(rows[start:end], count(taken), repeat(0))
            start, room, taken = end, self.design.lines, 0
            while rows[start].line is None and not rows[start].text and not rows[start].fixed:
                self.above[rows[start].block] -= 1
                rule = rule or PageRule.NO_BLANK_FIRST
                start += 1
            if rule:
                self.breaks.append(Break(rows[start].block, rows[start].number, rule))
            yield page
        yield zip(rows[start:], count(taken), repeat(0))

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


def _table_rows(member: SetBlock, index: int) -> Iterator[Row]:
    """The rows that a table takes: each of its own as many as it is high."""
    assert member.table  # noqa: S101 — only a table has rows
    for number in range(len(member.table.rows)):
        height = member.table.height(number)
        for part in range(height):
            yield Row(index, number, None, text=True, keep=part + 1 < height, signature=False, height=0 if part else height)


def blank_rows(previous: SetBlock | None, current: SetBlock) -> int:
    """Count the blank rows between two blocks, or above a page's first: by `styles.BLANK_ROWS`, else what either wants, the larger."""
    if current.above is not None:
        return current.above
    if previous is None:
        return current.style.above_on_new_page
    wanted = max(previous.style.below, current.style.above)
    return BLANK_ROWS.get((previous.block.tag, current.block.tag), wanted)
