"""签发人 (7.2.6): names of 2 to 20 characters, one to eight of them, in rows beside the number (7.2.5)."""

from itertools import pairwise

import pytest
from editions import edition
from hypothesis import given
from hypothesis import strategies as st

from gen.document.blocks import Tag
from gen.errors import SourceError
from gen.pagination.page import PlacedLine
from gen.standard.gb9704 import CELL, MEASURE
from gen.writers.edition import Edition

NAMES = (
    "王芳",
    "李建国",
    "欧阳志远",
    "买买提·艾力",
    "古丽娜尔·艾力",
    "阿不都热合曼·买提",
    "阿卜杜热合曼·买买提吐",
    "古丽娜尔·阿布都热依木江",
    "阿卜杜热合曼·买买提吐尔逊江",
    "艾尼瓦尔江·阿卜杜热合曼·买买提吐尔",
    "阿卜杜热合曼江·买买提吐尔逊·艾尼瓦尔江",
)
NUMBERS = ("", "×政〔2024〕5号", "×人常办发〔2024〕128号")
NEAR = CELL // 20


def request(names: list[str], number: str) -> Edition:
    """A 请示 with its 签发人."""
    front = f"number: {number}\n" if number else ""
    return edition(
        f"---\nkind: request\norgan: ××市人民政府\nmasthead: ××市人民政府文件\n{front}approvers: [{', '.join(names)}]\n"
        "title: 关于水利工作的请示\naddressee: ××省人民政府：\n---\n现将有关事项请示如下。\n"
    )


def header(made: Edition, tag: Tag) -> list[PlacedLine]:
    """The placed lines of one element."""
    return [placed for placed in made.pages.pages[0].lines if made.galley[placed.line.block].block.tag is tag]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), st.sampled_from(NUMBERS))
def test_names_stand_in_rows_and_touch_nothing(names: list[str], number: str) -> None:
    made = request(names, number)
    approvers, numbers = header(made, Tag.APPROVER), header(made, Tag.NUMBER)
    assert [placed.line.text.removeprefix("签发人：") for placed in approvers] == names
    rows: dict[int, list[PlacedLine]] = {}
    for placed in (*numbers, *approvers):
        rows.setdefault(placed.baseline, []).append(placed)
    for row in rows.values():
        ordered = sorted(row, key=lambda placed: placed.line.x[0])
        assert all(b.line.x[0] - a.line.x[-1] >= CELL // 2 for a, b in pairwise(ordered))
        assert ordered[0].line.x[0] >= 0
    # They are read from left to right and down, two a row at most; the longest row ends one cell from the right.
    read = [(placed.baseline, placed.line.x[0]) for placed in approvers]
    assert read == sorted(read)
    assert all(len([place for place in read if place[0] == baseline]) <= 2 for baseline, _ in read)
    assert abs(max(placed.line.x[-1] for placed in approvers) - (MEASURE - CELL)) <= NEAR
    # The first names of all rows start together, after the label of the first.
    label = len("签发人：")
    starts = [approvers[0].line.x[label], *(b.line.x[0] for a, b in pairwise(approvers) if b.baseline > a.baseline)]
    assert max(starts) - min(starts) <= NEAR


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), st.sampled_from(NUMBERS[1:]))
def test_the_number_is_on_the_row_of_the_last_name_if_both_find_room(names: list[str], number: str) -> None:
    made = request(names, number)
    (numbered,) = header(made, Tag.NUMBER)
    last = header(made, Tag.APPROVER)[-1]
    assert abs(numbered.line.x[0] - CELL) <= NEAR
    if numbered.baseline == last.baseline:
        return
    assert numbered.baseline > last.baseline
    # One name a row is the narrowest way: not even then is there room.
    longest = max(len(name) for name in names)
    assert numbered.line.x[-1] + (longest + (4 if len(names) == 1 else 0)) * CELL > MEASURE - 2 * CELL


def test_two_names_of_which_one_is_long_share_a_row_if_they_fit() -> None:
    first, second = header(request(["阿卜杜热合曼·买买提吐尔逊江", "王芳"], "×政〔2024〕5号"), Tag.APPROVER)
    assert second.baseline > first.baseline
    first, second = header(request(["阿卜杜热合曼·买买提吐尔逊江", "王芳"], ""), Tag.APPROVER)
    assert second.baseline == first.baseline


@pytest.mark.parametrize("name", ["阿" * 25, "阿" * 40])
def test_a_name_wider_than_the_measure_has_one_message_that_says_what_to_do(name: str) -> None:
    with pytest.raises(SourceError) as raised:
        request([name, "王芳"], "")
    (fault,) = raised.value.diagnostics
    assert fault.rule == "7.2"
    assert name in fault.message
    assert "超出版心" in fault.message
    assert "缩短" in fault.hint
