"""A Dask worker's side of a build: it unpacks the files sent to it once, and runs one job at a time with them.

Files are named by their SHA-256; a worker opens no path of the coordinator.
"""

import hashlib
import shutil
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

import distributed
from msgspec import Struct
from msgspec.structs import replace

from gen.archive.jobs import Job, Shared, TimeLimitError, run_job
from gen.archive.program import program_digest
from gen.errors import Diagnostic, GenError
from gen.pipeline import BuildResult
from gen.standard.design import Design

_one_at_a_time = threading.Lock()
"""Dask runs tasks in several threads of a worker, but a session serves only one at a time."""
_hung = threading.Event()
"""Set when a job exceeds its time limit: this process then takes no more jobs, and ends."""
_FAREWELL_SECONDS = 1.0
"""Time for the answer to be sent before the worker ends."""


class ForeignProgramError(Exception):
    """The program on a worker differs from the coordinator's; the argument is the worker's address."""


class UnsentError(Exception):
    """A worker has not received a file that a job needs; the argument is the worker's address."""


class Parcel(distributed.WorkerPlugin):  # type: ignore[misc]  # distributed is untyped
    """Files by their names, sent once to every worker, including workers that join later.

    `name` is the digest of the content, so that nothing is sent twice.
    """

    idempotent = True

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(sorted(files.items()))
        self.name = f"gen-{_digest(self.files)}"
        self.folder: Path | None = None

    def setup(self, worker: distributed.Worker) -> None:
        """Unpack into the worker's own scratch folder, which disappears with the worker."""
        if f"gen-{_digest(self.files)}" != self.name:
            raise UnsentError(worker.address)
        folder = Path(worker.local_directory) / self.name
        for name, data in self.files.items():
            path = folder.joinpath(*PurePosixPath(name).parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.files = {}
        self.folder = folder

    def teardown(self, worker: distributed.Worker) -> None:  # noqa: ARG002 — distributed's signature
        """Remove what was unpacked."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)


class SentFont(Struct, frozen=True):
    """A font file of a chain: the parcel that has it, its name there, and its path on the coordinator's machine.

    The other fields are those of `gen.fonts.FontFile`.
    """

    parcel: str
    name: str
    origin: str
    number: int
    part: str
    home: str


class Terms(Struct, frozen=True):
    """The values that all jobs of a run share: `Shared` with parcels in place of paths.

    `limit` is in seconds a document, 0 for none.
    """

    program: str
    templates: str
    template_folders: tuple[str, ...]
    faces: tuple[tuple[str, tuple[SentFont, ...]], ...] | None
    width: int
    encoding: str
    design: Design
    strict: bool
    limit: float


def held(dask_worker: distributed.Worker) -> tuple[str, tuple[str, ...]]:
    """A worker → the digest of its program, and its parcels. Dask passes the worker by the argument's name."""
    return program_digest(), tuple(sorted(name for name, plugin in dask_worker.plugins.items() if isinstance(plugin, Parcel) and plugin.folder))


def run_job_on_worker(terms: Terms, job: Job, pictures: str) -> BuildResult:
    """A job, with the parcel of the pictures that it names → its outputs.

    TimeLimitError, after which the cluster replaces the worker process; ForeignProgramError, UnsentError. Any other
    exception is a defect of the program.
    """
    worker = distributed.get_worker()
    while not _one_at_a_time.acquire(timeout=1):
        if _hung.is_set():
            raise distributed.Reschedule
    done: list[BuildResult | BaseException] = []

    def work() -> None:
        try:
            done.append(_run_job(terms, job, pictures, worker))
        except BaseException as error:  # noqa: BLE001 — it is raised again where the task is
            done.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(terms.limit or None)
    if not done:
        # Nothing ends a thread: the process has to go, and its nanny starts another.
        _hung.set()
        worker.loop.call_later(_FAREWELL_SECONDS, worker.close_gracefully, restart=True, reason="time limit")
        raise TimeLimitError
    _one_at_a_time.release()
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]


def _run_job(terms: Terms, job: Job, pictures: str, worker: distributed.Worker) -> BuildResult:
    shared = _shared(terms, worker)
    result = run_job(shared, replace(job, folder=_folder(pictures, worker) if pictures else None))
    homes = {str(_folder(font.parcel, worker) / font.name): font.home for _, fonts in terms.faces or () for font in fonts}
    failure = result.failure and _at_home(result.failure, homes)
    return replace(result, failure=failure) if failure else result


@lru_cache(maxsize=8)
def _shared(terms: Terms, worker: distributed.Worker) -> Shared:
    """Terms → the values that the jobs of a run share, kept while the worker lives. ForeignProgramError.

    They are in a cache of this module because Dask gives tasks no other place for them.
    """
    from gen.composition.templating import Templates
    from gen.fonts import Chain, FontFile, Origin, Part
    from gen.standard.gb9704 import Face
    from gen.writers.session import Session, Settings

    if program_digest() != terms.program:
        raise ForeignProgramError(worker.address)

    def file(font: SentFont) -> FontFile:
        path = _folder(font.parcel, worker) / font.name
        return FontFile(path, Origin(font.origin), font.number, path.stat().st_size, 0, Part(font.part))

    chain = None if terms.faces is None else Chain(tuple((Face(face), tuple(map(file, fonts))) for face, fonts in terms.faces))
    folders = [_folder(terms.templates, worker) / name for name in terms.template_folders]
    return Shared(Templates(folders), Settings(Session(chain), terms.width, terms.encoding, terms.design), terms.strict)


def _folder(parcel: str, worker: distributed.Worker) -> Path:
    plugin = worker.plugins.get(parcel)
    if not isinstance(plugin, Parcel) or plugin.folder is None:
        raise UnsentError(worker.address)
    return plugin.folder


def _at_home(error: GenError, homes: Mapping[str, str]) -> GenError:
    """A failure → the same, with the fonts' paths on the user's machine."""

    def told(fault: Diagnostic) -> Diagnostic:
        return replace(fault, place=replace(fault.place, file=homes.get(fault.place.file, fault.place.file)))

    return type(error)(*map(told, error.diagnostics))


def _digest(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, data in files.items():
        for part in (name.encode("utf-8", "surrogateescape"), data):
            total.update(b"%d " % len(part))
            total.update(part)
    return total.hexdigest()
