"""Outputs that come as bytes from other machines → files staged beside their places, by threads beside the run."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from gen.archive.jobs import Delivery, delivered

if TYPE_CHECKING:
    from gen.pipeline import BuildResult

_THREADS: Final = 4
"""Threads wait for the disk, which writes several files at once in little more time than one."""


class Stagers:
    """Threads that stage the outputs of results as they arrive."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS)

    def deliver(self, result: "Future[BuildResult]", targets: Mapping[str, str], owner: int) -> "Future[Delivery]":
        """A result to come → its delivery, or the reason for its failure.

        The outputs are staged for the run `owner`, each beside its target, by format.
        """
        delivery: Future[Delivery] = Future()

        def stage() -> None:
            try:
                delivery.set_result(delivered(result.result(), targets, owner))
            except BaseException as error:  # noqa: BLE001 — it is raised again in the run
                delivery.set_exception(error)

        def submit(_result: object) -> None:
            with suppress(RuntimeError):  # the run has been given up
                self._threads.submit(stage)

        result.add_done_callback(submit)
        return delivery

    def shutdown(self) -> None:
        """Stage every result that has arrived, and accept no more."""
        self._threads.shutdown()
