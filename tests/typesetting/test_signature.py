"""署名 and 成文日期 without a seal (7.3.5.2), in figures."""

import pytest
from generated import HAN, han, paragraph, paragraphs
from hypothesis import example, given
from hypothesis import strategies as st
from typeset import set_blocks

from gen.dictionary import word_starts
from gen.document.blocks import Block, Tag
from gen.standard.gb9704 import CELL, MEASURE
from gen.typesetting.ruler import Line
from gen.typesetting.signature import left_edges

DATE = "2022年12月20日"
RIGHT = MEASURE - 2 * CELL
TRACKING_SEEN = CELL // 30
"""A character may stick out of its cell by what tracking takes from its advance."""


def signed(*organs: str, date: str = DATE) -> list[tuple[Line, ...]]:
    blocks = [paragraph(HAN), *(Block(Tag.SIGNATURE, organ) for organ in organs), *([Block(Tag.DATE, date)] if date else [])]
    return [member.lines for member in set_blocks(blocks)[1:]]


def test_an_organ_longer_than_the_date() -> None:
    """The example: an organ of 14 characters starts in cell 12 and its date in cell 14, counted from 0."""
    (organ,), (date,) = signed("吕梁市人民代表大会常务委员会")
    assert abs(organ.x[0] - 12 * CELL) < 20
    assert date.x[0] - organ.x[0] == 2 * CELL
    assert RIGHT - CELL < organ.x[-1] < RIGHT + TRACKING_SEEN


def test_a_date_longer_than_the_organ() -> None:
    """The date ends two cells from the right; the organ starts two cells before it."""
    (organ,), (date,) = signed("市政府")
    assert abs(date.x[-1] - RIGHT) < CELL // 20
    assert date.x[0] - organ.x[0] == 2 * CELL


@given(han(1, 26))
def test_the_date_always_starts_two_cells_after_the_organ(name: str) -> None:
    (organ,), (date,) = signed(name)
    assert date.x[0] - organ.x[0] == 2 * CELL
    assert max(organ.x[-1], date.x[-1]) <= MEASURE
    assert organ.x[-1] < RIGHT + TRACKING_SEEN


@pytest.mark.parametrize("count", [27, 28, 29, 60, 200])
def test_an_organ_wider_than_the_measure(count: int) -> None:
    organ, (date,) = signed((HAN * 10)[:count])
    assert "".join(line.text for line in organ) == (HAN * 10)[:count]
    assert all(line.x[0] >= 0 and line.x[-1] <= MEASURE for line in organ)
    assert (count <= 28) == (len(organ) == 1)
    assert {line.x[0] for line in organ} == {date.x[0] - 2 * CELL}


LONG_NAMES = (
    "双江拉祜族佤族布朗族傣族自治县人民代表大会常务委员会办公室",
    "积石山保安族东乡族撒拉族自治县人民代表大会常务委员会法制工作室",
    "新疆维吾尔自治区克孜勒苏柯尔克孜自治州人民代表大会常务委员会办公室",
    "双江拉祜族佤族布朗族傣族自治县人民代表大会常务委员会监察司法工作委员会",
)


@pytest.mark.parametrize("name", LONG_NAMES, ids=len)
def test_a_name_wider_than_the_measure_is_parted_at_words_and_starts_where_it_started(name: str) -> None:
    """No word of it is alone at the left edge: its longest line ends two cells from the right, and the date starts two cells after its start."""
    organ, (date,) = signed(name)
    assert "".join(line.text for line in organ) == name
    assert_parted_at_words(organ, name)
    assert {line.x[0] for line in organ} == {date.x[0] - 2 * CELL}
    assert RIGHT - CELL < max(line.x[-1] for line in organ) < RIGHT + TRACKING_SEEN


@pytest.mark.parametrize("name", LONG_NAMES, ids=len)
def test_a_name_wider_than_the_measure_over_a_stamp_is_parted_at_words(name: str) -> None:
    blocks = [Block(Tag.SIGNATURE, name), Block(Tag.SIGNER, "主任", picture="reserved"), Block(Tag.DATE, DATE)]
    organ = set_blocks(blocks)[0].lines
    assert "".join(line.text for line in organ) == name
    assert_parted_at_words(organ, name)
    assert len({line.x[0] for line in organ}) == 1


def assert_parted_at_words(lines: tuple[Line, ...], name: str) -> None:
    assert len(lines) > 1
    assert {line.start for line in lines[1:]} <= word_starts(name)


def test_joint_organs_start_together() -> None:
    first, second, (date,) = signed("××市人民代表大会常务委员会", "××市人民政府")
    assert first[0].x[0] == second[0].x[0]
    assert date.x[0] - first[0].x[0] == 2 * CELL


def test_an_organ_alone_and_a_date_alone() -> None:
    ((organ,),) = signed("××市人民政府", date="")
    assert RIGHT - CELL < organ.x[-1] < RIGHT + TRACKING_SEEN
    ((date,),) = signed()
    assert abs(date.x[-1] - RIGHT) < CELL // 20


def test_two_signatures_in_one_document_do_not_mix() -> None:
    blocks = [Block(Tag.SIGNATURE, "甲" * 20), Block(Tag.DATE, DATE), paragraph(HAN), Block(Tag.SIGNATURE, "乙" * 10), Block(Tag.DATE, DATE)]
    galley = set_blocks(blocks)
    assert abs(galley[0].lines[0].x[0] - 6 * CELL) < 20
    assert abs(galley[3].lines[0].x[0] - 16 * CELL) < 20


@given(st.integers(0, 60 * CELL), st.integers(0, 12 * CELL), st.integers(8, 60))
def test_arithmetic_holds_in_any_measure(organ: int, date: int, width: int) -> None:
    measure = width * CELL
    left, date_left = left_edges(organ, date, measure)
    assert left >= 0
    assert date_left == left + 2 * CELL
    if left and date > organ:
        assert date_left + date == measure - 2 * CELL
    if left and organ >= date:
        assert measure - 3 * CELL < left + organ <= measure - 2 * CELL
        assert (measure - left) % CELL == 0


@given(st.lists(st.one_of(han(1, 70), paragraphs(12)), min_size=1, max_size=4), st.integers(8, 60))
@example(["市" * 18], 28)
@example(["市" * 22], 28)
@example(["市" * 40], 28)
def test_names_under_seals_stay_in_any_measure_and_the_last_is_centred_on_the_date(organs: list[str], width: int) -> None:
    measure = width * CELL
    blocks = [*(Block(Tag.SIGNATURE, organ, picture="reserved") for organ in organs), Block(Tag.DATE, DATE)]
    *names, date = (member.lines for member in set_blocks(blocks, measure))
    for organ, name in zip(organs, names, strict=True):
        assert "".join(line.text for line in name) == organ
        assert all(0 <= line.x[0] <= line.x[-1] <= measure for line in name)
    if len(date) == 1:
        assert all(abs(line.x[0] + line.x[-1] - date[0].x[0] - date[0].x[-1]) <= 2 for line in names[-1])
        assert 0 <= date[0].x[0] <= date[0].x[-1] <= measure
