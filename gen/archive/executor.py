"""Where the documents of a command are worked on: a few in this process, many in others, which end with the command whatever ends it."""

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gen.archive.jobs import InlineExecutor, Shared
    from gen.archive.pool import Workers

FEWEST_FOR_A_POOL: Final = 16
"""Documents that are done before a worker would have started."""


@contextmanager
def executor(
    documents: int, jobs: int, shared: "Shared", time_limit: float, *, apart: bool = False
) -> "Iterator[tuple[Workers | InlineExecutor, int]]":
    """Where so many documents are worked on, with what they share, and how many at a time: `jobs`, or 0 for what suits their number.

    `time_limit` is in seconds a document, 0 for none; this process can keep none, so that a few too are done `apart` from it if asked for.
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
    """How many this process may use, which in a container is fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
