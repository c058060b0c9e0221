"""The installed program → its digest: of all code, ours and the libraries', that may decide a byte of an output."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gen.workspace.libraries import versions

LIBRARIES: Final = ("jinja2", "msgspec", "python_docx", "pillow", "reportlab", "pyyaml", "uharfbuzz", "fonttools", "rjieba", "pyphen", "deflate")
"""The libraries that may decide a byte of an output, by the names of their installed folders."""
PACKAGE: Final = str(Path(__file__).resolve().parent.parent)


def listing() -> tuple[str, int]:
    """Every module with its size, time and inode, the libraries' versions, and the newest time.

    While these are the same, so is the digest.
    """
    modules = list(_modules(PACKAGE))
    rows = [f"{path[len(PACKAGE) :]} {status.st_size} {status.st_mtime_ns} {status.st_ino}" for path, status in modules]
    return "\n".join([*rows, *versions(*LIBRARIES)]), max(status.st_mtime_ns for _, status in modules)


def program_digest() -> str:
    """The modules' content and the libraries' versions → one digest."""
    import hashlib

    total = hashlib.sha256()
    for path, _ in _modules(PACKAGE):
        data = Path(path).read_bytes()
        total.update(f"{path[len(PACKAGE) :].replace(os.sep, '/')} {len(data)}\n".encode())
        total.update(data)
    total.update("\n".join(versions(*LIBRARIES)).encode())
    return total.hexdigest()


def _modules(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                yield entry.path, entry.stat()
            elif entry.is_dir() and entry.name.isidentifier() and entry.name not in {"__pycache__", "_packaged"}:
                yield from _modules(entry.path)
