"""`gen check` of many sources: whatever ends the command, no process of it is left."""

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from archives import Archive, left_of_group, spawn

from gen.errors import Exit

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

_SOURCES = 300


@pytest.fixture
def process(tmp_path: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """A check of many sources, each with a finding, that has told the first of them."""
    archive = Archive(tmp_path)
    for number in range(_SOURCES):
        archive.source(f"{number:03}", "污水......治理")
    process = spawn(archive, "check", "--fonts", "bundled", "--jobs", "2")
    assert process.stdout
    assert process.stdout.readline().startswith(b"source/000.md:")
    yield process
    process.kill()
    process.communicate()


def test_interrupted(process: "subprocess.Popen[bytes]") -> None:
    """As a terminal does it, which interrupts the whole group."""
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err.decode().strip()) == (Exit.INTERRUPTED, "gen: 已中断")
    assert f"source/{_SOURCES - 1}.md".encode() not in out
    assert not left_of_group(process.pid)


def test_killed(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.communicate()
    assert not left_of_group(process.pid)


def test_nobody_reads_on(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    told = process.stderr.read().decode()
    assert process.wait(120) == Exit.OK
    assert told.startswith(f"共 {_SOURCES} 份：错误 0，"), "all sources are checked, whoever reads what is said of them"
    assert not left_of_group(process.pid)


def test_finished(process: "subprocess.Popen[bytes]") -> None:
    out, err = process.communicate(timeout=120)
    assert process.returncode == Exit.OK
    assert f"source/{_SOURCES - 1}.md".encode() in out
    assert err.decode().startswith(f"共 {_SOURCES} 份：错误 0，")
    assert not left_of_group(process.pid)
