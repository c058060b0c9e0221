"""Plan → outputs on disk and on record: an executor runs the jobs, and this process renames and records their files.

Workers stage files beside their places; only this process gives them their names. It takes a few documents at a time,
since a transaction costs as much for one as for several: it records what it is about to write, renames the files, then
records them. A killed run loses at most the documents under way. If a file got its name but no record, the next run
finds that it is what the run would make, and leaves it.
"""

import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from gen.archive.inputs import BuildInputs
from gen.archive.jobs import Delivery, Job, JobExecutor, Pending, TimeLimitError, WorkerDiedError, WorkersDiedError, lost
from gen.archive.plan import Output, Task, Wanted
from gen.archive.stamps import UNSETTLED, Stamp, digest, now_ns, read_stamped, settled, stamp_of
from gen.archive.state import Fingerprint, Record, State
from gen.errors import ClusterError, Diagnostic, DiskError, Exit, GenError, OutputError, Place, SourceError
from gen.pipeline import BuildResult
from gen.workspace.output import Staged, discard, place, temporary_of

if TYPE_CHECKING:
    from gen.fonts import FallbackDepths

_AHEAD: Final = 8
"""Jobs queued for each worker: enough that none waits while a slow document holds up those after it."""
_TOGETHER: Final = 4
"""Documents for each worker that are recorded together, while it has as many still to make."""
_PATIENCE: Final = 0.2
"""Seconds to wait for further documents to record together."""


class Outcome(Struct, frozen=True):
    """The result of one source: outputs made, outputs left because they are not ours, warnings, failure, timings.

    `lost` has the failures of plug-ins' writers, each of which costs one output.
    `rule_errors` is how many errors the rules of `gen check` find in it.
    """

    source: str
    made: tuple[str, ...] = ()
    kept: tuple[Output, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    rule_errors: int = 0
    failure: GenError | None = None
    lost: GenError | None = None
    timings: tuple[tuple[str, float], ...] = ()

    @property
    def exit_code(self) -> Exit:
        """The largest exit code of its failures, `Exit.OK` without one."""
        return max((error.exit_code for error in (self.failure, self.lost) if error), default=Exit.OK)


class _Underway(Struct, frozen=True):
    task: Task
    future: Pending[Delivery] | None
    source_stamp: Stamp
    source_digest: bytes
    failure: GenError | None = None


class _Ready(Struct, frozen=True):
    """A document that is made.

    `staged` are the files to rename, by path, `kept` outputs that are not ours, `stamps` the stamps to record, by
    format.
    """

    underway: _Underway
    delivery: Delivery
    staged: dict[str, Staged] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    kept: list[Output] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """The outcome to report once the document is on record."""
        task, result = self.underway.task, self.delivery.result
        written = tuple(output.path for format_, output in task.outputs.items() if format_ in self.stamps)
        return Outcome(task.source, written, tuple(self.kept), result.warnings, result.rule_errors, lost=result.lost, timings=result.timings)


class Run:
    """One run over a plan. `time_limit` is the executor's limit in seconds a job, for messages."""

    def __init__(self, folder: Path, wanted: Wanted, state: State, inputs: BuildInputs, *, time_limit: float = 0) -> None:
        self.folder = folder
        self.wanted = wanted
        self.state = state
        self.inputs = inputs
        self.time_limit = time_limit
        self.owner = os.getpid()
        # Of documents without pictures: most of an archive share theirs.
        self._fingerprints: dict[tuple[tuple[tuple[str, str], ...], FallbackDepths, str], Fingerprint] = {}

    def outcomes(self, tasks: Sequence[Task], executor: JobExecutor, jobs: int) -> Iterator[Outcome]:
        """Make the tasks; the outcomes come in the tasks' order."""
        underway: deque[_Underway] = deque()
        for task in tasks:
            underway.append(self._submit(task, executor))
            if len(underway) >= jobs * _AHEAD:
                yield from self._finish(underway, jobs * _TOGETHER)
        while underway:
            yield from self._finish(underway, jobs * _TOGETHER)

    def _submit(self, task: Task, executor: JobExecutor) -> _Underway:
        try:
            data, stamp = _read(task.source)
        except GenError as error:
            return _Underway(task, None, UNSETTLED, b"", error)
        job = Job(data, task.source, Path(task.source).stem, tuple(task.outputs), Path(task.source).absolute().parent)
        return _Underway(task, executor.deliver(job, self._targets(task), self.owner), stamp, digest(data))

    def _targets(self, task: Task) -> dict[str, str]:
        return {format_: os.path.join(self.folder, output.path) for format_, output in task.outputs.items()}

    def _finish(self, underway: deque[_Underway], most: int) -> Iterator[Outcome]:
        """Take the first few documents that are made, rename their files and record them."""
        found: list[_Ready | Outcome] = []
        failure: GenError | None = None
        until = time.monotonic() + _PATIENCE
        while underway and len(found) < most and (not found or time.monotonic() < until):
            try:
                found.append(self._ready(underway.popleft()))
            except GenError as error:
                failure = error
                break
        self._intend(found)
        placed: list[_Ready | Outcome] = []
        for one in found:
            try:
                placed.append(_placed(one) if isinstance(one, _Ready) else one)
            except DiskError as error:
                failure = error
                break
        self._record(placed)
        yield from (one.outcome if isinstance(one, _Ready) else one for one in placed)
        if failure:
            raise failure

    def _ready(self, underway: _Underway) -> _Ready | Outcome:
        """A document under way → the document made, or its outcome if it failed. DiskError, ClusterError."""
        if underway.future is None:
            return Outcome(underway.task.source, failure=underway.failure)
        delivery = self._delivery(underway.task, underway.future)
        if isinstance(delivery, Outcome):
            return delivery
        result = delivery.result
        if result.failure:
            return Outcome(underway.task.source, (), (), result.warnings, result.rule_errors, result.failure, timings=result.timings)
        return self._compared(underway, delivery)

    def _delivery(self, task: Task, future: Pending[Delivery]) -> Delivery | Outcome:
        """The delivery of a document, or its outcome if nothing was made."""
        try:
            return future.result()
        except (TimeLimitError, WorkerDiedError, WorkersDiedError) as error:
            discard(temporary_of(target, self.owner) for target in self._targets(task).values())
            return Outcome(task.source, failure=lost(task.source, error, self.time_limit))
        except (ClusterError, DiskError):
            raise
        except OutputError as error:
            return Outcome(task.source, failure=error)
        except Exception as error:
            from concurrent.futures import CancelledError

            if isinstance(error, CancelledError):
                raise KeyboardInterrupt from None
            if os.environ.get("GEN_DEBUG"):
                raise
            return Outcome(task.source, failure=lost(task.source, error, self.time_limit))

    def _compared(self, underway: _Underway, delivery: Delivery) -> _Ready:
        """A delivery → which files to rename. Files that are not ours are kept, equal ones are left."""
        ready = _Ready(underway, delivery)
        for format_, staged in delivery.staged.items():
            output = underway.task.outputs[format_]
            path = os.path.join(self.folder, output.path)
            there, same = _compare(path, staged.status.st_size, delivery.digests[format_])
            if same and there:
                ready.stamps[format_] = there
            elif self.wanted.force or there is None or (output.ours and there == output.stamp):
                ready.staged[path] = staged
                ready.stamps[format_] = _written(staged.status)
            else:
                ready.kept.append(output)
        discard(staged.temporary for staged in delivery.staged.values() if staged not in ready.staged.values())
        return ready

    def _intend(self, found: "Sequence[_Ready | Outcome]") -> None:
        digests = {
            one.underway.task.outputs[format_].path: found_digest
            for one in found
            if isinstance(one, _Ready) and one.staged
            for format_, found_digest in one.delivery.digests.items()
        }
        if digests:
            self.state.intend(digests)

    def _record(self, placed: "Sequence[_Ready | Outcome]") -> None:
        numbers: dict[Fingerprint, int] = {}
        records = []
        for one in placed:
            if isinstance(one, _Ready):
                task, delivery = one.underway.task, one.delivery
                for format_, stamp in one.stamps.items():
                    number = numbers.setdefault(self._fingerprint(task, delivery.result, format_), len(numbers))
                    counts = len(delivery.result.warnings), delivery.result.rule_errors
                    row = Record(task.outputs[format_].path, number, *stamp, *one.underway.source_stamp, *counts)
                    records.append((row, task.key, delivery.digests[format_], one.underway.source_digest))
        if records:
            self.state.record(records, {number: fingerprint for fingerprint, number in numbers.items()})

    def _fingerprint(self, task: Task, result: BuildResult, format_: str) -> Fingerprint:
        folder = os.path.dirname(task.key)
        pictures = [(os.path.normpath(os.path.join(folder, file)), found) for file, found in result.pictures]
        if pictures:
            return self.inputs.fingerprint(result.templates, result.depths[format_], pictures, self.wanted.options[format_])
        key = (result.templates, result.depths[format_], self.wanted.options[format_])
        if key not in self._fingerprints:
            self._fingerprints[key] = self.inputs.fingerprint(key[0], key[1], (), key[2])
        return self._fingerprints[key]


def _placed(ready: _Ready) -> _Ready | Outcome:
    """Rename a document's files → the document, or its outcome if they cannot be renamed. DiskError."""
    try:
        place(ready.staged)
    except DiskError:
        raise
    except OutputError as error:
        discard(staged.temporary for staged in ready.delivery.staged.values())
        result = ready.delivery.result
        return Outcome(ready.underway.task.source, (), (), result.warnings, result.rule_errors, error, result.lost, result.timings)
    return ready


def _read(source: str) -> tuple[bytes, Stamp]:
    """A source → its bytes and stamp. SourceError, in the reader's words."""
    from gen.source.reader import MOST_BYTES, load

    try:
        data, stamp = read_stamped(source)
        if len(data) <= MOST_BYTES:
            return data, stamp
    except (OSError, ValueError):
        pass
    load(Path(source), source)
    raise SourceError(Diagnostic("文件", "文件在读的时候变了", Place(source), "请再运行一次"))


def _compare(path: str, size: int, wanted: bytes) -> tuple[Stamp | None, bool]:
    """A path → the stamp of its file, None without one, and whether it has this size and digest already."""
    try:
        status = os.stat(path)
    except OSError:
        return None, False
    if not S_ISREG(status.st_mode):
        return None, False
    if status.st_size != size:
        return stamp_of(status), False
    try:
        there, stamp = read_stamped(path)
    except OSError:
        return stamp_of(status), False
    same = digest(there) == wanted
    return stamp if same else stamp_of(status), same


def _written(status: os.stat_result) -> Stamp:
    """The stamp of a file that `stage` dated back.

    On a disk whose times are too coarse for that, the next run reads the file again.
    """
    stamp = stamp_of(status)
    return settled(stamp, now_ns()) if stamp.mtime_ns % 1_000_000_000 == 0 else stamp
