"""What takes long to make and can be made again → the user's cache folder, and back; what is damaged is as if it were not there.

Only a saving: where nothing can be written nothing is kept, and no run fails for it.
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from gen.platform_folders import cache_folder


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


def records(what: str) -> bytes:
    """All records that were kept under a name, as `append` wrote them."""
    try:
        return _file(what).read_bytes()
    except OSError:
        return b""


def append(what: str, record: bytes) -> None:
    """Keep one record more, in one write, so that processes may do so at the same time; newlines around it part it from a damaged one."""
    file = _file(what)
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with file.open("ab", buffering=0) as stream:
            stream.write(b"\n" + record + b"\n")


def _file(name: str) -> Path:
    return cache_folder() / name
