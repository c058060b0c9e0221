"""The importer finds a structure where the text shows one, and moves no character of any document."""

import re
from collections.abc import Sequence

import pytest
from editions import TEMPLATES
from editions import settings as settings_of_writers
from hypothesis import given
from hypothesis import strategies as st
from importer import samples

from gen.document.blocks import Tag
from gen.document.model import Colophon, Document, Header, Level, Table, Unit
from gen.importer.receive.items import Item, RawLine, RawTable
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.identity import printed_text
from gen.pipeline import typeset
from gen.wording.organs import organ_of_post
from gen.writers import FORMATS, write


def _document(text: str) -> Document:
    return recognise(samples.lines(text), "x")[0]


def _remarks(text: str) -> list[str]:
    return [diagnostic.message for diagnostic in recognise(samples.lines(text), "x")[1]]


def _solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _received(items: Sequence[Item]) -> str:
    return _solid("".join(item.text if isinstance(item, RawLine) else "".join(cell for row in item.rows for cell in row) for item in items))


def _labels(document: Document) -> list[str]:
    return [unit.label for unit in document.body if isinstance(unit, Unit) and unit.level]


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_no_character_is_lost_or_moved(name: str) -> None:
    items = samples.lines(samples.SAMPLES[name])
    assert _solid(printed_text(recognise(items, name)[0])) == _received(items)


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_it_can_be_set(name: str) -> None:
    document, _ = recognise(samples.lines(samples.SAMPLES[name]), name)
    edition = typeset(document, TEMPLATES)
    assert _solid("".join(block.text for block in edition.blocks)) == _solid(printed_text(document))
    # Words of a 公告 have a page of their own; the heading of a 文件 stands on the page it is the heading of.
    parted = any(block.new_page for block in edition.blocks if block.tag is Tag.TITLE and block.text == document.title)
    assert parted == (document.order[0] == "promulgation" and bool(document.promulgation and document.promulgation.text))
    assert all(write(edition, format_, settings_of_writers()) for format_ in FORMATS)


def test_an_announcement_puts_a_regulation_into_force() -> None:
    document = _document(samples.REGULATION)
    words = document.promulgation
    assert words
    assert (words.heading, words.number) == ("××市第五届人民代表大会常务委员会公告", "〔五届〕第3号")
    assert (words.signature.organ, words.signature.date) == ("××市人民代表大会常务委员会", "2022年8月15日")
    assert document.order == ("promulgation", "title", "passage", "contents")
    assert (document.kind, document.title, document.organ) == ("statute", "××市养犬管理条例", "××市人民代表大会常务委员会")
    assert len(document.passage) == 2
    assert document.contents == ("目　　录", "第一章　总则", "第二章　附则")
    assert _labels(document) == ["第一章", "第一条", "（一）", "（二）", "第二章", "第二条"]


def test_an_announcement_by_itself_is_the_document() -> None:
    document = _document(samples.ANNOUNCEMENT)
    assert (document.kind, document.title, document.number) == ("announcement", "××市人民代表大会常务委员会公告", "第12号")
    assert document.promulgation is None
    assert document.signature
    assert document.signature.date == "2022年12月20日"


def test_a_red_head_is_a_heading_without_words() -> None:
    document = _document(samples.RED_HEAD)
    assert document.promulgation
    assert (document.promulgation.heading, document.promulgation.number, document.promulgation.text) == (
        "××市人民代表大会常务委员会文件",
        "×人常发〔2022〕15号",
        (),
    )
    assert document.title == "××市人民代表大会常务委员会关于批准2021年市级决算的决议"


def test_a_notice_with_its_attachments() -> None:
    document = _document(samples.NOTICE)
    assert document.title == "××市人民代表大会常务委员会办公室关于印发《代表建议办理办法》的通知"
    assert document.addressee == "市人民政府办公室，各县（市、区）人大常委会办公室："
    assert document.enclosures == ("附件：1.代表建议办理办法", "2.代表建议登记表")
    assert document.signature
    assert (document.signature.organ, document.signature.date) == ("××市人民代表大会常务委员会办公室", "2022年3月5日")
    assert document.note == ("（此件公开发布）",)
    assert [(part.label, part.title, len(part.body)) for part in document.parts] == [
        ("附件1", "代表建议办理办法", 2),
        ("附件2", "代表建议登记表", 1),
    ]


def test_a_report_to_a_meeting_has_a_second_title_and_a_speaker() -> None:
    document = _document(samples.WORK_REPORT)
    assert document.kind == "work-report"
    assert document.subtitle == "——2024年1月20日在××市第七届人民代表大会第三次会议上"
    assert document.speaker == ("××市市长　张某某",)
    assert document.order == ("title", "subtitle", "speaker", "addressee")
    assert [unit.text for unit in document.body if isinstance(unit, Unit)][-1] == "——经济总量稳步提升。"
    document = _document(samples.REPORT_WITH_NOTE)
    assert document.passage == ("（2024年1月21日在××市第七届人民代表大会第三次会议上）",)
    assert document.speaker == ("报告人：市人大常委会主任　李某某",)


def test_a_motion_names_who_moves_it() -> None:
    document = _document(samples.SUGGESTION)
    assert document.movers == ("领衔代表：甲某某（第三代表团）", "附议代表：乙某某、丙某某")
    assert document.addressee == "大会主席团："


def test_an_organ_reports_under_the_second_title() -> None:
    document = _document(samples.BUDGET_REPORT)
    assert (document.kind, document.organ) == ("work-report", "××自治区财政厅")
    assert document.speaker == ("××自治区财政厅",)
    assert document.order == ("title", "subtitle", "speaker", "addressee")


@pytest.mark.parametrize(
    ("speaker", "organ"),
    [
        ("××市市长　张某某", "××市人民政府"),
        ("报告人：××自治区主席　李某某", "××自治区人民政府"),
        ("××市民政局局长　欧阳某某", "××市民政局"),
        ("××县人民法院院长　王某", "××县人民法院"),
        ("××市人大常委会代表资格审查委员会主任委员　赵某某", "××市人大常委会代表资格审查委员会"),
        ("市长　张某某", ""),
    ],
)
def test_a_speaker_s_post_tells_the_organ(speaker: str, organ: str) -> None:
    assert organ_of_post(speaker) == organ


def test_deputies_move_a_suggestion_to_the_meeting() -> None:
    document = _document(samples.SUGGESTION.replace("议案", "建议").replace("大会主席团：", "××自治区第十四届人民代表大会第二次会议："))
    assert (document.kind, document.addressee) == ("suggestion", "××自治区第十四届人民代表大会第二次会议：")


def test_the_order_of_candidates_is_the_note_under_the_title() -> None:
    document = _document(samples.CANDIDATES)
    assert (document.kind, document.passage) == ("candidates", ("（按姓名笔画为序）",))
    assert document.speaker == ()


def test_minutes_name_the_organ_over_and_who_was_there_under_their_text() -> None:
    document = _document(samples.MINUTES)
    assert (document.kind, document.number) == ("minutes", "〔2024〕8号")
    assert document.attendance == ("出席：张某某、李某某、王某某", "请假：赵某某", "列席：钱某某、孙某某")
    first = document.body[0]
    assert isinstance(first, Unit)
    assert first.text == "××市人民代表大会常务委员会办公室　2024年5月15日"
    assert document.signature is None


def test_a_letterhead_is_over_its_number_and_title() -> None:
    document = _document(samples.LETTERHEAD)
    assert document.header == Header(category="类别标记：A", disclosure="是否公开：是", marks=("××市生态环境局",))
    assert (document.kind, document.number, document.title) == ("notice", "×环函〔2024〕35号", "对市第七届人大三次会议第128号建议的答复")
    assert document.note == ("（联系人：王某，0358-8221234）",)
    foot = Colophon(copies="抄送：市人大常委会代表工作委员会。", issuer="××市生态环境局办公室", issued="2024年5月31日印发")
    assert document.colophon == foot


def test_a_date_of_printing_may_be_under_its_organ() -> None:
    document = _document(samples.LETTERHEAD.replace("办公室　2024年5月31日印发", "办公室\n2024年5月31日印发"))
    assert document.colophon
    assert (document.colophon.issuer, document.colophon.issued) == ("××市生态环境局办公室", "2024年5月31日印发")


@pytest.mark.parametrize("line", ["抄送：市委办公室", "抄送：。", "××市人民政府办公室　2024年05月01日印发"])
def test_a_line_that_a_source_would_print_otherwise_is_no_colophon(line: str) -> None:
    document = _document(samples.LETTERHEAD.split("抄送", maxsplit=1)[0] + line + "\n")
    assert document.colophon is None
    assert document.note[-1] == line


def test_the_marks_of_a_reply_to_a_deputy_are_over_its_title() -> None:
    document = _document(samples.DEPUTY_REPLY)
    assert (document.header.category, document.header.disclosure) == ("类别标记：A", "是否公开：是")
    assert document.title == "关于市七届人大三次会议第12号代表建议的答复"


def test_several_organs_sign_and_a_date_in_its_own_form_is_printed_as_it_was() -> None:
    document = _document(samples.REPLY)
    assert document.signature
    assert document.signature.organs == ("××市人民代表大会常务委员会", "××市人民政府", "2022年02月05日")
    assert document.organ == "××市人民代表大会常务委员会 ××市人民政府"
    assert document.note == ()
    assert document.colophon == Colophon(copies="抄送：市委办公室。")
    assert document.order == ("title", "addressee", "number")


def test_quoted_provisions_are_not_units_and_the_law_that_follows_is_a_part() -> None:
    document = _document(samples.AMENDMENT)
    assert _labels(document) == ["一、", "二、"]
    assert [(part.label, part.title, len(part.passage), len(part.body)) for part in document.parts] == [("", "××省河道条例", 1, 2)]


def test_an_order_may_stand_under_the_title() -> None:
    document = _document(samples.ORDER_UNDER_TITLE)
    assert document.order == ("title", "promulgation")
    assert document.promulgation
    assert (document.promulgation.heading, document.promulgation.number) == ("中华人民共和国国务院令", "第755号")
    assert document.organ == "中华人民共和国国务院"


def test_of_a_title_printed_twice_the_second_is_the_text_s() -> None:
    document = _document(samples.PRINTED_TWICE)
    assert document.order == ("promulgation", "title", "passage")
    assert document.promulgation
    assert [unit.text for unit in document.promulgation.text][:2] == ["促进个体工商户发展条例", "中华人民共和国国务院令"]
    assert document.organ == "中华人民共和国国务院"
    assert any("标题印了两次" in remark for remark in _remarks(samples.PRINTED_TWICE))


def test_a_forwarded_text_is_a_part_with_elements_of_its_own() -> None:
    document = _document(samples.FORWARDED)
    forwarded, form = document.parts
    assert document.title == "××市人民政府办公室转发市教育局关于扩大规模有关问题请示的通知"
    assert (forwarded.label, forwarded.title, forwarded.addressee) == ("", "关于扩大规模有关问题的请示", "市政府：")
    assert forwarded.enclosures == ("附：招生计划表",)
    assert forwarded.signature
    assert forwarded.signature.organ == "市教育局"
    assert (form.label, form.title) == ("附：", "招生计划表")


def test_events_without_brackets_stay_where_they_are() -> None:
    document = _document(samples.LISTED_EVENTS)
    assert document.order == ("title", "promulgation", "contents")
    assert document.passage == ()
    assert document.organ == "全国人民代表大会"


def test_articles_in_one_line_are_divided() -> None:
    document = _document(samples.RUN_TOGETHER)
    assert _labels(document) == ["第一章", "第一条", "第二条", "（一）", "（二）", "第三条"]
    assert [part.label for part in document.parts] == ["附件一", "附件二"]
    assert any("已分成" in remark for remark in _remarks(samples.RUN_TOGETHER))


def test_a_line_may_hold_number_and_title() -> None:
    document = _document("法释〔2019〕12号关于死刑复核程序的若干规定\n（2019年4月29日最高人民法院审判委员会第1767次会议通过）\n第一条 略。")
    assert (document.number, document.title, document.organ) == ("法释〔2019〕12号", "关于死刑复核程序的若干规定", "最高人民法院")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("××市人民代表大会常务委员会关于批准决算的决定", "decision"),
        ("××市人民代表大会关于政府工作报告的决议", "resolution"),
        ("××市人民代表大会常务委员会通告", "announcement"),
        ("中华人民共和国刑法修正案（十一）", "statute"),
        ("关于适用《中华人民共和国民法典》的解释（一）", "statute"),
        ("××局关于表扬先进的通报", "notice"),
    ],
)
def test_the_title_says_the_kind(title: str, kind: str) -> None:
    assert _document(f"{title}\n正文。").kind == kind


@pytest.mark.parametrize(
    "title",
    [
        "全国人民代表大会常务委员会关于批准\n《国务院关于安置老弱病残干部的暂行办法》\n的决议",
        "国务院关于棉粮、糖粮挂钩奖售粮\n几 个 问 题 的 通 知",
        "中华人民共和国刑法\n修正案（十一）",
        "国务院关于河北雄安新区\n总体规划（2018—2035年）的批复",
        "××工作规定\n（试行）",
    ],
)
def test_a_title_over_several_lines_is_joined(title: str) -> None:
    document = _document(f"{title}\n（2021年3月6日通过）\n会议决定：同意。")
    assert _solid(document.title) == _solid(title)
    assert document.passage == ("（2021年3月6日通过）",)


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("（2021年3月6日××市人民代表大会通过", "像是题注"),
        ("（2021年3月6日××市人民代表大会通过））", "像是题注"),
        ("××市养犬条例", "标题又印了一次"),
        ("-----", "单独一行"),
    ],
)
def test_what_cannot_be_told_stays_text_with_a_remark(line: str, remark: str) -> None:
    passage = "" if line.startswith("（") else "（2020年3月6日通过）\n"
    text = f"××市养犬条例\n{passage}{line}\n第一条　略。"
    document = _document(text)
    assert isinstance(document.body[0], Unit)
    assert document.body[0].text == line
    assert any(remark in message for message in _remarks(text))


def test_a_form_inside_an_attachment_does_not_end_it() -> None:
    document = _document("关于印发表格的通知\n请填写。\n××局\n2022年1月1日\n附件1\n证明样式\n兹证明。\n××局\n2022年1月1日\n填表说明。\n附件2\n名单")
    assert [(part.label, len(part.body)) for part in document.parts] == [("附件1", 4), ("附件2", 0)]


def test_tables_stand_between_the_units() -> None:
    rows = (("刑法条文", "罪名"), ("第114条", ""), ("", "投放危险物质罪"))
    items = samples.with_table("××的规定\n第一条　罪名如下：", rows, (("一", "二\n三"), ("四",)))
    document = recognise(items, "x")[0]
    assert [item.rows for item in document.body if isinstance(item, Table)] == [rows, (("一", "二 三"), ("四", ""))]
    assert _solid(printed_text(document)) == _received(items)


def test_nothing_is_no_document_and_no_failure() -> None:
    document, remarks = recognise([], "x")
    assert document.body == ()
    assert any("标题" in remark.message for remark in remarks)


_WORDS = st.sampled_from([line for text in samples.SAMPLES.values() for line in text.strip("\n").split("\n")])
_TEXT = st.text(alphabet="第一条章、（）()“”《》：:。；附件日2年月号令公告关于的决定条例会 \t　|-#", max_size=24)
_ITEM = st.one_of(
    st.builds(RawLine, st.one_of(_WORDS, _WORDS, _TEXT), st.just(1)),
    st.builds(RawTable, st.lists(st.tuples(_TEXT, _TEXT), max_size=3).map(tuple), st.just(1)),
)


@given(st.lists(_ITEM, max_size=40))
def test_whatever_the_lines_are_every_character_stays(items: list[Item]) -> None:
    document, _ = recognise(items, "x")
    assert _solid(printed_text(document)) == _received(items)
    for text in (document, *document.parts):
        assert len(set(text.order)) == len(text.order)
        assert all(unit.level in {*Level, None} for unit in text.body if isinstance(unit, Unit))


def test_the_marks_of_a_letter_are_under_its_number_and_may_have_no_label() -> None:
    lines = samples.DEPUTY_REPLY.strip("\n").split("\n")
    under = _document("\n" + "\n".join([lines[3], "A类", "主动公开", lines[2], *lines[4:]]) + "\n")
    assert (under.number, under.header.category, under.header.disclosure) == ("×教函〔2024〕5号", "A类", "主动公开")
    assert under.title == lines[2]
    alone = _document("\nA\n关于某事的通知\n各部门：\n甲。\n")
    assert not alone.header.category
