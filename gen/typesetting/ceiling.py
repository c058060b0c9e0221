"""A paragraph with a line opened up beyond the ceiling → its lines divided otherwise, at the least cost of all divisions.

Breaking is greedy (`line_breaks`) wherever that leaves no such line. Costs are whole numbers, so that equal divisions cost
the same; of those, the one whose lines are fuller is taken.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Final, NamedTuple

from gen.standard import house
from gen.typesetting.bonds import bond_cost
from gen.typesetting.hyphenation import at_syllable, may_part
from gen.typesetting.justify import hung_end, solid_places
from gen.typesetting.kinsoku import is_shunned
from gen.typesetting.line_breaks import is_long_enough, most_of
from gen.typesetting.marks import given_up, pairs_of
from gen.typesetting.office import may_squeeze
from gen.typesetting.ruler import Ruler

_EM: Final = 100
"""Stretch is counted in hundredths of an em."""
_CEILING: Final = round(house.STRETCH_CEILING * _EM)
_UNSEEN: Final = round(house.STRETCH_UNSEEN * _EM)
_UNDER: Final = tuple([max(0, stretch - _UNSEEN) ** 2 * house.STRETCH_COST for stretch in range(_CEILING + 1)])
"""What a line costs that is opened up by so many hundredths of an em a character."""
_NEAR: Final = 2
"""Lines before a loose one that are divided again first: what it lacks, they have nearly always."""
_BEFORE: Final = 4
"""Lines before a loose one that are divided again next, with all that follows and all that may be let go."""


class Division(NamedTuple):
    """Where the lines of a text end, and at which of those ends how many marks of the line give up half an em."""

    ends: list[int]
    squeezed: dict[int, int]


def divide_again(ruler: Ruler, widths: tuple[int, int], ends: Sequence[int], loose: Sequence[int]) -> Division:
    """Divide a text whose greedy lines end at `ends` at the least cost; the lines of the numbers `loose` are over the ceiling.

    The first line has a room of the first of `widths`, the others of the second (EMU). A line costs what its stretch does, a
    mark that gives up half an em, a bond that is let go what `bond_cost` says, a last line of one character and its mark
    `house.SHORT_LAST_COST`. First the lines near a loose one share what it lacks, at the cost of stretch alone, and all others
    stay; else they and those that follow are divided at any cost, then the whole text; and if there is no division under
    the ceiling, with lines over it.
    """
    count = len(ends)
    again: list[int] = []
    squeezed: dict[int, int] = {}
    done = 0
    for group in _groups(loose, count):
        for lines, before, after in ((_Even, _NEAR, 0), (_Under, _BEFORE, count), (_Under, count, count), (_Any, _BEFORE, count)):
            if lines is _Even and not group.start:
                continue  # no line is before the first, to share what it lacks
            first, stop = max(0, group.start - before), min(count, group.stop + after)
            since, until = ends[first - 1] if first else 0, ends[stop - 1]
            found = _cheapest(since, until, lines(ruler, widths, since, until).lines)
            if found:
                again = [*again, *ends[done:first], *found.ends] if first else found.ends
                squeezed, done = found.squeezed, stop
                break
        if done == count:
            break
    return Division([*again, *ends[done:]], squeezed)


def _groups(loose: Sequence[int], count: int) -> list[range]:
    """The numbers of loose lines → ranges of lines so far apart that they are divided by themselves.

    The line before the last one may be loose for the sake of the last, which is in its range then.
    """
    groups: list[range] = []
    for number in loose:
        stop = number + 1 + (number == count - 2)
        if groups and number - groups[-1].stop < _BEFORE:
            groups[-1] = range(groups[-1].start, stop)
        else:
            groups.append(range(number, stop))
    return groups


_Way = tuple[int, int, int]
"""A line: its end, what it costs, and how many of its marks give up half an em."""


def _cheapest(since: int, until: int, lines: Callable[[int], Iterable[_Way]]) -> Division | None:
    """Divide a text from a place until another at the least cost, given the `lines` from each place; None if they do not lead there.

    Every line ends after it starts, so a place is reached in the best way before the lines from it are looked at.
    """
    best = {since: (0, since, 0)}  # by the place that is reached: the cost, where the last line starts, its squeezed marks
    ahead = [since]
    while ahead and (start := heappop(ahead)) < until:
        before = best[start][0]
        for end, cost, squeezed in lines(start):
            if end not in best:
                heappush(ahead, end)
            elif best[end][0] <= before + cost:
                continue
            best[end] = before + cost, start, squeezed
    if until not in best:
        return None
    ends: list[int] = []
    given: dict[int, int] = {}
    end = until
    while end > since:
        ends.append(end)
        _, start, squeezed = best[end]
        if squeezed:
            given[end] = squeezed
        end = start
    return Division(ends[::-1], given)


class _Even:
    """The lines of text[since:until] that keep every bond, give up nothing and are not over the ceiling."""

    def __init__(self, ruler: Ruler, widths: tuple[int, int], since: int, until: int) -> None:
        self.ruler = ruler
        self.first, self.others = widths
        self.until = until
        self.solid = solid_places(ruler.text, since, min(until, ruler.fixed_from))

    def lines(self, start: int) -> Iterator[_Way]:
        """The lines from a place, the fullest first."""
        ruler, text = self.ruler, self.ruler.text
        width = self.others if start else self.first
        for end in range(min(self.until, most_of(ruler, start, width)), start, -1):
            if end == len(text):
                if is_long_enough(text, start, house.LAST_LINE_LEAST):
                    yield end, 0, 0
            elif not ruler.penalty(end) and (end == self.until or not is_shunned(text, end)):
                stretch = self._stretch(start, end, width)
                if stretch > _CEILING:
                    return
                yield end, _UNDER[stretch], 0

    def _stretch(self, start: int, end: int, width: int) -> int:
        """How far the line text[start:end] is opened up, in hundredths of an em a character, rounded up; negative for a line that has no room."""
        ruler = self.ruler
        inside = hung_end(ruler, start, end, width) if ruler.hanging else end
        openings = inside - start - 1 - (_between(self.solid, start, inside - 1) if self.solid else 0)
        return -(-_EM * (width - ruler.visible_width(start, inside)) // (ruler.size * max(1, openings)))


class _Under(_Even):
    """The lines of text[since:until] that are not over the ceiling, whatever is let go or given up for that."""

    over = False
    """Whether a line may be over the ceiling if there is none else."""

    def __init__(self, ruler: Ruler, widths: tuple[int, int], since: int, until: int) -> None:
        super().__init__(ruler, widths, since, until)
        self.pairs = () if ruler.squeezed else pairs_of(ruler.text, since, until)
        self.half = given_up(ruler.size)

    def lines(self, start: int) -> Iterator[_Way]:
        """The lines from a place, the fullest first, down to the first over the ceiling that parts nothing."""
        ruler, length = self.ruler, len(self.ruler.text)
        width = self.others if start else self.first
        most = most_of(ruler, start, width)
        if self.pairs:
            yield from self._squeezed(start, most, width)
        whole = False
        for end in range(min(self.until, most), start, -1):
            if end == length:
                yield end, self._last_cost(start), 0
                continue
            broken = self._let_go(end)
            if broken is None:
                continue
            if not broken and not whole:
                whole = True
                yield from self._at_syllable(start, end, most, width)
            stretch = self._stretch(start, end, width)
            if stretch <= _CEILING:
                yield end, broken + _UNDER[stretch], 0
                continue
            if self.over:
                yield end, broken + (stretch - _CEILING) * house.OVER_COST, 0
            if not broken:
                return

    def _let_go(self, end: int) -> int | None:
        """What it costs to end a line at a place, beside its stretch; None where no line may end."""
        if self.ruler.penalty(end):
            return bond_cost(self.ruler, end)
        if end < self.until and is_shunned(self.ruler.text, end):
            return house.SHUNNED_COST if self.over else None
        return 0

    def _at_syllable(self, start: int, end: int, most: int, width: int) -> Iterator[_Way]:
        """The line that has, after text[start:end], a part of the Latin word that follows, if that is not over the ceiling."""
        ruler = self.ruler
        if may_part(ruler.text, end, most):
            syllable = at_syllable(ruler, start, end, width)
            stretch = self._stretch(start, syllable, width - ruler.hyphen)
            if end < syllable <= self.until and stretch <= _CEILING:
                yield syllable, house.SYLLABLE_COST + _UNDER[stretch], 0

    def _squeezed(self, start: int, most: int, width: int) -> Iterator[_Way]:
        """The lines from a place that have room beyond `most` where marks give up half an em, the fullest first."""
        ruler, length = self.ruler, len(self.ruler.text)
        furthest = most_of(ruler, start, width + self.half * _between(self.pairs, start, most + 1))
        for end in range(min(self.until, furthest), most, -1):
            over = ruler.visible_width(start, hung_end(ruler, start, end, width)) - width
            squeezed = -(-over // self.half)
            broken = self._let_go(end) if end < length else self._last_cost(start)
            if broken is None or squeezed > _between(self.pairs, start, end - 1) or not may_squeeze(ruler, start, end, over):
                continue
            stretch = self._stretch(start, end, width + squeezed * self.half)
            if end == length or stretch <= _CEILING:
                yield end, broken + (_UNDER[stretch] if end < length else 0) + squeezed * house.SQUEEZED_COST, squeezed

    def _last_cost(self, start: int) -> int:
        text = self.ruler.text
        if not start or is_long_enough(text, start, house.LAST_LINE_LEAST):
            return 0
        return house.SHORT_LAST_COST if len(text) - start > 1 else house.OVER_COST


class _Any(_Under):
    """The same, and of each place the fullest line over the ceiling."""

    over = True


def _between(places: Sequence[int], start: int, end: int) -> int:
    """How many of ascending places are in the range."""
    return bisect_left(places, end) - bisect_left(places, start)
