"""签发人 → the row and the left edge of each, beside the number (7.2.5, 7.2.6)."""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from gen.document.blocks import Block, Tag
from gen.standard import gb9704
from gen.standard.design import Design
from gen.standard.styles import style_of, style_table
from gen.typesetting.ruler import Ruler


class ApproverPlaces(Struct, frozen=True):
    """The places of 签发人: for each its row, from 0, and its left edge (EMU). `below`: the number has a row of its own below them."""

    places: tuple[tuple[int, int], ...]
    below: bool = False

    @property
    def rows(self) -> int:
        """The number of rows."""
        return self.places[-1][0] + 1 if self.places else 0


def place_approvers(members: Sequence[Block], design: Design) -> ApproverPlaces:
    """The blocks of a 版头 → the places of its 签发人: two a row, in columns; the longest row ends one cell from the right.

    Names without room for that have rows of one or two, by their widths; then rows of one. If the number has no room
    beside the last name in any of these ways, it goes below.
    """
    styles = style_table(design)
    approvers = [member for member in members if member.tag is Tag.APPROVER]
    if not approvers:
        return ApproverPlaces(())
    rulers = [Ruler(approver.text, style_of(approver, styles), design.size, approver.label) for approver in approvers]
    label = rulers[0].left(approvers[0].label)
    names = [ruler.visible_width(0, len(ruler.text)) - (0 if number else label) for number, ruler in enumerate(rulers)]
    numbers = [Ruler(member.text, style_of(member, styles), design.size) for member in members if member.tag is Tag.NUMBER]
    number = max((ruler.visible_width(0, len(ruler.text)) for ruler in numbers), default=0)
    right = design.measure - gb9704.APPROVER_RIGHT * design.cell
    ways = [way for way in _ways(names, right - label, design.cell) if label <= _first(way, right)]
    ways = ways or [[[(name, 0)] for name in names]]
    beside = gb9704.NUMBER_LEFT * design.cell + number + design.cell // 2 if number else 0
    clear = [way for way in ways if beside <= _first(way, right) - (label if len(way) == 1 else 0)]
    way = (clear or ways)[0]
    first = _first(way, right)
    lefts = chain.from_iterable([(row, first + offset) for _, offset in names] for row, names in enumerate(way))
    places = [(row, left if place else max(0, left - label)) for place, (row, left) in enumerate(lefts)]
    return ApproverPlaces(tuple(places), below=bool(number) and not clear)


_Rows = list[list[tuple[int, int]]]
"""For each row the width of each name, and its distance from the left edge of the row's first name, in EMU."""


def _ways(names: Sequence[int], room: int, gap: int) -> Iterator[_Rows]:
    """The ways to share names out over rows that are no wider than `room`, the best first."""
    pairs = [names[place : place + gb9704.APPROVERS_PER_ROW] for place in range(0, len(names), gb9704.APPROVERS_PER_ROW)]
    yield _in_columns(pairs, gap)
    rows: list[Sequence[int]] = []
    place = 0
    while place < len(names):
        pair = names[place : place + gb9704.APPROVERS_PER_ROW]
        row = pair if sum(pair) + (len(pair) - 1) * gap <= room else pair[:1]
        rows.append(row)
        place += len(row)
    yield _in_columns(rows, gap)
    yield [[(name, offset) for name, offset in zip(row, (0, row[0] + gap), strict=False)] for row in rows]
    yield [[(name, 0)] for name in names]


def _in_columns(rows: Sequence[Sequence[int]], gap: int) -> _Rows:
    """Rows whose second names start below each other."""
    second = max((row[0] for row in rows if row[1:]), default=0) + gap
    return [[(name, offset) for name, offset in zip(row, (0, second), strict=False)] for row in rows]


def _first(way: _Rows, right: int) -> int:
    """The left edge of the first names, if the longest row ends at `right`."""
    return right - max(row[-1][0] + row[-1][1] for row in way)
