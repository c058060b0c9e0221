"""A line of the front matter that is not YAML → what its author usually did, and what to write instead."""

import re
from collections.abc import Sequence
from typing import Final

from gen.source.faults import Spot

QUOTE_IT: Final = "请把整个值用单引号括起来"

_NAME: Final = r"^(\s*(?:-\s+)?)([A-Za-z_]+)"
_CAUSES: Final = (
    (rf"{_NAME}\s*(?=：)", "名称后面的冒号是全角的", "请写成半角冒号加一个空格"),
    (rf"{_NAME}(?=:[^\s])", "名称后面的冒号后缺一个空格", "请写成半角冒号加一个空格"),
    (rf"""{_NAME}:\s+(?="[^"]*\\[^"\\])""", "双引号里的反斜杠会改变文字", "请改用单引号"),
    (rf"""{_NAME}:\s+(?=["'])""", "引号没有成对，或者引号后面还有文字", "请把整个值用单引号括起来，或者改用中文引号“”"),
    (rf"{_NAME}:\s+(?=[\[\]{{}},])", "值以“{0}”开头，会被当作列表，又没有写成列表的样子", QUOTE_IT),
    (rf"{_NAME}:\s+(?=[*&!|>%@`])", "值不能以“{0}”开头", QUOTE_IT),
    (rf"{_NAME}:\s+(?=[-?]\s)", "值不能以“{0} ”开头", f"{QUOTE_IT}；如果是列表，请另起一行缩进"),
    (rf"{_NAME}:\s.*?(?=:(?:\s|$))", "值里有冒号加空格，会被当作另一个名称", QUOTE_IT),
    (r"^\s+(?=[A-Za-z_]+:(?:\s|$))", "缩进和前面的行不齐", "同一级的名称请对齐"),
    (r"^(?=\s*[^\s#][^:]*$)", "这一行不是“名称: 值”的写法", "每行请写成“名称: 值”"),
)
"""What people usually did when YAML fails on a line, most telling first."""


def not_named(spot: Spot) -> tuple[str, Spot, str]:
    """Say of a place no more than that it is not `name: value`."""
    return "不是“名称: 值”的写法", spot, "每行请写成“名称: 值”"


def usual_slip(lines: Sequence[str], numbers: Sequence[int], first: int) -> tuple[str, Spot, str] | None:
    """Find what was usually done on the lines given by index (index 0 is line `first`), the first that shows it: message, place, hint."""
    for number in numbers:
        for pattern, message, hint in _CAUSES:
            match = re.search(pattern, lines[number]) if 0 < number < len(lines) else None
            if match:
                after = lines[number][match.end() :]
                return message.format(after[:1]), Spot(first + number, match.end() + 1), hint
    return None
