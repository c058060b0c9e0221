"""Setting tables: every cell's text in its column, as wide as the type area, in the largest size that fits; no word broken."""

from itertools import pairwise

import pytest
from generated import HAN, paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.document.tables import PLAIN, Alignment, Shape, Span
from gen.standard import house
from gen.standard.gb9704 import LINE_PITCH, LINES_PER_PAGE, MEASURE
from gen.typesetting.ruler import OversetError
from gen.typesetting.table.values import SetCell, SetTable, WideTableError
from gen.units import EMU_PER_TWIP

_CELLS = st.one_of(st.just(""), paragraphs(2))
_FIGURES = st.one_of(
    st.integers(-10_000_000, 10_000_000).map(lambda value: f"{value / 100:,.2f}"),
    st.integers(0, 9_999_999).map(str),
    st.integers(1, 999).map(lambda value: f"{value / 10}%"),
    st.sampled_from(["2022年12月20日", "200010", "第十五条", "××市水务局", "—", "道路", "3.5万平方米"]),
)


def table(*rows: tuple[str, ...], shape: Shape = PLAIN) -> SetTable:
    text = "\n".join(cell for row in rows for cell in row if cell)
    (member,) = set_blocks([Block(Tag.TABLE, text, rows=rows, shape=shape)])
    assert member.table
    assert member.lines == member.table.lines
    for line in member.lines:
        assert text[line.start : line.end] == line.text
    return member.table


def said(cell: SetCell) -> str:
    """The text of a cell."""
    return "".join(line.text for line in cell.lines)


@given(st.integers(1, 6).flatmap(lambda width: st.lists(st.tuples(*[_CELLS] * width), min_size=1, max_size=5)))
@settings(max_examples=150)
def test_every_cell_stands_in_its_column(rows: list[tuple[str, ...]]) -> None:
    try:
        made = table(*rows)
    except WideTableError:
        return
    assert (made.edges[0], made.edges[-1]) == (0, MEASURE)
    assert list(made.edges) == sorted(made.edges)
    assert all(edge % EMU_PER_TWIP == 0 for edge in made.edges)
    for row, set_row, height in zip(rows, made.rows, made.heights, strict=True):
        for column, (cell, found) in enumerate(zip(row, set_row, strict=True)):
            assert said(found) == cell
            assert len(found.lines) * made.pitch < height
            for line in found.lines:
                assert made.edges[column] <= line.x[0] <= line.x[-1] <= made.edges[column + 1]


@given(st.integers(1, 9).flatmap(lambda width: st.lists(st.tuples(*[_FIGURES] * width), min_size=1, max_size=6)))
@settings(max_examples=150)
def test_no_figure_date_or_name_is_broken(rows: list[tuple[str, ...]]) -> None:
    try:
        made = table(*rows)
    except WideTableError:
        return
    for number, (row, found) in enumerate(zip(rows, made.rows, strict=True)):
        for cell, lines in zip(row, found, strict=True):
            figure = cell[:1].isdigit() or cell[:1] == "-"
            if figure or (number >= made.header and len(cell) <= house.TABLE_NAME and made.size > house.TABLE_SIZES[-1]):
                assert [line.text for line in lines.lines] == ([cell] if cell else [])


def test_a_table_takes_the_largest_size_its_words_fit() -> None:
    assert table(("项目", "金额"), ("道路", "100万元")).size == house.TABLE_SIZES[0]
    assert table(*[tuple(f"{number:07d}万元" for number in range(8))] * 2).size < house.TABLE_SIZES[0]


def test_long_words_leave_the_other_columns_room() -> None:
    """Two addresses too long for their columns in any size are cut; no other column is narrower than two characters."""
    address = "https://example.gov.cn/a/b-c?d=1&e=2&f=3"
    made = table(("", "", address, address, "", HAN[:23]), ("一", "二", "三", "四", "五", "六"))
    assert max(len(cell.lines) for cell in made.rows[0]) <= 12


@pytest.mark.parametrize("head", ["税　　目", "项　　　目", "款　项　　目"])
def test_a_word_that_spaces_spread_stays_on_one_line(head: str) -> None:
    """Office programs do not drop spaces at the end of a line of a cell: 目 would be one row lower there."""
    made = table((head, "征税对象", "税率"), ("矿产", HAN[:200], "从价定率或者从量定额"))
    assert [line.text for line in made.rows[0][0].lines][-1].endswith(head[-4:])
    assert len(made.rows[1][1].lines) > 1


@pytest.mark.parametrize("columns", [15, 20, 60, 300])
def test_a_table_that_has_no_room_for_its_words_is_an_error(columns: int) -> None:
    rows = ("单位", *(f"{month}月收入" for month in range(1, columns))), ("太原市财政局", *["1,234,567"] * (columns - 1))
    with pytest.raises(WideTableError) as caught:
        table(*rows)
    assert caught.value.line in {"1,234,567", "太原市财政局"}
    assert caught.value.cells > caught.value.room == MEASURE
    assert "mm" in caught.value.message


def test_a_long_cell_takes_several_lines() -> None:
    made = table(("项目", "内容"), ("道路", HAN * 3))
    assert len(made.rows[1][1].lines) > 1
    assert len(made.rows[0][1].lines) == 1
    assert made.heights[1] > made.heights[0]


def test_lines_of_a_cell_are_closer_than_those_of_the_text() -> None:
    made = table(("项目", "内容"), ("道路", HAN * 5))
    assert made.pitch == pytest.approx(house.TABLE_LEADING * made.size, abs=EMU_PER_TWIP)
    assert made.pitch < LINE_PITCH


def test_heads_and_short_columns_are_centred_and_long_cells_are_not() -> None:
    made = table(("项目", "内容"), ("道路", HAN * 3), ("桥", HAN))
    for row, column in ((0, 0), (0, 1), (1, 0), (2, 0)):
        (line,) = made.rows[row][column].lines
        assert abs(line.x[0] + line.x[-1] - made.edges[column] - made.edges[column + 1]) <= 1
    assert made.rows[1][1].lines[0].x[0] == made.edges[1] + made.padding


def test_figures_are_under_one_another_on_the_decimal_point() -> None:
    cells = ("13,002.10", "-1,373.4", "100", "99.9%", "0.00")
    made = table(("科目", "决算数"), *((f"第{number}类支出合计", cell) for number, cell in enumerate(cells)))
    points = []
    for cell, row in zip(cells, made.rows[1:], strict=True):
        (line,) = row[1].lines
        points.append(line.x[cell.index(".") if "." in cell else len(cell)])
    assert max(points) - min(points) <= 2 * EMU_PER_TWIP


def test_the_author_aligns_a_column() -> None:
    made = table(("甲", "乙"), ("丙", "100.00"), shape=Shape(1, (), (Alignment.RIGHT, Alignment.LEFT)))
    assert [cell.alignment for cell in made.rows[1]] == [Alignment.RIGHT, Alignment.LEFT]
    assert made.rows[1][1].lines[0].x[0] == made.edges[1] + made.padding


def test_an_indent_stays_and_its_further_lines_hang() -> None:
    made = table(("科目", "金额"), ("\u3000" * 2 + HAN * 4, "1.00"), ("教育支出合计", "2.00"))
    first, second, *_ = made.rows[1][0].lines
    assert first.text.startswith("\u3000\u3000")
    assert second.x[0] - made.edges[0] - made.padding == pytest.approx(2 * made.size, abs=EMU_PER_TWIP)


def test_the_lines_of_a_cell_end_where_their_author_ended_them() -> None:
    made = table(("项目", "内容"), ("道路", "甲\n\n乙"))
    assert [line.text for line in made.rows[1][1].lines] == ["甲", "", "乙"]


def test_a_cell_across_columns_widens_them_by_what_they_prefer() -> None:
    """What a merged cell needs beyond its columns goes to them; its text is in the middle of them."""
    head = "甲乙丙丁戊己庚辛壬癸" * 3
    shape = Shape(2, (Span(0, 0, 1, 2), Span(0, 2, 2, 1)))
    made = table((head, "", HAN), ("一", "二", ""), ("1", "2", HAN), shape=shape)
    assert made.rows[0][0].columns == 2
    assert made.rows[0][1].columns == 0
    line = made.rows[0][0].lines[0]
    assert abs(line.x[0] + line.x[-1] - made.edges[0] - made.edges[2]) <= 1


@pytest.mark.parametrize(
    ("rows", "shape", "header"),
    [
        ((("项目", "金额"), ("道路", "1.00")), PLAIN, 1),
        ((("项目", "金额"), ("道路", "1.00")), Shape(0), 0),
        ((("科目", "收入", ""), ("", "预算", "决算"), ("税", "1", "2")), Shape(None, (Span(0, 0, 2, 1), Span(0, 1, 1, 2))), 2),
        ((("姓名", "", "单位", ""), ("电话", "", "是否参会", "")), PLAIN, 0),
        ((("姓名", "", "单位", ""), ("电话", "", "是否参会", "")), Shape(1), 0),
        ((("1", "2"), ("3", "4")), PLAIN, 0),
        ((("甲", "乙"),), PLAIN, 0),
    ],
)
def test_the_header_is_what_the_author_marked_or_the_first_row_of_names(rows: tuple[tuple[str, ...], ...], shape: Shape, header: int) -> None:
    assert table(*rows, shape=shape).header == header


def test_rows_to_be_written_in_are_high() -> None:
    made = table(("姓名", "", "单位", ""), ("电话", "", "是否参会", ""))
    assert min(made.heights) >= house.FORM_ROW * LINE_PITCH
    amounts = table(("科目", "金额", "备注"), ("税", "1.00", ""), ("费", "2.00", ""))
    assert max(amounts.heights) < house.FORM_ROW * LINE_PITCH


def test_rows_that_a_merged_cell_joins_are_kept_together() -> None:
    made = table(("类", "项"), ("甲", "一"), ("", "二"), ("乙", "三"), shape=Shape(1, (Span(1, 0, 2, 1),)))
    assert made.kept == (True, True, False, False)


def test_a_row_higher_than_a_page_is_parted_in_the_largest_type() -> None:
    made = table(("甲" * 5_000, "乙" * 5_000))
    assert made.parted == {0}
    assert made.size == house.TABLE_SIZES[0]
    assert not table(("甲" * 400, "乙" * 400)).parted


def test_a_header_or_merged_cell_higher_than_a_page_is_an_error() -> None:
    for rows, shape in (((("甲" * 5_000, "乙"), ("丙", "丁")), Shape(1)), ((("甲" * 5_000, "乙"), ("", "丁")), Shape(0, (Span(0, 0, 2, 1),)))):
        with pytest.raises(OversetError) as caught:
            table(*rows, shape=shape)
        assert LINES_PER_PAGE - 3 < caught.value.room < caught.value.cells


def test_posts_in_narrow_columns_are_set_in_smaller_type() -> None:
    posts = ("石家庄市中级人民法院民事审判第二庭副庭长、审判员", "石家庄市中级人民法院审判委员会委员、民事审判第二庭庭长")
    made = table(
        ("序号", "姓名", "性别", "民族", "出生年月", "现任职务", "拟任职务", "备注"),
        ("1", "艾合买提·亚合甫", "男", "维吾尔族", "1972.03", *posts, ""),
    )
    assert max(len(cell.lines) for row in made.rows for cell in row) <= house.TABLE_NARROW_LINES


def test_lines_that_the_author_left_empty_are_room_to_write_in() -> None:
    made = table(("单位", ""), ("意见", "\n\n\n\n\n"))
    assert made.heights[1] > 6 * made.pitch
    assert not made.lines[-1].text.isspace()


@pytest.mark.parametrize("rows", [(), ((),), (("",),), (("", ""),), (tuple("甲" * 40),)])
def test_odd_tables_are_set(rows: tuple[tuple[str, ...], ...]) -> None:
    assert len(table(*rows).rows) == len(rows)


@given(st.integers(1, 6), st.integers(1, 6), st.data())
@settings(max_examples=100)
def test_merged_cells_reach_over_their_columns(rows: int, columns: int, data: st.DataObject) -> None:
    top, left = data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1))
    span = Span(top, left, data.draw(st.integers(1, rows - top)), data.draw(st.integers(1, columns - left)))
    texts = [[f"格{row}{column}" for column in range(columns)] for row in range(rows)]
    taken = {(row, column) for row in range(top, top + span.rows) for column in range(left, left + span.columns)} - {(top, left)}
    for row, column in taken:
        texts[row][column] = ""
    made = table(*map(tuple, texts), shape=Shape(0, (span,) if taken else ()))
    assert [[said(cell) for cell in row] for row in made.rows] == texts
    for row in range(rows):
        inside = set(range(left + 1, left + span.columns)) if top <= row < top + span.rows else set()
        assert made.inside(row) == inside
        joined = set(range(left, left + span.columns)) if top <= row < top + span.rows - 1 else set()
        assert made.joined(row) == joined
    assert sum(right - left for left, right in pairwise(made.edges)) == MEASURE


def test_figures_may_be_limits() -> None:
    made = table(("指标", "浓度"), ("PM₁₀", "41.5"), ("钙离子", "≤2.25"), ("二氧化硫", "≥0.5"))
    points = {line.x[line.text.index(".")] for row in made.rows[1:] for line in row[1].lines}
    assert len(points) == 1


def test_a_document_number_is_on_one_line() -> None:
    title = "吕梁市人民政府关于印发吕梁市城市生活垃圾分类管理办法（试行）的通知"
    number = "吕政发〔2010〕3号"
    made = table(("序号", "文件名称", "文号", "处理决定"), *[(str(row), title, number, "修改") for row in (1, 2, 3)])
    assert [line.text for row in made.rows[1:] for line in row[2].lines] == [number] * 3


def test_names_of_a_list_in_a_cell_are_whole() -> None:
    names = ["王伟", "李秀英", "欧阳建国", "阿不都热合曼·买买提", "赵强", "孙国庆", "古丽巴哈尔·吐尔逊"] * 3
    made = table(("组别", "成员", "召集单位"), ("第一组", "、".join(names), "甲市乙区人民代表大会常务委员会"))
    lines = [line.text for line in made.rows[1][1].lines]
    assert len(lines) > 2
    assert [name for line in lines for name in line.strip("、").split("、")] == names


def test_cells_beside_one_that_joins_rows_are_in_the_middle_as_it_is() -> None:
    shape = Shape(1, (Span(1, 0, 2, 1),))
    made = table(("日期", "时间"), ("11月29日（星期三）", "上午9:00"), ("", "下午3:00"), ("11月30日（星期四）", "上午9:00"), shape=shape)
    assert {made.rows[row][0].alignment for row in (1, 3)} == {Alignment.CENTRE}


def test_names_of_people_and_their_dates_of_birth_are_in_the_middle() -> None:
    made = table(("姓名", "出生年月", "金额"), ("阿不都热合曼·买买提", "1975.03", "1975.03"), ("王芳", "1980.11", "1980.11"))
    assert [cell.alignment for cell in made.rows[2]] == [Alignment.CENTRE, Alignment.CENTRE, Alignment.RIGHT]
