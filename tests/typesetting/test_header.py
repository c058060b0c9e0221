"""The places of the 版头: the mark's upper edge, the number, the rule, and the text on the grid below."""

import re
from itertools import pairwise

import pytest
from editions import edition
from generated import HAN, han, paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.errors import SourceError
from gen.pagination.page import Page
from gen.pagination.pages import make_up
from gen.standard import gb9704, house
from gen.standard.gb9704 import CELL, LINE_PITCH, MEASURE
from gen.typesetting.galley import SetBlock
from gen.typesetting.header import place_header
from gen.typesetting.ruler import OversetError
from gen.units import Length, mm, pt, to_mm

ORGAN = "××市人民代表大会常务委员会公告"


def mark_of(text: str, measure: int = MEASURE) -> SetBlock:
    return set_blocks([Block(Tag.MASTHEAD, text)], measure)[0]


def first_page(mark: str, *numbers: str, rule: bool = True) -> Page:
    blocks = [Block(Tag.MASTHEAD, mark, red=True), *(Block(Tag.NUMBER, number) for number in numbers)]
    blocks += [Block(Tag.RULE, "", red=True)] if rule else []
    return make_up(set_blocks([*blocks, paragraph(HAN * 20)])).pages[0]


def test_a_short_name_is_set_in_the_largest_size() -> None:
    assert mark_of("公告").size == house.MASTHEAD_LARGEST
    assert len(mark_of("公告").lines) == 1


@given(han(1, 60))
@settings(max_examples=60)
def test_a_mark_is_as_large_as_fits(text: str) -> None:
    member = mark_of(text)
    assert "".join(line.text for line in member.lines) == text
    assert member.size in range(house.MASTHEAD_SMALLEST, house.MASTHEAD_LARGEST + 1, house.MASTHEAD_STEP)
    longest = max(len(line.text) for line in member.lines)
    assert longest * member.size <= MEASURE
    if member.size < house.MASTHEAD_LARGEST:
        assert longest * (member.size + house.MASTHEAD_STEP) > MEASURE
    if len(member.lines) > 1:
        assert len(text) * house.MASTHEAD_SMALLEST > MEASURE


@pytest.mark.parametrize("text", ["5G办公室2023年第1号公告ABC", "a" * 80, "（" * 50, "A市B市C市D市E市F市G市H市I市J市K市"])
def test_any_mark_is_fitted(text: str) -> None:
    for measure in (MEASURE, 8 * CELL, 40 * CELL):
        member = mark_of(text, measure)
        assert "".join(line.text for line in member.lines) == text
        assert all(line.x[0] >= 0 and line.x[-1] <= measure for line in member.lines)


def test_the_authors_lines_share_one_size() -> None:
    lines = ("××市人民代表大会", "××市人民政府文件办公室联合公告第一号公布令文本")
    (member,) = set_blocks([Block(Tag.MASTHEAD, "".join(lines), lines)])
    assert tuple(line.text for line in member.lines) == lines
    assert member.lines[1].x[-1] <= MEASURE


def test_a_mark_larger_than_a_page_is_an_error() -> None:
    with pytest.raises(OversetError):
        mark_of(HAN * 20)


@pytest.mark.parametrize("mark", ["公告", ORGAN, ORGAN * 3])
def test_the_mark_stands_35_mm_below_the_head_of_the_type_area(mark: str) -> None:
    page = first_page(mark)
    size = mark_of(mark).size
    top = page.lines[0].baseline - size * house.HAN_ASCENT
    assert abs(to_mm(int(top)) - 35) < 0.2


@pytest.mark.parametrize("numbers", [(), ("第28号",), ("第28号", "（第二次公布）")])
@pytest.mark.parametrize("mark", ["公告", ORGAN, ORGAN * 3])
def test_the_rule_stands_4_mm_below_what_is_above_it(mark: str, numbers: tuple[str, ...]) -> None:
    page = first_page(mark, *numbers)
    (rule,) = page.rules
    lines = page.lines[: len(mark_of(mark).lines) + len(numbers)]
    size = gb9704.SIZE_3 if numbers else mark_of(mark).size
    ink = lines[-1].baseline + size * house.HAN_DESCENT
    assert abs(to_mm(rule.depth - int(ink)) - 4) < 0.5
    assert all(b.baseline - a.baseline >= LINE_PITCH for a, b in pairwise(lines))


def test_the_number_is_two_lines_below_the_mark() -> None:
    mark, number = first_page(ORGAN, "第28号").lines[:2]
    assert number.line.text == "第28号"
    assert 2 * LINE_PITCH < number.baseline - mark.baseline - mark_of(ORGAN).size * house.HAN_DESCENT < 4 * LINE_PITCH
    assert (number.baseline - gb9704.BASELINE) % LINE_PITCH == 0


@given(st.integers(22, 42), st.integers(1, 4), st.integers(0, 2))
def test_text_goes_on_two_blank_lines_below_the_rule_on_the_grid(size: int, mark_lines: int, number_lines: int) -> None:
    blocks = [Block(Tag.MASTHEAD, "标志"), *[Block(Tag.NUMBER, "第1号")] * bool(number_lines), Block(Tag.RULE, "")]
    lines = [mark_lines, *[number_lines] * bool(number_lines), 0]
    places = place_header(blocks, lines, pt(size))
    assert [len(baselines) for baselines in places.baselines] == lines
    free = places.rows - gb9704.TITLE_LINES_ABOVE
    (rule,) = places.rules
    assert (free - 1) * LINE_PITCH < rule.depth + house.RULE_CLEARANCE <= free * LINE_PITCH
    assert abs(to_mm(int(places.baselines[0][0] - pt(size) * house.HAN_ASCENT)) - 35) < 0.2


def test_the_body_follows_the_masthead() -> None:
    page = first_page(ORGAN)
    assert page.header
    body = next(placed for placed in page.lines if placed.line.block == 2)
    assert body.row == page.header.rows
    assert body.baseline == body.row * LINE_PITCH + gb9704.BASELINE


def test_a_mark_without_a_rule_has_none() -> None:
    assert first_page(ORGAN, rule=False).rules == ()


def test_the_mark_is_centred() -> None:
    for line in mark_of(ORGAN * 2).lines:
        assert abs(line.x[0] + line.x[-1] - MEASURE) <= 1


def test_the_35_mm_are_the_standards() -> None:
    assert mm(35) == gb9704.MASTHEAD_TOP
    assert isinstance(Length(gb9704.MASTHEAD_TOP), int)


def test_two_lines_without_room_beside_each_other_have_one_message_with_both() -> None:
    """In a letter 份号 and number share a row (10.1)."""
    number = "克孜勒苏柯尔克孜自治州人大常委会办公室函〔2024〕128号"
    with pytest.raises(SourceError) as raised:
        edition(
            f"---\nkind: letter\norgan: ××州人大常委会\nmasthead: ××州人大常委会\ncopy_number: '000001'\nnumber: {number}\ntitle: 函\n---\n正文。\n"
        )
    (fault,) = raised.value.diagnostics
    needed, room = map(float, re.findall("([0-9.]+)字", fault.message))
    assert needed > room
    assert "000001" in fault.message
    assert number in fault.message
    assert "同一行排不下" in fault.message


@pytest.mark.parametrize("count", [2, 3, 5])
def test_long_joint_names_have_the_word_beside_them_however_many_they_are(count: int) -> None:
    """The word is on the baseline of the middle name of an odd number of them; its gap is of the mark's size, smaller than the text's."""
    names = [f"××省××市××区人民代表大会常务委员会{committee}工作委员会" for committee in ("代表", "预算", "教科文卫", "法制", "农村")[:count]]
    mark = f"masthead: [{', '.join(names)}]\nmasthead_word: 文件"
    made = edition(f"---\nkind: notice\norgan: {names[0]}\n{mark}\nnumber: ×发〔2024〕1号\ntitle: 通知\n---\n正文。\n")
    lines = made.pages.pages[0].lines
    named = [placed.line for placed in lines if made.galley[placed.line.block].block.tag is Tag.MASTHEAD]
    (word,) = [placed.line for placed in lines if made.galley[placed.line.block].block.tag is Tag.MASTHEAD_WORD]
    assert [line.text for line in named] == names
    assert max(line.x[-1] for line in named) < word.x[0]
    assert word.x[-1] <= MEASURE
