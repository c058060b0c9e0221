"""Lines of a masthead that share a baseline and do not find room beside each other → an error."""

from collections.abc import Sequence
from itertools import pairwise

from gen.standard.design import Design
from gen.typesetting.galley import SetBlock
from gen.typesetting.header import HeaderPlaces
from gen.typesetting.ruler import OversetError


def refuse_overlap(members: Sequence[SetBlock], places: HeaderPlaces, design: Design) -> None:
    """OversetError where two lines of a masthead that share a baseline do not find room beside each other."""
    rows: dict[int, list[tuple[int, int, SetBlock]]] = {}
    for member, baselines in zip(members, places.baselines, strict=True):
        for baseline, line in zip(baselines, member.lines, strict=True):
            rows.setdefault(baseline, []).append((line.x[0], line.x[-1], member))
    for row in rows.values():
        for (_, end, member), (start, _, other) in pairwise(sorted(row, key=lambda item: item[0])):
            if start < end + design.cell // 2:
                text = member.block.text + other.block.text
                raise OversetError(member.block, text, (end + other.lines[0].x[-1] - start) / design.cell, design.characters)
