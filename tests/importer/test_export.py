"""An export agrees with its document, with docs/structure.md and with the JSON Schema."""

import json
import re
from datetime import date
from pathlib import Path

import click
import pytest
import schemas
from click.testing import CliRunner
from editions import EXAMPLE, ROOT
from hypothesis import given
from hypothesis import strategies as st
from importer import samples

from gen.cli.export import add_export
from gen.document.model import Document
from gen.document.structure import Signed
from gen.importer.receive.items import RawLine
from gen.importer.recognise.recognise import recognise
from gen.source.reader import read
from gen.wording.effect import Effect, effect_of
from gen.wording.lines import dates, is_number, is_serial, is_title, whole_date
from gen.wording.organs import organ_of_passage, organ_of_signature, organ_of_title
from gen.wording.structure import export_json, structure

SCHEMA = schemas.committed("document")


def _document(text: str) -> Document:
    return recognise(samples.lines(text), "x")[0]


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_an_export_is_as_the_schema_has_it(name: str) -> None:
    text = export_json(_document(samples.SAMPLES[name]))
    assert schemas.faults(json.loads(text), SCHEMA) == []
    assert text == export_json(_document(samples.SAMPLES[name]))
    assert text.endswith("}\n")


@given(st.lists(st.sampled_from([line for text in samples.SAMPLES.values() for line in text.strip("\n").split("\n")]), max_size=20))
def test_an_export_of_anything_is_as_the_schema_has_it(lines: list[str]) -> None:
    document, _ = recognise([RawLine(line, number) for number, line in enumerate(lines, 1)], "x")
    assert schemas.faults(json.loads(export_json(document)), SCHEMA) == []


def test_the_schema_lists_what_the_definition_lists() -> None:
    definition = (ROOT / "docs" / "structure.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", definition, re.MULTILINE)
    assert listed == list(SCHEMA["properties"])
    assert listed[: listed.index("subtitle")] == SCHEMA["required"]


def test_a_regulation() -> None:
    found = structure(_document(samples.REGULATION))
    assert found.doc_number == "〔五届〕第3号"
    assert found.issuing_body == "××市人民代表大会常务委员会"
    assert (found.date, found.adoption_dates) == (date(2022, 8, 15), (date(2022, 6, 30), date(2022, 7, 28)))
    assert (found.effective_rule, found.effective_date) == ("自2022年10月1日起施行", date(2022, 10, 1))
    assert found.promulgation
    assert found.promulgation.startswith("××市第五届人民代表大会常务委员会公告\n〔五届〕第3号\n《××市养犬管理条例》已由")
    assert [(article.label, article.path) for article in found.articles] == [
        ("第一章", ("第一章",)),
        ("第一条", ("第一章", "第一条")),
        ("（一）", ("第一章", "第一条", "（一）")),
        ("（二）", ("第一章", "第一条", "（二）")),
        ("第二章", ("第二章",)),
        ("第二条", ("第二章", "第二条")),
    ]
    assert found.articles[0].text == "总则"
    assert found.articles[3].text == "乙。\n本市行政区域内适用本条例。"


def test_a_decision_is_closed_by_what_it_says_of_itself() -> None:
    found = structure(_document(samples.AMENDMENT))
    assert found.closing == "本决定自公布之日起施行。\n《××省河道条例》根据本决定作相应修改，重新公布。"
    assert (found.effective_rule, found.effective_date) == ("自公布之日起施行", None)
    assert found.articles[0].text.endswith("“第三条之一　县级以上人民政府负责。”")
    assert [(part.label, part.kind, len(part.articles)) for part in found.attachments] == [("", "文本", 2)]
    assert found.attachments[0].paragraphs == ("（1994年3月1日××省第八届人民代表大会常务委员会第七次会议通过）",)


def test_a_text_without_labels_has_paragraphs_only() -> None:
    found = structure(_document(samples.REPLY))
    assert (found.articles, found.preamble_paragraphs, found.closing) == ((), (), None)
    assert len(found.body_paragraphs) == 2
    assert found.signature == Signed("××市人民代表大会常务委员会\n××市人民政府", date(2022, 2, 5))


def test_a_heading_above_the_promulgation_does_not_belong_to_it() -> None:
    found = structure(_document(samples.PRINTED_TWICE))
    assert found.promulgation
    assert found.promulgation.startswith("中华人民共和国国务院令\n第755号\n")
    assert (found.doc_number, found.issuing_body, found.date) == ("第755号", "中华人民共和国国务院", date(2022, 10, 1))


def test_events_without_brackets_are_the_note() -> None:
    found = structure(_document(samples.LISTED_EVENTS))
    assert found.promulgation is None
    assert found.adoption_dates == (date(1991, 4, 9), date(2007, 10, 28))


def test_a_title_printed_again_above_the_text_is_no_paragraph() -> None:
    found = structure(_document("××条例\n（2020年3月6日通过）\n××\n条例\n为了某事，制定本条例。\n第一条　略。"))
    assert found.preamble_paragraphs == ("为了某事，制定本条例。",)


def test_an_interpretation_counts_articles_through_its_sections() -> None:
    found = structure(_document("关于某法的解释\n一、管辖\n第一条　甲：\n（一）乙。\n二、回避\n第二条　丙。"))
    assert [article.path for article in found.articles] == [
        ("一、",),
        ("一、", "第一条"),
        ("一、", "第一条", "（一）"),
        ("二、",),
        ("二、", "第二条"),
    ]


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        (["第九条　本条例自公布之日起施行。"], Effect("自公布之日起施行")),
        (["本规则自2001年8月1日零时起施行。1977年颁发的规则同时废止。"], Effect("自2001年8月1日零时起施行", date(2001, 8, 1))),
        (["七、本规定自一九五七年六月一日起实行。"], Effect("自一九五七年六月一日起实行", date(1957, 6, 1))),
        (["本规定由××局负责解释，自发布之日起施行。"], Effect("自发布之日起施行")),
        (["本条例于2007年9月1日起施行。"], Effect("于2007年9月1日起施行", date(2007, 9, 1))),
        (["本法（原称××条例）自1989年1月1日起施行。"], Effect("自1989年1月1日起施行", date(1989, 1, 1))),
        (["本条例自1990年1月1日起施行。", "本决定自公布之日起施行。"], Effect("自公布之日起施行")),
        (["将第九条修改为：“本条例自2022年1月1日起施行。”"], Effect()),
        (["自2004年3月1日起，××行使职能。"], Effect()),
        (["1998年1月1日起施行的《××规定》同时废止。"], Effect()),
        (["本市自2020年1月1日起实施的项目。"], Effect()),
    ],
)
def test_the_clause_of_effect(text: list[str], effect: Effect) -> None:
    assert effect_of(text) == effect


def test_where_the_text_has_no_clause_the_promulgation_s_counts() -> None:
    assert effect_of(["第一条　略。"], ["现予公布，自2023年1月1日起施行。"]) == Effect("自2023年1月1日起施行", date(2023, 1, 1))


def test_dates_in_either_figures() -> None:
    found = [found.day for found in dates("1991 年 4 月 9 日，二○○四年七月六日，2022年2月30日，一九九九年十一月二十八日")]
    assert found == [date(1991, 4, 9), date(2004, 7, 6), date(1999, 11, 28)]
    assert whole_date("２０１８年１２月５日") == date(2018, 12, 5)
    assert whole_date("2018年12月5日印发") is None


@pytest.mark.parametrize(
    ("line", "organ"),
    [
        ("中华人民共和国主席 习近平", "中华人民共和国主席"),
        ("总理　　李克强", ""),
        ("国务院总理 李克强", "国务院"),
        ("环境保护部部长 陈吉宁", "环境保护部"),
        ("局  长：徐光春", ""),
        ("国家安全监管总局 财政部", "国家安全监管总局 财政部"),
    ],
)
def test_a_signature_names_its_organ(line: str, organ: str) -> None:
    assert organ_of_signature(line) == organ


def test_titles_and_notes_name_their_organ() -> None:
    assert organ_of_title("第五届全国人民代表大会常务委员会关于批准某规定的决议") == "全国人民代表大会常务委员会"
    assert organ_of_title("关于某事的通知") == ""
    note = ("（2021年6月17日济南市第十七届人民代表大会常务委员会第二十一次会议通过", "2021年7月29日山东省人民代表大会常务委员会批准）")
    assert organ_of_passage(note) == "济南市人民代表大会常务委员会"
    assert organ_of_passage(("（2004年11月22日交通部令第11号公布）",)) == "交通部"
    assert organ_of_passage(("（2018年12月10日商务部第8号令公布）",)) == "商务部"


def test_numbers_and_titles_by_their_wording() -> None:
    assert all(map(is_number, ["国办函〔2018〕74号", "安监总管三〔2017〕121号", "国发[1981]88号", "（90）交计字58号"]))
    assert not any(map(is_number, ["第88号", "根据国发〔1981〕88号", "国发〔1981〕88号文件"]))
    assert all(map(is_serial, ["第3号", "（第 33 号）", "〔十五届〕第21号", "2018年第1号", "第八十八号"]))
    assert all(map(is_title, ["××条例（试行）", "关于某事的复函", "××人民代表大会常务委员会关于批准《××条例》的决定"]))
    assert not any(map(is_title, ["关于批准《××条例", "××关于推进", "做法"]))


def _run(*arguments: str) -> tuple[int, str]:
    def say(*lines: object) -> None:
        click.echo("\n".join(map(str, lines)))

    group = click.Group()
    add_export(group, say, lambda *_: None)
    result = CliRunner().invoke(group, ["export", *arguments])
    return result.exit_code, result.stdout


def test_the_command_prints_or_writes(tmp_path: Path) -> None:
    document, _ = read(EXAMPLE.read_bytes(), str(EXAMPLE), "example")
    code, out = _run(str(EXAMPLE))
    assert (code, out) == (0, export_json(document))
    target = tmp_path / "x.json"
    code, out = _run(str(EXAMPLE), "--to", "json", "-o", str(target))
    assert (code, out.strip()) == (0, str(target))
    assert target.read_text(encoding="utf-8") == export_json(document)
    assert schemas.faults(json.loads(export_json(document)), SCHEMA) == []


def test_an_export_tells_merged_cells_headers_and_alignments() -> None:
    """What it says of a table, written as a source again, reads as the same table: of the text itself and of its annexes."""
    table = "| 科目 | 收入 | < |\n| ^ | 预算数 | 调整数 |\n|---|--:|:-:|\n| 甲 | 1 | 2 |\n| 乙<br>丙 | 3 | < |\n"
    source = f"---\nkind: notice\norgan: ××市人民政府\ntitle: 关于预算的通知\n---\n{table}\n---\npart: 附件\ntitle: 表\n---\n{table}"
    found = structure(read(source.encode(), "a.md", "a")[0])
    for rows, shape in zip((*found.tables, *found.attachments[0].tables), (*found.table_shapes, *found.attachments[0].table_shapes), strict=True):
        marks = {
            (row, column): "^" if row > cell.row else "<"
            for cell in shape.merged
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
            if (row, column) != (cell.row, cell.column)
        }
        dashes = {None: "---", "left": ":--", "centre": ":-:", "right": "--:"}
        lines = [
            "| " + " | ".join(marks.get((number, column), cell.replace("\n", "<br>")) for column, cell in enumerate(row)) + " |"
            for number, row in enumerate(rows)
        ]
        assert shape.header is not None
        lines.insert(shape.header, "|" + "".join(f"{dashes[alignment]}|" for alignment in shape.alignments or (None,) * len(rows[0])))
        assert "\n".join(lines) + "\n" == table
    assert structure(_document(samples.REGULATION)).table_shapes == ()
