"""`gen check` says what `gen build` refuses, in the same words, with the same place and exit code.

One folder a workspace that a build refuses, whole or in part, or warns of: `arguments` are those of both commands, `expected.txt` is the exit
code, and of each line that both say its place, weight and rule (`pytest --update` rewrites it). What is not UTF-8 is called `.bin` too.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import Archive, Ran

from gen.errors import Exit, OutputError
from gen.rules import RULES

CASES = sorted(folder for folder in Path(__file__).parent.iterdir() if folder.is_dir() and not folder.name.startswith("_"))
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
SOURCE = (Path(__file__).parent / "several-at-once" / "source" / "b.md").read_text(encoding="utf-8")


def _refused(built: Ran) -> list[str]:
    """What a build said is wrong, without its summary."""
    return [line for line in built.err.splitlines() if not line.startswith(("共 ", "按 gen check 的规则"))]


def _told(checked: Ran) -> list[str]:
    """What a check said is wrong, without what the rules found."""
    return [line for line in checked.out.splitlines() if not any(f" [{rule}] " in line for rule in RULES)]


def _agreed(archive: Archive, *arguments: str) -> tuple[int, list[str]]:
    """Check and build a workspace: that they agree, the exit code and what they say."""
    checked = archive.run("check", "--fonts", "bundled", *arguments)
    recorded = archive.run("check", "--fonts", "bundled", "--json", *arguments)
    built = archive.build(*arguments)
    said = _refused(built)
    assert (checked.code, sorted(_told(checked))) == (built.code, sorted(said))
    assert (recorded.code, recorded.err) == (checked.code, checked.err)
    assert [_line(record) for record in json.loads(recorded.out)] == checked.out.splitlines()
    return built.code, said


def _line(record: dict[str, str | int]) -> str:
    place = ":".join(str(record[name]) for name in ("file", "line", "column") if record[name])
    hint = f"；{record['hint']}" if record["hint"] else ""
    return f"{place}: {_SEVERITIES[str(record['severity'])]} [{record['rule']}] {record['message']}{hint}"


@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_refused(folder: Path, tmp_path: Path, *, update: bool) -> None:
    root = tmp_path / "workspace"
    shutil.copytree(folder, root)
    for path in root.rglob("*.bin"):
        path.rename(path.with_suffix(""))
    arguments = (folder / "arguments").read_text(encoding="utf-8").split() if (folder / "arguments").exists() else []
    code, said = _agreed(Archive(root), *arguments)
    told = "".join(f"{line}\n" for line in [f"{code}", *(line[: line.index("]") + 1] for line in said)])
    expected = folder / "expected.txt"
    if update:
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert said
    assert told == expected.read_text(encoding="utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A workspace with one source that builds."""
    archive = Archive(tmp_path)
    archive.write("source/a.md", SOURCE)
    return archive


def _link(archive: Archive) -> None:
    archive.write("source/linked/b.md", SOURCE)
    (archive.root / "elsewhere").mkdir()
    archive.out.mkdir()
    (archive.out / "linked").symlink_to(archive.root / "elsewhere")


def _long_name(archive: Archive) -> None:
    archive.write(f"source/{'关于加强执法检查的通知' * 7}关于加强执法检.md", SOURCE)


def _folder_in_the_way(archive: Archive) -> None:
    (archive.out / "a.pdf").mkdir(parents=True)


def _file_in_the_way(archive: Archive) -> None:
    archive.write("source/b/a.md", SOURCE)
    archive.write("out/b", "")


def _no_sources(archive: Archive) -> None:
    shutil.rmtree(archive.root / "source")


@pytest.mark.parametrize("fault", [_link, _long_name, _folder_in_the_way, _file_in_the_way, _no_sources])
def test_what_the_folders_refuse(archive: Archive, fault: Callable[[Archive], None]) -> None:
    fault(archive)
    code, said = _agreed(archive)
    assert code == (Exit.SOURCE if fault is _no_sources else OutputError.exit_code)
    assert len(said) == 1


def test_a_defect_of_the_program(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        message = "broken"
        raise KeyError(message)

    monkeypatch.setattr("gen.pipeline.make_up", broken)
    code, said = _agreed(archive)
    assert code == Exit.INTERNAL
    assert [line.partition("；")[0] for line in said] == ["source/a.md: 错误 [生成] 程序自身的缺陷（KeyError: 'broken'）"]


def test_many_documents_are_refused_as_few_are(archive: Archive) -> None:
    """By worker processes, in the order of the sources."""
    for number in range(20):
        archive.write(f"source/{number:02}.md", SOURCE.replace("检查范围", "𰻞𰻞镇") if number % 5 == 0 else SOURCE)
    archive.write("source/11.md", SOURCE.replace("kind: notice", "kind: notise"))
    code, said = _agreed(archive)
    assert code == Exit.FONT
    assert [line.partition(":")[0] for line in said] == [f"source/{number:02}.md" for number in (0, 5, 10, 11, 15)]
    checked = archive.run("check", "--fonts", "bundled")
    assert _told(checked) == said
    assert archive.run("check", "--fonts", "bundled", "--jobs", "1").out == checked.out


def test_what_is_refused_in_one_format_alone_is_no_fault_of_the_others(archive: Archive) -> None:
    archive.write("source/a.md", SOURCE.replace("检查范围", "𰻞𰻞镇"))
    assert _agreed(archive, "-f", "pdf")[0] == Exit.FONT
    assert _agreed(archive, "-f", "docx")[0] == Exit.FONT
    assert _agreed(archive, "-f", "txt") == (Exit.OK, [])


@pytest.mark.parametrize("arguments", [["--quick"], ["--rule", "P-asc"]])
def test_a_quick_check_reads_and_asks_the_rules_alone(archive: Archive, arguments: list[str]) -> None:
    archive.write("gen.toml", "fonts = auto\n")
    archive.write("source/a.md", SOURCE.replace("检查范围。", "𰻞𰻞镇."))
    archive.write("source/b.md", SOURCE.replace("kind: notice", "kind: notise"))
    archive.write("source/c.md", SOURCE.replace("kind: notice\n", ""))
    checked = archive.run("check", *arguments)
    assert [line.split()[2] for line in checked.out.splitlines()] == ["[P-asc]", "[字段]"]
    assert checked.code == Exit.SOURCE


def test_a_check_writes_nothing(archive: Archive) -> None:
    before = sorted(archive.root.rglob("*"))
    assert archive.run("check", "--fonts", "bundled").code == Exit.OK
    assert sorted(archive.root.rglob("*")) == before
