"""The command `gen gazette`: an issue's file → the issue, in every format, all of them or none."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from gen.errors import SourceError
from gen.output import write_files
from gen.workspace import Workspace
from gen.writers import Settings

if TYPE_CHECKING:
    from gen.fonts import Chain

Say = Callable[..., None]
"""Prints lines; the command line's own, so that it stays the only module that does."""
_FORMATS: Final = ("docx", "pdf", "txt")


def add_gazette(group: click.Group, say: Say, tell: Say) -> None:
    """Add the command to the others; `say` prints what was asked for, `tell` what is wrong."""

    @group.command("gazette", options_metavar="[选项]", help="把 ISSUE（一期公报的 .yaml）里的公文合成一期：封面、目录、公文、版权页。")
    @click.argument("issue", metavar="ISSUE", type=click.Path(path_type=Path))
    @click.option(
        "-f", "--formats", default=",".join(_FORMATS), metavar="FORMATS", callback=_formats, help=f"要哪几种，逗号分开；默认 {','.join(_FORMATS)}。"
    )
    @click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="DIR", help="输出文件夹；默认工作区的 out。")
    @click.option("--layout", default="", metavar="NAME", help="不用期刊文件里写的版面，用这一个。")
    @click.option("--form-feeds", "feeds", is_flag=True, help="纯文本里每件公文之前加换页符。")
    @click.option(
        "--fonts", "font_mode", type=click.Choice(("auto", "bundled")), default=None, help="auto：先用本机已有的正式字体；bundled：只用随附字体。"
    )
    @click.option("--strict", is_flag=True, help="有警告也算失败。")
    def gazette_command(issue: Path, formats: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 — the options, of several types
        """Make one issue; nothing is written where anything of it is wrong."""
        from gen.gazette.bind import bind  # noqa: PLC0415 — only this command needs them
        from gen.gazette.issue_file import load_issue, with_layout  # noqa: PLC0415
        from gen.gazette.produce import produce  # noqa: PLC0415

        workspace = Workspace.open(Path())
        design = workspace.design
        loaded, warnings = load_issue(issue, str(issue))
        bound, found = bind(with_layout(loaded, options["layout"]), workspace.template_folders, design)
        tell(*warnings, *found)
        if options["strict"] and (warnings or found):
            raise SourceError(*warnings, *found)
        targets = {format_: workspace.output_file(issue, f".{format_}", options["output"]) for format_ in formats}
        settings = Settings(lambda: _chain(workspace, options["font_mode"], tell), design=design)
        write_files({targets[format_]: produce(bound, format_, settings, feeds=options["feeds"]) for format_ in formats})
        say(*targets.values())


def _formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    wrong = next((name for name in chosen if name not in _FORMATS), "" if chosen else "（空）")
    if wrong:
        message = f"没有格式 {wrong}；可选 {'、'.join(_FORMATS)}"
        raise click.BadParameter(message, context, parameter)
    return chosen


def _chain(workspace: Workspace, mode: str | None, tell: Say) -> "Chain":
    from gen.fonts import choose  # noqa: PLC0415 — only a run that draws looks for fonts

    chain = choose(workspace, mode or "")
    tell(*chain.skipped)
    return chain
