"""`gen`, and `python -m gen`: the command line, without what an interpreter does about objects at the start and at the end for longer runs."""

import gc
import os
import sys
from typing import Final

_BUSY_AT_THE_END: Final = frozenset({"concurrent.futures", "coverage", "logging", "multiprocessing"})
"""Modules that have something to do when the interpreter ends; a pool, a cluster and `gen watch` load one of them."""


def main() -> None:
    """Load the command line and run it."""
    gc.disable()  # loading makes no garbage
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
