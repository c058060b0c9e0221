"""The command `gen check`: sources → faults that a build would refuse, remarks of the reader, broken rules."""

import os
from collections import Counter, deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import Struct

from gen.cli.options import MOST_JOBS, AnyPath, Whole, option, unknown
from gen.cli.records import Finding, finding_of, to_json
from gen.cli.report import TIME_LIMIT
from gen.errors import Diagnostic, Exit, GenError, Severity
from gen.workspace.workspace import Workspace
from gen.writers import FORMATS, format_of

if TYPE_CHECKING:
    from gen.archive.jobs import Pending
    from gen.fonts import Chain
    from gen.inspection import Inspection

Echo = Callable[..., None]
"""Prints lines; the command line passes its own, so that no other module prints."""

_AHEAD: Final = 8
"""Sources queued for each worker: enough that none waits while a long document holds up those after it."""
_WEIGHTS: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class _Asked(Struct, frozen=True):
    """The options of one `gen check`."""

    strict: bool
    quick: bool
    only: tuple[str, ...]
    formats: tuple[str, ...]
    font_mode: str | None
    jobs: int
    as_json: bool

    @property
    def chosen(self) -> tuple[str, ...]:
        """The formats in which a source goes through all steps; none if it is only read and asked the rules."""
        if self.quick or self.only:
            return ()
        return tuple(dict.fromkeys(name for some in self.formats for name in some.split(","))) or tuple(FORMATS)


def add_check(group: click.Group, echo: Echo, echo_err: Echo, *asked_of_build: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Add the command to the others; `echo` prints findings, `echo_err` progress.

    `asked_of_build` are the options that it shares with `gen build`.
    """

    def shared(command: Callable[..., Any]) -> Callable[..., Any]:
        for add in asked_of_build:
            command = add(command)
        return command

    @group.command(
        "check", options_metavar="[选项]", help="检查 SOURCE（文件或文件夹，默认 source 里的全部）能否生成、是否合乎各项标准，不生成文件。"
    )
    @click.argument("arguments", nargs=-1, metavar="[SOURCE]...", type=AnyPath())
    @option("--strict", is_flag=True, help="有警告也算失败。")
    @option("--quick", is_flag=True, help="只读源文件、检查规则，不套模板、不排版、不查缺字。")
    @option("--rule", "only", multiple=True, metavar="规则", callback=_known, help="只读源文件、检查这一条规则；可以写几次。")
    @shared
    @option("-j", "--jobs", default=0, metavar="N", type=Whole(0, MOST_JOBS, "自动"), help="同时检查几份；默认按份数和处理器数。")
    @option("--json", "as_json", is_flag=True, help="输出为 JSON，供别的程序使用。")
    @option("--list", "listed", is_flag=True, help="列出全部规则，不检查。")
    def check_command(arguments: tuple[Path, ...], listed: bool, **options: Any) -> int:
        """Print what is wrong with sources, or the rules."""
        if listed:
            from gen.rules import RULES

            echo(*(f"{rule.id:<16} {rule.severity} {rule.clause}：{rule.says}" for rule in RULES.values()))
            return Exit.OK
        return _Check(_Asked(**options), echo, echo_err).run(arguments)


def _known(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    from gen.rules import RULES, rule_of

    wrong = next((name for name in value if rule_of(name) is None), None)
    if wrong is not None:
        message = f"{unknown('规则', wrong, RULES)}；全部规则见 gen check --list"
        raise click.BadParameter(message, context, parameter)
    return value


class _Check:
    """One `gen check`: its findings so far, and the exit code, the largest of all."""

    def __init__(self, asked: _Asked, echo: Echo, echo_err: Echo) -> None:
        self.asked = asked
        self.echo = echo
        self.echo_err = echo_err
        self.counts: Counter[Severity] = Counter()
        self.records: list[Finding] = []
        self.checked = 0
        self.code = Exit.OK

    def run(self, arguments: Sequence[Path]) -> int:
        """Check the sources named, all without any → the exit code."""
        try:
            self._check(arguments)
        except GenError as error:
            # What ends a build before it makes anything: gen.toml, and the fonts that it names.
            self._note(error.diagnostics, error.exit_code)
        if self.asked.as_json:
            self.echo(to_json(self.records, indent=2))
        self.echo_err(f"共 {self.checked} 份：" + "，".join(f"{weight} {self.counts[weight]}" for weight in _WEIGHTS))
        if self.asked.strict and self.counts[Severity.WARNING]:
            self.code = max(self.code, Exit.SOURCE)
        return self.code

    def _check(self, arguments: Sequence[Path]) -> None:
        """Report what is wrong with each source, in order. GenError for a fault that would stop a build."""
        from gen.archive.executor import executor
        from gen.archive.jobs import Shared, inspect
        from gen.composition.templating import Templates
        from gen.standard.design import OFFICIAL
        from gen.writers.session import Session, Settings

        workspace, formats = Workspace.open(Path()), self.asked.chosen
        # A gen.toml with a fault is told before anything else, as a build does.
        design = workspace.design if formats else OFFICIAL
        sources, faults = workspace.named_sources(arguments)
        if faults:
            self._note(faults, Exit.SOURCE)
        if formats:
            sources, outside = workspace.inside(sources, formats[0], workspace.output_folder)
            for _, error in outside:
                self._note(error.diagnostics, error.exit_code)
        if not sources:
            return
        draws = any(format_of(format_).draws for format_ in formats)
        session = Session(self._chain(workspace) if draws else lambda: self._chain(workspace))
        shared = Shared(Templates(workspace.template_folders), Settings(session, design=design))
        with executor(len(sources), self.asked.jobs, shared, TIME_LIMIT) as (found, jobs):
            underway: deque[tuple[str, Pending[Inspection]]] = deque()
            for source, name in sources:
                targets = {format_: str(workspace.output_folder / f"{name}.{format_}") for format_ in formats}
                underway.append((source, found.submit(inspect, source, targets, self.asked.only)))
                if len(underway) > jobs * _AHEAD:
                    self._take(*underway.popleft())
            while underway:
                self._take(*underway.popleft())

    def _take(self, source: str, future: "Pending[Inspection]") -> None:
        from gen.archive.jobs import lost

        try:
            found = future.result()
        except Exception as error:
            if os.environ.get("GEN_DEBUG"):
                raise
            failure = lost(source, error, TIME_LIMIT)
            self._note(failure.diagnostics, failure.exit_code)
        else:
            self._note(found.diagnostics, found.code)
        self.checked += 1

    def _chain(self, workspace: Workspace) -> "Chain":
        from gen.fonts import choose

        chain = choose(workspace, self.asked.font_mode or "")
        self.echo_err(*chain.skipped)
        return chain

    def _note(self, diagnostics: Sequence[Diagnostic], code: Exit) -> None:
        self.code = max(self.code, code)
        self.counts.update(one.severity for one in diagnostics)
        if self.asked.as_json:
            self.records += (_record(one, self.asked.only) for one in diagnostics)
        else:
            self.echo(*diagnostics)


def _record(one: Diagnostic, asked: Sequence[str]) -> Finding:
    from gen.rules import RULES, rule_of

    rule = rule_of(one.rule) if one.rule in RULES or one.rule in asked else None
    return finding_of(one, rule.clause if rule else "")
