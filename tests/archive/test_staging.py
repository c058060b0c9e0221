"""Outputs are staged beside their places by whichever process makes them: whatever befalls a run, none is left there."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from archives import Archive

from gen.archive import orders, run
from gen.archive.database import OWNER_FILE, STATE_FOLDER
from gen.archive.orders import Done, Here, WorkerDiedError
from gen.errors import Diagnostic, DiskError, Exit, OutputError, Place
from gen.output import stage

Result = TypeVar("Result")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two sources."""
    archive = Archive(tmp_path)
    archive.source("a")
    archive.source("b")
    return archive


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != STATE_FOLDER)


def test_of_files_that_cannot_all_be_staged_none_is_left(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(OutputError, match="输出位置是一个文件夹"):
        stage({tmp_path / "a.txt": b"a", tmp_path / "b.txt": b"b", tmp_path / "c.txt": b"c"}, 1)
    assert _names(tmp_path) == ["b.txt"]


def test_what_a_worker_staged_before_it_died_is_removed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying(Here):
        def submit(self, task: Callable[[], Result]) -> Done[Result]:
            def die() -> Result:
                task()
                assert any(name.endswith(".part") for name in _names(archive.out))
                raise WorkerDiedError(9)

            return Done(die)

    monkeypatch.setattr(orders, "Here", Dying)
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

    monkeypatch.setattr(orders, "stage", full)
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
    order = run.Run.outcomes

    def outcomes(self: run.Run, *args: object, **kwargs: object) -> object:
        seen.append(early.exists())
        late.write_text("晚到的半个", encoding="utf-8")
        return order(self, *args, **kwargs)  # type: ignore[arg-type]

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
