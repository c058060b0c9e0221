"""The command `gen build`: sources → their outputs, made again if they are not up to date."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from gen.cli.build_options import BuildOptions
from gen.cli.options import MOST_JOBS, AnyPath, Seconds, Whole, force_option, option
from gen.cli.report import TIME_LIMIT, Echo, Report
from gen.errors import Diagnostic, OutputError, Place, UsageError
from gen.workspace.workspace import Workspace
from gen.writers import format_of, plugin_of

if TYPE_CHECKING:
    from gen.archive.inputs import BuildInputs
    from gen.archive.jobs import JobExecutor
    from gen.archive.plan import Plan, Task, Wanted
    from gen.archive.state import Record, State
    from gen.fonts import Chain


def add_build(group: click.Group, echo: Echo, echo_err: Echo, output_options: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Add the command to the others.

    `echo` prints results, `echo_err` faults and progress; `output_options` are the options that choose the outputs.
    """

    @group.command("build", options_metavar="[选项]", help="从 SOURCE（文件或文件夹，默认 source 里的全部）生成 DOCX、PDF、纯文本，没有变化的除外。")
    @click.argument("arguments", nargs=-1, metavar="[SOURCE]...", type=AnyPath())
    @output_options
    @option("-o", "--output", type=AnyPath(), default=None, metavar="DIR", help="输出文件夹；默认工作区的 out。")
    @option("--strict", is_flag=True, help="有警告、有规则查出的错误也算失败。")
    @option("-n", "--dry-run", is_flag=True, help="只说要生成什么、为什么，不写文件。")
    @force_option
    @option("--prune", is_flag=True, help="删去源文件已经不在的输出；手工改过的不删。")
    @option("--sums", is_flag=True, help="在输出文件夹里写 SHA256SUMS。")
    @option("-j", "--jobs", default=0, metavar="N", type=Whole(0, MOST_JOBS, "自动"), help="同时生成几份；默认按份数和处理器数。")
    @option("--cluster", default="", metavar="地址", help="在 Dask 集群上生成，地址如 tcp://主机:8786；要安装 gongwen-gen[cluster]。")
    @option("--time-limit", default=None, metavar="秒", type=Seconds(), help=f"一份最多用几秒，0 为不限；默认 {TIME_LIMIT:g}。")
    @option("--json", "as_json", is_flag=True, help="每份的结果印成一行 JSON，给别的程序读。")
    @option("-v", "--verbose", is_flag=True, help="逐步报告用时。")
    def build_command(arguments: tuple[Path, ...], **options: Any) -> int:
        """Build what is not up to date; the exit code is the largest of the failures'."""
        return run_build(arguments, BuildOptions(**options), echo, echo_err)


def run_build(arguments: Sequence[Path], options: BuildOptions, echo: Echo, echo_err: Echo) -> int:
    """Build every output of these sources (none: all) that is not up to date → the exit code.

    GenError for a fault that stops the whole run.
    """
    from gen.archive.database import StateDamagedError
    from gen.archive.state import State

    workspace = Workspace.open(Path())
    _ = workspace.config  # a gen.toml with a fault is told before anything is made
    folder = options.output or workspace.output_folder
    sources, faults = workspace.named_sources(arguments)
    report = Report(options, echo, echo_err, str(folder))
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
            echo_err(Diagnostic("状态", "生成的记录损坏了，重新建立；与新生成的不同的输出会保留", Place(str(folder)), warning=True))
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
        """Plan, make the planned outputs, and tidy up."""
        from gen.archive.plan import left_over, make_plan

        inputs = build_inputs(self.workspace, state, self.options, self.report.echo_err)
        wanted = self.options.wanted(self.options.chosen, self.workspace.config.house)
        plan = make_plan(self.sources, str(self.folder), wanted, state, inputs)
        left = left_over(self.sources, str(self.folder), plan.rows.values(), state) if self.complete else {}
        self.report.start(plan, len(self.sources))
        if self.options.dry_run:
            self.report.planned(plan, left)
            return
        if plan.tasks:
            self.make(plan, wanted, state, inputs)
        self.finish(plan, left, state, inputs)

    def make(self, plan: "Plan", wanted: "Wanted", state: "State", inputs: "BuildInputs") -> None:
        """Make the tasks of the plan."""
        from gen.archive.run import Run

        limit = TIME_LIMIT if self.options.time_limit is None else self.options.time_limit
        run = Run(self.folder, wanted, state, inputs, time_limit=limit)
        try:
            with self.executor(plan.tasks, inputs, limit) as (executor, jobs), self.report.bar(len(plan.tasks)) as advance:
                for outcome in run.outcomes(plan.tasks, executor, jobs):
                    self.report.outcome(outcome)
                    advance()
        except BaseException:
            from gen.workspace.output import sweep

            sweep(self.folder)  # what workers had staged when the run was given up
            raise

    def finish(self, plan: "Plan", left: "dict[str, list[Record]]", state: "State", inputs: "BuildInputs") -> None:
        """Bring the state and the folder in order after a run."""
        if plan.fresh:
            state.refresh(plan.fresh)
        inputs.remember()
        if left and self.options.prune:
            from gen.archive.upkeep import prune

            self.report.pruned(*prune(left, self.folder, state, force=self.options.force))
        elif left:
            self.report.left(left)
        if self.options.sums:
            from gen.archive.upkeep import write_sums
            from gen.gazette.status import outputs_of

            try:
                self.report.path(write_sums(self.folder, state, outputs_of(state), force=self.options.force))
            except OutputError as error:
                self.report.unwritten(error)

    @contextmanager
    def executor(self, tasks: "Sequence[Task]", inputs: "BuildInputs", limit: float) -> "Iterator[tuple[JobExecutor, int]]":
        """The executor of the tasks, and how many it runs at a time.

        A few run in this process, many in other processes or on other machines.
        """
        from gen.archive.executor import executor
        from gen.archive.jobs import Shared
        from gen.composition.templating import Templates
        from gen.writers.session import Session, Settings

        options = self.options
        draws = any(format_of(format_).draws for task in tasks for format_ in task.outputs)
        # The machines of a cluster are sent fonts only where something is drawn.
        chain = inputs.chain if draws else None if options.cluster else lambda: inputs.chain
        settings = Settings(Session(chain), options.width, options.encoding, self.workspace.design)
        shared = Shared(Templates(self.workspace.template_folders), settings, options.strict)
        if options.cluster:
            for format_ in options.chosen:
                if plugin_of(format_):  # the machines of a cluster may have another state of it
                    message = f"插件的格式 {format_} 不能在集群上生成"
                    raise UsageError(Diagnostic("用法", message, Place("--cluster"), "去掉 --cluster，或者去掉这个格式"))
            from gen.archive.cluster import Cluster
            from gen.archive.patience import Patience

            with Cluster(options.cluster, shared, inputs.program, Patience(document=limit)) as cluster:
                yield cluster, min(options.jobs or cluster.jobs, cluster.jobs)
            return
        with executor(len(tasks), options.jobs, shared, limit, apart=options.time_limit is not None) as found:
            yield found


def build_inputs(workspace: Workspace, state: "State", options: BuildOptions, echo_err: Echo) -> "BuildInputs":
    """The present inputs of a build. Fonts are looked for when first needed, and their faults are printed."""
    from gen.archive.inputs import BuildInputs

    def choose() -> "Chain":
        from gen.fonts import choose as choose_fonts

        chain = choose_fonts(workspace, options.font_mode or "")
        echo_err(*chain.skipped)
        return chain

    return BuildInputs(workspace, state, options.font_mode or "", choose)
