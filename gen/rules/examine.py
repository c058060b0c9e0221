"""Document and its source → the findings of every rule that is not waived, as diagnostics with line and column."""

import os
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from gen.document.model import Document
from gen.errors import Diagnostic, Severity
from gen.rules import slips
from gen.rules.printed import Finding, Printed
from gen.rules.registry import RULES, TOLD_AT_BUILD, Rule, rule_of
from gen.source.faults import Faults, Spot

_FARTHEST: Final = 2000
"""How many lines below the name of its field a printed line is searched."""
WAIVE: Final = "waive"
_OF_ERRORS: Final = frozenset(rule.id for rule in RULES.values() if rule.severity is Severity.ERROR)
"""The rules whose breach is an error: a build asks them too."""


def examine(document: Document, source: str, file: str, only: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """A document → the diagnostics of the rules: errors first, each severity in line order, at most twenty of a rule.

    `source` is the text of its source, for columns; `file` is its name in messages. `only` are the ids of the rules to
    apply, those of plug-ins too; empty, all of ours. A rule that raises costs only itself: an error says so. PluginError.
    """
    faults = Faults(file)
    lines = source.split("\n")
    note = {Severity.ERROR: faults.error, Severity.WARNING: faults.warn, Severity.INFO: faults.info}
    for rule in _asked(only):
        if rule.id in document.waived:
            continue
        try:
            for finding in rule.find(document):
                note[rule.severity](rule.id, finding.message, _spot(finding, lines), finding.hint)
        except MemoryError:
            raise
        except Exception as error:
            if os.environ.get("GEN_DEBUG"):
                raise
            what = " ".join(f"{type(error).__name__}: {error}".split())
            faults.error(rule.id, f"规则自身出错：{what}", Spot(), "请报告；设环境变量 GEN_DEBUG=1 重跑可见详情")
    for id_ in document.waived:
        if rule_of(id_) is None:
            at = Printed(id_, document.line_of(WAIVE))
            faults.warn(WAIVE, f"没有名为“{id_[:40]}”的规则", _spot(Finding(at, ""), lines), "规则的名称见 gen check --list")
    return faults.all()


def told_at_build(document: Document, source: str, file: str) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Ask the rules of a document that a build asks → the errors, and the warnings of slips, in the order of `examine`."""
    found = examine(document, source, file, _OF_ERRORS | TOLD_AT_BUILD if slips.suspected(document) else _OF_ERRORS)
    errors = tuple(one for one in found if one.severity is Severity.ERROR)
    return errors, tuple(one for one in found if one.rule in TOLD_AT_BUILD and one.severity is Severity.WARNING)


def _asked(only: Collection[str]) -> Iterator[Rule]:
    """The rules of these ids, ours first and in our order; without any all of ours."""
    yield from (rule for rule in RULES.values() if not only or rule.id in only)
    yield from (rule for id_ in only if id_ not in RULES and (rule := rule_of(id_)))


def _spot(finding: Finding, lines: Sequence[str]) -> Spot:
    """Find the line and column of a finding; only the line when the reader has completed the author's words."""
    at = finding.at
    for number in range(at.line, min(at.line + _FARTHEST, len(lines) + 1)) if at.line else ():
        column = lines[number - 1].find(at.text)
        if column >= 0:
            return Spot(number, column + finding.offset + 1)
    return Spot(at.line)
