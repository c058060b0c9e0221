"""A table of a DOCX keeps its merged cells, header rows, alignments, lines and indents; what is irregular has a remark with its place."""

import itertools

import pytest
from editions import TEMPLATES, settings
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from importer.package import docx, p, r
from msgspec.structs import replace
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.document.model import Colophon, Document, Table, Unit
from gen.document.tables import Alignment, Shape, Span, cells_of, fault_of
from gen.errors import SourceError
from gen.importer.intake import take_in
from gen.importer.receive.items import Grid, RawLine, RawTable
from gen.importer.receive.script import solid
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.identity import printed_text
from gen.importer.repair.source_text import source_text
from gen.pipeline import typeset
from gen.source.reader import read
from gen.typesetting.table.values import SetTable
from gen.writers import write

BREAK = "<w:r><w:br/></w:r>"
FIRST, NEXT = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
HEADER = "<w:trPr><w:tblHeader/></w:trPr>"


def across(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def wide(twips: int) -> str:
    return f'<w:tcW w:w="{twips}" w:type="dxa"/>'


def aligned(text: str, jc: str) -> str:
    return p(text, f'<w:jc w:val="{jc}"/>')


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(found if found.startswith('<w:tc>') else cell(found) for found in cells)}</w:tr>"


def table(*rows: str, grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def imported(body: str) -> tuple[str, list[str]]:
    """The content of a body → the text of the source after its front matter, and the remarks on tables."""
    repaired = take_in(docx(p("关于报送统计表的通知") + p("各部门：") + p("现将表格印发如下：") + body), "x.docx")
    document, remarks = recognise(repaired.items, "x")
    source = source_text(document)
    read(source.encode(), "x.md", "x")
    lines = source.partition("现将表格印发如下：\n")[2].rstrip("\n")
    return lines, [
        f"{remark.place.line} {remark.message}" for remark in (*repaired.remarks, *remarks) if "格" in remark.message or "表头" in remark.message
    ]


def test_merged_cells_and_a_header_of_three_rows() -> None:
    source, remarks = imported(
        table(
            row(cell("科目", FIRST), cell("债务", across(3)), properties=HEADER),
            row(cell("", NEXT), cell("合计", FIRST), cell("其中", across(2))),
            row(cell("", NEXT), cell("", NEXT), "一般", "专项"),
            row("全市", "100.5", "60.5", "40.0"),
        )
    )
    assert source == "| 科目 | 债务 | < | < |\n| ^ | 合计 | 其中 | < |\n| ^ | ^ | 一般 | 专项 |\n|---|---|---|---|\n| 全市 | 100.5 | 60.5 | 40.0 |"
    assert remarks == []


@pytest.mark.parametrize(
    ("rows", "dashes"),
    [
        ([row("科目", "数"), row("收入", "1.0")], 1),
        ([row("", "2022年"), row("收入", "1.0"), row("支出", "2.0")], 1),
        ([row("序号", cell("投资", across(2))), row("", "计划", "完成"), row("1", "2.5", "3.5")], 2),
        ([row(cell("委员名单", across(2))), row("姓名", "职务"), row("张某某", "主任委员")], 2),
        ([row("姓名", "张某", "性别", "男"), row("单位", "市水务局", "职务", "科长")], 0),
        ([row("姓名", "性别", "职务", "电话"), row("张某", "男", "科长", "1234567")], 1),
        ([row("姓名", "", "性别", ""), row("单位", "", "职务", "")], None),
    ],
)
def test_header_that_the_document_does_not_mark(rows: list[str], dashes: int | None) -> None:
    lines = imported(table(*rows))[0].split("\n")
    found = [number for number, line in enumerate(lines) if set(line) <= set("|-:")]
    assert found == ([] if dashes is None else [dashes])


def test_a_header_of_four_rows_is_reported() -> None:
    source, remarks = imported(table(*(row(f"甲{number}", f"乙{number}", properties=HEADER) for number in range(4)), row("1.5", "2.5")))
    assert "---" not in source
    assert remarks == ["4 表头有4行，源文件的表头最多3行，已作没有表头"]


def test_alignments_that_most_cells_say_and_the_program_would_not_give() -> None:
    said = [row("项目", "金额", "说明", "单位")]
    said += [row(aligned("道路养护和维修工程", "center"), aligned("1,234.50", "right"), aligned("另行通知各部门", "left"), "市水务局")] * 2
    said += [row("其他未列明的工程", "5.00", aligned("另行通知各部门", "right"), "市财政局")]
    assert imported(table(*said))[0].split("\n")[1] == "|:-:|---|---|---|"


def test_alignment_of_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="left"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="表文"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    )
    body = table(row("项目", "金额"), *[row(p("道路养护和维修工程", '<w:pStyle w:val="b"/>'), "1.50")] * 2)
    (found,) = take_in(docx(body, styles=styles), "x").items
    assert isinstance(found, RawTable)
    assert found.grid
    assert found.grid.alignments[1] == (Alignment.CENTRE, None)


def test_lines_of_a_cell() -> None:
    source, _ = imported(
        table(
            row("时间", "内容"),
            row(f"<w:p>{r('3月5日')}{BREAK}{r('上午')}</w:p>", p("听取汇报") + p("讨论(决定)") + p()),
            row("", p() + p() + p("（盖章）")),
        )
    )
    assert source.endswith("| 3月5日<br>上午 | 听取汇报<br>讨论（决定） |\n|  | <br><br>（盖章） |")


def test_the_place_of_a_repair_under_a_cell_of_several_lines() -> None:
    repaired = take_in(docx(table(row("甲", "乙"), row(p("一") + p("二"), "丙"), row("丁", "水(土)")) + p("戊(己)")), "x")
    assert [(repair.line, repair.after) for repair in repaired.repairs] == [(4, "水（土）"), (4, "水（土）"), (5, "戊（己）"), (5, "戊（己）")]


@pytest.mark.parametrize(
    "second",
    [
        p("增值税", '<w:ind w:leftChars="100" w:left="320"/>'),
        p("增值税", '<w:ind w:left="210"/>'),
        p("增值税", '<w:ind w:firstLineChars="100" w:firstLine="320"/>'),
        p("增值税", '<w:ind w:left="420" w:hanging="210"/>'),
        "  增值税",
        "　增值税",
    ],
)
def test_indents_that_make_a_hierarchy(second: str) -> None:
    source, _ = imported(table(row("科目", "数"), row("一、税收收入", "2.0"), row(second, "1.0"), row("合计", "2.0")))
    assert source.split("\n")[3] == "| 　增值税 | 1.0 |"


def test_an_indent_that_all_cells_have_makes_none() -> None:
    indented = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    assert "　" not in imported(table(row("科目", "数"), *[row(p(text, indented), "1.0") for text in ("税收收入", "其他收入", "利息收入")]))[0]


def test_table_in_a_cell_becomes_lines_and_is_reported() -> None:
    inner = table(row("组长", "甲"), row("成员", "乙、丙"))
    source, remarks = imported(table(row("组别", "人员"), row("综合组", cell(inner + p()))))
    assert source.endswith("| 综合组 | 组长　甲<br>成员　乙、丙 |")
    assert remarks == ["5 第1个表格第2行第2列：这一格里套着表格，已改成文字，一行一行"]


def test_frame_around_a_table() -> None:
    source, remarks = imported(table(row(cell(p("结果如下：") + table(row("姓名", "票数"), row("张某某", "56")) + p()))))
    assert source == "结果如下：\n| 姓名 | 票数 |\n|---|---|\n| 张某某 | 56 |"
    assert remarks == []


@pytest.mark.parametrize(
    ("body", "rows", "remarks"),
    [
        (
            table(row("甲", "乙", "丙"), row("丁", "戊")),
            (("甲", "乙", "丙"), ("丁", "戊", "")),
            ["第1个表格第2行第3列：这一行比别的行少1列，行末已补空格子"],
        ),
        (table(row("甲", "乙"), row("丙")), (("甲", "乙"), ("丙", "")), ["第1个表格第2行第1列：这一行比别的行少1列，这一格已合并到行末"]),
        (
            table(row("甲", "乙"), row("丙", "丁"), row(cell("戊", NEXT), "己")),
            (("甲", "乙"), ("丙", "丁"), ("戊", "己")),
            ["第1个表格第3行第1列：这一格说自己并入上面的格，上面却没有同样宽的合并格，已作单独的格"],
        ),
        (
            table(row(cell("甲", FIRST), "乙"), row(cell("丙", NEXT), "丁")),
            (("甲", "乙"), ("", "丁")),
            ["第1个表格第1行第1列：这一格所并的格里有文字“丙”，Word 不显示，没有读入"],
        ),
        (
            table(row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "乙"), row("丙", "丁", "戊")),
            (("甲", "", "乙"), ("丙", "丁", "戊")),
            [],
        ),
        (table(row("甲", "乙"), row("丙", "丁", properties='<w:trPr><w:gridAfter w:val="1"/></w:trPr>')), (("甲", "乙", ""), ("丙", "丁", "")), None),
    ],
)
def test_irregular_rows(body: str, rows: tuple[tuple[str, ...], ...], remarks: list[str] | None) -> None:
    repaired = take_in(docx(body), "x")
    (found,) = repaired.items
    assert isinstance(found, RawTable)
    assert found.rows == rows
    assert remarks is None or [remark.message for remark in repaired.remarks] == remarks


def test_rows_without_spans_go_by_their_widths() -> None:
    body = table(
        row(cell("姓名", wide(2000)), cell("张某", wide(2200)), cell("性别", wide(2000))), row(cell("单位", wide(2010)), cell("市水务局", wide(4200)))
    )
    (found,) = take_in(docx(body), "x").items
    assert isinstance(found, RawTable)
    assert found.rows == (("姓名", "张某", "性别"), ("单位", "市水务局", ""))
    assert found.grid
    assert found.grid.spans == (Span(1, 1, 1, 2),)


def test_columns_that_only_a_slip_of_the_hand_made() -> None:
    body = table(row(cell("甲"), cell("乙", across(2))), row(cell("丙", across(2)), cell("丁")), grid=(2000, 30, 2000))
    (found,) = take_in(docx(body), "x").items
    assert isinstance(found, RawTable)
    assert found.rows == (("甲", "乙"), ("丙", "丁"))
    assert found.grid
    assert not found.grid.spans


def test_title_unit_and_notes_inside_the_frame_go_around_it() -> None:
    source, remarks = imported(
        table(
            row(cell(p("表1　收入表") + p("单位：万元"), across(2))),
            row("科目", "数"),
            row("收入", "1.0"),
            row(cell("注：不含上年结转。", across(2))),
        )
    )
    assert source == "表1　收入表\n单位：万元\n| 科目 | 数 |\n|---|---|\n| 收入 | 1.0 |\n注：不含上年结转。"
    assert remarks == ["4 表格里的“表1　收入表”“单位：万元”放在表格之前", "8 表格里的“注：不含上年结转。”放在表格之后"]


def test_title_of_an_annex_inside_its_table() -> None:
    names = table(row(cell("市人大常委会委员名单", across(2))), row("姓名", "职务"), row("张某某", "主任委员"))
    text = [p("关于公布名单的通知"), p("各部门："), p("现将名单公布如下："), p("××市人民代表大会常务委员会"), p("2023年6月1日"), p("附件1"), names]
    document, remarks = recognise(take_in(docx("".join(text)), "x").items, "x")
    (part,) = document.parts
    assert (part.label, part.title) == ("附件1", "市人大常委会委员名单")
    (found,) = part.body
    assert isinstance(found, Table)
    assert (found.rows[0], found.shape.header) == (("姓名", "职务"), 1)
    assert [remark.message for remark in remarks if "表格" in remark.message] == ["表格里的“市人大常委会委员名单”放在表格之前"]


def test_title_of_a_document_that_is_a_table() -> None:
    document, _ = recognise(take_in(docx(table(row(cell("2023年收入情况表", across(2))), row("科目", "数"), row("收入", "1.0"))), "x").items, "x")
    assert document.title == "2023年收入情况表"


def test_a_form_that_an_organ_fills_in_is_no_unit() -> None:
    source, _ = imported(table(row("单位：××市财政局", ""), row("填表人", "")))
    assert source.startswith("| 单位：××市财政局 |  |")


SIGNED = table(row(cell(aligned("××市人民代表大会常务委员会", "center")), ""), row("", "2023年6月1日"))
COLOPHON = table(row(cell("抄送：市委，市政府。", across(2))), row("××市人大常委会办公室", "2023年6月2日印发"))


def test_signature_and_colophon_in_tables() -> None:
    data = docx(p("关于报送立法计划的报告") + p("省人大常委会：") + p("现将计划报告如下。") + SIGNED + COLOPHON)
    document, remarks = recognise(take_in(data, "x").items, "x")
    assert document.signature
    assert (document.signature.organ, document.signature.date) == ("××市人民代表大会常务委员会", "2023年6月1日")
    assert document.note == ()
    assert document.colophon == Colophon(copies="抄送：市委，市政府。", issuer="××市人大常委会办公室", issued="2023年6月2日印发")
    assert [remark.message.partition("（")[0] for remark in remarks if "表格像是" in remark.message] == ["表格像是落款", "表格像是版记"]


def test_red_header_in_a_table() -> None:
    head = table(row(cell(p("××市人民代表大会常务委员会") + p("××市人民政府")), "文件"))
    number = table(row("×人发〔2023〕16号", "签发人：张某　李某"))
    document, remarks = recognise(take_in(docx(head + number + p("关于报送立法计划的报告") + p("省人大常委会：") + p("略。")), "x").items, "x")
    assert not any(isinstance(item, Table) for item in document.body)
    assert sum("表格像是版头" in remark.message for remark in remarks) == 2


# Our own tables come back ---------------------------------------------------------------------------------------------

_WORD = st.sampled_from(["科目", "市水务局", "道路养护和维修工程的有关情况", "1,234.50", "0.5", "12", "2022年1月1日", "—", "甲<乙", "^", "a|b", ""])
_CELL = st.one_of(
    _WORD,
    st.lists(_WORD.filter(bool), min_size=2, max_size=3).map("\n".join),
    st.builds(lambda count, word: "　" * count + word, st.integers(1, 2), _WORD.filter(lambda word: len(word) > 1)),
)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    """A table with header rows, several merged cells, and alignments, or without."""
    columns, count = draw(st.integers(2, 5)), draw(st.integers(1, 6))
    rows = [[draw(_CELL) for _ in range(columns)] for _ in range(count)]
    header = draw(st.sampled_from([None, *range(min(count, 4))]))
    alignments = draw(st.tuples(*[st.sampled_from([None, *Alignment])] * columns)) if header is not None else ()
    spans: list[Span] = []
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, count - 1)), draw(st.integers(0, columns - 1))
        last = header if header and top < header else count
        span = Span(top, left, draw(st.integers(1, last - top)), draw(st.integers(1, columns - left)))
        places = cells_of(span)
        if len(places) > 1 and taken.isdisjoint(places):
            taken.update(places)
            spans.append(span)
            for number, column in places[1:]:
                rows[number][column] = ""
    shape = Shape(header, tuple(sorted(spans, key=lambda span: (span.row, span.column))), alignments if any(alignments) else ())
    made = tuple(map(tuple, rows))
    assert not fault_of(made, shape)
    return Table(made, 0, shape)


def _set(found: Table) -> SetTable:
    text = "\n".join(cell for cells in found.rows for cell in cells if cell)
    (member,) = set_blocks([Block(Tag.TABLE, text, rows=found.rows, shape=found.shape)])
    assert member.table
    # The alignment of a cell without text is not seen.
    rows = tuple(tuple(cell if cell.lines else replace(cell, alignment=Alignment.LEFT) for cell in cells) for cells in member.table.rows)
    return replace(member.table, rows=rows)


def _through(found: Table) -> list[Table]:
    """A table → those of the document that our DOCX of it imports as."""
    body = (Unit("前文。", 0), found, Unit("后文。", 0))
    document = Document(name="x", kind="notice", organ="××市水务局", title="关于印发表格的通知", order=("title",), body=body)
    document = read(source_text(document).encode(), "x", "x")[0]
    again, remarks = recognise(take_in(write(typeset(document, TEMPLATES), "docx", settings()), "x").items, "x")
    assert not [remark for remark in remarks if "格" in remark.message or "表头" in remark.message]
    return [item for item in read(source_text(again).encode(), "x", "x")[0].body if isinstance(item, Table)]


@given(_tables())
@limits(max_examples=60, deadline=None)
def test_a_table_of_ours_comes_back(found: Table) -> None:
    if not any(map(any, found.rows)):
        return
    try:
        wanted = _set(found)
    except SourceError:
        return
    (again,) = _through(found)
    assert again.rows == found.rows
    assert again.shape.spans == found.shape.spans
    assert _set(again) == wanted


@pytest.mark.parametrize(
    ("header", "alignments"),
    list(itertools.product([1, 2], [(), (Alignment.RIGHT, None, None), (Alignment.CENTRE, Alignment.CENTRE, None), (None, None, Alignment.RIGHT)])),
)
def test_header_and_alignments_of_ours_come_back(header: int, alignments: tuple[Alignment | None, ...]) -> None:
    rows = (("科目", "预算", ""), ("", "数", "比"), ("　其中：道路养护和维修", "1,234.50", "甲"), ("城市供水和排水的设施", "0.50", "乙"))
    found = Table(rows, 0, Shape(header, (Span(0, 1, 1, 2),), alignments))
    (again,) = _through(found)
    assert (again.rows, again.shape) == (found.rows, found.shape)


def test_a_table_of_ours_that_a_page_cuts_comes_back_whole() -> None:
    rows = tuple((str(number), f"××市第{number}水务局的有关情况") for number in range(1, 46))
    (again,) = _through(Table(rows, 0, Shape(0)))
    assert again.rows == rows


# Nothing is lost ------------------------------------------------------------------------------------------------------


@st.composite
def _raw(draw: st.DrawFn) -> RawTable:
    found = draw(_tables())
    texts = ["单位：万元", "注：略。", "表1　某表", "文件", "2023年6月1日", "××市水务局", "抄送：市委。", "姓名", "×〔2023〕1号"]
    rows = tuple(tuple(cell and draw(st.sampled_from([cell, *texts])) for cell in cells) for cells in found.rows)
    width = range(len(rows[0]))
    alignments = tuple(tuple(draw(st.sampled_from([None, *Alignment])) for _ in width) for _ in rows)
    indents = tuple(tuple(draw(st.integers(0, 3)) for _ in width) for _ in rows)
    return RawTable(rows, 1, Grid(draw(st.integers(0, 5)), found.shape.spans, alignments, indents))


@given(st.lists(st.one_of(_raw(), st.sampled_from([RawLine("关于某事的通知", 1), RawLine("第一条　略。", 1)])), max_size=4))
@limits(deadline=None)
def test_whatever_a_table_is_every_character_stays(items: list[RawLine | RawTable]) -> None:
    document, _ = recognise(items, "x")
    cells = [[item.text] if isinstance(item, RawLine) else [cell for cells in item.rows for cell in cells] for item in items]
    assert solid(printed_text(document)) == solid("".join(text for texts in cells for text in texts))
    for text in (document, *document.parts):
        assert not [fault_of(item.rows, item.shape) for item in text.body if isinstance(item, Table) if fault_of(item.rows, item.shape)]


_XML_CELL = st.builds(
    cell,
    st.sampled_from(["甲", "乙丙", "", "1.5"]),
    st.lists(st.sampled_from([across(2), across(3), FIRST, NEXT, "<w:hMerge/>", wide(1000), wide(2000), wide(30)]), max_size=3).map("".join),
)
_XML_ROW = st.builds(
    lambda cells, properties: row(*cells, properties=properties),
    st.lists(_XML_CELL, max_size=4),
    st.sampled_from(["", HEADER, '<w:trPr><w:gridBefore w:val="1"/></w:trPr>', '<w:trPr><w:gridAfter w:val="2"/></w:trPr>']),
)


@given(st.lists(_XML_ROW, min_size=1, max_size=5), st.lists(st.sampled_from([20, 500, 2000]), max_size=8))
@limits(max_examples=200, deadline=None)
def test_whatever_the_rows_are_the_table_is_whole(rows: list[str], grid: list[int]) -> None:
    repaired = take_in(docx(p("前") + table(*rows, grid=tuple(grid))), "x")
    document, _ = recognise(repaired.items, "x")
    hidden = sum("Word 不显示" in remark.message for remark in repaired.remarks)
    shown = sum("".join(rows).count(f">{text}<") for text in ("甲", "乙丙", "1.5"))
    printed = printed_text(document)
    assert sum(map(printed.count, ("甲", "乙丙", "1.5"))) == shown - hidden
    for item in document.body:
        assert not isinstance(item, Table) or not fault_of(item.rows, item.shape)
