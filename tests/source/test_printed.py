"""What a source says is printed, all of it, nothing else, and in the order it is written, whatever the kind."""

from itertools import permutations

import pytest
from editions import TEMPLATES, edition
from hypothesis import given, settings
from hypothesis import strategies as st

from gen.composition.compose import compose
from gen.document.blocks import Tag
from gen.source.reader import read

OPENING = {
    "promulgation": (
        "promulgation:\n  place: here\n  heading: 某令\n  number: 第1号\n  text:\n    - 现予公布。\n    - 照办。\n  organ: [子机关, 丑机关]\n  date: 2022-12-20\n",  # noqa: E501 — one value
        ("某令", "第1号", "现予公布。", "照办。", "子机关", "丑机关", "2022年12月20日"),
    ),
    "title": ("title: 某某的决定\ntitle_lines: [某某的, 决定]\n", ("某某的决定",)),
    "number": ("number: 某发〔2022〕2号\n", ("某发〔2022〕2号",)),
    "passage": ("passage:\n  - 2022年12月20日通过\n  - 2022年12月21日批准\n", ("（2022年12月20日通过2022年12月21日批准）",)),
    "addressee": ("addressee: 各单位：\n", ("各单位：",)),
    "contents": ("contents:\n  - 目　录\n  - 第一章　总则\n", ("目　录", "第一章　总则")),
}
ENDING = """enclosures:
  - 附件：1.某表
  - 2.某办法
signature:
  organ: [甲机关, 乙机关]
  date: 一九九六年二月六日
note:
  - （此件公开发布）
  - （本文有删减）
"""
ENDED = ("附件：1.某表", "2.某办法", "甲机关", "乙机关", "一九九六年二月六日", "（此件公开发布）", "（本文有删减）")
TEXT = "一、总则\n甲。\n| 子 | 丑 |\n|---|---|\n| 寅\\| | |\n\\---\n二、附则\n"
PRINTED = ("一、总则", "甲。", "子\n丑\n寅|", "---", "二、附则")


MOVES_ITS_NUMBER = "annex"
"""An annex bound apart prints its 发文字号 before its label (7.3.7)."""


def _printed(source: str) -> tuple[str, ...]:
    document, _ = read(source.encode(), "source.md", "source")
    blocks = compose(document, TEMPLATES, "source.md").blocks
    for block in blocks:
        assert block.tag is Tag.RULE or block.source_line
    return tuple(block.text for block in blocks if block.tag is not Tag.RULE)


@given(
    st.sampled_from([kind for kind in TEMPLATES.kinds() if kind != MOVES_ITS_NUMBER]),
    st.permutations(list(OPENING)),
    st.permutations(list(OPENING)),
    st.integers(0, 5),
)
@settings(max_examples=60)
def test_everything_is_printed_in_the_order_of_the_source(kind: str, order: list[str], order_of_part: list[str], size: int) -> None:
    of_part = [key for key in order_of_part if key != "promulgation"][:size]
    head = "".join(OPENING[key][0] for key in order)
    head_of_part = "".join(OPENING[key][0] for key in of_part)
    source = f"---\nkind: {kind}\norgan: 某机关\n{head}{ENDING}---\n{TEXT}---\npart: 附件1\n{head_of_part}{ENDING}---\n{TEXT}---\npart: 附件2\n---\n"
    opening = tuple(text for key in order for text in OPENING[key][1])
    opening_of_part = tuple(text for key in of_part for text in OPENING[key][1])
    assert _printed(source) == (*opening, *PRINTED, *ENDED, "附件1", *opening_of_part, *PRINTED, *ENDED, "附件2")


@given(st.permutations(list(OPENING)))
@settings(max_examples=20)
def test_an_announcement_is_printed_first_wherever_it_is_written(order: list[str]) -> None:
    head = "".join(OPENING[key][0] for key in order).replace("  place: here\n", "")
    printed = [text for key in sorted(order, key=lambda key: key != "promulgation") for text in OPENING[key][1]]
    assert _printed(f"---\nkind: decision\norgan: 某机关\n{head}---\n正文。\n") == (*printed, "正文。")


@pytest.mark.parametrize(
    ("promulgation", "printed"),
    [
        ("  heading: ''\n  text: 甲。\n  organ: ''\n", ("甲。",)),
        ("  heading: ''\n  text: 甲。\n", ("甲。", "某机关")),
        ("  heading: 某令\n  text: 甲。\n  organ: ''\n  date: 2022-12-20\n", ("某令", "甲。", "2022年12月20日")),
        ("  heading: 某机关文件\n  number: 第1号\n  text: ''\n  organ: ''\n", ("某机关文件", "第1号")),
        ("  text: 甲。\n  date: 2022-12-20\n", ("某机关公告", "甲。", "某机关", "2022年12月20日")),
    ],
)
def test_promulgation_before_and_after_the_title(promulgation: str, printed: tuple[str, ...]) -> None:
    written, title = f"promulgation:\n{promulgation}", "title: 某决定\n"
    assert _printed(f"---\nkind: decision\norgan: 某机关\n{written}{title}---\n乙。\n") == (*printed, "某决定", "乙。")
    assert _printed(f"---\nkind: decision\norgan: 某机关\n{title}{written}  place: here\n---\n乙。\n") == ("某决定", *printed, "乙。")


def test_every_order_can_be_set() -> None:
    for size in (2, 3):
        for order in permutations(("promulgation", "number", "title"), size):
            if "title" in order:
                _can_be_set(order)


def _can_be_set(order: tuple[str, ...]) -> None:
    head = "".join(OPENING[key][0] for key in order)
    assert edition(f"---\nkind: statute\n{head}---\n{TEXT}").pages.pages


@pytest.mark.parametrize(("signature", "printed"), [("  date: 2022-12-20\n", ("2022年12月20日",)), ("  organ: 某机关\n", ("某机关",))])
def test_half_a_signature(signature: str, printed: tuple[str, ...]) -> None:
    assert _printed(f"---\nkind: notice\norgan: 某机关\ntitle: 某通知\nsignature:\n{signature}---\n乙。\n") == ("某通知", "乙。", *printed)
