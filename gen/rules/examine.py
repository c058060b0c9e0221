"""Document and its source → the findings of every rule that is not waived, as diagnostics with line and column."""

from collections.abc import Collection, Sequence
from typing import Final

from gen.document.model import Document
from gen.errors import Diagnostic, Severity
from gen.rules.printed import Finding, Printed
from gen.rules.registry import RULES
from gen.source.faults import Faults, Spot

_FARTHEST: Final = 2000
"""How many lines below the name of its field a printed line is searched."""
WAIVE: Final = "waive"
_OF_ERRORS: Final = frozenset(rule.id for rule in RULES.values() if rule.severity is Severity.ERROR)
"""The rules whose breach is an error: a build asks them too."""


def examine(document: Document, source: str, file: str, only: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """A document → the diagnostics of the rules: errors first, each severity in line order, at most twenty of a rule.

    `source` is the text of its source, for columns; `file` is its name in messages. `only` are the ids of the rules to
    apply; empty, all.
    """
    faults = Faults(file)
    lines = source.split("\n")
    note = {Severity.ERROR: faults.error, Severity.WARNING: faults.warn, Severity.INFO: faults.info}
    for rule in RULES.values():
        if rule.id in document.waived or (only and rule.id not in only):
            continue
        for finding in rule.find(document):
            note[rule.severity](rule.id, finding.message, _spot(finding, lines), finding.hint)
    for id_ in document.waived:
        if id_ not in RULES:
            at = Printed(id_, document.line_of(WAIVE))
            faults.warn(WAIVE, f"没有名为“{id_[:40]}”的规则", _spot(Finding(at, ""), lines), "规则的名称见 gen check --list")
    return faults.all()


def errors(document: Document, source: str, file: str) -> tuple[Diagnostic, ...]:
    """Ask the rules of a document whose breach is an error → the errors: those among what `examine` gives, in the same order."""
    return tuple(found for found in examine(document, source, file, _OF_ERRORS) if found.severity is Severity.ERROR)


def _spot(finding: Finding, lines: Sequence[str]) -> Spot:
    """Find the line and column of a finding; only the line when the reader has completed the author's words."""
    at = finding.at
    for number in range(at.line, min(at.line + _FARTHEST, len(lines) + 1)) if at.line else ():
        column = lines[number - 1].find(at.text)
        if column >= 0:
            return Spot(number, column + finding.offset + 1)
    return Spot(at.line)
