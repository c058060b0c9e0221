"""File → its stamp, which shows a later run without reading that nothing changed, and its digest, which decides."""

import os
import time
from typing import Final, NamedTuple

_SECOND_NS: Final = 1_000_000_000
_TICK_NS: Final = 20_000_000
"""Kernels stamp files by a clock that ticks every 1 … 16 ms: two writes within a tick have the same time."""
_COARSE_NS: Final = 2 * _SECOND_NS
"""FAT counts two seconds a tick, some network drives one."""


DIGEST_BYTES: Final = 32
"""The length of a digest."""


class Stamp(NamedTuple):
    """A file's size in bytes, its time in nanoseconds and its inode; no file has the stamp `UNSETTLED`."""

    size: int
    mtime_ns: int
    inode: int


UNSETTLED: Final = Stamp(-1, 0, 0)
"""Recorded for a file so new that a change after its reading may show the same stamp: the next run reads it again."""


def stamp_of(status: os.stat_result) -> Stamp:
    """The result of `os.stat` → the stamp."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def settled(stamp: Stamp, since_ns: int) -> Stamp:
    """The stamp of a file that was read after `since_ns`; `UNSETTLED` if it was written just before, as in Git."""
    tick = _COARSE_NS if stamp.mtime_ns % _SECOND_NS == 0 else _TICK_NS
    return stamp if stamp.mtime_ns + tick < since_ns else UNSETTLED


def now_ns() -> int:
    """The clock of the file system: it decides when to trust a stamp, and nothing in an output."""
    return time.time_ns()


def digest(data: bytes) -> bytes:
    """Bytes → their SHA-256."""
    import hashlib

    return hashlib.sha256(data).digest()


def read_stamped(path: str) -> tuple[bytes, Stamp]:
    """A file → its bytes and the stamp to record for them. OSError."""
    since = now_ns()
    with open(path, "rb") as stream:
        before = stamp_of(os.fstat(stream.fileno()))
        data = stream.read()
        after = stamp_of(os.fstat(stream.fileno()))
    return data, settled(after, since) if before == after and len(data) == after.size else UNSETTLED
