"""A job → the outputs of one source, made in any process.

On the machine of the run they are staged: written beside their places under other names, so that the run has only to
rename them.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gen.archive.stamps import digest
from gen.errors import Diagnostic, GenError, Place
from gen.pipeline import BuildResult, make
from gen.workspace.output import Staged, stage
from gen.writers.session import Settings

Result_co = TypeVar("Result_co", covariant=True)


class Shared(Struct, frozen=True):
    """What all jobs of a run have in common.

    In each process that runs them it holds what the process keeps from one to the next.
    """

    template_folders: Sequence[Path]
    settings: Settings
    strict: bool = False


class Job(Struct, frozen=True):
    """One source to be made.

    `data` is its content, `file` what messages call it, `name` what the document is called; `folder` has the pictures
    that it names.
    """

    data: bytes
    file: str
    name: str
    formats: tuple[str, ...]
    folder: Path | None = None


class Delivery(Struct, frozen=True):
    """A result whose outputs are staged beside their places, and no longer in it; and the digest of each, by format."""

    result: BuildResult
    staged: Mapping[str, Staged]
    digests: Mapping[str, bytes]


class WorkerDiedError(Exception):
    """A worker ended in the middle of a task; `signal` is what killed it, 0 when it ended by itself."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class WorkersDiedError(Exception):
    """Workers of a cluster ended one after another in the middle of a task, also when it was the only one."""


class TimeLimitError(Exception):
    """A task took longer than the limit; its worker has been killed."""


def run_job(shared: Shared, job: Job) -> BuildResult:
    """A job → its outputs, or the failure."""
    templates, settings = shared.template_folders, shared.settings
    try:
        return make(job.data, job.file, job.name, job.formats, templates, settings, strict=shared.strict, folder=job.folder)
    except MemoryError:
        return BuildResult(failure=GenError(Diagnostic("内存", "内存不够，没有生成", Place(job.file), "用 --jobs 1 再试，或者把源文件分成几份")))


def deliver(shared: Shared, job: Job, targets: Mapping[str, str], owner: int) -> Delivery:
    """A job → its outputs staged for the run `owner`, each beside its target, by format.

    OutputError when one cannot be written.
    """
    return delivered(run_job(shared, job), targets, owner)


def delivered(result: BuildResult, targets: Mapping[str, str], owner: int) -> Delivery:
    """A result → the same, its outputs staged as `deliver` does."""
    staged = stage({targets[format_]: data for format_, data in result.files.items()}, owner)
    digests = {format_: digest(data) for format_, data in result.files.items()}
    return Delivery(replace(result, files={}), {format_: staged[targets[format_]] for format_ in result.files}, digests)


class Pending(Protocol[Result_co]):
    """Something that was given to an executor."""

    def result(self) -> Result_co:
        """Wait for it; raises what it raised, or what became of the process that did it."""


class JobExecutor(Protocol):
    """Runs jobs, wherever that is."""

    def deliver(self, job: Job, targets: Mapping[str, str], owner: int) -> Pending[Delivery]:
        """Give out a job, whose outputs are staged as `deliver` does."""


class Done:
    """A job that has been run: its delivery, or what it raised."""

    def __init__(self, run: Callable[[], Delivery]) -> None:
        self._error: Exception | None = None
        try:
            self._delivery = run()
        except Exception as error:  # noqa: BLE001 — it is raised again by whoever asks for the result
            self._error = error

    def result(self) -> Delivery:
        """The delivery; raises what the job raised."""
        if self._error:
            raise self._error
        return self._delivery


class InlineExecutor:
    """Runs each job at once in this process: a few documents are made before a worker process would have started.

    Its results are no `concurrent.futures.Future`: that module loads logging, which takes as long as half a small
    document.
    """

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def deliver(self, job: Job, targets: Mapping[str, str], owner: int) -> Done:
        """Run a job."""
        return Done(lambda: deliver(self._shared, job, targets, owner))
