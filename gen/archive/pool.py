"""Worker processes as an executor: one that dies or takes too long costs the task it had, and another takes its place.

Every worker has a pipe of its own, so that one killed in the middle of an answer leaves nothing locked. By it a worker may ask, in the middle of
a task, what it is dear to know: the coordinator holds the dictionary of words for all of them.
"""

import multiprocessing
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Final, NamedTuple

from gen.archive.orders import Shared, TimeLimitError, WorkerDiedError, prepare

_START_SECONDS: Final = 120.0
_TRIES: Final = 3
PRELOADED: Final = (
    "gen.archive.orders",
    "gen.source.reader",
    "gen.composition.compose",
    "gen.writers.docx.body",
    "gen.writers.pdf.pages",
    "gen.writers.text.pages",
)
"""What a worker needs in any case: loaded once, before workers are forked from the server that holds it."""


class _Question(NamedTuple):
    """What a worker asks in the middle of a task."""

    about: Any


class Workers(Executor):
    """Runs tasks in `jobs` processes, each made ready by `prepare(shared)`; `time_limit` is in seconds a task, 0 for none.

    `answer` answers what they `ask`.
    """

    def __init__(
        self, jobs: int, prepare: Callable[[Any], None], shared: object, time_limit: float = 0, answer: Callable[[Any], object] | None = None
    ) -> None:
        self._tasks: queue.SimpleQueue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]] | None] = queue.SimpleQueue()
        self._ready = prepare, shared
        self._limit = time_limit or None
        self._answer = answer
        self._stopped = False
        self._running: dict[int, multiprocessing.process.BaseProcess] = {}
        self._context = _context()
        self._threads = [threading.Thread(target=self._attend, args=(number,), daemon=True) for number in range(jobs)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":  # noqa: ANN401 — Executor's signature
        """Queue a task; its future has the result, what it raised, WorkerDiedError or TimeLimitError."""
        if kwargs:
            message = "tasks take their arguments by position"
            raise TypeError(message)
        future: Future[Any] = Future()
        self._tasks.put((future, fn, args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 — Executor's signature
        """End the workers: at once with `cancel_futures`, else when all tasks are done."""
        if cancel_futures:
            self._stopped = True
            for process in list(self._running.values()):
                process.kill()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _attend(self, number: int) -> None:
        """One worker's thread: give it task after task, and replace it when it is gone."""
        pipe: Connection | None = None
        while (task := self._tasks.get()) is not None:
            future, function, arguments = task
            if self._stopped or not future.set_running_or_notify_cancel():
                future.cancel()
                continue
            try:
                pipe = pipe or self._start(number)
                result, error = self._ask(pipe, (function, arguments), number)
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
            process = self._context.Process(target=_work, args=(theirs, *self._ready), daemon=True)
            process.start()
            theirs.close()
            self._running[number] = process
            with suppress(EOFError, OSError):
                if not self._stopped and ours.poll(_START_SECONDS):
                    ours.recv()
                    return ours  # type: ignore[no-any-return]  # see _context
            code = self._end(number)
            if self._stopped:
                break
        raise WorkerDiedError(code)

    def _ask(self, pipe: Connection, task: object, number: int) -> tuple[Any, BaseException | None]:
        deadline = time.monotonic() + self._limit if self._limit else None
        try:
            pipe.send(task)
            while True:
                if not pipe.poll(max(0, deadline - time.monotonic()) if deadline else None):
                    pipe.close()
                    self._running[number].kill()
                    self._end(number)
                    raise TimeLimitError
                found = pipe.recv()
                if not isinstance(found, _Question) or self._answer is None:
                    break
                pipe.send(self._answer(found.about))
        except (EOFError, OSError):
            pipe.close()
            raise WorkerDiedError(self._end(number)) from None
        result, error = found
        return result, error

    def _end(self, number: int) -> int:
        """Make sure that a worker is gone; the signal that ended it, or 0."""
        process = self._running.pop(number)
        process.join(1)
        if process.exitcode is None:
            process.kill()
            process.join()
        return max(0, -(process.exitcode or 0))


def _context() -> Any:  # noqa: ANN401 — multiprocessing's contexts share no type that has all of this
    """A server forked from before anything was opened, where the system has one; else a new interpreter a worker."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    # Ctrl-C goes to the whole group; who starts while it is ignored goes on ignoring it, and the coordinator ends the workers.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if threading.current_thread() is threading.main_thread() else None
    try:
        from multiprocessing import forkserver  # noqa: PLC0415 — POSIX only

        forkserver.ensure_running()
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
    return context


_coordinator: list[Connection] = []


def ask(about: Any) -> Any:  # noqa: ANN401 — what the coordinator's `answer` takes and gives
    """What the coordinator answers; only a worker may ask, in the middle of a task."""
    _coordinator[0].send(_Question(about))
    return _coordinator[0].recv()


def prepare_worker(shared: Shared) -> None:
    """Make a worker ready for the orders of a run."""
    prepare(shared)


def _work(pipe: Connection, make_ready: Callable[[Any], None], shared: object) -> None:
    """A worker's life: until the pipe is closed, as it is too when the coordinator dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _coordinator[:] = [pipe]
    make_ready(shared)
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            function, arguments = pipe.recv()
            try:
                result, failure = function(*arguments), None
            except Exception as error:  # noqa: BLE001 — it is raised again where the task came from
                result, failure = None, error
            pipe.send((result, failure))
