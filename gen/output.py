"""Bytes → files, whole or not at all: written beside their places under other names, then renamed into them."""

import contextlib
import errno
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from gen.errors import Diagnostic, DiskError, OutputError, Place
from gen.frozen import dataclass

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


_OF_THE_DISK: Final = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_TEMPORARY: Final = re.compile(r"\..+\.\d+\.part")
_EARLIER_NS: Final = 20_000_000
"""A file is dated so much before it has its name: whoever changes it afterwards, even at once, changes its date too."""


def failure(error: OSError, path: Path) -> OutputError:
    """What the system said when `path` could not be written → the error that tells the user."""
    cause, hint = _CAUSES.get(error.errno or 0, (error.strerror or type(error).__name__, "检查输出文件夹"))
    kind = DiskError if error.errno in _OF_THE_DISK else OutputError
    return kind(Diagnostic("输出", f"写不出文件：{cause}", Place(str(path)), hint))


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that is written whole beside its place: under which name, and its status."""

    temporary: Path
    status: os.stat_result


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all of a document's files; none is seen half-written. OutputError, with no file changed, when one cannot be written."""
    staged = stage(files, os.getpid())
    try:
        place(staged)
    finally:
        discard(file.temporary for file in staged.values())


def stage(files: Mapping[Path, bytes], owner: int) -> dict[Path, Staged]:
    """Write files beside their places and bring them to the disk, whichever process does it for the run `owner`.

    OutputError, with none left, when one cannot be written.
    """
    staged: dict[Path, Staged] = {}
    path = temporary = Path()
    try:
        for path, data in files.items():
            temporary = temporary_of(path, owner)
            try:
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
            with open(descriptor, "wb") as stream:  # noqa: PTH123 — of a descriptor
                stream.write(data)
                stream.flush()
                os.fsync(descriptor)
                status = os.fstat(descriptor)
            os.utime(temporary, ns=(status.st_atime_ns, status.st_mtime_ns - _EARLIER_NS))
            staged[path] = Staged(temporary, temporary.stat())
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "")
    except OSError as error:
        discard((temporary, *(file.temporary for file in staged.values())))
        raise failure(error, path) from None
    return staged


def temporary_of(path: Path, owner: int) -> Path:
    """The name that a run gives a file until it is whole."""
    return path.with_name(f".{path.name}.{owner}.part")


def place(staged: Mapping[Path, Staged]) -> None:
    """Give files their names. OutputError."""
    path = Path()
    try:
        for path, file in staged.items():
            file.temporary.replace(path)
    except OSError as error:
        raise failure(error, path) from None


def discard(temporaries: Iterable[Path]) -> None:
    """Remove files that were not placed."""
    for temporary in temporaries:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what killed runs have left of files half-written, in and under a folder that nobody else writes to now."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if _TEMPORARY.fullmatch(name):
                with contextlib.suppress(OSError):
                    Path(parent, name).unlink()
