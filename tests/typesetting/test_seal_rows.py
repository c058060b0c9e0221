"""7.3.5.1: the rows of seals of organs that sign together, with names as organs have them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from organs import ORGANS
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.standard import house
from gen.standard.gb9704 import CELL, LINE_PITCH, MEASURE
from gen.typesetting.galley import SetBlock

DATES = ("2023年6月1日", "2023年12月20日")
MIDDLE = 2
"""EMU that halving may lose of a middle."""

Row = list[SetBlock]


def signed(organs: list[str], date: str) -> tuple[list[Row], SetBlock]:
    """Organs under their seals, row by row, and the date."""
    *names, dated = set_blocks([*(Block(Tag.SIGNATURE, organ, picture="reserved") for organ in organs), Block(Tag.DATE, date)])
    rows: list[Row] = []
    for name in names:
        if name.beside:
            rows[-1].append(name)
        else:
            rows.append([name])
    assert [name.block.text for row in rows for name in row] == organs
    return rows, dated


def middle(member: SetBlock) -> int:
    """The middle of a name, twice, so that it is whole."""
    (sides,) = {line.x[0] + line.x[-1] for line in member.lines if line is max(member.lines, key=lambda line: line.x[-1] - line.x[0])}
    return sides


def width(member: SetBlock) -> int:
    return max(line.x[-1] - line.x[0] for line in member.lines)


def least(row: Row) -> int:
    """The least width of a row: a seal 2 mm from the next seal and name, names one cell apart, half of the wider of name and seal at either end."""
    seal = house.SEAL_DIAMETER + 2 * house.SEAL_CLEARANCE
    distances = [max(seal + max(house.SEAL_DIAMETER, width(a), width(b)), width(a) + width(b) + 2 * CELL) for a, b in pairwise(row)]
    return (max(width(row[0]), house.SEAL_DIAMETER) + max(width(row[-1]), house.SEAL_DIAMETER) + sum(distances)) // 2


@given(st.lists(st.sampled_from(ORGANS), min_size=1, max_size=10), st.sampled_from(DATES))
def test_names_and_seals_find_place_and_none_touches_another(organs: list[str], date: str) -> None:
    rows, dated = signed(organs, date)
    for row in rows:
        for name in row:
            assert name.seal
            assert all(line.x[0] >= 0 and line.x[-1] <= MEASURE for line in name.lines)
            assert name.seal.left >= 0
            assert name.seal.left + name.seal.width <= MEASURE
            assert abs(2 * name.seal.left + name.seal.width - middle(name)) <= MIDDLE
        for a, b in pairwise(row):
            assert a.seal
            assert b.seal
            assert b.seal.left - a.seal.left >= house.SEAL_DIAMETER + house.SEAL_CLEARANCE - MIDDLE
            assert b.lines[0].x[0] - a.lines[0].x[-1] >= CELL - MIDDLE
            assert b.lines[0].x[0] >= a.seal.left + a.seal.width + house.SEAL_CLEARANCE - MIDDLE
            assert a.lines[0].x[-1] <= b.seal.left - house.SEAL_CLEARANCE + MIDDLE
    last = rows[-1][-1]
    assert abs(middle(last) - middle(dated)) <= MIDDLE
    free = MEASURE - dated.lines[0].x[-1]
    assert abs(free - 4 * CELL) <= MIDDLE or (free > 4 * CELL and max(line.x[-1] for line in last.lines) >= MEASURE - MIDDLE)


@given(st.lists(st.sampled_from(ORGANS), min_size=2, max_size=10), st.sampled_from(DATES))
def test_a_row_has_as_many_as_fit(organs: list[str], date: str) -> None:
    rows, _ = signed(organs, date)
    for number, (row, following) in enumerate(pairwise(rows), 2):
        more = [*row, following[0]]
        alone = any(len(name.lines) > 1 for name in more)
        over_the_date = number == len(rows) and len(following) == 1
        assert alone or over_the_date or least(more) > MEASURE - 2 * CELL


@given(st.lists(st.sampled_from(ORGANS), min_size=2, max_size=10), st.sampled_from(DATES))
def test_rows_are_2_mm_apart_or_more_and_less_than_a_row_more(organs: list[str], date: str) -> None:
    rows, _ = signed(organs, date)
    for (first, *_), (second, *_) in pairwise(rows):
        assert first.seal
        assert second.seal
        assert second.above is not None
        apart = (len(first.lines) + second.above) * LINE_PITCH + second.seal.top - first.seal.top - house.SEAL_DIAMETER
        assert house.SEAL_CLEARANCE <= apart < house.SEAL_CLEARANCE + LINE_PITCH


@pytest.mark.parametrize("count", range(2, 11))
def test_names_of_alike_widths_stand_in_columns(count: int) -> None:
    organs = ["××市财政局", "××市人民政府", "××市民政局", "××市水利局", "××市教育局"] * 2
    rows, _ = signed(organs[:count], DATES[0])
    assert [len(row) for row in rows] == [3] * (count // 3) + ([count % 3] if count % 3 else [])
    columns = [[middle(name) for name in row] for row in rows]
    for row in columns:
        assert all(abs(a - b) <= MIDDLE for a, b in zip(reversed(row), reversed(columns[0]), strict=False))


def test_a_row_too_wide_for_the_columns_leaves_the_others_in_theirs() -> None:
    wide = ["××市人民代表大会常务委员会办公室", "××市人民政府办公室"]
    others = ["××市财政局", "××市人力资源和社会保障局", "中共××市委组织部", "××市发展和改革委员会"]
    rows, _ = signed([*wide, *others], DATES[0])
    assert [len(row) for row in rows] == [2, 2, 2]
    first, second, third = ([middle(name) for name in row] for row in rows)
    assert all(abs(a - b) <= MIDDLE for a, b in zip(second, third, strict=True))
    assert abs(first[1] - second[1]) > CELL


@pytest.mark.parametrize("organ", ORGANS, ids=len)
def test_a_wide_name_between_narrow_ones_keeps_the_date_at_its_place(organ: str) -> None:
    rows, dated = signed(["××市财政局", organ, "××市民政局"], DATES[0])
    assert abs(MEASURE - dated.lines[0].x[-1] - 4 * CELL) <= MIDDLE
    assert rows[-1][-1].block.text == "××市民政局"
