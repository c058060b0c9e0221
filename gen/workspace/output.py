"""Bytes → files, whole or not at all: written beside their places under temporary names, then renamed."""

import contextlib
import errno
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from gen.errors import Diagnostic, DiskError, OutputError, Place, reason

_CAUSES: Final = {
    errno.ENOSPC: ("磁盘已满", "腾出空间再试"),
    errno.EDQUOT: ("磁盘配额已用完", "腾出空间再试"),
    errno.EROFS: ("磁盘是只读的", "用 -o 指定能写的文件夹"),
    errno.EACCES: ("没有写入权限", "检查文件夹的权限，或者用 -o 指定别的文件夹"),
    errno.EPERM: ("没有写入权限", "检查文件夹的权限，或者用 -o 指定别的文件夹"),
    errno.EISDIR: ("输出位置是一个文件夹", "移走同名的文件夹"),
    errno.ENOTDIR: ("路径中有一段是文件，不是文件夹", "移走同名的文件，或者用 -o 指定别的文件夹"),
    errno.EEXIST: ("路径中有一段是文件，不是文件夹", "移走同名的文件，或者用 -o 指定别的文件夹"),
    errno.ENAMETOOLONG: ("文件名太长", "把源文件名改短"),
    errno.ENOENT: ("没有这个文件夹，也建不起来", "用 -o 指定别的文件夹"),
    errno.EFBIG: ("超过了允许的文件大小", "检查磁盘和用户的限额"),
}


STATE_FOLDER: Final = ".gen"
"""The folder, inside an output folder, with the records of its files."""
_OF_THE_DISK: Final = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_TEMPORARY: Final = re.compile(r"\..+\.\d+\.part")
_LONGEST_NAMED: Final = 200
"""In bytes: a name that leaves room for what a temporary name adds to it."""
_HEAD_OF_NAME: Final = 20
_DIGITS: Final = 24
_EARLIER_NS: Final = 20_000_000
"""A file is dated so much before it has its name: whoever changes it afterwards, even at once, changes its date too."""


def failure(error: OSError, path: Path | str) -> OutputError:
    """The system's error in writing `path` → the error for the user."""
    cause, hint = _CAUSES.get(error.errno or 0, (reason(error), "检查输出文件夹"))
    kind = DiskError if error.errno in _OF_THE_DISK else OutputError
    return kind(Diagnostic("输出", f"写不出文件：{cause}", Place(str(path)), hint))


class Staged(NamedTuple):
    """A file written whole beside its place: its temporary name, and its status."""

    temporary: str
    status: os.stat_result


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all files of a document; nobody sees one half-written. OutputError, with no file changed, if one fails."""
    staged = stage({str(path): data for path, data in files.items()}, os.getpid())
    try:
        place(staged)
    finally:
        discard(file.temporary for file in staged.values())


def stage(files: Mapping[str, bytes], owner: int) -> dict[str, Staged]:
    """Write files beside their places and flush them to the disk, in any process, for the run `owner`.

    OutputError, with none left, if one cannot be written.
    """
    opened: dict[str, int] = {}
    staged: dict[str, Staged] = {}
    path = ""
    try:
        for path, data in files.items():
            opened[path] = _create(path, owner)
            _write(opened[path], data)
            if os.path.isdir(path):
                raise IsADirectoryError(errno.EISDIR, "")
        # Only now, when all are written: what brings the first to the disk has most of the others' way behind it.
        for path in files:
            descriptor = opened[path]
            os.fsync(descriptor)
            os.close(opened.pop(path))
            staged[path] = _dated_back(temporary_of(path, owner))
    except OSError as error:
        for descriptor in opened.values():
            with contextlib.suppress(OSError):
                os.close(descriptor)
        discard(temporary_of(path, owner) for path in files)
        raise failure(error, path) from None
    return staged


def obstacle(paths: Iterable[str]) -> OutputError | None:
    """The reason, known beforehand, why `stage` cannot write a file: a name too long, a folder in its place."""
    path = ""
    try:
        for path in paths:
            folder, temporary = os.path.split(temporary_of(path, os.getpid()))
            while folder and not os.path.lexists(folder):
                folder = os.path.dirname(folder)
            for name in (temporary, os.path.basename(path)):
                with contextlib.suppress(FileNotFoundError):
                    os.lstat(os.path.join(folder, name))
            if os.path.isdir(path):
                raise IsADirectoryError(errno.EISDIR, "")
    except OSError as error:
        return failure(error, path)
    return None


def _create(path: str, owner: int) -> int:
    """Create an empty file beside a path, and its folder if need be → its descriptor."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    temporary = temporary_of(path, owner)
    try:
        return os.open(temporary, flags, 0o666)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return os.open(temporary, flags, 0o666)


def _write(descriptor: int, data: bytes) -> None:
    """Write all bytes: on a nearly full disk one call may take only a part, and the next one reports why."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _dated_back(temporary: str) -> Staged:
    status = os.stat(temporary)
    os.utime(temporary, ns=(status.st_atime_ns, status.st_mtime_ns - _EARLIER_NS))
    return Staged(temporary, os.stat(temporary))


def temporary_of(path: str, owner: int) -> str:
    """The name that a run gives a file until it is complete.

    File systems allow 255 bytes, or as many characters: of a long name its digest is enough, so that it fits where the
    file itself does.
    """
    folder, name = os.path.split(path)
    encoded = os.fsencode(name)
    if len(encoded) > _LONGEST_NAMED:
        import hashlib

        name = f"{name[:_HEAD_OF_NAME]}-{hashlib.sha256(encoded).hexdigest()[:_DIGITS]}"
    return os.path.join(folder, f".{name}.{owner}.part")


def place(staged: Mapping[str, Staged]) -> None:
    """Give files their names. OutputError."""
    path = ""
    try:
        for path, file in staged.items():
            os.replace(file.temporary, path)
    except OSError as error:
        raise failure(error, path) from None


def discard(temporaries: Iterable[str]) -> None:
    """Remove files that were not placed."""
    for temporary in temporaries:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def sweep(folder: Path) -> None:
    """Remove the half-written files of killed runs, in and under a folder that nobody else is writing to."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if _TEMPORARY.fullmatch(name):
                with contextlib.suppress(OSError):
                    Path(parent, name).unlink()
