"""Where the commands agree: what they replace and keep, how they end when nobody reads, and that a wrong call gets one line of Chinese."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from archives import ROOT, Archive, Ran, command, environment, spawn

from gen.cli.main import commands
from gen.cli.options import AnyPath
from gen.errors import Exit

ISSUE = """gazette: ××市人大常委会公报
organ: ××市人民代表大会常务委员会办公室
year: 2026
number: 1
date: 2026-03-01
documents:
  - ../a.md
"""
DRAFT = """××市人民代表大会常务委员会关于{subject}的决定
（2022年12月20日××市第四届人民代表大会常务委员会第五次会议通过）
为了加强{subject},作如下决定：
一、{subject}依法进行。
二、本决定自公布之日起施行。
"""


def change(archive: Archive, subject: str) -> None:
    """Give every command that writes something else to write."""
    archive.source("a", subject)
    archive.write("draft.txt", DRAFT.format(subject=subject))
    assert archive.build("-f", "pdf", "-o", "pages").code == Exit.OK
    shutil.copyfile(archive.root / "pages" / "a.pdf", archive.root / "page.pdf")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A workspace with what each command that writes reads."""
    archive = Archive(tmp_path / "workspace")
    archive.write("source/gazette/i.yaml", ISSUE)
    change(archive, "污水治理")
    return archive


@dataclass(frozen=True)
class Writer:
    """A command that writes, and its files.

    `changes`: they follow from something that a user may change. `all_or_none`: where one is kept, none is written.
    """

    command: str
    files: tuple[str, ...]
    changes: bool = True
    all_or_none: bool = True

    def run(self, archive: Archive, *more: str) -> Ran:
        """Run it in a workspace; what draws pictures in a process of its own, since builds of this one put Pillow off."""
        arguments = *self.command.split(), *more
        if arguments[0] != "proof":
            return archive.run(*arguments)
        with spawn(archive, *arguments) as process:
            out, err = process.communicate(timeout=60)
        return Ran(process.returncode, out.decode(), err.decode())

    def read(self, archive: Archive) -> list[bytes]:
        """What is in its files."""
        return [(archive.root / name).read_bytes() for name in self.files]


WRITERS = {
    "build": Writer("build --fonts bundled source/a.md", ("out/a.docx", "out/a.pdf", "out/a.txt"), all_or_none=False),
    "gazette": Writer("gazette source/gazette/i.yaml --fonts bundled", ("out/gazette/i.docx", "out/gazette/i.pdf", "out/gazette/i.txt")),
    "import": Writer("import draft.txt", ("source/draft.md", "source/draft.repairs.json")),
    "export": Writer("export source/a.md -o made/a.json", ("made/a.json",)),
    "impose": Writer("impose page.pdf", ("page-booklet.pdf",)),
    "proof": Writer("proof page.pdf --dpi 20 --sheet", ("out/page-001.png", "out/page-sheet.png")),
    "init": Writer("init new", ("new/source/example.md",), changes=False),
    "sums": Writer("build --fonts bundled -f txt --sums", ("out/SHA256SUMS",)),
}
every_writer = pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)


@every_writer
def test_what_is_ours_and_unchanged_is_replaced(archive: Archive, writer: Writer) -> None:
    assert writer.run(archive).code == Exit.OK
    made = writer.read(archive)
    assert writer.run(archive).code == Exit.OK
    assert writer.read(archive) == made
    change(archive, "垃圾分类")
    assert writer.run(archive).code == Exit.OK
    now = writer.read(archive)
    assert all(before != after for before, after in zip(made, now, strict=True)) == writer.changes


@every_writer
def test_what_somebody_edited_is_kept_and_named_until_forced(archive: Archive, writer: Writer) -> None:
    writer.run(archive)
    change(archive, "垃圾分类")
    for name in writer.files:
        before = writer.read(archive)
        edited = archive.root / name
        edited.write_bytes(edited.read_bytes() + b"\n")
        mine = edited.read_bytes()
        kept = writer.run(archive)
        assert kept.code == Exit.OUTPUT
        assert re.search(rf"^{name}: 错误 \[输出\] .*没有覆盖；要覆盖，加 --force$", kept.err, re.MULTILINE)
        assert edited.read_bytes() == mine
        others = [(now == was) for other, now, was in zip(writer.files, writer.read(archive), before, strict=True) if other != name]
        assert all(others) if writer.all_or_none else True
        assert writer.run(archive, "--force").code == Exit.OK
        assert edited.read_bytes() not in {mine, b""}
        assert writer.run(archive).code == Exit.OK
        change(archive, f"第{writer.files.index(name)}号工程")


@every_writer
def test_what_is_not_ours_is_kept_and_named_until_forced(archive: Archive, writer: Writer) -> None:
    foreign = archive.write(writer.files[-1], "我的")
    kept = writer.run(archive)
    assert kept.code == Exit.OUTPUT
    assert f"{writer.files[-1]}: 错误 [输出] 已有同名文件，没有生成它的记录，没有覆盖；要覆盖，加 --force\n" in kept.err
    assert foreign.read_text(encoding="utf-8") == "我的"
    assert writer.run(archive, "--force").code == Exit.OK
    assert foreign.read_bytes() != "我的".encode()


@every_writer
def test_what_is_the_same_already_is_ours_without_a_record(archive: Archive, writer: Writer) -> None:
    writer.run(archive)
    made = writer.read(archive)
    for folder in list(archive.root.rglob(".gen")):
        shutil.rmtree(folder)
    assert writer.run(archive).code == Exit.OK
    assert writer.read(archive) == made


@every_writer
def test_force_makes_what_is_up_to_date_again(archive: Archive, writer: Writer) -> None:
    first = writer.run(archive)
    made = writer.read(archive)
    again = writer.run(archive, "--force")
    assert (again.code, again.out) == (Exit.OK, first.out)
    assert writer.read(archive) == made


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"a.json": 1}', "{}"])
def test_a_damaged_record_proves_nothing(archive: Archive, damage: str) -> None:
    writer = WRITERS["export"]
    writer.run(archive)
    archive.write("made/.gen/written.json", damage)
    change(archive, "垃圾分类")
    before = writer.read(archive)
    assert (writer.run(archive).code, writer.read(archive)) == (Exit.OUTPUT, before)


def test_an_edited_ledger_proves_nothing(archive: Archive) -> None:
    writer = WRITERS["import"]
    writer.run(archive)
    ledger = archive.root / "source/draft.repairs.json"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace('"line": 3', '"line": 4'), encoding="utf-8")
    change(archive, "垃圾分类")
    before = writer.read(archive)
    assert (writer.run(archive).code, writer.read(archive)) == (Exit.OUTPUT, before)


def test_a_rehearsal_says_what_would_be_kept(archive: Archive) -> None:
    archive.write("source/draft.md", "我的")
    rehearsal = archive.run("import", "draft.txt", "--dry-run")
    assert "半角标点" in rehearsal.out
    assert (rehearsal.code, "source/draft.md: 错误 [输出] 已有同名文件" in rehearsal.err) == (Exit.OUTPUT, True)
    assert archive.run("import", "draft.txt", "--dry-run", "--force").code == Exit.OK


@pytest.mark.parametrize("command", ["export source/a.md -o source/a.md", "export source/a.md -o linked.md", "impose page.pdf -o page.pdf"])
def test_no_option_lets_an_output_go_over_its_source(archive: Archive, command: str) -> None:
    (archive.root / "linked.md").symlink_to("source/a.md")
    before = {path: path.read_bytes() for path in (archive.root / "source/a.md", archive.root / "page.pdf")}
    run = archive.run(*command.split(), "--force")
    assert (run.code, "盖掉原文件" in run.err) == (Exit.OUTPUT, True)
    assert all(path.read_bytes() == data for path, data in before.items())


def test_a_pipe_is_not_replaced_by_a_file(archive: Archive) -> None:
    os.mkfifo(archive.root / "pipe")
    run = archive.run("export", "source/a.md", "-o", "pipe", "--force")
    assert (run.code, "pipe: 错误 [输出] 输出位置不是普通文件" in run.err) == (Exit.OUTPUT, True)
    assert (archive.root / "pipe").is_fifo()


@pytest.mark.parametrize("options", [(), ("--json",), ("--jobs", "2")])
def test_a_build_whose_reader_goes_away_builds_everything(archive: Archive, options: tuple[str, ...]) -> None:
    for number in range(60):
        archive.source(f"y{number}")
    with spawn(archive, "build", "-f", "txt", *options) as process:
        assert process.stdout
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=120) == Exit.OK
    assert len(list((archive.root / "out").glob("*.txt"))) == 61


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_build_without_streams_builds_everything(archive: Archive, closed: str) -> None:
    for number in range(20):
        archive.source(f"y{number}")
    shell = f"{shlex.join(command('build', '-f', 'txt'))} {closed}"
    done = subprocess.run(["sh", "-c", shell], cwd=archive.root, env=environment(), capture_output=True, check=False)
    assert (done.returncode, len(list(archive.out.glob("*.txt")))) == (Exit.OK, 21)


@pytest.mark.parametrize("command", ["build -f txt", "build -f txt --json", "check"])
def test_a_run_whose_reader_goes_away_ends_with_its_own_code(archive: Archive, command: str) -> None:
    archive.write("source/b.md", "不是源文件")
    reading, writing = os.pipe()
    os.close(reading)
    with spawn(archive, *command.split(), stdout=writing) as process:
        os.close(writing)
        assert process.wait(timeout=60) == Exit.SOURCE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "command",
    ["build -f txt", "build -f txt --json", "check", "check --json", "show source/a.md", "export source/a.md", "fonts", "--help", "--version"],
)
def test_output_that_cannot_be_delivered_is_one_line(archive: Archive, command: str) -> None:
    with Path("/dev/full").open("wb") as full, spawn(archive, *command.split(), stdout=full.fileno()) as process:
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == Exit.OUTPUT
    lines = [line for line in stderr.decode().splitlines() if "错误 [" in line]
    assert lines == ["标准输出: 错误 [输出] 写不出文件：磁盘已满；腾出空间再试"]
    assert (archive.root / "out" / "a.txt").exists() == command.startswith("build")


@pytest.mark.parametrize("command", ["show source/a.md", "show source/a.md --stage markup", "export source/a.md", "fonts", "--help", "check --list"])
def test_a_reader_that_has_seen_enough_is_no_failure(archive: Archive, command: str) -> None:
    """`gen show … | head -1`: the reader closes the pipe; nothing is said, and the code is 0."""
    reading, writing = os.pipe()
    os.close(reading)
    with spawn(archive, *command.split(), stdout=writing) as process:
        os.close(writing)
        _, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr.decode()) == (Exit.OK, "")


def test_an_interrupt_while_the_program_is_loading_is_one_line() -> None:
    interrupted = """
import sys
class Interrupt:
    def find_spec(self, name, path, target=None):
        if name == "gen.cli.main":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
from gen.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", interrupted], env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (Exit.INTERRUPTED, b"", "gen: 已中断\n")


def test_the_command_loads_the_command_line_only_when_an_interrupt_is_answered() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert set(scripts.values()) == {"gen.__main__:main"}


def _calls() -> Iterator[tuple[str, ...]]:
    """Every command in every way that Click itself finds fault with, and every option with a value that it does not take."""
    context = click.Context(commands)
    yield from [("no-such-command",), ("--no-such-option",), ("-C",), ("-C", ".")]
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command
        arguments = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
        given = ["source/a.md" for argument in arguments if argument.required]
        yield name, *given, "--no-such-option"
        yield name, *given, "-Q"
        if given:
            yield (name,)
        if all(argument.nargs == 1 for argument in arguments):
            yield name, *given, "一"
            yield name, *given, "一", "二"
        for option in command.params:
            if not isinstance(option, click.Option):
                continue
            if option.is_flag:
                yield name, *given, f"{option.opts[-1]}=1"
                continue
            yield name, *given, option.opts[0]
            if not isinstance(option.type, AnyPath | type(click.STRING)) or option.callback:
                yield name, *given, option.opts[0], "×"


@pytest.mark.parametrize("call", list(_calls()), ids=" ".join)
def test_every_wrong_call_is_one_line_of_chinese(archive_of_one: Archive, call: tuple[str, ...]) -> None:
    run = archive_of_one.run(*call)
    assert (run.code, run.out, run.err.count("\n")) == (Exit.USAGE, "", 1)
    said = re.fullmatch(r"gen(?: \w+)?: 错误 \[用法\] (.*)；用法见 gen(?: \w+)? --help\n", run.err)
    assert said
    assert re.search("[\u4e00-\u9fff]", said[1])
    assert not re.search(r"[A-Za-z]{2,}[ .:]+[A-Za-z]{2,}", re.sub(r"source/a\.md|FILE\.pdf|gen check --list", "", said[1]))


@pytest.fixture(scope="module")
def archive_of_one(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A workspace with one source, which wrong calls leave as it is."""
    archive = Archive(tmp_path_factory.mktemp("calls"))
    archive.source("a")
    return archive


@pytest.mark.parametrize(
    "call",
    [
        "build --width -8",
        "build --width ４０",
        "build -j -1",
        "build -j 65",
        "build --time-limit -1",
        "build --time-limit nan",
        "build --time-limit 1e300",
        "watch --width 1",
        "gazette source/gazette/i.yaml --width -1",
        "gazette source/gazette/i.yaml --layout a4-3",
        "import draft.txt -j -1",
        f"import draft.txt -j {'9' * 5000}",
        "impose page.pdf --creep -1",
        "impose page.pdf --creep 1e9",
        "impose page.pdf --bleed -1",
        "impose page.pdf --gathering -1",
        "proof page.pdf --dpi 0",
        "proof page.pdf --dpi -1",
        "proof page.pdf --pages 0",
        "proof page.pdf --pages -1",
        "proof page.pdf --pages 9",
        f"proof page.pdf --pages {'9' * 5000}",
    ],
    ids=lambda call: call[:60],
)
def test_a_number_that_makes_no_sense_is_a_usage_error(archive: Archive, call: str) -> None:
    before = sorted(archive.root.rglob("*.*"))
    run = archive.run(*call.split())
    assert (run.code, run.out, run.err.count("\n")) == (Exit.USAGE, "", 1)
    assert "错误 [用法]" in run.err
    assert len(run.err) < 200
    written = set(archive.root.rglob("*.*")) - set(before)
    assert not [path for path in written if ".gen" not in path.parts]


def test_a_page_that_there_is_not_is_told_which_there_are(archive: Archive) -> None:
    assert "--pages 要第9面，没有这一面；只有1面，不用写 --pages" in archive.run("proof", "page.pdf", "--pages", "9").err
    archive.source("a", "污水治理")
    archive.write("source/a.md", (archive.root / "source/a.md").read_text(encoding="utf-8") + "再加一段。\n" * 30)
    archive.build("-f", "pdf")
    assert "--pages 要第9面，没有这一面；共2面，写 1-2 之内的" in archive.run("proof", "out/a.pdf", "--pages", "1,9").err


def test_a_path_that_may_not_be_read_is_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_arguments, **_options: False)
    run = archive.run("show", "source/a.md")
    assert (run.code, "SOURCE：没有读 source/a.md 的权限" in run.err) == (Exit.USAGE, True)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_that_is_no_workspace_is_told_of_init(archive: Archive, command: str) -> None:
    (archive.root / "empty").mkdir()
    run = archive.run("-C", "empty", command)
    assert run.code == Exit.SOURCE
    assert "source: 错误 [工作区] 这里没有 source 文件夹；先用 gen init 建立工作区" in run.err + run.out
    assert not list((archive.root / "empty").iterdir())
