"""Pinned lines: an office program that knows less than we do, whose gaps differ, or that lets marks hang, ends every line where we do."""

from collections.abc import Sequence
from itertools import pairwise, product
from typing import NamedTuple

import pytest
from generated import paragraph, paragraphs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.standard import house
from gen.standard.gb9704 import INDENT_LENGTH, MEASURE
from gen.standard.styles import BODY
from gen.typesetting.kinsoku import FREE, HANGING, NO_END, NO_START, OFFICE_NO_END, OFFICE_NO_START, SPACES, is_shunned
from gen.typesetting.ruler import Line, Ruler
from gen.units import EMU_PER_PT

ROOM_FOR_NONE = 5
"""Points: a figure, the narrowest character that starts a line, less what a full line leaves free.

Gaps that shrink by more in all may make room for one even in a full line.
"""


class Program(NamedTuple):
    """An office program: what it does otherwise than we do. None of them knows that a number keeps its unit."""

    gap: float
    """Between Han and Latin, in ems."""
    tracks_all: bool = False
    """Whether characters before a change of script have their tracking too."""
    hangs: bool = False
    knows_all_marks: bool = False
    whole_words: bool = False
    by_unicode: bool = False
    """Whether it parts no quotation mark from what is beside it, and no × from another, as LibreOffice does from 24.8 on."""


PROGRAMS = st.builds(Program, st.floats(house.OFFICE_GAP_LEAST, house.HAN_LATIN_GAP), *[st.booleans()] * 5)
STRICT = [Program(gap, *flags) for gap in (0.125, 0.15, 0.175, 0.2, 0.22, 0.25) for flags in product([False, True], repeat=4)]
"""One of each kind."""


def lines_of(text: str) -> tuple[Line, ...]:
    return set_blocks([paragraph(text)])[0].lines


def room_of(line: Line) -> int:
    return MEASURE - (0 if line.start else INDENT_LENGTH)


def spared(ruler: Ruler, line: Line, end: int, program: Program) -> int:
    """Work out how much narrower text from the line's start to `end` is in a program."""
    gaps = sum(line.start < place <= end for place in ruler.gaps)
    closed = sum(line.start < place <= end for place in ruler.closed)
    narrower = gaps * int(ruler.size * (house.HAN_LATIN_GAP - program.gap))
    return narrower - (gaps + closed) * ruler.tracking * program.tracks_all


def is_latin(pair: str) -> bool:
    return pair.isascii() and " " not in pair


def office_end(ruler: Ruler, line: Line, program: Program, *, pinned: bool, ends: Sequence[int] = ()) -> int:
    """End a line as an office program does, which keeps marks together, and Latin runs if it keeps words whole.

    In a paragraph of which one of our lines, which end at `ends`, parts a Latin run, every program may do so (`w:wordWrap`).
    """
    text = ruler.text
    may_part = any(is_latin(text[end - 1 : end + 1]) for end in ends)
    first, last = (NO_START, NO_END - {"/"}) if program.knows_all_marks else (OFFICE_NO_START, OFFICE_NO_END)
    widened = line.widening if pinned else 0
    end = line.start + 1
    while end < len(text):
        width = ruler.width(line.start, end + 1) - spared(ruler, line, end, program) + widened * min(end + 1 - line.start, len(line.text))
        if width > room_of(line) and text[end] not in SPACES:
            break
        end += 1
    if program.hangs and text[end : end + 1] in HANGING and text[end + 1 : end + 2] not in first:
        return end + 1
    full = end
    while line.start < end < len(text):
        parted = program.whole_words and not may_part and is_latin(text[end - 1 : end + 1])
        refused = program.by_unicode and is_shunned(text, end)
        if not (text[end] in first or text[end - 1] in last or parted or refused):
            break
        end -= 1
    return end if end > line.start else full


@given(text=paragraphs(), program=PROGRAMS)
@settings(max_examples=500, deadline=None)
@example(text="为" * 24 + "2022年12月20日" + "为" * 40, program=Program(0.25, whole_words=True))
@example(text="为" * 24 + "——" + "为" * 40, program=Program(0.25, whole_words=True))
@example(text="为" * 25 + "加。" + "为" * 40, program=Program(0.25, hangs=True, whole_words=True))
@example(text="为" * 26 + "“加强”" + "为" * 40, program=Program(0.25))
@example(text="为" * 26 + "“加强”" + "为" * 40, program=Program(0.25, by_unicode=True))
@example(text="12年" + "为" * 14 + "5" + "为" * 4 + "5" + "为" * 30, program=Program(0.2, whole_words=True))
def test_office_programs_end_lines_where_we_do(text: str, program: Program) -> None:
    ruler = Ruler(text, BODY, BODY.size)
    lines = lines_of(text)[:-1]
    ends = [line.end for line in lines]
    for line in lines:
        cut = ruler.penalty(line.end) != FREE or (program.by_unicode and is_shunned(text, line.end))
        if not cut and not line.squeezed and (not line.pinned or spared(ruler, line, line.end, program) < ROOM_FOR_NONE * EMU_PER_PT):
            assert office_end(ruler, line, program, pinned=line.pinned, ends=ends) == line.end, line.text


@given(paragraphs())
@settings(max_examples=300, deadline=None)
@example("为" * 25 + "加。" + "为" * 40)
@example("为" * 24 + "2022年" + "为" * 40)
def test_no_line_is_pinned_without_need(text: str) -> None:
    """Some program would end it elsewhere."""
    ruler = Ruler(text, BODY, BODY.size)
    for line in lines_of(text):
        if line.pinned and not line.squeezed and ruler.penalty(line.end) == FREE:
            assert any(office_end(ruler, line, program, pinned=False) != line.end for program in STRICT), line.text


@given(paragraphs(), PROGRAMS)
@settings(max_examples=300, deadline=None)
def test_a_pinned_line_is_full(text: str, program: Program) -> None:
    """With its widening a pinned line still fits, and the next character does not."""
    ruler = Ruler(text, BODY, BODY.size)
    for line in lines_of(text):
        if line.pinned and not line.squeezed:
            widened = line.widening * len(line.text)
            assert ruler.width(line.start, line.end) + widened <= room_of(line)
            narrower = spared(ruler, line, line.end, program)
            if narrower < ROOM_FOR_NONE * EMU_PER_PT:
                assert ruler.width(line.start, line.end + 1) - narrower + widened > room_of(line)


@given(paragraphs())
@settings(max_examples=200, deadline=None)
def test_only_lines_of_a_running_paragraph_are_pinned(text: str) -> None:
    *_, last = lines_of(text)
    assert not last.pinned or last.squeezed
    for line in lines_of(text):
        assert line.widening >= 0
        assert line.widening % 635 == 0


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        ("为" * 100, [False] * 4),
        ("为" * 25 + "2年" + "为" * 40, [True, False, False]),
        ("为" * 25 + "加。" + "为" * 40, [True, False, False]),
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
