"""Bytes → files, whole or not at all: written beside their places under other names, then renamed into them."""

import contextlib
import errno
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from gen.errors import Diagnostic, DiskError, OutputError, Place

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


def write_files(files: Mapping[Path, bytes]) -> dict[Path, os.stat_result]:
    """Write all of a document's files; none is seen half-written. OutputError, with no file changed, when one cannot be written.

    What is returned is the status of each file as it was written.
    """
    statuses: dict[Path, os.stat_result] = {}
    written: dict[Path, Path] = {}
    path = Path()
    try:
        for path, data in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "")
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
            written[path] = temporary
            with temporary.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
                status = os.fstat(stream.fileno())
            os.utime(temporary, ns=(status.st_atime_ns, status.st_mtime_ns - _EARLIER_NS))
            statuses[path] = temporary.stat()
        for path, temporary in written.items():
            temporary.replace(path)
    except OSError as error:
        raise failure(error, path) from None
    else:
        return statuses
    finally:
        for temporary in written.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what killed runs have left of files half-written, in and under a folder that nobody else writes to now."""
    for parent, _, names in os.walk(folder):
        for name in names:
            if _TEMPORARY.fullmatch(name):
                with contextlib.suppress(OSError):
                    Path(parent, name).unlink()
