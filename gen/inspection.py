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
    """A source → its report, by reading it, applying the rules, and taking it through a build up to the bytes.

    `targets` are the files that a build would write, by format; without any, the source is only read and the rules
    applied. `only` are the ids of the rules to apply; with them, the report leaves out the reader's warnings.
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
