"""A source becomes the document it says, to the character; whatever else the bytes are, the answer is faults and never a traceback."""

import os
import pickle
import re
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gen.document.model import Document, Level, Part, Promulgation, Signature, Table, Unit
from gen.document.tables import Alignment, Shape, Span
from gen.errors import Diagnostic, SourceError
from gen.source import yaml_values
from gen.source.characters import check_punctuation, screen
from gen.source.dates import USUAL_DATE, in_figures
from gen.source.faults import MOST_OF_A_RULE, Faults, Line
from gen.source.numbering import number
from gen.source.reader import MOST_BYTES, load, read
from gen.wording.numerals import format_date, read_numeral, to_han

HEAD = "---\nkind: decision\norgan: 某机关\ntitle: 某机关的决定\n"
FENCE = "---\n"
BODY = "会议决定：\n一、同意。\n二、公布。\n"
VALID = f"""{HEAD}title_lines: [某机关的, 决定]
passage:
  - 2022年12月20日某机关第五次会议通过
  - 2023年3月1日某机关批准
promulgation:
  text: |
    《决定》已由某机关通过，现予公布。

    自公布之日起施行。
  organ: 另一机关
  number: 第3号
  date: 2022-12-20
signature:
  organ:
    - 某机关
    - 另一机关
  date: 2022年12月21日
profile: plain
number: 某发〔2022〕1号
addressee: 各单位：
contents:
  - 目　录
  - 第一章　总则
enclosures:
  - 附件：1.某表
  - 2.某办法
note: （此件公开发布）
{FENCE}　　为了某事，作如下决定：

　　一、总体要求
  （一）甲；
第一条　乙。
{FENCE}part: 附件1
title: 某表
{FENCE}　　| 甲 | 乙 |
　　|---|---|
　　| 丙 | |
注：丁。
{FENCE}part: ""
passage: 2022年12月20日通过
title: 某办法
number: 第1号
signature:
  organ: 某机关
note:
  - （一）
  - （二）
{FENCE}第一条　甲。
{FENCE}part: 附件3
{FENCE}"""


EMPTY_ANNEX = "source.md:59:1: 警告 [7.3.7] 这个附件只有标记和标题，没有内容，会排出一面空白；请写上附件的内容，或者删去这个附件"


def _read(text: str | bytes) -> tuple[Document, tuple[Diagnostic, ...]]:
    return read(text if isinstance(text, bytes) else text.encode(), "source.md", "source")


def _document(text: str) -> Document:
    return _read(text)[0]


def _faults(text: str | bytes) -> list[str]:
    try:
        return [str(diagnostic) for diagnostic in _read(text)[1]]
    except SourceError as error:
        return [str(diagnostic) for diagnostic in error.diagnostics]


def _body(text: str) -> tuple[Unit, ...]:
    return tuple(unit for unit in _document(HEAD + FENCE + text).body if isinstance(unit, Unit))


def _numbering(text: str) -> list[str]:
    return [fault for fault in _faults(HEAD + FENCE + text) if "[7.3.3]" in fault]


def test_everything_a_source_can_say() -> None:
    document, warnings = _read(VALID)
    assert list(map(str, warnings)) == [EMPTY_ANNEX]
    assert document == Document(
        name="source",
        kind="decision",
        organ="某机关",
        title="某机关的决定",
        title_lines=("某机关的", "决定"),
        passage=("（2022年12月20日某机关第五次会议通过", "2023年3月1日某机关批准）"),
        promulgation=Promulgation(
            heading="另一机关公告",
            number="第3号",
            text=(Unit("《决定》已由某机关通过，现予公布。", 11), Unit("自公布之日起施行。", 13)),
            signature=Signature("另一机关", "2022年12月20日", 16),
            line=9,
        ),
        signature=Signature("某机关", "2022年12月21日", 17, ("另一机关",)),
        profile="plain",
        number="某发〔2022〕1号",
        addressee="各单位：",
        contents=("目　录", "第一章　总则"),
        enclosures=("附件：1.某表", "2.某办法"),
        note=("（此件公开发布）",),
        order=("promulgation", "title", "passage", "number", "addressee", "contents"),
        body=(
            Unit("为了某事，作如下决定：", 33),
            Unit("一、总体要求", 35, Level.FIRST, "一、", heading=True),
            Unit("（一）甲；", 36, Level.SECOND, "（一）"),
            Unit("第一条　乙。", 37, Level.ARTICLE, "第一条"),
        ),
        parts=(
            Part(
                label="附件1",
                title="某表",
                body=(Table((("甲", "乙"), ("丙", "")), 42, Shape(header=1)), Unit("注：丁。", 45)),
                order=("title",),
                places=(("part", 39), ("title", 40)),
            ),
            Part(
                passage=("（2022年12月20日通过）",),
                title="某办法",
                number="第1号",
                signature=Signature("某机关", "", 51),
                note=("（一）", "（二）"),
                body=(Unit("第一条　甲。", 57, Level.ARTICLE, "第一条"),),
                order=("passage", "title", "number"),
                places=(("part", 47), ("passage", 48), ("title", 49), ("number", 50), ("signature", 51), ("note", 53)),
            ),
            Part(label="附件3", places=(("part", 59),)),
        ),
        places=(
            ("kind", 2),
            ("organ", 3),
            ("title", 4),
            ("title_lines", 5),
            ("passage", 6),
            ("promulgation", 9),
            ("signature", 17),
            ("profile", 22),
            ("number", 23),
            ("addressee", 24),
            ("contents", 25),
            ("enclosures", 28),
            ("note", 31),
        ),
    )


def test_the_least_a_source_can_say() -> None:
    document = _document(HEAD + FENCE + BODY)
    assert (document.title_lines, document.passage, document.promulgation, document.signature) == ((), (), None, None)
    assert (document.number, document.addressee, document.contents, document.enclosures, document.note, document.parts) == ("", "", (), (), (), ())
    assert document.profile == "official"
    assert document.order == ("title",)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems(ends: str) -> None:
    assert _document(VALID.replace("\n", ends)) == _document(VALID)


def test_byte_order_mark() -> None:
    assert _read(b"\xef\xbb\xbf" + VALID.encode())[0] == _document(VALID)


def test_white_space_after_the_fences_and_no_end_of_last_line() -> None:
    assert _document(VALID.replace(FENCE, "---  \n").rstrip("\n")) == _document(VALID)


@pytest.mark.parametrize(
    ("text", "level", "label"),
    [
        ("第一编　总则", Level.BOOK, "第一编"),
        ("第一分编 通则", Level.PART, "第一分编"),
        ("第十二章　附则", Level.CHAPTER, "第十二章"),
        ("第一节", Level.SECTION, "第一节"),
        ("第十五条　甲。", Level.ARTICLE, "第十五条"),
        ("第十五条", Level.ARTICLE, "第十五条"),
        ("第十五条甲。", Level.ARTICLE, "第十五条"),
        ("第二条中华人民共和国公民。", Level.ARTICLE, "第二条"),
        ("第一百二十条之一　甲。", Level.ARTICLE, "第一百二十条之一"),
        ("一、甲。", Level.FIRST, "一、"),
        ("二十三、甲。", Level.FIRST, "二十三、"),
        ("（一）甲；", Level.SECOND, "（一）"),
        ("(十二)甲；", Level.SECOND, "(十二)"),
        ("1.甲；", Level.THIRD, "1."),
        ("12．甲；", Level.THIRD, "12．"),
        ("（1）甲；", Level.FOURTH, "（1）"),
        ("(1)甲；", Level.FOURTH, "(1)"),
        ("第一章总则", None, ""),
        ("第三条第二款修改为：甲。", None, ""),
        ("第三条、第四条中的甲修改为乙。", None, ""),
        ("第三条和第四条合并。", None, ""),
        ("第三条中“甲”修改为“乙”。", None, ""),
        ("第三条规定的甲。", None, ""),
        ("第三条所称甲，是指乙。", None, ""),
        ("1.5万元以上的罚款。", None, ""),
        ("１．５万元以上的罚款。", None, ""),
        ("2022.12.20起施行。", None, ""),
        ("（2022年）甲。", None, ""),
        ("一方面，甲。", None, ""),
        ("第甲条　乙。", None, ""),
        ("〇、甲。", None, ""),
        ("一一一一一一一一一一一一、甲。", None, ""),
        ("“第十五条　甲。”", None, ""),
    ],
)
def test_labels(text: str, level: Level | None, label: str) -> None:
    (unit,) = _body(text)
    assert (unit.text, unit.level, unit.label) == (text, level, label)


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (("一、总体要求", "甲。"), True),
        (("一、提高认识，加强领导", "甲。"), True),
        (("一、总体要求", "（一）甲。"), True),
        (("一、总体要求", "第一条　甲。"), True),
        (("（一）指导思想", "甲。"), True),
        (("1.目标", "甲。"), True),
        (("（1）目标", "甲。"), True),
        (("第一章　总则", "第二章　分则"), True),
        (("第一条", "甲。"), False),
        (("一、同意。", "甲。"), False),
        (("一、有下列情形之一的：", "（一）甲。"), False),
        (("一、同意。公布", "甲。"), False),
        (("（一）甲；", "乙。"), False),
        (("一、", "甲。"), False),
        (("一、" + "长" * 27, "甲。"), False),
        (("一、任命甲为主任", "二、任命乙为副主任"), False),
        (("一、任命甲为主任",), False),
        (("（一）甲", "二、乙。"), False),
    ],
)
def test_headings(lines: tuple[str, ...], heading: bool) -> None:  # noqa: FBT001 — a column of the table above
    assert _body("\n".join(lines))[0].heading is heading


def test_last_of_a_list_is_no_heading() -> None:
    assert [unit.heading for unit in _body("任命：\n一、任命甲为主任\n二、任命乙为主任\n自公布之日起施行。")] == [False] * 4


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("一、第三条修改为：\n“第三条　甲。”\n二、乙。", "一、 - 一、"),
        ("一、修改为：“第三条　甲：\n（一）子；\n（二）丑。”\n二、乙。", "一、 - - 一、"),
        ("一、修改为：\n“第三条　甲。\n“第四条　乙。\n“第五条　丙。”\n二、乙。", "一、 - - - 一、"),
        ("一、修改为：\n“第三条　甲“某”乙。\n第四条　乙。”\n二、乙。", "一、 - - 一、"),
        ("一、修改为：“甲。\n二、乙。\n三、丙。", "一、 一、 一、"),
        ("一、甲。”\n二、乙。", "一、 一、"),
        ("一、修改为：\n“甲。\n“乙。\n二、丙。", "一、 - - 一、"),
    ],
)
def test_quotations_stand_outside_the_numbering(text: str, levels: str) -> None:
    assert " ".join(unit.level or "-" for unit in _body(text)) == levels
    assert not _numbering(text)


@pytest.mark.parametrize(
    "text",
    [
        "目　录\n第一章 总则\n第二章 附则\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。",
        "第一编　甲\n第一章　子\n第一节　东\n第一条　甲。\n第二节　西\n第二章　丑\n第一节　东\n第二条　乙。\n第二编　乙\n第一章　寅\n第三条　丙。",
        "第一编　甲\n第一分编　子\n第一章　东\n第二分编　丑\n第二章　西",
        "第一条　甲。\n第一条之一　乙。\n第一条之二　丙。\n第二条　丁。",
        "第一条　甲：\n一、子；\n二、丑。\n第二条　乙：\n一、子；\n二、丑。",
        "一、总则\n第一条　甲。\n第二条　乙。\n二、附则\n第三条　丙。",
        "一、甲：\n（一）子；\n（二）丑。\n二、乙：\n（一）寅。\n有下列情形之一的：\n（一）卯；\n（二）辰。",
        "一、甲：\n（一）子。\n前项所称子，是指鼠。\n（二）丑。",
        "一、甲。\n1.子；\n2.丑。\n二、乙。\n1.寅。",
        "\n".join(f"{to_han(count)}、甲。" for count in range(1, 121)),
    ],
)
def test_right_numbering_is_left_alone(text: str) -> None:
    assert _numbering(text) == []


def test_entries_of_a_table_of_contents_are_no_headings() -> None:
    units = _body("目　录\n第一章 总则\n第二章 附则\n第一章　总则\n甲。\n第二章　附则\n乙。")
    assert [unit.heading for unit in units] == [False, False, False, True, False, True, False]


def test_contents_without_their_text_are_the_text() -> None:
    assert [unit.level for unit in _body("目录\n第一章 总则\n甲。")] == [None, Level.CHAPTER, None]


def test_chapters_without_a_number_are_headings_of_a_text_with_chapters() -> None:
    units = _body("序　言\n甲。\n第一章　总纲\n第一条　乙。\n附则\n第二条　丙。\n附则所称各项从其规定。")
    assert [unit.text for unit in units if unit.heading] == ["序　言", "第一章　总纲", "附则"]
    assert not [unit for unit in _body("序言\n甲。\n第一条　乙。") if unit.heading]
    assert [unit.level for unit in _body("目录")] == [None]
    long = "为了加强生活垃圾管理，改善城乡环境，保障人体健康，维护生态安全，制定本规定。"
    assert [unit.level for unit in _body(f"目录\n一、{long}\n{long}")] == [None, Level.FIRST, None]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=30))
def test_one_slip_one_warning(counts: list[int]) -> None:
    """Each label in a row of consecutive ones changed alone gives one warning, wherever and whatever it is changed to."""
    size = len(counts) + 2
    for place, wrong in enumerate(counts, 1):
        row = list(range(1, size + 1))
        if row[place] != wrong:
            row[place] = wrong
            faults = Faults("x")
            number([Line(f"{to_han(count)}、甲。", line) for line, count in enumerate(row, 1)], faults)
            assert len(faults.raise_if_errors()) == 1


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("二〇", 20), ("一百〇三", 103), ("二〇二二", 2022), ("一十", 10), ("一一", 11), ("十", 10), ("〇", 0), ("12", 12), ("一" * 5000, 0)],
)
def test_numerals_as_people_write_them(numeral: str, value: int) -> None:
    assert read_numeral(numeral) == value


@given(st.integers(1, 9999))
def test_proper_numerals(value: int) -> None:
    assert read_numeral(to_han(value)) == value


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("2022年12月20日通过", ("（2022年12月20日通过）",)),
        ("（2022年12月20日通过）", ("（2022年12月20日通过）",)),
        ("2022年12月20日通过（修正）", ("（2022年12月20日通过（修正））",)),
        ("（2016年通过）（2017年批准）", ("（2016年通过）（2017年批准）",)),
        ("|\n  （2016年通过\n\n  2017年批准）", ("（2016年通过", "2017年批准）")),
        ("\n  - 2016年通过\n  - 2017年批准", ("（2016年通过", "2017年批准）")),
        ("'2016年通过　2017年批准'", ("（2016年通过　2017年批准）",)),
        ("——2024年1月20日在××市人民代表大会上", ("——2024年1月20日在××市人民代表大会上",)),
        ("\n  - ——2024年1月20日在会议上\n  - 2024年1月25日批准", ("——2024年1月20日在会议上", "（2024年1月25日批准）")),
    ],
)
def test_passage(written: str, printed: tuple[str, ...]) -> None:
    assert _document(f"{HEAD}passage: {written}\n{FENCE}{BODY}").passage == printed


@pytest.mark.parametrize("written", ["2022-12-05", "'2022-12-05'", "2022-12-5", "2022年12月5日", '"2022年12月5日"'])
def test_dates(written: str) -> None:
    document = _document(f"{HEAD}signature:\n  date: {written}\n{FENCE}{BODY}")
    assert document.signature == Signature("", "2022年12月5日", 5)
    assert document.date == "2022年12月5日"


@pytest.mark.parametrize("written", ["一九九六年二月六日", "'二○○四年七月三十一日'", '"一九七八年十二月十日"', "二零零四年十月二十日"])
def test_dates_in_han_figures_stay_with_a_warning(written: str) -> None:
    document, (warning,) = _read(f"{HEAD}promulgation:\n  text: 甲。\n  date: {written}\n{FENCE}{BODY}")
    assert document.date == written.strip("'\"")
    assert (warning.rule, warning.place.line) == ("7.3.5.4", 7)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_in_han_figures(value: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(figure)] for figure in str(value.year))
    written = f"{year}年{to_han(value.month)}月{to_han(value.day)}日"
    assert _document(f"{HEAD}signature:\n  date: {written}\n{FENCE}{BODY}").date == written


@pytest.mark.parametrize(
    ("written", "organs"),
    [
        ("  organ: 甲\n", ("甲",)),
        ("  organ: [甲, 乙]\n", ("甲", "乙")),
        ("  organ:\n    - 甲\n    - 乙\n    - 丙\n", ("甲", "乙", "丙")),
        ("  date: 2022-12-5\n", ()),
        ("  organ: ''\n  date: 2022-12-5\n", ()),
        ("  organ: [甲, 乙]\n  date: 2022-12-5\n", ("甲", "乙")),
    ],
)
def test_signature_is_what_is_written(written: str, organs: tuple[str, ...]) -> None:
    signature = _document(f"{HEAD}signature:\n{written}{FENCE}{BODY}").signature
    assert signature
    assert signature.organs == organs
    assert signature.date == ("2022年12月5日" if "date" in written else "")


def test_a_statute_need_not_say_its_organ() -> None:
    source = "---\nkind: statute\ntitle: 某法\n---\n第一条　甲。\n"
    assert _document(source).organ == ""
    assert _document(source.replace("title", "organ: 某机关\ntitle")).organ == "某机关"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_in_both_forms(value: date) -> None:
    for written in (value.isoformat(), format_date(value)):
        assert _document(f"{HEAD}signature:\n  date: {written}\n{FENCE}{BODY}").date == format_date(value)


def test_promulgation_defaults() -> None:
    document = _document(f"{HEAD}promulgation:\n  text:\n    - 甲。\n    - 乙。\n  date: 2022-12-20\n{FENCE}{BODY}")
    assert document.promulgation == Promulgation("某机关公告", "", (Unit("甲。", 7), Unit("乙。", 8)), Signature("某机关", "2022年12月20日", 9), 5)
    assert document.order == ("promulgation", "title")


@pytest.mark.parametrize(
    ("written", "heading", "organs", "signed"),
    [
        ("  heading: 某机关令\n  text: 甲。\n  date: 2022-12-20\n", "某机关令", ("某机关",), "2022年12月20日"),
        ("  heading: 某机关令\n  text: 甲。\n", "某机关令", ("某机关",), ""),
        ("  heading: ''\n  text: 甲。\n", "", ("某机关",), ""),
        ('  heading: ""\n  text: 甲。\n  organ: ""\n', "", (), ""),
        ("  text: 甲。\n  organ: 另一机关\n  date: 2022-12-20\n", "另一机关公告", ("另一机关",), "2022年12月20日"),
        ("  heading: 公告\n  text: 甲。\n  organ:\n    - 子\n    - 丑\n", "公告", ("子", "丑"), ""),
    ],
)
def test_promulgation(written: str, heading: str, organs: tuple[str, ...], signed: str) -> None:
    promulgation = _document(f"{HEAD}promulgation:\n{written}{FENCE}{BODY}").promulgation
    assert promulgation
    assert (promulgation.heading, promulgation.signature.organs, promulgation.signature.date) == (heading, organs, signed)


def test_notes_of_one_or_several_lines() -> None:
    for written in ("（甲）", "|\n  （甲）", "\n  - （甲）"):
        assert _document(f"{HEAD}note: {written}\n{FENCE}{BODY}").note == ("（甲）",)


@given(st.permutations(["promulgation", "title", "number", "passage", "addressee", "contents"]))
def test_order_is_that_of_the_source(order: list[str]) -> None:
    values = {
        "promulgation": "promulgation:\n  text: 甲。\n  place: here\n  date: 2022-12-20\n",
        "title": "title: 某决定\ntitle_lines: [某, 决定]\n",
        "number": "number: 第1号\n",
        "passage": "passage: 通过\n",
        "addressee": "addressee: 各单位：\n",
        "contents": "contents: [目录, 第一章]\n",
    }
    head = "".join(values[key] for key in order)
    document = _document(f"---\nkind: decision\n{head}organ: 某机关\n{FENCE}{BODY}")
    assert document.order == document.opening == tuple(order)
    part = _document(f"{HEAD}{FENCE}{BODY}{FENCE}part: 附件\n{head.replace(values['promulgation'], '')}{FENCE}").parts[0]
    assert part.order == part.opening == tuple(key for key in order if key != "promulgation")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("\\---", "---"),
        ("　\\---　", "---"),
        ("\\| 甲 |", "| 甲 |"),
        ("\\|", "|"),
        ("\\\\", "\\"),
        ("\\\\---", "\\---"),
        ("\\\\| 甲 |", "\\| 甲 |"),
        ("\\甲", "\\甲"),
        ("甲\\|乙\\\\", "甲\\|乙\\\\"),
        ("----", "----"),
        ("—---", "—---"),
    ],
)
def test_backslash_at_the_start_of_a_line(written: str, printed: str) -> None:
    assert [unit.text for unit in _body(f"甲。\n{written}\n乙。")] == ["甲。", printed, "乙。"]
    assert _faults(f"{HEAD}{FENCE}甲。\n{written}\n乙。") == []


def _tables(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [item.rows for item in _document(HEAD + FENCE + text).body if isinstance(item, Table)]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("| 甲 | 乙 |", [(("甲", "乙"),)]),
        ("|甲|乙|\n|丙|丁|", [(("甲", "乙"), ("丙", "丁"))]),
        ("|　甲　| 乙\t|\n||  |", [(("　甲", "乙"), ("", ""))]),
        ("| 甲 |\n|---|\n| 乙 |", [(("甲",), ("乙",))]),
        ("| 甲 |\n| :----: |\n|---|", [(("甲",), ("---",))]),
        ("|---|\n| 乙 |", [(("乙",),)]),
        ("|---|", [(("---",),)]),
        ("| 甲 | 乙 |\n| - | -- |", [(("甲", "乙"), ("-", "--"))]),
        (r"| \| | \\ | \\\| | 甲\乙 |", [(("|", "\\", "\\|", "甲\\乙"),)]),
        (r"| \--- |", [(("---",),)]),
        ("| 甲 |\n\n| 乙 |", [(("甲",),), (("乙",),)]),
        ("| 甲 |\n丙\n| 乙 |", [(("甲",),), (("乙",),)]),
        ("| 一、 |\n| 第一条　甲 |", [(("一、",), ("第一条　甲",))]),
    ],
)
def test_tables(text: str, tables: list[tuple[tuple[str, ...], ...]]) -> None:
    assert _tables(text.replace("\t", "")) == tables


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("一、甲。\n| 甲 |\n二、乙。", "一、 T 一、"),
        ("一、甲：\n（一）子；\n| 甲 |\n（二）丑。", "一、 （一） T （二）"),
        ("一、修改为：“甲\n| 二、 |\n二、乙。”\n二、丙。", "一、 T - 一、"),
        ("一、修改为：\n| “二、 |\n| 乙” |\n二、丙。", "一、 T 一、"),
        ("一、修改为：“甲\n| “乙” | 丙 |\n二、丁”。\n二、丙。", "一、 T - 一、"),
    ],
)
def test_numbering_and_quotations_go_on_across_tables(text: str, levels: str) -> None:
    body = _document(HEAD + FENCE + text).body
    assert " ".join(item.level or "-" if isinstance(item, Unit) else "T" for item in body) == levels.replace("（二）", "（一）")
    assert _faults(HEAD + FENCE + text) == []


def test_a_heading_may_stand_over_a_table() -> None:
    body = _document(f"{HEAD}{FENCE}一、基本情况\n| 甲 |\n二、有关要求\n| 乙 |").body
    assert [item.heading for item in body if isinstance(item, Unit)] == [True, True]


def test_numbering_starts_afresh_in_each_part() -> None:
    part = f"{FENCE}part: 附件\n{FENCE}第一条　甲。\n第二条　“乙。\n"
    _, warnings = _read(f"{HEAD}{FENCE}一、“甲。\n二、乙。\n{part * 3}")
    assert [warning.rule for warning in warnings] == ["GB/T 15834"] * 4


def test_parts_without_text_and_white_space_around_fences() -> None:
    document = _document(f"{HEAD}{FENCE}{BODY}\n　---　\n\n# 附件\npart: 附件1\n---\t\n\n---\n\n part: 附件2\n---\n---\npart: 附件3\ntitle: 甲\n---")
    assert [(part.label, part.title, part.body) for part in document.parts] == [("附件1", "", ()), ("附件2", "", ()), ("附件3", "甲", ())]


@pytest.mark.parametrize("text", ["䶮\U000323b0\U0002ebf0", "葛\U000e0100", "甲\u00a0乙", "é e\u0301 Ω № ①", "💧"])
def test_rare_but_printable_characters_stay(text: str) -> None:
    assert _body(text)[0].text == text


def test_every_character_that_may_not_be_printed_is_found() -> None:
    """Reading goes by `str.isprintable` before it looks closer."""
    hidden = [character for character in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(character) in {"Cc", "Cf", "Co", "Zl", "Zp"}]
    assert len(hidden) > 100_000
    assert not any(map(str.isprintable, hidden))
    screened = [screen(["".join(hidden[start : start + 1000])], 1, Faults("source.md")) for start in range(0, len(hidden), 1000)]
    assert {character for (line,) in screened for character in line} == {"\t", "\ufffd"}


def test_tabs_around_a_paragraph_are_white_space() -> None:
    assert _body("\t甲。\t\n")[0] == Unit("甲。", 6)


def test_large_front_matter_is_refused() -> None:
    faults = _faults(f"{HEAD}passage: {'通' * (1 << 19)}\n{FENCE}{BODY}")
    assert faults == ["source.md:1: 错误 [文首信息] 文首信息超过 1 MiB；正文请写在第二个“---”之后"]


def test_errors_come_before_warnings_each_in_line_order() -> None:
    with pytest.raises(SourceError) as caught:
        _read(f"{HEAD}profile: fancy\npassage: (通过)\n{FENCE}甲,乙。\n丙\u200b丁。\n三、戊。\n")
    order = [(found.warning, found.place.line) for found in caught.value.diagnostics]
    assert order == sorted(order)
    assert {warning for warning, _ in order} == {True, False}


def test_at_most_so_many_of_a_rule() -> None:
    faults = _faults(HEAD + FENCE + "甲\u200b乙\n" * (MOST_OF_A_RULE + 7))
    assert len(faults) == MOST_OF_A_RULE + 1
    assert faults[-1] == f"source.md:{MOST_OF_A_RULE + 6}:2: 错误 [字符] 另有7处"


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "某决定.md"
    path.write_text(VALID, encoding="utf-8")
    document, warnings = load(path, "source/某决定.md")
    assert document.name == "某决定"
    assert [str(warning.place) for warning in warnings] == ["source/某决定.md:59:1"]


def _load_fault(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        load(path, "shown")
    (diagnostic,) = caught.value.diagnostics
    return str(diagnostic)


def test_what_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert _load_fault(tmp_path / "none.md") == "shown: 错误 [文件] 没有这个文件；请检查路径"
    assert _load_fault(tmp_path / "file" / "none.md") == "shown: 错误 [文件] 没有这个文件；请检查路径"
    assert _load_fault(tmp_path) == "shown: 错误 [文件] 这是文件夹，不是文件；请指明其中的 .md 文件"
    assert _load_fault(tmp_path / "a\0b").startswith("shown: 错误 [文件] 文件读不出来")
    assert _load_fault(tmp_path / ("a" * 5000)).startswith("shown: 错误 [文件] 文件读不出来")
    assert _load_fault(tmp_path / "file") == "shown:1: 错误 [文件] 文件是空的；请先写文首信息，再写正文"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "file").touch(mode=0)
    assert _load_fault(tmp_path / "file") == "shown: 错误 [文件] 没有读这个文件的权限；请检查文件的权限"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert _load_fault(tmp_path / "huge") == "shown: 错误 [文件] 文件超过 64 MiB；请确认这是源文件"


FAULTY = sorted(Path(__file__).parent.parent.joinpath("faults").glob("*/source.*"))


@pytest.mark.parametrize("source", FAULTY, ids=[source.parent.name for source in FAULTY])
def test_both_yaml_parsers_say_the_same(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml, its own parser is used."""
    monkeypatch.setattr(yaml_values, "_LOADER", yaml.SafeLoader)
    expected = source.with_name("expected.txt").read_text(encoding="utf-8")
    assert "".join(f"{fault}\n" for fault in _faults(source.read_bytes())) == expected


def _printable(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"} and character != "\ufffd"


SPEECH = st.text(
    st.sampled_from("一二三十百〇第编章节条之、（）().．1２“”‘’，。；：　 甲乙目录总则-#|:'\"") | st.characters().filter(_printable), max_size=40
)
_BESIDE_HANZI = "[,;:?!()\"'](?=[甲乙\U00020000])|(?<=[甲乙\U00020000])[,;:?!()\"']"
PARAGRAPHS = st.lists(SPEECH.filter(lambda text: text.strip() != ""), min_size=1, max_size=12)
CELL = st.text(st.sampled_from("|\\ -一、“”") | st.characters().filter(_printable), max_size=8).map(str.strip)


def _escaped(paragraph: str) -> str:
    return f"\\{paragraph.strip()}" if paragraph.strip() == "---" or paragraph.strip()[0] in "|\\" else paragraph


@pytest.mark.parametrize(
    ("text", "rows", "shape"),
    [
        ("| 甲 | 乙 |\n| :-- | --: |\n| 丙 | 丁 |", (("甲", "乙"), ("丙", "丁")), Shape(1, (), (Alignment.LEFT, Alignment.RIGHT))),
        ("| 甲 | 乙 |\n| :-: | --- |", (("甲", "乙"),), Shape(1, (), (Alignment.CENTRE, None))),
        ("| 甲 |\n| 乙 |\n|---|\n| 丙 |", (("甲",), ("乙",), ("丙",)), Shape(2)),
        ("|---|\n| 甲 |", (("甲",),), Shape(0)),
        ("| 甲 | < |\n| 乙 | 丙 |", (("甲", ""), ("乙", "丙")), Shape(None, (Span(0, 0, 1, 2),))),
        ("| 甲 | 乙 |\n| ^ | 丙 |", (("甲", "乙"), ("", "丙")), Shape(None, (Span(0, 0, 2, 1),))),
        ("| 甲 | < |\n| ^ | < |", (("甲", ""), ("", "")), Shape(None, (Span(0, 0, 2, 2),))),
        ("| 甲 | < |\n| ^ | ^ |", (("甲", ""), ("", "")), Shape(None, (Span(0, 0, 2, 2),))),
        ("|  | < |", (("", ""),), Shape(None, (Span(0, 0, 1, 2),))),
        (r"| \< | \^ | <^ |", (("<", "^", "<^"),), Shape()),
        ("| 甲<br>乙<BR/>丙<br /> 丁 | a<b |", (("甲\n乙\n丙\n丁", "a<b"),), Shape()),
        (r"| 甲\<br> | \--- |", (("甲<br>", "---"),), Shape()),
        ("| 　　其中：市本级 |", (("　　其中：市本级",),), Shape()),
    ],
)
def test_the_shape_of_a_table(text: str, rows: tuple[tuple[str, ...], ...], shape: Shape) -> None:
    """Header rows, alignments, merged cells, lines and indents of cells."""
    (table,) = _document(HEAD + FENCE + text).body
    assert table == Table(rows, table.line, shape)


@given(st.integers(1, 4).flatmap(lambda size: st.lists(st.tuples(*[CELL] * size), min_size=1, max_size=4)), st.booleans())
@example(rows=[("---",), ("---",)], separated=True)
def test_no_character_of_a_table_is_lost(rows: list[tuple[str, ...]], separated: bool) -> None:  # noqa: FBT001 — drawn
    def written(cell: str) -> str:
        return f"\\{cell}" if cell in {"<", "^"} else cell.replace("\\", "\\\\").replace("|", "\\|").replace("<b", "\\<b")

    lines = ["|" + "|".join(f" {written(cell)} " for cell in row) + "|" for row in rows]
    if separated or any(all(re.fullmatch(":?-{3,}:?", cell) for cell in row) for row in rows):
        lines.insert(1, "|" + "---|" * len(rows[0]))
    assert _tables("\n".join(lines)) == [tuple(rows)]


@given(st.lists(st.text("甲乙，,;:()\"'Aa \U00020000", max_size=12), max_size=6))
def test_marks_beside_hanzi_are_found_line_by_line(texts: list[str]) -> None:
    """The marks are looked for in all lines at once."""
    faults = Faults("x")
    check_punctuation([Line(text, line, 3) for line, text in enumerate(texts, 1)], faults)
    found = {line: [match.start() for match in re.finditer(_BESIDE_HANZI, text)] for line, text in enumerate(texts, 1)}
    expected = [(line, 3 + places[0], f"有{len(places)}处") for line, places in found.items() if places]
    assert [(fault.place.line, fault.place.column, fault.message[3:6]) for fault in faults.all()] == expected


@given(st.from_regex(USUAL_DATE, fullmatch=True))
def test_a_usual_date_is_in_figures_already(text: str) -> None:
    assert in_figures(text) == text


@given(PARAGRAPHS)
@example(["“", "”"])
@example(["一、甲", "---x"])
@example(["---", "|", "\\", "\\---"])
def test_no_character_of_the_text_is_lost(paragraphs: list[str]) -> None:
    units = _body("\n\n".join(map(_escaped, paragraphs)))
    assert [unit.text for unit in units] == [paragraph.strip() for paragraph in paragraphs]
    assert [unit.line for unit in units] == list(range(6, 6 + 2 * len(paragraphs), 2))
    for unit in units:
        assert unit.text.startswith(unit.label)
        assert bool(unit.label) == (unit.level is not None)


@given(SPEECH)
@example("关于 #1 的决定")
@example("关于: 决定")
@example("'关于'")
@example("\u3000'")
@example("null")
def test_a_value_is_what_is_written_or_an_error(title: str) -> None:
    """A plain value comes out as written; where YAML would make something else of it, it is refused."""
    quoted = title.lstrip(" ").startswith(("'", '"'))
    try:
        document = _document(f"---\nkind: decision\norgan: 某机关\ntitle: {title}\n{FENCE}{BODY}")
    except SourceError:
        return
    assert document.title == (title.strip(" ")[1:-1].replace("''", "'").strip() if quoted else title.strip())


@given(SPEECH.filter(lambda text: text.strip() != ""))
def test_a_value_in_single_quotes_is_always_right(title: str) -> None:
    written = title.replace("'", "''")
    assert _document(f"---\nkind: decision\norgan: 某机关\ntitle: '{written}'\n{FENCE}{BODY}").title == title.strip()


@given(st.lists(SPEECH.filter(lambda text: text.strip() != "" and not re.search("[（）()]", text)), min_size=1, max_size=4))
def test_a_block_of_lines_is_always_right(lines: list[str]) -> None:
    written = "".join(f"  甲{line}\n" for line in lines)
    passage = _document(f"{HEAD}passage: |\n{written}{FENCE}{BODY}").passage
    assert "".join(passage) == "（" + "".join(f"甲{line}".strip() for line in lines) + "）"


def _survives(data: bytes) -> None:
    document = None
    try:
        document, diagnostics = _read(data)
    except SourceError as error:
        diagnostics = error.diagnostics
    assert (document is not None) == all(diagnostic.warning for diagnostic in diagnostics)
    assert all("\n" not in str(diagnostic) for diagnostic in diagnostics)
    assert document is None or (document.kind and document.body)
    assert document is None or pickle.loads(pickle.dumps(document)) == document  # noqa: S301 — our own


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    _survives(data)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    _survives((HEAD + FENCE + text).encode())
    _survives((HEAD + FENCE + BODY + FENCE + "part: 附件\n" + text).encode())


@given(st.text(max_size=100) | st.text("abc:-[]{}#&*!|>'\"%@`?,.~<\\ \n\t甲", max_size=100))
@settings(max_examples=500)
def test_any_front_matter(text: str) -> None:
    _survives(f"---\n{text}\n{FENCE}{BODY}".encode())
    _survives(f"{HEAD}passage: {text}\n{FENCE}{BODY}".encode())


@given(st.data())
@settings(max_examples=500)
def test_any_mutation(data: st.DataObject) -> None:
    """A valid source with pieces cut out, doubled, or overwritten."""
    source = VALID.encode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(source)))
        end = data.draw(st.integers(start, min(start + 12, len(source))))
        piece = data.draw(
            st.binary(max_size=6)
            | st.just(source[start:end] * 2)
            | st.sampled_from([b"\n", b"  ", b": ", b" #", b"- ", b"'", b"|\n", b"---\n", b"\n---\npart: 1\n", b"\\", b"| "])
        )
        source = source[:start] + piece + source[end:]
    _survives(source)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("排放2.6×10^4吨", "“⁴”"),
        ("浓度10^{-3}mg/L", "“⁻³”"),
        ("体积5m<sup>3</sup>", "“³”"),
        ("第n^n次", "“ⁿ”"),
        ("排放CO<sub>2</sub>", "“₂”"),
        ("排放CO_{2}", "“₂”"),
        ("共x^{甲}次", "请改换写法"),
        ("共x^{}次", "请改换写法"),
    ],
)
def test_markup_of_raised_letters_is_reported(text: str, hint: str) -> None:
    faults = Faults("source.md")
    check_punctuation([Line(text, 7, 3)], faults)
    (fault,) = map(str, faults.all())
    assert fault.startswith("source.md:7:")
    assert "警告 [上下标]" in fault
    assert hint in fault


@pytest.mark.parametrize("text", ["2.6×10⁴吨、CO₂", "邮箱rdcwh_2023@example.gov.cn", "^_^", "<submit>", "a_b", "≥5"])
def test_other_text_has_no_raised_letters_to_report(text: str) -> None:
    faults = Faults("source.md")
    check_punctuation([Line(text, 7, 3)], faults)
    assert faults.all() == ()
