"""Divide a title or 题注 into lines: at words, never inside a name, in a trapezoid or rhombus 梯形、菱形 (7.3.1).

Every division at the allowed places is weighed; the cheapest wins. Where a break is allowed comes from four sources, strictest first:
the marks (kinsoku), names (organs, 《》, and strings the document's own text never parts), words (a dictionary), particles.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from itertools import accumulate
from math import inf, lcm
from typing import Final

from gen.frozen import dataclass
from gen.layout import kinsoku
from gen.layout.ruler import Ruler, break_text
from gen.layout.words import word_starts

_ORGAN: Final = re.compile(
    r"(?:^|(?<=[、　 日在经由据]))(?!关于)[一-鿿×]{0,12}?(?:第[一二三四五六七八九十]+届)?(?:全国)?"
    r"(?:人民代表大会(?:常务委员会)?|人民政府|人民法院|人民检察院)(?:办公厅|办公室|主席团)?"
)
_BOOK: Final = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”|〈[^〈〉]*〉|（[^（）]*）")
_SESSION: Final = re.compile(r"第[一二三四五六七八九十百]+[届次](?:(?:全体)?会议(?:审议)?(?:通过|批准|修订|修正)?)?")

_NOT_FIRST: Final = ("的", "和", "与", "及", "以及", "或", "或者", "等", "之", "了", "暨", "并")
"""Particles that do not start a line of a title."""
_NOT_LAST: Final = (
    *("和", "与", "及", "以及", "或", "或者", "暨", "并"),
    *("关于", "对", "在", "从", "由", "将", "把", "被", "为", "第", "不", "若干", "有关"),
)
"""Particles that do not end one."""
_NOT_FIRST_INITIALS: Final = frozenset(particle[0] for particle in _NOT_FIRST)
_NOT_LAST_FINALS: Final = frozenset(particle[-1] for particle in _NOT_LAST)

_CONTEXT: Final = 4
_SEEN: Final = 3
_ORPHAN: Final = 4

# What a division costs, in tenths. A line costs _RAGGED for the square of each em by which it is longer or shorter than the mean.
_HOURGLASS, _SHORT, _PARTICLE, _NAME, _QUOTED = 10_000, 4_000, 2_000, 1_500, 800
_LONG_ORGAN_END, _ORGAN_END, _EXTRA_LINE, _SINGLE, _SQUARE, _RAGGED = 250, 120, 200, 150, 10, 3
_LONG_ORGAN: Final = 10
"""Characters of an organ's name that is a line of its own by custom: a standing committee's."""
_TWO: Final = 2
_MOST_LINES: Final = 8
"""A longer title is no title: it is broken as a text is."""
_PARTS: Final = lcm(*range(1, _MOST_LINES + 2))
"""Parts of an EMU in which the mean width of so many lines is a whole number: so is then every cost, and equal divisions cost the same."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a document knows of its own names: `names` are never parted; in `text` strings with one continuation are names too."""

    names: tuple[str, ...] = ()
    text: str = ""

    def inside_name(self, title: str, place: int) -> bool:
        """Tell whether the document's text always goes on, over this place of the title, in the one way: a name it never parts."""
        forward, backward = title[max(0, place - _CONTEXT) : place + 1], title[place - 1 : place + _CONTEXT]
        return (forward in self.text and self._always(forward[:-1], title[place], forward=True)) or (
            backward in self.text and self._always(backward[1:], title[place - 1], forward=False)
        )

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


def divide(ruler: Ruler, measure: int, lexicon: Callable[[], Lexicon] | None = None) -> list[int]:
    """Divide a title into lines no wider than `measure` (EMU), and give the end of each.

    `lexicon` is asked only when the title does not fit one line. Where no division at words fits, names and then words are parted;
    where none at all fits, such as in a Latin word longer than a line, lines are cut as in a text.
    """
    width = ruler.visible_width(0, len(ruler.text))
    if width <= measure:
        return [len(ruler.text)]
    least = -(-width // measure)
    if least <= _MOST_LINES:
        anatomy = _Anatomy.of(ruler, lexicon() if lexicon else Lexicon())
        for allowed in anatomy.allowed(ruler.bond):
            divisions = _Divisions(ruler, measure, sorted(allowed), anatomy)
            # One line more costs so much more, whatever its breaks gain.
            _, ends = divisions.cheapest(least, divisions.extra_line - divisions.gain - 1)
            if not ends:
                # Where something is to be gained, one line more is likely the cheaper.
                counts = (least + 1, least) if divisions.gain else (least, least + 1)
                likely = divisions.cheapest(counts[0])
                _, ends = min(likely, divisions.cheapest(counts[1], likely[0]))
            if ends:
                return [*ends]
    return break_text(ruler, measure, measure)


@dataclass(frozen=True, slots=True)
class _Anatomy:
    """What a title is made of: where its words start, which places are inside a name or 《》, and where a name of what length ends."""

    text: str
    lexicon: Lexicon
    words: frozenset[int]
    named: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    name_ends: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, ruler: Ruler, lexicon: Lexicon) -> "_Anatomy":
        text = ruler.text
        anatomy = cls(text, lexicon, word_starts(text))
        spans = [match.span() for pattern in (_ORGAN, _SESSION) for match in pattern.finditer(text)]
        for name in lexicon.names:
            if name in text:
                spans += [match.span() for match in re.finditer(re.escape(name), text)]
        for start, end in spans:
            anatomy.named.update(range(start + 1, end))
            anatomy.name_ends[end] = end - start
        for match in _BOOK.finditer(text):
            anatomy.quoted.update(range(match.start() + 1, match.end()))
        return anatomy

    def allowed(self, bond: Callable[[int], int]) -> Iterator[set[int]]:
        """List the places where a line may end, strictest first: between words outside names, between words, anywhere."""
        words = {place for place in self.words if place and not bond(place)}
        yield words - self.named
        yield words
        yield {place for place in range(1, len(self.text)) if not bond(place)}

    def costs(self, places: Sequence[int]) -> tuple[list[int], int]:
        """Weigh a break at each of these places, but for `name_cost`, and how much all of them together gain, in tenths.

        A space before a place speaks for it, as does an organ's name before it and 关于 after it.
        """
        text, words, quoted, name_ends = self.text, self.words, self.quoted, self.name_ends
        found: list[int] = []
        gains = 0
        for place in places:
            cost = gain = 0
            spaced = text[place - 1] in kinsoku.SPACES
            if text[place] in _NOT_FIRST_INITIALS and text.startswith(_NOT_FIRST, place):
                cost += _PARTICLE
            if text[place - 1] in _NOT_LAST_FINALS and text.endswith(_NOT_LAST, 0, place):
                cost += _PARTICLE
            if place in quoted and not spaced:
                cost += _QUOTED
            if place - 1 in words or place + 1 in words:
                cost += _SINGLE
            if spaced:
                gain += _ORGAN_END
            if place in name_ends and text.startswith("关于", place):
                gain += _ORGAN_END if name_ends[place] < _LONG_ORGAN else _LONG_ORGAN_END
            found.append(cost - gain)
            gains += gain
        return found, gains

    def name_cost(self, place: int) -> int:
        """Weigh what the document's whole text tells against it, in tenths."""
        return _NAME if self.lexicon.inside_name(self.text, place) else 0


class _Divisions:
    """A title as it may be divided at the places `allowed`; `gain` is the most that all breaks together gain.

    Widths are in `_PARTS` of an EMU. Costs are whole numbers, so that equally good divisions cost the same in whatever order
    the costs of their lines are added: a tenth is `tenth`, the square of an em in that unit. What cannot be divided costs `inf`.
    """

    def __init__(self, ruler: Ruler, measure: int, allowed: Sequence[int], anatomy: _Anatomy) -> None:
        self.measure, self.size = measure * _PARTS, ruler.size * _PARTS
        self.tenth = self.size * self.size
        self.extra_line = _EXTRA_LINE * self.tenth
        self.whole = ruler.visible_width(0, len(ruler.text)) * _PARTS
        self.places = [*allowed, len(ruler.text)]
        ends, offsets = ruler.ends, ruler.offsets
        self.rights = [(ends[place] - ruler.tracking) * _PARTS for place in self.places]
        self.lefts = [offsets[place] * _PARTS for place in self.places]
        # What a break may leave out of the lines: spaces, and the gap between Han and Latin.
        self.dropped = sum([left - right for left, right in zip(self.lefts, self.rights, strict=True) if left > right])
        costs, gain = anatomy.costs(allowed)
        self.costs, self.gain = [cost * self.tenth for cost in costs], gain * self.tenth
        # The least that a break at a place or after it costs.
        self.least: list[float] = [*accumulate(reversed(self.costs), min, initial=inf)][::-1]
        self.anatomy = anatomy
        self._names: dict[int, int] = {}
        self._best: dict[tuple[int, int, int, bool], tuple[float, float, tuple[int, ...]]] = {}

    def cheapest(self, count: int, most: float = inf) -> tuple[float, tuple[int, ...]]:
        """Find the cheapest division into `count` lines, two or more: its cost and the ends of its lines, none when none fits.

        A line costs its distance from the mean, in ems squared. A line shorter than four characters, a break at a bad place, and a line
        that grows again after one that shrank (an hourglass 沙漏形) cost more than any good division; a line more than the fewest, a little.
        None is found that costs more than `most`. Of divisions that cost the same, that whose first line is the shortest is found, and so on.
        """
        surplus = (count - -(-self.whole // self.measure)) * self.extra_line
        self._best.clear()
        cost, ends = self._below(0, count, 0, self.whole // count, most - surplus, shrinking=False)
        return cost + surplus, ends

    def _below(  # noqa: PLR0913 — what the rest of a division depends on
        self, begin: int, left: int, previous: int, mean: int, limit: float, *, shrinking: bool
    ) -> tuple[float, tuple[int, ...]]:
        """Divide what follows the place numbered `begin - 1` into two lines or more, after a line of the width `previous`.

        None is found that costs more than `limit`. Lines of about the mean are tried first: what costs more than that by one of its parts is
        not weighed to its end.
        """
        places, rights, lefts, costs, measure = self.places, self.rights, self.lefts, self.costs, self.measure
        chosen: tuple[int, ...] = ()
        cheapest = inf
        start = lefts[begin - 1] if begin else 0
        # A line that ends before the first of these leaves the others more than they hold.
        first = max(begin, bisect_left(lefts, rights[-1] - (left - 1) * measure - self.dropped))
        stop = min(bisect_right(rights, start + measure), len(costs))
        middle = max(first, min(stop, bisect_left(rights, start + mean)))
        breaks = left - _TWO
        all_breaks = (breaks + 1) * self.least[first] if first < stop else 0
        for numbers in (range(middle, stop), range(min(middle, stop) - 1, first - 1, -1)):
            for number in numbers:
                width = rights[number] - start
                ragged = (width - mean) ** 2 * _RAGGED
                if ragged + all_breaks > limit:
                    break  # nor are those further away better
                narrower = shrinking or width < previous
                if breaks:
                    rest = breaks * self.least[number + 1]
                else:
                    last = rights[-1] - lefts[number]
                    rest = self._shape(last, (last - mean) ** 2 * _RAGGED, width, shrinking=narrower) if last <= measure else inf
                if ragged + costs[number] + rest > limit:
                    continue
                end = places[number]
                name = self._names.get(end)
                if name is None:
                    name = self._names[end] = self.anatomy.name_cost(end) * self.tenth
                cost = self._shape(width, ragged + (costs[number] + name), previous, shrinking=shrinking)
                ends: tuple[int, ...] = (places[-1],)
                if breaks:
                    rest, ends = self._rest((number + 1, left - 1, width, narrower), mean, limit - cost)
                total = cost + rest
                if total <= limit and (total < cheapest or (total == cheapest and chosen and end < chosen[0])):
                    cheapest, chosen = total, (end, *ends)
                    limit = min(limit, total)
        return cheapest, chosen

    def _rest(self, key: tuple[int, int, int, bool], mean: int, limit: float) -> tuple[float, tuple[int, ...]]:
        """Divide what follows a line, or recall how; what was looked for below a limit and not found is looked for again under a higher one."""
        tried, cost, ends = self._best.get(key, (-inf, inf, ()))
        if limit > tried and not ends:
            number, left, width, narrower = key
            cost, ends = self._below(number, left, width, mean, limit, shrinking=narrower)
            self._best[key] = limit, cost, ends
        return cost, ends

    def _shape(self, width: int, cost: int, previous: int, *, shrinking: bool) -> int:
        """Add to a line's cost what its width costs beside the line before it."""
        if width < _ORPHAN * self.size:
            cost += _SHORT * self.tenth
        if shrinking and width > previous:
            cost += _HOURGLASS * self.tenth
        if width == previous:
            cost += _SQUARE * self.tenth
        return cost
