"""The ceiling on stretch: no line over it where another division of the paragraph avoids that; what never gives way; which step comes first."""

import re
from functools import cache
from itertools import pairwise

import pytest
from generated import paragraph, paragraphs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.standard import house
from gen.standard.gb9704 import INDENT_LENGTH, MEASURE
from gen.standard.profiles import design_of
from gen.standard.styles import BODY
from gen.typesetting.bonds import bond_cost
from gen.typesetting.justify import solid_places
from gen.typesetting.kinsoku import MARKS, NO_END, NO_START, is_shunned
from gen.typesetting.loose import loose_lines
from gen.typesetting.office import may_squeeze
from gen.typesetting.ruler import Line, Ruler

HALF = BODY.size // 2
SENTENCES = (
    "你们《关于呈报〈河北雄安新区总体规划（2018—2035年）〉的请示》收悉。",
    "第一百一十三条 本细则自2002年10月15日起施行。",
    "8400米至8900米隔500米为一个高度层；12500米以上，每隔600米为一个高度层。",
    "第四十九条 书记员和执行员适用审判人员回避的有关规定。",
    "对公告送达方式有特殊要求的，应当按要求的方式进行。",
    "由广东省人民政府指定的行政机关负责（以下简称“省核管理机关”）。",
    "补选买买提·艾力江为××市人民代表大会常务委员会副主任。",
    "联系电话：0571-88888888转8001；电子邮箱：office@example.gov.cn；",
    "（三）净吨位超过2000吨但不超过10000吨的，每吨5元；",
    "要实现“双碳”目标，打造“‘一带一路’国际合作示范区”，",
    "参训人员1200人次，GDP增长6.5%，R&D经费支出占比2.4%。",
    "根据《国务院关于修改〈中国公民往来台湾地区管理办法〉的决定》（国务院令第661号）修订）",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("".join)
SHIFTED = st.tuples(st.integers(0, 27), TEXTS).map(lambda made: "为" * made[0] + made[1])
"""Sentences of real documents, from any place of a line on."""


def lines_of(text: str, measure: int = MEASURE) -> tuple[Line, ...]:
    return set_blocks([paragraph(text)], measure)[0].lines


def room_of(start: int, measure: int = MEASURE) -> int:
    return measure if start else measure - INDENT_LENGTH


def is_over(ruler: Ruler, start: int, end: int, slack: int) -> bool:
    """Whether a line with such slack is opened up beyond the ceiling."""
    openings = len(ruler.text[start:end].rstrip(" \u3000")) - 1 - len(solid_places(ruler.text, start, end))
    return slack > max(1, openings) * ruler.size * house.STRETCH_CEILING


def gives_up(left: str, right: str) -> bool:
    """Whether one of two marks has a blank half toward the other, by this test's own reading."""
    closing, opening = "、。，：；）》〉」』】〕〗”’", "（《〈「『【〔〖“‘"
    return (left in closing and right in closing + opening + "！？") or (right in opening and left in opening + "！？")


def may_end(ruler: Ruler, place: int) -> bool:
    """Where no program refuses to, and nothing is parted or only what may be let go."""
    return bond_cost(ruler, place) is not None if ruler.penalty(place) else not is_shunned(ruler.text, place)


def has_division_under_the_ceiling(text: str, measure: int) -> bool:
    """Try every division at places where a line may end, or a weaker bond may be let go."""
    ruler = Ruler(text, BODY, BODY.size)

    @cache
    def reaches_end(start: int) -> bool:
        for end in range(start + 1, len(text) + 1):
            room = room_of(start, measure)
            slack = room - ruler.visible_width(start, end)
            pairs = sum(gives_up(left, right) for left, right in pairwise(text[start:end]))
            if slack + pairs * HALF < 0 and slack < -4 * BODY.size:
                break
            squeezed = max(0, -(slack // HALF)) if slack < 0 else 0
            if squeezed > pairs or (squeezed and not may_squeeze(ruler, start, end, -slack)):
                continue
            if end == len(text):
                return not start or end - start > 1
            if may_end(ruler, end) and not is_over(ruler, start, end, slack + squeezed * HALF) and reaches_end(end):
                return True
        return False

    return reaches_end(0)


def over_of(text: str, measure: int = MEASURE) -> list[str]:
    ruler = Ruler(text, BODY, BODY.size)
    return [line.text for line in lines_of(text, measure)[:-1] if is_over(ruler, line.start, line.end, line.slack)]


@given(SHIFTED, st.sampled_from([28, 28, 21, 18]))
@settings(max_examples=300)
def test_no_line_is_over_the_ceiling_where_a_division_avoids_it(text: str, characters: int) -> None:
    measure = MEASURE * characters // 28
    if over_of(text, measure):
        assert not has_division_under_the_ceiling(text, measure)


@given(paragraphs(40))
@settings(max_examples=200)
def test_the_same_of_any_text(text: str) -> None:
    if over_of(text):
        assert not has_division_under_the_ceiling(text, MEASURE)


@given(st.one_of(SHIFTED, paragraphs()))
@settings(max_examples=300)
@example("一" * 23 + "2022年12月20日")
def test_nothing_is_lost_and_nothing_wider_than_the_measure(text: str) -> None:
    lines = lines_of(text)
    assert "".join(line.text for line in lines) == text
    for line in lines:
        assert line.x[-1] <= MEASURE
        assert list(line.x) == sorted(line.x)
        assert line.slack >= 0


@given(SHIFTED)
@settings(max_examples=300)
def test_what_never_gives_way(text: str) -> None:
    """The figures of a number, a Latin word, an address, —— and a mark where it may not be."""
    for line in lines_of(text)[:-1]:
        left, right = text[line.end - 1], text[line.end]
        assert line.hyphen or not re.fullmatch("[0-9A-Za-z]{2}|——|……", left + right), line.text
        assert right not in NO_START
        assert left not in NO_END


@given(SHIFTED)
@settings(max_examples=300)
def test_marks_that_give_up_half_an_em_have_a_blank_half_there(text: str) -> None:
    for line in lines_of(text):
        for place in line.squeezed:
            assert gives_up(*line.text[place : place + 2])
        if line.squeezed:
            ruler = Ruler(text, BODY, BODY.size)
            assert ruler.visible_width(line.start, line.end) > room_of(line.start), "it has room without"


@given(SHIFTED)
@settings(max_examples=300)
def test_nothing_is_let_go_in_a_paragraph_without_a_loose_line(text: str) -> None:
    """A bond, half an em or a second character of the last line is given up for a line over the ceiling alone, never for less."""
    ruler = Ruler(text, BODY, BODY.size)
    lines = lines_of(text)
    given_up = [line for line in lines[:-1] if ruler.penalty(line.end) or line.squeezed]
    short = lines[1:] and sum(character not in MARKS for character in lines[-1].text) < house.LAST_LINE_LEAST
    if given_up or lines[-1].squeezed or short:
        assert not has_even_division(ruler)


def has_even_division(ruler: Ruler) -> bool:
    """Whether a text can be divided with no line over the ceiling, nothing given up and its last line long enough."""

    @cache
    def reaches_end(start: int) -> bool:
        for end in range(start + 1, len(ruler.text) + 1):
            slack = room_of(start) - ruler.visible_width(start, end)
            if slack < 0:
                break
            if end == len(ruler.text):
                return not start or sum(character not in MARKS for character in ruler.text[start:]) >= house.LAST_LINE_LEAST
            if not ruler.penalty(end) and not is_shunned(ruler.text, end) and not is_over(ruler, start, end, slack) and reaches_end(end):
                return True
        return False

    return reaches_end(0)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # The line before has what the loose one lacks.
        ("第二百一十六条 在人民法院首次开庭前，被告以有书面仲裁协议为由对受理民事案件提出异议的，人民法院应当进行审查。", ["应当进行", "审查。"]),
        # Marks give up half an em each.
        ("第四条 本省的民用核设施核事故预防和应急管理，由广东省人民政府指定的行政机关负责（以下简称“省核管理机关”）。其主要职责是：", ["机关”）。"]),
        # A number leaves its unit.
        ("为中型渔船的，由省渔业行政主管部门在收到申请后的20日内审核并且报送国务院渔业行政主管部门。", ["后的20"]),
        ("你们《关于呈报〈河北雄安新区总体规划（2018—2035年）〉的请示》收悉。经党中央、国务院同意，现批复如下：", ["（2018—2035"]),
        # A last line of one character and its mark, rather than a line at 12 %.
        ("第四十九条 书记员和执行员适用审判人员回避的有关规定。", ["有关规", "定。"]),
    ],
)
def test_lines(text: str, ends: list[str]) -> None:
    lines = [line.text for line in lines_of(text)]
    for end in ends:
        assert any(line.endswith(end) for line in lines), lines
    assert not over_of(text) or "2018" in text


def test_the_table_of_costs() -> None:
    """A number leaves its unit before anything worse; a line at the ceiling, and any of these, is better than one at 12 % over it."""
    at_ceiling = round(100 * (house.STRETCH_CEILING - house.STRETCH_UNSEEN)) ** 2 * house.STRETCH_COST
    at_twelve = round(12 - 100 * house.STRETCH_CEILING) * house.OVER_COST
    steps = [at_ceiling, house.SQUEEZED_COST, house.UNIT_COST, house.RANGE_COST, house.SHORT_LAST_COST, at_twelve]
    assert steps == sorted(steps)
    assert all(isinstance(cost, int) for cost in steps)


SQUEEZED = design_of({"marks": "squeezed"})


@given(SHIFTED)
@settings(max_examples=200)
@example("“‘" * 60)
@example("》（" * 60)
def test_marks_that_always_give_up_half_an_em(text: str) -> None:
    """Every pair of a line does, the line is as wide as the measure all the same, and nothing is lost."""
    (member,) = set_blocks([paragraph(text)], design=SQUEEZED)
    assert "".join(line.text for line in member.lines) == text
    for line in member.lines:
        assert list(line.squeezed) == [place for place, pair in enumerate(pairwise(line.text)) if gives_up(*pair)]
        assert line.x[-1] <= MEASURE
        narrower = {place: line.x[place + 1] - line.x[place] for place in range(len(line.text) - 1) if line.text[place] in "》）"}
        assert all(width < BODY.size for place, width in narrower.items() if place in line.squeezed and line.slack < HALF)


def test_reasons() -> None:
    """Each line that is left over the ceiling says what it lacks."""
    (member,) = set_blocks(
        [paragraph("各省、自治区、直辖市安全生产监督管理局、财政厅（局），新疆生产建设兵团安全生产监督管理局、财务局，各省级煤矿安全监察局：")]
    )
    ((line, reason),) = loose_lines(member)
    assert (line.text[-3:], reason) == ("财政厅", "字距13.6%：“（局），”拆不开")
    (even,) = set_blocks([paragraph("为" * 200)])
    assert list(loose_lines(even)) == []
