"""The command `gen gazette`: an issue's file → the issue in every format, all of them or none."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gen.cli.options import AnyPath, force_option, option, pdfx_option
from gen.cli.press import press_of
from gen.errors import SourceError
from gen.workspace.overwrite import replace
from gen.workspace.workspace import Workspace
from gen.writers import FORMATS, format_of

if TYPE_CHECKING:
    from gen.fonts import Chain

Echo = Callable[..., None]
"""Prints lines; the command line passes its own, so that no other module prints."""


def add_gazette(group: click.Group, echo: Echo, echo_err: Echo, output_options: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Add the command to the others.

    `echo` prints results, `echo_err` faults; `output_options` are the options that choose the outputs.
    """

    @group.command("gazette", options_metavar="[选项]", help="把 ISSUE（一期公报的 .yaml）里的公文合成一期：封面、目录、公文、版权页。")
    @click.argument("issue", metavar="ISSUE", type=AnyPath())
    @output_options
    @option("-o", "--output", type=AnyPath(), default=None, metavar="DIR", help="输出文件夹；默认工作区的 out。")
    @option("--layout", default="", metavar="NAME", help="不用期刊文件里写的版面，用这一个。")
    @option("--form-feeds", "feeds", is_flag=True, help="纯文本里每件公文之前加换页符。")
    @pdfx_option
    @option("--spot", default="", metavar="专色名", help="红用专色，与 --pdfx 同用；默认用品红、黄。")
    @option("--strict", is_flag=True, help="有警告也算失败。")
    @force_option
    def gazette_command(issue: Path, **options: Any) -> None:
        """Make one issue that is not up to date; a fault anywhere in it leaves every file as it was."""
        from gen.archive.state import State
        from gen.composition.templating import Templates
        from gen.gazette.bind import bind
        from gen.gazette.issue_file import load_issue, with_layout
        from gen.gazette.produce import inputs, produce
        from gen.gazette.status import IssueStatus
        from gen.writers.session import Session, Settings

        workspace = Workspace.open(Path())
        formats = tuple(dict.fromkeys(name for some in options["formats"] for name in some.split(","))) or tuple(FORMATS)
        press = press_of(options["pdfx"], options["spot"], formats, str(issue))
        layout, feeds, mode = options["layout"], options["feeds"], options["font_mode"]
        targets = {format_: workspace.output_file(issue, f".{format_}", options["output"]) for format_ in formats}
        width, encoding = options["width"], options["encoding"]
        told = {"layout": layout, "feeds": str(feeds), "width": str(width), "encoding": encoding, "fonts": mode or "", **workspace.config.house}
        told |= press.facts if press else {}

        def chain() -> "Chain":
            return _chain(workspace, mode, echo_err)

        loaded, warnings = load_issue(issue, str(issue))
        state = State.open(options["output"] or workspace.output_folder)
        try:
            status = IssueStatus(state, workspace, issue, told, mode or "", chain)
            if not options["force"] and not status.reasons(targets):
                echo_err("没有变化，没有重新生成")
                return
            bound, found = bind(with_layout(loaded, layout), Templates(workspace.template_folders), workspace.design)
            echo_err(*warnings, *found)
            if options["strict"] and (warnings or found):
                raise SourceError(*warnings, *found)
            session = Session(chain() if any(format_of(format_).draws for format_ in formats) else chain)
            settings = Settings(session, width, encoding, workspace.design)
            files = {targets[format_]: produce(bound, format_, settings, feeds=feeds) for format_ in formats}
            if press:
                files[targets["pdf"]], poor = press.print_pages(files[targets["pdf"]], str(issue))
                found = (*found, *poor)
                echo_err(*poor)
                if options["strict"] and poor:
                    raise SourceError(*poor)
            replace(files, status.recorded(targets), force=options["force"])
            status.record(inputs(issue, bound), files, targets, warned=bool(warnings or found))
        finally:
            state.close()
        echo(*targets.values())


def _chain(workspace: Workspace, mode: str | None, echo_err: Echo) -> "Chain":
    from gen.fonts import choose

    chain = choose(workspace, mode or "")
    echo_err(*chain.skipped)
    return chain
