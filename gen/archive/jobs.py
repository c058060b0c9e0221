"""A job → what was made of it, in any process: the bytes of a source come in, the bytes of its outputs go out, and no path is shared.

On the machine of the run the outputs go beside their places instead, under other names: the run has only to rename them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gen.archive.stamps import digest
from gen.errors import Diagnostic, GenError, Place
from gen.pipeline import BuildResult, make
from gen.standard.design import Design
from gen.workspace.output import Staged, stage
from gen.writers import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from gen.fonts import Chain

Result = TypeVar("Result")


class Shared(Struct, frozen=True):
    """What all jobs of a run have in common; `chain` is None when no format draws."""

    template_folders: Sequence[Path]
    chain: "Chain | None"
    width: int
    encoding: str
    design: Design
    strict: bool = False


class Job(Struct, frozen=True):
    """One source to be made: its bytes, what messages and the document call it, the formats, and the folder with the pictures that it names."""

    data: bytes
    file: str
    name: str
    formats: tuple[str, ...]
    folder: Path | None = None


class Delivery(Struct, frozen=True):
    """What was made, its outputs staged beside their places and no longer in `result`, and the digest of each, by format."""

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


_shared: list[Shared] = []
"""What this process was made ready with."""


def prepare(shared: Shared) -> None:
    """Make this process ready for the jobs of a run."""
    from gen.composition.templating import forget_templates

    forget_templates()
    _shared[:] = [shared]


def run_job(job: Job) -> BuildResult:
    """A job → its outputs, or the failure; a defect of the program costs this document only."""
    return run_job_with(_shared[0], job)


def deliver(job: Job, targets: Mapping[str, str], owner: int) -> Delivery:
    """A job → its outputs staged for the run `owner`, each beside its target, by format. OutputError when one cannot be written."""
    return delivered(run_job(job), targets, owner)


def delivered(result: BuildResult, targets: Mapping[str, str], owner: int) -> Delivery:
    """The same for what has been made."""
    staged = stage({targets[format_]: data for format_, data in result.files.items()}, owner)
    digests = {format_: digest(data) for format_, data in result.files.items()}
    return Delivery(replace(result, files={}), {format_: staged[targets[format_]] for format_ in result.files}, digests)


def run_job_with(shared: Shared, job: Job) -> BuildResult:
    """The same, in a process that was made ready for no run or for several."""

    def chain() -> "Chain":
        assert shared.chain  # noqa: S101 — the coordinator chose fonts for every format that draws
        return shared.chain

    settings = Settings(chain, shared.width, shared.encoding, shared.design)
    try:
        return make(job.data, job.file, job.name, job.formats, shared.template_folders, settings, strict=shared.strict, folder=job.folder)
    except MemoryError:
        return BuildResult(failure=GenError(Diagnostic("内存", "内存不够，没有生成", Place(job.file), "用 --jobs 1 再试，或者把源文件分成几份")))


class Done(Generic[Result]):
    """What became of a task that was done at once, asked for as of a future."""

    def __init__(self, task: "Callable[[], Result]") -> None:
        self._error: Exception | None = None
        try:
            self._result = task()
        except Exception as error:  # noqa: BLE001 — it is raised again by whoever asks for the result
            self._error = error

    def result(self) -> Result:
        """What the task gave; raises what it raised."""
        if self._error:
            raise self._error
        return self._result


class InlineExecutor:
    """In place of an executor: each task is done at once in this process. For a few documents, which are made before a worker would have started.

    It is none of `concurrent.futures`, which loads logging and takes as long as half a small document.
    """

    def submit(self, task: "Callable[[], Result]") -> Done[Result]:
        """Do a task."""
        return Done(task)
