"""A number of documents → the executor that makes them: this process for a few, worker processes for many.

Worker processes end with the command, however it ends.
"""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gen.archive.jobs import InlineExecutor, Shared
    from gen.archive.pool import Workers

FEWEST_FOR_A_POOL: Final = 16
"""Fewer documents are made before a worker process would have started."""


@contextmanager
def executor(
    documents: int, jobs: int, shared: "Shared", time_limit: float, *, apart: bool = False
) -> "Iterator[tuple[Workers | InlineExecutor, int]]":
    """A number of documents → the executor that makes them, with the values they share, and how many run at a time.

    `jobs` is how many at a time, 0 to choose by their number. `time_limit` is in seconds a document, 0 for none. This
    process cannot enforce a limit, so with `apart` even a few documents get processes of their own.
    """
    jobs = min(jobs or (_processors() if documents >= FEWEST_FOR_A_POOL else 1), documents)
    if jobs <= 1 and documents < FEWEST_FOR_A_POOL and not apart:
        from gen.archive.jobs import InlineExecutor

        yield InlineExecutor(shared), 1
        return
    from gen.archive.patience import Patience
    from gen.archive.pool import Workers

    with Workers(jobs, shared, Patience(document=time_limit)) as workers:
        yield workers, jobs


def _processors() -> int:
    """How many processors this process may use: in a container, fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
