"""Where the documents of a command are worked on: a few in this process, many in others, which end with the command whatever ends it."""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from gen.archive.orders import Here, Shared

    AnyExecutor = TypeVar("AnyExecutor", bound=Executor)

FEWEST_FOR_A_POOL: Final = 16
"""Documents that are done before a worker would have started."""


@contextmanager
def executor(documents: int, jobs: int, shared: "Shared", time_limit: float, *, apart: bool = False) -> "Iterator[tuple[Executor | Here, int]]":
    """Where so many documents are worked on, made ready with `shared`, and how many at a time: `jobs`, or 0 for what suits their number.

    `time_limit` is in seconds a document, 0 for none; this process can keep none, so that a few too are done `apart` from it if asked for.
    """
    jobs = min(jobs or (_processors() if documents >= FEWEST_FOR_A_POOL else 1), documents)
    if jobs <= 1 and documents < FEWEST_FOR_A_POOL and not apart:
        from gen.archive.orders import Here, prepare  # noqa: PLC0415 — loads the typesetting

        prepare(shared)
        yield Here(), 1
        return
    from gen.archive.patience import Patience  # noqa: PLC0415 — as above
    from gen.archive.pool import Workers, prepare_worker  # noqa: PLC0415 — multiprocessing, only for many
    from gen.typesetting.words import divide  # noqa: PLC0415 — as above

    with closed(Workers(jobs, prepare_worker, shared, Patience(document=time_limit), divide)) as workers:
        yield workers, jobs


@contextmanager
def closed(workers: "AnyExecutor") -> "Iterator[AnyExecutor]":
    """Wait for the workers at the end, end them at once on a failure."""
    try:
        yield workers
    except BaseException:
        workers.shutdown(cancel_futures=True)
        raise
    workers.shutdown()


def _processors() -> int:
    """How many this process may use, which in a container is fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
