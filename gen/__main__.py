"""`gen`, and `python -m gen`: the command line, without what an interpreter does about objects at the start and at the end for longer runs."""

import gc
import os
import sys
from typing import Final

from gen.put_off import put_off

_BUSY_AT_THE_END: Final = frozenset({"concurrent.futures", "coverage", "logging", "multiprocessing"})
"""Modules that have something to do when the interpreter ends; a pool, a cluster and `gen watch` load one of them."""

_OF_FEW_RUNS: Final[dict[str, tuple[str, ...]]] = {
    "gettext": ("gettext", "ngettext"),
    "inspect": ("getattr_static",),
    "ipaddress": (),
    "platform": (),
    "tempfile": (),
    "textwrap": (),
    "uuid": ("UUID",),
}
"""Modules that libraries load and most commands do not use, with what libraries take out of them at once: a fifth of a run without a change.

`inspect` and `uuid` are for options of Click that we have none of, `gettext` and `textwrap` for its help and faults, `ipaddress` for `pathlib`,
`platform` for reportlab, `tempfile` for what it and Jinja2 would write.
"""


def _implementation() -> str:
    """What `platform` calls this Python, of those that it tells from others."""
    return "PyPy" if sys.implementation.name == "pypy" else "CPython"


_CODE_FLAGS: Final = {
    "CO_OPTIMIZED": 1,
    "CO_NEWLOCALS": 2,
    "CO_VARARGS": 4,
    "CO_VARKEYWORDS": 8,
    "CO_GENERATOR": 32,
    "CO_COROUTINE": 128,
    "CO_ASYNC_GENERATOR": 512,
}
_KNOWN: Final[dict[str, dict[str, object]]] = {"inspect": {**_CODE_FLAGS}, "platform": {"python_implementation": _implementation}}
"""What libraries ask of such modules as they are loaded, and what these would answer: compiled ones of `inspect` the bits of code objects."""


def main() -> None:
    """Load the command line and run it."""
    gc.disable()  # loading makes no garbage
    for name, taken in _OF_FEW_RUNS.items():
        put_off(name, *taken, **_KNOWN.get(name, {}))
    from gen.cli.main import main as run  # noqa: PLC0415 — as said

    gc.freeze()
    gc.enable()
    try:
        run()
    except SystemExit as ended:
        _end(ended)
        raise


def _end(ended: SystemExit) -> None:
    """End a process with nothing left to do, once what it printed is out: taking all its objects apart takes as long as setting a document.

    Where that is not certain, the interpreter ends it in its own time.
    """
    watched = sys.getprofile() or sys.gettrace() or sys.flags.inspect
    if watched or type(ended.code) is not int or _BUSY_AT_THE_END & sys.modules.keys():
        return
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(ended.code)


if __name__ == "__main__":
    main()
