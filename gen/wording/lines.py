"""The words of a line → whether it is a date, a 发文字号, an event or a title, and of which kind.

Used where a text has no other sign of its structure: by the importer, and by the export of a document whose source may be anyone's.
Sources: GB/T 9704-2012, 7.2.5 (发文字号), 7.3.1 (标题), 7.3.5 (署名、成文日期); counts over real documents.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from gen.wording.numerals import read_numeral
from gen.wording.patterns import late

_SPACE = late(r"\s+")
_FIGURES: Final = "〇○Ｏ零一二三四五六七八九"
_DATE: Final = (
    rf"(?P<year>\d{{4}}|[{_FIGURES}]{{4}})\s*年\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_DATES = late(_DATE)
_BRACKETED_YEAR: Final = r"[〔\[【（(](?:19|20)\d{2}[〕\]】）)]"
_NUMBER = late(
    rf"(?!根据|按照|依照|依据|参照)[^\s\d，。；：“”《》]{{1,20}}?{_BRACKETED_YEAR}(?:第?\d{{1,5}}|\S{{1,6}}字第?\d{{1,5}})号"
    rf"|[（(〔\[](?:\d{{2}}|(?:19|20)\d{{2}})[）)〕\]][^\s\d，。；：]{{1,12}}?字?第?\d{{1,5}}号"
)
_TERM: Final = r"[（(〔\[]?[^\s，。；：“”《》]{0,12}?"
_SERIAL = late(rf"{_TERM}[）)〕\]]?[（(〔\[]?第?[\d〇○零一二三四五六七八九十百]{{1,6}}号[）)〕\]]?")
_SERIAL_BEGINS: Final = ("第", "（第", "(第", "〔", "[", "（", "(", "1", "2")
_OPEN: Final = {"《": "》", "（": "）", "“": "”", "〈": "〉", "(": ")"}
_TRAILING_BRACKETS = late(r"(?:（[^（）]*）|\([^()]*\))+$")

_STATUTES: Final = "(?<![做方看说手想用写])法|典|条例|规定|办法|细则|规则|解释|章程|准则|通则|规程|守则|修正案|规范|标准|制度|答复"
_NOTICES: Final = "通知|通报|意见|复函|函|批复|请示|报告|议案|纪要|建议|方案|说明|公报|指示|规划|计划|纲要|要点|安排"
_TITLES: Final = late(
    rf"(?:决定|决议|公告|通告|命令|令|{_STATUTES}|{_NOTICES}|目录|名录|指南|指引|预案|名单|宣言|声明|总则|大纲|措施|清单|表|图|图案|式样|样式|格式|书)$"
)
_LETTERS: Final = late(rf"(?:决定|决议|公告|通告|命令|规定|办法|细则|规则|解释|答复|{_NOTICES})$")
_KINDS: Final = (
    (late("工作报告$|(?:计划|预算)[^。]{0,30}报告$"), "work-report"),
    (late("审议意见$"), "deliberation"),
    (late("(?:建议|提案|议案)的答复(?:函)?$"), "letter"),
    (late("(?:审查|审议)(?:结果)?的?报告$"), "explanation"),
    (late("的议案$"), "motion"),
    (late("会议纪要$"), "minutes"),
    (late("关于.+的说明$"), "explanation"),
    (late("(?:会议|大会)(?:日程|议程)$"), "agenda"),
    (late("候选人名单$"), "candidates"),
    (late("选举办法$"), "election"),
    (late("决定$"), "decision"),
    (late("决议$"), "resolution"),
    (late("(?:公告|通告|命令|令)$"), "announcement"),
    (late(rf"(?:{_STATUTES})$"), "statute"),
)


_EVENT = late(
    r"(?:[-—–•·*]\s*)?(?:根据\s*)?\d{4}\s*年(?!.*(?:如下|决定[：:]))[^。；：]*(?:通过|修正|修订|公布|发布|批准|施行|实施|生效)[^。；：]{0,120}。?"
)


class Dated(Struct, frozen=True):
    """A date in a text, and where it starts and ends there."""

    day: date
    start: int
    end: int


def bare(text: str) -> str:
    """A text → the same without white space, for comparing texts."""
    return _SPACE.sub("", text)


def dates(text: str) -> Iterator[Dated]:
    """A text → the dates in it, in Arabic or Han figures; a day that is not in the calendar is left out."""
    for match in _DATES.finditer(text):
        try:
            day = date(_year(match["year"]), read_numeral(match["month"]), read_numeral(match["day"]))
        except ValueError:
            continue
        yield Dated(day=day, start=match.start(), end=match.end())


def _year(figures: str) -> int:
    return int("".join(figure if figure.isdecimal() else str(max("零一二三四五六七八九".find(figure), 0)) for figure in figures))


def whole_date(text: str) -> date | None:
    """A line → its date if it consists of nothing else; else None."""
    text = text.strip()
    if not text.endswith("日"):
        return None
    found = next(dates(text), None)
    return found.day if found and (found.start, found.end) == (0, len(text)) else None


def is_event(text: str) -> bool:
    """Whether a line is an event of a 题注 without brackets: - 1991年4月9日第七届全国人民代表大会第四次会议通过."""
    return _EVENT.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Whether a line is a 发文字号: 国办函〔2018〕74号."""
    return text.endswith("号") and _NUMBER.fullmatch(bare(text)) is not None


def is_serial(text: str) -> bool:
    """Whether a line is the number of a 公告 or 令: 第3号, （第八十八号）, 〔十五届〕第21号, 2018年第1号."""
    return text.endswith(("号", "）", ")")) and text.startswith(_SERIAL_BEGINS) and _SERIAL.fullmatch(bare(text)) is not None


def leading_number(text: str) -> str:
    """A line that begins with a 发文字号 and goes on → that number, as printed; else empty."""
    match = _NUMBER.match(text)
    return match[0] if match and match.end() < len(text) else ""


def is_closed(text: str) -> bool:
    """Whether every quotation mark and bracket opened in a text is closed in it."""
    return all(text.count(left) <= text.count(right) for left, right in _OPEN.items())


def is_title(text: str) -> bool:
    """Whether a text ends as titles do: …的决定, …条例（试行）.

    With 关于 in it, only words such as 决定 and 通知 count.
    """
    text = bare(text)
    if not is_closed(text):
        return False
    stem = _TRAILING_BRACKETS.sub("", text)
    return bool((_LETTERS if "关于" in stem else _TITLES).search(stem))


def kind_of(title: str) -> str:
    """A title → the name of its kind; empty when it is none of those by its last words."""
    stem = _TRAILING_BRACKETS.sub("", bare(title))
    return next((kind for pattern, kind in _KINDS if pattern.search(stem)), "")
