"""Tables as an office makes them: the same rows, merged cells and places in every format, a header on every page, each text once."""

import io
import re
import zipfile
from functools import cache

import docx
import pytest
from drawn import MM, Page, body, lines, pages
from editions import edition, settings, squeezed
from office import SOFFICE, to_pdf

from gen.document.blocks import Tag
from gen.document.tables import Shape, Span
from gen.errors import SourceError
from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.readback import docx_text, pdf_text
from gen.writers.text.pages import read, unwrap

HEAD = "---\nkind: notice\norgan: ××市人大常委会办公室\ntitle: 关于报送表格的通知\n---\n"
SUBJECTS = ["一般公共服务支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出", "社会保障和就业支出", "农林水支出"]
DISTRICTS = ["东城区", "西城区", "朝阳区", "海淀区", "石景山区", "丰台区", "门头沟区", "房山区"]
APART = 0.3
"""Millimetres between the place of a character in the PDF and in the office program's page."""


def budget(rows: int) -> str:
    """A table of final accounts with a header of two rows, hierarchy, title, unit and note."""
    made = [f"| {'　' * (row % 3)}{SUBJECTS[row % 7]} | {row * 1234.5:,.2f} | {row * 987.6:,.2f} | {90 + row / 10:.1f} |  |" for row in range(rows)]
    head = "| 科目 | 市本级 | < | 为预算% | 备注 |\n| ^ | 预算数 | 决算数 | ^ | ^ |\n|---|---|---|---|---|\n"
    return "表1　市级支出决算表\n单位：万元\n" + head + "\n".join(made) + "\n注：本表四舍五入。\n"


def groups(count: int, members: int) -> str:
    """A table whose first column joins the rows of a group."""
    rows = [f"| {'^' if row else DISTRICTS[group % 8]} | 第{row + 1}街道 | {group * 100 + row} |" for group in range(count) for row in range(members)]
    return "| 区 | 街道 | 户数 |\n|---|---|---|\n" + "\n".join(rows) + "\n"


TURNED = "附件见后。\n---\npart: 附件\ntitle: 支出决算表\nlandscape: true\n---\n"
ATTACHED = "附件见后。\n---\npart: 附件\ntitle: 回执\n---\n"
SOURCES = {
    "支出决算": f"前文一段。\n{budget(60)}后文一段。\n",
    "表在面末": "前文一段。\n" * 15 + budget(3) + "后文一段。\n",
    "横排": TURNED + budget(30),
    "分组": f"前文一段。\n{groups(9, 5)}后文一段。\n",
    "回执": ATTACHED + "| 姓名 |  | 性别 |  |\n| 单位及职务 |  | < | < |\n| 意见 | （盖章）<br>　年　月　日 | < | < |\n",
    "收费标准": "| 类别 | 项目 | 标准 | < | < |\n| ^ | ^ | 一档 | 二档 | < |\n| ^ | ^ | ^ | 平日 | 节日 |\n|---|---|---|---|---|\n"
    "| 停车 | 小型车 | 5 | 10 | 15 |\n| ^ | 大型车 | 10 | 20 | 30 |\n",
    "长文": "| 序号 | 问题 | 措施 |\n|---|---|---|\n"
    + "".join(f"| {row} | {'群众知晓率不高，宣传普及不够深入。' * (row % 4 + 1)} | 建立长效机制。 |\n" for row in range(1, 14)),
    "两个表格": f"{groups(2, 3)}\n{groups(1, 2)}后文一段。\n",
    "落款": f"signed{groups(6, 4)}",
}


@cache
def made(name: str) -> Edition:
    source = SOURCES[name]
    if source.startswith("signed"):
        head = HEAD.replace("\n---\n", "\nsignature:\n  organ: ××市人大常委会办公室\n  date: 2023-07-25\n---\n")
        return edition(head + source.removeprefix("signed"))
    return edition(HEAD + source)


@cache
def pdf(name: str) -> bytes:
    return write(made(name), "pdf", settings())


@cache
def office() -> dict[str, bytes]:
    found = to_pdf({f"t{number}": write(made(name), "docx", settings()) for number, name in enumerate(SOURCES)})
    return {name: found[f"t{number}"] for number, name in enumerate(SOURCES)}


@pytest.mark.parametrize("name", SOURCES)
def test_each_text_is_there_once_in_every_format(name: str) -> None:
    """A header that is repeated is no text of the document."""
    one = made(name)
    wanted = squeezed(one.text)
    assert squeezed("".join(pdf_text(pdf(name)))) == wanted
    assert squeezed(docx_text(write(one, "docx", settings()))) == wanted
    for width in (0, 12, 28, 60):
        assert squeezed("".join(unwrap(write(one, "txt", settings(width)).decode()))) == wanted


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("width", [0, 12, 28, 60])
def test_a_table_comes_back_from_the_gazette_text(name: str, width: int) -> None:
    one = made(name)
    text = write(one, "txt", settings(width)).decode()
    assert [part for part in read(text) if not isinstance(part, str)] == [block.rows for block in one.blocks if block.tag is Tag.TABLE]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", SOURCES)
def test_an_office_program_puts_everything_where_the_pdf_has_it(name: str) -> None:
    ours, theirs = pages(pdf(name)), pages(office()[name])
    if not any(page.turned for page in made(name).pages.pages):  # where the folio is beside the rows
        assert body(lines(pdf(name))) == body(lines(office()[name]))
    for page, other in zip(ours, theirs, strict=True):
        for (character, place), (twin, there) in zip(_placed(page), _placed(other), strict=True):
            assert character == twin
            assert abs(place - there) <= APART, (page.number, character)
        assert len(_rules(page)) == len(_rules(other))
        assert all(abs(rule - twin) <= APART for rule, twin in zip(_rules(page), _rules(other), strict=True))


def _placed(page: Page) -> list[tuple[str, float]]:
    """The characters of a page in reading order with the depth of their baselines, in millimetres."""
    inked = [character for character in page.characters if not character.text.isspace()]
    depths = sorted({round(character.baseline / MM, 2) for character in inked})
    rows: list[float] = []
    for depth in depths:
        if not rows or depth - rows[-1] > 1:
            rows.append(depth)
    found = [(max(row for row in rows if row <= round(one.baseline / MM, 2) + 1e-9), one.x, one.text, one.baseline / MM) for one in inked]
    return [(text, depth) for _, _, text, depth in sorted(found)]


def _rules(page: Page) -> list[float]:
    """The heights of the rules across a page, in millimetres."""
    edges = [stroke.edges for stroke in page.strokes]
    depths = sorted((top + bottom) / 2 / MM for left, top, right, bottom in edges if right - left > 10 and bottom - top < 4)
    found: list[float] = []
    for depth in depths:
        if not found or depth - found[-1] > 1:
            found.append(depth)
    return found


@pytest.mark.parametrize(("name", "head"), [("支出决算", "预算数"), ("横排", "预算数"), ("分组", "街道")])
def test_every_page_of_a_table_has_its_header(name: str, head: str) -> None:
    found = [page.text for page in pages(pdf(name))]
    tables = [text for text, page in zip(found, made(name).pages.pages, strict=True) if page.table_rows]
    assert len(tables) > 1
    assert all(head in text for text in tables)
    for page in made(name).pages.pages:
        numbers = [row.number for row in page.table_rows]
        assert not numbers or max(numbers) >= made(name).galley[page.table_rows[0].block].table.header  # type: ignore[union-attr]


@pytest.mark.parametrize("name", SOURCES)
def test_the_text_after_a_table_is_on_the_grid(name: str) -> None:
    one = made(name)
    for page in one.pages.pages:
        pitch = one.design.pitch
        for placed in page.lines:
            if not one.galley[placed.line.block].table:
                assert (placed.baseline - placed.row * pitch) == one.design.baseline
        for row in page.table_rows:
            lasts = [other for other in page.table_rows if other.block == row.block]
            after = [placed for placed in page.lines if placed.line.block > row.block and not one.galley[placed.line.block].table]
            assert not after or min(placed.row for placed in after) * pitch >= lasts[-1].top + lasts[-1].height


def test_the_docx_says_what_is_merged_repeated_and_kept() -> None:
    data = write(made("收费标准"), "docx", settings())
    (table,) = docx.Document(io.BytesIO(data)).tables
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [
        ["类别", "项目", "标准", "标准", "标准"],
        ["类别", "项目", "一档", "二档", "二档"],
        ["类别", "项目", "一档", "平日", "节日"],
        ["停车", "小型车", "5", "10", "15"],
        ["停车", "大型车", "10", "20", "30"],
    ]
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") == 3
    assert 'w:hRule="exact"' not in xml
    assert len(re.findall(r'<w:trHeight w:val="\d+" w:hRule="atLeast"/>', xml)) == 5
    assert xml.count("<w:cantSplit/>") == 5


def test_a_clerk_s_lines_are_paragraphs_in_the_docx() -> None:
    """What the author ended with <br> is a paragraph; where we end a line there is a line break."""
    (table,) = docx.Document(io.BytesIO(write(made("回执"), "docx", settings()))).tables
    assert [paragraph.text for paragraph in table.rows[2].cells[1].paragraphs] == ["（盖章）", "　年　月　日"]


def test_what_is_over_and_under_a_table_has_styles_of_its_own() -> None:
    one = made("支出决算")
    tags = [block.tag for block in one.blocks]
    at = tags.index(Tag.TABLE)
    assert tags[at - 2 : at + 2] == [Tag.TABLE_TITLE, Tag.TABLE_UNIT, Tag.TABLE, Tag.TABLE_NOTE]
    (unit,) = [line for line in lines(pdf("支出决算")) if line.text == "单位：万元"]
    assert unit.right / MM == pytest.approx(184, abs=0.5)


def test_a_table_that_has_no_room_says_which_column_and_by_how_much() -> None:
    rows = "\n".join("|" + "|".join(f" {1234567.89 + row * column:,.2f} " for column in range(16)) + "|" for row in range(3))
    with pytest.raises(SourceError) as caught:
        edition(f"{HEAD}前文一段。\n{rows}\n")
    (fault,) = caught.value.diagnostics
    assert fault.place.line in {7, 8, 9}
    assert re.search(r"16列.*宽出[\d.]+ mm.*第\d+列", fault.message)


def test_the_widest_cell_is_told_on_one_line_and_an_empty_one_by_its_use() -> None:
    for cell, told in (("合计<br>2024年1月20日至2024年12月31日", "合计 2024年1月20日"), ("", "供填写的空格")):
        with pytest.raises(SourceError) as caught:
            edition(f"{HEAD}前文一段。\n|" + f" {cell} |" * 24 + "\n")
        (fault,) = caught.value.diagnostics
        assert "\n" not in fault.message
        assert told in fault.message


def test_the_shape_goes_through_the_template() -> None:
    block = next(block for block in made("收费标准").blocks if block.tag is Tag.TABLE)
    spans = (Span(0, 0, 3, 1), Span(0, 1, 3, 1), Span(0, 2, 1, 3), Span(1, 2, 2, 1), Span(1, 3, 1, 2), Span(3, 0, 2, 1))
    assert block.shape == Shape(3, spans)
