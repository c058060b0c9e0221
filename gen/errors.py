"""Everything that can be wrong: what, where, by which rule, what to write instead, and the exit code it ends with."""

from enum import IntEnum, StrEnum
from typing import Final

from msgspec import Struct


class Exit(IntEnum):
    """Exit codes of `gen`; the README's table is this one. A run with several failures ends with the largest."""

    OK = 0
    SOURCE = 1
    """源文件有错"""
    USAGE = 2
    """命令用法有错"""
    TEMPLATE = 3
    """模板有错"""
    FONT = 4
    """字体有错，或者缺字"""
    OUTPUT = 5
    """不能写出"""
    CONFIG = 6
    """gen.toml 有错"""
    CLUSTER = 7
    """集群不能用"""
    PLUGIN = 8
    """插件有错"""
    INTERNAL = 70
    """程序自身的缺陷"""
    INTERRUPTED = 130
    """被中断"""


class Severity(StrEnum):
    """How much a diagnostic weighs, as users read it: an error stops, a warning is to be looked at, an info only said."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


_CONTROLS: Final = {code: repr(chr(code))[1:-1] for code in (*range(0x20), *range(0x7F, 0xA0))}


class Place(Struct, frozen=True, order=True):
    """Where something is: a file name as the user gave it, a line and a column from 1; 0 means not known."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, without the parts that are not known."""
        # A line break in a file's name would make two lines of one.
        file = self.file.translate(_CONTROLS)
        if not self.line:
            return file
        if not self.column:
            return f"{file}:{self.line}"
        return f"{file}:{self.line}:{self.column}"


class Diagnostic(Struct, frozen=True):
    """One thing that is wrong, for the author to read: rule, message and hint are Chinese; `rule` is the clause's number or a fixed word."""

    rule: str
    message: str
    place: Place
    hint: str = ""
    warning: bool = False
    info: bool = False

    @property
    def severity(self) -> Severity:
        """How much it weighs; what is neither a warning nor an info is an error."""
        if self.info:
            return Severity.INFO
        return Severity.WARNING if self.warning else Severity.ERROR

    def __str__(self) -> str:
        """`file:line:column: 错误 [rule] message。hint`, on one line."""
        hint = f"；{self.hint}" if self.hint else ""
        return f"{self.place}: {self.severity} [{self.rule}] {self.message}{hint}"


class GenError(Exception):
    """A failure with its diagnostics; the subclass says which exit code it ends with."""

    exit_code = Exit.INTERNAL

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type["GenError"], tuple[Diagnostic, ...]]:
        """Pickle by the diagnostics, so that a worker process can raise it."""
        return (type(self), self.diagnostics)


class SourceError(GenError):
    """The source cannot be read as a document; carries all faults of the file at once."""

    exit_code = Exit.SOURCE


class SourceWarning(UserWarning):
    """A warning of a source, as `gen.read` issues it: `diagnostic` is what the author should look at, and where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


class UsageError(GenError):
    """The options ask for what there is not, or for what does not go together."""

    exit_code = Exit.USAGE


class TemplateError(GenError):
    """A template is missing, does not parse, names what does not exist, or yields something that is not a block."""

    exit_code = Exit.TEMPLATE


class FontError(GenError):
    """A face has no usable file, or no file of its chain has a character."""

    exit_code = Exit.FONT


class OutputError(GenError):
    """An output cannot be written."""

    exit_code = Exit.OUTPUT


class DiskError(OutputError):
    """Nothing more can be written: the disk is full or read-only, which ends a run and not one document."""


class ConfigError(GenError):
    """`gen.toml` cannot be used."""

    exit_code = Exit.CONFIG


class ClusterError(GenError):
    """The cluster cannot be reached, was lost, or runs another program; ends the run."""

    exit_code = Exit.CLUSTER


class PluginError(GenError):
    """A plug-in does not load, gives something else than it should, or raises; ends what it was asked for."""

    exit_code = Exit.PLUGIN
