"""The connection to a Dask cluster: sends shared files to the workers once, words the cluster's faults for users."""

import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gen.archive.jobs import Job, Shared
from gen.archive.patience import Patience
from gen.errors import ClusterError, Diagnostic, GenError, Place

if TYPE_CHECKING:
    import distributed

    from gen.archive.cluster_worker import Parcel, Terms

_PICTURES: Final = (b"seal", b"stamp", b"![", b"\\")
"""A source without any of these names no picture, not even in a field written with an escape."""
_LOGGERS: Final = ("distributed", "tornado", "asyncio")
"""Libraries that would print pages of English for a fault that is one line here."""


class ClusterConnection:
    """A client of the cluster at `address`; `workers` is how many workers it had at the start.

    ClusterError if there is no cluster, or if a worker's program has another digest than `program`.
    """

    def __init__(self, address: str, program: str, patience: Patience) -> None:
        self._address = address
        self._patience = patience
        self._sent: set[str] = set()
        self.client = self._connect()
        try:
            self.workers = self._meet(program)
        except BaseException:
            self.close(lost=True)
            raise

    def close(self, *, lost: bool) -> None:
        """Disconnect; `lost` says that the cluster does not answer. Files that were sent stay there for the next run."""
        with quiet():
            self.client.close(timeout=1 if lost else self._patience.connection)

    def _connect(self) -> "distributed.Client":
        try:
            import distributed
        except ImportError:
            hint = "运行 pip install 'gongwen-gen[cluster]'"
            raise ClusterError(Diagnostic("集群", "没有安装 Dask", Place(self._address), hint)) from None
        for name in (*_LOGGERS, *logging.root.manager.loggerDict):
            if name.partition(".")[0] in _LOGGERS:  # Dask gives each of its modules a level of its own
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        try:
            with quiet():
                return distributed.Client(self._address, timeout=self._patience.connection, set_as_default=False, name="gen")
        except (OSError, ValueError, TypeError, KeyError, RuntimeError, ImportError):
            hint = "地址的样子是 tcp://主机:8786；检查 dask scheduler 是否在运行"
            raise ClusterError(Diagnostic("集群", "连不上集群", Place(self._address), hint)) from None

    def _meet(self, program: str) -> int:
        """Ask each worker for its program and files → the number of workers."""
        from gen.archive.cluster_worker import held

        with self._reached():
            self.client.wait_for_workers(1, timeout=self._patience.cluster_worker)
            answers = self.client.run(held, on_error="return")
        parcels: list[set[str]] = []
        for worker, answer in sorted(answers.items()):
            if isinstance(answer, BaseException) or answer[0] != program:
                raise self.foreign(worker)
            parcels.append(set(answer[1]))
        self._sent = set.intersection(*parcels) if parcels else set()
        return max(1, len(parcels))

    def send(self, shared: Shared, program: str) -> "Terms":
        """Send the files that all documents share → the terms by which jobs name them."""
        from gen.archive.cluster_worker import Parcel, SentFont, Terms

        settings, chain = shared.settings, shared.settings.session.chain
        names = tuple(map(str, range(len(shared.templates.folders))))
        files: dict[str, bytes] = {}
        for name, folder in zip(names, shared.templates.folders, strict=True):
            files |= {f"{name}/{inner}": path.read_bytes() for inner, path in _files(folder)}
        templates = self._deliver(Parcel(files))
        parcels: dict[Path, str] = {}

        def sent(path: Path) -> str:
            if path not in parcels:
                parcels[path] = self._deliver(Parcel({path.name: path.read_bytes()}))
            return parcels[path]

        faces: tuple[tuple[str, tuple[SentFont, ...]], ...] | None = None
        if chain:
            faces = tuple(
                (
                    str(face),
                    tuple(SentFont(sent(row.path), row.path.name, str(row.origin), row.number, row.part, str(row.path)) for row in rows),
                )
                for face, rows in chain.files
            )
        limit = self._patience.document
        return Terms(program, templates, names, faces, settings.width, settings.encoding, settings.design, shared.strict, limit)

    def send_pictures(self, job: Job) -> str:
        """Send the pictures that a source names → their parcel, empty without any. GenError for a faulty source."""
        if not any(mark in job.data for mark in _PICTURES):
            return ""
        from gen.archive.cluster_worker import Parcel
        from gen.source.reader import read

        document, _ = read(job.data, job.file, job.name, job.folder)
        return self._deliver(Parcel({picture.file: picture.data for picture in document.pictures})) if document.pictures else ""

    def _deliver(self, parcel: "Parcel") -> str:
        if parcel.name not in self._sent:
            with self._reached():
                self.client.register_plugin(parcel)
            self._sent.add(parcel.name)
        return str(parcel.name)

    def count_workers(self) -> int:
        """How many workers there are now. Raises whatever Dask raises if the scheduler does not answer."""
        with quiet():
            return len(self.client.sync(self.client.scheduler.ncores, callback_timeout=self._patience.answer))

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """What Dask raises when the scheduler or all workers are gone → ClusterError."""
        try:
            with quiet():
                yield
        except TimeoutError:
            failure = self.fault("集群里没有 worker", "用 dask worker 启动几个")
        except GenError:
            raise
        except Exception as error:  # noqa: BLE001 — Dask passes on whatever a worker or the connection raised
            failure = self.fault(f"集群出错（{type(error).__name__}: {error}）", "查看 scheduler 和 worker 的日志")
        else:
            return
        raise failure

    def foreign(self, worker: str) -> ClusterError:
        """The error for a worker that runs another program."""
        hint = "在所有的 worker 上安装同一版本的 gongwen-gen[cluster] 和所用的库，重新启动 worker"
        return self.fault(f"worker {worker} 上的程序和这里的不同", hint)

    def fault(self, message: str, hint: str) -> ClusterError:
        """An error of this cluster."""
        return ClusterError(Diagnostic("集群", message, Place(self._address), hint))


@contextmanager
def quiet() -> Iterator[None]:
    """Silence Dask's warning about differing Python versions: they do not change the bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _files(folder: Path) -> Sequence[tuple[str, Path]]:
    """A folder → every file in it that a template can be loaded from, by the name it is loaded by."""
    found: list[tuple[str, Path]] = []
    walked: set[tuple[int, int]] = set()
    for here, inner, names in os.walk(folder, followlinks=True):
        status = Path(here).stat()
        if (status.st_dev, status.st_ino) in walked:
            inner.clear()
            continue
        walked.add((status.st_dev, status.st_ino))
        paths = [Path(here) / name for name in names]
        found += [(path.relative_to(folder).as_posix(), path) for path in paths if path.is_file()]
    return sorted(found)
