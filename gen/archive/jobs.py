"""A job → the outputs of one source, made in any process.

On the machine of the run the outputs are staged: written beside their places under temporary names, so that the run
only renames them.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gen.archive.stamps import digest
from gen.composition.templating import Templates
from gen.errors import Diagnostic, GenError, Place, not_installed
from gen.pipeline import BuildResult, make
from gen.workspace.output import Staged, stage
from gen.writers.session import Settings

if TYPE_CHECKING:
    from gen.inspection import Inspection

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)
_KILLED: Final = 9


class Shared(Struct, frozen=True):
    """The values that all jobs of a run share; in each process they also hold what it keeps from one job to the next."""

    templates: Templates
    settings: Settings
    strict: bool = False


class Job(Struct, frozen=True):
    """One source to make.

    `data` is its content, `file` its name in messages, `name` the document's name; `folder` has the pictures that it
    names.
    """

    data: bytes
    file: str
    name: str
    formats: tuple[str, ...]
    folder: Path | None = None


class Delivery(Struct, frozen=True):
    """A result whose outputs are staged beside their places instead of held in it; and the digest of each, by format."""

    result: BuildResult
    staged: Mapping[str, Staged]
    digests: Mapping[str, bytes]


class WorkerDiedError(Exception):
    """A worker ended in the middle of a task; `signal` killed it, 0 if it ended by itself."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class WorkersDiedError(Exception):
    """Several workers of a cluster ended in the middle of a task, even when it was the only one."""


class TimeLimitError(Exception):
    """A task took longer than the limit, and its worker was killed."""


def lost(source: str, error: Exception, time_limit: float) -> GenError:
    """An exception that ended a job, other than a fault of its source → its failure in the user's words.

    `time_limit` is in seconds.
    """
    if missing := not_installed(error, source):
        return missing
    match error:
        case WorkersDiedError():
            message, hint = "单独生成它的 worker 也一再中途结束", "查看集群的日志（可能是内存不够），或者把源文件分成几份"
        case WorkerDiedError(signal=number):
            why = "可能是内存不够" if number == _KILLED else f"信号 {number}" if number else "它自己退出了"
            message, hint = f"生成它的进程中途结束（{why}）", "用 --jobs 1 再试，或者把源文件分成几份"
        case TimeLimitError():
            message, hint = f"{time_limit:g} 秒内没有生成，已经放弃", "用 --time-limit 放宽，或者把源文件分成几份"
        case _:
            message, hint = f"程序自身的缺陷（{type(error).__name__}: {error}）", "设环境变量 GEN_DEBUG=1 重跑可见详情，请报告"
    return GenError(Diagnostic("生成", message, Place(source), hint))


def run_job(shared: Shared, job: Job) -> BuildResult:
    """A job → its outputs, or the failure."""
    try:
        return make(job.data, job.file, job.name, job.formats, shared.templates, shared.settings, strict=shared.strict, folder=job.folder)
    except MemoryError:
        return BuildResult(failure=_out_of_memory(job.file))


def inspect(shared: Shared, source: str, targets: Mapping[str, str], only: Collection[str]) -> "Inspection":
    """A source → the report of `gen check` on it (see `gen.inspection.inspection`)."""
    from gen.inspection import Inspection, inspection

    try:
        return inspection(source, targets, shared.templates, shared.settings, only)
    except MemoryError:
        failure = _out_of_memory(source)
        return Inspection(failure.diagnostics, failure.exit_code)


def _out_of_memory(source: str) -> GenError:
    return GenError(Diagnostic("内存", "内存不够，没有生成", Place(source), "用 --jobs 1 再试，或者把源文件分成几份"))


def deliver(shared: Shared, job: Job, targets: Mapping[str, str], owner: int) -> Delivery:
    """A job → its outputs staged for the run `owner`, each beside its target, by format.

    OutputError if one cannot be written.
    """
    return delivered(run_job(shared, job), targets, owner)


def delivered(result: BuildResult, targets: Mapping[str, str], owner: int) -> Delivery:
    """A result → the same, its outputs staged as `deliver` does."""
    staged = stage({targets[format_]: data for format_, data in result.files.items()}, owner)
    digests = {format_: digest(data) for format_, data in result.files.items()}
    return Delivery(replace(result, files={}), {format_: staged[targets[format_]] for format_ in result.files}, digests)


class Pending(Protocol[Result_co]):
    """The result to come of a job or task given to an executor."""

    def result(self) -> Result_co:
        """Wait for the result; raises the task's exception, or the error for the loss of its process."""


class JobExecutor(Protocol):
    """Runs jobs, in this process, in others or on a cluster."""

    def deliver(self, job: Job, targets: Mapping[str, str], owner: int) -> Pending[Delivery]:
        """Queue a job, whose outputs are staged as by `deliver`."""


class Done(Generic[Result]):
    """A finished task: its result, or the exception that it raised."""

    def __init__(self, run: Callable[[], Result]) -> None:
        self._error: Exception | None = None
        try:
            self._result = run()
        except Exception as error:  # noqa: BLE001 — it is raised again by whoever asks for the result
            self._error = error

    def result(self) -> Result:
        """The result; raises what the task raised."""
        if self._error:
            raise self._error
        return self._result


class InlineExecutor:
    """Runs each job or task at once in this process.

    It makes a few documents before a worker process would have started. Its results are no `concurrent.futures.Future`:
    that module loads logging, which takes as long as half a small document.
    """

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def deliver(self, job: Job, targets: Mapping[str, str], owner: int) -> Done[Delivery]:
        """Run a job."""
        return self.submit(deliver, job, targets, owner)

    def submit(self, task: Callable[..., Result], *arguments: object) -> Done[Result]:
        """Run `task(shared, *arguments)`."""
        return Done(lambda: task(self._shared, *arguments))
