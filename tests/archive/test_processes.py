"""No process is left when `gen build` has ended, whichever way it ended."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from archives import Archive, left_running, running, spawn

from gen.errors import Exit

if TYPE_CHECKING:
    import subprocess

_ENDLESS = "<blocks>{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}</blocks>"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Enough sources that several processes make them."""
    archive = Archive(tmp_path)
    for number in range(40):
        archive.source(f"{number:02}")
    return archive


@pytest.fixture
def endless(archive: Archive) -> Archive:
    """The same with two documents that are never made: after the first output, each process is at one of them."""
    archive.write("templates/endless.xml.j2", _ENDLESS)
    for name in ("01", "02"):
        archive.source(name, kind="endless")
    return archive


def _start(archive: Archive) -> "subprocess.Popen[bytes]":
    return spawn(archive, "build", "-f", "txt", "--jobs", "2")


def _begun(process: "subprocess.Popen[bytes]") -> list[int]:
    """Wait until the command has made its first output → the processes that there are then, the oldest first."""
    assert process.stdout
    assert process.stdout.readline()
    return sorted(int(row.split()[2]) for row in running(process.pid))


def test_after_a_build(archive: Archive) -> None:
    process = _start(archive)
    assert len(_begun(process)) > 2
    process.communicate()
    assert process.returncode == Exit.OK
    assert not left_running(process.pid)


def test_after_faults_in_sources(archive: Archive) -> None:
    archive.write("source/20.md", "没有文首信息\n")
    process = _start(archive)
    process.communicate()
    assert process.returncode == Exit.SOURCE
    assert not left_running(process.pid)


@pytest.mark.parametrize("send", [os.killpg, os.kill], ids=["by a terminal, to all", "to the command alone"])
def test_after_an_interrupt(endless: Archive, send: Callable[[int, int], None]) -> None:
    process = _start(endless)
    _begun(process)
    send(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == Exit.INTERRUPTED
    assert not left_running(process.pid)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_after_the_command_was_killed_in_the_middle_of_a_document(endless: Archive, number: signal.Signals) -> None:
    """Nobody waits for what a worker is making, even if it would never end."""
    process = _start(endless)
    _begun(process)
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == -number
    assert not left_running(process.pid)


def test_after_a_worker_was_killed(archive: Archive) -> None:
    process = _start(archive)
    os.kill(_begun(process)[-1], signal.SIGKILL)
    process.communicate(timeout=60)
    assert not left_running(process.pid)


def test_after_its_reader_has_gone(archive: Archive) -> None:
    process = _start(archive)
    _begun(process)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stderr.close()
    process.wait(timeout=60)
    assert not left_running(process.pid)
