"""Names of libraries → their installed versions, without loading them."""

import os
import sys
from functools import cache
from typing import Final

_INSTALLED: Final = (".dist-info", ".egg-info")


@cache
def versions(*names: str) -> tuple[str, ...]:
    """Libraries, by the names of their installed folders → each one installed, with its version, sorted.

    It reads the files that the installer wrote; loading `importlib.metadata` takes as long as a whole run.
    """
    found: dict[str, str] = {}
    for folder in dict.fromkeys(sys.path):
        for name in _entries(folder):
            if name.endswith(_INSTALLED):
                library, _, version = name.rpartition(".")[0].partition("-")
                library = library.lower().replace("-", "_")
                if library in names:
                    found.setdefault(library, version)
    return tuple(sorted(f"{library} {version}" for library, version in found.items()))


@cache
def _entries(folder: str) -> tuple[str, ...]:
    try:
        return tuple(os.listdir(folder or "."))
    except OSError:
        return ()
