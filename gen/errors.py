"""A fault as a value: what is wrong, where, by which rule, what to write instead, and the exit code."""

import errno
from enum import IntEnum, StrEnum
from typing import Final

from msgspec import Struct


class Exit(IntEnum):
    """The exit codes of `gen`, as in the README's table. A run with several failures ends with the largest."""

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


_REASONS: Final = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "系统不接受这样的路径",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正由别的程序使用",
    errno.ETXTBSY: "正由别的程序使用",
    errno.ENXIO: "设备不在",
    errno.ENODEV: "设备不在",
    errno.ESTALE: "网络文件夹已经断开",
    errno.ETIMEDOUT: "等待超时",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "磁盘是只读的",
    errno.EFBIG: "超过了允许的文件大小",
}
"""What the system says when it refuses a file, in Chinese, whatever the language of the system."""


def reason(error: OSError | ValueError) -> str:
    """The system's error with a path → its reason in Chinese; of one not in the table, its number.

    A path with a NUL in it is a ValueError.
    """
    if not isinstance(error, OSError):
        return "路径里有不能用的字符"
    return _REASONS.get(error.errno or 0) or (f"系统错误 {error.errno}" if error.errno else "系统没有说明原因")


class Severity(StrEnum):
    """The weight of a diagnostic: an error stops the output, a warning needs a look, an info needs nothing."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


_CONTROLS: Final = {code: repr(chr(code))[1:-1] for code in (*range(0x20), *range(0x7F, 0xA0))}


class Place(Struct, frozen=True, order=True):
    """A place in a file: its name as the user gave it, line and column counted from 1; 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, without the unknown parts."""
        # A line break in a file's name would split the message.
        file = self.file.translate(_CONTROLS)
        if not self.line:
            return file
        if not self.column:
            return f"{file}:{self.line}"
        return f"{file}:{self.line}:{self.column}"


class Diagnostic(Struct, frozen=True):
    """One fault, in Chinese for the author: `rule` is the number of a clause or a fixed word."""

    rule: str
    message: str
    place: Place
    hint: str = ""
    warning: bool = False
    info: bool = False

    @property
    def severity(self) -> Severity:
        """An error, unless it is marked as a warning or an info."""
        if self.info:
            return Severity.INFO
        return Severity.WARNING if self.warning else Severity.ERROR

    def __str__(self) -> str:
        """`file:line:column: 错误 [rule] message。hint`, on one line."""
        hint = f"；{self.hint}" if self.hint else ""
        return f"{self.place}: {self.severity} [{self.rule}] {self.message}{hint}"


class GenError(Exception):
    """A failure with its diagnostics; each subclass has its exit code."""

    exit_code = Exit.INTERNAL

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type["GenError"], tuple[Diagnostic, ...]]:
        """Pickle the diagnostics, so that a worker process can raise the error."""
        return (type(self), self.diagnostics)


class SourceError(GenError):
    """The source is no valid document; carries all faults of the file at once."""

    exit_code = Exit.SOURCE


class SourceWarning(UserWarning):
    """A warning of a source, as `gen.read` issues it: `diagnostic` is what the author should look at, and where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


class UsageError(GenError):
    """The options name something unknown, or exclude each other."""

    exit_code = Exit.USAGE


class TemplateError(GenError):
    """A template is missing or invalid, names something unknown, or yields something other than blocks."""

    exit_code = Exit.TEMPLATE


class FontError(GenError):
    """A face has no usable file, or none of its files has a character."""

    exit_code = Exit.FONT


class OutputError(GenError):
    """An output cannot be written."""

    exit_code = Exit.OUTPUT


class DiskError(OutputError):
    """The disk is full or read-only; this ends the whole run."""


class ConfigError(GenError):
    """`gen.toml` cannot be used."""

    exit_code = Exit.CONFIG


class ClusterError(GenError):
    """The cluster is out of reach, lost, or runs another program; this ends the whole run."""

    exit_code = Exit.CLUSTER


class PluginError(GenError):
    """A plug-in does not load, gives something else than it should, or raises; ends what it was asked for."""

    exit_code = Exit.PLUGIN


def not_installed(error: Exception, file: str) -> OutputError | None:
    """An exception because a library of the program is missing → the failure that says how to install it; None for any other.

    So it is after an update of the program without one of its environment.
    """
    if not isinstance(error, ModuleNotFoundError) or not error.name or error.name.partition(".")[0] == "gen":
        return None
    library = error.name.partition(".")[0]
    hint = "重新安装：在程序的文件夹里运行 make，或者运行 pip install --upgrade gongwen-gen"
    return OutputError(Diagnostic("安装", f"没有安装程序要用的 {library}", Place(file), hint))
