"""A page may end between a table's rows by a rule: what signs stands with the table's last rows, in PDF and DOCX alike."""

import pytest
from drawn import lines
from editions import edition, settings
from office import SOFFICE, to_pdf

from gen.document.blocks import SIGNED, Tag
from gen.errors import GenError
from gen.pagination.page_breaks import PageRule
from gen.standard.gb9704 import LINE_PITCH, LINES_PER_PAGE
from gen.writers import write
from gen.writers.edition import Edition


def listed(rows: int, seal: str = "") -> Edition:
    """A list of so many rows under a title, signed under the table."""
    table = "\n".join(f"| {row} | 第{row}号任务 |" for row in range(1, rows + 1))
    signature = f"signature:\n  organ: ××市人民政府\n  date: 2024-05-06\n{seal}"
    return edition(f"---\nkind: notice\norgan: ××市人民政府\ntitle: 任务分解表\n{signature}---\n{table}\n")


@pytest.mark.parametrize("seal", ["", "  seal: reserved\n"])
@pytest.mark.parametrize("rows", range(1, 48))
def test_no_signature_stands_without_rows(rows: int, seal: str) -> None:
    made = listed(rows, seal)
    for page in made.pages.pages:
        tags = {made.galley[placed.line.block].block.tag for placed in page.lines}
        assert tags
        assert Tag.TABLE in tags
        assert max(row.top + row.height for row in page.table_rows) <= LINES_PER_PAGE * LINE_PITCH
    signed = [number for number, page in enumerate(made.pages.pages) if any(made.galley[p.line.block].block.tag in SIGNED for p in page.lines)]
    assert len(signed) == 1


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_docx_ends_its_pages_there_too() -> None:
    wanted = {f"rows-{rows}": listed(rows) for rows in (*range(12, 22), 36, 38, 40)}
    made = to_pdf({name: write(one, "docx", settings()) for name, one in wanted.items()})
    for name, one in wanted.items():
        assert [(line.page, line.text) for line in lines(made[name])] == [(x.page, x.text) for x in lines(write(one, "pdf", settings()))], name


JOINT = "signature:\n  organ: [××市人民政府, ××市财政局, ××市人民代表大会常务委员会办公室]\n  date: 2024-05-06\n  seal: reserved\n"
NOTE = "注：本表单位为万元，结余资金按规定收回。\n"


def budget(rows: int, *, note: bool = False) -> Edition:
    """A table with a header, so many rows under it, sealed by three organs."""
    table = "\n".join(f"| {row} | ××市××区第{row}街道 | {row * 100} |" for row in range(1, rows + 1))
    head = "| 序号 | 单位 | 金额 |\n|---|---|---|\n"
    return edition(f"---\nkind: notice\norgan: ××市人民政府\ntitle: 经费分配表\n{JOINT}---\n现安排如下：\n{head}{table}\n{NOTE * note}")


@pytest.mark.parametrize("rows", range(1, 48))
def test_no_page_begins_with_the_note_of_a_table(rows: int) -> None:
    made = budget(rows, note=True)
    for page in made.pages.pages:
        assert page.lines
        assert made.galley[page.lines[0].line.block].block.tag is not Tag.TABLE_NOTE
        assert Tag.TABLE in {made.galley[placed.line.block].block.tag for placed in page.lines}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_sealed_names_stand_with_the_rows_of_a_table_with_a_header_in_the_docx() -> None:
    wanted = {f"{rows}-{note}": budget(rows, note=note) for rows in (*range(4, 12), *range(26, 36)) for note in (False, True)}
    assert any(forced.rule is PageRule.SIGNATURE_WITH_TEXT for made in wanted.values() for forced in made.pages.breaks)
    made = to_pdf({name: write(one, "docx", settings()) for name, one in wanted.items()})
    for name, one in wanted.items():
        assert [(line.page, line.text) for line in lines(made[name])] == [(x.page, x.text) for x in lines(write(one, "pdf", settings()))], name


@pytest.mark.parametrize(
    ("columns", "front", "hint"), [(14, "", "放在横排的附件里（"), (40, "", "横排的附件也排不下"), (60, "landscape: true\n", "请按列分成")]
)
def test_a_table_that_is_too_wide_is_told_what_helps(columns: int, front: str, hint: str) -> None:
    row = "| " + " | ".join(["12,345.67"] * columns) + " |\n"
    with pytest.raises(GenError) as caught:
        edition(f"---\nkind: notice\norgan: ××市人民政府\ntitle: 经费分配表\n---\n正文。\n---\npart: 附件\ntitle: 表\n{front}---\n{row * 3}")
    assert hint in str(caught.value)
    assert ("横排" in str(caught.value)) == (not front)


@pytest.mark.parametrize("front", ["", "landscape: true\n"])
@pytest.mark.parametrize("before", ["", "前文。\n", "表1　经费\n单位：元\n"])
@pytest.mark.parametrize("sentences", range(40, 240, 20))
def test_no_line_of_a_merged_cell_is_under_the_type_area(sentences: int, before: str, front: str) -> None:
    """A cell of three rows, nearly as high as a page: with the title and the header over it there is no room for it."""
    merged = f"| 类 | 项 |\n|---|---|\n| {'长内容。' * sentences} | 甲 |\n| ^ | 乙 |\n| ^ | 丙 |\n| 丁 | 戊 |\n"
    source = f"---\nkind: notice\norgan: ××市人民政府\ntitle: 通知\n---\n正文。\n---\npart: 附件\ntitle: 表\n{front}---\n{before}{merged}"
    made = edition(source)
    for page in made.pages.pages:
        design = made.design.turned if page.turned else made.design
        assert page.lines
        assert all(placed.baseline <= design.lines * design.pitch for placed in page.lines)
