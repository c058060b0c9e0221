"""Numbers and dates as official documents write them, both ways."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.wording.numerals import HAN_NUMERAL, format_date, from_han, parse_date, to_han

KNOWN = {
    1: "一",
    2: "二",
    10: "十",
    11: "十一",
    19: "十九",
    20: "二十",
    21: "二十一",
    100: "一百",
    101: "一百零一",
    110: "一百一十",
    111: "一百一十一",
    120: "一百二十",
    200: "二百",
    1000: "一千",
    1001: "一千零一",
    1010: "一千零一十",
    1100: "一千一百",
    1101: "一千一百零一",
    1260: "一千二百六十",
    9999: "九千九百九十九",
}


@pytest.mark.parametrize(("number", "numeral"), KNOWN.items())
def test_known_numerals(number: int, numeral: str) -> None:
    assert to_han(number) == numeral
    assert from_han(numeral) == number


def test_every_number_both_ways() -> None:
    numerals = [to_han(number) for number in range(1, 10_000)]
    assert [from_han(numeral) for numeral in numerals] == list(range(1, 10_000))
    assert len(set(numerals)) == 9_999
    assert all(re.fullmatch(HAN_NUMERAL, numeral) for numeral in numerals)
    assert not any("零零" in numeral or numeral.endswith("零") or numeral.startswith("零") for numeral in numerals)


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_numbers_outside_are_errors(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        to_han(number)


@pytest.mark.parametrize(
    "numeral", ["", "零", "〇", "一十", "一十一", "二〇", "十百", "百", "一百一", "一百零", "两", "一二", "一千一十", "1", "第一", "一万", "十零一"]
)
def test_what_is_not_a_numeral_is_an_error(numeral: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(numeral)}$"):
        from_han(numeral)


@given(st.text("零一二三四五六七八九十百千〇两", max_size=9))
def test_only_what_we_write_is_read(numeral: str) -> None:
    try:
        number = from_han(numeral)
    except ValueError:
        return
    assert to_han(number) == numeral


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_dates_both_ways(value: date) -> None:
    assert parse_date(format_date(value)) == value


def test_a_date_has_no_leading_zeros() -> None:
    assert format_date(date(2023, 3, 5)) == "2023年3月5日"
    assert format_date(date(2022, 12, 20)) == "2022年12月20日"


@pytest.mark.parametrize(
    "text", ["", "2022年", "22年3月5日", "2022-03-05", "二〇二二年三月五日", "2022年3月5日。", " 2022年3月5日", "2022年03月5日", "2022年3月05日"]
)
def test_what_is_not_written_as_a_date_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        parse_date(text)


@pytest.mark.parametrize("text", ["2022年2月30日", "2023年2月29日", "2022年13月1日", "2022年0月1日", "2022年1月0日", "2022年3月32日", "0000年1月1日"])
def test_what_is_not_in_the_calendar_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|day|year|range|年"):
        parse_date(text)


@given(st.dates(date(1949, 10, 1), date(2100, 1, 1)))
def test_the_day_after_is_the_day_after(value: date) -> None:
    assert parse_date(format_date(value + timedelta(1))) - parse_date(format_date(value)) == timedelta(1)
