"""出席, 请假, 列席 (10.3): no name is parted at a line's end, and the three stand on one page."""

import pytest
from editions import edition
from hypothesis import given
from hypothesis import strategies as st
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.pagination.page_breaks import PageRule
from gen.standard.gb9704 import CELL, MEASURE
from gen.writers.edition import Edition

NAMES = (
    "王建国",
    "赵丽",
    "杨　帆",
    "买买提·艾力",
    "李卫东（主持）",
    "古丽娜尔·阿布都热依木",
    "阿卜杜热合曼·买买提吐尔逊",
    "诸葛孔明",
    "张晓红（市财政局）",
)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=40), st.sampled_from("、，"))
def test_every_name_is_on_one_line(names: list[str], mark: str) -> None:
    text = "出席：" + mark.join(names)
    (member,) = set_blocks([Block(Tag.ATTENDANCE, text, label=3)])
    assert "".join(line.text for line in member.lines) == text
    assert all(line.text.endswith(mark) for line in member.lines[:-1])
    assert [name for line in member.lines for name in line.text.removeprefix("出席：").rstrip(mark).split(mark)] == names
    assert all(line.x[-1] <= MEASURE for line in member.lines)
    assert len({line.x[0] for line in member.lines[1:]}) <= 1


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=40))
def test_a_line_takes_all_names_that_fit(names: list[str]) -> None:
    (member,) = set_blocks([Block(Tag.ATTENDANCE, "列席：" + "、".join(names), label=3)])
    for line, following in zip(member.lines, member.lines[1:], strict=False):
        natural = line.x[-1] - line.x[0] - line.slack
        assert line.x[0] + natural + (len(following.text.split("、")[0]) + 1) * CELL > MEASURE - CELL // 4


@pytest.mark.parametrize("measure", [4, 8, 14])
def test_a_name_longer_than_a_line_is_broken_as_text(measure: int) -> None:
    text = "出席：阿卜杜热合曼·买买提吐尔逊、王芳"
    (member,) = set_blocks([Block(Tag.ATTENDANCE, text, label=3)], measure * CELL)
    assert "".join(line.text for line in member.lines) == text


def minutes(rows: int, present: int) -> Edition:
    """Minutes of so many rows of text and so many who were present."""
    text = "\n".join("行" * (10 + row % 7) for row in range(rows))
    names = "、".join(NAMES[number % 3] for number in range(present))
    return edition(
        "---\nkind: minutes\norgan: ××市人大常委会\nmasthead: ××市人大常委会主任会议纪要\nnumber: 第3号\nattendance:\n"
        f"  - 出席：{names}\n  - 请假：买买提·艾力\n  - 列席：赵丽、王建国\n---\n{text}\n"
    )


@pytest.mark.parametrize("present", [3, 12, 40])
@pytest.mark.parametrize("rows", range(1, 40))
def test_the_three_stand_on_one_page(rows: int, present: int) -> None:
    made = minutes(rows, present)
    pages = [page for page in made.pages.pages if any(made.galley[placed.line.block].block.tag is Tag.ATTENDANCE for placed in page.lines)]
    assert len(pages) == 1
    assert {forced.rule for forced in made.pages.breaks} <= {PageRule.ATTENDANCE_TOGETHER, PageRule.NO_BLANK_FIRST, PageRule.NO_SINGLE_LINE}
