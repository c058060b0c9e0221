"""A title or 题注 → the ends of its lines: at words, never inside a name, in a trapezoid or rhombus 梯形、菱形 (7.3.1).

The author's own spaces divide it first. In each part every division at the allowed places is weighed; the cheapest wins.
Five sources say what a break costs: the marks (kinsoku), names (organs, 《》, and strings that the document's own text
never parts), words (a dictionary, and the table of the trade), the joints of sense between them, and the shape of the
lines. A joint of sense outweighs even lines: 14 and 8 characters at a joint are better than 11 and 11 inside a phrase.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from gen.typesetting.advances import EM
from gen.typesetting.anatomy import BAD, UNIT, Anatomy
from gen.typesetting.lexicon import Lexicon
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Ruler

_HOURGLASS, _SHORT, _EXTRA_LINE, _SQUARE, _BULGE, _NARROW = 1000 * UNIT, 400 * UNIT, 12 * UNIT, UNIT, 10 * UNIT, 12 * UNIT
_WAIST: Final = 12 * UNIT
"""An hourglass whose upper half is the line of organs' names alone, no deeper than `_GROWTH_BELOW_LEAD`."""
_GROWTH, _GROWTH_BELOW_LEAD = 1, 5
"""Characters by which a line may be wider than the one before it, where lines have become narrower."""
_ANY: Final = 1 << 50
"""More than any division costs."""
_NONE: Final = 1 << 60
"""The cost of no division, beyond `_ANY` whatever is gained beside it."""
_TOLERABLE: Final = BAD + 20 * UNIT
"""A division at good places that costs less is taken; else bad places are tried too."""
_ORPHAN: Final = 4
"""Characters of a line that is not too short."""
_NARROW_LINE: Final = 7
"""Characters of a line that is wide enough."""
_MOST_LINES: Final = 8
"""A title that needs more lines is broken as running text."""


Division = tuple[int, tuple[int, ...]]
"""What a division costs, and the ends of its lines, none if none fits."""


class Stretch(NamedTuple):
    """The stretch text[start:end] of a title, below a line `previous` wide (EMU, 0 at the top)."""

    start: int
    end: int
    previous: int = 0


def divide(ruler: Ruler, measure: int, lexicon: Lexicon) -> list[int]:
    """Divide a title into lines no wider than `measure` (EMU), and give the end of each.

    If no division at words fits, words are parted; if none at all fits, such as in a Latin word longer than a line, lines
    are broken as in a text.
    """
    length = len(ruler.text)
    if ruler.visible_width(0, length) <= measure:
        return [length]
    anatomy = Anatomy(ruler.text, lexicon)
    ends: list[int] = []
    for end in anatomy.parts():
        start = ends[-1] if ends else 0
        part = _divide_part(ruler, measure, anatomy, Stretch(start, end))
        if not part:
            return break_text(ruler, measure, measure)
        ends += part
    return ends


def _divide_part(ruler: Ruler, measure: int, anatomy: Anatomy, part: Stretch) -> Sequence[int]:
    """Divide one of the parts that the author's spaces make: the ends of its lines, none if no division fits."""
    if ruler.visible_width(part.start, part.end) <= measure:
        return [part.end]
    if not part.start < anatomy.lead < part.end:
        return _divide_stretch(ruler, measure, anatomy, part)[1]
    cost, ends = _divide_lead(ruler, measure, anatomy, part)
    if cost < _TOLERABLE:
        return ends
    return min((cost - anatomy.lead_gain, ends), _divide_stretch(ruler, measure, anatomy, part))[1]


def _divide_lead(ruler: Ruler, measure: int, anatomy: Anatomy, part: Stretch) -> Division:
    """Divide a part whose organs' names have lines of their own: what the other lines cost, and the ends of all."""
    lead = anatomy.lead
    organs: tuple[int, ...] = (lead,)
    if ruler.visible_width(part.start, lead) > measure:
        _, organs = _divide_stretch(ruler, measure, anatomy, Stretch(part.start, lead))
        if not organs:
            return _NONE, ()
    if ruler.visible_width(lead, part.end) <= measure:
        return 0, (*organs, part.end)
    above = ruler.visible_width(organs[-2] if organs[1:] else part.start, lead)
    cost, ends = _divide_stretch(ruler, measure, anatomy, Stretch(lead, part.end, above))
    return cost, (*organs, *ends)


def _divide_stretch(ruler: Ruler, measure: int, anatomy: Anatomy, stretch: Stretch) -> Division:
    """Divide a stretch that is wider than a line; bad places are tried only if no good division is found."""
    fewest = -(-ruler.visible_width(stretch.start, stretch.end) // measure)
    cheapest: Division = (_NONE, ())
    if fewest > _MOST_LINES:
        return cheapest
    levels = anatomy.levels(stretch.start, stretch.end, ruler.penalty)
    for places, enough in zip(levels, (_TOLERABLE, _NONE, _NONE), strict=True):
        divisions = Divisions(ruler, measure, stretch, places, anatomy)
        cheapest = min(cheapest, divisions.best(fewest, min(cheapest[0], _ANY)))
        if cheapest[0] < enough:
            break
    return cheapest


class Divisions:
    """A stretch of a title and the places where it may be divided; `gain` is the total gain of all breaks."""

    def __init__(self, ruler: Ruler, measure: int, stretch: Stretch, allowed: Sequence[int], anatomy: Anatomy) -> None:
        start, end, self.previous = stretch
        self.measure, self.size = measure, ruler.size
        self.start = ruler.left(start)
        self.whole = ruler.visible_width(start, end)
        self.places = [*allowed, end]
        self.rights = [ruler.right(place) - ruler.tracking for place in self.places]
        self.lefts = [ruler.left(place) for place in self.places]
        # The room of spaces and gaps between Han and Latin, which a break leaves out of the lines.
        self.dropped = sum([left - right for left, right in zip(self.lefts, self.rights, strict=True) if left > right])
        self.costs = [anatomy.costs[place] for place in allowed]
        self.gain = -sum([cost for cost in self.costs if cost < 0])
        # The least that a break at a place or after it costs.
        self.least = [*accumulate(reversed(self.costs), min, initial=_NONE)][::-1]
        self.name_cost = anatomy.name_cost

    def best(self, fewest: int, most: int = _ANY) -> Division:
        """Divide into the fewest lines or into one more, at no more than `most`: the cost, and the ends of the lines, if one fits."""
        # If something is to be gained, one line more is likely the cheaper.
        likely, other = (fewest + 1, fewest) if self.gain else (fewest, fewest + 1)
        found = self.cheapest(likely, fewest, most)
        if found[0] <= (other - fewest) * _EXTRA_LINE - self.gain:
            return found  # no other costs less
        return min(found, self.cheapest(other, fewest, min(found[0], most)))

    def cheapest(self, count: int, fewest: int, most: int = _ANY) -> Division:
        """Find the cheapest division into `count` lines, two or more: its cost, and the ends of its lines, if one fits.

        A line costs its distance from the mean, squared. A line shorter than four characters, a break at a bad place,
        and a line that grows again after one that shrank (an hourglass 沙漏形) cost more than any good division; a line
        more than the fewest, or lines that grow a little below organs' names on a line of their own, a little. None is
        found that costs more than `most`. Of divisions that cost the same, the one whose lines end first is taken.
        """
        surplus = (count - fewest) * _EXTRA_LINE
        cost, ends = _Search(self, count).below(_Rest(0, count, self.previous, 0), most - surplus)
        return cost + surplus, ends


class _Rest(NamedTuple):
    """The rest of a title, from the place numbered `begin` - 1 on, to divide into `lines` lines.

    The line before it is `previous` wide. If one of the lines before is narrower than its predecessor, `growth` is how many
    characters wider than the one before it a line may be.
    """

    begin: int
    lines: int
    previous: int
    growth: int


class _Search:
    """The search for the cheapest division into a number of lines."""

    def __init__(self, divisions: Divisions, count: int) -> None:
        self.divisions = divisions
        self.count = count
        self.found: dict[_Rest, tuple[int, int, tuple[int, ...]]] = {}
        """For a rest: the limit below which it was searched, the cost, and the ends."""

    def below(self, rest: _Rest, limit: int) -> Division:
        """Divide a rest into two lines or more, at no more than `limit`: the cost, and the ends of the lines.

        Lines of about the mean are tried first. A line whose width alone costs more than the limit is skipped.
        """
        divisions = self.divisions
        places, rights, lefts, costs, measure = divisions.places, divisions.rights, divisions.lefts, divisions.costs, divisions.measure
        begin, lines, previous, growth = rest
        narrower_growth = _GROWTH if begin else _GROWTH_BELOW_LEAD
        chosen: tuple[int, ...] = ()
        cheapest = _NONE
        start = lefts[begin - 1] if begin else divisions.start
        # A line that ends before the first of these leaves the others more than they hold.
        first = max(begin, bisect_left(lefts, rights[-1] - (lines - 1) * measure - divisions.dropped))
        stop = min(bisect_right(rights, start + measure), len(costs))
        middle = max(first, min(stop, bisect_left(rights, start + divisions.whole // self.count)))
        others = lines - 2
        all_breaks = (others + 1) * divisions.least[first] if first < stop else 0
        for numbers in (range(middle, stop), range(min(middle, stop) - 1, first - 1, -1)):
            for number in numbers:
                width = rights[number] - start
                ragged = self.ragged(width)
                if ragged + all_breaks > limit:
                    break  # nor are those further away better
                below = narrower_growth if width < previous - divisions.size else growth
                if others:
                    further = others * divisions.least[number + 1]
                else:
                    last = rights[-1] - lefts[number]
                    further = self.shaped(last, self.ragged(last), width, below) if last <= measure else _NONE
                if ragged + costs[number] + further > limit:
                    continue
                end = places[number]
                cost = self.shaped(width, ragged + costs[number] + divisions.name_cost(end), previous, growth)
                ends: tuple[int, ...] = (places[-1],)
                if others:
                    further, ends = self.rest(_Rest(number + 1, lines - 1, width, below), limit - cost)
                total = cost + further
                if total <= limit and (total < cheapest or (total == cheapest and chosen and end < chosen[0])):
                    cheapest, chosen = total, (end, *ends)
                    limit = total
        return cheapest, chosen

    def rest(self, rest: _Rest, limit: int) -> Division:
        """Divide a rest, or look the result up; if none was found below a limit, search again under a higher one."""
        tried, cost, ends = self.found.get(rest, (-_ANY, _NONE, ()))
        if limit > tried and not ends:
            cost, ends = self.below(rest, limit)
            self.found[rest] = limit, cost, ends
        return cost, ends

    def ragged(self, width: int) -> int:
        """The cost of a line's distance from the mean."""
        distance = (self.count * width - self.divisions.whole) * EM // (self.count * self.divisions.size)
        return distance * distance * 3 // 10

    def shaped(self, width: int, cost: int, previous: int, growth: int) -> int:
        """Add to a line's cost the cost of its width beside the line before it."""
        if width < _NARROW_LINE * self.divisions.size:
            cost += _SHORT if width < _ORPHAN * self.divisions.size else _NARROW
        if growth and width > previous:
            wider = width - previous
            cost += _BULGE if wider <= self.divisions.size else _WAIST if wider <= growth * self.divisions.size else _HOURGLASS
        if width == previous:
            cost += _SQUARE
        return cost
