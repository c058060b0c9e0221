"""The last lines of a document → its 版记: 主送机关, 抄送机关, 印发机关 and 印发日期.

Source: GB/T 9704-2012, 7.4.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import convert

from gen.document.model import ADDRESSED, COPIES, ISSUED, Colophon
from gen.source.dates import printed_date
from gen.source.faults import Faults, Line
from gen.wording.organs import is_organ

_PRINTED = re.compile(rf"(?:(?P<issuer>[^，。；：]{{2,60}}?)[ \u3000]+)?(?P<date>\d{{4}}年\d{{1,2}}月\d{{1,2}}日){ISSUED}")
_END: Final = "。"
_ORDER: Final = ("addressee", "copies", "issuer", "issued")


def foot(lines: Sequence[str]) -> tuple[tuple[str, ...], Colophon | None]:
    """The lines after a 落款 → those that are 附注, and the 版记 that the others are; None without one.

    A line that a source would print otherwise, with a mark more or another date, stays as it is, and so do those before it.
    """
    found: dict[str, str] = {}
    stop = len(lines)
    for line in reversed(lines):
        more = _elements(line, found)
        if not more or (found and max(map(_ORDER.index, more)) >= min(map(_ORDER.index, found))):
            break
        found |= more
        stop -= 1
    return tuple(lines[:stop]), convert(found, Colophon) if found else None


def is_foot(line: str, below: str = "") -> bool:
    """Whether a line, with the one below it, is one of a 版记."""
    return bool(_elements(line, _elements(below, {})))


def _elements(line: str, below: Mapping[str, str]) -> dict[str, str]:
    """One line of a 版记 → its elements; none for any other line. `below` are those of the lines below it.

    印发机关 is alone on its line if 印发日期 has no room beside it.
    """
    for label, element in ((COPIES, "copies"), (ADDRESSED, "addressee")):
        if line.startswith(label) and line.endswith(_END) and line[len(label) :].strip(_END):
            return {element: line}
    match = _PRINTED.fullmatch(line)
    if match and printed_date(Line(match["date"], 0), Faults("")) == match["date"]:
        issuer = {"issuer": match["issuer"].rstrip()} if match["issuer"] else {}
        return {**issuer, "issued": match["date"] + ISSUED}
    return {"issuer": line} if below.keys() == {"issued"} and is_organ(line) else {}
