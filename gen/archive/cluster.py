"""A Dask cluster as an executor of jobs: it gets digests and the bytes of sources, what documents share once a worker, and gives bytes back.

Dask gives the job of a worker that died to another. One whose workers died more often than the cluster allows is given out once more, alone:
then it is known whether it was to blame, and it costs only itself.
"""

import asyncio
import logging
import os
import queue
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from gen.archive.jobs import Job, Shared, WorkersDiedError, prepare, run_job
from gen.errors import ClusterError, Diagnostic, GenError, Place

if TYPE_CHECKING:
    import distributed

    from gen.archive.cluster_worker import Parcel, Terms
    from gen.pipeline import BuildResult

_CONNECT_SECONDS: Final = 10.0
_WORKERS_SECONDS: Final = 60.0
"""How long to wait for a worker, at the start or after the last one has gone: a nanny starts one within a few seconds."""
_SILENCE_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 2.0
_PICTURES: Final = (b"seal", b"stamp", b"\\")
"""Without any of these no field of a source names a picture, not even one written with an escape."""

_LOGGERS: Final = ("distributed", "tornado", "asyncio")
"""Who would tell the user in English, at length, what is told here in a line."""

_Job = tuple[Job, str]
_Task = Callable[["Terms", Job, str], "BuildResult"]


class Cluster(Executor):
    """Runs jobs on the cluster at `address`; `jobs` is how many at a time. ClusterError when it cannot.

    `program` is the digest that a worker's program must have, `limit` the seconds a document may take, 0 for none; `task` what workers run.
    """

    def __init__(self, address: str, shared: Shared, program: str, limit: float, task: "_Task | None" = None) -> None:
        self._address = address
        self._shared = shared
        self._sent: set[str] = set()
        self._events: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._backlog: deque[tuple[Future[BuildResult], _Job]] = deque()
        self._suspects: deque[tuple[Future[BuildResult], _Job]] = deque()
        self._running: dict[Future[BuildResult], Future[BuildResult]] = {}
        self._alone = False
        self._lost: ClusterError | None = None
        self._idle_looks = 0
        self._client = self._connect()
        try:
            from gen.archive.cluster_worker import run_job_on_worker

            self._task = task or run_job_on_worker
            self.jobs = self._meet(program)
            self._terms = self._send(program, limit)
        except BaseException:
            self._client.close(timeout=1)
            raise
        prepare(shared)
        self._thread = threading.Thread(target=self._attend, daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":  # noqa: ANN401 — Executor's signature
        """Give out a job, `run_job` being the only function; its future has what was made, WorkersDiedError, TimeLimitError or ClusterError."""
        if fn is not run_job or kwargs:
            message = "a cluster runs jobs only"
            raise TypeError(message)
        (job,) = args
        future: Future[BuildResult] = Future()
        try:
            pictures = self._pictures(job)
        except ClusterError as error:
            future.set_exception(error)
        except GenError:
            self._run_inline(job, future)
        else:
            self._events.put(lambda: self._backlog.append((future, (replace(job, folder=None), pictures))))
        return future

    @staticmethod
    def _run_inline(job: Job, future: "Future[BuildResult]") -> None:
        """Run a job whose pictures cannot be read: it will say so."""
        try:
            future.set_result(run_job(job))
        except Exception as error:  # noqa: BLE001 — it is raised again by whoever asks for the result
            future.set_exception(error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 — Executor's signature
        """Let the cluster go; nothing of what is under way is waited for with `cancel_futures`. What documents share stays for the next run."""
        self._events.put(None)
        if wait and not cancel_futures:
            self._thread.join()
        with _quiet(), suppress(Exception):
            self._client.close(timeout=1 if self._lost else _CONNECT_SECONDS)

    def _connect(self) -> "distributed.Client":
        try:
            import distributed
        except ImportError:
            hint = "运行 pip install 'gongwen-gen[cluster]'"
            raise ClusterError(Diagnostic("集群", "没有安装 Dask", Place(self._address), hint)) from None
        for name in (*_LOGGERS, *logging.root.manager.loggerDict):
            if name.partition(".")[0] in _LOGGERS:  # Dask gives each of its modules a level of its own
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        try:
            with _quiet():
                return distributed.Client(self._address, timeout=_CONNECT_SECONDS, set_as_default=False, name="gen")
        except (OSError, ValueError, TypeError, KeyError, RuntimeError, ImportError):
            hint = "地址的样子是 tcp://主机:8786；检查 dask scheduler 是否在运行"
            raise ClusterError(Diagnostic("集群", "连不上集群", Place(self._address), hint)) from None

    def _meet(self, program: str) -> int:
        """Ask each worker what it has → how many there are."""
        from gen.archive.cluster_worker import held

        with self._reached():
            self._client.wait_for_workers(1, timeout=_WORKERS_SECONDS)
            answers = self._client.run(held, on_error="return")
        parcels: list[set[str]] = []
        for worker, answer in sorted(answers.items()):
            if isinstance(answer, BaseException) or answer[0] != program:
                raise self._foreign(worker)
            parcels.append(set(answer[1]))
        self._sent = set.intersection(*parcels) if parcels else set()
        return max(1, len(parcels))

    def _send(self, program: str, limit: float) -> "Terms":
        """Send what all documents share → the terms that jobs name it by."""
        from gen.archive.cluster_worker import Parcel, SentFont, Terms

        shared = self._shared
        names = tuple(map(str, range(len(shared.template_folders))))
        files: dict[str, bytes] = {}
        for name, folder in zip(names, shared.template_folders, strict=True):
            files |= {f"{name}/{inner}": path.read_bytes() for inner, path in _files(folder)}
        templates = self._deliver(Parcel(files))
        parcels: dict[Path, str] = {}

        def sent(path: Path) -> str:
            if path not in parcels:
                parcels[path] = self._deliver(Parcel({path.name: path.read_bytes()}))
            return parcels[path]

        faces: tuple[tuple[str, tuple[SentFont, ...]], ...] | None = None
        if shared.chain:
            faces = tuple(
                (
                    str(face),
                    tuple(SentFont(sent(row.path), row.path.name, str(row.origin), row.number, row.ascii_only, str(row.path)) for row in rows),
                )
                for face, rows in shared.chain.files
            )
        return Terms(program, templates, names, faces, shared.width, shared.encoding, shared.design, shared.strict, limit)

    def _pictures(self, job: Job) -> str:
        """Send the pictures that a source names → their parcel, empty without any. GenError for a source that cannot be made."""
        if not any(mark in job.data for mark in _PICTURES):
            return ""
        from gen.archive.cluster_worker import Parcel
        from gen.source.reader import read

        document, _ = read(job.data, job.file, job.name, job.folder)
        return self._deliver(Parcel({picture.file: picture.data for picture in document.pictures})) if document.pictures else ""

    def _deliver(self, parcel: "Parcel") -> str:
        if parcel.name not in self._sent:
            with self._reached():
                self._client.register_plugin(parcel)
            self._sent.add(parcel.name)
        return str(parcel.name)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """What Dask raises when the scheduler or all workers are gone → ClusterError."""
        try:
            with _quiet():
                yield
        except TimeoutError:
            failure = self._fault("集群里没有 worker", "用 dask worker 启动几个")
        except GenError:
            raise
        except Exception as error:  # noqa: BLE001 — Dask passes on whatever a worker or the connection raised
            failure = self._fault(f"集群出错（{type(error).__name__}: {error}）", "查看 scheduler 和 worker 的日志")
        else:
            return
        raise failure

    def _attend(self) -> None:
        """The one thread that gives out jobs, so that nothing here is locked."""
        while True:
            try:
                event = self._events.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                self._look()
                continue
            if event is None:
                break
            event()
            self._give_out()
        for ours, _ in (*self._backlog, *self._suspects):
            ours.cancel()

    def _give_out(self) -> None:
        if self._lost:
            self._fail(self._lost)
        elif self._suspects and not self._running:
            self._alone = True
            self._start(*self._suspects.popleft())
        elif not self._suspects and not self._alone:
            while self._backlog:
                self._start(*self._backlog.popleft())

    def _start(self, ours: "Future[BuildResult]", job: _Job) -> None:
        asked = self._client.submit(self._task, self._terms, *job, pure=False)
        # Dask's own executor drops what befalls an answer on its way, and its future then waits for ever.
        theirs = asyncio.run_coroutine_threadsafe(_answer(asked), self._client.loop.asyncio_loop)
        self._running[ours] = theirs
        theirs.add_done_callback(lambda done: self._events.put(lambda: self._settle(ours, job, done)))

    def _settle(self, ours: "Future[BuildResult]", job: _Job, theirs: "Future[BuildResult]") -> None:
        """A job came back: pass on what became of it, or try it alone."""
        from distributed.scheduler import KilledWorker

        from gen.archive.cluster_worker import ForeignProgramError, UnsentError

        if self._running.pop(ours, None) is None:
            return
        alone, self._alone = self._alone, False
        self._idle_looks = 0
        error = asyncio.CancelledError() if theirs.cancelled() else theirs.exception()
        match error:
            case None:
                ours.set_result(theirs.result())
            case KilledWorker() if not alone:
                self._suspects.append((ours, job))
            case KilledWorker():
                ours.set_exception(WorkersDiedError())
            case ForeignProgramError():
                ours.set_exception(self._foreign(str(error)))
            case UnsentError():
                ours.set_exception(self._fault(f"worker {error} 没有收到模板或者字体", "检查它的磁盘空间和日志，重新启动它"))
            case CancelledError() | asyncio.CancelledError():
                self._fail(self._fault("和 scheduler 的连接断了", "再运行一次，已经完成的不再生成"), ours)
            case _:
                ours.set_exception(error)

    def _look(self) -> None:
        """Nothing came for a while: see that the scheduler answers and has workers."""
        if self._lost or not self._running:
            return
        try:
            with _quiet():
                workers = self._client.sync(self._client.scheduler.ncores, callback_timeout=_SILENCE_SECONDS)
        except Exception:  # noqa: BLE001 — as in _reached
            self._fail(self._fault("和 scheduler 的连接断了", "再运行一次，已经完成的不再生成"))
            return
        self._idle_looks = 0 if workers else self._idle_looks + 1
        if self._idle_looks * _LOOK_SECONDS >= _WORKERS_SECONDS:
            self._fail(self._fault("集群里没有 worker 了", "重新启动 worker，再运行一次，已经完成的不再生成"))

    def _fail(self, error: ClusterError, *more: "Future[BuildResult]") -> None:
        """End everything that is under way, and whatever comes after."""
        self._lost = error
        for ours in (*more, *self._running, *(ours for ours, _ in (*self._backlog, *self._suspects))):
            if not ours.done():
                ours.set_exception(error)
        self._running.clear()
        self._backlog.clear()
        self._suspects.clear()

    def _foreign(self, worker: str) -> ClusterError:
        hint = "在所有的 worker 上安装同一版本的 gongwen-gen[cluster] 和所用的库，重新启动 worker"
        return ClusterError(Diagnostic("集群", f"worker {worker} 上的程序和这里的不同", Place(self._address), hint))

    def _fault(self, message: str, hint: str) -> ClusterError:
        return ClusterError(Diagnostic("集群", message, Place(self._address), hint))


async def _answer(asked: "distributed.Future") -> "BuildResult":
    result: BuildResult = await asked
    return result


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask warns of Python versions that differ, to no effect on the bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _files(folder: Path) -> Sequence[tuple[str, Path]]:
    """A folder → every file in it that a template can be loaded from, by the name it is loaded by."""
    found: list[tuple[str, Path]] = []
    walked: set[tuple[int, int]] = set()
    for here, inner, names in os.walk(folder, followlinks=True):
        status = os.stat(here)  # noqa: PTH116 — as os.walk gives it
        if (status.st_dev, status.st_ino) in walked:
            inner.clear()
            continue
        walked.add((status.st_dev, status.st_ino))
        paths = [Path(here) / name for name in names]
        found += [(path.relative_to(folder).as_posix(), path) for path in paths if path.is_file()]
    return sorted(found)
