"""Worker processes as an executor: one that dies or takes too long costs only its task, and another takes its place.

`concurrent.futures.ProcessPoolExecutor` does neither: a process that dies breaks its pool, and no task has a time
limit. Here every worker has a pipe of its own, so that one killed in the middle of an answer leaves nothing locked.
"""

import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Final, Self

from gen.archive.jobs import Delivery, Job, TimeLimitError, WorkerDiedError, deliver
from gen.archive.patience import Patience

_TRIES: Final = 3
PRELOADED: Final = (
    "gen.archive.jobs",
    "gen.source.reader",
    "gen.rules",
    "gen.composition.compose",
    "gen.writers.docx.body",
    "gen.writers.pdf.pages",
    "gen.writers.text.pages",
)
"""Modules that every worker needs: the server from which workers are forked loads them once."""

_Process = multiprocessing.process.BaseProcess


class Workers:
    """Runs tasks in `jobs` processes, each with a copy of `shared` that it keeps while it lives.

    `patience.document` is how long a task may take, `patience.start` how long a process may take to be ready. As a
    context manager it ends after all tasks, or at once if an exception leaves the block.
    """

    def __init__(self, jobs: int, shared: Any, patience: Patience) -> None:  # noqa: ANN401 — the first argument of every task
        self._tasks: queue.SimpleQueue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]] | None] = queue.SimpleQueue()
        self._shared = shared
        self._patience = patience
        self._stopped = False
        self._running: dict[int, _Process] = {}
        self._context = _context()
        self._threads = [threading.Thread(target=self._attend, args=(number,), daemon=True) for number in range(jobs)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.shutdown(cancel=kind is not None)

    def deliver(self, job: Job, targets: Mapping[str, str], owner: int) -> "Future[Delivery]":
        """Queue a job, whose outputs a worker stages. Errors as `submit`."""
        return self.submit(deliver, job, targets, owner)

    def submit(self, task: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """Queue `task(shared, *arguments)`.

        Its future has the result, the task's exception, WorkerDiedError or TimeLimitError.
        """
        future: Future[Any] = Future()
        self._tasks.put((future, task, arguments))
        return future

    def shutdown(self, *, cancel: bool = False) -> None:
        """End the workers: at once with `cancel`, else after all tasks. No process is left."""
        if cancel:
            self._stopped = True
            for process in list(self._running.values()):
                process.kill()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _attend(self, number: int) -> None:
        """One worker's thread: give it task after task, and replace it if it dies."""
        pipe: Connection | None = None
        while (given := self._tasks.get()) is not None:
            future, task, arguments = given
            if self._stopped or not future.set_running_or_notify_cancel():
                future.cancel()
                continue
            try:
                pipe = pipe or self._start(number)
                result, error = self._ask(pipe, (task, arguments), number)
            except (WorkerDiedError, TimeLimitError) as failure:
                pipe = None
                result, error = None, failure
            except Exception as failure:  # noqa: BLE001 — a worker that cannot be started, an answer that cannot be read: else one waits for ever
                result, error = None, failure
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        if pipe:
            pipe.close()
        process = self._running.pop(number, None)
        if process:
            process.join()

    def _start(self, number: int) -> Connection:
        code = 0
        for _ in range(_TRIES):
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_work, args=(theirs, self._shared), daemon=True)
            process.start()
            theirs.close()
            self._running[number] = process
            with suppress(EOFError, OSError):
                if not self._stopped and ours.poll(self._patience.start):
                    ours.recv()
                    return ours  # type: ignore[no-any-return]  # see _context
                process.kill()
            code = self._end(number)
            if self._stopped:
                break
        raise WorkerDiedError(code)

    def _ask(self, pipe: Connection, task: object, number: int) -> tuple[Any, BaseException | None]:
        """Give a worker a task → its result, or its exception."""
        try:
            pipe.send(task)
            if not pipe.poll(self._patience.document or None):
                pipe.close()
                self._running[number].kill()
                self._end(number)
                raise TimeLimitError
            result, error = pipe.recv()
        except (EOFError, OSError):
            pipe.close()
            raise WorkerDiedError(self._end(number)) from None
        return result, error

    def _end(self, number: int) -> int:
        """Make sure that a worker has ended → the signal that ended it, or 0."""
        process = self._running.pop(number)
        process.join(1)
        if process.exitcode is None:
            process.kill()
            process.join()
        return max(0, -(process.exitcode or 0))


def _context() -> Any:  # noqa: ANN401 — multiprocessing's contexts share no type that has all of this
    """A server forked before any file was opened, where the system has one; else an interpreter for each worker."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    # Ctrl-C goes to the whole group; who starts while it is ignored goes on ignoring it, and the coordinator ends the
    # workers.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if threading.current_thread() is threading.main_thread() else None
    try:
        from multiprocessing import forkserver

        forkserver.ensure_running()
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
    return context


def _work(pipe: Connection, shared: object) -> None:
    """Run a worker until its pipe closes, or until the coordinator dies, even in the middle of a task."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_coordinator, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            task, arguments = pipe.recv()
            try:
                result, failure = task(shared, *arguments), None
            except Exception as error:  # noqa: BLE001 — it is raised again where the task came from
                result, failure = None, error
            pipe.send((result, failure))


def _die_with_coordinator() -> None:
    """End this process once its coordinator has ended: nobody wants its result."""
    coordinator = multiprocessing.parent_process()
    if coordinator:
        connection.wait([coordinator.sentinel])
        os._exit(1)
