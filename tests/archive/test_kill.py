"""Builds that are killed: whatever is there is whole, and what was finished is not made again.

`GEN_KILLS=200 pytest tests/archive/test_kill.py` kills as often as told; 30 times otherwise.
"""

import hashlib
import os
import random
import signal
import time
from pathlib import Path

from archives import Archive, spawn

from gen.archive.state import State
from gen.errors import Exit

_KILLS = int(os.environ.get("GEN_KILLS", "30"))
_DOCUMENTS = 120


def recorded(archive: Archive) -> dict[str, bytes]:
    """The recorded digests, by path."""
    state = State.read(archive.out)
    try:
        return dict(state.sums())
    finally:
        state.close()


def test_random_kills_leave_whole_outputs_and_lose_no_work(tmp_path: Path) -> None:
    """Each round edits some sources, kills the build at some moment, and checks every output."""
    archive = Archive(tmp_path)
    chance = random.Random(5)
    for number in range(_DOCUMENTS):
        archive.source(f"{number:03}")
    wanted = {f"{number:03}": {"污水治理"} for number in range(_DOCUMENTS)}
    start = time.monotonic()
    assert archive.run("build", "-f", "txt,docx").code == Exit.OK
    whole = 0.3 + time.monotonic() - start
    interrupted = 0
    for round_ in range(_KILLS):
        for number in chance.sample(range(_DOCUMENTS), 30):
            subject = f"第{round_}号事务"
            archive.source(f"{number:03}", subject)
            wanted[f"{number:03}"].add(subject)
        process = spawn(archive, "build", "-f", "txt,docx", "--jobs", chance.choice(["1", "2"]))
        time.sleep(chance.uniform(0.1, whole))
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        interrupted += process.returncode == -signal.SIGKILL
        texts = {path.stem: path.read_text(encoding="utf-8") for path in archive.out.glob("*.txt")}
        for name, text in texts.items():
            assert text.endswith("　　本决定自公布之日起施行。\n"), "half an output"
            assert any(subject in text for subject in wanted[name])
        on_record = recorded(archive)
        told = [line.removeprefix("out/") for line in out.decode().splitlines(keepends=True) if line.endswith("\n")]
        for path in map(str.strip, told):
            assert on_record[path] == hashlib.sha256((archive.out / path).read_bytes()).digest(), "finished, and not on record"
    assert interrupted > _KILLS / 3
    last = archive.run("build", "-f", "txt,docx")
    assert last.code == Exit.OK
    assert "手工" not in last.err
    assert len(archive.outputs()) == 2 * _DOCUMENTS
    for number in range(_DOCUMENTS):
        title = (archive.root / f"source/{number:03}.md").read_text(encoding="utf-8").split("title: ")[1].split("\n")[0]
        assert title in (archive.out / f"{number:03}.txt").read_text(encoding="utf-8")
    assert archive.run("build", "-f", "txt,docx").made == []


def test_a_file_of_a_killed_run_is_ours_though_the_next_run_was_killed_too(tmp_path: Path) -> None:
    """The first run is killed once its file has its name, the second before its own has: neither is on record."""
    archive = Archive(tmp_path)
    archive.source("a")
    archive.build("-f", "txt")
    placed, staged = "第一次".encode(), "第二次".encode()
    for data in (placed, staged):
        state = State.open(archive.out)
        state.intend({"a.txt": hashlib.sha256(data).digest()})
        state.close()
    (archive.out / "a.txt").write_bytes(placed)
    assert archive.build("-f", "txt").made == ["out/a.txt"]
    (archive.out / "a.txt").write_bytes(placed)
    assert archive.build("-f", "txt").code == Exit.OUTPUT


def test_what_was_finished_before_a_kill_is_not_made_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for number in range(300):
        archive.source(f"{number:03}")
    process = spawn(archive, "build", "-f", "txt")
    assert process.stdout
    first = [process.stdout.readline().decode().strip() for _ in range(40)]
    os.killpg(process.pid, signal.SIGKILL)
    finished = {*first, *process.communicate()[0].decode().split()}
    again = archive.run("build", "-f", "txt")
    assert again.code == Exit.OK
    assert not finished & set(again.made)
    assert len(archive.outputs()) == 300
