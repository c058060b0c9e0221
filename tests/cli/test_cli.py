"""The commands as their users run them, a process each: what they make, what they say where, and the code they end with."""

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from editions import ROOT

from gen.cli.show import STAGES
from gen.errors import Exit, OutputError
from gen.workspace.output import STATE_FOLDER, write_files

SOURCE = """---
kind: decision
organ: ××市人民代表大会常务委员会
title: 关于垃圾分类的决定
---
为了加强生活垃圾管理，作如下决定：
一、生活垃圾分类投放。
本决定自公布之日起施行。
"""
TITLE = "关于垃圾分类的决定"


@dataclass(frozen=True)
class Run:
    """What a command left: its exit code, what it printed, and the files of its workspace."""

    code: int
    out: str
    err: str
    files: tuple[str, ...]


Gen = Callable[..., Run]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with one good source."""
    write(tmp_path / "source" / "a.md", SOURCE)
    return tmp_path


@pytest.fixture
def gen(workspace: Path) -> Gen:
    """Runs `gen` in the workspace; whatever it is told, it never shows a traceback and never leaves a temporary file."""

    def run(*arguments: str, limit: int = 0) -> Run:
        def restrict() -> None:
            if limit:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(command(*arguments), cwd=workspace, env=environment(), capture_output=True, check=False, preexec_fn=restrict)
        found = sorted(path.relative_to(workspace) for path in workspace.rglob("*") if path.is_file())
        files = tuple(path.as_posix() for path in found if STATE_FOLDER not in path.parts)
        assert not [name for name in files if name.endswith(".part")]
        stderr = done.stderr.decode()
        assert "Traceback" not in stderr
        return Run(done.returncode, done.stdout.decode(), stderr, files)

    return run


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "gen", *arguments]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONUTF8": "0"}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_build_makes_every_format_of_every_source_and_prints_their_paths(gen: Gen, workspace: Path) -> None:
    write(workspace / "source" / "b" / "c.md", SOURCE)
    run = gen("build", "--fonts", "bundled")
    made = ["out/a.docx", "out/a.pdf", "out/a.txt", "out/b/c.docx", "out/b/c.pdf", "out/b/c.txt"]
    assert run.code == Exit.OK
    assert run.out.split() == made
    assert set(run.files) == {*made, "source/a.md", "source/b/c.md"}
    assert run.err == "共 2 份：完成 2，失败 0\n"


@pytest.mark.parametrize(
    ("options", "made"),
    [
        (["-f", "txt"], {"a.txt"}),
        (["-f", "docx,txt"], {"a.docx", "a.txt"}),
        (["-f", "TXT", "-f", "docx, txt"], {"a.docx", "a.txt"}),
    ],
)
def test_only_the_formats_asked_for_are_made(gen: Gen, options: list[str], made: set[str]) -> None:
    run = gen("build", *options)
    assert run.code == Exit.OK
    assert {Path(line).name for line in run.out.split()} == made
    assert {Path(name).name for name in run.files if name.startswith("out/")} == made
    assert run.err == ""


def test_output_folder_and_source_are_those_named(gen: Gen, workspace: Path) -> None:
    write(workspace / "elsewhere" / "决定 一.md", SOURCE)
    run = gen("build", "elsewhere/决定 一.md", "source", "-f", "txt", "-o", "made/here")
    assert run.out.split("\n") == ["made/here/决定 一.txt", "made/here/a.txt", ""]
    assert run.code == Exit.OK


def test_a_link_in_the_output_folder_leads_nothing_out_of_it(gen: Gen, workspace: Path) -> None:
    write(workspace / "source" / "linked" / "b.md", SOURCE)
    (workspace / "outside").mkdir()
    for folder in ("out", "made"):
        (workspace / folder).mkdir()
        (workspace / folder / "linked").symlink_to(workspace / "outside")
        run = gen("build", "-f", "txt", "-o", folder)
        assert run.code == Exit.OUTPUT
        assert "输出文件夹之外" in run.err
        assert run.out.split() == [f"{folder}/a.txt"]
    assert not list((workspace / "outside").iterdir())


def test_a_build_replaces_what_it_made_before(gen: Gen, workspace: Path) -> None:
    gen("build", "-f", "txt")
    write(workspace / "source" / "a.md", SOURCE.replace("垃圾", "污水"))
    assert gen("build", "-f", "txt").code == Exit.OK
    assert "污水" in (workspace / "out" / "a.txt").read_text(encoding="utf-8")


def test_width_and_encoding_of_the_text(gen: Gen, workspace: Path) -> None:
    assert gen("build", "-f", "txt", "--width", "12", "--encoding", "gb18030").code == Exit.OK
    text = (workspace / "out" / "a.txt").read_bytes().decode("gb18030")
    assert "　　为了加强生活垃圾管\n" in text
    assert gen("build", "-f", "txt", "--width", "0").code == Exit.OK
    assert "　　为了加强生活垃圾管理，作如下决定：\n" in (workspace / "out" / "a.txt").read_text(encoding="utf-8")


def test_verbose_tells_every_verb_beside_the_output(gen: Gen) -> None:
    run = gen("build", "-v", "-f", "txt")
    assert run.out == "out/a.txt\n"
    assert [line.split("  ")[0] for line in run.err.splitlines()] == ["read", "check", "compose", "set", "make up", "write txt"]
    assert all(" ms " in line for line in run.err.splitlines())


@pytest.mark.parametrize("stage", STAGES)
def test_show_prints_each_stage(gen: Gen, stage: str) -> None:
    run = gen("show", "source/a.md", "--stage", stage)
    assert (run.code, run.err) == (Exit.OK, "")
    expected = {
        "markup": f'<title source-line="4">{TITLE}</title>',
        "blocks": f"公文标题〔title，第4行〕 {TITLE}",
        "galley": "  为了加强生活垃圾管理，作如下决定：\n",
        "pages": f"   5 │　　为了加强生活垃圾管理，作如下决定：{' ' * 18}│\n",
    }
    assert expected[stage] in run.out
    assert run.files == ("source/a.md",)


def test_show_prints_pages_unless_told_otherwise(gen: Gen) -> None:
    assert gen("show", "source/a.md").out == gen("show", "source/a.md", "--stage", "pages").out


def test_fonts_lists_every_face_with_its_file_and_licence(gen: Gen) -> None:
    run = gen("fonts", "--fonts", "bundled")
    rows = run.out.splitlines()
    assert run.code == Exit.OK
    assert {row.split()[0] for row in rows} == {"仿宋", "楷体", "黑体", "小标宋", "宋体"}
    assert all("许可 LICENSES/" in row and Path(row.split("）")[-1]).is_file() for row in rows)


def test_init_makes_a_workspace_that_builds(gen: Gen, workspace: Path) -> None:
    examples = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*") if path.is_file()}
    run = gen("init", "new")
    assert sorted(run.out.split()) == sorted(f"new/{name}" for name in examples)
    assert {"source/example.md", "source/draft.txt", "source/gazette/2022-1.yaml"} <= examples.keys()
    assert {name: (workspace / "new" / name).read_bytes() for name in examples} == examples
    built = gen("-C", "new", "build", "-f", "txt")
    assert built.code == Exit.OK
    assert {f"new/out/{name}.txt" for name in ("example", "gazette/2022-1/statute")} <= set(built.files)


def test_an_issue_that_is_not_there_or_has_faults_leaves_no_output_folder(gen: Gen, workspace: Path) -> None:
    write(workspace / "source" / "faulty.yaml", "yeer: 2024\n")
    for issue in ("none.yaml", "source/faulty.yaml"):
        run = gen("gazette", issue)
        assert run.code == Exit.SOURCE
        assert f"{issue}:" in run.err
    assert not (workspace / "out").exists()


def test_init_changes_nothing_that_is_there(gen: Gen, workspace: Path) -> None:
    mine = ("new/source/example.md", "new/source/draft.txt")
    for name in mine:
        write(workspace / name, "mine")
    run = gen("init", "new")
    assert run.code == Exit.OUTPUT
    assert run.out == ""
    assert all(name in run.err for name in mine)
    assert all((workspace / name).read_text(encoding="utf-8") == "mine" for name in mine)
    assert not (workspace / "new" / "source" / "gazette").exists()


def test_version_and_help(gen: Gen) -> None:
    assert gen("--version").out.startswith("gen ")
    for arguments in (("--help",), ("build", "-h"), ("show", "--help"), ("fonts", "--help"), ("init", "--help")):
        run = gen(*arguments)
        assert (run.code, run.err) == (Exit.OK, "")
        assert run.out.startswith("用法：gen")
        assert "选项：" in run.out
        assert "Show this" not in run.out
    bare = gen()
    assert (bare.code, bare.out) == (Exit.USAGE, "")
    assert "命令：" in bare.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "gen: 错误 [用法] 没有命令 bild；是否应为 build？可选 build、why、watch、show、fonts、init"),
        (["build", "-f", "pdff"], "gen build: 错误 [用法] -f：没有格式 pdff；是否应为 pdf？可选 docx、pdf、txt"),
        (["build", "-f", ","], "没有格式 （空）"),
        (["build", "-f"], "选项 -f 后面缺少值"),
        (["build", "--strict=yes"], "选项 --strict 后面不写值"),
        (["build", "--stric"], "没有选项 --stric；是否应为 --strict？"),
        (["build", "--width", "5"], "--width：宽度是 0（不折行）或至少 8 字的整数，写的是 5"),
        (["build", "--width", "wide"], "写的是 wide"),
        (["build", "--encoding", "gbk"], "--encoding：没有 gbk；可选 utf-8、gb18030"),
        (["build", "--fonts", "mine"], "--fonts：没有 mine；可选 auto、bundled"),
        (["show"], "gen show: 错误 [用法] 缺少 SOURCE"),
        (["show", "source/a.md", "b.md"], "多余的参数 b.md"),
        (["show", "source/a.md", "--stage", "page"], "没有 page；是否应为 pages？"),
        (["init"], "缺少 DIR"),
    ],
)
def test_wrong_usage_is_one_chinese_line(gen: Gen, arguments: list[str], said: str) -> None:
    run = gen(*arguments)
    assert (run.code, run.out, run.files) == (Exit.USAGE, "", ("source/a.md",))
    assert said in run.err
    assert run.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["-C", "nowhere", "build"], Exit.SOURCE, "nowhere: 错误 [工作区] 没有这个文件夹"),
        (["build", "missing.md"], Exit.SOURCE, "missing.md: 错误 [源文件] 没有这个文件或文件夹"),
        (["show", "missing.md"], Exit.SOURCE, "missing.md: 错误 [文件] 没有这个文件"),
        (["show", "source"], Exit.SOURCE, "source: 错误 [文件] 这是文件夹，不是文件"),
    ],
)
def test_what_is_not_there_is_said(gen: Gen, arguments: list[str], code: Exit, said: str) -> None:
    run = gen(*arguments)
    assert (run.code, run.out) == (code, "")
    assert said in run.err


def test_a_missing_source_does_not_stop_the_others(gen: Gen) -> None:
    run = gen("build", "missing.md", "source/a.md", "-f", "txt")
    assert (run.code, run.out) == (Exit.SOURCE, "out/a.txt\n")
    assert run.err.startswith("missing.md: 错误")


def test_all_faults_of_a_bad_source_are_told_and_the_others_are_built(gen: Gen, workspace: Path) -> None:
    bad = SOURCE.replace("kind: decision\n", "").replace("---\n为", "signature:\n  date: 2022-13-01\n---\n为")
    write(workspace / "source" / "b.md", bad)
    write(workspace / "source" / "c.md", SOURCE)
    run = gen("build", "-f", "txt,docx")
    assert run.code == Exit.SOURCE
    assert run.out.split() == ["out/a.txt", "out/a.docx", "out/c.txt", "out/c.docx"]
    faults = [line for line in run.err.splitlines() if line.startswith("source/b.md:")]
    assert len(faults) == 2
    assert "错误 [字段] 缺少 kind" in faults[0]
    assert "source/b.md:5:9: 错误 [7.3.5.4]" in faults[1]
    assert run.err.endswith("共 3 份：完成 2，失败 1\n")


def test_strict_makes_a_warning_a_failure(gen: Gen, workspace: Path) -> None:
    write(workspace / "source" / "a.md", SOURCE.replace("管理，作", "管理,作"))
    loose = gen("build", "-f", "txt")
    assert (loose.code, loose.out) == (Exit.OK, "out/a.txt\n")
    assert "警告" in loose.err
    (workspace / "out" / "a.txt").unlink()
    strict = gen("build", "-f", "txt", "--strict")
    assert (strict.code, strict.out, strict.files) == (Exit.SOURCE, "", ("source/a.md",))
    assert strict.err.count("管理") == loose.err.count("管理")


def test_unknown_kind_is_told_what_it_may_have_meant(gen: Gen, workspace: Path) -> None:
    write(workspace / "source" / "a.md", SOURCE.replace("kind: decision", "kind: desicion"))
    run = gen("build")
    assert (run.code, run.out) == (Exit.SOURCE, "")
    assert "source/a.md:2: 错误 [文种] 没有文种 desicion 的模板；是否应为 decision？" in run.err


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<blocks>{% if %}</blocks>", "decision.xml.j2:1: 错误 [模板] 模板语法有错"),
        ("<blocks>\n<title>{{ dokument.title }}</title></blocks>", "decision.xml.j2:2: 错误 [模板] 模板用了不存在的名称“dokument”"),
        ("<blocks>\n<title>{{ document.titel }}</title></blocks>", "模板用了不存在的名称“titel”"),
        ("<blocks>\n<title>{{ ''.__class__ }}</title></blocks>", "decision.xml.j2:2: 错误 [模板]"),
        ("<blocks>\n<title>{{ ''.__class__.__mro__ }}</title></blocks>", "decision.xml.j2:2: 错误 [模板]"),
        ("<blocks>\n{% include '../source/a.md' %}</blocks>", "找不到模板 ../source/a.md"),
        ("<blocks>{% include 'decision.xml.j2' %}</blocks>", "模板互相包含"),
        ("<blocks>{{ 1 // 0 }}</blocks>", "模板运行出错（ZeroDivisionError）"),
        ("<blocks><title>甲</blocks>", "decision.xml.j2（输出）:1:"),
        ("<blocks><tilte>甲</tilte></blocks>", "没有名为 <tilte> 的要素"),
        ("", "错误 [模板]"),
    ],
)
def test_a_bad_template_is_told_with_its_place(gen: Gen, workspace: Path, template: str, said: str) -> None:
    write(workspace / "templates" / "decision.xml.j2", template)
    run = gen("build", "-f", "txt")
    assert (run.code, run.out) == (Exit.TEMPLATE, "")
    assert said in run.err
    assert "out/a.txt" not in run.files


def test_a_template_of_the_workspace_makes_a_new_kind(gen: Gen, workspace: Path) -> None:
    template = "<blocks><title>{{ document.title }}</title><paragraph>{{ document.body[0].text }}</paragraph></blocks>"
    write(workspace / "templates" / "letter.xml.j2", template)
    write(workspace / "source" / "a.md", SOURCE.replace("kind: decision", "kind: letter"))
    assert gen("build", "-f", "txt").code == Exit.OK


def test_bad_configuration_is_told(gen: Gen, workspace: Path) -> None:
    write(workspace / "gen.toml", 'fonts = "none"\n')
    run = gen("build", "-f", "pdf")
    assert (run.code, run.out) == (Exit.CONFIG, "")
    assert "gen.toml:1:" in run.err


def test_a_character_no_font_has_leaves_no_file_in_any_format(gen: Gen, workspace: Path) -> None:
    write(workspace / "source" / "a.md", SOURCE.replace("作如下", "作𰻞如下"))
    run = gen("build", "--fonts", "bundled")
    assert (run.code, run.out, run.files) == (Exit.FONT, "", ("source/a.md",))
    assert "source/a.md:6:" in run.err
    assert "“𰻞”（U+30EDE，扩展G区）" in run.err


def test_an_output_that_is_a_folder(gen: Gen, workspace: Path) -> None:
    (workspace / "out" / "a.txt").mkdir(parents=True)
    run = gen("build", "-f", "docx,txt")
    assert (run.code, run.out, run.files) == (Exit.OUTPUT, "", ("source/a.md",))
    assert "out/a.txt: 错误 [输出] 写不出文件：输出位置是一个文件夹" in run.err


def test_an_output_folder_that_is_a_file(gen: Gen, workspace: Path) -> None:
    write(workspace / "out", "")
    run = gen("build", "-f", "txt")
    assert (run.code, run.out) == (Exit.OUTPUT, "")
    assert "路径中有一段是文件，不是文件夹" in run.err


def test_an_output_folder_that_cannot_be_written(gen: Gen) -> None:
    run = gen("build", "-f", "txt", "-o", "/proc/gen")
    assert (run.code, run.out) == (Exit.OUTPUT, "")
    assert "/proc/gen: 错误 [输出] 写不出文件：" in run.err


def test_a_write_that_stops_half_way_leaves_the_old_files(gen: Gen, workspace: Path) -> None:
    example = (ROOT / "source" / "example.md").read_text(encoding="utf-8")
    write(workspace / "source" / "a.md", example)
    assert gen("build", "-f", "txt,pdf", "--fonts", "bundled").code == Exit.OK
    old = {path.name: path.read_bytes() for path in (workspace / "out").iterdir() if path.is_file()}
    write(workspace / "source" / "a.md", example.replace("管理", "治理"))
    run = gen("build", "-f", "txt,pdf", "--fonts", "bundled", limit=150_000)
    assert (run.code, run.out) == (Exit.OUTPUT, "")
    assert run.err.startswith("out/a.pdf: 错误 [输出] 写不出文件：超过了允许的文件大小")
    assert {path.name: path.read_bytes() for path in (workspace / "out").iterdir() if path.is_file()} == old
    again = gen("build", "-f", "txt,pdf", "--fonts", "bundled")
    assert (again.code, again.out.split()) == (Exit.OK, ["out/a.txt", "out/a.pdf"])


def test_a_disk_too_small_for_the_state_is_one_line(gen: Gen) -> None:
    run = gen("build", "-f", "txt", limit=1000)
    assert (run.code, run.out) == (Exit.OUTPUT, "")
    assert run.err.startswith("out/.gen: 错误 [输出] 写不出文件：")
    assert run.err.count("\n") == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "没有写入权限"), (errno.EROFS, "磁盘是只读的"), (errno.EIO, "磁盘读写出错")],
)
def test_a_disk_that_fails_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    write(tmp_path / "a.txt", "old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        write_files({tmp_path / "a.txt": b"new", tmp_path / "b.txt": b"new"})
    assert said in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"


def test_a_fault_of_the_program_is_one_line(workspace: Path) -> None:
    broken = "import gen.cli.main, gen.archive.plan; gen.archive.plan.make_plan = None; gen.cli.main.main()"
    done = subprocess.run([sys.executable, "-c", broken, "build"], cwd=workspace, env=environment(), capture_output=True, check=False)
    assert done.returncode == Exit.INTERNAL
    assert done.stderr.decode().startswith("gen: 程序自身的缺陷（TypeError")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_library_that_is_missing_is_one_line(workspace: Path, jobs: str) -> None:
    """So it is after an update of the program without one of its environment."""
    for name in ("甲", "乙"):
        text = "有关单位应当使用" + "infrastructure documentation characteristics " * 8
        source = f"---\nkind: notice\norgan: 某机关\ntitle: 某机关关于{name}的通知\n---\n{text}。\n"
        (workspace / "source" / f"{name}.md").write_text(source, encoding="utf-8")
    (workspace / "sitecustomize.py").write_text("import sys; sys.modules['pyphen'] = None\n", encoding="utf-8")
    command = [sys.executable, "-m", "gen", "build", "source/甲.md", "source/乙.md", "--jobs", jobs]
    done = subprocess.run(command, cwd=workspace, env=environment() | {"PYTHONPATH": str(workspace)}, capture_output=True, check=False)
    assert done.returncode == Exit.OUTPUT
    faults = [line for line in done.stderr.decode().splitlines() if "错误" in line]
    assert faults
    assert all("没有安装程序要用的 pyphen" in line for line in faults)
    assert "程序自身的缺陷" not in done.stderr.decode()
    assert not [path for path in workspace.glob("out/*") if path.stem in {"甲", "乙"}]


def test_interrupting_ends_with_130_and_whole_files(workspace: Path) -> None:
    for number in range(300):
        write(workspace / "source" / f"{number:03}.md", SOURCE)
    process = subprocess.Popen(command("build", "-f", "docx,txt"), cwd=workspace, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == Exit.INTERRUPTED
    assert stderr.decode().strip() == "gen: 已中断"
    outputs = [path for path in (workspace / "out").iterdir() if path.name != STATE_FOLDER]
    assert 0 < len(outputs) < 600
    assert {path.suffix for path in outputs} <= {".docx", ".txt"}


@pytest.mark.parametrize("arguments", [("show", "source/a.md"), ("build", "-f", "txt"), ("fonts",), ("--version",), ("--help",)])
def test_a_closed_pipe_is_quiet(workspace: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command(*arguments), cwd=workspace, env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode in {0, 1}
