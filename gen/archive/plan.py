"""Sources, state and build inputs → which outputs to make and why, which were edited by hand, and which are left over.

A run without a change does no more than this, so it asks the disk once for each file and makes no object for an output
that is up to date.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from gen.archive.database import StateDamagedError
from gen.archive.inputs import BuildInputs
from gen.archive.stamps import UNSETTLED, Stamp, digest, read_stamped, stamp_of
from gen.archive.state import Record, Row, State
from gen.workspace.overwrite import EDITED, UNKNOWN

MISSING: Final = "还没有生成"
DELETED: Final = "输出不在了"
_CUT_SHORT: Final = "上次生成时中断"
_SOURCE: Final = "源文件改了"
_WARNED: Final = "有警告，--strict 不允许"
_FORCED: Final = "--force 要求重新生成"
_BROKEN: Final = "有规则查出的错误，--strict 不允许"


class Output(Struct, frozen=True):
    """One output to make: why, and which file is there now.

    `stamp` is None without a file; `ours` says that the file is the recorded one.
    """

    path: str
    reasons: tuple[str, ...]
    stamp: Stamp | None = None
    ours: bool = True
    edited: str = ""


class Task(Struct, frozen=True):
    """One source with those of its outputs that are not up to date, by format. `key` is the source's name in the state."""

    source: str
    name: str
    key: str
    outputs: Mapping[str, Output]


class Plan(Struct):
    """The work of a run.

    `rows` is everything on record; `kept` are outputs edited by hand that are otherwise up to date. `rule_errors`
    counts the errors that the rules of `gen check` found in each source with nothing to make, by the name of its
    outputs; a source without errors is not in it.
    """

    tasks: list[Task] = field(default_factory=list)
    kept: list[Output] = field(default_factory=list)
    current: int = 0
    rows: Mapping[str, Row] = field(default_factory=dict)
    fresh: list[Record] = field(default_factory=list)
    rule_errors: Mapping[str, int] = field(default_factory=dict)


class Wanted(Struct, frozen=True):
    """The request for a run: formats, with the options of each in the form of fingerprints.

    `strict`: a source with a warning, or with an error by the rules of `gen check`, fails. `force`: everything is made
    again, even outputs that were edited by hand.
    """

    options: Mapping[str, str]
    strict: bool = False
    force: bool = False


def make_plan(sources: Sequence[tuple[str, str]], folder: str, wanted: Wanted, state: State, inputs: BuildInputs) -> Plan:
    """Sources, each with the name of its outputs in `folder` → the plan."""
    plan = _Planner(folder, wanted, state, inputs).plan(sources)
    plan.rule_errors = _rule_errors(plan, sources, wanted)
    return plan


def _rule_errors(plan: Plan, sources: Sequence[tuple[str, str]], wanted: Wanted) -> dict[str, int]:
    """The recorded counts of sources with nothing to make; the others will be counted. StateDamagedError."""
    found: dict[str, int] = {}
    for row in plan.rows.values():
        if row[9]:
            name, _, format_ = row[0].rpartition(".")
            if not isinstance(row[9], int):
                raise StateDamagedError
            if format_ in wanted.options:
                found[name] = row[9]
    unchanged = {name for _, name in sources} - {task.name for task in plan.tasks} if found else set()
    return {name: count for name, count in found.items() if name in unchanged}


def left_over(sources: Sequence[tuple[str, str]], folder: str, rows: Iterable[Row], state: State) -> dict[str, list[Record]]:
    """Outputs on record whose source is gone, by source; `sources` are known to exist."""
    names = {name for _, name in sources}
    left: dict[str, list[Record]] = {}
    for row in rows:
        if row[0].rpartition(".")[0] not in names:
            source = state.source(row[0])
            if not os.path.lexists(os.path.join(folder, source)):
                left.setdefault(source, []).append(Record._make(row))
    return left


class _Planner:
    def __init__(self, folder: str, wanted: Wanted, state: State, inputs: BuildInputs) -> None:
        self.folder = folder
        self.start = os.path.join(folder, "")
        self.wanted = wanted
        self.state = state
        self.inputs = inputs
        self.rows = state.rows()
        self.fingerprints = state.fingerprints()
        self.known: dict[tuple[int, str], tuple[str, ...]] = {}

    def plan(self, sources: Sequence[tuple[str, str]]) -> Plan:
        found = Plan(rows=self.rows)
        known = () if self.wanted.force else self.fingerprints
        good = {format_: {number for number in known if not self.why(number, format_)} for format_ in self.wanted.options}
        formats = [(format_, f".{format_}", good[format_]) for format_ in self.wanted.options]
        get, stat, start, strict = self.rows.get, os.stat, self.start, self.wanted.strict
        keys = _Keys(self.folder)
        current = 0
        for source, name in sources:
            try:
                status = stat(source)
            except OSError:
                seen = (-2, 0, 0)
            else:
                seen = (status.st_size, status.st_mtime_ns, status.st_ino)
            doubtful = []
            for format_, suffix, fingerprints in formats:
                path = name + suffix
                row = get(path)
                if row and row[5:8] == seen and row[1] in fingerprints and not (strict and (row[8] or row[9])):
                    try:
                        status = stat(start + path)
                    except OSError:
                        pass
                    else:
                        if row[2:5] == (status.st_size, status.st_mtime_ns, status.st_ino):
                            current += 1
                            continue
                doubtful.append((format_, path, row))
            if doubtful:
                self.doubt(source, name, keys.key(source), doubtful, found)
        found.current += current
        return found

    def why(self, fingerprint: int, format_: str) -> tuple[str, ...]:
        """Why outputs of a fingerprint would differ now."""
        key = fingerprint, self.wanted.options[format_]
        if key not in self.known:
            self.known[key] = tuple(self.inputs.reasons(self.fingerprints[fingerprint], key[1]))
        return self.known[key]

    def doubt(self, source: str, name: str, key: str, doubtful: "list[tuple[str, str, Row | None]]", found: Plan) -> None:
        """Look closely at outputs that do not show at once to be up to date."""
        content = _Content(source)
        outputs = {}
        for format_, path, row in doubtful:
            record = Record._make(row) if row else None
            output, fresh = self.examine(format_, path, record, content)
            if self.wanted.force and not output.reasons:
                output = replace(output, reasons=(_FORCED,))
            if output.reasons and output.edited and not self.wanted.force and output.reasons == (output.edited,) and record:
                found.kept.append(output)
            elif output.reasons:
                outputs[format_] = output
            else:
                found.current += 1
                if fresh:
                    found.fresh.append(fresh)
        if outputs:
            found.tasks.append(Task(source, name, key, outputs))

    def written_by_us(self, path: str) -> bool:
        """Whether a file without a record is one that a killed run was about to write."""
        intended = self.state.intended(path)
        return bool(intended) and _look(self.start + path)[0] in intended

    def examine(self, format_: str, path: str, record: Record | None, content: "_Content") -> tuple[Output, Record | None]:
        """One output → why it must be made, or its record with new stamps if it need not."""
        try:
            status = os.stat(self.start + path)
        except OSError:
            status = None
        there = stamp_of(status) if status else None
        if record is None:
            edited = UNKNOWN if there and not self.written_by_us(path) else ""
            return Output(path, (edited or MISSING,), there, ours=not edited, edited=edited), None
        made, source_digest = self.state.digests(path)
        reasons = list(self.why(record.fingerprint, format_)) if record.fingerprint in self.fingerprints else [MISSING]
        stamp, source_stamp = record.stamp, record.source_stamp
        if content.stamp_now() != source_stamp:
            if content.digest() != source_digest:
                reasons.insert(0, _SOURCE)
            source_stamp = content.stamp
        if self.wanted.strict and record.warned:
            reasons.append(_WARNED)
        if self.wanted.strict and record.rule_errors:
            reasons.append(_BROKEN)
        edited = ""
        if there is None:
            reasons.append(DELETED)
        elif there != stamp:
            found, stamp = _look(self.start + path)
            edited = "" if found in {made, *self.state.intended(path)} else EDITED
            reasons += [_CUT_SHORT] if not edited and found != made else []
        reasons += [edited] if edited else []
        fresh = Record(path, record.fingerprint, *stamp, *source_stamp, record.warned, record.rule_errors)
        return Output(path, tuple(reasons), there, ours=not edited, edited=edited), fresh if fresh != record else None


def _look(path: str) -> tuple[bytes, Stamp]:
    """An output → its digest, empty if it cannot be read, and its stamp."""
    try:
        data, stamp = read_stamped(path)
    except OSError:
        return b"", UNSETTLED
    return digest(data), stamp


class _Content:
    """A source's content: read at the first doubt, dropped as soon as its digest is known."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.stamp = UNSETTLED
        self._digest: bytes | None = None

    def stamp_now(self) -> Stamp | None:
        """The source's stamp, None without the file."""
        try:
            return stamp_of(os.stat(self.source))
        except OSError:
            return None

    def digest(self) -> bytes:
        """The source's digest, empty when it cannot be read."""
        if self._digest is None:
            try:
                data, self.stamp = read_stamped(self.source)
            except (OSError, ValueError):
                self._digest = b""
            else:
                self._digest = digest(data)
        return self._digest


class _Keys:
    """Paths of sources → their names in the state: relative to the output folder, so that the archive may be moved."""

    def __init__(self, folder: str) -> None:
        self.folder = os.path.abspath(folder)

    def key(self, source: str) -> str:
        try:
            return os.path.relpath(source, self.folder).replace(os.sep, "/")
        except ValueError:  # another drive
            return os.path.abspath(source).replace(os.sep, "/")
