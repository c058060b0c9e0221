"""What the pages of an issue do to documents with marks or pages of another size."""

from pathlib import Path

import issues
import pytest

from gen.document.blocks import Tag
from gen.errors import SourceError
from gen.gazette.layouts import LAYOUTS
from gen.standard import house


@pytest.mark.parametrize("layout", ["a4-run-on", "16k-2-run-on"])
def test_only_the_pages_of_a_landscape_annex_are_turned_where_documents_follow_on(tmp_path: Path, layout: str) -> None:
    """The next document, with a row nearly as high as an upright page, begins a page that is upright again."""
    annex = "---\npart: 附件\ntitle: 表\nlandscape: true\n---\n附件的正文。\n"
    table = "| 项目 | 内容 |\n|---|---|\n| 甲 | " + "<br>".join(["一行"] * 20) + " |\n"
    turned = issues.document("关于甲的决定", "甲的正文。") + annex
    path = issues.written(tmp_path, {"a.md": turned, "b.md": issues.document("关于乙的决定", table), "c.md": issues.document("关于丙的决定", "丙。")})
    edition = issues.bound(path, layout).volume.sections[-1].edition
    found = {page.turned: set[str]() for page in edition.pages.pages}
    for page in edition.pages.pages:
        found[page.turned] |= {edition.galley[placed.line.block].block.text for placed in page.lines}
    assert found[True] == {"附件", "表", "附件的正文。"}
    assert {"关于乙的决定", "关于丙的决定"} <= found[False]


def test_the_names_of_a_joint_mark_wider_than_the_page_of_an_issue_are_divided(tmp_path: Path) -> None:
    names = [f"××省××市××区人民代表大会常务委员会{committee}工作委员会" for committee in ("环境与资源保护", "民族侨务外事")]
    text = f"---\nkind: notice\norgan: {names[0]}\nmasthead: [{', '.join(names)}]\nnumber: ×发〔2024〕1号\ntitle: 通知\n---\n正文。\n"
    for layout in ("a4", "16k", "16k-2"):
        edition = issues.bound(issues.written(tmp_path, {"a.md": text}), layout).volume.sections[-1].edition
        (mark,) = [member for member in edition.galley if member.block.tag is Tag.MASTHEAD]
        ends = {line.start + len(line.text) for line in mark.lines}
        assert "".join(line.text for line in mark.lines) == "".join(names)
        assert len(names[0]) in ends
        assert len(mark.lines) > len(names)


def test_a_title_of_more_rows_than_lines_is_whole_on_its_page(tmp_path: Path) -> None:
    """Under the names of a joint mark and their 签发人, which with it are more than a page has room for."""
    for count in range(8, 15):
        names, approvers = ", ".join(f"××市第{number}局" for number in range(count)), ", ".join(["张三"] * count)
        front = f"kind: report\norgan: ××市财政局\nmasthead: [{names}]\nnumber: ×发〔2024〕1号\napprovers: [{approvers}]\ntitle: 关于甲的报告"
        edition = issues.bound(issues.written(tmp_path, {"a.md": f"---\n{front}\n---\n正文。\n"}), "a4").volume.sections[-1].edition
        design = edition.design
        assert all(placed.baseline <= design.lines * design.pitch for page in edition.pages.pages for placed in page.lines)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_that_no_running_head_has_room_for_is_told_so(tmp_path: Path, layout: str) -> None:
    longest = LAYOUTS[layout].across // house.RUNNING_HEAD_SIZE
    for name, fits in (("报" * longest, True), ("报" * (longest + 1), False)):
        path = issues.written(tmp_path, {"a.md": issues.document("关于甲的决定", "甲。")}, issues.FRONT.replace("甲市人大常委会公报", name))
        if fits:
            assert issues.bound(path, layout).volume.title.startswith(name)
            continue
        with pytest.raises(SourceError, match=f"公报名称有{longest + 1}字，书眉里排不下（{longest}字）"):
            issues.bound(path, layout)
