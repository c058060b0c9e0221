"""Tables with empty cells, and with hard text in them: drawn in the gazette text and read back, and whole in the DOCX and the PDF."""

import io

import docx
import pytest
from drawn import lines, pages
from editions import edition, settings
from generated import paragraphs
from hypothesis import example, given
from hypothesis import strategies as st
from office import SOFFICE, to_pdf

from gen.document.blocks import Block, Tag
from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.text.pages import read, unwrap
from gen.writers.text.table import draw_table, read_table
from gen.writers.text.width import columns

Rows = tuple[tuple[str, ...], ...]
WIDTHS = (0, 8, 28, 60)
SHAPES: dict[str, Rows] = {
    "回执，两列全空": (("姓名", "", "单位", ""), ("电话", "", "是否参会", "")),
    "空行": (("姓名", "单位"), ("", ""), ("甲", "乙"), ("", "")),
    "空表头": (("", "", ""), ("甲", "乙", "丙")),
    "第一列空": (("", "甲"), ("", "乙")),
    "全空": (("", ""), ("", "")),
    "一格": (("甲",),),
    "一个空格子": (("",),),
    "一列": (("甲",), ("",), ("乙",)),
    "一行": (("甲", "乙", "", ""),),
    "十二列全空": (("",) * 12,) * 2,
    "西文": (("Standing Committee of the Municipal People's Congress", "", "a  b c", "x"), ("", "The Administrative Litigation Law", "", "y")),
}


def noticed(rows: Rows, after: str = "", before: int = 1) -> Edition:
    """A notice with a table after so many paragraphs."""
    table = "\n".join(f"|{'|'.join(f' {cell} ' for cell in row)}|" for row in rows)
    body = f"{'请填回执。' * before}\n{table}\n{after}"
    return edition(f"---\nkind: notice\norgan: ××市人大常委会办公室\ntitle: 关于召开会议的通知\n---\n{body}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("after", ["", "会后交回。\n"])
@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_a_table_with_empty_cells_comes_back_from_the_gazette_text(rows: Rows, after: str, width: int) -> None:
    made = noticed(rows, after)
    text = write(made, "txt", settings(width)).decode()
    assert [part for part in read(text) if not isinstance(part, str)] == [rows]
    assert unwrap(text) == [block.text for block in made.blocks if block.text]


@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_a_table_with_empty_cells_is_whole_in_docx_and_pdf(rows: Rows) -> None:
    made = noticed(rows, "会后交回。\n")
    (table,) = docx.Document(io.BytesIO(write(made, "docx", settings()))).tables
    # What divides a cell's lines is read as a line feed.
    assert tuple(tuple(cell.text.replace("\n", "") for cell in row.cells) for row in table.rows) == rows
    pdf = write(made, "pdf", settings())
    text = "".join(page.text for page in pages(pdf))
    frames = sum(len(page.strokes) for page in pages(pdf))
    assert "".join("".join(row) for row in rows).replace(" ", "") in text
    assert frames >= len(rows)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_office_draws_tables_with_empty_cells_as_the_pdf_does() -> None:
    made = {f"t{number}": noticed(rows, "会后交回。\n") for number, rows in enumerate(SHAPES.values())}
    office = to_pdf({name: write(one, "docx", settings()) for name, one in made.items()})
    for name, one in made.items():
        ours, theirs = (lines(pdf) for pdf in (write(one, "pdf", settings()), office[name]))
        assert [(line.page, line.text) for line in ours] == [(line.page, line.text) for line in theirs]
        assert all(abs(line.baseline - other.baseline) < 5 for line, other in zip(ours, theirs, strict=True)), name


_CELLS = st.one_of(st.just(""), paragraphs(6))


@given(st.integers(1, 6).flatmap(lambda width: st.lists(st.tuples(*[_CELLS] * width), min_size=1, max_size=5)), st.sampled_from((0, 12, 28, 60)))
@example([("姓名", "", "单位", ""), ("电话", "", "是否参会", "")], 28)
@example([("a " * 30 + "b", "")], 8)
def test_any_table_comes_back(rows: list[tuple[str, ...]], width: int) -> None:
    """Every cell, character for character; each line of a frame is as wide as every other."""
    block = Block(Tag.TABLE, "\n".join(cell for row in rows for cell in row if cell), rows=tuple(rows))
    drawn = list(draw_table(block, width))
    assert read_table(drawn) == tuple(rows)
    framed = drawn[0].startswith("┌─")
    assert not framed or len({columns(line.translate(_NARROW)) for line in drawn}) == 1


_NARROW = dict.fromkeys(map(ord, "┌┬┐├┼┤└┴┘─│┃║¦"), "-")
"""The marks of a frame take a column each."""
