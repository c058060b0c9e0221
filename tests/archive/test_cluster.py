"""`gen build --cluster`: the same bytes as a local build, whatever becomes of workers; a scheduler that is gone is one line.

Workers are processes of their own, of a real cluster on this machine.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from archives import ROOT, Archive, Ran, environment, spawn
from msgspec.structs import replace
from PIL import Image

from gen.archive.jobs import Job, Shared, TimeLimitError, WorkersDiedError
from gen.archive.patience import Patience
from gen.archive.program import program_digest
from gen.composition.templating import Templates
from gen.errors import ClusterError, Exit
from gen.writers.session import Session, Settings

dask = pytest.importorskip("dask", reason="Dask distributed is not installed (extra [cluster])")
distributed = pytest.importorskip("distributed", reason="Dask distributed is not installed (extra [cluster])")
from gen.archive.cluster import Cluster  # noqa: E402 — loads distributed
from gen.archive.cluster_worker import Terms, run_job_on_worker  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:::distributed", "ignore::ResourceWarning", "ignore::DeprecationWarning")

_SEALED = """---
kind: decision
organ: ××市人民代表大会常务委员会
title: 关于污水治理的决定
signature:
  organ: ××市人民代表大会常务委员会
  date: 2026年3月1日
  seal: {seal}
---
一、依法进行。
"""


@contextmanager
def cluster(workers: int) -> Iterator[Any]:
    with (
        mock.patch.dict(os.environ, {"PYTHONPATH": str(ROOT)}),
        # Dask's cluster on one machine closes for good a worker that is away 15 seconds after it was away once: one that dies again and again
        # on a slow machine.
        dask.config.set({"distributed.deploy.lost-worker-timeout": "1h"}),
        distributed.LocalCluster(n_workers=workers, threads_per_worker=2, dashboard_address=None, silence_logs=60) as started,
    ):
        yield started


@pytest.fixture(scope="module")
def two_workers() -> Iterator[Any]:
    with cluster(2) as started:
        yield started


def _fill(archive: Archive, number: int = 60) -> Archive:
    for index in range(number):
        archive.source(f"n{index:03}", f"第{index}项治理")
    archive.write("source/z.md", _SEALED.format(seal="seals/z.png"))
    archive.write("source/bad.md", _SEALED.format(seal="no.png"))
    (archive.root / "source" / "seals").mkdir()
    Image.new("RGBA", (60, 60), (255, 0, 0, 128)).save(archive.root / "source" / "seals" / "z.png")
    return archive


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Ran]:
    archive = _fill(Archive(tmp_path_factory.mktemp("local")))
    ran = archive.build()
    return archive.outputs(), ran


def _pids(started: Any) -> list[int]:  # noqa: ANN401 — distributed is untyped
    with distributed.Client(started, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())


def test_a_worker_killed_in_the_middle_changes_nothing(two_workers: Any, tmp_path: Path, local: tuple[dict[str, bytes], Ran]) -> None:  # noqa: ANN401
    archive = _fill(Archive(tmp_path))
    victim = _pids(two_workers)[0]
    process = spawn(archive, "build", "--fonts", "bundled", "--cluster", two_workers.scheduler_address)
    assert process.stdout
    first = os.read(process.stdout.fileno(), 1 << 16)  # not by a buffer, of which communicate knows nothing
    os.kill(victim, signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert archive.outputs() == local[0]
    assert (process.returncode, (first + out).decode(), err.decode()) == (local[1].code, local[1].out, local[1].err)
    again = archive.build()
    assert "没有变化 61" in again.err


def test_what_documents_share_is_sent_once(two_workers: Any, tmp_path: Path) -> None:  # noqa: ANN401
    archive = _fill(Archive(tmp_path), 3)
    address = two_workers.scheduler_address
    archive.build("--cluster", address)
    with mock.patch.object(distributed.Client, "register_plugin") as sent:
        assert "完成 4" in archive.build("--cluster", address, "--width", "0").err
    sent.assert_not_called()


def test_template_of_the_workspace_is_the_one_that_workers_use(two_workers: Any, tmp_path: Path) -> None:  # noqa: ANN401
    archive = Archive(tmp_path)
    archive.source("a")
    archive.write("templates/decision.xml.j2", "<blocks><paragraph>改过的</paragraph></blocks>")
    assert archive.build("--cluster", two_workers.scheduler_address).code == 0
    there = archive.outputs()
    assert "改过的" in there["a.txt"].decode()
    assert archive.build("--force").code == 0
    assert archive.outputs() == there


def _job(name: str) -> Job:
    return Job(_SEALED.format(seal="reserved").encode(), f"{name}.md", name, ("txt",))


def _poisoned(terms: Terms, job: Job, pictures: str) -> Any:  # noqa: ANN401
    if job.name == "kill":
        os._exit(9)
    return run_job_on_worker(terms, job, pictures)


def _here(task: Callable[..., Any]) -> Callable[..., Any]:
    """A function of this file by value: workers do not have the tests."""
    import cloudpickle  # type: ignore[import-untyped]

    cloudpickle.register_pickle_by_value(sys.modules[task.__module__])
    return task


_SHARED = Shared(Templates([ROOT / "templates"]), Settings(Session()))


def test_document_that_kills_workers_costs_only_itself() -> None:
    """On a cluster that blames a document for the first worker that dies with it, and so all that were on the worker."""
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), cluster(1) as started:
        pool = Cluster(started.scheduler_address, _SHARED, program_digest(), Patience(), _here(_poisoned))
        names = ["a", "kill", "b", "c", "kill", "d"]
        futures = [pool.submit(_job(name)) for name in names]
        failed = [type(future.exception(timeout=180)) for future in futures]
        pool.shutdown()
    nothing = type(None)
    assert failed == [nothing, WorkersDiedError, nothing, nothing, WorkersDiedError, nothing]
    assert len({futures[index].result().files["txt"] for index in (0, 2, 3, 5)}) == 1


def test_document_that_takes_too_long_costs_only_itself() -> None:
    def slow(terms: Terms, job: Job, pictures: str) -> Any:  # noqa: ANN401
        from gen.archive import cluster_worker

        usual = cluster_worker._run_job  # noqa: SLF001

        def hang(terms: Terms, job: Job, pictures: str, worker: Any) -> Any:  # noqa: ANN401
            if job.name == "hang":
                time.sleep(600)
            return usual(terms, job, pictures, worker)

        cluster_worker._run_job = hang  # noqa: SLF001
        # A limit for this document alone: on a busy machine the others may take as long as they need.
        return cluster_worker.run_job_on_worker(replace(terms, limit=0.5) if job.name == "hang" else terms, job, pictures)

    with cluster(1) as started:
        pool = Cluster(started.scheduler_address, _SHARED, program_digest(), Patience(), slow)
        futures = [pool.submit(_job(name)) for name in ("a", "hang", "b")]
        failed = [type(future.exception(timeout=180)) for future in futures]
        pool.shutdown()
    assert failed == [type(None), TimeLimitError, type(None)]


def test_another_program_on_a_worker_is_told(two_workers: Any) -> None:  # noqa: ANN401
    with pytest.raises(ClusterError, match="上的程序和这里的不同") as told:
        Cluster(two_workers.scheduler_address, _SHARED, "0" * 64, Patience())
    assert len(told.value.diagnostics) == 1


def test_cluster_without_a_worker_is_told() -> None:
    with cluster(0) as started, pytest.raises(ClusterError, match="集群里没有 worker"):
        Cluster(started.scheduler_address, _SHARED, program_digest(), Patience(cluster_worker=0.5))


def test_cluster_whose_last_worker_has_gone_is_told() -> None:
    def hang(_terms: Terms, _job: Job, _pictures: str) -> Any:  # noqa: ANN401
        time.sleep(600)

    with cluster(1) as started:
        pool = Cluster(started.scheduler_address, _SHARED, program_digest(), Patience(cluster_worker=0.4, look=0.2), hang)
        futures = [pool.submit(_job(name)) for name in "ab"]
        started.scale(0)
        told = [future.exception(timeout=60) for future in futures]
        pool.shutdown()
    assert [str(error.diagnostics[0].message) for error in told if isinstance(error, ClusterError)] == ["集群里没有 worker 了"] * 2


def test_cluster_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="连不上集群"):
        Cluster("tcp://127.0.0.1:9", _SHARED, "", Patience(connection=0.5))
    archive = Archive(tmp_path)
    archive.source("a")
    ran = archive.build("--cluster", "no address")
    assert (ran.code, ran.out, ran.err.count("\n")) == (Exit.CLUSTER, "", 1), ran.err
    assert "[集群] 连不上集群" in ran.err
    assert archive.outputs() == {}
    assert archive.build().code == 0


def test_scheduler_lost_in_the_middle_leaves_whole_outputs(tmp_path: Path, local: tuple[dict[str, bytes], Ran]) -> None:
    archive = _fill(Archive(tmp_path / "ws"))
    file = tmp_path / "scheduler.json"
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment(), "cwd": tmp_path}
    start = [sys.executable, "-m", "distributed.cli.dask_"]
    scheduler = subprocess.Popen([*start[:2], start[2] + "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)], **quiet)
    worker = subprocess.Popen(
        [*start[:2], start[2] + "worker", "--no-dashboard", "--nthreads", "1", "--death-timeout", "5", "--scheduler-file", str(file)], **quiet
    )
    try:
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(0.2)
        with distributed.Client(scheduler_file=str(file), set_as_default=False) as client:
            address = client.scheduler.address
        process = spawn(archive, "build", "--fonts", "bundled", "--cluster", address)
        assert process.stdout
        os.read(process.stdout.fileno(), 1 << 16)
        scheduler.kill()
        _, err = process.communicate(timeout=120)
    finally:
        for started in (scheduler, worker):
            started.kill()
            started.wait()
    assert process.returncode == Exit.CLUSTER
    assert [line for line in err.decode().splitlines() if "[集群]" in line] == [
        f"{address}: 错误 [集群] 和 scheduler 的连接断了；再运行一次，已经完成的不再生成"
    ]
    written = archive.outputs()
    assert 0 < len(written) < len(local[0])
    assert all(local[0][name] == data for name, data in written.items())
    assert archive.build().code == local[1].code
    assert archive.outputs() == local[0]
