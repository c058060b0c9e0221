"""The commands `gen build` and `gen why`: what is not up to date is made; what would be and why, and why an output is not, is told."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from msgspec import Struct

from gen.cli.options import AnyPath, option
from gen.cli.report import BuildOptions, Report, Say
from gen.errors import Diagnostic, OutputError, Place
from gen.workspace.workspace import FORMATS, Workspace

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from gen.archive.ingredients import Ingredients
    from gen.archive.orders import Here, Shared
    from gen.archive.plan import Plan, Task, Wanted
    from gen.archive.state import Record, State
    from gen.fonts import Chain

    AnyExecutor = TypeVar("AnyExecutor", bound=Executor)

_FEWEST_FOR_A_POOL: Final = 16
_MOST_JOBS: Final = 64
_TIME_LIMIT: Final = 120.0
"""Seconds a document; the longest code known takes one or two."""


def add_build(group: click.Group, say: Say, tell: Say, output_options: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Add the commands to the others; `say` prints what was asked for, `tell` what is wrong; `output_options` say which outputs are wanted."""

    @group.command("build", options_metavar="[选项]", help="从 SOURCE（文件或文件夹，默认 source 里的全部）生成 DOCX、PDF、纯文本，没有变化的除外。")
    @click.argument("arguments", nargs=-1, metavar="[SOURCE]...", type=AnyPath())
    @output_options
    @option("-o", "--output", type=AnyPath(), default=None, metavar="DIR", help="输出文件夹；默认工作区的 out。")
    @option("--strict", is_flag=True, help="有警告也算失败。")
    @option("-n", "--dry-run", is_flag=True, help="只说要生成什么、为什么，不写文件。")
    @option("--force", is_flag=True, help="手工改过的输出也重新生成。")
    @option("--prune", is_flag=True, help="删去源文件已经不在的输出；手工改过的不删。")
    @option("--sums", is_flag=True, help="在输出文件夹里写 SHA256SUMS。")
    @option("-j", "--jobs", default="0", metavar="N", callback=_jobs, help="同时生成几份；默认按份数和处理器数。")
    @option("--cluster", default="", metavar="地址", help="在 Dask 集群上生成，地址如 tcp://主机:8786；要安装 gongwen-gen[cluster]。")
    @option("--time-limit", default="", metavar="秒", callback=_seconds, help=f"一份最多用几秒，0 为不限；默认 {_TIME_LIMIT:g}。")
    @option("--json", "as_json", is_flag=True, help="每份的结果印成一行 JSON，给别的程序读。")
    @option("-v", "--verbose", is_flag=True, help="逐步报告用时。")
    def build_command(arguments: tuple[Path, ...], **options: Any) -> int:  # noqa: ANN401 — the options, of several types
        """Build what is not up to date; the exit code is the largest of the failures'."""
        return run_build(arguments, BuildOptions(**options), say, tell)

    @group.command("why", options_metavar="[选项]", help="说明 OUTPUT（输出文件）为什么要重新生成。")
    @click.argument("output", metavar="OUTPUT", type=AnyPath())
    @output_options
    def why_command(output: Path, **options: Any) -> None:  # noqa: ANN401 — as above
        """Print why an output is not up to date, or that it is."""
        _why(output, BuildOptions(**options), say, tell)


def _jobs(context: click.Context, parameter: click.Parameter, value: str) -> int:
    if not value.isdecimal() or int(value) > _MOST_JOBS:
        message = f"是 0（自动）至 {_MOST_JOBS} 的整数，写的是 {value}"
        raise click.BadParameter(message, context, parameter)
    return int(value)


def _seconds(context: click.Context, parameter: click.Parameter, value: str) -> float | None:
    try:
        seconds = float(value) if value else None
    except ValueError:
        seconds = -1
    if seconds is not None and not 0 <= seconds < float("inf"):
        message = f"是秒数，0 为不限，写的是 {value}"
        raise click.BadParameter(message, context, parameter)
    return seconds


def run_build(arguments: Sequence[Path], options: BuildOptions, say: Say, tell: Say) -> int:
    """Build what is not up to date of the sources named, of all without any → the exit code. GenError for what stops a run."""
    from gen.archive.database import StateDamagedError  # noqa: PLC0415 — as above
    from gen.archive.state import State  # noqa: PLC0415 — as above

    workspace = Workspace.open(Path())
    _ = workspace.config  # a gen.toml with a fault is told before anything is made
    folder = options.output or workspace.output_folder
    sources, faults = workspace.named_sources(arguments)
    report = Report(options, say, tell, str(folder))
    report.faults(faults)
    sources = report.inside(workspace, sources, folder)
    if not sources and (faults or arguments):
        return report.finish()
    state = State.read(folder) if options.dry_run else State.open(folder)
    try:
        build = _Build(workspace, folder, sources, options, report, complete=not arguments)
        try:
            build.run(state)
        except StateDamagedError:
            tell(Diagnostic("状态", "生成的记录损坏了，重新建立；与新生成的不同的输出会保留", Place(str(folder)), warning=True))
            state.discard()
            build.run(state)
    finally:
        state.close()
    return report.finish()


class _Build(Struct):
    """One `gen build`, once its state is open."""

    workspace: Workspace
    folder: Path
    sources: list[tuple[str, str]]
    options: BuildOptions
    report: Report
    complete: bool

    def run(self, state: "State") -> None:
        """Plan, make what the plan says, and leave the state as it then is."""
        from gen.archive.plan import left_over, make_plan  # noqa: PLC0415 — as above

        ingredients = _ingredients(self.workspace, state, self.options, self.report.tell)
        wanted = self.options.wanted(self.options.chosen, self.workspace.config.house)
        plan = make_plan(self.sources, str(self.folder), wanted, state, ingredients)
        left = left_over(self.sources, str(self.folder), plan.rows.values(), state) if self.complete else {}
        self.report.start(plan, len(self.sources))
        if self.options.dry_run:
            self.report.planned(plan, left)
            return
        if plan.tasks:
            self.make(plan, wanted, state, ingredients)
        self.finish(plan, left, state, ingredients)

    def make(self, plan: "Plan", wanted: "Wanted", state: "State", ingredients: "Ingredients") -> None:
        """Make the tasks of the plan."""
        from gen.archive.run import Run  # noqa: PLC0415 — as above

        limit = _TIME_LIMIT if self.options.time_limit is None else self.options.time_limit
        run = Run(self.folder, wanted, state, ingredients, time_limit=limit)
        try:
            with self.executor(plan.tasks, ingredients, limit) as (executor, jobs), self.report.bar(len(plan.tasks)) as advance:
                for outcome in run.outcomes(plan.tasks, executor, jobs, far=bool(self.options.cluster)):
                    self.report.outcome(outcome)
                    advance()
        except BaseException:
            from gen.workspace.output import sweep  # noqa: PLC0415 — as above

            sweep(self.folder)  # what workers had staged when the run was given up
            raise

    def finish(self, plan: "Plan", left: "dict[str, list[Record]]", state: "State", ingredients: "Ingredients") -> None:
        """Leave the state, and the folder, as they should be after a run."""
        if plan.fresh:
            state.refresh(plan.fresh)
        ingredients.remember()
        if left and self.options.prune:
            from gen.archive.upkeep import prune  # noqa: PLC0415 — as above

            self.report.pruned(*prune(left, self.folder, state, force=self.options.force))
        elif left:
            self.report.left(left)
        if self.options.sums:
            from gen.archive.upkeep import write_sums  # noqa: PLC0415 — as above
            from gen.gazette.standing import outputs_of  # noqa: PLC0415 — as above

            self.report.path(write_sums(self.folder, state, outputs_of(state)))

    @contextmanager
    def executor(self, tasks: "Sequence[Task]", ingredients: "Ingredients", limit: float) -> "Iterator[tuple[Executor | Here, int]]":
        """Where the tasks are done: a few in this process, many in others."""
        from gen.archive.orders import Here, Shared, prepare  # noqa: PLC0415 — loads the typesetting
        from gen.pipeline import WITHOUT_FONTS  # noqa: PLC0415 — as above

        draws = any(format_ not in WITHOUT_FONTS for task in tasks for format_ in task.outputs)
        chain = ingredients.chain if draws else None
        shared = Shared(self.workspace.template_folders, chain, self.options.width, self.options.encoding, self.workspace.design, self.options.strict)
        if self.options.cluster:
            with self.cluster(shared, ingredients, limit) as found:
                yield found
            return
        jobs = min(self.options.jobs or (_processors() if len(tasks) >= _FEWEST_FOR_A_POOL else 1), len(tasks))
        if jobs == 1 and len(tasks) < _FEWEST_FOR_A_POOL and self.options.time_limit is None:
            prepare(shared)
            yield Here(), 1
            return
        from gen.archive.pool import Workers, prepare_worker  # noqa: PLC0415 — multiprocessing, only for many

        with _closed(Workers(jobs, prepare_worker, shared, limit)) as workers:
            yield workers, jobs

    @contextmanager
    def cluster(self, shared: "Shared", ingredients: "Ingredients", limit: float) -> "Iterator[tuple[Executor, int]]":
        """Other machines, and how many orders they work on at a time."""
        from gen.archive.cluster import Cluster  # noqa: PLC0415 — only when asked for

        with _closed(Cluster(self.options.cluster, shared, ingredients.program, limit)) as workers:
            yield workers, min(self.options.jobs or workers.jobs, workers.jobs)


@contextmanager
def _closed(workers: "AnyExecutor") -> "Iterator[AnyExecutor]":
    """Wait for the workers at the end, end them at once on a failure."""
    try:
        yield workers
    except BaseException:
        workers.shutdown(cancel_futures=True)
        raise
    workers.shutdown()


def _ingredients(workspace: Workspace, state: "State", options: BuildOptions, tell: Say) -> "Ingredients":
    from gen.archive.ingredients import Ingredients  # noqa: PLC0415 — as above

    def choose() -> "Chain":
        from gen.fonts import choose as choose_fonts  # noqa: PLC0415 — only a run that draws looks for fonts

        chain = choose_fonts(workspace, options.font_mode or "")
        tell(*chain.skipped)
        return chain

    return Ingredients(workspace, state, options.font_mode or "", choose)


def _processors() -> int:
    """How many this process may use, which in a container is fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _why(output: Path, options: BuildOptions, say: Say, tell: Say) -> None:
    from gen.archive.plan import left_over, make_plan  # noqa: PLC0415 — as above
    from gen.archive.state import State  # noqa: PLC0415 — as above

    workspace = Workspace.open(Path())
    folder = _archive_of(output, workspace)
    path = Path(os.path.abspath(output)).relative_to(os.path.abspath(folder)).as_posix()  # noqa: PTH100 — links are names of their own
    name, _, format_ = path.rpartition(".")
    if format_ not in FORMATS:
        raise OutputError(Diagnostic("输出", "这不是输出文件", Place(str(output)), f"输出的后缀是 {'、'.join(FORMATS)}"))
    state = State.read(folder)
    try:
        row = state.rows().get(path)
        issue = None if row else _issue_of(path, state)
        if issue:
            say(*_why_issue(*issue, output, workspace, state, options, tell))
            return
        sources = [(source, found) for source, found in workspace.named_sources()[0] if found == name]
        if row and not sources:
            sources = [(os.path.normpath(os.path.join(folder, state.source(path))), name)]  # noqa: PTH118 — not resolved
        if not sources:
            raise OutputError(Diagnostic("输出", "没有会生成它的源文件，也没有生成它的记录", Place(str(output)), "检查路径"))
        if left_over([], str(folder), [row] if row else [], state):
            say("源文件已经不在；gen build --prune 删去它")
            return
        ingredients = _ingredients(workspace, state, options, tell)
        plan = make_plan(sources, str(folder), options.wanted([format_], workspace.config.house), state, ingredients)
    finally:
        state.close()
    reasons = [reason for task in plan.tasks for found in task.outputs.values() for reason in found.reasons]
    say(*(reasons or [reason for found in plan.kept for reason in found.reasons] or ["没有变化，不用重新生成"]))


def _issue_of(path: str, state: "State") -> "tuple[str, Mapping[str, str]] | None":
    """The issue that an output is of, and the options it was made with."""
    from gen.gazette.standing import outputs_of  # noqa: PLC0415 — as above

    return outputs_of(state).get(path)


def _why_issue(  # noqa: PLR0913, PLR0917 — all that decides an issue's bytes
    issue: str, made: "Mapping[str, str]", output: Path, workspace: Workspace, state: "State", options: BuildOptions, tell: Say
) -> list[str]:
    """Why `gen gazette` would make an output of an issue again; layout and form feeds are those it was made with."""
    from gen.gazette.standing import Standing  # noqa: PLC0415 — as above

    file = Path(os.path.relpath(state.folder / issue))
    mode = options.font_mode or ""
    told = {name: made[name] for name in ("layout", "feeds")} | {"width": str(options.width), "encoding": options.encoding, "fonts": mode}
    ingredients = _ingredients(workspace, state, options, tell)
    standing = Standing(state, workspace, file, {**told, **workspace.config.house}, mode, lambda: ingredients.chain)
    by = f"由 gen gazette {file.as_posix()} 生成"
    if not file.is_file():
        return [f"{by}；期刊文件已经不在"]
    return [by, *(standing.reasons({output.suffix[1:]: output}) or ["没有变化，不用重新生成"])]


def _archive_of(output: Path, workspace: Workspace) -> Path:
    """The output folder that an output is in: the nearest with a state, else the workspace's."""
    from gen.archive.database import STATE_FOLDER  # noqa: PLC0415 — as above

    absolute = Path(os.path.abspath(output))  # noqa: PTH100 — as above
    found = next((parent for parent in absolute.parents if (parent / STATE_FOLDER).is_dir()), None)
    usual = workspace.output_folder
    if found is not None and found != Path(os.path.abspath(usual)):  # noqa: PTH100
        return found
    if not absolute.is_relative_to(os.path.abspath(usual)):  # noqa: PTH100
        raise OutputError(Diagnostic("输出", "不在输出文件夹里", Place(str(output)), f"输出文件夹是 {usual}"))
    return usual
