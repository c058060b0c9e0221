"""One input file → one source file and its ledger: received, repaired, recognised, written."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.document.model import Document, Table, Unit
from gen.errors import Diagnostic, Exit, GenError, Place, SourceError, not_installed, reason
from gen.importer.receive.formats import refusal
from gen.importer.receive.receive import MOST_BYTES, receive
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.identity import printed_text
from gen.importer.repair.ledger import SUFFIX, make_ledger, source_digest, to_json
from gen.importer.repair.repair import repair
from gen.importer.repair.repaired import Repaired
from gen.importer.repair.source_text import source_text
from gen.workspace.overwrite import digest, obstacles
from gen.workspace.overwrite import replace as replace_files

_RULE: Final = "文件"
_NOT_SHOWN = re.compile(r"[^\S \u3000]|[\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\x00-\x1f\x7f-\x9f\u00ad]")


class Job(Struct, frozen=True):
    """One file to import, `path` → `target`.

    `kind` and `organ`, unless empty, replace what is recognised. A rehearsal has `write` false. `force` overwrites
    whatever is at the target.
    """

    path: Path
    target: Path
    kind: str = ""
    organ: str = ""
    write: bool = True
    force: bool = False


class Outcome(Struct, frozen=True):
    """The result of one job: a line about it, the repairs of a rehearsal, remarks and faults, the exit code."""

    line: str
    repairs: tuple[str, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    code: Exit = Exit.OK
    repaired: int = 0


def ledger_of(source: Path) -> Path:
    """A source's path → its ledger's path, beside it."""
    return source.with_name(source.stem + SUFFIX)


def import_file(job: Job) -> Outcome:
    """Import one file. No file's content makes it raise, so that the other files of a run are imported too."""
    file = str(job.path)
    try:
        return _import(job, file)
    except GenError as error:
        return Outcome(f"{file}：没有导入", remarks=error.diagnostics, code=error.exit_code)
    except Exception as error:  # noqa: BLE001 — a defect costs one file, not the run
        if missing := not_installed(error, file):
            return Outcome(f"{file}：没有导入", remarks=missing.diagnostics, code=missing.exit_code)
        hint = "请报告；设环境变量 GEN_DEBUG=1、一次只导入这一份，可见详情"
        fault = Diagnostic("程序", f"程序自身的缺陷（{type(error).__name__}: {error}）", Place(file), hint)
        return Outcome(f"{file}：没有导入", remarks=(fault,), code=Exit.INTERNAL)


def take_in(data: bytes, file: str) -> Repaired:
    """The bytes of a document → its items, repaired. SourceError for an input that cannot be imported."""
    repaired = repair(receive(data, file), file)
    if not repaired.items:
        raise refusal(file, "文件里没有文字，只有看不见的字符", "请检查文件")
    return repaired


def _import(job: Job, file: str) -> Outcome:
    data = read_bytes(job.path)
    repaired = take_in(data, file)
    document, remarks = recognise(repaired.items, job.target.stem)
    document = replace(document, kind=job.kind or document.kind, organ=job.organ or document.organ)
    remarks = tuple(replace(remark, place=replace(remark.place, file=file)) for remark in remarks if not (job.organ and "organ" in remark.hint))
    source = source_text(document).encode()
    ledger = make_ledger(job.path.name, data, repaired, printed_text(document), source)
    files = {job.target: source, ledger_of(job.target): to_json(ledger)}
    recorded = _recorded(job.target)
    kept = [] if job.write else obstacles(files, recorded, force=job.force)
    if job.write:
        replace_files(files, recorded, force=job.force)
    return Outcome(
        f"{file} → {job.target}：{_summary(document, repaired)}" + ("" if job.write else "（没有写）"),
        () if job.write else tuple(_listed(repaired)),
        (*repaired.remarks, *remarks, *kept),
        Exit.OUTPUT if kept else Exit.OK,
        repaired=len(repaired.repairs),
    )


def _recorded(source: Path) -> dict[Path, str]:
    """A source → the digests of it and its ledger as an import wrote them; empty if the ledger has changed since."""
    path = ledger_of(source)
    data = read_bytes(path) if path.is_file() else b""
    written = source_digest(data)
    return {source: written, path: digest(data)} if written else {}


def read_bytes(path: Path) -> bytes:
    """Read a file, at most one byte more than a document may have. SourceError if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise SourceError(Diagnostic(_RULE, "没有这个文件", Place(str(path)), "请检查路径")) from None
    except IsADirectoryError:
        raise SourceError(Diagnostic(_RULE, "这是文件夹，不是文件", Place(str(path)), "请指明其中的文件")) from None
    except PermissionError:
        raise SourceError(Diagnostic(_RULE, "没有读这个文件的权限", Place(str(path)), "请检查文件的权限")) from None
    except (OSError, ValueError) as error:
        raise SourceError(Diagnostic(_RULE, f"文件读不出来（{reason(error)}）", Place(str(path)), "请检查路径和磁盘")) from None


def _summary(document: Document, repaired: Repaired) -> str:
    texts = [document, *document.parts]
    units = [unit for text in texts for unit in text.body if isinstance(unit, Unit)]
    tables = sum(isinstance(item, Table) for text in texts for item in text.body)
    labelled = sum(bool(unit.label) for unit in units)
    counts = f"{len(units)}段（有编号的{labelled}）、{tables}表、{len(document.parts)}附件"
    return f"{repaired.encoding}，{document.kind}，{counts}，修改{len(repaired.repairs)}处" + _by_rule(repaired)


def _by_rule(repaired: Repaired) -> str:
    rules = Counter(made.rule for made in repaired.repairs)
    return "（" + "、".join(f"{rule}{count}" for rule, count in rules.most_common()) + "）" if rules else ""


def _listed(repaired: Repaired) -> Iterator[str]:
    for made in repaired.repairs:
        yield f"  第{made.line}行第{made.column}列 {made.rule}：{_visible(made.before)} → {_visible(made.after)}"


def _visible(text: str) -> str:
    return _NOT_SHOWN.sub(lambda match: "↵" if match[0] == "\n" else f"<U+{ord(match[0]):04X}>", text)
