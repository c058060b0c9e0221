"""The automatic lists of a DOCX and the paragraphs counted so far → the label that Word shows.

Source: ECMA-376-1, 17.9 (numbering), 17.18.59 (ST_NumberFormat).
"""

import re
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field
from msgspec.structs import replace

_LEVELS: Final = 9
_MOST: Final = 99_999
_MYRIAD: Final = 10_000
_TEENS: Final = range(10, 20)
_SPELT: Final = range(1, 100)
"""Word spells these counts, 二十一, and writes the larger ones figure by figure, 一〇一."""
_DIGITS: Final = "〇一二三四五六七八九"
_PLACEHOLDER = re.compile("%([1-9])")
_NO_GAP_AFTER: Final = tuple("、.．）)")
_BULLET: Final = "•"


Flag = Callable[[Element | None], bool]


class Level(Struct, frozen=True):
    """One level of a list: its first number, number format, the text around the number, what follows the label."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    arabic: bool = False
    style: str = ""


class Numbering(Struct):
    """The lists of a document and their current counts."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    """Abstract list → its levels."""
    uses: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    """List → its abstract list, the levels that it overrides, the numbers that it restarts from."""
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str) -> int:
        """The level of a list that a paragraph style selects."""
        levels = self.lists.get(self.uses.get(number, ("", {}, {}))[0], {})
        return next((level for level, found in levels.items() if found.style == style), 0)

    def label(self, number: str, level: int) -> str:
        """Count a paragraph of a list → its label and what follows it; empty if the list is not defined."""
        if number not in self.uses or not 0 <= level < _LEVELS:
            return ""
        abstract, own, starts = self.uses[number]
        levels = self.lists.get(abstract, {}) | own
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        current = counts[level]
        if level in starts and (number, level) not in self._begun:
            counts[level] = starts[level]
        else:
            counts[level] = levels[level].start if current is None else current + 1
        self._begun.add((number, level))
        for deeper in range(level + 1, _LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or 0 <= level < restart:
                counts[deeper] = None
        return _shown(levels, counts, level)


def _shown(levels: dict[int, Level], counts: list[int | None], level: int) -> str:
    found = levels[level]
    if found.form == "bullet":
        label = _BULLET if found.text else ""
    else:

        def written(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            of = levels.get(place, Level())
            count = counts[place]
            return write_number(of.start if count is None else count, "decimal" if found.arabic else of.form)

        label = _PLACEHOLDER.sub(written, found.text)
    if not label or found.suffix == "nothing" or label.endswith(_NO_GAP_AFTER):
        return label
    return label.rstrip() + "\u3000"


def read_numbering(root: Element | None, flag: Flag) -> Numbering:
    """The numbering part → its lists; `flag` tells whether an element switches something on."""
    numbering = Numbering()
    if root is not None:
        _read_lists(root, numbering, flag)
        for element in root.findall("w:num"):
            numbering.uses[element.get("w:numId", "")] = _use(element, flag)
    return numbering


def _read_lists(root: Element, numbering: Numbering, flag: Flag) -> None:
    styles: dict[str, str] = {}
    linked: dict[str, str] = {}
    for element in root.findall("w:abstractNum"):
        identity = element.get("w:abstractNumId", "")
        numbering.lists[identity] = {_index(level): _level(level, flag) for level in element.findall("w:lvl")}
        for tag, names in (("w:styleLink", styles), ("w:numStyleLink", linked)):
            link = element.find(tag)
            if link is not None:
                names[link.get("w:val", "")] = identity
    for name, identity in linked.items():
        numbering.lists[identity] = numbering.lists[identity] or numbering.lists.get(styles.get(name, ""), {})


def _use(element: Element, flag: Flag) -> tuple[str, dict[int, Level], dict[int, int]]:
    abstract = element.find("w:abstractNumId")
    own: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.findall("w:lvlOverride"):
        level, start = override.find("w:lvl"), override.find("w:startOverride")
        if level is not None:
            own[_index(override)] = _level(level, flag)
        if start is not None:
            starts[_index(override)] = whole(start.get("w:val"), 1)
    return abstract.get("w:val", "") if abstract is not None else "", own, starts


def _index(element: Element) -> int:
    return whole(element.get("w:ilvl"), 0)


def whole(value: str | None, otherwise: int) -> int:
    """The whole number in an attribute; `otherwise` if it has none."""
    return int(value) if value and re.fullmatch(r"[0-9]{1,6}", value) else otherwise


def _level(element: Element, flag: Flag) -> Level:
    values = {child.tag: child.get("w:val", "") for child in element}
    level = Level(whole(values.get("w:start"), 0), values.get("w:numFmt", "decimal"), values.get("w:lvlText", ""))
    if level.form == "custom":
        level = replace(level, form="decimalZero")
    return replace(
        level,
        suffix=values.get("w:suff", "tab"),
        restart=whole(values["w:lvlRestart"], 0) if "w:lvlRestart" in values else None,
        arabic=flag(element.find("w:isLgl")),
        style=values.get("w:pStyle", ""),
    )


def write_number(value: int, form: str) -> str:
    """A count → its form in a number format of WordprocessingML; in figures, if the format is unknown."""
    if not 0 <= value <= _MOST or form == "none":
        return "" if form == "none" else str(value)
    if form in _RINGS:
        return _ring(value, *_RINGS[form])
    if form in _CYCLES:
        return _CYCLES[form][(value - 1) % len(_CYCLES[form])] if value else str(value)
    return _WRITTEN[form](value) if form in _WRITTEN else str(value)


def _han(value: int, digits: str = "零" + _DIGITS[1:], units: str = "十百千", *, spoken: bool = True) -> str:
    """10 → 十, 21 → 二十一, 105 → 一百零五; with no zero among the digits, as in Japanese, 105 → 百五."""
    if value >= _MYRIAD:
        rest = value % _MYRIAD
        zero = digits[0].strip() if 0 < rest < _MYRIAD // 10 else ""
        return _han(value // _MYRIAD, digits, units, spoken=spoken) + "万" + zero + (_han(rest, digits, units, spoken=False) if rest else "")
    out, gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            one = digit == 1 and place and not digits[0].strip()
            out += (digits[0].strip() if gap and out else "") + ("" if one else digits[digit]) + (units[place - 1] if place else "")
        gap = not digit
    out = out or digits[0].strip() or "〇"
    return out.removeprefix(digits[1]) if spoken and value in _TEENS else out


def _figures(value: int, zero: str) -> str:
    return str(value).translate(str.maketrans("0123456789", zero + _DIGITS[1:]))


def _roman(value: int) -> str:
    out = ""
    for size, letters in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        out += letters * (value // size)
        value %= size
    return out


def _letters(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26) * min((value - 1) // 26 + 1, 30) if value else ""


def _ring(value: int, first: str, last: int) -> str:
    return chr(ord(first) + value - 1) if 0 < value <= last else str(value)


_RINGS: Final = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
_CYCLES: Final = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_WRITTEN: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "chineseCounting": lambda value: _han(value) if value in _SPELT else _figures(value, "〇"),
    "taiwaneseCounting": lambda value: _han(value) if value in _SPELT else _figures(value, "○"),
    "chineseCountingThousand": _han,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": lambda value: _han(value, " " + _DIGITS[1:]),
    "ideographDigital": lambda value: _figures(value, "〇"),
    "japaneseDigitalTenThousand": lambda value: _figures(value, "〇"),
    "taiwaneseDigital": lambda value: _figures(value, "○"),
    "chineseLegalSimplified": lambda value: _han(value, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", spoken=False),
    "ideographLegalTraditional": lambda value: _han(value, "零壹貳參肆伍陸柒捌玖", "拾佰仟", spoken=False),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "ordinal": lambda value: f"{value}.",
}
