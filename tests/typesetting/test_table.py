"""Setting tables: every cell's text in its column, as wide as the type area, in the largest size that fits."""

import pytest
from generated import HAN, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.standard import house
from gen.standard.gb9704 import LINES_PER_PAGE, MEASURE
from gen.typesetting.ruler import OversetError
from gen.typesetting.table import SetTable

_CELLS = st.one_of(st.just(""), paragraphs(2))


def table(*rows: tuple[str, ...]) -> SetTable:
    text = "\n".join(cell for row in rows for cell in row if cell)
    (member,) = set_blocks([Block(Tag.TABLE, text, rows=rows)])
    assert member.table
    assert member.lines == member.table.lines
    for line in member.lines:
        assert text[line.start : line.end] == line.text
    return member.table


@given(st.integers(1, 6).flatmap(lambda width: st.lists(st.tuples(*[_CELLS] * width), min_size=1, max_size=5)))
@settings(max_examples=150)
def test_every_cell_stands_in_its_column(rows: list[tuple[str, ...]]) -> None:
    made = table(*rows)
    assert (made.edges[0], made.edges[-1]) == (0, MEASURE)
    assert list(made.edges) == sorted(made.edges)
    for row, set_row in zip(rows, made.rows, strict=True):
        for column, (cell, lines) in enumerate(zip(row, set_row, strict=True)):
            assert "".join(line.text for line in lines) == cell
            for line in lines:
                assert made.edges[column] <= line.x[0] <= line.x[-1] <= made.edges[column + 1]
    for number, set_row in enumerate(made.rows):
        assert made.height(number) == max(1, *map(len, set_row), 1)


def test_a_table_takes_the_largest_size_its_words_fit() -> None:
    assert table(("项目", "金额"), ("道路", "100万元")).size == house.TABLE_SIZES[0]
    assert table(*[tuple(f"{number:07d}万元" for number in range(8))] * 2).size < house.TABLE_SIZES[0]


def test_long_words_leave_the_other_columns_room() -> None:
    """Two addresses too long for their columns in any size are cut; no other column is narrower than two characters."""
    address = "https://example.gov.cn/a/b-c?d=1&e=2&f=3"
    made = table(("", "", address, address, "", HAN[:23]), ("一", "二", "三", "四", "五", "六"))
    assert made.height(0) <= 12


@pytest.mark.parametrize("head", ["税　　目", "项　　　目", "款　项　　目"])
def test_a_word_that_spaces_spread_stays_on_one_line(head: str) -> None:
    """Office programs do not drop spaces at the end of a line of a cell: 目 would be one row lower there."""
    made = table((head, "征税对象", "税率"), ("矿产", HAN[:200], "从价定率或者从量定额"))
    assert [line.text for line in made.rows[0][0]][-1].endswith(head[-4:])
    assert len(made.rows[1][1]) > 1


@pytest.mark.parametrize("columns", [15, 20, 26])
def test_no_character_crosses_a_rule_where_long_numbers_take_the_room(columns: int) -> None:
    made = table(("单位", *(f"{month}月收入" for month in range(1, columns))), ("太原市财政局", *["1,234,567"] * (columns - 1)))
    for row in made.rows:
        for column, cell in enumerate(row):
            assert all(made.edges[column] < line.x[0] and line.x[-1] <= made.edges[column + 1] for line in cell)


def test_a_long_cell_takes_several_lines() -> None:
    made = table(("项目", "内容"), ("道路", HAN * 3))
    assert made.height(1) > 1
    assert made.height(0) == 1


def test_heads_and_short_columns_are_centred_and_long_cells_are_not() -> None:
    made = table(("项目", "内容"), ("道路", HAN * 3), ("桥", HAN))
    for row, column in ((0, 0), (0, 1), (1, 0), (2, 0)):
        (line,) = made.rows[row][column]
        assert abs(line.x[0] + line.x[-1] - made.edges[column] - made.edges[column + 1]) <= 1
    assert made.rows[1][1][0].x[0] == made.edges[1] + house.CELL_PADDING


def test_a_row_higher_than_a_page_is_an_error() -> None:
    with pytest.raises(OversetError) as caught:
        table(("甲" * 5_000, "乙" * 5_000))
    assert caught.value.room == LINES_PER_PAGE


@pytest.mark.parametrize("rows", [(), ((),), (("",),), (("", ""),), (tuple("甲" * 40),)])
def test_odd_tables_are_set(rows: tuple[tuple[str, ...], ...]) -> None:
    assert len(table(*rows).rows) == len(rows)
