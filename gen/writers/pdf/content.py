"""A page → its content in a PDF: every character at its place, and rules, folio and 书眉."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

from gen.pagination.page import Leader, Page, PlacedRow
from gen.standard import gb9704, house
from gen.standard.design import Design, FolioPlace
from gen.standard.gb9704 import Face
from gen.typesetting.advances import advance_table
from gen.typesetting.galley import Galley
from gen.typesetting.header import PlacedRule
from gen.typesetting.ruler import seams
from gen.units import Length, to_pt
from gen.writers.edition import Edition
from gen.writers.pdf.glyphs import Faces, number, points
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
    def design(self) -> Design:
        """The design of the page; on a page turned across its sheet (横排), height and width are exchanged."""
        return self.edition.design.turned if self.page.turned else self.edition.design


def sheets_of(volume: Volume) -> list[Sheet]:
    """The pages of a volume, in order."""
    return [Sheet(section.edition, page, section.head) for section in volume.sections for page in section.edition.pages.pages]


def content_of(sheet: Sheet) -> list[Text | str]:
    """A page → its content in drawing order, without its pictures, which lie under the text."""
    page, galley, upright = sheet.page, sheet.edition.galley, sheet.edition.design
    design = sheet.design
    content: list[Text | str] = []
    if page.turned:
        # The head of a page that is set across its sheet is toward the left edge of the sheet (clause 8).
        content.append(f"q 0 1 -1 0 {points(upright.paper_width)} 0 cm")
    content += _lines(page, galley, design)
    for row in page.table_rows:
        table = galley[row.block].table
        if table:
            content.append(_frame(row, table.edges, design))
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


def _lines(page: Page, galley: Galley, design: Design) -> Iterator[Text]:
    """The lines of the text; a line whose label has a face of its own becomes two."""
    for placed in page.lines:
        line = placed.line
        member = galley[line.block]
        style = member.style
        colour = _RED if member.block.red else _BLACK
        left = design.binding_margin + placed.left
        up = design.paper_height - design.head_margin - placed.baseline
        text, x = line.text, line.x
        if style.label_face and (label := member.block.label - line.start) > 0:
            yield Text((style.label_face, style.latin), text[:label], x[: label + 1], left, up, member.size, colour)
            text, x = text[label:], x[label:]
        yield Text((style.face, style.latin), text, x, left, up, member.size, colour)


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


def _frame(row: PlacedRow, edges: Sequence[int], design: Design) -> str:
    """The rules around a table's row and between its cells; neighbours draw the rule they share twice, in one place."""
    top = to_pt(Length(design.paper_height - design.head_margin - row.row * design.pitch))
    bottom = to_pt(Length(design.paper_height - design.head_margin - (row.row + row.height) * design.pitch))
    left = [to_pt(Length(design.binding_margin + row.left + edge)) for edge in edges]
    across = [f"{number(left[0])} {number(y)} m {number(left[-1])} {number(y)} l" for y in (top, bottom)]
    down = [f"{number(x)} {number(top)} m {number(x)} {number(bottom)} l" for x in left]
    return f"/Artifact BMC q 0 G {number(to_pt(house.TABLE_RULE))} w 2 J {' '.join(across + down)} S Q EMC"
