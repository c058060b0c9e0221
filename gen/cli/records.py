"""What `--json` prints, a value a line of `gen build` and a list of `gen check`: one definition of the values, their JSON and their JSON Schema.

`gen/schema/build.schema.json` and `gen/schema/check.schema.json` are generated from these definitions, whose descriptions
are in Chinese for their readers. The `status` tells the lines of a build apart. It is a field like any other, not
msgspec's tag, since a tag comes first in the JSON.
"""

import json
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from gen.errors import Diagnostic

Count = Annotated[int, Meta(ge=0)]
Source = Annotated[str, Meta(description="源文件")]
Output = Annotated[str, Meta(description="输出文件")]
Outputs = Annotated[tuple[str, ...], Meta(description="输出文件，依次")]
Message = Annotated[str, Meta(description="错在哪里")]
Hint = Annotated[str, Meta(description="怎样改；没有的为空")]
File = Annotated[str, Meta(description="文件，照用户给的写法")]
LineNumber = Annotated[Count, Meta(description="行，从 1 起；不知道的为 0")]
Column = Annotated[Count, Meta(description="列，从 1 起；不知道的为 0")]


class Fault(Struct, frozen=True, forbid_unknown_fields=True):
    """A diagnostic of a build."""

    severity: Annotated[Literal["error", "warning"], Meta(description="错误、警告")]
    rule: Annotated[str, Meta(description="标准的条号，或者一个固定的词")]
    message: Message
    hint: Hint
    file: File
    line: LineNumber
    column: Column


Faults = Annotated[tuple[Fault, ...], Meta(description="错误和警告，依次")]


class Made(Struct, frozen=True, forbid_unknown_fields=True):
    """A source whose outputs were made."""

    source: Source
    status: Annotated[Literal["made"], Meta(description="已生成")]
    outputs: Outputs
    diagnostics: Faults
    rule_errors: Annotated[Count, Meta(description="gen check 的规则在其中查出几处错误")]


class Failed(Struct, frozen=True, forbid_unknown_fields=True):
    """A source whose outputs could not be made."""

    source: Source
    status: Annotated[Literal["failed"], Meta(description="失败")]
    diagnostics: Faults


class Unwritten(Struct, frozen=True, forbid_unknown_fields=True):
    """A file beside the outputs that could not be written."""

    status: Annotated[Literal["failed"], Meta(description="输出之外的文件（如 SHA256SUMS）写不出")]
    diagnostics: Faults


class Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """An output that somebody has edited, and that is therefore neither replaced nor removed; the latter has no diagnostics."""

    output: Output
    status: Annotated[Literal["kept"], Meta(description="手工改过，保留")]
    diagnostics: Annotated[Faults | msgspec.UnsetType, Meta(description="为什么；--prune 没有删去的没有这一项")] = msgspec.UNSET


class Outdated(Struct, frozen=True, forbid_unknown_fields=True):
    """An output that `--dry-run` says would be made."""

    source: Source
    output: Output
    status: Annotated[Literal["outdated"], Meta(description="要重新生成（--dry-run）")]
    reasons: Annotated[tuple[str, ...], Meta(description="为什么，依次")]


class Left(Struct, frozen=True, forbid_unknown_fields=True):
    """Outputs whose source is gone."""

    source: Source
    status: Annotated[Literal["left"], Meta(description="源文件已经不在，输出留下")]
    outputs: Outputs


class Removed(Struct, frozen=True, forbid_unknown_fields=True):
    """An output that `--prune` has removed."""

    output: Output
    status: Annotated[Literal["removed"], Meta(description="已删去（--prune）")]


class Counts(Struct, frozen=True, forbid_unknown_fields=True):
    """The totals of a build."""

    made: Annotated[Count, Meta(description="生成了几份；--dry-run 是要生成几份")]
    up_to_date: Annotated[Count, Meta(description="几份没有变化")]
    failed: Annotated[Count, Meta(description="几份失败")]
    kept: Annotated[Count, Meta(description="保留了几个手工改过的输出")]
    left: Annotated[Count, Meta(description="几个输出的源文件已经不在")]
    removed: Annotated[Count, Meta(description="删去了几个输出")]
    rule_errors: Annotated[Count, Meta(description="gen check 的规则查出几处错误")]
    sources_with_rule_errors: Annotated[Count, Meta(description="这些错误在几份里")]
    exit_code: Annotated[Count, Meta(description="退出码")]


class Summary(Struct, frozen=True, forbid_unknown_fields=True):
    """The last line of a build."""

    summary: Annotated[Counts, Meta(description="合计")]


Line = Made | Failed | Unwritten | Kept | Outdated | Left | Removed | Summary
"""A line of `gen build --json`."""


class Finding(Struct, frozen=True, forbid_unknown_fields=True):
    """A diagnostic of `gen check --json`, which prints a list of them."""

    file: File
    line: LineNumber
    column: Column
    rule: Annotated[str, Meta(description="规则的编号（见 docs/rules.md）、标准的条号，或者一个固定的词")]
    clause: Annotated[str, Meta(description="规则依据的条款；不是规则查出的为空")]
    severity: Annotated[Literal["error", "warning", "info"], Meta(description="错误、警告、提示")]
    message: Message
    hint: Hint


def fault_of(diagnostic: Diagnostic) -> Fault:
    """A diagnostic of a build → its value in a line."""
    place = diagnostic.place
    severity: Final = "warning" if diagnostic.warning else "error"
    return Fault(severity, diagnostic.rule, diagnostic.message, diagnostic.hint, place.file, place.line, place.column)


def finding_of(diagnostic: Diagnostic, clause: str) -> Finding:
    """A diagnostic of a check, and the clause of its rule → its value in the list."""
    place = diagnostic.place
    weight: Final = "info" if diagnostic.info else "warning" if diagnostic.warning else "error"
    return Finding(place.file, place.line, place.column, diagnostic.rule, clause, weight, diagnostic.message, diagnostic.hint)


def to_json(value: Line | list[Finding], indent: int | None = None) -> str:
    """A value → JSON text.

    Python's `json` writes it and not msgspec: a file's name that is not UTF-8 comes through with the bytes that it has.
    """
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=indent)
