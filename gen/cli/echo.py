"""Lines → standard output or standard error. Nothing else prints, a bar on a terminal apart."""

import os
import sys
from typing import Final

import click

undelivered: Final[list[OSError]] = []
"""Why what a run printed did not all arrive, a closed pipe apart: the run goes on, and `main` reports it at the end."""


def echo(*lines: object, err: bool = False) -> None:
    """Print what was asked for. What cannot be delivered is dropped: a run does its work and ends with its own code whether or not anybody reads.

    A reader that has closed the pipe wants no more, which is no failure; a full disk is one.
    """
    try:
        if lines:
            click.echo("\n".join(map(str, lines)), err=err)
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, (sys.stderr if err else sys.stdout).fileno())
        os.close(nowhere)
        if not isinstance(error, BrokenPipeError):
            undelivered.append(error)


def echo_err(*lines: object) -> None:
    """Print beside the output: faults, and how a run goes."""
    echo(*lines, err=True)
