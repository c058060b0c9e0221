"""Rows at their places on a page → the page, with each line, rule, table row and picture in its place."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from gen.document.blocks import Block, Tag
from gen.pagination.filling import PlacedOnGrid, Stand
from gen.pagination.page import Leader, Page, PlacedLine, PlacedPicture, PlacedRow
from gen.standard import house
from gen.standard.design import Design
from gen.typesetting.galley import Galley, SetBlock
from gen.typesetting.header import HeaderPlaces, PlacedRule, issue_rule, place_header
from gen.typesetting.ruler import Line, OversetError
from gen.typesetting.table.values import SetTable
from gen.units import ZERO, Length


class Masthead(NamedTuple):
    """The blocks of a masthead, and the places of their lines and rules."""

    members: Sequence[SetBlock]
    places: HeaderPlaces


def place_masthead(members: Sequence[SetBlock], design: Design) -> Masthead | None:
    """Place a masthead at the head of a page; None without members. OversetError for two lines of it that overlap."""
    if not members:
        return None
    mark = next(member for member in members if member.block.tag is Tag.MASTHEAD)
    places = place_header([member.block for member in members], [len(member.lines) for member in members], mark.size, design)
    _refuse_overlap(members, places, design)
    return Masthead(members, places)


def _refuse_overlap(members: Sequence[SetBlock], places: HeaderPlaces, design: Design) -> None:
    """OversetError for two lines that share a baseline and have no room beside each other."""
    rows: dict[int, list[tuple[int, int, SetBlock]]] = {}
    for member, baselines in zip(members, places.baselines, strict=True):
        for baseline, line in zip(baselines, member.lines, strict=True):
            rows.setdefault(baseline, []).append((line.x[0], line.x[-1], member))
    for row in rows.values():
        for (_, end, member), (start, _, other) in pairwise(sorted(row, key=lambda item: item[0])):
            fitted = other.block.tag is Tag.MASTHEAD_WORD  # with its gap, as large as the measure allows
            if start < end + design.cell // 2 and not fitted:
                width = end + design.cell // 2 + other.lines[0].x[-1] - start
                raise OversetError(member.block, member.block.text, width / design.cell, design.characters, other.block.text)


def page_of(number: int, rows: Iterable[PlacedOnGrid], galley: Galley, design: Design, masthead: Masthead | None = None) -> Page:
    """A page of rows that are placed on the grid of `design`, under a masthead if there is one."""
    lines: list[PlacedLine] = []
    pictures: list[PlacedPicture] = []
    table_rows: list[PlacedRow] = []
    leaders: list[Leader] = []
    rules: tuple[PlacedRule, ...] = ()
    numbered = True
    if masthead:
        lines += _masthead_lines(masthead, design)
        rules = masthead.places.rules + masthead.places.foot_rules
        numbered = masthead.places.form.folio
    pitch, usual = design.pitch, design.baseline
    rows = list(rows)
    repeated: list[PlacedLine] = []
    reaches: dict[tuple[int, int, bool], int] = {}
    for stand in rows:
        row, place, column = stand[0], stand[1], stand[2]
        left = Length(column * (design.measure + design.gutter)) if column else ZERO
        member = galley[row.block]
        if row.line:
            baseline = Length(place * pitch + (row.drop or usual))
            lines.append(PlacedLine(row.line, baseline, place, left))
            if row.beside:
                lines += [PlacedLine(line, baseline, place, left) for line in row.beside]
                if member.style.leader:
                    leaders.append(_dots(row.line, row.beside[0], baseline))
            if member.seal or row.beside:
                pictures += _seals((row.line, *row.beside), galley, left, Length(place * pitch))
        elif row.text and member.block.tag is Tag.RULE:
            rules += (_rule(member.block, Length((place + 1) * pitch), design),)
        elif isinstance(stand, Stand) and member.seal:
            pictures.append(PlacedPicture(row.block, left, Length(place * pitch), member.seal))
        elif isinstance(stand, Stand) and member.table:
            reaches = reaches or _reaches(rows)
            cut = (row.block, row.number + 1, stand.repeated) not in reaches and bool(member.table.joined(row.number))
            depth, height = Length(stand.depth), Length(stand.height)
            table_rows.append(PlacedRow(row.block, row.number, depth, height, left, stand.repeated, cut, stand.first, stand.stop))
            (repeated if stand.repeated else lines).extend(_table_lines(member.table, table_rows[-1], reaches, design))
    header = masthead.places if masthead else None
    placed = Page(number, tuple(lines), rules, tuple(table_rows), header, tuple(pictures), numbered=numbered, leaders=tuple(leaders))
    return replace(placed, repeated=tuple(repeated)) if repeated else placed


def _rule(block: Block, bottom: Length, design: Design) -> PlacedRule:
    """A rule of an issue's cover or imprint, at the bottom of its row."""
    thickness = issue_rule(block)
    return PlacedRule(Length(bottom - thickness // 2), ZERO, design.across, thickness, red=block.red)


def _masthead_lines(masthead: Masthead, design: Design) -> Iterator[PlacedLine]:
    for member, baselines in zip(masthead.members, masthead.places.baselines, strict=True):
        for line, baseline in zip(member.lines, baselines, strict=True):
            yield PlacedLine(line, baseline, max(0, baseline // design.pitch))


def _seals(lines: Iterable[Line], galley: Galley, left: Length, top: Length) -> Iterator[PlacedPicture]:
    """The seals and stamps of the blocks that begin on a row."""
    for line in lines:
        seal = galley[line.block].seal
        if seal and not line.start:
            yield PlacedPicture(line.block, left, top, seal)


def _dots(line: Line, beside: Line, baseline: Length) -> Leader:
    """The line of dots between a line and the number at its right, half an em from both."""
    gap = beside.x[1] - beside.x[0]
    return Leader(line.block, baseline, Length(line.x[-1] + gap), Length(beside.x[0] - gap), "")


def _reaches(rows: Iterable[PlacedOnGrid]) -> dict[tuple[int, int, bool], int]:
    """The lower edge of each table row on a page, by block, number, and whether it is repeated."""
    stands = (stand for stand in rows if isinstance(stand, Stand))
    return {(stand.row.block, stand.row.number, stand.repeated): stand.depth + stand.height for stand in stands}


def _table_lines(table: SetTable, placed: PlacedRow, reaches: dict[tuple[int, int, bool], int], design: Design) -> Iterator[PlacedLine]:
    """Place the lines of a table's row, cell by cell, each cell's in the middle of its height.

    A merged cell that goes on on the next page has its lines at its top, and so have the other cells of its last row here
    and those of a row that pages part.
    """
    for cell in table.rows[placed.number]:
        lines = cell.lines
        if placed.stop:
            lines = lines[placed.first : placed.stop] if cell.rows == 1 else lines if not placed.first else ()
        if not lines:
            continue
        keys = ((placed.block, placed.number + further, placed.repeated) for further in range(cell.rows))
        ends = [reaches.get(key, 0) for key in keys]
        height = max(ends) - placed.top
        room = 0 if placed.cut or placed.stop or not all(ends) else (height - len(cell.lines) * table.pitch) // 2
        above = placed.top + room + house.TABLE_RULE // 2
        for number, line in enumerate(lines):
            if line.text:
                baseline = Length(above + number * table.pitch + table.pitch * 4 // 5)
                yield PlacedLine(line, baseline, min(baseline // design.pitch, design.lines - 1), placed.left)
