"""Files to write and files present → which may be replaced: the one rule of every command that writes.

A file is ours if a record of an earlier run has its digest, or if it already equals the new one. Anything else is
somebody's work (docs/builds.md, 覆盖的规则).
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from gen.errors import Diagnostic, OutputError, Place
from gen.workspace.output import STATE_FOLDER, write_files

EDITED: Final = "输出被手工改过"
UNKNOWN: Final = "已有同名文件，没有生成它的记录"
_RECORD: Final = "written.json"
"""The file, in the state folder of an output folder: each file's name → SHA-256 of the bytes last written to it."""


def kept(path: str, why: str) -> Diagnostic:
    """A file that stays as it is, and whether somebody edited it or it was never ours → the error that names it."""
    return Diagnostic("输出", f"{why}，没有覆盖", Place(path), "要覆盖，加 --force")


def keep_input(source: Path, target: Path) -> None:
    """Raise OutputError if an output would replace its own input, which no option allows."""
    try:
        same = os.path.abspath(source) == os.path.abspath(target) or source.samefile(target)
    except (OSError, ValueError):
        return  # one of them is not there: reading or writing says it
    if same:
        raise OutputError(Diagnostic("输出", "输出会盖掉原文件", Place(str(target)), "用 -o 写到别处"))


def obstacles(files: Mapping[Path, bytes], recorded: Mapping[Path, str], *, force: bool = False) -> list[Diagnostic]:
    """Files to write → an error for each existing file that may not be replaced.

    `recorded` has the SHA-256 of each file as an earlier run wrote it.
    """
    special = [Diagnostic("输出", "输出位置不是普通文件", Place(str(path)), "写到别的文件") for path in files if _is_special(path)]
    whose = {} if force else {path: _whose(path, data, recorded.get(path, "")) for path, data in files.items()}
    return special + [kept(str(path), why) for path, why in whose.items() if why]


def replace(files: Mapping[Path, bytes], recorded: Mapping[Path, str], *, force: bool = False) -> None:
    """Write files, all or none; equal ones are written again only with `force`. OutputError with every obstacle."""
    if found := obstacles(files, recorded, force=force):
        raise OutputError(*found)
    write_files({path: data for path, data in files.items() if force or _digest(path) != digest(data)})


def replace_recorded(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write files of one folder as `replace` does, by their names, and record their digests in that folder."""
    record = folder / STATE_FOLDER / _RECORD
    known = _read(record)
    replace({folder / name: data for name, data in files.items()}, {folder / name: was for name, was in known.items()}, force=force)
    now = known | {name: digest(data) for name, data in files.items()}
    if now != known:
        import json

        write_files({record: (json.dumps(now, indent=0, sort_keys=True) + "\n").encode()})


def digest(data: bytes) -> str:
    """Bytes → their SHA-256, in the form of the records."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _whose(path: Path, data: bytes, recorded: str) -> str:
    """Why a file may not be replaced; empty if it may, or does not exist."""
    if not path.is_file():
        return ""
    found = _digest(path)
    if found in {recorded, digest(data)} - {""}:
        return ""
    return EDITED if recorded else UNKNOWN


def _digest(path: Path) -> str:
    """A file's SHA-256; empty if it is no file or cannot be read."""
    import hashlib

    try:
        if path.is_file():
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        pass
    return ""


def _is_special(path: Path) -> bool:
    """Whether a path is a device, a pipe or a socket, which a rename would replace by a file."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _read(record: Path) -> dict[str, str]:
    """The record of a folder; empty if it is missing or damaged: then no file there counts as ours."""
    import json

    try:
        found = json.loads(record.read_bytes()) if record.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return {name: was for name, was in found.items() if isinstance(was, str)} if isinstance(found, dict) else {}
