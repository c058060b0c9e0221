"""`gen watch`: it builds at every save, however an editor saves, and a temporary fault stops nothing."""

import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archives import Archive, copied_templates, spawn

from gen.errors import Exit

Line = Callable[[str], str]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A workspace with templates of its own."""
    archive = Archive(tmp_path)
    archive.source("a")
    archive.source("b")
    copied_templates(archive)
    return archive


@pytest.fixture
def said(archive: Archive) -> Iterator[Line]:
    """A running watch: waits for a line that holds some words, of output or beside it, and gives it."""
    process = spawn(archive, "watch", "-f", "txt")
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read(stream: object) -> None:
        for line in stream:  # type: ignore[attr-defined]
            lines.put(line.decode().rstrip())

    threads = [threading.Thread(target=read, args=(stream,), daemon=True) for stream in (process.stdout, process.stderr)]
    for thread in threads:
        thread.start()

    def wait(words: str) -> str:
        while words not in (line := lines.get(timeout=30)):
            pass
        return line

    wait("看着工作区")
    yield wait
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == Exit.INTERRUPTED
    for thread in threads:
        thread.join()
    for stream in (process.stdout, process.stderr):
        assert stream
        stream.close()
    while not lines.empty():
        assert "Traceback" not in lines.get()


def text(archive: Archive, name: str = "a") -> str:
    return (archive.out / f"{name}.txt").read_text(encoding="utf-8")


def test_a_saved_source_is_built(archive: Archive, said: Line) -> None:
    archive.source("a", "河道治理")
    assert said("out/") == "out/a.txt"
    assert "河道治理" in text(archive)
    archive.source("new/c")
    assert said("out/") == "out/new/c.txt"


def test_a_save_by_rename_is_built(archive: Archive, said: Line) -> None:
    """As most editors save: another file, put in the place of the old one."""
    for subject in ("河道治理", "大气治理"):
        draft = archive.source(".a.md~", subject)
        draft.replace(archive.root / "source/a.md")
        assert said("out/") == "out/a.txt"
        assert subject in text(archive)


def test_templates_and_configuration_are_watched(archive: Archive, said: Line) -> None:
    template = archive.root / "templates/_text.xml.j2"
    template.write_text(template.read_text(encoding="utf-8") + "{# 改 #}", encoding="utf-8")
    assert said("out/") == "out/a.txt"
    assert said("out/") == "out/b.txt"
    archive.write("gen.toml", '[house]\nmargins = "33476.2"\n')
    assert said("out/") == "out/a.txt"


def test_what_is_broken_for_a_while_is_told_and_then_built(archive: Archive, said: Line) -> None:
    good = (archive.root / "source/a.md").read_text(encoding="utf-8")
    archive.write("source/a.md", "")
    said("source/a.md")
    said("失败 1")
    archive.write("gen.toml", "fonts = ")
    said("gen.toml:1")
    (archive.root / "gen.toml").unlink()
    archive.write("source/a.md", good.replace("污水", "河道"))
    assert said("out/") == "out/a.txt"
    assert "河道治理" in text(archive)


def test_a_burst_ends_with_the_last_save(archive: Archive, said: Line) -> None:
    for number in range(50):
        archive.source("a", f"第{number}号事务")
    while "第49号事务" not in text(archive):
        assert said("out/") == "out/a.txt"


def test_a_watch_ends_without_a_trace(archive: Archive) -> None:
    process = spawn(archive, "watch", "-f", "txt")
    assert process.stdout
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert b"Traceback" not in out + err
    assert process.returncode == Exit.INTERRUPTED
