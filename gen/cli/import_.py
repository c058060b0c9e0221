"""The command `gen import`: any documents → sources, several at a time; and a source → the text that was received."""

import os
import signal
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import Struct

from gen.cli.options import MOST_JOBS, AnyPath, Whole, force_option, option, unknown
from gen.errors import Diagnostic, Exit, GenError, OutputError, Place, SourceError
from gen.workspace.overwrite import keep_input
from gen.workspace.source_folder import SOURCE_SUFFIX
from gen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gen.importer.intake import Job, Outcome

Echo = Callable[..., None]
"""Prints lines; the command line passes its own, so that no other module prints."""

_INPUTS: Final = (".txt", ".docx")
_FEWEST_FOR_A_POOL: Final = 16
_CHUNK: Final = 4


def add_import(group: click.Group, echo: Echo, echo_err: Echo) -> None:
    """Add the command to the others; `echo` prints results, `echo_err` faults."""

    @group.command("import", options_metavar="[选项]", help="把 FILE（.txt、.docx，或者含有它们的文件夹）变成源文件；--undo 从源文件还原收到的文字。")
    @click.argument("files", nargs=-1, required=True, metavar="FILE...", type=AnyPath())
    @option("-o", "--output", type=AnyPath(), default=None, metavar="DIR", help="放源文件的文件夹；默认工作区的 source。")
    @option("--dry-run", is_flag=True, help="只说要做什么、改哪些字，不写文件。")
    @option("--undo", "undone", is_flag=True, help="FILE 是导入得到的源文件：印出当初收到的文字。")
    @option("--kind", default="", metavar="文种", callback=_kind, help="不用认出的文种，用这一个。")
    @option("--organ", default="", metavar="机关", help="不用认出的制发机关，用这一个。")
    @force_option
    @option("-j", "--jobs", default=0, metavar="数", type=Whole(0, MOST_JOBS, "自动"), help="同时导入几份；默认按文件数和处理器数。")
    def import_command(files: tuple[Path, ...], undone: bool, **options: Any) -> int:
        """Import files, or give back what was received; the exit code is the largest of their failures'."""
        return _undo(files, echo, echo_err) if undone else _import(files, _Options(**options), echo, echo_err)


def _kind(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if value:
        from gen.composition.templating import Templates

        known = Templates(Workspace(Path()).template_folders).kinds()
        if value not in known:
            message = unknown("文种", value, known, listed=True)
            raise click.BadParameter(message, context, parameter)
    return value


class _Options(Struct, frozen=True):
    output: Path | None
    dry_run: bool
    force: bool
    kind: str
    organ: str
    jobs: int


def _import(files: Sequence[Path], options: _Options, echo: Echo, echo_err: Echo) -> int:
    from gen.importer.intake import Job

    work: list[Job] = []
    faults: list[GenError] = []
    taken: dict[str, Path] = {}
    for path, name in _inputs(files, faults):
        target = (options.output or Workspace(Path()).source_folder) / name.with_name(name.stem + SOURCE_SUFFIX)
        fault = _obstacle(path, target, taken)
        if fault:
            faults.append(fault)
        else:
            work.append(Job(path, target, options.kind, options.organ, not options.dry_run, options.force))
    for error in faults:
        echo_err(*error.diagnostics)
    code, repaired = max((error.exit_code for error in faults), default=Exit.OK), 0
    failed = len(faults)
    for outcome in _outcomes(work, options.jobs):
        echo(outcome.line, *outcome.repairs)
        echo_err(*outcome.remarks)
        code = max(code, outcome.code)
        failed += outcome.code is not Exit.OK
        repaired += outcome.repaired
    total = len(work) + len(faults)
    if total > 1:
        echo_err(f"共 {total} 份：完成 {total - failed}，失败 {failed}；修改 {repaired} 处")
    return code


def _inputs(files: Sequence[Path], faults: list[GenError]) -> Iterator[tuple[Path, Path]]:
    """Files and folders → each file once, with its name in the output folder."""
    seen: set[str] = set()
    for given in files:
        found = [(given, Path(given.name))]
        if given.is_dir():
            found = [(path, path.relative_to(given)) for path in sorted(_walk(given))]
            if not found:
                faults.append(SourceError(Diagnostic("文件", "文件夹里没有 .txt 或 .docx 文件", Place(str(given)), "请检查路径")))
        for path, name in found:
            key = os.path.abspath(path)
            if key not in seen:
                seen.add(key)
                yield path, name


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # ~$name.docx is what Word keeps beside a document that is open.
        yield from (Path(parent, name) for name in names if name.lower().endswith(_INPUTS) and not name.startswith((".", "~$")))


def _obstacle(path: Path, target: Path, taken: dict[str, Path]) -> GenError | None:
    """The reason not to write a source: it would replace an input, or the source of another input."""
    place = Place(str(path))
    other = taken.setdefault(unicodedata.normalize("NFC", str(target)).casefold(), path)
    if other is not path:
        return OutputError(Diagnostic("输出", f"与 {other} 的源文件同名（{target}）", place, "改其中一个的文件名，或者用 -o 分次导入"))
    try:
        keep_input(path, target)
    except OutputError as error:
        return error
    return None


def _outcomes(work: Sequence["Job"], jobs: int) -> Iterator["Outcome"]:
    """Import one file after another, or several at a time; the outcomes come in the order of the inputs."""
    from gen.importer.intake import import_file

    jobs = min(jobs or (os.cpu_count() or 1 if len(work) >= _FEWEST_FOR_A_POOL else 1), len(work))
    if jobs <= 1:
        yield from map(import_file, work)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    chunk = _CHUNK
    while done < len(work):
        pool = ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
        try:
            for outcome in pool.map(import_file, work[done:], chunksize=chunk):
                done += 1
                yield outcome
        except BrokenProcessPool:
            # A worker was killed, as a rule for want of memory. The rest is done one at a time, to know which file it was.
            if jobs == 1:
                yield _killed(work[done])
                done += 1
            jobs = chunk = 1
        finally:
            pool.shutdown(cancel_futures=True)


def _killed(job: "Job") -> "Outcome":
    from gen.importer.intake import Outcome

    fault = Diagnostic("文件", "导入时处理进程被系统结束，可能是内存不够", Place(str(job.path)), "请把文件分成几份再导入")
    return Outcome(f"{job.path}：没有导入", remarks=(fault,), code=Exit.SOURCE)


def _undo(sources: Sequence[Path], echo: Echo, echo_err: Echo) -> int:
    """Print the text that each source was made from."""
    code = Exit.OK
    for source in sources:
        try:
            text, note = _received(source)
        except GenError as error:
            echo_err(*error.diagnostics)
            code = max(code, error.exit_code)
        else:
            echo(text)
            echo_err(note)
    return code


def _received(source: Path) -> tuple[str, str]:
    from gen.importer.intake import ledger_of, read_bytes
    from gen.importer.repair.identity import printed_text
    from gen.importer.repair.ledger import from_json
    from gen.importer.repair.undo import undo
    from gen.pipeline import read_document

    document, _ = read_document(source)
    path = ledger_of(source)
    if not path.exists():
        hint = f"修改记录在源文件旁边，名为 {path.name}；没有它就不能还原"
        raise SourceError(Diagnostic("还原", "没有导入时的修改记录", Place(str(source)), hint))
    ledger = from_json(read_bytes(path), str(path))
    result = undo(printed_text(document), ledger, str(source))
    left = f"，另有{len(result.left)}处所在的行没有进入源文件" if result.left else ""
    same = "与收到的文字逐字相同（空白不计）" if result.exact else "源文件改动过，与收到的文字不全相同"
    return result.text, f"{source}：还原{len(ledger.repairs) - len(result.left)}处修改{left}；{same}"
