"""Outputs that come as bytes, from other machines → staged beside their places, by threads beside the run."""

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from gen.archive.jobs import Delivery, delivered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from gen.pipeline import BuildResult

    StageLater = Callable[[Future[BuildResult], dict[str, str], int], Future[Delivery]]

_THREADS: Final = 4
"""They wait for the disk, which takes several files at once in little more time than one."""


@contextmanager
def stagers() -> "Iterator[StageLater]":
    """Threads, as a function: what will be made, targets and owner → the same, or why not, once its outputs are staged."""
    from concurrent.futures import Future, ThreadPoolExecutor

    with ThreadPoolExecutor(_THREADS) as threads:

        def stage_later(made: "Future[BuildResult]", targets: dict[str, str], owner: int) -> "Future[Delivery]":
            future: Future[Delivery] = Future()

            def stage_it() -> None:
                try:
                    delivery = delivered(made.result(), targets, owner)
                except BaseException as error:  # noqa: BLE001 — it is raised again in the run
                    future.set_exception(error)
                else:
                    future.set_result(delivery)

            def submit(_made: object) -> None:
                with suppress(RuntimeError):  # the run has been given up
                    threads.submit(stage_it)

            made.add_done_callback(submit)
            return future

        yield stage_later
