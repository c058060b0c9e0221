"""A line of the front matter that is no YAML → the usual slip behind it, and its correction."""

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
"""What a line with a usual slip looks like, the slip, and the hint; the most telling first."""


def not_named(spot: Spot) -> tuple[str, Spot, str]:
    """The message, place and hint for a line that shows no usual slip."""
    return "不是“名称: 值”的写法", spot, "每行请写成“名称: 值”"


def usual_slip(lines: Sequence[str], numbers: Sequence[int], first: int) -> tuple[str, Spot, str] | None:
    """The message, place and hint of the first usual slip on the lines of these indexes. Index 0 is line `first`."""
    for number in numbers:
        for pattern, message, hint in _CAUSES:
            match = re.search(pattern, lines[number]) if 0 < number < len(lines) else None
            if match:
                after = lines[number][match.end() :]
                return message.format(after[:1]), Spot(first + number, match.end() + 1), hint
    return None
