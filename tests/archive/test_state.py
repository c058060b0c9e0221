"""The record of an output folder: one build at a time has it, and an untrustworthy one is created again."""

import os
import random
import re
import signal
import sqlite3
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest
from archives import ROOT, Archive, spawn
from editions import example, settings

from gen.archive.program import LIBRARIES
from gen.archive.state import State
from gen.cli import main as cli
from gen.cli.show import STAGES
from gen.errors import Exit, OutputError
from gen.workspace.output import STATE_FOLDER
from gen.writers import FORMATS, Format, write
from gen.writers.edition import Written
from gen.writers.session import Session, Settings

FILE = "state.sqlite"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A built workspace with a few sources."""
    archive = Archive(tmp_path)
    for number in range(8):
        archive.source(f"{number}")
    assert archive.build("-f", "txt").code == Exit.OK
    return archive


def damage(archive: Archive, how: str) -> None:
    file = archive.out / STATE_FOLDER / FILE
    data = bytearray(file.read_bytes())
    if how == "empty":
        data = bytearray()
    elif how == "cut":
        del data[len(data) // 2 :]
    elif how == "noise":
        data = bytearray(random.Random(1).randbytes(len(data)))
    elif how == "zeroed pages":
        data[4096:] = bytes(len(data) - 4096)
    elif how == "text":
        data = bytearray("不是数据库".encode())
    file.write_bytes(data)


@pytest.mark.parametrize("how", ["empty", "cut", "noise", "zeroed pages", "text"])
def test_a_damaged_state_is_made_anew(archive: Archive, how: str) -> None:
    edited = archive.out / "3.txt"
    edited.write_text("我的", encoding="utf-8")
    before = archive.outputs()
    damage(archive, how)
    again = archive.build("-f", "txt")
    assert again.code == Exit.OUTPUT
    assert again.made == [f"out/{number}.txt" for number in range(8) if number != 3]
    assert archive.outputs() == before
    assert "out/3.txt: 错误" in again.err
    assert archive.build("-f", "txt").made == []


def test_random_damage_never_makes_a_wrong_output_pass_for_a_right_one(archive: Archive) -> None:
    chance = random.Random(7)
    file = archive.out / STATE_FOLDER / FILE
    sound = file.read_bytes()
    for round_ in range(20):
        archive.source("5", f"第{round_}号事务")
        data = bytearray(sound)
        for _ in range(chance.choice([1, 10, 1000])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        ran = archive.build("-f", "txt", "--force")
        assert ran.code == Exit.OK, ran.err
        assert f"第{round_}号事务" in (archive.out / "5.txt").read_text(encoding="utf-8")
        assert len(archive.outputs()) == 8


def test_a_state_of_another_version_is_made_anew(archive: Archive) -> None:
    connection = sqlite3.connect(archive.out / STATE_FOLDER / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert len(archive.build("-f", "txt").made) == 8
    assert archive.build("-f", "txt").made == []


def test_one_build_at_a_time(archive: Archive) -> None:
    state = State.open(archive.out)
    try:
        for arguments in (["build"], ["build", "--dry-run"], ["why", "out/1.txt"]):
            process = spawn(archive, *arguments)
            _, err = process.communicate()
            assert process.returncode == Exit.OUTPUT, err.decode()
            assert err.decode() == f"out: 错误 [输出] 另一个 gen build 正在使用这个输出文件夹（进程 {os.getpid()}）；等它结束再试\n"
    finally:
        state.close()
    assert archive.build("-f", "txt").code == Exit.OK


def test_the_lock_of_a_killed_build_holds_nobody_up(archive: Archive) -> None:
    for number in range(200):
        archive.source(f"more{number}")
    process = spawn(archive, "build", "-f", "txt", "--jobs", "1")
    assert process.stdout
    process.stdout.readline()
    with pytest.raises(OutputError, match=f"进程 {process.pid}"):
        State.open(archive.out)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert archive.build("-f", "txt").code == Exit.OK


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_folder_that_is_read_only(archive: Archive) -> None:
    archive.source("1", "河道治理")
    archive.out.chmod(stat.S_IRUSR | stat.S_IXUSR)
    ran = archive.build("-f", "txt")
    archive.out.chmod(stat.S_IRWXU)
    assert ran.code == Exit.OUTPUT
    assert ran.err.count("没有写入权限") == 1


@pytest.mark.parametrize("blocks", [0, 1, 2, 12, 24])
def test_a_full_disk_is_one_line_and_leaves_what_was_there(tmp_path: Path, blocks: int) -> None:
    """On a small disk of its own, where the system lets us make one, with so many blocks free."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", disk], capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    try:
        archive = Archive(tmp_path / "workspace")
        example = (ROOT / "source/example.md").read_text(encoding="utf-8")
        archive.write("source/a.md", example)
        archive.write("source/b.md", example)
        assert archive.build("-f", "pdf", "-o", str(disk)).code == Exit.OK
        before = (disk / "a.pdf").read_bytes()
        for name in ("a", "b"):
            archive.write(f"source/{name}.md", example.replace("管理", "治理"))
        (disk / "filler").write_bytes(bytes((os.statvfs(disk).f_bavail - blocks) * os.statvfs(disk).f_frsize))
        ran = archive.build("-f", "pdf", "-o", str(disk))
        assert (ran.code, ran.made) == (Exit.OUTPUT, [])
        assert "磁盘已满" in ran.err
        assert len([line for line in ran.err.splitlines() if "错误" in line]) == 1
        assert (disk / "a.pdf").read_bytes() == before
        (disk / "filler").unlink()
        assert archive.build("-f", "pdf", "-o", str(disk)).made == [str(disk / "a.pdf"), str(disk / "b.pdf")]
    finally:
        subprocess.run(["umount", disk], check=False)


def test_names_of_libraries_are_those_of_the_project() -> None:
    """A library that a new version of the project comes to use is part of what an output is made of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split("[<>=]", requirement)[0].replace("-", "_") for requirement in project["dependencies"]}
    assert names - {"click", "watchfiles"} == set(LIBRARIES)


def test_width_and_encoding_decide_plain_text_only() -> None:
    for name, row in FORMATS.items():
        same = write(example(), name, settings(40, "gb18030")) == write(example(), name, settings())
        assert same is not row.plain_text


def test_writers_that_draw_nothing_open_no_font() -> None:
    for name, row in FORMATS.items():
        if row.draws:
            with pytest.raises(ValueError, match="fonts"):
                write(example(), name, Settings(Session()))
        else:
            assert write(example(), name, Settings(Session())) == write(example(), name, settings())


def test_a_new_format_is_a_row(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """As CONTRIBUTING says: every command knows it from its row."""
    monkeypatch.setitem(FORMATS, "raw", Format("raw", lambda edition, _: Written(edition.text.encode())))
    archive.source("a")
    assert archive.build("-f", "raw,txt", "source/a.md").made == ["out/a.raw", "out/a.txt"]
    assert archive.build("-f", "raw", "source/a.md").made == []
    assert archive.run("why", "--fonts", "bundled", "out/a.raw").out == "没有变化，不用重新生成\n"


def test_stages_are_those_of_show() -> None:
    assert cli._STAGES == STAGES  # noqa: SLF001 — the command line's copy, which loads nothing
