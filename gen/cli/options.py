"""Values of options as users type them → values for the commands, or messages in Chinese."""

import math
import os
import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from gen.units import Length, mm
from gen.writers import FORMATS, find_format

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_LEAST_WIDTH: Final = 8
_MOST_FIGURES: Final = 9
_MOST_SHOWN: Final = 40
_MOST_SECONDS: Final = 86_400
MOST_JOBS: Final = 64
"""Documents made or imported at the same time."""


def unknown(what: str, name: str, known: Iterable[str], *, listed: bool = False) -> str:
    """An unknown name → the message that says so and suggests the nearest names."""
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    guess = f"是否应为 {near[0]}？" if near else ""
    hint = guess + (f"可选 {'、'.join(known)}" if listed else "")
    return f"没有{what} {name}" + (f"；{hint}" if hint else "")


def usage_message(error: click.UsageError) -> str:
    """A usage error of Click, of any version from 8.1 → its message in Chinese.

    Errors of the types below and of the commands are in Chinese already.
    """
    message = error.message
    match error:
        case click.MissingParameter(param=click.Parameter() as parameter):
            message = f"缺少 {_shown(parameter)}"
        case click.NoSuchOption():
            message = unknown("选项", error.option_name, error.possibilities or ())
        case click.BadOptionUsage():
            message = f"选项 {error.option_name} 后面{'不写' if 'not take' in message else '缺少'}值"
        case click.BadParameter(param=click.Parameter() as parameter):
            message = f"{_shown(parameter)}：{message}"
        case _ if extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", message, re.DOTALL):
            message = f"多余的参数 {extra[1]}"
        case _ if message.startswith("Missing command"):
            message = "缺少命令"
    return message


def _shown(parameter: click.Parameter) -> str:
    """An option → its spelling on the command line; an argument → its name in the help."""
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.metavar or (parameter.name or "").upper()


class Option(click.Option):
    """Click's option, with a help of one line that is printed unchanged.

    Click would remove its indent, which loads `inspect`: a tenth of a run without a change.
    """

    def __init__(self, *declarations: Any, help: str | None = None, **settings: Any) -> None:  # noqa: A002 — Click's signature
        super().__init__(*declarations, **settings)
        self.help = help


option: Final = partial(click.option, cls=Option)
"""Click's decorator, for an `Option`."""


force_option: Final = option("--force", is_flag=True, help="手工改过的、不是 gen 写的也覆盖，没有变化的也重新生成。")
"""The option of every command that writes (docs/builds.md, 覆盖的规则)."""


class AnyPath(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.5
    """A path, which must be readable if it exists. Click's own type has English messages."""

    name = "path"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Accept any text."""
        if os.path.exists(value) and not os.access(value, os.R_OK):
            self.fail(f"没有读 {value} 的权限", param, ctx)
        return Path(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        """Complete names of files."""
        return click.Path().shell_complete(ctx, param, incomplete)


class Choice(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.5
    """One of several words."""

    name = "choice"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002 — Click's signature, since 8.2 with ctx
        """Show the words in the help."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Accept a word that is one of them."""
        if value not in self.choices:
            self.fail(unknown("", value, self.choices, listed=True), param, ctx)
        return value


class Millimetres(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.5
    """A length in millimetres → EMU."""

    name = "millimetres"

    def convert(self, value: str | Length, param: click.Parameter | None, ctx: click.Context | None) -> Length:
        """Accept a decimal number."""
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.fail(f"是毫米数，如 0.1，写的是 {brief(str(value))}", param, ctx)
        return mm(number)


def _whole(value: str | int) -> int | None:
    """Figures → the number; None for anything else, and for more figures than any number here has."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_FIGURES else None


def brief(value: str | int) -> str:
    """A user's input → its beginning, short enough for a message."""
    text = str(value)
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


class Seconds(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.5
    """A time in seconds; 0 for none."""

    name = "seconds"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Accept a decimal number."""
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not 0 <= number <= _MOST_SECONDS:
            self.fail(f"是 0（不限）至 {_MOST_SECONDS} 的秒数，写的是 {brief(str(value))}", param, ctx)
        return number


class Whole(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.5
    """A whole number between two bounds."""

    name = "whole"

    def __init__(self, least: int, most: int, zero: str = "") -> None:
        """`zero`: the meaning of the least number, if it does not stand for itself."""
        self.least = least
        self.most = most
        self.zero = zero

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Accept figures."""
        number = _whole(value)
        if number is None or not self.least <= number <= self.most:
            meaning = f"（{self.zero}）" if self.zero else " "
            self.fail(f"是 {self.least}{meaning}至 {self.most} 的整数，写的是 {brief(value)}", param, ctx)
        return number


class Formats(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.5
    """Names of formats, separated by commas, each once."""

    name = "formats"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Accept names of formats."""
        chosen = dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip())
        wrong = next((name for name in chosen if find_format(name) is None), None)
        if wrong or not chosen:
            self.fail(unknown("格式", wrong or "（空）", FORMATS, listed=True), param, ctx)
        return ",".join(chosen)


class Width(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.5
    """A width in 字; 0 for lines as long as paragraphs."""

    name = "width"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Accept figures."""
        number = _whole(value)
        if number is None or 0 < number < _LEAST_WIDTH:
            self.fail(f"宽度是 0（不折行）或至少 {_LEAST_WIDTH} 字的整数，写的是 {brief(value)}", param, ctx)
        return number


pdfx_option: Final = option("--pdfx", type=AnyPath(), default=None, metavar="PROFILE.icc", help="PDF/X-4，用印刷厂的这个 CMYK 特性文件；黑只用黑版。")
"""The option of the commands that write for a press (docs/printing.md)."""
