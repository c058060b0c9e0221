"""Tables in a gazette: with their titles and notes in one place, whole if they are small, on pages on their side too."""

from pathlib import Path

import pytest
from drawn import lines
from editions import settings
from issues import bound, document, written
from office import SOFFICE, to_pdf
from typeset import set_blocks

from gen.document.blocks import Block, Tag
from gen.gazette.layouts import LAYOUTS
from gen.gazette.produce import produce
from gen.writers.edition import Edition

IN_COLUMNS = ["16k-2", "a4-2", "16k-2-run-on"]
_FIGURES = " | ".join(["12,345.67"] * 6)
_HEAD = f"| 科目 | {' | '.join(['预算数'] * 6)} | 备注 |"
WIDE = ["表1　预算调整表", "单位：万元", _HEAD, *[f"| 一般公共服务支出 | {_FIGURES} |  |"] * 60, "注：本表数据为快报数，其中各栏不含上年结转。"]
SMALL = ["表2　负债", "单位：亿元", "| 行业 | 资产 |", "| 采矿业 | 4,512.3 |", "| 制造业 | 1,234 |", "注：快报数。"]
_WITH_TABLE = {Tag.TABLE_TITLE, Tag.TABLE_UNIT, Tag.TABLE_NOTE}


def _edition(folder: Path, layout: str, *paragraphs: str) -> Edition:
    return bound(written(folder, {"a.md": document("关于甲的决定", *paragraphs)}), layout).volume.sections[-1].edition


@pytest.mark.parametrize("layout", IN_COLUMNS)
def test_title_unit_and_notes_go_across_with_their_table(layout: str, tmp_path: Path) -> None:
    made = _edition(tmp_path, layout, *["文字。"] * 8, *WIDE)
    table = next(member for member in made.galley if member.table)
    assert table.across
    assert all(member.across for member in made.galley if member.block.tag in _WITH_TABLE)
    index = made.galley.index(table)
    first = next(page for page in made.pages.pages if any(row.block == index for row in page.table_rows))
    assert any(made.galley[placed.line.block].block.tag is Tag.TABLE_TITLE for placed in first.lines)
    assert any(made.galley[placed.line.block].block.tag is Tag.TITLE for placed in first.lines), (
        "the table begins under the text, not on the next page"
    )


@pytest.mark.parametrize("layout", IN_COLUMNS)
@pytest.mark.parametrize("before", range(12))
def test_a_small_table_is_in_one_column(layout: str, before: int, tmp_path: Path) -> None:
    made = _edition(tmp_path, layout, *["文字。"] * before, *SMALL, *["文字。"] * 9)
    index = next(number for number, member in enumerate(made.galley) if member.table)
    assert not made.galley[index].across
    assert len({(page.number, row.left) for page in made.pages.pages for row in page.table_rows if row.block == index}) == 1


def test_a_title_may_be_without_a_table() -> None:
    """As a template may have it."""
    blocks = [Block(Tag.TABLE_NOTE, "注：无。"), Block(Tag.PARAGRAPH, "文字。"), Block(Tag.TABLE_TITLE, "表1"), Block(Tag.TABLE_UNIT, "单位：元")]
    assert not any(member.across for member in set_blocks(blocks, design=LAYOUTS["a4-2"]))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_units_and_notes_are_no_larger_than_their_table(layout: str, tmp_path: Path) -> None:
    made = _edition(tmp_path, layout, *SMALL)
    assert all(member.size <= LAYOUTS[layout].small_size for member in made.galley if member.block.tag in _WITH_TABLE)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_docx_has_the_pages_of_the_pdf(tmp_path: Path) -> None:
    """With a table across the columns, and one on pages on their side before a 版记."""
    head = "---\nkind: notice\norgan: ××市财政局\ntitle: 关于下达预算的通知\ncolophon:\n  issuer: ××市财政局\n  issued: 2023-12-01\n---\n"
    turned = head + "\n".join(["文字。", "---", "part: 附件", "title: 预算调整方案", "landscape: true", "---", *WIDE, ""])
    sources = {"a.md": turned, "b.md": document("关于乙的决定", *["文字。"] * 8, *WIDE), "c.md": document("关于丙的决定", *["文字。"] * 8, *SMALL)}
    issues = {layout: bound(written(tmp_path, sources), layout) for layout in ("16k", "a4", *IN_COLUMNS)}
    office = to_pdf({layout: produce(made, "docx", settings()) for layout, made in issues.items()})
    for layout, made in issues.items():
        ours, theirs = (
            sorted((line.page, line.text) for line in lines(data, without=".·…")) for data in (produce(made, "pdf", settings()), office[layout])
        )
        assert ours == theirs, layout


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_issue_has_a_row_higher_than_its_page(layout: str, tmp_path: Path) -> None:
    """It is parted between lines; each file is read back and compared with the document, as always."""
    rows = [
        "| 事项 | 内容 | 说明 |",
        "|---|---|---|",
        f"| 职责 | {'依法行使职权，切实增强监督工作的针对性。' * 260} | {'推动高质量发展。' * 150} |",
        "| 要求 | 无 | 无 |",
    ]
    made = bound(written(tmp_path, {"a.md": document("关于甲的决定", "文字。", *rows, "文字。")}), layout)
    parts = [row for section in made.volume.sections for page in section.edition.pages.pages for row in page.table_rows if row.stop]
    assert len(parts) > 1
    assert [row.first for row in parts] == [0, *[row.stop for row in parts[:-1]]]
    for format_ in ("pdf", "docx", "txt"):
        assert produce(made, format_, settings())
