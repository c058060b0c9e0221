"""The file of an issue: what it says, and one clear line for everything that can be wrong with it."""

from pathlib import Path

import pytest
from issues import FRONT, bound, document, written

from gen.errors import SourceError
from gen.gazette.issue_file import load_issue

A, B = document("关于甲的决定", "第一段。"), document("关于乙的决定", "第二段。")


def _faults(path: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        bound(path)
    return [str(diagnostic).removeprefix(f"{path.parent}/") for diagnostic in caught.value.diagnostics]


def test_what_an_issue_says(tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": A}, FRONT + "total: 30\nfirst_page: 101\nlayout: a4-2\nimprint:\n  - 编辑：某室\n")
    issue, warnings = load_issue(path, "issue.yaml")
    assert not warnings
    assert (issue.numbered, issue.counted, issue.date) == ("2023年第2期", "（总第30期）", "2023年3月1日")
    assert (issue.first_page, issue.layout, issue.imprint) == (101, "a4-2", ("编辑：某室",))
    assert [(entry.name, entry.line) for entry in issue.entries] == [("a.md", 12)]


def test_documents_in_groups_of_their_own(tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": A, "b.md": B}, listed="documents:\n  本市:\n    - b.md\n  外市:\n    - a.md\n")
    made = bound(path)
    assert [(group.name, [entry.text for entry in group.entries]) for group in made.groups] == [
        ("本市", ["关于乙的决定"]),
        ("外市", ["关于甲的决定"]),
    ]


def test_documents_without_groups_go_by_their_kinds(tmp_path: Path) -> None:
    kinds = ("appointments", "report", "statute", "resolution", "announcement")
    made = bound(written(tmp_path, {f"{kind}.md": document(f"{kind}的标题", "文字。", kind=kind) for kind in kinds}))
    assert [group.name for group in made.groups] == ["公告", "决定决议", "法规", "报告", "任免"]


def test_a_source_that_is_missing(tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": A}, listed="documents:\n  - a.md\n  - none.md\n")
    assert _faults(path) == ["issue.yaml:8: 错误 [公报] 没有源文件“none.md”；请检查路径，路径从这个文件所在的文件夹算起"]


def test_sources_that_are_broken_are_all_told(tmp_path: Path) -> None:
    faults = _faults(written(tmp_path, {"a.md": A.replace("kind: decision", "kind: decison"), "b.md": "没有文首信息\n"}))
    assert any(fault.startswith("a.md:2") for fault in faults)
    assert any(fault.startswith("b.md:1") for fault in faults)


def test_a_document_listed_twice(tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": A}, listed="documents:\n  - a.md\n  - ./a.md\n")
    assert _faults(path) == ["issue.yaml:8:5: 错误 [公报] “./a.md”列了两次，第7行已经列过；请删去一处"]


def test_a_text_listed_twice_under_two_names(tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": A, "copy.md": A})
    assert _faults(path) == ["issue.yaml:8: 错误 [公报] “copy.md”与第7行“a.md”的文字完全相同；请删去一处"]


@pytest.mark.parametrize("listed", ["documents:\n", "documents: []\n", 'documents: ""\n'])
def test_an_issue_with_nothing_in_it(tmp_path: Path, listed: str) -> None:
    assert any("这一期没有公文" in fault for fault in _faults(written(tmp_path, {}, listed=listed)))


@pytest.mark.parametrize("listed", ['documents:\n  - ""\n', "documents:\n  - 甲:\n    - a.md\n", "documents:\n  甲:\n    乙:\n      - a.md\n"])
def test_an_issue_whose_only_document_is_written_wrong_is_told_that_alone(tmp_path: Path, listed: str) -> None:
    (fault,) = _faults(written(tmp_path, {}, listed=listed))
    assert "没有公文" not in fault


@pytest.mark.parametrize("broken", ["[\u2028\u2028a", "[\n", "\0\n", "a: 'b\n"])
def test_another_file_of_the_folder_that_is_broken_is_not_asked(tmp_path: Path, broken: str) -> None:
    path = written(tmp_path, {"a.md": A})
    (tmp_path / "other.yaml").write_text(broken, encoding="utf-8")
    assert load_issue(path, "issue.yaml")[1] == ()


def test_an_issue_number_used_twice(tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": A})
    (tmp_path / "other.yaml").write_bytes(path.read_bytes())
    assert _faults(path) == ["issue.yaml:4:1: 错误 [公报] 2023年第2期与同一文件夹里的 other.yaml 期号相同；请改正其中一个的期号"]


def test_a_total_number_used_twice_and_another_gazette(tmp_path: Path) -> None:
    path = written(tmp_path, {"a.md": A}, FRONT + "total: 7\n")
    (tmp_path / "other.yaml").write_text(path.read_text(encoding="utf-8").replace("number: 2", "number: 3"), encoding="utf-8")
    (tmp_path / "another.yaml").write_text(path.read_text(encoding="utf-8").replace("甲市人大常委会公报", "乙市公报"), encoding="utf-8")
    assert _faults(path) == ["issue.yaml:6:1: 错误 [公报] 总第7期与同一文件夹里的 other.yaml 相同；请改正其中一个的总期号"]


@pytest.mark.parametrize(
    ("front", "said"),
    [
        (FRONT.replace("number: 2", "number: 第二"), "number（期号）应当是 1 至 99999 的整数"),
        (FRONT.replace("year: 2023\n", ""), "缺少 year（年份）"),
        (FRONT.replace("2023\n", "2026年\n"), "issue.yaml:3:7: 错误 [公报] year（年份）应当是 1 至 99999 的整数；写作“year: 2026”"),
        (FRONT.replace("2023\n", "二〇二六年\n"), "写作“year: 2026”"),
        (FRONT.replace("2023\n", "今年\n"), "写作“year: 2026”"),
        (FRONT.replace("number: 2", "number: 第１２期"), "写作“number: 12”"),
        (FRONT.replace("number: 2", "number: 第2、3期"), "写作“number: 1”"),
        (FRONT + "total: 总第30期\n", "写作“total: 30”"),
        (FRONT + "first_page: 第三页\n", "写作“first_page: 3”"),
        (FRONT + "layout: a5\n", "没有名为“a5”的版面；可以写的有 "),
        (FRONT + "layout: A4\n", "没有名为“A4”的版面；是否应为 a4？可以写的有 "),
        (FRONT + "layout: a4-3\n", "没有名为“a4-3”的版面；是否应为 a4-2？"),
        (FRONT + "first_page: 2\n", "first_page（起始页码）是双数 2"),
        (FRONT + "titel_lines: x\n", "没有名为“titel_lines”的字段"),
        (FRONT + "title_lines: [甲市人大常委会, 公告]\n", "title_lines 连起来不等于 gazette"),
        (FRONT.replace("2023-03-01", "2023-02-30"), "日历上没有"),
        (FRONT + "emblem: none.png\n", "图片“none.png”没有这个文件"),
    ],
)
def test_a_field_that_is_wrong(tmp_path: Path, front: str, said: str) -> None:
    assert any(said in fault for fault in _faults(written(tmp_path, {"a.md": A}, front)))


def test_a_picture_that_is_damaged_or_huge(tmp_path: Path) -> None:
    (tmp_path / "e.png").write_bytes(b"\x89PNG\r\n\x1a\n damaged")
    path = written(tmp_path, {"a.md": A}, FRONT + "emblem: e.png\n")
    assert any("图片“e.png”不是完好的 PNG 或 JPEG 图片" in fault for fault in _faults(path))
    (tmp_path / "e.png").write_bytes(bytes((8 << 20) + 1))
    assert any("图片“e.png”超过 8 MiB" in fault for fault in _faults(path))


def test_what_is_not_yaml(tmp_path: Path) -> None:
    path = tmp_path / "issue.yaml"
    path.write_text("gazette: [\n", encoding="utf-8")
    assert all(fault.startswith("issue.yaml:") for fault in _faults(path))
    path.unlink()
    assert _faults(path) == ["issue.yaml: 错误 [文件] 没有这个文件；请检查路径"]
