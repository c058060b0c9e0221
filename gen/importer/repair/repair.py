"""Received items → the items with their damage repaired, and a list of all repairs that is exact enough to undo them.

A wrong repair is worse than none: a rule repairs only where no other reading is possible. All rules see the text as
received; the edits of one passage are made together.
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
from gen.importer.repair.breaks import OpenParagraph, goes_on, wrapping_of
from gen.importer.repair.edits import Joined, without_overlaps
from gen.importer.repair.marks import doubts, mark_edits
from gen.importer.repair.repaired import Repair, Repaired
from gen.importer.repair.spaces import space_edits
from gen.source.faults import Faults, Spot

_HEAD = re.compile(r"(?:\S\s*){0,6}\Z")
_TAIL = re.compile(r"(?:\s*\S){0,6}")
"""The repaired characters on either side of a change that the ledger records with it."""
_SPACE: Final = " \t"
_WINDOW: Final = 60
MOST_REPAIRS: Final = 300_000
_MOST_LOOKED_UP: Final = 200
_LARGEST_LOOKED_UP: Final = 2_000_000


class _Passage(Struct, frozen=True):
    """A paragraph or a cell as received, with its line ends; `starts` has the offset and the number of each line.

    `divided`: the line ends are those of its author, and stay.
    """

    text: str
    starts: tuple[tuple[int, int], ...]
    column: int = 1
    sentence: bool = True
    divided: bool = False

    def place(self, offset: int) -> Spot:
        """An offset → its line and column in the input."""
        start, line = self.starts[bisect_right(self.starts, offset, key=lambda found: found[0]) - 1]
        return Spot(line, offset - start + (self.column if start == 0 else 1))


class _Repairer(Struct):
    """Repairs passage after passage; `solid` counts the characters repaired so far, white space not counted."""

    file: str
    joined: Joined
    faults: Faults
    solid: int = 0
    repairs: list[Repair] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def repaired(self, passage: _Passage) -> str:
        """A passage → its repaired text; records every repair."""
        text = passage.text
        for doubt in doubts(text):
            self.faults.warn("字符", doubt.message, passage.place(doubt.offset), doubt.hint)
        edits = without_overlaps([*space_edits(text, self.joined, sentence=passage.sentence, divided=passage.divided), *mark_edits(text)])
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
    repairer = _Repairer(file, _joined(received.items), Faults(file))
    repaired: list[Item] = []
    for part in _parts(received.items):
        if isinstance(part, RawTable):
            rows = tuple(tuple(repairer.repaired(cell).strip(_SPACE if part.grid else None) for cell in row) for row in _cells(part))
            repaired.append(RawTable(rows, part.line, part.grid))
        else:
            text = repairer.repaired(part)
            if text.strip():
                repaired.append(RawLine(text, part.starts[0][1]))
    remarks = (*received.remarks, *repairer.faults.raise_if_errors())
    return Repaired(tuple(repaired), received.encoding, tuple(repairer.repairs), tuple(repairer.offsets), remarks)


def _parts(items: Sequence[Item]) -> Iterator[_Passage | RawTable]:
    """Join the lines that continue in the next into paragraphs; tables stay as they are."""
    wrapping = wrapping_of([item for item in items if isinstance(item, RawLine)])
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    length = 0
    paragraph: OpenParagraph | None = None
    for item in items:
        if isinstance(item, RawLine) and not item.text.strip():
            continue
        if paragraph and isinstance(item, RawLine) and goes_on(paragraph, item, wrapping):
            ends = "\n" * max(item.line - paragraph.line.line, 1)
            pieces.append(ends)
            length += len(ends)
            paragraph = paragraph.then(item)
        else:
            if paragraph:
                yield _Passage("".join(pieces), tuple(starts))
            pieces, starts, length = [], [], 0
            paragraph = OpenParagraph.begin(item) if isinstance(item, RawLine) else None
        if isinstance(item, RawLine):
            starts.append((length, item.line))
            pieces.append(item.text)
            length += len(item.text)
        else:
            yield item
    if paragraph:
        yield _Passage("".join(pieces), tuple(starts))


def _cells(table: RawTable) -> Iterator[Iterator[_Passage]]:
    """A table → rows of passages with their places: a row takes one line, and one more for each line end in a cell."""
    line = table.line
    for row in table.rows:
        yield _row(row, line, divided=table.grid is not None)
        line += 1 + sum(cell.count("\n") for cell in row)


def _row(row: Sequence[str], line: int, *, divided: bool) -> Iterator[_Passage]:
    column = 1
    for cell in row:
        starts = [(0, line)]
        for offset, character in enumerate(cell) if "\n" in cell else ():
            if character == "\n":
                line += 1
                starts.append((offset + 1, line))
        yield _Passage(cell, tuple(starts), column, sentence=False, divided=divided)
        column = len(cell) - starts[-1][0] + 2 if len(starts) > 1 else column + len(cell) + 1


def _joined(items: Sequence[Item]) -> Joined:
    """Items → the function that tells whether they have these characters in sequence.

    In a very large text, or after many questions, it answers no.
    """
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
