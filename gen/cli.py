"""The commands of `gen`; the only module that prints."""

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import click

from gen.build import Report, build, read_document
from gen.errors import Diagnostic, Exit, GenError, OutputError, Place, SourceError
from gen.gb9704 import CHARACTERS_PER_LINE
from gen.output import write_files
from gen.show import STAGES, show
from gen.workspace import Workspace, packaged
from gen.writers import WRITERS, Settings

_LEAST_WIDTH: Final = 8
_ENCODINGS: Final = ("utf-8", "gb18030")


def main() -> None:
    """Run the command line; every failure ends with its exit code and one message, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = commands.main(standalone_mode=False, prog_name="gen")
    except click.exceptions.Abort:
        code = Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = Exit.USAGE
    except GenError as error:
        _print_diagnostics(error.diagnostics)
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.OK
    except Exception as error:  # noqa: BLE001 — whatever it is, the user sees one line
        if os.environ.get("GEN_DEBUG"):
            raise
        click.echo(f"gen: 程序自身的缺陷（{type(error).__name__}: {error}）；设环境变量 GEN_DEBUG=1 重跑可见详情，请报告", err=True)
        code = Exit.INTERNAL
    sys.exit(int(code or 0))


def _print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        click.echo(str(diagnostic), err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "folder", type=click.Path(path_type=Path), default=None, metavar="DIR", help="先进入工作区 DIR 再执行。")
@click.version_option(package_name="gongwen-gen", prog_name="gen", message="%(prog)s %(version)s")
def commands(folder: Path | None) -> None:
    """把人大公文的源文本排成 GB/T 9704-2012 的 DOCX、PDF 和纯文本公报。"""
    if folder is not None:
        try:
            os.chdir(folder)
        except OSError:
            raise SourceError(Diagnostic("工作区", "没有这个文件夹，或者不能进入", Place(str(folder)), "先用 gen init 建立")) from None


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in chosen if name not in WRITERS]
    if unknown or not chosen:
        message = f"没有格式 {unknown[0] if unknown else '（空）'}；可选 {'、'.join(WRITERS)}"
        raise click.BadParameter(message)
    return chosen


def _width(_context: click.Context, _parameter: click.Parameter, value: int) -> int:
    if value and value < _LEAST_WIDTH:
        message = f"宽度是 0（不折行）或至少 {_LEAST_WIDTH} 字"
        raise click.BadParameter(message)
    return value


_fonts_option = click.option(
    "--fonts", "font_mode", type=click.Choice(["auto", "bundled"]), default=None, help="auto：先用本机已有的正式字体；bundled：只用随附字体，处处字节相同。"
)


@commands.command("build")
@click.argument("arguments", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path))
@click.option("-f", "--formats", default=",".join(WRITERS), callback=_formats, show_default=True, help="要哪几种，逗号分开。")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="DIR", help="输出文件夹，默认工作区的 out。")
@click.option("--width", type=int, default=CHARACTERS_PER_LINE, callback=_width, show_default=True, help="纯文本每行字数；0 为一段一行。")
@click.option("--encoding", type=click.Choice(_ENCODINGS), default="utf-8", show_default=True, help="纯文本的编码。")
@click.option("--strict", is_flag=True, help="有警告也算失败。")
@click.option("-v", "--verbose", is_flag=True, help="逐步报告。")
@_fonts_option
def build_command(arguments: tuple[Path, ...], formats: tuple[str, ...], output: Path | None, font_mode: str | None, **options: Any) -> int:  # noqa: ANN401
    """从 SOURCE（默认 source 里的全部）生成 DOCX、PDF、纯文本。"""
    workspace = Workspace.open(Path())
    sources, faults = workspace.sources(arguments)
    _print_diagnostics(faults)
    settings = Settings(cache(lambda: _chain(workspace, font_mode)), options["width"], options["encoding"])
    report = Report()
    verbose = options["verbose"]
    for source in sources:
        name = workspace.output_name(source)
        targets = {format_: (output or workspace.output_folder) / f"{name}.{format_}" for format_ in formats}
        observe = _observe if verbose else None
        outcome = build(source, workspace.template_folders, targets, settings, strict=options["strict"], observe=observe)
        report.outcomes.append(outcome)
        _print_diagnostics(outcome.warnings)
        if outcome.failure:
            _print_diagnostics(outcome.failure.diagnostics)
        for path in outcome.outputs:
            click.echo(str(path))
    if report.failed or len(report.outcomes) > 1:
        click.echo(f"共 {len(report.outcomes)} 份：完成 {len(report.outcomes) - report.failed}，失败 {report.failed}", err=True)
    return max(report.exit_code, Exit.SOURCE if faults else Exit.OK)


def _observe(verb: str, what: str, seconds: float) -> None:
    click.echo(f"{verb:<11}{seconds * 1000:8.1f} ms  {what}", err=True)


def _chain(workspace: Workspace, mode: str | None) -> Any:  # noqa: ANN401 — a gen.fonts.Chain, which only a drawing writer loads
    from gen.fonts import choose  # noqa: PLC0415 — only a run that draws looks for fonts

    chain = choose(workspace, mode or "")
    _print_diagnostics(chain.skipped)
    return chain


@commands.command("show")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--stage", type=click.Choice(STAGES), default="pages", show_default=True, help="看哪一步。")
def show_command(source: Path, stage: str) -> None:
    """把一份源文件排到某一步，印成文字。"""
    workspace = Workspace.open(Path())
    document, warnings = read_document(source)
    _print_diagnostics(warnings)
    click.echo(show(document, stage, workspace.template_folders, str(source)))


@commands.command("fonts")
@_fonts_option
def fonts_command(font_mode: str | None) -> None:
    """列出每种字体由哪个文件担任、缺多少字、什么许可。"""
    from gen.fonts import report  # noqa: PLC0415

    for row in report(_chain(Workspace.open(Path()), font_mode)):
        click.echo(str(row))


@commands.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init_command(folder: Path) -> None:
    """建立新的工作区 DIR，内有一份样例。"""
    example = folder / "source" / "example.md"
    if example.exists():
        raise OutputError(Diagnostic("输出", "已经有这个文件，没有改动", Place(str(example)), "换一个文件夹"))
    write_files({example: packaged("example.md").read_bytes()})
    click.echo(f"{example}\n接着：gen -C {folder} build")
