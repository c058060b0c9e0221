"""The command `gen why`: an output → why it is not up to date, or that it is."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gen.cli.build import build_inputs
from gen.cli.build_options import BuildOptions
from gen.cli.options import AnyPath
from gen.cli.report import Echo
from gen.errors import Diagnostic, OutputError, Place
from gen.workspace.workspace import Workspace
from gen.writers import FORMATS, find_format

if TYPE_CHECKING:
    from gen.archive.state import State

_UP_TO_DATE = "没有变化，不用重新生成"


def add_why(group: click.Group, echo: Echo, echo_err: Echo, output_options: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Add the command to the others.

    `echo` prints results, `echo_err` faults; `output_options` are the options that choose the outputs.
    """

    @group.command("why", options_metavar="[选项]", help="说明 OUTPUT（输出文件）为什么要重新生成。")
    @click.argument("output", metavar="OUTPUT", type=AnyPath())
    @output_options
    def why_command(output: Path, **options: Any) -> None:
        """Print why an output is not up to date, or that it is."""
        echo(*_why(output, BuildOptions(**options), echo_err))


def _why(output: Path, options: BuildOptions, echo_err: Echo) -> list[str]:
    from gen.archive.plan import left_over, make_plan
    from gen.archive.state import State

    workspace = Workspace.open(Path())
    folder = _archive_of(output, workspace)
    path = Path(os.path.abspath(output)).relative_to(os.path.abspath(folder)).as_posix()
    name, _, format_ = path.rpartition(".")
    if find_format(format_) is None:
        raise OutputError(Diagnostic("输出", "这不是输出文件", Place(str(output)), f"输出的后缀是 {'、'.join(FORMATS)}"))
    state = State.read(folder)
    try:
        row = state.rows().get(path)
        issue = None if row else _issue_of(path, state)
        if issue:
            return _why_issue(*issue, output, workspace, state, options, echo_err)
        sources = [(source, found) for source, found in workspace.named_sources()[0] if found == name]
        if row and not sources:
            sources = [(os.path.normpath(os.path.join(folder, state.source(path))), name)]
        if not sources:
            raise OutputError(Diagnostic("输出", "没有会生成它的源文件，也没有生成它的记录", Place(str(output)), "检查路径"))
        if left_over([], str(folder), [row] if row else [], state):
            return ["源文件已经不在；gen build --prune 删去它"]
        inputs = build_inputs(workspace, state, options, echo_err)
        plan = make_plan(sources, str(folder), options.wanted([format_], workspace.config.house), state, inputs)
    finally:
        state.close()
    reasons = [reason for task in plan.tasks for found in task.outputs.values() for reason in found.reasons]
    return reasons or [reason for found in plan.kept for reason in found.reasons] or [_UP_TO_DATE]


def _issue_of(path: str, state: "State") -> "tuple[str, Mapping[str, str]] | None":
    """The issue that an output belongs to, and the options it was made with."""
    from gen.gazette.status import outputs_of

    return outputs_of(state).get(path)


def _why_issue(  # noqa: PLR0913, PLR0917 — all that decides an issue's bytes
    issue: str, made: "Mapping[str, str]", output: Path, workspace: Workspace, state: "State", options: BuildOptions, echo_err: Echo
) -> list[str]:
    """Why `gen gazette` would make an output of an issue again, with the layout and form feeds it was made with."""
    from gen.gazette.status import IssueStatus

    file = Path(os.path.relpath(state.folder / issue))
    mode = options.font_mode or ""
    told = {name: made[name] for name in ("layout", "feeds")} | {"width": str(options.width), "encoding": options.encoding, "fonts": mode}
    inputs = build_inputs(workspace, state, options, echo_err)
    status = IssueStatus(state, workspace, file, {**told, **workspace.config.house}, mode, lambda: inputs.chain)
    by = f"由 gen gazette {file.as_posix()} 生成"
    if not file.is_file():
        return [f"{by}；期刊文件已经不在"]
    return [by, *(status.reasons({output.suffix[1:]: output}) or [_UP_TO_DATE])]


def _archive_of(output: Path, workspace: Workspace) -> Path:
    """The output folder that holds an output: the nearest with a state, else the workspace's."""
    from gen.workspace.output import STATE_FOLDER

    absolute = Path(os.path.abspath(output))
    found = next((parent for parent in absolute.parents if (parent / STATE_FOLDER).is_dir()), None)
    usual = workspace.output_folder
    if found is not None and found != Path(os.path.abspath(usual)):
        return found
    if not absolute.is_relative_to(os.path.abspath(usual)):
        raise OutputError(Diagnostic("输出", "不在输出文件夹里", Place(str(output)), f"输出文件夹是 {usual}"))
    return usual
