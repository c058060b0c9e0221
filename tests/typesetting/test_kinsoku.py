"""Breaking and justifying paragraphs: nothing lost, nothing parted that belongs together, nothing outside the measure."""

import re

import pytest
from generated import CLOSING, HAN, OPENING, STOPS, paragraph, paragraphs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typeset import set_blocks

from gen.standard.gb9704 import ADVANCE, CELL, CHARACTERS_PER_LINE, INDENT_LENGTH, MEASURE
from gen.standard.styles import BODY
from gen.typesetting.justify import Edges, justify
from gen.typesetting.kinsoku import FREE, IN_CHARACTER, IN_MARK, MARKS, NO_END, NO_START, BreakPenalties
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Line, Ruler

NEVER_FIRST = STOPS + CLOSING + "—…·～％%℃/"
"""What GB/T 15834-2011 5.1 and CLREQ keep off the start of a line, written out again."""
NEVER_LAST = OPENING + "/"
_INSIDE_NUMBER = re.compile(r"[0-9][0-9]|[0-9][.,][0-9]|[0-9][年月日号时％%℃]|第[0-9]|[0-9]小时")

_ADDRESS = re.compile(r"https?://[!-~]+|www\.[!-~]+|[\w.-]+@[\w.-]+", re.ASCII)


def in_address(text: str, place: int) -> bool:
    """Whether text[place] is inside an address of the internet, after one of its marks."""
    return text[place - 1] in "/?&=-._@" and any(match.start() + 4 <= place <= match.end() - 4 for match in _ADDRESS.finditer(text))


def lines_of(text: str, measure: int = MEASURE) -> tuple[Line, ...]:
    (member,) = set_blocks([paragraph(text)], measure)
    return member.lines


def greedy_lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text before any is divided otherwise because another is loose (`test_ceiling`)."""
    ends = break_text(ruler_of(text), MEASURE - INDENT_LENGTH, MEASURE, syllables=True)
    return justify(ruler_of(text), 0, ends, Edges(INDENT_LENGTH, 0, MEASURE))[0]


def ruler_of(text: str) -> Ruler:
    return Ruler(text, BODY, BODY.size)


def parts_what_belongs_together(text: str, place: int) -> str:
    """Say which rule a break before text[place] breaks, by this test's own reading of the rules; nothing where it is allowed."""
    if in_address(text, place):
        return ""
    before = text[:place].rstrip(" \u3000")
    broken = {
        "避头": text[place] in NEVER_FIRST,
        "避尾": before[-1:] in set(NEVER_LAST),
        "分开一个标点": text[place - 1 : place + 1] in {"——", "……"},
        "分开数字": any(match.start() < place < match.end() for match in _INSIDE_NUMBER.finditer(text, max(0, place - 3))),
        "分开一个字": text[place] in "\u0301\U000e0100",
        "空格在行首": text[place] in " \u3000",
    }
    return "、".join(rule for rule, is_broken in broken.items() if is_broken)


@given(paragraphs())
@settings(max_examples=300)
@example("（" * 80)
@example("，" * 80)
@example("https://example.gov.cn/" * 9)
@example("一" * 30 + "\u3000" * 40 + "二")
def test_nothing_is_lost(text: str) -> None:
    assert "".join(line.text for line in lines_of(text)) == text
    assert [line.start for line in lines_of(text)] == [0, *(line.end for line in lines_of(text)[:-1])]


@given(paragraphs())
@settings(max_examples=400)
@example("https://example.gov.cn/a/b-c?d=1&e=2，——·第5号——")
def test_what_belongs_together_stays_together(text: str) -> None:
    """A break at a forbidden place is a cut: no allowed place was there since the line's start.

    Only the last line but one may be cut shorter than need be, for the sake of the last.
    """
    lines = greedy_lines_of(text)
    for number, line in enumerate(lines[:-1]):
        broken = parts_what_belongs_together(text, line.end)
        if broken:
            assert all(BreakPenalties(text)[place] for place in range(line.start + 1, line.end)), (broken, line.text)
            if number < len(lines) - 2:
                assert ruler_of(text).visible_width(line.start, line.end + 1) > MEASURE - (0 if line.start else INDENT_LENGTH) - 2 * ADVANCE


@given(paragraphs())
@settings(max_examples=300)
def test_nothing_is_wider_than_the_measure(text: str) -> None:
    lines = lines_of(text)
    for line in lines:
        assert len(line.x) == len(line.text) + 1
        assert line.x[0] == (0 if line.start else INDENT_LENGTH)
        assert line.x[-1] <= MEASURE
        assert list(line.x) == sorted(line.x)
        opened = line.x[-1] - line.x[0] - ruler_of(text).visible_width(line.start, line.end) + len(line.squeezed) * BODY.size // 2
        assert opened in {0, line.slack}
        assert line.slack >= 0


@given(paragraphs())
@settings(max_examples=300)
@example("葛\U000e0100一，——，——·https://example.gov.cn/a/b-c?d=1&e=2")
def test_justified_lines_end_on_the_measure(text: str) -> None:
    """All but a line that is one character, one Latin run or one ——: there justification has nothing to open."""
    *justified, last = lines_of(text)
    for line in justified:
        visible = re.sub("[\u0301\U000e0100]", "", line.text).strip(" \u3000")
        if not re.fullmatch(r"[!-~\u00c0-\u024f]+|(.)\1*", visible):
            assert line.x[-1] == MEASURE, line.text
    assert last.slack == 0


def refused_by_some(text: str, place: int) -> bool:
    """Whether LibreOffice from 24.8 on ends no line at a place where our rules allow one, by this test's own reading of what was measured."""
    before, after = text[place - 1], text[place]
    if before in " \u3000":
        return False
    # Letters, figures, × ÷ ① √ and so on, beside each other, but for what Latin runs are parted by.
    letters = max(before, after) < "\u2e80" and before not in ",.:;!?-–—…§°" and not (before + after).isascii()
    return after in "“‘" or before in "”’" or letters


def looseness(line: Line) -> float:
    """What justification adds to each of its characters but those of Latin runs, in ems."""
    return line.slack / CELL / max(1, sum(character > "~" for character in line.text[:-1]))


@given(paragraphs())
@settings(max_examples=300)
@example("为" * 26 + "“为为”" + "为" * 40)
@example("为" * 52 + "加“为为”" + "为" * 40)
@example("为" * 52 + "“为为”" * 20)
@example("×" * 200)
def test_lines_are_as_full_as_the_rules_allow(text: str) -> None:
    """The run that follows a line would not fit it.

    A line is shorter if it, or the next one, would end at a place that some program refuses; and the last line but one may
    be, for the sake of the last.
    """
    ruler = ruler_of(text)
    weights = BreakPenalties(text)

    def last_free(start: int) -> int:
        room = MEASURE - (0 if start else INDENT_LENGTH)
        places = [place for place in range(start + 1, len(text)) if weights[place] == FREE and ruler.visible_width(start, place) <= room]
        return max(places, default=0)

    for line in greedy_lines_of(text)[:-2]:
        fullest = last_free(line.start)
        if weights[line.end] != FREE:
            assert not fullest
        elif line.end != fullest:
            assert refused_by_some(text, fullest) or refused_by_some(text, last_free(fullest))
            assert not refused_by_some(text, line.end)
            assert looseness(line) < 0.1, line.text


@given(paragraphs())
@settings(max_examples=300)
@example("为" * 26 + "“为为”" + "为" * 40)
@example("为" * 52 + "加“为为”" + "为" * 40)
def test_a_place_that_some_program_refuses_is_left(text: str) -> None:
    """A line ends there only where the place before it, that all programs have, would make it loose."""
    ruler = ruler_of(text)
    for line in greedy_lines_of(text)[:-2]:
        if ruler.penalty(line.end) == FREE and refused_by_some(text, line.end):
            places = range(line.start + 1, line.end)
            other = max((place for place in places if ruler.penalty(place) == FREE and not refused_by_some(text, place)), default=0)
            shorter = Line(0, line.start, text[line.start : other], (), MEASURE - ruler.visible_width(line.start, other))
            room = shorter.slack - (0 if line.start else INDENT_LENGTH)
            assert not other or looseness(Line(0, 0, shorter.text, (), room)) > 0.08, line.text


@given(paragraphs())
@settings(max_examples=300)
def test_a_last_line_is_never_one_character(text: str) -> None:
    lines = greedy_lines_of(text)
    if len(lines) > 1 and sum(character not in MARKS for character in lines[-1].text) < 2:
        before, last = lines[-2], lines[-1]
        weights = BreakPenalties(text)
        better = [
            place
            for place in range(before.start + 1, last.start)
            if weights[place] <= weights[last.start]
            and sum(character not in MARKS for character in text[place:]) >= 2
            and ruler_of(text).visible_width(place, len(text)) <= MEASURE
        ]
        assert better == []


@given(st.integers(1, 300))
def test_a_page_of_han_is_28_characters_wide(count: int) -> None:
    lengths = [len(line.text) for line in lines_of((HAN * 20)[:count])]
    assert lengths[0] == min(count, CHARACTERS_PER_LINE - 2) or (count == 27 and lengths == [25, 2])
    assert all(length == CHARACTERS_PER_LINE for length in lengths[1:-2])
    assert lengths == [count] or lengths[-1] >= 2


def test_han_characters_stand_on_the_grid() -> None:
    full = lines_of(HAN * 4)[1]
    assert len(full.text) == CHARACTERS_PER_LINE
    assert all(abs(x - number * CELL) < CELL // 50 for number, x in enumerate(full.x[:-1]))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("为" * 25 + "加。了不", ["为" * 25, "加。了不"]),
        ("为" * 25 + "（加强）管理", ["为" * 25, "（加强）管理"]),
        ("为" * 25 + "2年管理", ["为" * 25, "2年管理"]),
        ("为" * 25 + "——管理", ["为" * 24, "为——管理"]),
        ("为" * 25 + "管理", ["为" * 25, "管理"]),
        ("为" * 24 + "管理", ["为" * 24 + "管理"]),
        ("为" * 25 + "行“加强”管理", ["为" * 25, "行“加强”管理"]),
        ("为" * 26 + "“加强”管理", ["为" * 25, "为“加强”管理"]),
        ("为" * 22 + "“加强”管理", ["为" * 22 + "“加", "强”管理"]),
        ("为" * 23 + "“强”管理", ["为" * 23 + "“强”", "管理"]),
        ("为" * 53 + "“加强”管理", ["为" * 25, "为" * 27, "为“加强”管理"]),
        ("为" * 24 + "×××管理", ["为" * 24, "×××管理"]),
    ],
    ids=[
        "句号不在行首",
        "前括号不在行尾",
        "数字与年不分开",
        "破折号不分开",
        "单字不成行",
        "正好一行",
        "前引号前有字",
        "前引号前满行",
        "后引号后满行",
        "引号移行则松",
        "两行分摊",
        "×不分开",
    ],
)
def test_examples(text: str, ends: list[str]) -> None:
    assert [line.text for line in lines_of(text)] == ends


@pytest.mark.parametrize(
    "text", ["12345678901234567890年", "1.5", "10%", "5G", "第12条", "3～5名", "20 000吨", "￥5", "５６号", "－3", "2小时", "7.5万千瓦时"]
)
def test_a_number_is_one_piece(text: str) -> None:
    weights = BreakPenalties(text)
    assert all(weights[place] for place in range(1, len(text)))


@pytest.mark.parametrize(("text", "free"), [("2022年12月", [5]), ("第5条和", [3]), ("A和B", [1, 2]), ("10，20", [3]), ("5 种", [])])
def test_numbers_part_from_what_follows(text: str, free: list[int]) -> None:
    assert [place for place in range(1, len(text)) if BreakPenalties(text)[place] == FREE] == free


def test_penalties_are_weighed() -> None:
    """A run longer than a line is cut where the penalty is least."""
    assert BreakPenalties("a（")[1] == FREE
    assert BreakPenalties("——")[1] == IN_MARK
    assert BreakPenalties("e\u0301")[1] == IN_CHARACTER
    run = ruler_of("a" * 400 + "，" + "b" * 20)
    for start, end in zip([0, *break_text(run, MEASURE, MEASURE)], break_text(run, MEASURE, MEASURE), strict=False):
        assert run.text[start] != "，"
        assert run.visible_width(start, end) <= MEASURE


@pytest.mark.parametrize("count", range(40, 75))
def test_a_cut_spares_marks(count: int) -> None:
    """Wherever the line is full, a run longer than a line is cut inside a word, not before its comma."""
    for line in lines_of("a" * count + "，" + "a" * 80):
        assert not line.text.startswith("，")


def test_a_last_line_is_left_short_where_nothing_shorter_can_go_over() -> None:
    text = "为" * 26 + "为" + "a" * 55 + "的。"
    assert [line.text for line in lines_of(text)] == ["为" * 26, "为" + "a" * 55, "的。"]


def test_sets_hold_what_the_standard_names() -> None:
    assert set(NEVER_FIRST) <= NO_START
    assert set(NEVER_LAST) <= NO_END
    assert not set(STOPS + CLOSING) & NO_END
    assert not set(OPENING) & NO_START


def test_word_keeps_nothing_off_a_line_that_we_do_not() -> None:
    """Word's own Chinese sets (ECMA-376 kinsoku): a line of ours that Word would not make could not be pinned."""
    first = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
    last = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
    assert set(first) - NO_START - set("―") == set()
    assert set(last) - NO_END == set()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("邮箱office@example.gov.cn", ["office@", "example.", "gov.cn"]),
        (
            "见https://www.example.gov.cn/rdcwh/2023/06/index.html?id=1&type=suggestion",
            ["https://", "www.", "example.", "gov.", "cn/", "rdcwh/", "2023/", "06/", "index.", "html?", "id=", "1&", "type=", "suggestion"],
        ),
        ("Internationalization-Standardization评估", ["Internationalization-", "Standardization"]),
    ],
)
def test_an_address_and_a_long_word_are_parted_after_their_marks(text: str, parts: list[str]) -> None:
    penalties = BreakPenalties(text)
    free = [place for place in range(1, len(text)) if penalties[place] == FREE]
    found = [text[left:right] for left, right in zip([0, *free], [*free, len(text)], strict=True)]
    assert [part for part in found if part.isascii()] == parts


@pytest.mark.parametrize(
    "text",
    ["2.6×10⁴吨", "1×10⁻³mg/L", "35μg/m³", "120㎡", "3.5‰", "38℃", "5.2×10⁶㎢", "PM₂.₅", "CO₂", "mg·L⁻¹"[3:], "COVID-19", "GB/T", "ā\u0301"],
)
def test_a_number_keeps_its_power_and_its_unit(text: str) -> None:
    penalties = BreakPenalties(f"一{text}一")
    assert all(penalties[place] for place in range(2, len(text) + 1)), text


@given(
    st.integers(0, 40),
    st.sampled_from(["office@mail.example.gov.cn", "https://www.example.gov.cn/rdcwh/2023/deputies/list.html?id=12345&type=wechat"]),
)
def test_an_address_leaves_no_loose_line(before: int, address: str) -> None:
    """Where an address starts in a line matters not: no line is opened up by more than half an em between characters."""
    text = "请" * before + address + "下载" * 20
    for line in lines_of(text)[:-1]:
        steps = [right - left for left, right in zip(line.x, line.x[1:], strict=False)]
        assert max(steps) <= 1.5 * ADVANCE, line.text
