"""Values of the front matter → what the document says about its text: each field of the right type, complete, and as printed."""

import calendar
import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from gen.faults import Faults, Line
from gen.front_matter import Faulty, Listing, Node, Scalar, Section
from gen.model import Document, Promulgation, Signature, Unit
from gen.numbering import read_numeral
from gen.numerals import format_date

_TOP: Final = {
    "kind": "文种",
    "organ": "制发机关",
    "title": "标题",
    "title_lines": "标题分行",
    "passage": "题注",
    "promulgation": "公布公告",
    "signature": "落款",
    "profile": "版式",
}
_PROMULGATION: Final = {"text": "公告正文", "organ": "发布机关", "date": "成文日期", "number": "公告号", "heading": "发文机关标志"}
_SIGNATURE: Final = {"organ": "署名", "date": "成文日期"}
_PROFILES: Final = ("official", "plain")

_TYPES: Final = {"int": "整数", "float": "小数", "bool": "真假值", "timestamp": "日期"}
_KIND = re.compile("[a-z][a-z_-]*")

_DATE = re.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}年[1-9][0-9]?月[1-9][0-9]?日")
_DATE_RULE: Final = "7.3.5.4"
_DATE_HINT: Final = "请照“2022年12月20日”或者 2022-12-20 的样子写"
_HAN_FIGURES = re.compile("[〇○零一二三四五六七八九十]+")
_NEARLY_DATE = re.compile("([0-9]{4})[^0-9]?([0-9]{1,2})[^0-9]?([0-9]{1,2})[日号]?")


def assemble(section: Section, name: str, body: tuple[Unit, ...], faults: Faults) -> Document:
    """Front matter and units of the text → the document. Faults are noted; a field that has one is empty."""
    top = _Fields(section, _TOP, "", faults)
    kind = top.required("kind")
    organ = top.line("organ")
    title = top.required("title")
    if kind and not _KIND.fullmatch(kind.text):
        faults.error("字段", f"kind（文种）只能用小写字母、“-”和“_”，写的是“{kind.text[:40]}”", kind.spot(), "例如 decision")
    profile = top.optional("profile")
    if profile and profile.text not in _PROFILES:
        faults.error("字段", f"没有名为“{profile.text[:40]}”的版式", profile.spot(), f"请写 {' 或者 '.join(_PROFILES)}")
    return Document(
        name=name,
        kind=kind.text if kind else "",
        organ=organ,
        title=title.text if title else "",
        body=body,
        title_lines=_title_lines(top, title),
        passage=_passage(top),
        promulgation=_promulgation(top, organ),
        signature=_signature(top, organ),
        profile=profile.text if profile else _PROFILES[0],
        places=tuple((key, written.spot.line) for key, (written, _) in section.entries.items()),
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """The values of one section, taken out by name and type; `names` are all the names there are, with their Chinese."""

    section: Section
    names: Mapping[str, str]
    prefix: str
    faults: Faults

    def __post_init__(self) -> None:
        for key, (written, _) in self.section.entries.items():
            if key not in self.names:
                meant = self._meant(key)
                hint = f"是不是“{meant}”？" if meant else f"可以写的有 {'、'.join(self.names)}"
                self.faults.error("字段", f"没有名为“{self.prefix}{key[:40]}”的字段", written.spot, hint)

    def _meant(self, key: str) -> str:
        """Guess the name an unknown one was meant to be."""
        near = [name for name, chinese in self.names.items() if chinese == key] or difflib.get_close_matches(key.lower()[:40], self.names, 1)
        return near[0] if near else ""

    def label(self, key: str) -> str:
        """Name a field for the reader of a message."""
        return f"{self.prefix}{key}（{self.names[key]}）"

    def optional(self, key: str) -> Line | None:
        """Take a field of one line; None when it is absent or faulty."""
        _, value = self.section.entries.get(key, (None, None))
        return None if value is None else self._one(key, value)

    def required(self, key: str) -> Line | None:
        """Take a field of one line; its absence is an error."""
        self.demand(key)
        return self.optional(key)

    def line(self, key: str, default: str | None = None) -> str:
        """Take the text of a field of one line; required when there is no default."""
        line = self.required(key) if default is None else self.optional(key)
        return line.text if line else default or ""

    def lines(self, key: str, *, brackets: bool = False) -> tuple[Line, ...]:
        """Take the lines of a field that is text of one or several lines, or a list of such; blank ones do not count.

        A list in brackets is refused unless allowed: they may be meant to be printed.
        """
        _, value = self.section.entries.get(key, (None, None))
        if value is None:
            return ()
        values = value.items if isinstance(value, Listing) and (brackets or not value.flow) else (value,)
        found = [self._text(key, item) for item in values]
        if not values:
            self.faults.error("类型", f"{self.label(key)}是空的列表", value.spot, "请写上内容，或者删去这个字段")
        return tuple(line for lines in found for line in lines)

    def inner(self, key: str, names: Mapping[str, str]) -> "_Fields | None":
        """Take a field that has fields of its own; None when it is absent or faulty."""
        _, value = self.section.entries.get(key, (None, None))
        if value is None or isinstance(value, Faulty):
            return None
        if not isinstance(value, Section):
            listed = "、".join(names)
            self.faults.error("类型", f"{self.label(key)}下面应当分项写", value.spot, f"请另起一行，缩进后写 {listed}")
            return None
        return _Fields(value, names, f"{self.prefix}{key}.", self.faults)

    def date(self, key: str) -> Line | None:
        """Take a date, as printed."""
        line = self.demand(key) and self._any(key)
        return Line(_date(line, self.faults), line.line, line.column) if line else None

    def _any(self, key: str) -> Line | None:
        value = self.section.entries[key][1]
        return value.lines[0] if isinstance(value, Scalar) and value.taken_for not in {"", "null"} else self._one(key, value)

    def demand(self, key: str) -> bool:
        """Tell whether a field is there; its absence is an error."""
        if key in self.section.entries:
            return True
        # A name with a slip in it has been reported; its field is not missing besides.
        if key in {self._meant(name) for name in self.section.entries if name not in self.names}:
            return False
        self.faults.error("字段", f"缺少 {self.label(key)}", self.section.spot, f"请加上“{key}: …”")
        return False

    def _one(self, key: str, value: Node) -> Line | None:
        lines = self._text(key, value)
        if len(lines) > 1:
            self.faults.error("类型", f"{self.label(key)}只能有一行，写了{len(lines)}行", lines[1].spot(), "请写成一行")
            return None
        return lines[0] if lines else None

    def _text(self, key: str, value: Node) -> tuple[Line, ...]:
        if isinstance(value, Faulty):
            return ()
        if not isinstance(value, Scalar):
            what = "列表" if isinstance(value, Listing) else "分项"
            hint = "文字如果以括号开头，请把整个值用单引号括起来" if value.flow else "请写成文字"
            self.faults.error("类型", f"{self.label(key)}应当是文字，写成了{what}", value.spot, hint)
            return ()
        if value.taken_for == "null" or not value.lines:
            self.faults.error("类型", f"{self.label(key)}没有内容", value.spot, "请写上内容，或者删去这个字段")
            return ()
        if value.taken_for:
            what = _TYPES.get(value.taken_for, "特殊符号")
            message = f"{self.label(key)}应当是文字，“{value.text[:40]}”会被 YAML 当作{what}"
            self.faults.error("类型", message, value.spot, f"如果确是文字，请加单引号：'{value.text[:40]}'")
            return ()
        return value.lines


def _title_lines(top: _Fields, title: Line | None) -> tuple[str, ...]:
    lines = tuple(line.text for line in top.lines("title_lines", brackets=True))
    joined = "".join(lines)
    if not lines or not title or joined == title.text:
        return lines
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(joined, title.text, strict=False)))
    spot = top.section.entries["title_lines"][0].spot
    top.faults.error("标题", f"title_lines 各行连起来与 title 不同，从第{same + 1}个字起", spot, f"各行连起来应当是“{title.text}”")
    return ()


def _passage(top: _Fields) -> tuple[str, ...]:
    """题注: one pair of full-width parentheses around the whole, added when the author left it out."""
    lines = top.lines("passage")
    if not lines:
        return ()
    texts = [line.text for line in lines]
    first, last = lines[0], lines[-1]
    if texts[0].startswith("(") or (texts[-1].endswith(")") and texts[0].startswith("（")):
        spot = first.spot() if texts[0].startswith("(") else last.spot(len(last.text) - 1)
        top.faults.error("题注", "题注的括号是半角的", spot, "请改用全角“（”“）”，或者删去，括号会自动加上")
        return ()
    depth = lowest = 0
    for mark in re.findall("[（）]", "".join(texts)):
        depth += 1 if mark == "（" else -1
        lowest = min(lowest, depth)
    if depth or lowest:
        top.faults.error("题注", "题注的括号不成对", first.spot(), "请补全“（”“）”，或者删去最外面的括号，括号会自动加上")
        return ()
    if not (texts[0].startswith("（") and texts[-1].endswith("）")):
        texts[0] = "（" + texts[0]
        texts[-1] += "）"
    return tuple(texts)


def _promulgation(top: _Fields, organ: str) -> Promulgation | None:
    inner = top.inner("promulgation", _PROMULGATION)
    if inner is None:
        return None
    organ = inner.line("organ", organ)
    inner.demand("text")
    text = tuple(Unit(line.text, line.line) for line in inner.lines("text"))
    signed = inner.date("date")
    return Promulgation(
        heading=inner.line("heading", organ + "公告"),
        number=inner.line("number", ""),
        text=text,
        signature=Signature(organ, signed.text if signed else "", signed.line if signed else 0),
        line=top.section.entries["promulgation"][0].spot.line,
    )


def _signature(top: _Fields, organ: str) -> Signature | None:
    inner = top.inner("signature", _SIGNATURE)
    if inner is None:
        return None
    organ = inner.line("organ", organ)
    signed = inner.date("date")
    return Signature(organ, signed.text if signed else "", top.section.entries["signature"][0].spot.line)


def _date(line: Line, faults: Faults) -> str:
    """成文日期: a date as the author wrote it → 2022年12月20日 (7.3.5.4). Empty, with the error noted, when it is not one."""
    text = line.text
    figures = _HAN_FIGURES.sub(lambda match: str(read_numeral(match[0].replace("○", "〇"))), unicodedata.normalize("NFKC", text)).replace(" ", "")
    match = _NEARLY_DATE.fullmatch(figures)
    if not match:
        faults.error(_DATE_RULE, f"“{text[:40]}”不是日期", line.spot(), _DATE_HINT)
        return ""
    year, month, day = map(int, match.groups())
    try:
        printed = format_date(date(year, month, day))
    except ValueError:
        days = calendar.monthrange(year, month)[1] if month in range(1, 13) else 0
        hint = f"{year}年{month}月只有{days}天" if 0 < days < day else _DATE_HINT
        faults.error(_DATE_RULE, f"日历上没有“{text[:40]}”这一天", line.spot(), hint)
        return ""
    if _DATE.fullmatch(text):
        return printed
    if _HAN_FIGURES.search(text):
        message = "成文日期应当用阿拉伯数字"
    elif re.search("[年月]0", text):
        message = "成文日期的月、日不编虚位"
    else:
        message = "成文日期的写法不对"
    faults.error(_DATE_RULE, f"{message}，写的是“{text[:40]}”", line.spot(), f"请写作“{printed}”")
    return ""
