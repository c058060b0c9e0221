"""What takes long to make and can be made again → the user's cache folder, and back; what is damaged is as if it were not there.

Only a saving: where nothing can be written nothing is kept, and no run fails for it.
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from gen.workspace.platform_folders import cache_folder

KEY_DIGITS: Final = 32
_MOST_BYTES: Final = 8 << 20
"""Of lines kept under one name: tens of thousands."""


def recall(what: str, key: str) -> object:
    """What was kept by a key, None without it or when it is damaged."""
    try:
        digest, _, body = _file(f"{what}-{key}.json").read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    found: object = json.loads(body)
    return found


def keep(what: str, key: str, value: object) -> None:
    """Keep a value that JSON can hold."""
    body = json.dumps(value, ensure_ascii=False).encode()
    file = _file(f"{what}-{key}.json")
    temporary = file.with_name(f"{file.name}.{os.getpid()}.part")
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        temporary.replace(file)


def note(what: str, key: str, value: str) -> None:
    """Keep a line that has no space by a key of 32 hexadecimal digits, in one write: processes may do so at the same time."""
    file = _file(what)
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists() or file.stat().st_size < _MOST_BYTES:
            with file.open("ab", buffering=0) as stream:
                # The newline before it parts it from what a process that was killed has left.
                stream.write(f"\n{key} {value} {_check(key, value)}\n".encode())


def noted(what: str, key: str) -> str:
    """The line that was kept last by a key, empty without one or when it is damaged."""
    found = _notes(what)
    start = found.rfind(f"\n{key} ".encode()) + 1
    if not start:
        return ""
    return _read(found[start:].split(b"\n", 1)[0])[1]


def keys(what: str) -> set[str]:
    """The keys by which whole lines are kept."""
    return {_read(line)[0] for line in _notes(what).split(b"\n")}


def _read(line: bytes) -> tuple[str, str]:
    """A line as it is kept → its key and value, both empty when it is damaged."""
    key, value, check = (*line.decode("ascii", "replace").split(" "), "", "", "")[:3]
    return (key, value) if check and check == _check(key, value) else ("", "")


def _notes(what: str) -> bytes:
    """All lines kept under a name; lines are only added, so what was read stays while the file is as long."""
    file = _file(what)
    try:
        if not _read_before.get(file) or len(_read_before[file]) != file.stat().st_size:
            _read_before[file] = file.read_bytes()
    except OSError:
        return b""
    return _read_before[file]


_read_before: Final[dict[Path, bytes]] = {}


def _check(key: str, value: str) -> str:
    return hashlib.sha256(f"{key} {value}".encode()).hexdigest()[:8]


def _file(name: str) -> Path:
    return cache_folder() / name
