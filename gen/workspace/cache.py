"""The user's cache folder: text that takes long to find, stored by a key.

It only saves time: if nothing can be written nothing is stored, a damaged value counts as missing, and no run fails for
it. It holds no code, and only the user can write to it.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from gen.workspace.platform_folders import cache_folder

_MOST_BYTES: Final = 8 << 20
"""A file that exceeds this starts again empty; its values are found again when next needed."""
_OTHERS_WRITE: Final = 0o022
_KEY_DIGITS: Final = 32
_CHECK_DIGITS: Final = 16


class Cache:
    """Values of one kind in a file, a line each: key, digest and value. Several processes may use it at the same time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._read_from: Path | None = None
        self._lines = b""

    def get(self, key: str) -> str | None:
        """The value last stored by a key; None if there is none or it is damaged."""
        named = _named(key)
        lines = self._read()
        start = lines.rfind(b"\n" + named) + 1
        if not start:
            return None
        digest, _, value = lines[start + len(named) :].split(b"\n", 1)[0].partition(b" ")
        return value.decode() if digest == _digest(named, value) else None

    def put(self, key: str, value: str) -> None:
        """Store a value by a key; a value has no line end."""
        named, stored = _named(key), value.encode()
        if b"\n" in stored:
            message = "a value of the cache is one line"
            raise ValueError(message)
        file = cache_folder() / self._name
        with suppress(OSError):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_users_own(file.parent):
                return
            if file.exists() and file.stat().st_size > _MOST_BYTES:
                file.unlink()
            with file.open("ab", buffering=0) as stream:
                # One write, so that processes do not mix their lines; the line end before it parts it from a line that
                # was cut short.
                stream.write(b"\n" + named + _digest(named, stored) + b" " + stored + b"\n")

    def _read(self) -> bytes:
        """Read all lines; lines are only ever added, so the result holds while the file keeps its length."""
        file = cache_folder() / self._name
        try:
            if not _is_users_own(file.parent):
                return b""
            if file != self._read_from or len(self._lines) != file.stat().st_size:
                self._read_from, self._lines = file, file.read_bytes()
        except OSError:
            return b""
        return self._lines


def _named(key: str) -> bytes:
    """The beginning of a key's lines."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:_KEY_DIGITS].encode() + b" "


def _digest(named: bytes, value: bytes) -> bytes:
    return hashlib.sha256(named + value).hexdigest()[:_CHECK_DIGITS].encode()


def _is_users_own(folder: Path) -> bool:
    """Whether a folder is the user's and nobody else may write to it. Windows protects a user's folder by other means."""
    status = folder.stat()
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & _OTHERS_WRITE)
