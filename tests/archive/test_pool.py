"""Worker processes: what happens to one costs its own task only."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import Archive, command, environment

from gen.archive.jobs import TimeLimitError, WorkerDiedError
from gen.archive.patience import Patience
from gen.archive.pool import PRELOADED, Workers
from gen.errors import Exit


class Unreadable:
    """An answer that raises ValueError where it is read."""

    def __reduce__(self) -> tuple[type[int], tuple[str]]:
        return int, ("没有",)


class NeverReady:
    """What a worker would have to wait for before it is ready."""

    def __reduce__(self) -> tuple[Callable[[float], None], tuple[float]]:
        return time.sleep, (60,)


def task(shared: object, what: str) -> object:
    if what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "exit":
        os._exit(3)
    if what == "hang":
        time.sleep(60)
    if what == "memory":
        raise MemoryError
    if what == "large":
        return bytes(3_000_000)
    if what == "unreadable":
        return Unreadable()
    return what, os.getpid(), shared


def workers(jobs: int, patience: Patience | None = None, shared: object = "shared") -> Workers:
    return Workers(jobs, shared, patience or Patience())


def test_tasks_run_in_other_processes_with_what_they_share() -> None:
    with workers(2) as pool:
        results = [future.result() for future in [pool.submit(task, str(number)) for number in range(20)]]
    assert [what for what, _, _ in results] == [str(number) for number in range(20)]
    assert {shared for _, _, shared in results} == {"shared"}
    pids = {pid for _, pid, _ in results}
    assert os.getpid() not in pids
    assert len(pids) <= 2


@pytest.mark.parametrize(
    ("what", "error"),
    [("kill", WorkerDiedError), ("exit", WorkerDiedError), ("hang", TimeLimitError), ("memory", MemoryError), ("unreadable", ValueError)],
)
def test_what_befalls_a_worker_costs_its_task_only(what: str, error: type[Exception]) -> None:
    with workers(2, Patience(document=10 if what == "hang" else 0)) as pool:
        futures = [pool.submit(task, name) for name in ("a", "large", what, "b", "c", what, "d")]
        failed = [type(future.exception()) for future in futures if future.exception()]
        assert failed == [error, error]
        assert [future.result()[0] for future in (futures[0], *futures[3:5], futures[6])] == ["a", "b", "c", "d"]
        assert len(futures[1].result()) == 3_000_000


def test_where_no_worker_can_be_started_each_task_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Workers, _number: int) -> object:
        raise BlockingIOError

    monkeypatch.setattr(Workers, "_start", refuse)
    with workers(1) as pool:
        assert [type(pool.submit(task, name).exception()) for name in "ab"] == [BlockingIOError, BlockingIOError]


def test_a_worker_that_does_not_get_ready_is_given_up() -> None:
    with workers(1, Patience(start=0.2), NeverReady()) as pool:
        assert [type(pool.submit(task, name).exception()) for name in "ab"] == [WorkerDiedError, WorkerDiedError]


def test_a_worker_killed_from_outside_in_the_middle_of_an_answer() -> None:
    with workers(1) as pool:
        _, pid, _ = pool.submit(task, "first").result()
        futures = [pool.submit(task, "large") for _ in range(50)]
        os.kill(pid, signal.SIGKILL)
        lost = [future for future in futures if future.exception()]
        assert len(lost) <= 1
        assert pool.submit(task, "after").result()[0] == "after"


def test_what_workers_load_before_they_start_is_there() -> None:
    subprocess.run([sys.executable, "-c", f"import {', '.join(PRELOADED)}"], check=True, env=environment())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Enough sources for a pool, and a template that never ends for one kind, as a bad one may."""
    archive = Archive(tmp_path)
    endless = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}"
    archive.write("templates/endless.xml.j2", f"<blocks>{endless}</blocks>")
    for number in range(20):
        archive.source(f"{number:02}", kind="endless" if number in {3, 11} else "decision")
    return archive


def test_a_document_that_takes_too_long_costs_itself_only(archive: Archive) -> None:
    ran = archive.build("-f", "txt", "--time-limit", "6", "--jobs", "2")
    assert ran.code == Exit.INTERNAL
    assert ran.made == [f"out/{number:02}.txt" for number in range(20) if number not in {3, 11}]
    assert [line.split(":")[0] for line in ran.err.splitlines() if "6 秒内没有生成" in line] == ["source/03.md", "source/11.md"]
    assert ran.err.endswith("共 20 份：完成 18，失败 2\n")


def test_a_worker_that_is_killed_costs_its_document_only(archive: Archive) -> None:
    """The endless document's worker is killed, as the system does for want of memory."""
    (archive.root / "source/11.md").unlink()
    process = subprocess.Popen(
        command("build", "-f", "txt", "--jobs", "2"), cwd=archive.root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    victim = _busiest_descendant(process.pid)
    os.kill(victim, signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert process.returncode == Exit.INTERNAL
    assert len(out.split()) == 18
    assert "source/03.md: 错误 [生成] 生成它的进程中途结束（可能是内存不够）" in err.decode()


def _busiest_descendant(parent: int) -> int:
    """The process under `parent` that has come to work for more than a second: the one with the endless document."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        rows = subprocess.run(["ps", "-eo", "pid=,ppid=,cputimes="], capture_output=True, text=True, check=True).stdout.splitlines()
        processes = {int(pid): (int(ppid), int(seconds)) for pid, ppid, seconds in (row.split() for row in rows)}
        for pid, (_, seconds) in processes.items():
            above = pid
            while above in processes and above != parent:
                above = processes[above][0]
            if above == parent and pid != parent and seconds >= 2:
                return pid
        time.sleep(0.1)
    pytest.fail("no worker came to work")
