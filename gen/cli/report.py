"""The course of a `gen build` → lines for people, a bar on a terminal, or JSON for programs; the summary and exit code."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from msgspec import Struct

from gen.cli import records
from gen.cli.build_options import BuildOptions
from gen.errors import Diagnostic, Exit, GenError, Place
from gen.workspace.overwrite import kept
from gen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gen.archive.plan import Output, Plan
    from gen.archive.run import Outcome
    from gen.archive.state import Record

Echo = Callable[..., None]
"""Prints lines; the command line passes its own, so that no other module prints."""

TIME_LIMIT: Final = 120.0
"""Seconds a document; the longest code known takes one or two."""
_FEWEST_FOR_A_BAR: Final = 16


class Tally(Struct):
    """The counts of a run: sources made, up to date and failed; outputs kept, left over and removed.

    `rule_errors` is how many errors the rules of `gen check` find, `broken` in how many sources.
    """

    made: int = 0
    current: int = 0
    failed: int = 0
    kept: int = 0
    left: int = 0
    removed: int = 0
    rule_errors: int = 0
    broken: int = 0
    code: int = Exit.OK

    def break_rules(self, errors: int) -> None:
        """Count the errors that the rules of `gen check` find in one source."""
        self.rule_errors += errors
        self.broken += errors > 0

    def fail(self, code: int) -> None:
        """Raise the exit code to at least this one."""
        self.code = max(self.code, code)


class Report:
    """Reports the course of a build: lines for people, a bar on a terminal, or JSON for programs."""

    def __init__(self, options: BuildOptions, echo: Echo, echo_err: Echo, folder: str) -> None:
        self.options = options
        self.folder = folder
        self.tally = Tally()
        self.echo = echo
        self.echo_err = echo_err
        self.quiet = False
        self.clear: Callable[[], None] = _nothing

    def faults(self, faults: Sequence[Diagnostic]) -> None:
        """Report sources that do not exist."""
        self.echo_err(*faults)
        if faults:
            self.tally.fail(Exit.SOURCE)

    def inside(self, workspace: Workspace, sources: Sequence[tuple[str, str]], folder: Path) -> list[tuple[str, str]]:
        """Drop sources whose outputs a link would put outside the output folder, each with a fault."""
        kept, outside = workspace.inside(sources, self.options.chosen[0], folder)
        for source, error in outside:
            self.fault(source, error)
        return kept

    def fault(self, source: str, error: GenError) -> None:
        """Report a source that could not be made."""
        self.tally.failed += 1
        self.tally.fail(error.exit_code)
        if self.options.as_json:
            self.json(records.Failed(source, "failed", tuple(map(records.fault_of, error.diagnostics))))
        else:
            self.echo_err(*error.diagnostics)

    def start(self, plan: "Plan", total: int) -> None:
        """Report everything that the plan already knows of the sources, `total` of them."""
        self.tally.current = total - len(plan.tasks)
        for errors in () if self.options.dry_run else plan.rule_errors.values():
            self.tally.break_rules(errors)
        for output in plan.kept:
            self.kept(output)

    def kept(self, output: "Output") -> None:
        """Report an output that was left because somebody edited it."""
        self.tally.kept += 1
        self.tally.fail(Exit.OUTPUT)
        fault = kept(self.shown(output.path), output.edited)
        if self.options.as_json:
            self.json(records.Kept(self.shown(output.path), "kept", (records.fault_of(fault),)))
        else:
            self.echo_err(fault)

    def outcome(self, outcome: "Outcome") -> None:
        """Report the result of one source."""
        if outcome.warnings or outcome.failure or outcome.lost or outcome.kept:
            self.clear()
        self.tally.break_rules(outcome.rule_errors)
        if outcome.failure:
            if not self.options.as_json:
                self.echo_err(*outcome.warnings)
            self.fault(outcome.source, outcome.failure)
        else:
            self.tally.made += not outcome.lost
            paths = [self.shown(path) for path in outcome.made]
            if self.options.as_json:
                warnings = tuple(map(records.fault_of, outcome.warnings))
                self.json(records.Made(outcome.source, "made", tuple(paths), warnings, outcome.rule_errors))
            else:
                self.echo_err(*outcome.warnings)
                self.paths(paths)
            for output in outcome.kept:
                self.kept(output)
            if outcome.lost:
                self.fault(outcome.source, outcome.lost)
        if self.options.verbose:
            self.echo_err(*(f"{verb:<11}{seconds * 1000:8.1f} ms  {outcome.source}" for verb, seconds in outcome.timings))

    def planned(self, plan: "Plan", left: "dict[str, list[Record]]") -> None:
        """Report which outputs would be made, and why."""
        for task in plan.tasks:
            for output in task.outputs.values():
                reasons = "；".join(output.reasons)
                if self.options.as_json:
                    self.json(records.Outdated(task.source, self.shown(output.path), "outdated", tuple(output.reasons)))
                else:
                    self.echo(f"{self.shown(output.path)}：{reasons}")
        self.tally.made = len(plan.tasks)
        if left:
            self.left(left)

    def left(self, left: "dict[str, list[Record]]") -> None:
        """Report outputs whose sources are gone."""
        self.tally.left = sum(map(len, left.values()))
        for source, gone in left.items():
            paths = [self.shown(record.path) for record in gone]
            shown = os.path.normpath(os.path.join(self.folder, source))
            if self.options.as_json:
                self.json(records.Left(shown, "left", tuple(paths)))
            else:
                self.echo_err(f"{shown} 已经不在，留下 {'、'.join(paths)}；加 --prune 删去")

    def pruned(self, removed: Sequence[str], edited: Sequence[str]) -> None:
        """Report outputs that were removed, and outputs that were kept because somebody edited them."""
        self.tally.removed += len(removed)
        self.tally.kept += len(edited)
        for path in removed:
            if self.options.as_json:
                self.json(records.Removed(self.shown(path), "removed"))
            else:
                self.echo_err(f"已删去 {self.shown(path)}")
        for path in edited:
            self.tally.fail(Exit.OUTPUT)
            if self.options.as_json:
                self.json(records.Kept(self.shown(path), "kept"))
            else:
                self.echo_err(Diagnostic("输出", "源文件已经不在，输出被手工改过，没有删去", Place(self.shown(path)), "要删去，再加 --force"))

    def path(self, path: Path) -> None:
        """Report a file that was written beside the outputs."""
        if not self.options.as_json:
            self.paths([str(path)])

    def unwritten(self, error: GenError) -> None:
        """Report a file beside the outputs that could not be written."""
        self.tally.fail(error.exit_code)
        if self.options.as_json:
            self.json(records.Unwritten("failed", tuple(map(records.fault_of, error.diagnostics))))
        else:
            self.echo_err(*error.diagnostics)

    def paths(self, paths: Sequence[str]) -> None:
        """Print the paths of outputs made, unless a bar on the terminal shows the progress."""
        if not self.quiet:
            self.echo(*paths)

    def shown(self, path: str) -> str:
        """The path of an output as the user would write it."""
        return os.path.join(self.folder, path)

    @contextmanager
    def bar(self, total: int) -> Iterator[Callable[[], None]]:
        """Show a bar with rate and remaining time on a terminal, if there is anything to wait for."""
        stream = sys.stderr
        if self.options.as_json or self.options.verbose or total < _FEWEST_FOR_A_BAR or not stream.isatty():
            yield _nothing
            return
        import time

        since = time.perf_counter()
        self.quiet = True
        done = 0

        def rate(_item: object) -> str:
            return f"{done / max(time.perf_counter() - since, 0.001):.1f} 份/秒"

        with click.progressbar(length=total, label="生成", file=stream, show_pos=True, item_show_func=rate) as bar:
            self.clear = partial(click.echo, "\r\x1b[K", file=stream, nl=False)

            def advance() -> None:
                nonlocal done
                done += 1
                bar.update(1, done)

            yield advance
            self.clear = _nothing

    def finish(self) -> int:
        """Print the summary if it says more than the paths did → the exit code."""
        tally = self.tally
        if self.options.as_json:
            counts = records.Counts(
                made=tally.made,
                up_to_date=tally.current,
                failed=tally.failed,
                kept=tally.kept,
                left=tally.left,
                removed=tally.removed,
                rule_errors=tally.rule_errors,
                sources_with_rule_errors=tally.broken,
                exit_code=int(tally.code),
            )
            self.json(records.Summary(counts))
            return tally.code
        words = ("要生成" if self.options.dry_run else "完成", tally.made), ("没有变化", tally.current), ("失败", tally.failed)
        parts = [f"{word} {number}" for word, number in words if number or word != "没有变化"]
        parts += [f"{word} {number} 个" for word, number in (("保留手工改过的输出", tally.kept), ("删去输出", tally.removed)) if number]
        total = tally.made + tally.current + tally.failed
        if tally.failed or total > 1 or tally.current:
            self.echo_err(f"共 {total} 份：{'，'.join(parts)}")
        if tally.rule_errors:
            self.echo_err(f"按 gen check 的规则，{tally.broken} 份里有 {tally.rule_errors} 处错误；逐处见 gen check")
        return tally.code

    def json(self, value: records.Line) -> None:
        """Print one line for a program."""
        self.echo(records.to_json(value))


def _nothing() -> None:
    """Update no bar."""
