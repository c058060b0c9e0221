"""Plan → outputs on disk and on record: orders go to an executor, what comes back is written here, whole, in the order of the sources.

Only this process writes. Each document is on record as soon as its files have their names, so a run that is killed has lost at most what was
under way; a file that got its name and no record is found by the next run to be what it makes, and is left as it is.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

from gen.archive.ingredients import Ingredients
from gen.archive.orders import Done, Here, Order, TimeLimitError, WorkerDiedError, WorkersDiedError, fulfil
from gen.archive.plan import Output, Task, Wanted
from gen.archive.stamps import UNSETTLED, Stamp, digest, now_ns, read_stamped, settled, stamp_of
from gen.archive.state import Recipe, Record, State
from gen.build import Made
from gen.errors import ClusterError, Diagnostic, DiskError, Exit, GenError, OutputError, Place, SourceError
from gen.frozen import dataclass
from gen.output import write_files

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

_KILLED: Final = 9
_AHEAD: Final = 8
"""Orders given out a worker: enough that none waits while a slow document holds up those after it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: outputs made, outputs of others' making that were kept, warnings, the failure, and how long each verb took."""

    source: str
    made: tuple[str, ...] = ()
    kept: tuple[Output, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    failure: GenError | None = None
    laps: tuple[tuple[str, float], ...] = ()

    @property
    def exit_code(self) -> Exit:
        """The failure's exit code, `Exit.OK` without one."""
        return self.failure.exit_code if self.failure else Exit.OK


@dataclass(frozen=True, slots=True)
class _Underway:
    task: Task
    future: "Future[Made] | Done | None"
    source_stamp: Stamp
    source_digest: bytes
    failure: GenError | None = None


class Run:
    """One run over a plan; `jobs` is how many orders the executor works on at a time, `time_limit` what it allows each, for messages."""

    def __init__(self, folder: Path, wanted: Wanted, state: State, ingredients: Ingredients, *, time_limit: float = 0) -> None:
        self.folder = folder
        self.wanted = wanted
        self.state = state
        self.ingredients = ingredients
        self.time_limit = time_limit

    def outcomes(self, tasks: Sequence[Task], executor: "Executor | Here", jobs: int) -> Iterator[Outcome]:
        """Make the tasks; the outcomes come in their order."""
        waiting = iter(tasks)
        underway: deque[_Underway] = deque()
        for task in waiting:
            underway.append(self._order(task, executor))
            if len(underway) >= jobs * _AHEAD:
                yield self._finish(underway.popleft())
        while underway:
            yield self._finish(underway.popleft())

    def _order(self, task: Task, executor: "Executor | Here") -> _Underway:
        try:
            data, stamp = _read(task.source)
        except GenError as error:
            return _Underway(task, None, UNSETTLED, b"", error)
        order = Order(data, task.source, Path(task.source).stem, tuple(task.outputs), Path(task.source).absolute().parent)
        return _Underway(task, executor.submit(fulfil, order), stamp, digest(data))

    def _finish(self, underway: _Underway) -> Outcome:
        task, future = underway.task, underway.future
        if future is None:
            return Outcome(task.source, failure=underway.failure)
        try:
            made = future.result()
        except (TimeLimitError, WorkerDiedError, WorkersDiedError) as error:
            return self._lost(task, *self._cause(error))
        except ClusterError:
            raise
        except Exception as error:
            from concurrent.futures import CancelledError  # noqa: PLC0415 — loads logging, and only a pool cancels

            if isinstance(error, CancelledError):
                raise KeyboardInterrupt from None
            if os.environ.get("GEN_DEBUG"):
                raise
            return self._lost(task, f"程序自身的缺陷（{type(error).__name__}: {error}）", "设环境变量 GEN_DEBUG=1 重跑可见详情，请报告")
        if made.failure:
            return Outcome(task.source, warnings=made.warnings, failure=made.failure, laps=made.laps)
        try:
            written, kept = self._write(underway, made)
        except DiskError:
            raise
        except OutputError as error:
            return Outcome(task.source, warnings=made.warnings, failure=error, laps=made.laps)
        return Outcome(task.source, written, kept, made.warnings, laps=made.laps)

    def _cause(self, error: Exception) -> tuple[str, str]:
        """What ended the process that a document was made in → message and hint."""
        match error:
            case WorkersDiedError():
                return "单独生成它的 worker 也一再中途结束", "查看集群的日志（可能是内存不够），或者把源文件分成几份"
            case WorkerDiedError(signal=number):
                why = "可能是内存不够" if number == _KILLED else f"信号 {number}" if number else "它自己退出了"
                return f"生成它的进程中途结束（{why}）", "用 --jobs 1 再试，或者把源文件分成几份"
        return f"{self.time_limit:g} 秒内没有生成，已经放弃", "用 --time-limit 放宽，或者把源文件分成几份"

    def _lost(self, task: Task, message: str, hint: str) -> Outcome:
        return Outcome(task.source, failure=GenError(Diagnostic("生成", message, Place(task.source), hint)))

    def _write(self, underway: _Underway, made: Made) -> tuple[tuple[str, ...], tuple[Output, ...]]:
        """Write what was made where nothing of another's making is, and put it on record."""
        stamps: dict[str, Stamp] = {}
        kept: list[Output] = []
        files: dict[Path, bytes] = {}
        for format_, output in underway.task.outputs.items():
            path = self.folder / output.path
            there, same = _compare(path, made.files[format_])
            if same and there:
                stamps[format_] = there
            elif self.wanted.force or there is None or (output.ours and there == output.stamp):
                files[path] = made.files[format_]
            else:
                kept.append(output)
        if files:
            self.state.intend({output.path: digest(made.files[format_]) for format_, output in underway.task.outputs.items()})
        statuses = write_files(files)
        for format_, output in underway.task.outputs.items():
            if self.folder / output.path in statuses:
                stamps[format_] = _written(statuses[self.folder / output.path])
        recipes = {number: self._recipe(underway.task, made, format_) for number, format_ in enumerate(stamps)}
        records = [self._record(underway, made, format_, number, stamps[format_]) for number, format_ in enumerate(stamps)]
        self.state.record(records, recipes)
        return tuple(underway.task.outputs[format_].path for format_ in underway.task.outputs if format_ in stamps), tuple(kept)

    def _recipe(self, task: Task, made: Made, format_: str) -> Recipe:
        folder = os.path.dirname(task.key)  # noqa: PTH120 — as the state has it
        pictures = [(os.path.normpath(os.path.join(folder, file)), found) for file, found in made.pictures]  # noqa: PTH118
        return self.ingredients.recipe(made.templates, made.reach[format_], pictures, self.wanted.options[format_])

    def _record(self, underway: _Underway, made: Made, format_: str, number: int, stamp: Stamp) -> tuple[Record, str, bytes, bytes]:
        task = underway.task
        row = Record(task.outputs[format_].path, number, *stamp, *underway.source_stamp, len(made.warnings))
        return row, task.key, digest(made.files[format_]), underway.source_digest


def _read(source: str) -> tuple[bytes, Stamp]:
    """A source → its bytes and stamp. SourceError, in the reader's words."""
    from gen.reader import MOST_BYTES, load  # noqa: PLC0415 — loads PyYAML

    try:
        data, stamp = read_stamped(source)
        if len(data) <= MOST_BYTES:
            return data, stamp
    except (OSError, ValueError):
        pass
    load(Path(source), source)
    raise SourceError(Diagnostic("文件", "文件在读的时候变了", Place(source), "请再运行一次"))


def _compare(path: Path, data: bytes) -> tuple[Stamp | None, bool]:
    """What is at a path → its stamp, None for what is no file, and whether it is `data` already."""
    try:
        status = path.stat()
    except OSError:
        return None, False
    if not S_ISREG(status.st_mode):
        return None, False
    if status.st_size != len(data):
        return stamp_of(status), False
    try:
        there, stamp = read_stamped(str(path))
    except OSError:
        return stamp_of(status), False
    return stamp if there == data else stamp_of(status), there == data


def _written(status: os.stat_result) -> Stamp:
    """The stamp of a file that `write_files` dated back; on a disk whose times are too coarse for that the file is looked at again."""
    stamp = stamp_of(status)
    return settled(stamp, now_ns()) if stamp.mtime_ns % 1_000_000_000 == 0 else stamp
