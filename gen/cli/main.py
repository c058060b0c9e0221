"""The commands of `gen`, each loaded only when it is used; every failure becomes one message and an exit code."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from gen.cli.echo import echo, echo_err, undelivered
from gen.cli.options import AnyPath, Choice, Formats, Option, Width, force_option, option, unknown, usage_message
from gen.errors import Diagnostic, Exit, GenError, Place, SourceError, not_installed
from gen.standard.gb9704 import CHARACTERS_PER_LINE
from gen.workspace.config import FONT_MODES
from gen.workspace.workspace import Workspace, packaged
from gen.writers import FORMATS

if TYPE_CHECKING:
    from gen.fonts import Chain

_ENCODINGS: Final = ("utf-8", "gb18030")
_WIDTH_HELP: Final = f"纯文本每行字数，0 为一段一行；默认 {CHARACTERS_PER_LINE}。"
_STAGES: Final = ("markup", "blocks", "galley", "pages")
"""`gen.cli.show.STAGES`, known without loading the typesetting."""
_HEADINGS: Final = {"Options": "选项", "Commands": "命令"}


def main() -> None:
    """Run the command line; every failure ends with its exit code and one message, never a traceback."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # The caller has closed it. No file of ours may get its number.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        # A file name in another encoding goes out as it came in.
        getattr(sys, name).reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        code = commands.main(standalone_mode=False, prog_name="gen")
    except (click.exceptions.Abort, KeyboardInterrupt):
        echo_err("gen: 已中断")
        code = Exit.INTERRUPTED
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "gen"
        echo_err(str(Diagnostic("用法", usage_message(error), Place(command), f"用法见 {command} --help")))
        code = Exit.USAGE
    except GenError as error:
        echo_err(*error.diagnostics)
        code = error.exit_code
    except Exception as error:
        if os.environ.get("GEN_DEBUG"):
            raise
        missing = not_installed(error, "gen")
        defect = f"gen: 程序自身的缺陷（{type(error).__name__}: {error}）；设环境变量 GEN_DEBUG=1 重跑可见详情，请报告"
        echo_err(*(missing.diagnostics if missing else (defect,)))
        code = missing.exit_code if missing else Exit.INTERNAL
    if undelivered:
        from gen.workspace.output import failure

        echo_err(*failure(undelivered.pop(), "标准输出").diagnostics)
        code = max(code or 0, Exit.OUTPUT)
    sys.exit(int(code or 0))


class _Formatter(click.HelpFormatter):
    """Help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{_HEADINGS.get(heading, heading)}：\n")


def _print_help(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        echo(ctx.get_help())
        ctx.exit()


class _Command(click.Command):
    """A command whose help is Chinese and whose usage errors name it."""

    _help: Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        if self._help is None:
            # As Click's own, whose English help is looked up in catalogues first.
            names = self.get_help_option_names(ctx)
            self._help = Option(names, is_flag=True, is_eager=True, expose_value=False, callback=_print_help, help="显示这段说明。")
        return self._help

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class _Group(_Command, click.Group):
    """The commands, each loaded only when it is used; for an unknown one, the message suggests the nearest."""

    command_class = _Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Click's own way of showing the help of a bare command differs between 8.1 and 8.2.
        if not args and not ctx.resilient_parsing:
            echo_err(ctx.get_help())
            ctx.exit(Exit.USAGE)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — Click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        add = _COMMANDS.get(cmd_name)
        if add and cmd_name not in self.commands:
            add()
        command = super().get_command(ctx, cmd_name)
        if command is None and not ctx.resilient_parsing:
            ctx.fail(unknown("命令", cmd_name, _COMMANDS, listed=True))
        return command


click.Context.formatter_class = _Formatter
_SETTINGS: Final = {"help_option_names": ["-h", "--help"]}


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        from gen import plugins

        echo(f"gen {plugins.version() or '（未安装，直接从源代码运行）'}")
        ctx.exit()


@click.group(
    cls=_Group,
    context_settings=_SETTINGS,
    no_args_is_help=False,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    help="把人大公文的源文本排成 GB/T 9704-2012 的 DOCX、PDF 和纯文本公报。",
)
@option("-C", "folder", type=AnyPath(), default=None, metavar="DIR", help="先进入工作区 DIR 再执行。")
@option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="显示版本。")
def commands(folder: Path | None) -> None:
    """Enter the workspace that the commands work in."""
    if folder is not None:
        try:
            os.chdir(folder)
        except OSError:
            raise SourceError(Diagnostic("工作区", "没有这个文件夹，或者不能进入", Place(str(folder)), "先用 gen init 建立")) from None


_fonts_option = option(
    "--fonts", "font_mode", type=Choice(FONT_MODES), default=None, help="auto：先用本机已有的正式字体；bundled：只用随附字体，处处字节相同。"
)


_formats_option = option("-f", "--formats", type=Formats(), multiple=True, metavar="FORMATS", help=f"要哪几种，逗号分开；默认 {','.join(FORMATS)}。")


def _output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose the outputs, the same for every command that has them."""
    for add in (
        _fonts_option,
        option("--encoding", type=Choice(_ENCODINGS), default=_ENCODINGS[0], help=f"纯文本的编码；默认 {_ENCODINGS[0]}。"),
        option("--width", type=Width(), default=CHARACTERS_PER_LINE, metavar="N", help=_WIDTH_HELP),
        _formats_option,
    ):
        command = add(command)
    return command


def _add_build() -> None:
    from gen.cli.build import add_build

    add_build(commands, echo, echo_err, _output_options)


def _add_why() -> None:
    from gen.cli.why import add_why

    add_why(commands, echo, echo_err, _output_options)


def _add_watch() -> None:
    from gen.cli.watch import add_watch

    add_watch(commands, echo, echo_err, _output_options)


def _chain(workspace: Workspace, mode: str | None) -> "Chain":
    from gen.fonts import choose

    chain = choose(workspace, mode or "")
    echo_err(*chain.skipped)
    return chain


@commands.command("show", options_metavar="[选项]", help="把一份源文件排到某一步，印成文字。")
@click.argument("source", type=AnyPath())
@option("--stage", type=Choice(_STAGES), default=_STAGES[-1], help=f"看哪一步；默认 {_STAGES[-1]}。")
def show_command(source: Path, stage: str) -> None:
    """Print a source at one stage of the pipeline."""
    from gen.cli.show import show
    from gen.composition.templating import Templates
    from gen.pipeline import read_document

    workspace = Workspace.open(Path())
    document, warnings = read_document(source)
    echo_err(*warnings)
    echo(show(document, stage, Templates(workspace.template_folders), str(source), workspace.design))


@commands.command("init", options_metavar="[选项]", help="建立新的工作区 DIR，内有样例：一份公文、一期公报、一份待导入的文本。")
@click.argument("folder", type=AnyPath(), metavar="DIR")
@force_option
def init_command(folder: Path, force: bool) -> None:
    """Make a workspace with the packaged examples: a document, an issue of a gazette, a text as received.

    Users edit these files, so only a file with their own bytes counts as ours.
    """
    from gen.workspace.overwrite import replace

    examples = packaged("source")
    files = {folder / "source" / path.relative_to(examples): path.read_bytes() for path in sorted(examples.rglob("*")) if path.is_file()}
    replace(files, {}, force=force)
    echo(*files)
    echo_err(f"接着：gen -C {folder} build")


def _add_fonts() -> None:
    from gen.cli.fonts import add_fonts

    add_fonts(commands, echo, echo_err, _fonts_option, _chain)


def _add_import() -> None:
    from gen.cli.import_ import add_import

    add_import(commands, echo, echo_err)


def _add_check() -> None:
    from gen.cli.check import add_check

    add_check(commands, echo, echo_err, _fonts_option, _formats_option)


def _add_export() -> None:
    from gen.cli.export import add_export

    add_export(commands, echo, echo_err)


def _add_gazette() -> None:
    from gen.cli.gazette import add_gazette

    add_gazette(commands, echo, echo_err, _output_options)


def _add_impose() -> None:
    from gen.cli.impose import add_impose

    add_impose(commands, echo, echo_err)


def _add_proof() -> None:
    from gen.cli.proof import add_proof

    add_proof(commands, echo, echo_err)


_COMMANDS: Final[dict[str, Callable[[], None] | None]] = {
    "build": _add_build,
    "why": _add_why,
    "watch": _add_watch,
    "show": None,
    "fonts": _add_fonts,
    "init": None,
    "import": _add_import,
    "check": _add_check,
    "export": _add_export,
    "gazette": _add_gazette,
    "impose": _add_impose,
    "proof": _add_proof,
}
"""Command → the function that loads its module and adds it to the others; None for a command of this module."""
