"""Outputs are staged beside their places by whichever process makes them: whatever befalls a run, none is left there."""

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from archives import Archive

from gen.archive import jobs, run
from gen.archive.database import OWNER_FILE
from gen.archive.jobs import Delivery, Done, InlineExecutor, Job, WorkerDiedError
from gen.archive.state import Fingerprint, Record, State
from gen.errors import Diagnostic, DiskError, Exit, OutputError, Place
from gen.workspace.output import STATE_FOLDER, Staged, place, stage, write_files


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two sources."""
    archive = Archive(tmp_path)
    archive.source("a")
    archive.source("b")
    return archive


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != STATE_FOLDER)


def _descriptors() -> int:
    folder = Path("/dev/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def test_of_files_that_cannot_all_be_staged_none_is_left(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(OutputError, match="输出位置是一个文件夹"):
        stage({str(tmp_path / f"{name}.txt"): b"x" for name in "abc"}, 1)
    assert _names(tmp_path) == ["b.txt"]


def test_a_disk_that_is_found_full_when_files_are_brought_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system may take what is written and have no room for it after all; nothing is left, and nothing stays open."""
    opened = _descriptors()
    real = os.fsync
    synced: list[int] = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, "")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskError, match=r"b\.txt: .*磁盘已满"):
        stage({str(tmp_path / f"{name}.txt"): b"x" for name in "abc"}, 1)
    assert _names(tmp_path) == []
    assert _descriptors() == opened


def test_what_the_system_writes_a_part_of_is_written_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    write_files({tmp_path / "deep" / "a.txt": b"0123456789" * 3, tmp_path / "empty.txt": b""})
    assert (tmp_path / "deep" / "a.txt").read_bytes() == b"0123456789" * 3
    assert (tmp_path / "empty.txt").read_bytes() == b""


def _refusing(error: OutputError) -> Callable[[dict[str, Staged]], None]:
    """`place`, but for b.txt."""

    def refuse(staged: dict[str, Staged]) -> None:
        if any(Path(path).name == "b.txt" for path in staged):
            raise error
        place(staged)

    return refuse


def test_of_documents_put_on_record_together_one_that_cannot_be_placed_costs_itself_only(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.source("c")
    with monkeypatch.context() as patch:
        patch.setattr(run, "place", _refusing(OutputError(Diagnostic("输出", "写不出文件：没有写入权限", Place("out/b.txt")))))
        ran = archive.build("-f", "txt")
    assert (ran.code, ran.made) == (Exit.OUTPUT, ["out/a.txt", "out/c.txt"])
    assert ran.err.count("没有写入权限") == 1
    assert _names(archive.out) == ["a.txt", "c.txt"]
    assert archive.build("-f", "txt").made == ["out/b.txt"]


def test_of_documents_put_on_record_together_those_before_a_full_disk_are_on_record(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.source("c")
    with monkeypatch.context() as patch:
        patch.setattr(run, "place", _refusing(DiskError(Diagnostic("输出", "写不出文件：磁盘已满", Place("out/b.txt"), "腾出空间再试"))))
        ran = archive.build("-f", "txt")
    assert (ran.code, ran.made) == (Exit.OUTPUT, ["out/a.txt"])
    assert ran.err.count("磁盘已满") == 1
    assert _names(archive.out) == ["a.txt"]
    assert archive.build("-f", "txt").made == ["out/b.txt", "out/c.txt"]


def test_a_document_that_takes_its_time_holds_none_before_it_back(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made is put on record when the next is long in coming."""
    recorded: list[int] = []
    real = State.record

    def record(self: State, records: Sequence[tuple[Record, str, bytes, bytes]], fingerprints: Mapping[int, Fingerprint]) -> None:
        recorded.append(len(records))
        real(self, records, fingerprints)

    monkeypatch.setattr(State, "record", record)
    monkeypatch.setattr(run, "_PATIENCE", 0)
    assert archive.build("-f", "txt").code == Exit.OK
    assert recorded == [1, 1]


def test_what_a_worker_staged_before_it_died_is_removed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying(InlineExecutor):
        def deliver(self, job: Job, targets: Mapping[str, str], owner: int) -> Done[Delivery]:
            def die() -> Delivery:
                super(Dying, self).deliver(job, targets, owner).result()
                assert any(name.endswith(".part") for name in _names(archive.out))
                raise WorkerDiedError(9)

            return Done(die)

    monkeypatch.setattr(jobs, "InlineExecutor", Dying)
    assert archive.build("-f", "txt").code == Exit.INTERNAL
    assert _names(archive.out) == []


def test_a_full_disk_ends_the_run_in_one_line_and_leaves_nothing_staged(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.build("-f", "txt")
    before = archive.outputs()
    archive.source("a", "防洪")
    archive.source("b", "防洪")

    def full(files: dict[str, bytes], owner: int) -> object:
        staged = stage(files, owner)
        if any(Path(path).name == "b.txt" for path in files):
            raise DiskError(Diagnostic("输出", "写不出文件：磁盘已满", Place("out/b.txt"), "腾出空间再试"))
        return staged

    monkeypatch.setattr(jobs, "stage", full)
    ran = archive.build("-f", "txt")
    assert ran.code == Exit.OUTPUT
    assert ran.err.count("磁盘已满") == 1
    assert _names(archive.out) == ["a.txt", "b.txt"]
    assert archive.outputs()["b.txt"] == before["b.txt"]


def test_what_a_worker_of_a_killed_run_stages_late_is_removed_by_the_next(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.build("-f", "txt")
    (archive.out / STATE_FOLDER / OWNER_FILE).write_text("1", encoding="ascii")
    early, late = archive.out / ".a.txt.1.part", archive.out / ".b.txt.1.part"
    early.write_text("半个", encoding="utf-8")
    seen = []
    job = run.Run.outcomes

    def outcomes(self: run.Run, *args: object, **kwargs: object) -> object:
        seen.append(early.exists())
        late.write_text("晚到的半个", encoding="utf-8")
        return job(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(run.Run, "outcomes", outcomes)
    archive.source("a", "防洪")
    assert archive.build("-f", "txt").code == Exit.OK
    assert seen == [False]
    assert _names(archive.out) == ["a.txt", "b.txt"]


def test_a_fault_is_one_line_whatever_the_name_of_its_source(archive: Archive) -> None:
    archive.write("source/新\n行.md", "没有文首信息\n")
    ran = archive.build("-f", "txt")
    assert ran.code == Exit.SOURCE
    assert ran.err.splitlines()[0].startswith("source/新\\n行.md:1: 错误 [文首信息]")
    assert len(ran.err.splitlines()) == 2
