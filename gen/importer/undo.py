"""A source and its ledger → the text as it was received: every repair found again in the source, verified and taken back."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final

from gen.errors import Diagnostic, Place, SourceError
from gen.importer.items import Repair
from gen.importer.ledger import Ledger, core, digest, paragraph_mark
from gen.importer.script import SOLID, solid

_RULE: Final = "还原"
_SHOWN: Final = 16


@dataclass(frozen=True, slots=True)
class Undone:
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
    repairs = sorted(
        ((repair, place) for repair, place in zip(ledger.repairs, ledger.places, strict=True) if place is not None), key=lambda found: found[1]
    )
    left = tuple(repair for repair, place in zip(ledger.repairs, ledger.places, strict=True) if place is None)
    text = solid(printed)
    found = _find(repairs, ledger.paragraphs, printed.split("\n"), text)
    faults = [_edited(repair, paragraph, file) for repair, place, paragraph in found if place is None]
    if faults:
        raise SourceError(*faults)
    placed = sorted(((place, index) for index, (_, place, _) in enumerate(found) if place is not None))
    result = _Positions.of(printed).restore(printed, [(place, repairs[index][0]) for place, index in placed])
    return Undone(result, digest(solid(result)) == ledger.characters, left)


def _find(repairs: Sequence[tuple[Repair, int]], old: Sequence[str], paragraphs: Sequence[str], text: str) -> list[tuple[Repair, int | None, str]]:
    """Find every repair's `after` in the source's text as it is now, None where it is not or not certainly; with the paragraph it should be in."""
    new = list(map(paragraph_mark, paragraphs))
    old_starts, new_starts = _starts(old), _starts(new)
    matches = [("equal", 0, len(old), 0, len(new))] if new == list(old) else SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ends = [old_starts[end] for _, _, end, _, _ in matches]
    found: list[tuple[Repair, int | None, str]] = []
    last = (-1, -1)
    for repair, place in repairs:
        index = bisect_right(ends, place)
        if index == len(matches):
            found.append((repair, None, ""))
            continue
        tag, first, _, start, end = matches[index]
        key = solid(repair.after)
        if tag == "equal":
            now = place - old_starts[first] + new_starts[start]
            now = now if text.startswith(key, now) else -1
        else:
            low, high = new_starts[start], new_starts[end] + len(key) - 1
            now = text.find(key, low, high)
            if now >= 0 and text.find(key, now + 1, high) >= 0:
                now = -1
        if now < last[1] or (now == last[1] and place != last[0]):
            now = -1  # another repair's place
        last = (place, max(now, last[1]))
        found.append((repair, now if now >= 0 else None, paragraphs[start] if start < end else ""))
    return found


def _starts(marks: Sequence[str]) -> list[int]:
    """Marks of paragraphs → how many characters come before each, and how many there are in all."""
    return [0, *accumulate(int(mark.rpartition(" ")[2]) for mark in marks)]


def _edited(repair: Repair, paragraph: str, file: str) -> Diagnostic:
    where = f"在“{paragraph.strip()[:_SHOWN]}……”里，" if paragraph else ""
    message = f"源文件改动过：{where}找不到导入时的修改“{repair.after}”（原稿第{repair.line}行是“{repair.before}”）"
    return Diagnostic(_RULE, message, Place(file), "请把这里改回来，或者从原稿重新导入")


@dataclass(frozen=True, slots=True)
class _Positions:
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

    def restore(self, text: str, placed: Sequence[tuple[int, Repair]]) -> str:
        """Put back what was there before each repair; between two characters, all the white space that the ledger knows of."""
        pieces: list[str] = []
        reached = 0
        for place, repair in placed:
            head, before, after, tail = core(repair)
            count = place + len(solid(head))
            if solid(after):
                start, end = self[count], self[count + len(solid(after)) - 1] + 1
            else:
                start = self[count - 1] + 1 if solid(head) else self[count]
                end = self[count] if solid(tail) else start
                before = head[len(head.rstrip()) :] + before + tail[: len(tail) - len(tail.lstrip())]
            start = max(start, reached)
            pieces += (text[reached:start], before)
            reached = max(end, start)
        return "".join([*pieces, text[reached:]])
