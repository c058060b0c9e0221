"""One source → the report of `gen check`: faults that a build would refuse, remarks of the reader, broken rules."""

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from gen.composition.templating import Templates
from gen.errors import Diagnostic, Exit, GenError, Severity
from gen.pipeline import refusal
from gen.rules import examine
from gen.source.characters import decode
from gen.source.reader import read, source_bytes
from gen.workspace.output import obstacle
from gen.writers.session import Settings


class Inspection(Struct, frozen=True):
    """The report on one source: each part has the gravest diagnostics first; and the exit code."""

    diagnostics: tuple[Diagnostic, ...]
    code: Exit


def inspection(source: str, targets: Mapping[str, str], templates: Templates, settings: Settings, only: Collection[str] = ()) -> Inspection:
    """A source → what is said of it: read, asked the rules, and taken through all the steps of a build up to the bytes.

    `targets` are the files that a build would write, by format; without any the source is read and asked the rules alone.
    `only` are the ids of the rules to ask; of what reading it reports, the errors alone are then told.
    """
    path = Path(source)
    try:
        data = source_bytes(path, source)
        document, warnings = read(data, source, path.stem, path.parent)
        found = examine(document, decode(data, source), source, only)
    except GenError as error:
        return Inspection(error.diagnostics, error.exit_code)
    failure = refusal(document, source, tuple(targets), templates, settings) or obstacle(targets.values()) if targets else None
    told = (*(failure.diagnostics if failure else ()), *(() if only else warnings), *found)
    code = Exit.SOURCE if any(one.severity is Severity.ERROR for one in found) else Exit.OK
    return Inspection(told, max(code, failure.exit_code) if failure else code)
