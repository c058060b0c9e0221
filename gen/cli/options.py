"""Values of options as users type them → what commands want, or what is wrong with them, in Chinese."""

import math
import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from gen.units import Length, mm
from gen.writers import FORMATS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_LEAST_WIDTH: Final = 8


def unknown(what: str, name: str, known: Iterable[str], *, listed: bool = False) -> str:
    """Something that there is not → the message that names it, and what may have been meant."""
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    guess = f"是否应为 {near[0]}？" if near else ""
    hint = guess + (f"可选 {'、'.join(known)}" if listed else "")
    return f"没有{what} {name}" + (f"；{hint}" if hint else "")


class Option(click.Option):
    """Click's, whose help is one line as it stands: taking off its indent loads `inspect`, a tenth of a run without a change."""

    def __init__(self, *declarations: Any, help: str | None = None, **settings: Any) -> None:  # noqa: A002 — Click's signature
        super().__init__(*declarations, **settings)
        self.help = help


option: Final = partial(click.option, cls=Option)
"""Click's decorator, for options as above."""


class AnyPath(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.5
    """A path, which must be readable where there is something: as Click's own, whose name is looked up in catalogues each time it is made."""

    name = "path"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Take any text."""
        if os.access(value, os.R_OK) or not os.path.exists(value):
            return Path(value)
        refused: Path = click.Path(path_type=Path).convert(value, param, ctx)
        return refused

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        """Offer files."""
        return click.Path().shell_complete(ctx, param, incomplete)


class Choice(click.ParamType):  # type: ignore[type-arg]  # as above
    """One of some words."""

    name = "choice"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002 — Click's signature, since 8.2 with ctx
        """Show the words in the help."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take a word that is one of them."""
        if value not in self.choices:
            self.fail(unknown("", value, self.choices, listed=True), param, ctx)
        return value


class Millimetres(click.ParamType):  # type: ignore[type-arg]  # as above
    """A length in millimetres → EMU."""

    name = "millimetres"

    def convert(self, value: str | Length, param: click.Parameter | None, ctx: click.Context | None) -> Length:
        """Take a decimal number."""
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.fail(f"是毫米数，如 0.1，写的是 {value}", param, ctx)
        return mm(number)


class Whole(click.ParamType):  # type: ignore[type-arg]  # as above
    """A whole number between two bounds."""

    name = "whole"

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Take figures."""
        text = str(value)
        if not (text.isascii() and text.isdecimal() and self.least <= int(text) <= self.most):
            self.fail(f"是 {self.least} 至 {self.most} 的整数，写的是 {value}", param, ctx)
        return int(text)


class Formats(click.ParamType):  # type: ignore[type-arg]  # as above
    """Formats with commas between, each once."""

    name = "formats"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take names that are formats."""
        chosen = dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip())
        wrong = next((name for name in chosen if name not in FORMATS), None)
        if wrong or not chosen:
            self.fail(unknown("格式", wrong or "（空）", FORMATS, listed=True), param, ctx)
        return ",".join(chosen)


class Width(click.ParamType):  # type: ignore[type-arg]  # as above
    """A width in 字; 0 for lines as long as paragraphs."""

    name = "width"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Take figures."""
        if not str(value).isdecimal() or 0 < int(value) < _LEAST_WIDTH:
            self.fail(f"宽度是 0（不折行）或至少 {_LEAST_WIDTH} 字的整数，写的是 {value}", param, ctx)
        return int(value)
