"""What most texts are set by, multiplication, gives the lines that measuring every character gives."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.gb9704 import ADVANCE, SIZE_3
from gen.layout import justify as justify_module
from gen.layout import ruler as ruler_module
from gen.layout.justify import Edges, justify
from gen.layout.ruler import Line, Ruler, break_text
from gen.styles import BODY

_ALWAYS = re.compile(".")
_LABELS = st.sampled_from(["", "第一条 ", "第一百二十三条之一 ", "第一条\u3000", "（一）", "1.", "(1)", "一、 ", "A "])
_RUNS = st.sampled_from(
    ["为", "人民代表", "，", "。", "“", "”", "（", "）", "《", "》", "、", "\u3000", " ", "2023年", "５", "5%", "GB/T", "——", "e\u0301"]
)
_TEXTS = st.builds("{}{}".format, _LABELS, st.lists(st.one_of(_RUNS, st.sampled_from("的一是了我不人在他有")), min_size=1, max_size=90).map("".join))


def _set(text: str, edges: Edges, label: int) -> tuple[Line, ...]:
    ruler = Ruler(text, BODY, SIZE_3, label)
    return justify(ruler, 0, break_text(ruler, edges.right - edges.first, edges.right - edges.others), edges)


def _set_by_measuring(text: str, edges: Edges, label: int) -> tuple[Line, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ruler_module, "ODD", _ALWAYS)
        patch.setattr(justify_module, "ODD", _ALWAYS)
        return _set(text, edges, label)


@settings(max_examples=400)
@given(_TEXTS.map(str.strip).filter(bool), st.sampled_from([28, 20, 13, 5, 1]), st.sampled_from([0, 2, 4]), st.sampled_from([0, 3]))
def test_multiplying_and_measuring_give_the_same_lines(text: str, cells: int, first: int, others: int) -> None:
    edges = Edges(min(first, cells - 1) * ADVANCE, min(others, cells - 1) * ADVANCE, cells * ADVANCE)
    assert _set(text, edges, 0) == _set_by_measuring(text, edges, 0)


def test_texts_are_set_by_multiplication_where_they_can_be() -> None:
    """Or the test above would compare a thing with itself."""
    assert Ruler("第一条 为了加强人民代表大会常务委员会的工作", BODY, SIZE_3).head
    assert Ruler("（一）为了加强", BODY, SIZE_3).even
    assert Ruler("(甲)为了加强人民代表大会常务委员会的工作", BODY, SIZE_3).plain == len("(甲)")
    assert Ruler("自2023年起，" + "为了加强" * 20, BODY, SIZE_3).plain < 40
