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
    "tempfile": (),
    "textwrap": (),
    "uuid": ("UUID",),
}
"""Modules that libraries load and most commands do not use, with what libraries take out of them at once: a fifth of a run without a change.

`inspect` and `uuid` are for options of Click that we have none of, `gettext` and `textwrap` for its help and faults, `ipaddress` for `pathlib`,
`tempfile` for what Jinja2 and reportlab would write.
"""
_CODE_FLAGS: Final = {
    "CO_OPTIMIZED": 1,
    "CO_NEWLOCALS": 2,
    "CO_VARARGS": 4,
    "CO_VARKEYWORDS": 8,
    "CO_GENERATOR": 32,
    "CO_COROUTINE": 128,
    "CO_ASYNC_GENERATOR": 512,
}
"""What compiled libraries ask `inspect` for as they are loaded: bits of CPython's code objects."""


def main() -> None:
    """Load the command line and run it."""
    gc.disable()  # loading makes no garbage
    for name, taken in _OF_FEW_RUNS.items():
        put_off(name, *taken, **(_CODE_FLAGS if name == "inspect" else {}))
    from gen.cli import main as run  # noqa: PLC0415 — as said

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
