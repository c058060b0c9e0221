"""A source and its ledger → the text as it was received: every repair found again in the source, verified and taken back."""

from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final

from msgspec import Struct

from gen.errors import Diagnostic, Place, SourceError
from gen.importer.receive.script import SOLID, solid
from gen.importer.repair.ledger import Ledger, core, digest, paragraph_mark
from gen.importer.repair.repaired import Repair

_RULE: Final = "还原"
_SHOWN: Final = 16


class Undone(Struct, frozen=True):
    """The text as received, a paragraph a line.

    `exact` says that its characters are, all of them, those that were received; `left` are repairs of lines that never were in the source.
    """

    text: str
    exact: bool
    left: tuple[Repair, ...]


def undo(printed: str, ledger: Ledger, file: str) -> Undone:
    """The printed text of a source, and its ledger → the text as it was received.

    The source may have been edited, but not where a repair is: SourceError then names all such places; `file` is what it calls the
    source.
    """
    kept = [_Change.of(repair, place) for repair, place in zip(ledger.repairs, ledger.places, strict=True) if place is not None]
    left = tuple(repair for repair, place in zip(ledger.repairs, ledger.places, strict=True) if place is None)
    changes = sorted(kept, key=lambda change: change.start)
    found = _find(changes, ledger.paragraphs, printed.split("\n"), solid(printed))
    faults = [_edited(change.repair, paragraph, file) for change, (place, paragraph) in zip(changes, found, strict=True) if place < 0]
    if faults:
        raise SourceError(*faults)
    result = _Positions.of(printed).restore(printed, changes, [place for place, _ in found])
    return Undone(result, digest(solid(result)) == ledger.characters, left)


class _Change(Struct, frozen=True):
    """A repair with its core; `place` is where its `after` was in the source, `head` the solid characters before the core, `solid` those of it."""

    repair: Repair
    place: int
    key: str
    head: int
    solid: int

    @classmethod
    def of(cls, repair: Repair, place: int) -> "_Change":
        head, _, after, _ = core(repair)
        return cls(repair, place, solid(repair.after), len(solid(head)), len(solid(after)))

    @property
    def start(self) -> int:
        """Where the core was."""
        return self.place + self.head


def _find(changes: Sequence[_Change], old: Sequence[str], paragraphs: Sequence[str], text: str) -> list[tuple[int, str]]:
    """Find every `after` in the source's text as it is now: where, or -1 when that is not certain; with the paragraph it should be in."""
    new = list(map(paragraph_mark, paragraphs))
    old_starts, new_starts = _starts(old), _starts(new)
    matches = [("equal", 0, len(old), 0, len(new))] if new == list(old) else SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ends = [old_starts[end] for _, _, end, _, _ in matches]
    found: list[tuple[int, str]] = []
    free, was = 0, -1
    for change in changes:
        index = bisect_right(ends, change.place)
        if index == len(matches):
            found.append((-1, ""))
            continue
        tag, first, last, start, end = matches[index]
        if tag == "equal":
            now = change.place - old_starts[first] + new_starts[start]
            now = now if text.startswith(change.key, now) else -1
        else:
            # It may have gone on in the next paragraph, when a line became two of them.
            beyond = max(change.place + len(change.key) - old_starts[last], 0)
            now = _only(change.key, text, new_starts[start], new_starts[end] + beyond)
        place = now + change.head
        if now >= 0 and (place < free or (place == free and not change.solid and was not in {-1, change.start})):
            now = -1  # that is where another repair is
        if now >= 0:
            free, was = place + change.solid, change.start + change.solid
        found.append((now, paragraphs[start] if start < end else ""))
    return found


def _only(key: str, text: str, start: int, end: int) -> int:
    """Give the one place of a key in a part of a text; -1 when there is none, or more than one."""
    place = text.find(key, start, end)
    return -1 if place >= 0 and text.find(key, place + 1, end) >= 0 else place


def _starts(marks: Sequence[str]) -> list[int]:
    """Marks of paragraphs → how many characters come before each, and how many there are in all."""
    return [0, *accumulate(int(mark.rpartition(" ")[2]) for mark in marks)]


def _edited(repair: Repair, paragraph: str, file: str) -> Diagnostic:
    where = f"在“{paragraph.strip()[:_SHOWN]}……”里，" if paragraph else ""
    message = f"源文件改动过：{where}找不到导入时的修改“{repair.after}”（原稿第{repair.line}行是“{repair.before}”）"
    return Diagnostic(_RULE, message, Place(file), "请把这里改回来，或者从原稿重新导入")


class _Positions(Struct, frozen=True):
    """Where the characters of a text stand in it, counted without white space: run by run, `counts` before each and `starts`."""

    counts: list[int]
    starts: list[int]

    @classmethod
    def of(cls, text: str) -> "_Positions":
        runs = [match.span() for match in SOLID.finditer(text)]
        return cls([0, *accumulate(end - start for start, end in runs)], [start for start, _ in runs])

    def __getitem__(self, count: int) -> int:
        run = bisect_right(self.counts, count) - 1
        return self.starts[run] + count - self.counts[run]

    def restore(self, text: str, changes: Sequence[_Change], places: Sequence[int]) -> str:
        """Put back what was there before each change; between two characters, all the white space that the ledger knows of."""
        pieces: list[str] = []
        reached = 0
        for change, place in zip(changes, places, strict=True):
            head, before, _, tail = core(change.repair)
            count = place + change.head
            if change.solid:
                start, end = self[count], self[count + change.solid - 1] + 1
            else:
                start = self[count - 1] + 1 if change.head else self[count]
                end = self[count] if solid(tail) else start
                before = head[len(head.rstrip()) :] + before + tail[: len(tail) - len(tail.lstrip())]
            start = max(start, reached)
            pieces += (text[reached:start], before)
            reached = max(end, start)
        return "".join([*pieces, text[reached:]])
