"""本地做法: the choices of an office where practice differs, a row each with its source; `gen.toml`'s [house] → a design.

Without any choice, the page is that of GB/T 9704-2012.
"""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from gen.standard import gb9704
from gen.standard.design import OFFICIAL, Design, FirstLevel, FolioPlace
from gen.standard.gb9704 import Face
from gen.units import Length, mm, twip


class Choice(Struct, frozen=True):
    """One way of doing something: its description in Chinese, its source, the fields of the design that it changes."""

    chinese: str
    source: str
    changes: tuple[tuple[str, Any], ...] = ()


class Option(Struct, frozen=True):
    """Something that offices do in more than one way; the first choice is that of the national standard."""

    chinese: str
    choices: Mapping[str, Choice]


_HEAD = mm(34.58)
"""上边距 of GB/T 33476.2-2016: the 37 mm end at the ink of line 1, a word processor's margin at its line box."""

OPTIONS: Final[dict[str, Option]] = {
    "margins": Option(
        "页边距",
        {
            "9704": Choice("上 37 mm、下 35 mm：把版心当作文字框", "GB/T 9704-2012，5.2.1"),
            "33476.2": Choice(
                "上 34.58 mm、下 32.58 mm：版心从首行字的上缘量起",
                "GB/T 33476.2-2016",
                (
                    ("head_margin", _HEAD),
                    ("area_height", Length(gb9704.PAPER_HEIGHT - _HEAD - mm(32.58))),
                    ("inset", Length(gb9704.HEAD_MARGIN - _HEAD)),
                ),
            ),
        },
    ),
    "pitch": Option(
        "行距",
        {
            "28.95": Choice("28.95 磅，22 行撑满 225 mm", "GB/T 9704-2012，5.2.3"),
            "29.6": Choice("29.6 磅，须用 33476.2 的页边距才有 22 行", "GB/T 33476.2-2016 的版面；各地指南", (("pitch", twip(592)),)),
        },
    ),
    "digits": Option(
        "数字和拉丁字母",
        {
            "fangsong": Choice("随正文，用仿宋的", "GB/T 9704-2012，5.2.2"),
            "times": Choice("Times New Roman", "多地公文格式细则", (("latin", Face.SONG),)),
        },
    ),
    "ordinal": Option(
        "条文段首的“一、”",
        {
            "body": Choice("整段仿宋", "人大常委会公报的惯例"),
            "black": Choice("序数用黑体", "GB/T 9704-2012，7.3.3（一般第一层用黑体字）", (("first_level", FirstLevel.ORDINAL),)),
        },
    ),
    "notice": Option(
        "公布公告的版头",
        {
            "redhead": Choice("同一般公文：标志距版心上边缘 35 mm，下有红线；“令”同命令", "GB/T 9704-2012，7.2"),
            "order": Choice("同命令：标志距版心上边缘 20 mm，没有红线", "GB/T 9704-2012，10.2；各地做法不一", (("notice_form", "order"),)),
        },
    ),
    "folio": Option(
        "页码的位置",
        {
            "outer": Choice("单页居右、双页居左，空一字", "GB/T 9704-2012，7.5"),
            "centre": Choice("居中", "部分机关的习惯", (("folio", FolioPlace.CENTRE),)),
        },
    ),
    "hanging": Option(
        "行尾标点",
        {
            "no": Choice("不悬挂，都在版心之内", "GB/T 9704-2012，5.2.1"),
            "yes": Choice("，。、；：！？可以悬挂在版心之外", "CLREQ 3.1.6；文字处理软件的默认值", (("hanging", True),)),
        },
    ),
    "marks": Option(
        "相连的标点",
        {
            "full": Choice("各占一字；字距过大的行里才挤去半字", "GB/T 9704-2012，5.2.3"),
            "squeezed": Choice("总是挤去半字：》（、”，", "GB/T 15834，5.1.11；CLREQ（标点挤压）", (("squeezed", True),)),
        },
    ),
    "contents": Option(
        "法规目录",
        {
            "folios": Choice("各行带页码", "单行本、公报的惯例"),
            "plain": Choice("照印，不带页码", "法规文本的原样", (("contents_folios", False),)),
        },
    ),
    "duplex": Option(
        "双面印刷",
        {
            "no": Choice("版记在最后一面", "GB/T 9704-2012，7.4.1"),
            "yes": Choice("版记在偶数面，其前的空白面不编页码", "GB/T 9704-2012，6.2、7.5", (("duplex", True),)),
        },
    ),
}
"""The options by their names in `gen.toml`."""


class ProfileError(ValueError):
    """An unknown `option`, an unknown choice, or choices that exclude each other; `hint` says what to write."""

    def __init__(self, option: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.option = option
        self.hint = hint


def design_of(chosen: Mapping[str, str]) -> Design:
    """The choices of an office, by option, → its design. ProfileError."""
    changes: dict[str, Any] = {}
    for name, value in chosen.items():
        option = OPTIONS.get(name)
        if option is None:
            raise ProfileError(name, f"没有名为 {name} 的做法", f"可以写的有 {'、'.join(OPTIONS)}")
        if value not in option.choices:
            choices = "；".join(f'"{key}"：{choice.chinese}' for key, choice in option.choices.items())
            raise ProfileError(name, f"{option.chinese}（{name}）没有“{value}”这一种", choices)
        changes |= dict(option.choices[value].changes)
    design = replace(OFFICIAL, **changes)
    if design.lines * design.pitch > design.area_height:
        rows = design.area_height // design.pitch
        clashing = "pitch"
        raise ProfileError(clashing, f"这个行距在版心里只有{rows}行，不足{design.lines}行", '请同时写 margins = "33476.2"')
    return design
