"""`gen import` as its users run it: its files, its messages and its exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from editions import ROOT
from importer.package import docx, listed, numbered, p, use
from importer.package import level as list_level

from gen.errors import Exit
from gen.importer.intake import Job, import_file

TEXT = """××市人民代表大会常务委员会关于垃圾分类的决定
(2022年12月20日××市第四届人民代表大会常务委员会第五次会议通过)
为了加强生活垃圾管理,作如下决定:
一、生活垃圾分类投放。
二、本决定自公布之日起施行。
"""


def gen(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `gen` in a folder; it never shows a traceback."""
    run = subprocess.run(
        [sys.executable, "-c", "from gen.cli.main import main; main()", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
    )
    assert "Traceback" not in run.stderr
    assert not list(folder.rglob("*.part"))
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one text to import."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_import_writes_source_and_ledger(folder: Path) -> None:
    run = gen(folder, "import", "a.txt")
    assert run.stdout == "a.txt → source/a.md：UTF-8，decision，3段（有编号的2）、0表、0附件，修改4处（半角括号2、半角标点2）\n"
    assert (run.stderr, run.returncode) == ("", Exit.OK)
    source = (folder / "source" / "a.md").read_text(encoding="utf-8")
    assert source.startswith("---\nkind: decision\norgan: ××市人民代表大会常务委员会\n") or 'organ: "××市' in source
    assert "为了加强生活垃圾管理，作如下决定：" in source
    ledger = json.loads((folder / "source" / "a.repairs.json").read_text(encoding="utf-8"))
    assert (ledger["file"], ledger["encoding"], len(ledger["repairs"])) == ("a.txt", "UTF-8", 4)


def test_undo_gives_back_the_text(folder: Path) -> None:
    gen(folder, "import", "a.txt")
    run = gen(folder, "import", "--undo", "source/a.md")
    assert run.stdout == TEXT
    assert run.stderr == "source/a.md：还原4处修改；与收到的文字逐字相同（空白不计）\n"


def test_undo_of_an_edited_source(folder: Path) -> None:
    gen(folder, "import", "a.txt")
    path = folder / "source" / "a.md"
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace("投放。", "投放和收集。"), encoding="utf-8")
    run = gen(folder, "import", "--undo", "source/a.md")
    assert "垃圾管理,作如下决定:\n一、生活垃圾分类投放和收集。" in run.stdout
    assert "源文件改动过，与收到的文字不全相同" in run.stderr
    path.write_text(source.replace("管理，", "管理。"), encoding="utf-8")
    run = gen(folder, "import", "--undo", "source/a.md")
    assert (run.stdout, run.returncode) == ("", Exit.SOURCE)
    assert "源文件改动过：在“为了加强生活垃圾管理。作如下决定" in run.stderr
    (folder / "source" / "a.repairs.json").unlink()
    assert "没有导入时的修改记录" in gen(folder, "import", "--undo", "source/a.md").stderr


def test_rehearsal_writes_nothing(folder: Path) -> None:
    run = gen(folder, "import", "--dry-run", "a.txt")
    assert run.stdout.splitlines()[0].endswith("（没有写）")
    assert "  第3行第11列 半角标点：生活垃圾管理,作如下决定： → 生活垃圾管理，作如下决定：" in run.stdout
    assert not (folder / "source").exists()


def test_nothing_is_overwritten_unasked(folder: Path) -> None:
    gen(folder, "import", "a.txt")
    path = folder / "source" / "a.md"
    path.write_text("我的", encoding="utf-8")
    run = gen(folder, "import", "a.txt")
    assert run.returncode == Exit.OUTPUT
    assert run.stderr == "source/a.md: 错误 [输出] 输出被手工改过，没有覆盖；要覆盖，加 --force\n"
    assert path.read_text(encoding="utf-8") == "我的"
    assert gen(folder, "import", "--force", "a.txt").returncode == Exit.OK
    assert "垃圾" in path.read_text(encoding="utf-8")
    assert "盖掉原文件" in gen(folder, "import", "--force", "source/a.md").stderr


def test_all_files_are_attempted(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"%PDF-1.7")
    (folder / "c.docx").write_bytes(
        docx(
            p("××市人民代表大会常务委员会关于分类的决定") + listed("分类。", 1),
            numbering=numbered(0, list_level(0, "chineseCounting", "%1、")) + use(1, 0),
        )
    )
    run = gen(folder, "import", "b.txt", "missing.txt", "a.txt", "c.docx", "-o", "out")
    assert run.returncode == Exit.SOURCE
    assert run.stdout.splitlines()[:2] == ["b.txt：没有导入", "missing.txt：没有导入"]
    assert "c.docx → out/c.md：DOCX，decision，1段（有编号的1）" in run.stdout
    assert "b.txt: 错误 [格式] 这是 PDF，不能导入；" in run.stderr
    assert "missing.txt: 错误 [文件] 没有这个文件；请检查路径" in run.stderr
    assert run.stderr.endswith("共 4 份：完成 2，失败 2；修改 4 处\n")
    assert "一、分类。" in (folder / "out" / "c.md").read_text(encoding="utf-8")


def test_folders_and_names(folder: Path) -> None:
    for name in ("in/x.txt", "in/sub/x.docx.txt", "in/.hidden.txt", "in/y.pdf", "in/X.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    run = gen(folder, "import", "in", "in/x.txt", "-o", "out")
    assert run.returncode == Exit.OUTPUT
    assert "in/x.txt: 错误 [输出] 与 in/X.txt 的源文件同名（out/x.md）" in run.stderr
    assert sorted(path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.md")) == ["X.md", "sub/x.docx.md"]
    (folder / "empty").mkdir()
    assert "文件夹里没有 .txt 或 .docx 文件" in gen(folder, "import", "empty").stderr


def test_several_at_a_time_are_the_same_as_one_after_another(folder: Path) -> None:
    for number in range(20):
        (folder / f"n{number:02}.txt").write_text(TEXT.replace("分类投放", f"分类投放{number}"), encoding="utf-8")
    (folder / "n07.txt").write_bytes(b"")
    files = [f"n{number:02}.txt" for number in range(20)]
    one, several = gen(folder, "import", "-j", "1", "-o", "x", *files), gen(folder, "import", "-j", "3", "-o", "x", "--force", *files)
    assert one.stdout == several.stdout
    assert one.stderr == several.stderr
    assert one.returncode == several.returncode == Exit.SOURCE


def test_kind_and_organ_of_the_user(folder: Path) -> None:
    (folder / "b.txt").write_text("关于若干问题的办法\n第一条　为了管理，制定本办法。\n", encoding="utf-8")
    assert "没有认出制发机关" in gen(folder, "import", "b.txt").stderr
    run = gen(folder, "import", "--force", "--kind", "notice", "--organ", "某市人民政府", "b.txt")
    assert (run.stderr, run.returncode) == ("", Exit.OK)
    assert (folder / "source" / "b.md").read_text(encoding="utf-8").startswith("---\nkind: notice\norgan: 某市人民政府\n")
    run = gen(folder, "import", "--kind", "essay", "b.txt")
    assert run.returncode == Exit.USAGE
    assert "没有文种 essay；可选 agenda、annex、announcement、" in run.stderr
    assert "是 0（自动）至 64 的整数" in gen(folder, "import", "-j", "x", "b.txt").stderr
    assert "缺少 FILE" in gen(folder, "import").stderr


def test_output_that_cannot_be_written(folder: Path) -> None:
    (folder / "out").write_text("", encoding="utf-8")
    run = gen(folder, "import", "a.txt", "-o", "out")
    assert run.returncode == Exit.OUTPUT
    assert "写不出文件" in run.stderr


def test_what_is_imported_can_be_built(folder: Path) -> None:
    gen(folder, "import", "a.txt")
    run = gen(folder, "build", "-f", "txt", "source/a.md")
    assert run.returncode == Exit.OK, run.stderr


def test_defect_of_the_program_stops_no_other_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("gen.importer.intake.recognise", fail)
    outcome = import_file(Job(folder / "a.txt", folder / "a.md"))
    assert outcome.code is Exit.INTERNAL
    assert "程序自身的缺陷（ZeroDivisionError" in str(outcome.remarks[0])
