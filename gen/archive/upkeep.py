"""State and output folder → outputs without a source removed, and SHA256SUMS of the outputs that are there."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from gen.archive.stamps import digest, stamp_of
from gen.archive.state import Record, State
from gen.errors import Diagnostic, OutputError, Place, reason
from gen.workspace.overwrite import replace

SUMS_FILE: Final = "SHA256SUMS"


def prune(left: Mapping[str, Sequence[Record]], folder: Path, state: State, *, force: bool) -> tuple[list[str], list[str]]:
    """Remove the outputs of sources that are gone → those removed, and those kept because somebody edited them."""
    removed: list[str] = []
    kept: list[str] = []
    gone: list[str] = []
    for records in left.values():
        for record in records:
            path = folder / record.path
            if not force and _edited(path, record, state):
                kept.append(record.path)
                continue
            try:
                path.unlink()
                removed.append(record.path)
            except FileNotFoundError:
                pass
            except OSError as error:
                raise OutputError(Diagnostic("输出", f"删不掉：{reason(error)}", Place(str(path)), "检查文件夹的权限")) from None
            gone.append(record.path)
            _drop_empty(path.parent, folder)
    state.forget(gone)
    return removed, kept


def write_sums(folder: Path, state: State, issues: Iterable[str] = (), *, force: bool = False) -> Path:
    """Write SHA256SUMS of every output that is there, by path, as `sha256sum --check` reads it.

    `issues` are the outputs of `gen gazette`. OutputError if a file of that name is not ours, unless `force`.
    """
    rows = state.rows()
    lines = []
    made: dict[str, bytes] = dict.fromkeys(issues, b"") | dict(state.sums())
    for path, recorded in sorted(made.items(), key=lambda item: os.fsencode(item[0])):
        file = folder / path
        try:
            status = file.stat()
            same = path in rows and stamp_of(status) == Record._make(rows[path]).stamp
            lines.append(f"{(recorded if same else digest(file.read_bytes())).hex()}  {path}\n")
        except OSError:
            continue
    target = folder / SUMS_FILE
    data = "".join(lines).encode("utf-8", "surrogateescape")
    replace({target: data}, {target: state.facts().get(SUMS_FILE, "")}, force=force)
    state.remember({SUMS_FILE: digest(data).hex()}, {})
    return target


def _edited(path: Path, record: Record, state: State) -> bool:
    try:
        if stamp_of(path.stat()) == record.stamp:
            return False
        return digest(path.read_bytes()) != state.digests(record.path)[0]
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _drop_empty(folder: Path, top: Path) -> None:
    while folder not in {top, *top.parents}:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
