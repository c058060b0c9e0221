"""Galley → pages: which line of type is on which page and where.

A page is 22 rows of the line pitch. Text fills them (5.2.3); a paragraph may break after any line, so that the pages of
Word, WPS and LibreOffice agree without their widow control. The rules of `page_breaks` may carry lines over to the next
page; each carry is recorded as a forced break, which the DOCX states.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from gen.document.blocks import COLOPHON, SIGNED, Tag
from gen.pagination.colophon import ColophonPlaces, place_colophon
from gen.pagination.columns import share_out
from gen.pagination.filling import Filling, PlacedOnGrid
from gen.pagination.flow import flow_of
from gen.pagination.page import Break, Leader, Page, Pages, PlacedLine
from gen.pagination.page_breaks import PageRule, page_end
from gen.pagination.page_content import page_of, place_masthead
from gen.pagination.row import Row
from gen.pagination.rows import rows_of, with_parts
from gen.standard import house
from gen.standard.design import OFFICIAL, Design
from gen.standard.forms import FORMS
from gen.typesetting.advances import advance_table
from gen.typesetting.galley import Galley, SetBlock
from gen.typesetting.header import header_of
from gen.typesetting.ruler import OversetError
from gen.units import Length


def make_up(galley: Galley, design: Design = OFFICIAL, first: int = 1) -> Pages:
    """Make a galley up into pages, the first of which has the number `first`.

    A run of text starts with each block that wants a new page; within a run, rows fill pages of 22. A 版记 stands at the
    foot of the last page, and of an even one if the design is duplex. OversetError for lines of a masthead that
    overlap, and for a 版记 higher than a page.
    """
    make = _MakeUp(galley, design, first)
    runs = list(make.runs())
    last = runs[-1:] if make.foot else []
    made = make.run_after_run(runs[: len(runs) - len(last)])
    if make.foot:
        made = make.with_colophon(made, last, make.foot)
    above = tuple([made.above.get(index, 0) for index in range(len(galley))])
    return Pages(tuple(_with_leaders(made.pages, galley, design)), made.breaks, above, make.colophon)


_TALL: Final = frozenset({Tag.TABLE, Tag.ILLUSTRATION})
"""The elements with rows that are higher than a line."""


class _Made(Struct, frozen=True):
    """Pages, the forced breaks before them, and the blank rows over each block."""

    pages: tuple[Page, ...] = ()
    breaks: tuple[Break, ...] = ()
    above: Mapping[int, int] = {}

    def followed_by(self, other: "_Made") -> "_Made":
        """Both, one after the other."""
        return _Made(self.pages + other.pages, self.breaks + other.breaks, {**self.above, **other.above})


_NOTHING: Final = _Made()


class _Filled(NamedTuple):
    """The rows of a run on its pages, the breaks that rules force, and the blank rows of each block left out."""

    pages: Iterable[Iterable[PlacedOnGrid]]
    breaks: Sequence[Break]
    left_out: Counter[int]


class _MakeUp:
    """A galley with all that decides its pages."""

    def __init__(self, galley: Galley, design: Design, first: int) -> None:
        self.galley = galley
        self.design = design
        self.first = first
        self.blocks = [member.block for member in galley]
        self.colophon = next((index for index, block in enumerate(self.blocks) if design.framed and block.tag in COLOPHON), len(galley))
        ruled = not any(block.form and block.tag is Tag.MASTHEAD and not FORMS[block.form].colophon_ruled for block in self.blocks)
        self.foot = place_colophon(galley[self.colophon :], design, ruled=ruled)

    def runs(self) -> Iterator[range]:
        """The runs of blocks that each start a page, without the 版记."""
        starts = [0, *(index for index, block in enumerate(self.blocks) if index and block.new_page), self.colophon]
        return (range(start, end) for start, end in pairwise(starts) if start < end)

    def run_after_run(self, runs: Iterable[range], made: _Made = _NOTHING, *, colophon: bool = False) -> _Made:
        """Make runs up after what is made; `colophon`: the 版记 ends the last of their pages."""
        for run in runs:
            made = made.followed_by(self._run(run, self.first + len(made.pages), colophon=colophon))
        return made

    def with_colophon(self, made: _Made, last: Sequence[range], foot: ColophonPlaces) -> _Made:
        """Make the `last` run up with the 版记 at its end, or on the next page that is the back of a leaf.

        A page between is blank, and then neither has a number (7.5). A 版记 that is higher than half a page is alone where
        fewer than three lines of text could go over to its page. OversetError for one higher than a page.
        """
        if foot.rows > self.design.lines:
            block = self.blocks[self.colophon]
            raise OversetError(block, block.text, foot.rows, self.design.lines)
        alone = any(self.blocks[run.start].landscape for run in last)
        together = self.run_after_run(last, made, colophon=not alone)
        apart: _Made | None = None
        if foot.rows > self.design.lines // 2:
            apart = self.run_after_run(last, made)
            more = len(together.pages) - len(apart.pages)
            alone = alone or more > 1 or (more == 1 and self._texts(together.pages[-1]) < house.SIGNED_PAGE_LEAST)
        if not alone and together.pages and not (self.design.duplex and len(together.pages) % 2):
            return self._with_colophon_at_foot(together, foot)
        apart = apart or self.run_after_run(last, made)
        blank = self.design.duplex and len(apart.pages) % 2 == 0
        next_ = self.first + len(apart.pages)
        pages = (Page(next_, (), numbered=False), Page(next_ + 1, (), numbered=False)) if blank else (Page(next_, ()),)
        return self._with_colophon_at_foot(apart.followed_by(_Made(pages, (Break(self.colophon, 0, PageRule.COLOPHON_AT_FOOT),))), foot)

    def _texts(self, page: Page) -> int:
        """How many lines of a page are neither of a 落款 nor of the 版记."""
        return sum(self.blocks[placed.line.block].tag not in SIGNED for placed in page.lines)

    def _with_colophon_at_foot(self, made: _Made, foot: ColophonPlaces) -> _Made:
        """Set the 版记 at the foot of the last page."""
        *others, page = made.pages
        lines = tuple(
            PlacedLine(line, baseline, (baseline - foot.top) // house.COLOPHON_PITCH + self.design.lines - foot.rows)
            for member, baselines in zip(self.galley[self.colophon :], foot.baselines, strict=True)
            for line, baseline in zip(member.lines, baselines, strict=True)
        )
        page = replace(page, lines=page.lines + lines, rules=page.rules + foot.rules, colophon=foot.top)
        return replace(made, pages=(*others, page))

    def _run(self, run: range, number: int, *, colophon: bool) -> _Made:
        """Make one run up into pages, the first with a `number`; `colophon`: the 版记 takes its last rows."""
        turned = self.blocks[run.start].landscape
        design = self.design.turned if turned else self.design
        header = header_of(self.blocks[run.start : run.stop], 0) if design.framed else range(0)
        start = run.start + len(header)
        masthead = place_masthead(self.galley[run.start : start], design)
        rows, above = rows_of(self.galley, range(start, run.stop), design, top=masthead is None)
        if colophon and self.foot:
            rows += [Row(self.colophon, 0, None, text=False, keep=False, signature=True, fixed=True, colophon=True)] * self.foot.rows
        taken = masthead.places.rows if masthead else 0
        total = Counter(above)
        if design.issue:
            total.update(self._bring_to_foot(rows, design.lines - taken))
        tall = not _TALL.isdisjoint([block.tag for block in self.blocks[run.start : run.stop]])
        if tall:
            rows = with_parts(rows, self.galley, design, taken)
        unsigned = next((place for place, row in enumerate(rows) if row.signature), len(rows))
        filling = Filling(rows, design.pitch, tall, unsigned, design.columns > 1)
        filled = _in_columns(filling, self.galley, design) if design.columns > 1 else _in_one_column(filling, taken, design)
        total.subtract(filled.left_out)
        pages = [page_of(number + index, placed, self.galley, design, None if index else masthead) for index, placed in enumerate(filled.pages)]
        if turned:
            pages = [replace(page, turned=True) for page in pages]
        opening = (Break(run.start, 0, PageRule.NEW_PAGE),) if run.start else ()
        return _Made(tuple(pages), (*opening, *filled.breaks), total)

    def _bring_to_foot(self, rows: list[Row], room: int) -> Counter[int]:
        """Put blank rows over the first block that belongs at the foot of its page: how many, over which block.

        The last row stays free: LibreOffice centres the grid in a page, and would move a block that ends with it to the
        next page.
        """
        place = next((place for place, row in enumerate(rows) if self.galley[row.block].style.foot), None)
        blanks = room - 1 - len(rows)
        if place is None or blanks <= 0:
            return Counter()
        index = rows[place].block
        rows[place:place] = [Row(index, 0, None, text=False, keep=True, signature=False, fixed=True)] * blanks
        return Counter({index: blanks})


def _in_columns(filling: Filling, galley: Galley, design: Design) -> _Filled:
    """Share rows out over pages of several columns."""
    pages = list(share_out(filling, galley, design.columns, design.lines))
    left_out = Counter(row.block for row in filling.rows if _is_blank(row))
    left_out.subtract(row.block for page in pages for row, *_ in page if _is_blank(row))
    return _Filled(pages, (), left_out)


def _in_one_column(filling: Filling, taken: int, design: Design) -> _Filled:
    """Share rows out over pages, at least one; of the first so many rows are `taken`.

    Blank rows do not start a page, nor do rows that only stay free under a seal. Spare rows are left out if all others
    then find room.
    """
    pages: list[Iterable[PlacedOnGrid]] = []
    breaks: list[Break] = []
    left_out = Counter[int]()
    rows = filling.rows
    start, room = 0, max(0, design.lines - taken)
    wanted = len(rows)
    while wanted and rows[wanted - 1].fixed and not rows[wanted - 1].colophon:
        wanted -= 1
    spare = [place for place, row in enumerate(rows) if row.spare]
    while (full := filling.end(start, room, taken)) < wanted:
        left = [place for place in spare if place >= start]
        if start < wanted - len(left) <= full:
            for place in reversed(left):
                left_out[rows.pop(place).block] += 1
            break
        first = start
        end, rule = page_end(filling, start, full, design.lines)
        if rule is None and rows[end].gap and filling.fits_without_gap(start, end, room, taken):
            rule = PageRule.TABLE_APART
        pages.append(filling.placed(start, end, taken, design.lines))
        start, room, taken = end, design.lines, 0
        while _is_blank(rows[start]):
            left_out[rows[start].block] += 1
            rule = rule or PageRule.NO_BLANK_FIRST
            start += 1
        if rule:
            # A break comes before the blank rows over its block: those that the page before ends with are none.
            while end and _is_blank(rows[end - 1]):
                end -= 1
                left_out[rows[end].block] += 1
            flow = flow_of(rows[first:], end - first, start - first, full - first)
            breaks.append(Break(rows[start].block, rows[start].number, rule, flow))
    pages.append(filling.placed(start, len(rows), taken, design.lines))
    return _Filled(pages, breaks, left_out)


def _is_blank(row: Row) -> bool:
    """Whether a row is a blank one over a block, which only parts it from the one before."""
    return row.line is None and not row.text and not row.fixed


def _with_leaders(pages: Sequence[Page], galley: Galley, design: Design) -> Iterator[Page]:
    """Give every line of a 目录 dots, and the number of the page on which the block that it names begins."""
    if all(member.target is None for member in galley):
        yield from pages
        return
    starts: dict[int, int] = {}
    for page in pages:
        for placed in page.lines:
            starts.setdefault(placed.line.block, page.number)
    for page in pages:
        found = [_leader(placed, galley[placed.line.block], starts, design) for placed in page.lines]
        leaders = tuple(leader for leader in found if leader)
        yield replace(page, leaders=leaders) if leaders else page


def _leader(placed: PlacedLine, member: SetBlock, starts: dict[int, int], design: Design) -> Leader | None:
    if member.target is None or placed.line is not member.lines[-1]:
        return None
    folio = str(starts[member.target])
    table = advance_table(member.style.face, member.size, member.style.tracking, member.style.latin)
    gap = design.cell // 2
    right = placed.left + (design.across if member.across else design.measure) - sum(map(table.__getitem__, folio)) + member.style.tracking
    return Leader(placed.line.block, placed.baseline, Length(placed.left + placed.line.x[-1] + gap), Length(right - gap), folio)
