"""What most texts are set by, multiplication, gives the lines that measuring every character gives."""

import re
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gen.document.blocks import Tag
from gen.document.model import Level
from gen.standard.gb9704 import ADVANCE, SIZE_3
from gen.standard.styles import BODY, STYLES, Style
from gen.typesetting import justify as justify_module
from gen.typesetting import plain as plain_module
from gen.typesetting import ruler as ruler_module
from gen.typesetting.justify import Edges, justify, set_line
from gen.typesetting.kinsoku import ODD
from gen.typesetting.plain import Plain, plain_of
from gen.typesetting.ruler import Line, Ruler, break_text
from gen.units import Length

_ALWAYS = re.compile(".")
_LABELS = st.sampled_from(
    ["", "第一条 ", "第一百二十三条之一 ", "第一条\u3000", "（一）", "(一)", "1.", "37.", "(1)", "1 个", "3", "一、 ", "A ", "——", "第3条 "]
)
_STYLES = st.sampled_from([STYLES[Tag.PARAGRAPH, level] for level in ("", Level.ARTICLE)])
_RUNS = st.sampled_from(
    ["为", "人民代表", "，", "。", "“", "”", "（", "）", "《", "》", "、", "\u3000", " ", "2023年", "５", "5%", "GB/T", "——", "e\u0301"]
)
_TEXTS = st.builds("{}{}".format, _LABELS, st.lists(st.one_of(_RUNS, st.sampled_from("的一是了我不人在他有")), min_size=1, max_size=90).map("".join))


def _set(text: str, edges: Edges, label: int, style: Style = BODY) -> tuple[Line, ...]:
    ruler = Ruler(text, style, SIZE_3, label)
    return justify(ruler, 0, break_text(ruler, edges.right - edges.first, edges.right - edges.others), edges)


def _plainly(plain: Plain, text: str, label: int = 0) -> tuple[Line, ...]:
    return plain.lines(text, 0, label, ODD.findall(text))


def _set_by_measuring(text: str, edges: Edges, label: int, style: Style = BODY) -> tuple[Line, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ruler_module, "ODD", _ALWAYS)
        patch.setattr(justify_module, "ODD", _ALWAYS)
        return _set(text, edges, label, style)


@settings(max_examples=400)
@example("人民、《“（\u3000《１》《2023年5%（", 5, 2, 0)  # what would fit after a line may be odd, or a space
@example("GB/T2023年人民的一是（\u3000\u3000 2023年《《人民5%，5%的一是", 5, 2, 0)
@given(_TEXTS.map(str.strip).filter(bool), st.sampled_from([28, 20, 13, 5, 1]), st.sampled_from([0, 2, 4]), st.sampled_from([0, 3]))
def test_multiplying_and_measuring_give_the_same_lines(text: str, cells: int, first: int, others: int) -> None:
    edges = Edges(min(first, cells - 1) * ADVANCE, min(others, cells - 1) * ADVANCE, cells * ADVANCE)
    assert _set(text, edges, 0) == _set_by_measuring(text, edges, 0)


@settings(max_examples=600)
@example("第一条 》，为《、》", STYLES[Tag.PARAGRAPH, ""], 8, 1, 6)  # the last line begins within the label
@given(_TEXTS.map(str.strip), _STYLES, st.sampled_from([28, 20, 13, 8, 5, 1]), st.sampled_from([0, 1, 2, 4]), st.integers(0, 14))
def test_a_plain_paragraph_has_the_lines_of_a_measured_one(text: str, style: Style, cells: int, first: int, label: int) -> None:
    indent = min(first, cells - 1) * ADVANCE
    plain = plain_of(replace(style, indent=Length(indent)), cells * ADVANCE)
    assert plain
    lines = _plainly(plain, text, label)
    event("plain" if lines else "measured")
    assert not lines or lines == _set_by_measuring(text, Edges(indent, 0, cells * ADVANCE), label, style)


@pytest.mark.parametrize("label", ["", "一、", "（一）", "第一条 ", "第一百二十三条\u3000", "(一)", "37.", "(3)"])
def test_what_most_paragraphs_are_is_plain(label: str) -> None:
    """Or the test above would say nothing."""
    plain = plain_of(BODY, 28 * ADVANCE)
    assert plain
    assert _plainly(plain, label + "为了加强人民代表大会常务委员会的工作，" * 4, len(label))
    assert _plainly(plain, label + "为了加强", len(label))
    assert not _plainly(plain, label + "为了加强，\u3000自2023年起", len(label))


def test_only_lines_with_figures_in_reach_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def noted(ruler: Ruler, *where: Any) -> Line:  # noqa: ANN401 — whatever it is called with
        measured.append(ruler.text)
        return set_line(ruler, *where)

    monkeypatch.setattr(plain_module, "set_line", noted)
    plain = plain_of(BODY, 28 * ADVANCE)
    assert plain
    lines = _plainly(plain, "为了加强人民代表大会的工作，" * 8 + "自2023年起，" + "为了加强人民代表大会的工作，" * 8)
    assert len(lines) == 9
    assert [line.text[:4] for line in lines if "2023" in line.text] == [text[:4] for text in measured]


@pytest.mark.parametrize("tail", ["平方公里", " 多平方公里千瓦时", "公里公里公里公里多"])
def test_a_long_number_before_the_end_of_what_is_measured_keeps_its_unit(tail: str) -> None:
    """A line is measured with no more of the text than it may need: its end is where the whole text's would be."""
    plain = plain_of(BODY, 28 * ADVANCE)
    assert plain
    for before in range(60):
        text = "为" * before + "1234567890123456" * 2 + tail + "为了加强人民代表大会的工作，" * 4
        lines = _plainly(plain, text)
        assert not lines or lines == _set(text, Edges(BODY.indent, 0, 28 * ADVANCE), 0)


def test_texts_are_set_by_multiplication_where_they_can_be() -> None:
    """Or the test above would compare a thing with itself."""
    assert Ruler("（一）为了加强", BODY, SIZE_3).even
    assert Ruler("(甲)为了加强人民代表大会常务委员会的工作", BODY, SIZE_3).plain == len("(甲)")
    assert Ruler("自2023年起，" + "为了加强" * 20, BODY, SIZE_3).plain < 40
