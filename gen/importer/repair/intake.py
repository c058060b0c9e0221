"""One input file → one source file with its ledger beside it: received, repaired, recognised, written."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.document.model import Document, Table, Unit
from gen.errors import Diagnostic, Exit, GenError, Place, SourceError
from gen.importer.receive.items import Received
from gen.importer.receive.receive import MOST_BYTES, receive
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.identity import printed_text
from gen.importer.repair.ledger import SUFFIX, make_ledger, source_digest, to_json
from gen.importer.repair.source_text import source_text
from gen.workspace.overwrite import digest, obstacles
from gen.workspace.overwrite import replace as replace_files

_RULE: Final = "文件"
_NOT_SHOWN = re.compile(r"[^\S \u3000]|[\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\x00-\x1f\x7f-\x9f\u00ad]")


class Order(Struct, frozen=True):
    """What is to be done: import `path` to `target`; `kind` and `organ` replace what is recognised, `write` is false for a rehearsal.

    `force`: over whatever is there.
    """

    path: Path
    target: Path
    kind: str = ""
    organ: str = ""
    write: bool = True
    force: bool = False


class Outcome(Struct, frozen=True):
    """What became of one input: a line about it, the repairs of a rehearsal, remarks and faults, and the exit code."""

    line: str
    repairs: tuple[str, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    code: Exit = Exit.OK
    repaired: int = 0


def ledger_of(source: Path) -> Path:
    """Where the ledger of a source is."""
    return source.with_name(source.stem + SUFFIX)


def import_file(order: Order) -> Outcome:
    """Import one file; never raises for what a file can hold, so that the others of a run are not stopped."""
    file = str(order.path)
    try:
        return _import(order, file)
    except GenError as error:
        return Outcome(f"{file}：没有导入", remarks=error.diagnostics, code=error.exit_code)
    except Exception as error:  # noqa: BLE001 — whatever it is, the user sees one line and the next file is imported
        hint = "请报告；设环境变量 GEN_DEBUG=1、一次只导入这一份，可见详情"
        fault = Diagnostic("程序", f"程序自身的缺陷（{type(error).__name__}: {error}）", Place(file), hint)
        return Outcome(f"{file}：没有导入", remarks=(fault,), code=Exit.INTERNAL)


def _import(order: Order, file: str) -> Outcome:
    data = read_bytes(order.path)
    received = receive(data, file)
    document, remarks = recognise(received.items, order.target.stem)
    document = replace(document, kind=order.kind or document.kind, organ=order.organ or document.organ)
    remarks = tuple(replace(remark, place=replace(remark.place, file=file)) for remark in remarks if not (order.organ and "organ" in remark.hint))
    source = source_text(document).encode()
    ledger = make_ledger(order.path.name, data, received, printed_text(document), source)
    files = {order.target: source, ledger_of(order.target): to_json(ledger)}
    recorded = _recorded(order.target)
    kept = [] if order.write else obstacles(files, recorded, force=order.force)
    if order.write:
        replace_files(files, recorded, force=order.force)
    return Outcome(
        f"{file} → {order.target}：{_summary(document, received)}" + ("" if order.write else "（没有写）"),
        () if order.write else tuple(_listed(received)),
        (*received.remarks, *remarks, *kept),
        Exit.OUTPUT if kept else Exit.OK,
        repaired=len(received.repairs),
    )


def _recorded(source: Path) -> dict[Path, str]:
    """What the ledger beside a source says was written: the digest of each, none without a ledger as we wrote it."""
    path = ledger_of(source)
    data = read_bytes(path) if path.is_file() else b""
    written = source_digest(data)
    return {source: written, path: digest(data)} if written else {}


def read_bytes(path: Path) -> bytes:
    """Read a file. SourceError when it cannot be read, or is larger than any document."""
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
        cause = error.strerror if isinstance(error, OSError) else error
        raise SourceError(Diagnostic(_RULE, f"文件读不出来（{cause}）", Place(str(path)), "请检查路径和磁盘")) from None


def _summary(document: Document, received: Received) -> str:
    texts = [document, *document.parts]
    units = [unit for text in texts for unit in text.body if isinstance(unit, Unit)]
    tables = sum(isinstance(item, Table) for text in texts for item in text.body)
    labelled = sum(bool(unit.label) for unit in units)
    counts = f"{len(units)}段（有编号的{labelled}）、{tables}表、{len(document.parts)}附件"
    return f"{received.encoding}，{document.kind}，{counts}，修改{len(received.repairs)}处" + _by_rule(received)


def _by_rule(received: Received) -> str:
    rules = Counter(repair.rule for repair in received.repairs)
    return "（" + "、".join(f"{rule}{count}" for rule, count in rules.most_common()) + "）" if rules else ""


def _listed(received: Received) -> Iterator[str]:
    for repair in received.repairs:
        yield f"  第{repair.line}行第{repair.column}列 {repair.rule}：{_visible(repair.before)} → {_visible(repair.after)}"


def _visible(text: str) -> str:
    return _NOT_SHOWN.sub(lambda match: "↵" if match[0] == "\n" else f"<U+{ord(match[0]):04X}>", text)
