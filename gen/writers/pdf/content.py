"""A page → its content in a PDF: every character at its place, and rules, folio and 书眉."""

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Final

from msgspec import Struct

from gen.pagination.page import Leader, Page, PlacedLine, PlacedRow
from gen.standard import gb9704, house
from gen.standard.design import Design, FolioPlace
from gen.standard.gb9704 import Face
from gen.typesetting.advances import advance_table
from gen.typesetting.galley import Galley, SetBlock
from gen.typesetting.header import PlacedRule
from gen.typesetting.seams import seams
from gen.typesetting.table.values import SetTable
from gen.units import Length
from gen.writers.edition import Edition
from gen.writers.pdf.glyphs import Faces, points
from gen.writers.pdf.text import Text
from gen.writers.volume import RunningHead, Volume

_RED: Final = "1 0 0 rg"
_BLACK: Final = "0 g"


class Sheet(Struct, frozen=True):
    """One page of a volume, and its edition; `head` is the 书眉 of its section."""

    edition: Edition
    page: Page
    head: RunningHead | None

    @property
    def upright(self) -> Design:
        """The design of the sheet: of the back of a leaf if its number is even, but for a page that is set across the sheet."""
        return self.edition.design if self.page.number % 2 or self.page.turned else self.edition.design.verso

    @property
    def design(self) -> Design:
        """The design of the page; on a page turned across its sheet (横排), height and width are exchanged."""
        return self.edition.design.turned if self.page.turned else self.upright

    @property
    def type_area(self) -> tuple[int, int, int, int]:
        """The type area on the paper as it lies: its left, lower, right and upper edge, in EMU from the lower left corner."""
        design = self.design
        left, right = design.binding_margin, design.binding_margin + design.area_width
        lower, upper = design.paper_height - design.area_bottom, design.paper_height - design.head_margin - design.inset
        if not self.page.turned:
            return left, lower, right, upper
        return design.paper_height - upper, left, design.paper_height - lower, right


def sheets_of(volume: Volume) -> list[Sheet]:
    """The pages of a volume, in order."""
    return [Sheet(section.edition, page, section.head) for section in volume.sections for page in section.edition.pages.pages]


def content_of(sheet: Sheet) -> list[Text | str]:
    """A page → its content in drawing order, without its pictures, which lie under the text."""
    page, galley, upright = sheet.page, sheet.edition.galley, sheet.upright
    design = sheet.design
    content: list[Text | str] = []
    if page.turned:
        # The head of a page that is set across its sheet is toward the left edge of the sheet (clause 8).
        content.append(f"q 0 1 -1 0 {points(upright.paper_width)} 0 cm")
    content += _lines(page.lines, galley, design)
    content += _frames(page, galley, design)
    if page.repeated:
        content += ["/Artifact BMC", *_lines(page.repeated, galley, design), "EMC"]
    content += [_rule(rule, design) for rule in page.rules]
    for leader in page.leaders:
        content += _leader(leader, galley, design)
    if page.turned:
        content.append("Q")
    if page.numbered:
        content += _folio(page, upright)
    if page.numbered and not page.turned and sheet.head:
        content += _running_head(page, sheet.head, upright)
    return content


def _lines(lines: Iterable[PlacedLine], galley: Galley, design: Design) -> Iterator[Text | str]:
    """Lines of type; a line whose label has a face of its own becomes two."""
    for placed in lines:
        line = placed.line
        member = galley[line.block]
        style = member.style
        colour = _RED if member.block.red else _BLACK
        left = design.binding_margin + placed.left
        up = design.paper_height - design.head_margin - placed.baseline
        text, x = line.text, line.x
        if line.hyphen:
            yield _hyphen(left + x[-1], line.hyphen, up, member.size, colour)
        if style.label_face and (label := member.block.label - line.start) > 0:
            yield Text((style.label_face, style.latin), text[:label], x[: label + 1], left, up, member.size, colour)
            text, x = text[label:], x[label:]
        elif member.block.marks:
            yield from _with_marks(placed, member, left, up)
            continue
        yield Text((style.face, style.latin), text, x, left, up, member.size, colour)


def _hyphen(left: int, room: int, up: int, size: Length, colour: str) -> str:
    """The hyphen after a line that parts a Latin word, drawn as an area in its room: no part of the text."""
    width, height = points(Length(int(room * house.HYPHEN_WIDTH))), points(Length(int(size * house.HYPHEN_HEIGHT)))
    at = points(Length(int(left + room * (1 - house.HYPHEN_WIDTH) / 2))), points(Length(up + int(size * house.HYPHEN_RISE)))
    return f"/Artifact BMC q {colour} {' '.join(at)} {width} {height} re f Q EMC"


def _with_marks(placed: PlacedLine, member: SetBlock, left: int, up: int) -> Iterator[Text]:
    """A line with marks of notes, which are smaller and raised."""
    line, style = placed.line, member.style
    faces, colour = (style.face, style.latin), _RED if member.block.red else _BLACK
    size, rise = house.note_mark(member.size)
    marks = [mark - line.start for mark in member.block.marks if line.start <= mark < line.end]
    for start, end in pairwise((0, *sorted({edge for mark in marks for edge in (mark, mark + 1)} - {0, len(line.text)}), len(line.text))):
        raised = start in marks
        yield Text(faces, line.text[start:end], line.x[start : end + 1], left, up + rise * raised, size if raised else member.size, colour)


def _leader(leader: Leader, galley: Galley, design: Design) -> Iterator[Text | str]:
    """The dots and the page number after a line of a 目录: no part of the text."""
    member = galley[leader.block]
    style = member.style
    up = design.paper_height - design.head_margin - leader.baseline
    y = points(Length(up + int(member.size * house.LEADER_RISE)))
    left, right = (points(Length(design.binding_margin + edge)) for edge in (leader.left, leader.right))
    dots = f"[0 {points(Length(int(member.size * house.LEADER_PITCH)))}] 0 d 1 J {points(house.LEADER_DOT)} w"
    yield f"/Artifact BMC q 0 G {dots} {left} {y} m {right} {y} l S Q"
    if leader.folio:
        table = advance_table(style.face, member.size, style.tracking, style.latin)
        x = accumulate(map(table.__getitem__, leader.folio), initial=leader.right + design.cell // 2)
        yield Text((style.face, style.latin), leader.folio, tuple(x), design.binding_margin, up, member.size, _BLACK)
    yield "EMC"


def _folio(page: Page, design: Design) -> Iterator[Text | str]:
    """页码 (7.5)."""
    size, across = design.folio_size, design.across
    side = gb9704.FOLIO_SIDE * size
    faces = (Face.SONG, None)
    x = _natural(page.folio, size, faces)
    left = across - side - x[-1] if page.number % 2 else side
    if design.folio is FolioPlace.CENTRE:
        left = (across - x[-1]) // 2
    up = design.paper_height - house.folio_baseline(design.area_bottom, size)
    yield from _artifact(Text(faces, page.folio, x, design.binding_margin + left, up, size, _BLACK))


def _running_head(page: Page, head: RunningHead, design: Design) -> Iterator[Text | str]:
    """书眉: at the outer side of the page, over a rule as wide as the type area."""
    text, size = head.odd if page.number % 2 else head.even, house.RUNNING_HEAD_SIZE
    faces = (Face.KAI, None)
    x = _natural(text, size, faces)
    left = design.across - x[-1] if page.number % 2 else 0
    up = design.paper_height - Length(design.head_margin - house.RUNNING_HEAD_RISE)
    yield from _artifact(Text(faces, text, x, design.binding_margin + left, up, size, _BLACK))
    depth = Length(house.running_head_rule() - house.RUNNING_HEAD_RISE)
    yield _rule(PlacedRule(depth, Length(0), design.across, house.TABLE_RULE), design)


def _artifact(text: Text) -> Iterator[Text | str]:
    """Text that belongs to the page and not to the document."""
    yield "/Artifact <</Type /Pagination>> BDC"
    yield text
    yield "EMC"


def _natural(text: str, size: Length, faces: Faces) -> tuple[int, ...]:
    """The places of a folio's or running head's characters, one after another, with gaps between Han and figures."""
    table = advance_table(faces[0], size, Length(0))
    gaps = frozenset(seams(text)[1])
    gap = int(size * house.HAN_LATIN_GAP)
    advances = (table[character] + (gap if place in gaps else 0) for place, character in enumerate(text, 1))
    return tuple(accumulate(advances, initial=0))


def _rule(rule: PlacedRule, design: Design) -> str:
    """A rule across the page, its middle at its depth."""
    y = points(Length(design.paper_height - design.head_margin - rule.depth))
    left, right = (points(Length(design.binding_margin + edge)) for edge in (rule.left, rule.right))
    colour = "1 0 0 RG" if rule.red else "0 G"
    return f"/Artifact BMC q {colour} {points(rule.thickness)} w {left} {y} m {right} {y} l S Q EMC"


def _frames(page: Page, galley: Galley, design: Design) -> Iterator[str]:
    """The rules of the tables on a page, a row at a time; neighbours draw the rule they share twice, in one place."""
    for place, row in enumerate(page.table_rows):
        table = galley[row.block].table
        if table:
            above, below = (
                other if 0 <= number < len(page.table_rows) and _next_to(other := page.table_rows[number], row) else None
                for number in (place - 1, place + 1)
            )
            yield _frame(row, table, (above, below), design)


def _next_to(one: PlacedRow, other: PlacedRow) -> bool:
    return one.block == other.block and one.left == other.left and one.repeated == other.repeated


def _frame(row: PlacedRow, table: SetTable, neighbours: tuple[PlacedRow | None, PlacedRow | None], design: Design) -> str:
    """The rules around the cells of a table's row, none inside a merged cell."""
    half = house.TABLE_RULE // 2
    ends = [points(Length(design.paper_height - design.head_margin - depth - half)) for depth in (row.top, row.top + row.height)]
    edges = [points(Length(design.binding_margin + row.left + edge)) for edge in table.edges]
    across = []
    for y, neighbour in zip(ends, neighbours, strict=True):
        other = min(row.number, neighbour.number) if neighbour else None
        for start, stop in _runs(table, row.number, other):
            across.append(f"{edges[start]} {y} m {edges[stop]} {y} l")
    inside = table.inside(row.number)
    down = [f"{x} {ends[0]} m {x} {ends[1]} l" for place, x in enumerate(edges) if place not in inside]
    return f"/Artifact BMC q 0 G {points(house.TABLE_RULE)} w 2 J {' '.join(across + down)} S Q EMC"


def _runs(table: SetTable, number: int, upper: int | None) -> Iterator[tuple[int, int]]:
    """The stretches of columns over which a row's rule goes; `upper` is the row above that rule, None at a table's edge."""
    joined = table.joined(upper) if upper is not None else frozenset()
    start = None
    for column in range(len(table.rows[number]) + 1):
        if column < len(table.rows[number]) and column not in joined:
            start = column if start is None else start
        elif start is not None:
            yield start, column
            start = None
