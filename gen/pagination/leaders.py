"""What a line names, and where that begins → the dots after the line, and the number of that page."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from gen.pagination.page import Leader, Page, PlacedLine
from gen.standard.design import Design
from gen.typesetting.advances import advance_table
from gen.typesetting.galley import Galley, SetBlock
from gen.typesetting.ruler import Line
from gen.units import Length


def with_leaders(pages: Sequence[Page], galley: Galley, design: Design) -> Iterator[Page]:
    """Give every line of a 目录 the number of the page on which what it names begins."""
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
    right = placed.left + design.measure - sum(map(table.__getitem__, folio)) + member.style.tracking
    return Leader(placed.line.block, placed.baseline, Length(placed.left + placed.line.x[-1] + gap), Length(right - gap), folio)


def dots(line: Line, beside: Line, baseline: Length) -> Leader:
    """The line of dots between a line and the number at its right, half an em from both."""
    gap = beside.x[1] - beside.x[0]
    return Leader(line.block, baseline, Length(line.x[-1] + gap), Length(beside.x[0] - gap), "")
