"""成文日期 as the author writes it → the date as printed, or its fault.

Source: GB/T 9704-2012, 7.3.5.4 (Arabic figures, no leading zeros); before GB/T 9704-1999 dates were in Han figures.
"""

import re
import unicodedata
from datetime import date
from typing import Final

from gen.source.faults import Faults, Line
from gen.wording.numerals import format_date, read_numeral, to_han

_RULE: Final = "7.3.5.4"
_HINT: Final = "请照“2022年12月20日”或者 2022-12-20 的样子写"
_LONGEST_SHOWN: Final = 40

USUAL_DATE: Final = re.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}年[1-9][0-9]?月[1-9][0-9]?日")
_HAN_DATE = re.compile("[〇○零一二三四五六七八九]{4}年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)日")
_HAN_FIGURES = re.compile("[〇○零一二三四五六七八九十]+")
_NEARLY_DATE = re.compile("([0-9]{4})[^0-9]?([0-9]{1,2})[^0-9]?([0-9]{1,2})[日号]?")


def printed_date(line: Line, faults: Faults) -> str:
    """2022-12-20 or 2022年12月20日 → the latter. A date in Han figures stays as it is, with a warning.

    Empty, with an error, for anything else and for a day that is not in the calendar.
    """
    text = line.text
    shown = text[:_LONGEST_SHOWN]
    usual = USUAL_DATE.fullmatch(text)
    figures = text if usual else in_figures(text)
    match = _NEARLY_DATE.fullmatch(figures)
    if not match:
        faults.error(_RULE, f"“{shown}”不是日期", line.spot(), _HINT)
        return ""
    year, month, day = map(int, match.groups())
    try:
        proper = format_date(date(year, month, day))
    except ValueError:
        import calendar

        days = calendar.monthrange(year, month)[1] if month in range(1, 13) else 0
        hint = f"{year}年{month}月只有{days}天" if 0 < days < day else _HINT
        faults.error(_RULE, f"日历上没有“{shown}”这一天", line.spot(), hint)
        return ""
    if usual:
        return proper
    han = _HAN_DATE.fullmatch(text)
    if han and han.groups() == (to_han(month), to_han(day)):
        faults.warn(_RULE, f"成文日期是汉字“{shown}”，照原样印出", line.spot(), f"现在的公文请写作“{proper}”")
        return text
    if _HAN_FIGURES.search(text):
        message = "成文日期应当用阿拉伯数字"
    elif re.search("[年月]0", text):
        message = "成文日期的月、日不编虚位"
    else:
        message = "成文日期的写法不对"
    faults.error(_RULE, f"{message}，写的是“{shown}”", line.spot(), f"请写作“{proper}”")
    return ""


def in_figures(text: str) -> str:
    """A date in Han or full-width figures → the same in Arabic ones."""
    return _HAN_FIGURES.sub(lambda match: str(read_numeral(match[0].replace("○", "〇"))), unicodedata.normalize("NFKC", text)).replace(" ", "")
