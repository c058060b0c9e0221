"""Issues in two columns: what stays in one column, what begins a page, and the same pages in LibreOffice, run on or not."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from drawn import pages
from editions import settings
from issues import bound, document, written
from office import SOFFICE, to_pdf

from gen.document.blocks import Tag
from gen.gazette.produce import produce
from gen.writers.edition import Edition

IN_COLUMNS = ["a4-2", "16k-2", "a4-2-run-on", "16k-2-run-on"]
FORM = ["| 姓名 | 性别 | 出生年月 | 民族 |", "|---|---|---|---|", "|  |  |  |  |", "|  |  |  |  |"]
ROSTER = [
    "| 序号 | 项目名称 | 责任单位 | 完成时限 | 审议内容 |",
    *[f"| {number} | 关于检查水污染防治法实施情况 | 城乡建设环境资源保护委员会 | 2023年12月31日 | 听取专项工作报告 |" for number in range(1, 4)],
]
BUDGET = [
    "表1　一般公共预算收支表",
    "单位：万元",
    f"| 项目 | {' | '.join(['本年预算数'] * 6)} |",
    *[f"| 一般公共服务支出{row} | {' | '.join(['1037.10'] * 6)} |" for row in range(60)],
    "注：快报数。",
]
NARROW = ["| 项目 | 上年执行数 | 本年预算数 |", *[f"| 公共安全支出{row} | {row}03.17 | {row}14.50 |" for row in range(50)]]
PROSE = "会议听取了市财政局局长受市人民政府委托所作的报告，审查了2022年市级决算草案，同意财政经济委员会提出的审查结果报告。"
_PASSAGE = "passage: 2023年6月28日甲市人民代表大会常务委员会第十次会议通过"


def _titled(title: str, *paragraphs: str) -> str:
    return document(title, *paragraphs).replace("\n---\n", f"\n{_PASSAGE}\n---\n", 1)


def _turned(title: str) -> str:
    return document(title, PROSE, "---", "part: 附件", "title: 调整方案", "landscape: true", "---", *BUDGET)


def _bodies(folder: Path, layout: str, sources: dict[str, str]) -> list[Edition]:
    return [section.edition for section in bound(written(folder, sources), layout).volume.sections if section.starts]


def _rows(edition: Edition, index: int) -> dict[tuple[int, int], list[int]]:
    """The rows of a table, by page and left edge of the column."""
    found: dict[tuple[int, int], list[int]] = {}
    for page in edition.pages.pages:
        for row in page.table_rows:
            if row.block == index:
                found.setdefault((page.number, row.left), []).append(row.number)
    return found


@pytest.mark.parametrize("layout", IN_COLUMNS)
@pytest.mark.parametrize("before", range(14))
def test_a_small_table_is_whole_under_a_heading_at_the_foot_of_a_page(layout: str, before: int, tmp_path: Path) -> None:
    """Where the columns under a title or a table across them are too low for it, it goes to the next page."""
    body = [*[PROSE] * 8, *["文字。"] * 2 * before, *ROSTER, "请填写下表。", *FORM, *[PROSE] * 3]
    (made,) = _bodies(tmp_path, layout, {"a.md": document("关于甲的决定", *body)})
    form = [index for index, member in enumerate(made.galley) if member.table][-1]
    assert not made.galley[form].across
    assert len(_rows(made, form)) == 1


@pytest.mark.parametrize("layout", IN_COLUMNS)
@pytest.mark.parametrize("before", range(12))
def test_the_head_of_a_table_has_a_row_under_it(layout: str, before: int, tmp_path: Path) -> None:
    body = [*[PROSE] * before, *ROSTER, "文字。", "表2　支出", *NARROW, "文字。"]
    (made,) = _bodies(tmp_path, layout, {"a.md": document("关于甲的决定", *body)})
    index = [number for number, member in enumerate(made.galley) if member.table][-1]
    table, title = made.galley[index].table, next(n for n, member in enumerate(made.galley) if member.block.tag is Tag.TABLE_TITLE)
    assert table
    assert not made.galley[index].across
    rows = _rows(made, index)
    assert all(max(numbers) >= table.header for numbers in rows.values()), rows
    first = next(iter(rows))
    assert first in {(page.number, placed.left) for page in made.pages.pages for placed in page.lines if placed.line.block == title}


@pytest.mark.parametrize("layout", IN_COLUMNS)
def test_a_repeated_header_puts_no_blank_rows_over_its_table(layout: str, tmp_path: Path) -> None:
    """They are the blank paragraphs of the DOCX."""
    (made,) = _bodies(tmp_path, layout, {"a.md": document("关于甲的决定", PROSE, *BUDGET, PROSE, *NARROW, PROSE)})
    tables = [index for index, member in enumerate(made.galley) if member.table]
    assert sum(row.repeated for page in made.pages.pages for row in page.table_rows) > 1
    assert [made.pages.above[index] for index in tables] == [0, 0]


@pytest.mark.parametrize("layout", ["a4-run-on", "16k-2-run-on"])
def test_no_document_follows_on_a_page_on_its_side(layout: str, tmp_path: Path) -> None:
    upright = {f"{name}.md": document(f"关于{name}的决定", PROSE) for name in "乙丙"}
    (made,) = _bodies(tmp_path, layout, {"a.md": _turned("关于甲的决定"), **upright})
    sides = [{made.galley[placed.line.block].block.text for placed in page.lines} for page in made.pages.pages if page.turned]
    assert sides
    assert not any(text.startswith(("关于乙", "关于丙")) for texts in sides for text in texts)
    titles = [number for number, page in enumerate(made.pages.pages) for placed in page.lines if placed.line.text in {"关于乙的决定", "关于丙的决定"}]
    assert all(one == other for one, other in pairwise(titles)), "but upright ones follow one another"


@pytest.mark.parametrize("layout", IN_COLUMNS)
def test_no_figure_is_broken(layout: str, tmp_path: Path) -> None:
    """With any number of columns: a table that has no room in a column goes across all."""
    figures = ("1037.10", "△1,037.10", "-12.5%", "2023.12")
    for count in range(3, 10):
        rows = ["| 项目 | " + " | ".join(f"预算{number}" for number in range(1, count)) + " |"]
        rows += ["| 一般公共服务支出 | " + " | ".join([figure] * (count - 1)) + " |" for figure in figures]
        (made,) = _bodies(tmp_path, layout, {"a.md": document("关于甲的决定", PROSE, *rows)})
        table = next(member.table for member in made.galley if member.table)
        assert {line.text for line in table.lines} >= set(figures), count


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_an_issue_with_budgets_has_its_pages_in_the_docx(tmp_path: Path) -> None:
    """Tables of several columns and pages, with text under them; small ones across, right under columns; pages on their side."""
    sources = {
        "a.md": _titled("关于批准甲市预算调整方案的决定", *[PROSE] * 5, *BUDGET, *[PROSE] * 3, "表2　支出", *NARROW, *[PROSE] * 3),
        "b.md": _titled("关于乙的决定", *[PROSE] * 7),
        "c.md": _titled("任免名单", PROSE, *ROSTER, "请填写下表。", *FORM, *[PROSE] * 4),
        "d.md": _turned("关于丁的决定"),
        "e.md": _titled("关于戊的决定", *[PROSE] * 4, *ROSTER, *[PROSE] * 14),
        "f.md": _titled("关于己的决定", *[PROSE] * 3, *FORM, PROSE),
    }
    issues = {layout: bound(written(tmp_path, sources), layout) for layout in (*IN_COLUMNS, "16k-run-on")}
    office = to_pdf({layout: produce(made, "docx", settings()) for layout, made in issues.items()})
    for layout, made in issues.items():
        ours, theirs = (
            [Counter(page.text.translate(dict.fromkeys(map(ord, ".·…")))) for page in pages(data)]
            for data in (produce(made, "pdf", settings()), office[layout])
        )
        assert len(ours) == len(theirs), layout
        assert [number for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1) if one != other] == [], layout
