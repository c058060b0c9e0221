"""Lines → standard output or standard error. Nothing else prints, except a progress bar on a terminal."""

import os
import sys
from typing import Final

import click

undelivered: Final[list[OSError]] = []
"""The error that kept lines from standard output, except a closed pipe: the run goes on, `main` reports it at the end."""


def echo(*lines: object, err: bool = False) -> None:
    """Print results. Lines that cannot be delivered are dropped, so that a run does its work and keeps its exit code.

    A reader that closed the pipe wants no more, which is no failure; a full disk is one.
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
    """Print faults and progress, beside the results."""
    echo(*lines, err=True)
