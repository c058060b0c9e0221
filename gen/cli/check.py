"""The command `gen check`: sources → what in them does not keep the rules of the standards, beside what reading them says."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from gen.cli.options import AnyPath, option
from gen.errors import Diagnostic, Exit, GenError, Severity
from gen.workspace.workspace import Workspace

Echo = Callable[..., None]
"""Prints lines; the command line's own, so that it stays the only module that does."""

_WEIGHTS: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def add_check(group: click.Group, echo: Echo, echo_err: Echo) -> None:
    """Add the command to the others; `echo` prints what was asked for, `echo_err` how it went."""

    @group.command("check", options_metavar="[选项]", help="检查 SOURCE（文件或文件夹，默认 source 里的全部）是否合乎各项标准，不生成文件。")
    @click.argument("arguments", nargs=-1, metavar="[SOURCE]...", type=AnyPath())
    @option("--strict", is_flag=True, help="有警告也算失败。")
    @option("--rule", "only", multiple=True, metavar="规则", callback=_known, help="只检查这一条规则；可以写几次。")
    @option("--json", "as_json", is_flag=True, help="输出为 JSON，供别的程序使用。")
    @option("--list", "listed", is_flag=True, help="列出全部规则，不检查。")
    def check_command(arguments: tuple[Path, ...], listed: bool, **options: Any) -> int:
        """Print what is wrong with sources, or the rules."""
        if listed:
            from gen.rules import RULES

            echo(*(f"{rule.id:<16} {rule.severity} {rule.clause}：{rule.says}" for rule in RULES.values()))
            return Exit.OK
        return _check(arguments, echo, echo_err, **options)


def _known(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    from gen.rules import RULES

    unknown = next((name for name in value if name not in RULES), None)
    if unknown is not None:
        message = f"没有规则 {unknown}；全部规则见 gen check --list"
        raise click.BadParameter(message, context, parameter)
    return value


def _check(arguments: tuple[Path, ...], echo: Echo, echo_err: Echo, *, strict: bool, only: tuple[str, ...], as_json: bool) -> int:  # noqa: PLR0913 — the options, each by name
    sources, faults = Workspace.open(Path()).sources(arguments)
    found = list(faults)
    for source in sources:
        found.extend(_diagnostics(source, only))
    if as_json:
        echo(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=2))
    else:
        echo(*found)
    counts = Counter(one.severity for one in found)
    echo_err(f"共 {len(sources)} 份：" + "，".join(f"{weight} {counts[weight]}" for weight in _WEIGHTS))
    failed = counts[Severity.ERROR] or (strict and counts[Severity.WARNING])
    return Exit.SOURCE if failed else Exit.OK


def _diagnostics(source: Path, only: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """A source → what reading it says, errors alone when single rules are asked for, then what the rules say."""
    from gen.pipeline import read_document
    from gen.rules import examine
    from gen.source.characters import decode

    try:
        document, warnings = read_document(source)
    except GenError as error:
        return error.diagnostics
    text = decode(source.read_bytes(), str(source))
    found = examine(document, text, str(source), only)
    return (*(() if only else warnings), *found)


def _record(one: Diagnostic) -> dict[str, str | int]:
    from gen.rules import RULES

    return {
        "file": one.place.file,
        "line": one.place.line,
        "column": one.place.column,
        "rule": one.rule,
        "clause": RULES[one.rule].clause if one.rule in RULES else "",
        "severity": one.severity.name.lower(),
        "message": one.message,
        "hint": one.hint,
    }
