"""Items → the same with what was damaged on the way repaired, and a list of every repair, exact enough to undo it.

Being wrong is worse than doing nothing: a rule repairs only where no other reading is possible. All rules look at the text as it
was received; the changes of one passage are made at once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import Struct, field

from gen.importer.receive.formats import refusal
from gen.importer.receive.items import Item, RawLine, RawTable, Received
from gen.importer.receive.script import solid
from gen.importer.repair.breaks import SoFar, broken, goes_on
from gen.importer.repair.edits import Joined, without_overlaps
from gen.importer.repair.marks import doubts, mark_edits
from gen.importer.repair.repaired import Repair, Repaired
from gen.importer.repair.spaces import space_edits
from gen.source.faults import Faults, Spot

_HEAD = re.compile(r"(?:\S\s*){0,6}\Z")
_TAIL = re.compile(r"(?:\s*\S){0,6}")
"""The characters of the repaired text that stand on either side of a change in the ledger."""
_WINDOW: Final = 60
MOST_REPAIRS: Final = 300_000
_MOST_LOOKED_UP: Final = 200
_LARGEST_LOOKED_UP: Final = 2_000_000


class _Passage(Struct, frozen=True):
    """A paragraph or a cell as received, line ends inside it kept; `starts` are the offsets at which its lines begin, with their numbers."""

    text: str
    starts: tuple[tuple[int, int], ...]
    column: int = 1
    sentence: bool = True

    def place(self, offset: int) -> Spot:
        """Give the line and column of an offset."""
        start, line = self.starts[bisect_right(self.starts, offset, key=lambda found: found[0]) - 1]
        return Spot(line, offset - start + (self.column if start == 0 else 1))


class _Sheet(Struct):
    """What has been repaired so far; `solid` counts the characters of the repaired text, white space not counted."""

    file: str
    joined: Joined
    faults: Faults
    solid: int = 0
    repairs: list[Repair] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def repaired(self, passage: _Passage) -> str:
        """Repair one passage, note every repair, give its text."""
        text = passage.text
        for doubt in doubts(text):
            self.faults.warn("字符", doubt.message, passage.place(doubt.offset), doubt.hint)
        edits = without_overlaps([*space_edits(text, self.joined, sentence=passage.sentence), *mark_edits(text)])
        if not edits:
            self.solid += len(solid(text))
            return text
        if len(self.repairs) + len(edits) > MOST_REPAIRS:
            raise refusal(self.file, f"要修改的地方超过 {MOST_REPAIRS // 10_000} 万处，没有导入", "请检查文件是不是一份文档")
        pieces: list[str] = []
        begins: list[int] = []
        counts: list[int] = []
        reached = length = 0
        for edit in edits:
            kept = text[reached : edit.start]
            length += len(kept)
            self.solid += len(solid(kept))
            begins.append(length)
            counts.append(self.solid)
            pieces += (kept, edit.after)
            length += len(edit.after)
            self.solid += len(solid(edit.after))
            reached = edit.end
        pieces.append(text[reached:])
        self.solid += len(solid(pieces[-1]))
        result = "".join(pieces)
        for edit, begin, count in zip(edits, begins, counts, strict=True):
            end = begin + len(edit.after)
            head, tail = _head(result[max(begin - _WINDOW, 0) : begin]), _tail(result[end : end + _WINDOW])
            before, after = head + text[edit.start : edit.end] + tail, head + edit.after + tail
            spot = passage.place(edit.start)
            self.repairs.append(Repair(spot.line, spot.column, before, after, str(edit.rule)))
            self.offsets.append(count - len(solid(head)))
        return result


def repair(received: Received, file: str) -> Repaired:
    """Received items → the repaired items without the blank ones, and every repair; remarks call the input `file`.

    SourceError for an input that needs more repairs than any document.
    """
    sheet = _Sheet(file, _joined(received.items), Faults(file))
    repaired: list[Item] = []
    for part in _parts(received.items):
        if isinstance(part, RawTable):
            repaired.append(RawTable(tuple(tuple(sheet.repaired(cell).strip() for cell in row) for row in _cells(part)), part.line))
        else:
            text = sheet.repaired(part)
            if text.strip():
                repaired.append(RawLine(text, part.starts[0][1]))
    remarks = (*received.remarks, *sheet.faults.raise_if_errors())
    return Repaired(tuple(repaired), received.encoding, tuple(sheet.repairs), tuple(sheet.offsets), remarks)


def _parts(items: Sequence[Item]) -> Iterator[_Passage | RawTable]:
    """Put together the lines that go on in the next; tables stay as they are."""
    how = broken([item for item in items if isinstance(item, RawLine)])
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    length = 0
    so_far: SoFar | None = None
    for item in items:
        if isinstance(item, RawLine) and not item.text.strip():
            continue
        if so_far and isinstance(item, RawLine) and goes_on(so_far, item, how):
            ends = "\n" * max(item.line - so_far.line.line, 1)
            pieces.append(ends)
            length += len(ends)
            so_far = so_far.then(item)
        else:
            if so_far:
                yield _Passage("".join(pieces), tuple(starts))
            pieces, starts, length = [], [], 0
            so_far = SoFar.begin(item) if isinstance(item, RawLine) else None
        if isinstance(item, RawLine):
            starts.append((length, item.line))
            pieces.append(item.text)
            length += len(item.text)
        else:
            yield item
    if so_far:
        yield _Passage("".join(pieces), tuple(starts))


def _cells(table: RawTable) -> Iterator[Iterator[_Passage]]:
    """Rows of passages, each with its place: a row takes one line of the input, and one more for each line end inside a cell."""
    line = table.line
    for row in table.rows:
        yield _row(row, line)
        line += 1 + sum(cell.count("\n") for cell in row)


def _row(row: Sequence[str], line: int) -> Iterator[_Passage]:
    column = 1
    for cell in row:
        starts = [(0, line)]
        for offset, character in enumerate(cell) if "\n" in cell else ():
            if character == "\n":
                line += 1
                starts.append((offset + 1, line))
        yield _Passage(cell, tuple(starts), column, sentence=False)
        column = len(cell) - starts[-1][0] + 2 if len(starts) > 1 else column + len(cell) + 1


def _joined(items: Sequence[Item]) -> Joined:
    """Make the question whether characters stand together anywhere in the items; in a very large text, and after many questions, no."""
    text: list[str] = []

    @cache
    def joined(characters: str) -> bool:
        if not text:
            text.append("\n".join(item.text for item in items if isinstance(item, RawLine)))
        return len(text[0]) <= _LARGEST_LOOKED_UP and joined.cache_info().misses <= _MOST_LOOKED_UP and characters in text[0]

    return joined


def _head(text: str) -> str:
    match = _HEAD.search(text)
    return match[0] if match else ""


def _tail(text: str) -> str:
    match = _TAIL.match(text)
    return match[0] if match else ""
