"""Numbers and units of measurement → where they break GB/T 15835-2011, GB 3100 and practice."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from gen.document.model import Document
from gen.rules.printed import Finding, Printed, prose, prose_with_figures, running, texts
from gen.wording.lines import dates
from gen.wording.numerals import read_numeral
from gen.wording.patterns import late

_WIDE: Final = late("[０-９Ａ-Ｚａ-ｚ]+")
_PADDED: Final = late(r"(?<=年)0\d月|(?<=月)0\d日")
_SHORT_YEAR: Final = late("['’‘]\\d{2}年|(?<![\\d〔])[6-9]\\d年(?=\\d{1,2}月)")
_MIXED: Final = late(r"(?<!\d)\d{1,15}[千百十](?:\d{1,15}[百十])*\d{0,15}(?=[万亿元人个户吨公平名家项株只])|(?<!\d)\d{1,15}亿\d{1,15}千\d{0,15}万?")
_RANGE: Final = late(r"(?<![\d.])(\d+(?:\.\d+)?)([～~—-]|至)(\d+(?:\.\d+)?)([%％])")
_HYPHEN: Final = late(r"(?<!\d)(\d{4})(?:-|－|--)(\d{4})年")
_APPROXIMATE: Final = late(
    "(?<![第零一二三四五六七八九十百千万])([一二三四五六七八九])、([一二三四五六七八九])(十|百|千|万|个月|天|次|人|年|里|米)(?![级类等条款项章、])"
)
_HAN_DATE: Final = late("[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?")
_ARABIC: Final = late(r"(?<![\dA-Za-z.〔\-—])(\d+(?:\.\d+)?)(万元|元|日|个工作日|年(?!\d|[前后内底度初末])|周岁|倍|%|％)(?!版)")
_CITATION: Final = late(
    "第[一二三四五六七八九十百零]+条(?:第[一二三四五六七八九十]+款)?(?:第)?(（[一二三四五六七八九十]+）)项|第（([一二三四五六七八九十]+)）项"
)
_SYMBOLS: Final = late(r"(?<=\d)\s*(?:K[Mm]|kM|K[Gg]|kG|M[Mm]|C[Mm]|K[Vv]|kv|K[Ww]|kw|H[Zz]|hz)(?![A-Za-z])")
_PROPER: Final = {symbol.lower(): symbol for symbol in ("km", "kg", "mm", "cm", "kV", "kW", "Hz")}
_UNITS: Final = (
    ("公分", late("(?<=[\\d一二三四五六七八九十百千万])公分"), "厘米"),
    ("平方公尺", late("平方公尺"), "平方米"),
    ("公尺", late("(?<!平方)公尺"), "米"),
    ("华里", late("(?<=[\\d一二三四五六七八九十百千万])华里"), "公里（1华里是0.5公里）"),
    ("市", late("(?<=[\\d一二三四五六七八九十百千万])(?:市斤|市尺|市里)"), "法定计量单位"),
    ("马力", late("(?<=[\\d一二三四五六七八九十百千万])马力"), "千瓦（1马力是0.735千瓦）"),
)
"""A word that a line must have to be examined, the unit, and the unit to write instead."""
_STATUTE_ORGAN: Final = "人民代表大会"
_VOCABULARY: Final = (
    ("帐", late("帐(?=[户簿目册号单务])|(?<=[记做查])帐(?!篷)"), "账"),
    ("做出", late("(?<!篷)做出(?=(?:的)?(?:决定|裁定|判决|裁决|处罚|处理决定|行政处罚|复议决定|答复|批复|解释))"), "作出"),
    ("抵消", late("抵消(?=债务|债权|税款|应纳)"), "抵销"),
    ("交纳", late("交纳(?=税款|社会保险费|罚款|滞纳金)"), "缴纳"),
)
"""As above."""


def wide(document: Document) -> Iterator[Finding]:
    """Figures and letters are half-width."""
    for line in prose(document):
        for match in _WIDE.finditer(line.text):
            proper = match[0].translate({code: code - 0xFEE0 for code in map(ord, match[0])})
            yield Finding(line, f"“{match[0]}”是全角的", f"请写作半角的“{proper}”", match.start())


def calendar(document: Document) -> Iterator[Finding]:
    """Years have four figures; months and days have no leading zero."""
    for line in prose_with_figures(document):
        for match in _PADDED.finditer(line.text):
            yield Finding(line, f"“{match[0]}”前面补了零", f"请写作“{match[0].lstrip('0')}”", match.start())
        for match in _SHORT_YEAR.finditer(line.text):
            yield Finding(line, f"年份“{match[0]}”不是全称", "年份请写4位数字", match.start())


def mixed(document: Document) -> Iterator[Finding]:
    """Arabic figures are not mixed with 十, 百 and 千: only 万 and 亿 may follow them."""
    for line in prose_with_figures(document):
        for match in _MIXED.finditer(line.text):
            yield Finding(line, f"“{match[0]}”里阿拉伯数字和汉字数字混用", "只有“万”“亿”可以跟在阿拉伯数字后面，其余请写全", match.start())


def ranges(document: Document) -> Iterator[Finding]:
    """Both ends of a range have the sign %; between years the dash is as wide as a character."""
    for line in prose_with_figures(document):
        for match in _RANGE.finditer(line.text):
            hint = f"请写作“{match[1]}{match[4]}{match[2]}{match[3]}{match[4]}”"
            yield Finding(line, f"数值范围“{match[0]}”的前一个数没有百分号", hint, match.start())
        for match in _HYPHEN.finditer(line.text):
            yield Finding(line, f"起止年份“{match[0]}”之间用了半字线", f"请写作“{match[1]}—{match[2]}年”", match.start())


def approximate(document: Document) -> Iterator[Finding]:
    """Two figures for an approximate number, as 三五天, have no mark between them."""
    for line in prose(document):
        for match in _APPROXIMATE.finditer(line.text):
            if read_numeral(match[2]) - read_numeral(match[1]) == 1:
                hint = f"如果是概数，请写作“{match[1]}{match[2]}{match[3]}”"
                yield Finding(line, f"概数“{match[0]}”的两个数字之间有顿号", hint, match.start())


def han_dates(document: Document) -> Iterator[Finding]:
    """Dates of the common calendar are in Arabic figures."""
    for line in (line for text in texts(document) for line in running(text)):
        for match in _HAN_DATE.finditer(line.text):
            found = next(dates(match[0]), None)
            hint = f"请写作“{found.day.year}年{found.day.month}月{found.day.day}日”" if found else "请用阿拉伯数字"
            yield Finding(line, f"日期“{match[0]}”用了汉字数字", hint, match.start())


def statute_numbers(document: Document) -> Iterator[Finding]:
    """In a statute of a people's congress, sums, percentages, periods and ages are in Chinese numerals."""
    if document.kind != "statute" or _STATUTE_ORGAN not in document.organ:
        return
    for line in running(document):
        # A quotation is the text of another document.
        if line.text.startswith("“"):
            continue
        numbers = list(_ARABIC.finditer(line.text))
        days = [(found.start, found.end) for found in dates(line.text)] if numbers else []
        found = [match for match in numbers if not _is_date(match, days)]
        if found:
            shown = "、".join(match[0] for match in found[:3])
            yield Finding(line, f"法规条文里的数量“{shown}”用了阿拉伯数字", "法规条文里的金额、百分比、期限、年龄通常用汉字数字", found[0].start())


def _is_date(match: re.Match[str], days: Sequence[tuple[int, int]]) -> bool:
    """Whether a number is part of a date: inside one, a year of four figures, or a day after a month."""
    at = bisect_right(days, (match.start(), len(match.string))) - 1
    within = at >= 0 and days[at][0] <= match.start() < days[at][1]
    return within or (match[2].startswith("年") and len(match[1]) == len("2022")) or match.string[match.start() - 1 : match.start()] == "月"


def citation(document: Document) -> Iterator[Finding]:
    """A 项 is cited without the parentheses of its label."""
    for line in (line for text in texts(document) for line in running(text)):
        for match in _CITATION.finditer(line.text):
            numeral = (match[1] or match[2]).strip("（）")
            yield Finding(line, f"引用“{match[0]}”的项带了括号", f"请写作“第{numeral}项”", match.start())


def measures(document: Document) -> Iterator[Finding]:
    """Units are those of GB 3100, with the right capitals in their symbols."""
    for line in prose_with_figures(document):
        for match in _SYMBOLS.finditer(line.text):
            yield _measure(line, match, _PROPER[match[0].strip().lower()])
    for line in prose(document):
        for word, pattern, proper in _UNITS:
            for match in pattern.finditer(line.text) if word in line.text else ():
                yield _measure(line, match, proper)


def _measure(line: Printed, match: re.Match[str], proper: str) -> Finding:
    return Finding(line, f"计量单位“{match[0].strip()}”不是法定计量单位的写法", f"请写作“{proper}”", match.start())


def vocabulary(document: Document) -> Iterator[Finding]:
    """Words that 立法技术规范 distinguishes, where the next words show which one is right."""
    for line in (line for text in texts(document) for line in running(text)):
        for word, pattern, proper in _VOCABULARY:
            for match in pattern.finditer(line.text) if word in line.text else ():
                yield Finding(line, f"用词“{match[0]}”不规范", f"请写作“{proper}”", match.start())
