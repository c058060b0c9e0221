"""Pinned lines: an office program that knows less than we do, and whose gaps differ, ends every line where we do."""

from itertools import pairwise

import pytest
from generated import paragraph, paragraphs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.standard import house
from gen.standard.gb9704 import INDENT_LENGTH, MEASURE
from gen.standard.styles import BODY
from gen.typesetting.kinsoku import FREE, NO_END, NO_START, OFFICE_NO_END, OFFICE_NO_START, SPACES
from gen.typesetting.ruler import Line, Ruler

MANY_GAPS = 6
"""A line with more gaps between Han and Latin than this may differ by more than a figure's width from program to program."""


def lines_of(text: str) -> tuple[Line, ...]:
    return set_blocks([paragraph(text)])[0].lines


def room_of(line: Line) -> int:
    return MEASURE - (0 if line.start else INDENT_LENGTH)


def closed(ruler: Ruler, line: Line, end: int, gap: float) -> int:
    """Work out how much narrower text from the line's start to `end` is with a smaller gap between Han and Latin."""
    inside = sum(line.start < place <= end for place in ruler.gaps)
    return inside * int(ruler.size * (house.HAN_LATIN_GAP - gap))


def is_latin(pair: str) -> bool:
    return pair.isascii() and " " not in pair


def office_end(ruler: Ruler, line: Line, gap: float, *, knows_all_marks: bool) -> int:
    """End a line as an office program does that keeps marks and Latin runs together, but not numbers and their units."""
    text = ruler.text
    first, last = (NO_START, NO_END) if knows_all_marks else (OFFICE_NO_START, OFFICE_NO_END)
    widened = line.widening if line.pinned else 0
    end = line.start + 1
    while end < len(text):
        width = ruler.width(line.start, end + 1) - closed(ruler, line, end, gap) + widened * min(end + 1 - line.start, len(line.text))
        if width > room_of(line) and text[end] not in SPACES:
            break
        end += 1
    full = end
    while line.start < end < len(text) and (text[end] in first or text[end - 1] in last or is_latin(text[end - 1 : end + 1])):
        end -= 1
    return end if end > line.start else full


@given(text=paragraphs(), gap=st.sampled_from([0.2, 0.22, 0.25]), knows_all_marks=st.booleans())
@settings(max_examples=500, deadline=None)
@example(text="为" * 24 + "2022年12月20日" + "为" * 40, gap=0.25, knows_all_marks=False)
@example(text="为" * 24 + "——" + "为" * 40, gap=0.25, knows_all_marks=False)
@example(text="12年" + "为" * 14 + "5" + "为" * 4 + "5" + "为" * 30, gap=0.2, knows_all_marks=False)
def test_office_programs_end_lines_where_we_do(text: str, gap: float, *, knows_all_marks: bool) -> None:
    ruler = Ruler(text, BODY, BODY.size)
    for line in lines_of(text)[:-1]:
        cut = ruler.penalty(line.end) != FREE
        if not cut and sum(line.start < place <= line.end for place in ruler.gaps) <= MANY_GAPS:
            assert office_end(ruler, line, gap, knows_all_marks=knows_all_marks) == line.end, line.text


@given(paragraphs(), st.floats(0.2, 0.25))
@settings(max_examples=300, deadline=None)
def test_a_pinned_line_is_full(text: str, gap: float) -> None:
    """With its widening a pinned line still fits, and the next character does not."""
    ruler = Ruler(text, BODY, BODY.size)
    for line in lines_of(text):
        if line.pinned:
            widened = line.widening * len(line.text)
            assert ruler.width(line.start, line.end) + widened <= room_of(line)
            if sum(line.start < place <= line.end for place in ruler.gaps) <= MANY_GAPS:
                assert ruler.width(line.start, line.end + 1) - closed(ruler, line, line.end, gap) + widened > room_of(line)


@given(paragraphs())
@settings(max_examples=200, deadline=None)
def test_only_lines_of_a_running_paragraph_are_pinned(text: str) -> None:
    *_, last = lines_of(text)
    assert not last.pinned
    for line in lines_of(text):
        assert line.widening >= 0
        assert line.widening % 635 == 0


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        ("为" * 100, [False] * 4),
        ("为" * 24 + "2022年" + "为" * 40, [True, False, False]),
        ("为" * 25 + "加。" + "为" * 40, [False, False, False]),
        ("为" * 25 + "（为）" + "为" * 40, [False, False, False]),
        ("为" * 25 + "——为" + "为" * 40, [True, False, False]),
    ],
    ids=["汉字", "数字与年", "句号", "括号", "破折号"],
)
def test_examples(text: str, pinned: list[bool]) -> None:
    assert [line.pinned for line in lines_of(text)] == pinned


def test_widening_is_shared_evenly() -> None:
    line = Line(0, 0, "为" * 10, tuple(range(11)), slack=635 * 25)
    assert line.widening == 635 * 2
    assert Line(0, 0, "为", (0, 1)).widening == 0
    assert all(b > a for a, b in pairwise(lines_of("为" * 24 + "2022年" + "为" * 40)[0].x))
