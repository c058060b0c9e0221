"""A Dask cluster as an executor of jobs: the bytes of sources go out, the bytes of outputs come back.

If a worker dies, Dask gives its job to another. If a job loses more workers than the cluster allows, it runs once more,
alone: that shows whether the job is to blame, and then it costs only itself.
"""

import asyncio
import queue
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from gen.archive.cluster_connection import ClusterConnection
from gen.archive.jobs import Delivery, Job, Shared, WorkersDiedError, run_job
from gen.archive.patience import Patience
from gen.archive.staging import Stagers
from gen.errors import ClusterError, GenError

if TYPE_CHECKING:
    import distributed

    from gen.archive.cluster_worker import Terms
    from gen.pipeline import BuildResult

_Sent = tuple[Job, str]
"""A job, and the parcel of its pictures."""
_Task = Callable[["Terms", Job, str], "BuildResult"]


class Cluster:
    """Runs jobs on the cluster at `address`; `jobs` is how many at a time. ClusterError if it cannot.

    `program` is the digest that a worker's program must have, `task` the function that workers run.
    """

    def __init__(self, address: str, shared: Shared, program: str, patience: Patience, task: "_Task | None" = None) -> None:
        self._shared = shared
        self._patience = patience
        self._events: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._backlog: deque[tuple[Future[BuildResult], _Sent]] = deque()
        self._suspects: deque[tuple[Future[BuildResult], _Sent]] = deque()
        self._running: dict[Future[BuildResult], Future[BuildResult]] = {}
        self._alone = False
        self._lost: ClusterError | None = None
        self._idle_looks = 0
        self._connection = ClusterConnection(address, program, patience)
        try:
            from gen.archive.cluster_worker import run_job_on_worker

            self._task = task or run_job_on_worker
            self.jobs = self._connection.workers
            self._terms = self._connection.send(shared, program)
        except BaseException:
            self._connection.close(lost=True)
            raise
        self._stagers = Stagers()
        self._thread = threading.Thread(target=self._attend, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.shutdown(cancel=kind is not None)

    def deliver(self, job: Job, targets: Mapping[str, str], owner: int) -> "Future[Delivery]":
        """Queue a job, and stage its outputs here: workers do not see this disk. Errors as `submit`; OutputError."""
        return self._stagers.deliver(self.submit(job), targets, owner)

    def submit(self, job: Job) -> "Future[BuildResult]":
        """Queue a job; its future has the result, WorkersDiedError, TimeLimitError or ClusterError."""
        future: Future[BuildResult] = Future()
        try:
            pictures = self._connection.send_pictures(job)
        except ClusterError as error:
            future.set_exception(error)
        except GenError:
            self._run_inline(job, future)
        else:
            self._events.put(lambda: self._backlog.append((future, (replace(job, folder=None), pictures))))
        return future

    def _run_inline(self, job: Job, future: "Future[BuildResult]") -> None:
        """Run a job here if its source or its pictures are faulty and it cannot be sent: the result reports the fault."""
        try:
            future.set_result(run_job(self._shared, job))
        except Exception as error:  # noqa: BLE001 — it is raised again by whoever asks for the result
            future.set_exception(error)

    def shutdown(self, *, cancel: bool = False) -> None:
        """Disconnect: at once with `cancel`, else after all jobs. Files that documents share stay on the cluster."""
        self._events.put(None)
        if not cancel:
            self._thread.join()
        self._stagers.shutdown()
        with suppress(Exception):
            self._connection.close(lost=self._lost is not None)

    def _attend(self) -> None:
        """Give out jobs, in a single thread, so that nothing here needs a lock."""
        while True:
            try:
                event = self._events.get(timeout=self._patience.look)
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

    def _start(self, ours: "Future[BuildResult]", sent: _Sent) -> None:
        client = self._connection.client
        asked = client.submit(self._task, self._terms, *sent, pure=False)
        # Dask's own executor drops what befalls an answer on its way, and its future then waits for ever.
        theirs = asyncio.run_coroutine_threadsafe(_answer(asked), client.loop.asyncio_loop)
        self._running[ours] = theirs
        theirs.add_done_callback(lambda done: self._events.put(lambda: self._pass_on(ours, sent, done)))

    def _pass_on(self, ours: "Future[BuildResult]", sent: _Sent, theirs: "Future[BuildResult]") -> None:
        """Pass on the result of a job that came back, or try the job again alone."""
        from distributed.scheduler import KilledWorker

        from gen.archive.cluster_worker import ForeignProgramError, UnsentError

        if self._running.pop(ours, None) is None:
            return
        alone, self._alone = self._alone, False
        self._idle_looks = 0
        connection = self._connection
        error = asyncio.CancelledError() if theirs.cancelled() else theirs.exception()
        match error:
            case None:
                ours.set_result(theirs.result())
            case KilledWorker() if not alone:
                self._suspects.append((ours, sent))
            case KilledWorker():
                ours.set_exception(WorkersDiedError())
            case ForeignProgramError():
                ours.set_exception(connection.foreign(str(error)))
            case UnsentError():
                ours.set_exception(connection.fault(f"worker {error} 没有收到模板或者字体", "检查它的磁盘空间和日志，重新启动它"))
            case CancelledError() | asyncio.CancelledError():
                self._fail(connection.fault("和 scheduler 的连接断了", "再运行一次，已经完成的不再生成"), ours)
            case _:
                ours.set_exception(error)

    def _look(self) -> None:
        """Check, after a while without results, that the scheduler answers and has workers."""
        if self._lost or not self._running:
            return
        try:
            workers = self._connection.count_workers()
        except Exception:  # noqa: BLE001 — Dask passes on whatever the connection raised
            self._fail(self._connection.fault("和 scheduler 的连接断了", "再运行一次，已经完成的不再生成"))
            return
        self._idle_looks = 0 if workers else self._idle_looks + 1
        if self._idle_looks * self._patience.look >= self._patience.cluster_worker:
            self._fail(self._connection.fault("集群里没有 worker 了", "重新启动 worker，再运行一次，已经完成的不再生成"))

    def _fail(self, error: ClusterError, *more: "Future[BuildResult]") -> None:
        """Fail every running job and every later one."""
        self._lost = error
        for ours in (*more, *self._running, *(ours for ours, _ in (*self._backlog, *self._suspects))):
            if not ours.done():
                ours.set_exception(error)
        self._running.clear()
        self._backlog.clear()
        self._suspects.clear()


async def _answer(asked: "distributed.Future") -> "BuildResult":
    result: BuildResult = await asked
    return result
