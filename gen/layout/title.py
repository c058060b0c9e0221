"""Divide a title or 题注 into lines: at words, never inside a name, in a trapezoid or rhombus 梯形、菱形 (7.3.1).

Every division at the allowed places is weighed; the cheapest wins. Where a break is allowed comes from four sources, strictest first:
the marks (kinsoku), names (organs, 《》, and strings the document's own text never parts), words (a dictionary), particles.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import inf
from typing import Final

from gen.layout import kinsoku
from gen.layout.advances import advance_table, gaps
from gen.styles import Style

_ORGAN: Final = re.compile(
    r"(?:^|(?<=[、　 日在经由据]))(?!关于)[一-鿿]{0,12}?(?:第[一二三四五六七八九十]+届)?(?:全国)?(?:人民代表大会(?:常务委员会)?|人民政府|人民法院|人民检察院)(?:办公厅|办公室|主席团)?"
)
_BOOK: Final = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”|〈[^〈〉]*〉|（[^（）]*）")  # noqa: RUF001
_SESSION: Final = re.compile(r"第[一二三四五六七八九十百]+[届次](?:(?:全体)?会议(?:审议)?(?:通过|批准|修订|修正)?)?")

_NOT_FIRST: Final = ("的", "和", "与", "及", "以及", "或", "或者", "等", "之", "了", "暨", "并")
"""Particles that do not start a line of a title."""
_NOT_LAST: Final = ("关于", "和", "与", "及", "以及", "或", "或者", "对", "在", "从", "由", "将", "把", "被", "为", "第", "不", "暨", "并", "若干", "有关")
"""Particles that do not end one."""

_CONTEXT: Final = 4
_SEEN: Final = 3
_ORPHAN: Final = 4

_HOURGLASS, _SHORT, _PARTICLE, _NAME, _QUOTED = 1000.0, 400.0, 200.0, 150.0, 80.0
_ORGAN_END, _EXTRA_LINE, _SINGLE, _SQUARE, _RAGGED = 12.0, 20.0, 15.0, 1.0, 0.3
_MORE_LINES: Final = 1
_RELAXATIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a document knows of its own names: `names` are never parted; in `text` strings with one continuation are names too."""

    names: tuple[str, ...] = ()
    text: str = ""

    def inside_name(self, title: str, position: int) -> bool:
        """Whether the document's text always goes on, over this place of the title, in the one way: a name it never parts."""
        before = title[max(0, position - _CONTEXT) : position]
        after = title[position : position + _CONTEXT]
        return self._always(before, title[position], forward=True) or self._always(after, title[position - 1], forward=False)

    def _always(self, string: str, neighbour: str, *, forward: bool) -> bool:
        if len(string) < _CONTEXT:
            return False
        seen, at = 0, self.text.find(string)
        while at >= 0:
            place = at + len(string) if forward else at - 1
            found = self.text[place] if 0 <= place < len(self.text) else ""
            if found != neighbour:
                return False
            seen += 1
            at = self.text.find(string, at + 1)
        return seen >= _SEEN


def divide(text: str, style: Style, measure: int, lexicon: Callable[[], Lexicon] | None = None) -> tuple[str, ...]:
    """A title → its lines, each no wider than `measure` (EMU); their concatenation is the title, character for character.

    `lexicon` is asked only when the title does not fit one line.
    """
    table = advance_table(style.face, style.size, style.tracking)
    advances = [table[character] for character in text]
    for position, gap in gaps(text, style.size).items():
        advances[position - 1] += gap
    if sum(advances) - style.tracking <= measure:
        return (text,)
    names = lexicon() if lexicon else Lexicon()
    for relaxation in range(_RELAXATIONS):
        penalties = _break_penalties(text, names, relaxation)
        best = _cheapest(text, advances, measure + style.tracking, penalties, style.size)
        if best:
            return best
    return tuple(_forced(text, advances, measure + style.tracking))


def _break_penalties(text: str, lexicon: Lexicon, relaxation: int) -> dict[int, float]:
    """Position → what a break before it costs; positions where none is allowed are not there."""
    fixed = kinsoku.unbreakable(text)
    allowed = {position for position in range(1, len(text)) if not fixed[position]}
    if relaxation < 2:  # noqa: PLR2004 — the last relaxation breaks between any two characters
        allowed &= _word_starts(text)
    spans = [match.span() for match in _ORGAN.finditer(text)]
    spans += [match.span() for match in _SESSION.finditer(text)]
    for name in lexicon.names:
        spans += [match.span() for match in re.finditer(re.escape(name), text)] if name else []
    organ_ends = {end for _, end in spans}
    if relaxation < 1:
        for start, end in spans:
            allowed.difference_update(range(start + 1, end))
    quoted = {position for match in _BOOK.finditer(text) for position in range(match.start() + 1, match.end())}
    words = _word_starts(text)
    penalties: dict[int, float] = {}
    for position in allowed:
        penalty = 0.0
        if text.startswith(_NOT_FIRST, position):
            penalty += _PARTICLE
        if text.endswith(_NOT_LAST, 0, position):
            penalty += _PARTICLE
        if text[position - 1] in kinsoku.SPACES:
            penalty -= _ORGAN_END
        elif position in quoted:
            penalty += _QUOTED
        if position - 1 in words or position + 1 in words:
            penalty += _SINGLE
        if lexicon.inside_name(text, position):
            penalty += _NAME
        if position in organ_ends and text.startswith("关于", position):
            penalty -= _ORGAN_END
        penalties[position] = penalty
    return penalties


@lru_cache(maxsize=256)
def _word_starts(text: str) -> frozenset[int]:
    starts: set[int] = set()
    position = 0
    for word in _segmenter()(text):
        starts.add(position)
        position += len(word)
    return frozenset(starts)


@cache
def _segmenter() -> Callable[[str], list[str]]:
    import rjieba  # noqa: PLC0415 — 90 ms, and only a title of several lines needs it

    return rjieba.cut  # type: ignore[no-any-return]


def _cheapest(text: str, advances: Sequence[int], measure: int, penalties: dict[int, float], size: int) -> tuple[str, ...]:
    """The division of least cost over the least number of lines and up to `_MORE_LINES` more; empty when none fits."""
    offsets = [0, *accumulate(advances)]
    least = max(2, -(-offsets[-1] // measure))
    found = [
        (cost + extra * _EXTRA_LINE, cuts)
        for extra in range(_MORE_LINES + 1)
        for cost, cuts in [_division(offsets, measure, penalties, least + extra, size)]
        if cuts
    ]
    if not found:
        return ()
    cuts = min(found)[1]
    return tuple(text[start:end] for start, end in pairwise((0, *cuts)))


def _division(offsets: Sequence[int], measure: int, penalties: dict[int, float], count: int, size: int) -> tuple[float, tuple[int, ...]]:
    """The least cost and the line ends of a division into `count` lines.

    A line costs its distance from the mean, in ems squared; a line shorter than four characters, a break at a bad place, and a
    line that grows again after one that shrank (an hourglass 沙漏形) cost more than any good division.
    """
    length = len(offsets) - 1
    mean = offsets[-1] / count
    places = sorted(penalties)

    @cache
    def best(start: int, left: int, previous: int, shrinking: bool) -> tuple[float, tuple[int, ...]]:  # noqa: FBT001
        ends = [length] if left == 1 else [place for place in places if place > start]
        chosen: tuple[float, tuple[int, ...]] = (inf, ())
        for end in ends:
            width = offsets[end] - offsets[start]
            if width > measure:
                break
            cost = ((width - mean) / size) ** 2 * _RAGGED + penalties.get(end, 0.0)
            if width < _ORPHAN * size:
                cost += _SHORT
            narrower = previous > 0 and width < previous
            if shrinking and width > previous:
                cost += _HOURGLASS
            if previous and width == previous:
                cost += _SQUARE
            if left > 1:
                rest, cuts = best(end, left - 1, width, shrinking or narrower)
                cost += rest
            else:
                cuts = ()
            if cost < chosen[0]:
                chosen = (cost, (end, *cuts))
        return chosen

    return best(0, count, 0, False)  # noqa: FBT003


def _forced(text: str, advances: Sequence[int], measure: int) -> list[str]:
    """A title that no rule can divide, such as a Latin word longer than a line: cut where the line is full."""
    lines: list[str] = []
    line, width = "", 0
    for character, advance in zip(text, advances, strict=True):
        if line and width + advance > measure:
            lines.append(line)
            line, width = "", 0
        line, width = line + character, width + advance
    return [*lines, line]
