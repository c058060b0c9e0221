"""Numbers and dates as official documents write them, both ways."""

import re
from datetime import date
from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_MAX_HAN = 9999
_LONGEST_NUMERAL = 9
HAN_NUMERAL = "[〇零一二三四五六七八九十百千]+"

_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@lru_cache(maxsize=1024)
def to_han(number: int) -> str:
    """1 … 9999 → 一 … 九千九百九十九, as legal texts number (一十 only after 百 and 千). ValueError outside."""
    if not 0 < number <= _MAX_HAN:
        raise ValueError(number)
    out = ""
    rest = number
    for value, unit in _UNITS:
        digit, rest = divmod(rest, value)
        if digit:
            out += _DIGITS[digit] + unit
        elif out and rest and not out.endswith("零"):
            out += "零"
    if rest:
        out += _DIGITS[rest]
    out = out.rstrip("零")
    return out.removeprefix("一") if number // 10 == 1 else out


def from_han(numeral: str) -> int:
    """一 … 九千九百九十九 → 1 … 9999, the inverse of `to_han`.

    ValueError for anything else, 一十一 and 二〇 included.
    """
    total = digit = 0
    values = {"十": 10, "百": 100, "千": 1000}
    for character in numeral:
        if character in values:
            total += (digit or 1) * values[character]
            digit = 0
        else:
            digit = _DIGITS.find(character)
            if digit < 0:
                raise ValueError(numeral)
    total += digit
    if not 0 < total <= _MAX_HAN or to_han(total) != numeral:
        raise ValueError(numeral)
    return total


@lru_cache(maxsize=1024)
def read_numeral(numeral: str) -> int:
    """A number in Chinese or Arabic figures, also one that official documents do not use (二〇, 一百〇三) → its value.

    0 for none.
    """
    if len(numeral) > _LONGEST_NUMERAL:
        return 0
    if numeral.isdecimal():
        return int(numeral)
    try:
        return from_han(numeral)
    except ValueError:
        pass
    digits = [max("零一二三四五六七八九".find(character), 0) for character in numeral]
    if not re.search("[十百千]", numeral):
        return int("".join(map(str, digits)))
    total = digit = 0
    for character, value in zip(numeral, digits, strict=True):
        unit = {"十": 10, "百": 100, "千": 1000}.get(character, 0)
        total += (digit or 1) * unit
        digit = 0 if unit else value
    return total + digit


def format_date(value: date) -> str:
    """A date → 2022年12月20日: Arabic figures, year in full, month and day without leading zeros (7.3.5.4)."""
    return f"{value.year}年{value.month}月{value.day}日"


def parse_date(text: str) -> date:
    """2022年12月20日 → a date. ValueError when it is not of that form or not in the calendar (7.3.5.4)."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = match.groups()
    if month.startswith("0") or day.startswith("0"):
        raise ValueError(text)
    return date(int(year), int(month), int(day))
