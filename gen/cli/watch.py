"""The command `gen watch`: builds at every save of a source, template, font, picture or gen.toml."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from gen.cli.build_options import BuildOptions
from gen.cli.options import AnyPath, option
from gen.cli.report import Echo
from gen.errors import GenError
from gen.workspace.config import CONFIG_FILE
from gen.workspace.workspace import Workspace

_QUIET_MS: Final = 50
"""A burst of saves is one build: it begins when nothing has been saved for so long."""
_LONGEST_MS: Final = 1000
"""… or after so long in any case."""
_ANSWER_MS: Final = 100
"""So often the watch answers that nothing was saved, and can be interrupted."""


def add_watch(group: click.Group, echo: Echo, echo_err: Echo, output_options: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Add the command to the others.

    `echo` prints results, `echo_err` faults; `output_options` are the options that choose the outputs.
    """

    @group.command("watch", options_metavar="[选项]", help="看着工作区，源文件、模板、字体或 gen.toml 一保存就重新生成；Ctrl-C 结束。")
    @output_options
    @option("-o", "--output", type=AnyPath(), default=None, metavar="DIR", help="输出文件夹；默认工作区的 out。")
    @option("--strict", is_flag=True, help="有警告、有规则查出的错误也算失败。")
    def watch_command(**options: Any) -> None:
        """Build, and build again at every save, until interrupted."""
        from watchfiles import watch

        chosen = BuildOptions(**options)
        watched = _Watched(Workspace.open(Path()))
        changes = watch(watched.root, watch_filter=watched, debounce=_LONGEST_MS, step=_QUIET_MS, rust_timeout=_ANSWER_MS, yield_on_timeout=True)
        # The watch begins with its first answer, so that nothing saved during the first build is missed.
        next(changes, None)
        _build(chosen, echo, echo_err)
        _load()
        echo_err("看着工作区；Ctrl-C 结束")
        for changed in changes:
            if changed:
                _build(chosen, echo, echo_err)


def _build(options: BuildOptions, echo: Echo, echo_err: Echo) -> None:
    """Build once; faults are printed, and the next save may remove them."""
    from gen.cli.build import run_build

    try:
        run_build((), options, echo, echo_err)
    except GenError as error:
        echo_err(*error.diagnostics)


def _load() -> None:
    """Load everything that making a document takes, so that the first save builds as fast as any other."""
    from importlib import import_module

    from gen.archive.pool import PRELOADED

    for module in PRELOADED:
        import_module(module)


class _Watched:
    """Decides whether a changed file matters: gen.toml, or a file in a folder that a build reads."""

    def __init__(self, workspace: Workspace) -> None:
        self.root = Path(os.path.abspath(workspace.root))
        self._folders = tuple(os.path.join(self.root, name, "") for name in ("source", "templates", "fonts"))
        self._config = os.path.join(self.root, CONFIG_FILE)

    def __call__(self, _change: object, path: str) -> bool:
        """Whether the change of a file calls for a build."""
        return path == self._config or path.startswith(self._folders)
