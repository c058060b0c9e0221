"""A title or 题注 → where its lines end: at words, never inside a name, in a trapezoid or rhombus 梯形、菱形 (7.3.1).

Every division at the allowed places is weighed; the cheapest wins. Four sources say where a break is allowed, strictest first:
the marks (kinsoku), names (organs, 《》, and strings that the document's own text never parts), words (a dictionary), particles.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from msgspec import Struct, field

from gen.typesetting import kinsoku
from gen.typesetting.advances import EM
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Ruler

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
"""Characters on one side of a place that are looked up in the document's text."""
_SEEN: Final = 3
"""How often the text must have them to tell a name."""
_ORPHAN: Final = 4
"""Characters of a line that is not too short."""

_UNIT: Final = EM * EM
"""Costs are squares of thousandths of an em: a line that is one em wider or narrower than the mean costs three tenths of a unit."""
_HOURGLASS, _SHORT, _PARTICLE, _NAME, _QUOTED = 1000 * _UNIT, 400 * _UNIT, 200 * _UNIT, 150 * _UNIT, 80 * _UNIT
_LONG_ORGAN_END, _ORGAN_END, _EXTRA_LINE, _SINGLE, _SQUARE = 25 * _UNIT, 12 * _UNIT, 20 * _UNIT, 15 * _UNIT, _UNIT
_ANY: Final = 1 << 50
"""More than any division costs."""
_NONE: Final = 1 << 60
"""The cost of no division, beyond `_ANY` whatever is gained beside it."""
_LONG_ORGAN: Final = 10
"""Characters of an organ's name that by custom is a line of its own, such as a standing committee's."""
_MOST_LINES: Final = 8
"""A title that needs more lines is broken as running text."""


Words = Callable[[str], frozenset[int]]
"""A text → the places where its words start."""


class Lexicon(Struct, frozen=True):
    """Words and names that a title does not part.

    `words` finds the words of a language, `names` are names of the document, and strings of its `text` with one continuation are names too.
    """

    words: Words
    names: tuple[str, ...] = ()
    text: str = ""

    def inside_name(self, title: str, place: int) -> bool:
        """Whether the document's text never parts the characters around this place of the title: they are inside a name."""
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


def divide(ruler: Ruler, measure: int, lexicon: Lexicon) -> list[int]:
    """Divide a title into lines no wider than `measure` (EMU), and give the end of each.

    If no division at words fits, names and then words are parted; if none at all fits, such as in a Latin word longer than a line, lines are
    broken as in a text.
    """
    width = ruler.visible_width(0, len(ruler.text))
    if width <= measure:
        return [len(ruler.text)]
    fewest = -(-width // measure)
    if fewest <= _MOST_LINES:
        anatomy = Anatomy.of(ruler.text, lexicon)
        for allowed in anatomy.allowed(ruler.penalty):
            ends = Divisions(ruler, measure, sorted(allowed), anatomy).best(fewest)
            if ends:
                return ends
    return break_text(ruler, measure, measure)


class Anatomy(Struct, frozen=True):
    """The words and names of a title.

    `words` are the places where words start, `named` and `quoted` the places inside a name or 《》. `name_ends` gives the length of the name that
    ends at a place.
    """

    text: str
    lexicon: Lexicon
    words: frozenset[int]
    named: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    name_ends: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> "Anatomy":
        """Look a title's words up and find its names."""
        anatomy = cls(text, lexicon, lexicon.words(text))
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
        """The places where a line may end, strictest first: between words outside names, between words, anywhere."""
        words = {place for place in self.words if place and not bond(place)}
        yield words - self.named
        yield words
        yield {place for place in range(1, len(self.text)) if not bond(place)}

    def costs(self, places: Sequence[int]) -> tuple[list[int], int]:
        """The cost of a break at each of these places, without its `name_cost`, and how much all of them together gain.

        A space before a place, an organ's name before it and 关于 after it gain something.
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
        """The cost of a break at a place that is inside a name of the document's text."""
        return _NAME if self.lexicon.inside_name(self.text, place) else 0


class Divisions:
    """A title and the places where it may be divided; `gain` is the most that all breaks together gain."""

    def __init__(self, ruler: Ruler, measure: int, allowed: Sequence[int], anatomy: Anatomy) -> None:
        self.measure, self.size = measure, ruler.size
        self.whole = ruler.visible_width(0, len(ruler.text))
        self.places = [*allowed, len(ruler.text)]
        self.rights = [ruler.right(place) - ruler.tracking for place in self.places]
        self.lefts = [ruler.left(place) for place in self.places]
        # The room of spaces and gaps between Han and Latin, which a break leaves out of the lines.
        self.dropped = sum([left - right for left, right in zip(self.lefts, self.rights, strict=True) if left > right])
        self.costs, self.gain = anatomy.costs(allowed)
        # The least that a break at a place or after it costs.
        self.least = [*accumulate(reversed(self.costs), min, initial=_NONE)][::-1]
        self.name_cost = cache(anatomy.name_cost)

    def best(self, fewest: int) -> list[int]:
        """Divide the title into the fewest lines or into one more: the ends of the lines, none if none fits."""
        # One line more costs so much more, whatever its breaks gain.
        _, ends = self.cheapest(fewest, fewest, _EXTRA_LINE - self.gain - 1)
        if not ends:
            # If something is to be gained, one line more is likely the cheaper.
            likely, other = (fewest + 1, fewest) if self.gain else (fewest, fewest + 1)
            found = self.cheapest(likely, fewest)
            _, ends = min(found, self.cheapest(other, fewest, min(found[0], _ANY)))
        return list(ends)

    def cheapest(self, count: int, fewest: int, most: int = _ANY) -> tuple[int, tuple[int, ...]]:
        """Find the cheapest division into `count` lines, two or more: its cost and the ends of its lines, none if none fits.

        A line costs its distance from the mean, squared. A line shorter than four characters, a break at a bad place, and a line
        that grows again after one that shrank (an hourglass 沙漏形) cost more than any good division; a line more than the fewest, a little.
        None is found that costs more than `most`. Of divisions that cost the same, the one whose lines end first is taken.
        """
        surplus = (count - fewest) * _EXTRA_LINE
        cost, ends = _Search(self, count).below(_Rest(0, count, 0, shrinking=False), most - surplus)
        return cost + surplus, ends


class _Rest(NamedTuple):
    """The rest of a title, from the place numbered `begin` - 1 on, to be divided into `lines` lines.

    The line before it is `previous` wide; `shrinking`: a line before is narrower than the one before that.
    """

    begin: int
    lines: int
    previous: int
    shrinking: bool


class _Search:
    """The search for the cheapest division into a number of lines."""

    def __init__(self, divisions: Divisions, count: int) -> None:
        self.divisions = divisions
        self.count = count
        self.found: dict[_Rest, tuple[int, int, tuple[int, ...]]] = {}
        """For a rest: the limit below which it was searched, the cost, and the ends."""

    def below(self, rest: _Rest, limit: int) -> tuple[int, tuple[int, ...]]:
        """Divide a rest into two lines or more: the cost, and the ends of the lines; none is found that costs more than `limit`.

        Lines of about the mean are tried first: a line that costs more by its width alone is not weighed to its end.
        """
        divisions = self.divisions
        places, rights, lefts, costs, measure = divisions.places, divisions.rights, divisions.lefts, divisions.costs, divisions.measure
        begin, lines, previous, shrinking = rest
        chosen: tuple[int, ...] = ()
        cheapest = _NONE
        start = lefts[begin - 1] if begin else 0
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
                narrower = shrinking or width < previous
                if others:
                    further = others * divisions.least[number + 1]
                else:
                    last = rights[-1] - lefts[number]
                    further = self.shaped(last, self.ragged(last), width, shrinking=narrower) if last <= measure else _NONE
                if ragged + costs[number] + further > limit:
                    continue
                end = places[number]
                cost = self.shaped(width, ragged + costs[number] + divisions.name_cost(end), previous, shrinking=shrinking)
                ends: tuple[int, ...] = (places[-1],)
                if others:
                    further, ends = self.rest(_Rest(number + 1, lines - 1, width, narrower), limit - cost)
                total = cost + further
                if total <= limit and (total < cheapest or (total == cheapest and chosen and end < chosen[0])):
                    cheapest, chosen = total, (end, *ends)
                    limit = total
        return cheapest, chosen

    def rest(self, rest: _Rest, limit: int) -> tuple[int, tuple[int, ...]]:
        """Divide a rest, or recall how; if none was found below a limit, it is searched again under a higher one."""
        tried, cost, ends = self.found.get(rest, (-_ANY, _NONE, ()))
        if limit > tried and not ends:
            cost, ends = self.below(rest, limit)
            self.found[rest] = limit, cost, ends
        return cost, ends

    def ragged(self, width: int) -> int:
        """The cost of a line's distance from the mean."""
        distance = (self.count * width - self.divisions.whole) * EM // (self.count * self.divisions.size)
        return distance * distance * 3 // 10

    def shaped(self, width: int, cost: int, previous: int, *, shrinking: bool) -> int:
        """Add to a line's cost the cost of its width beside the line before it."""
        if width < _ORPHAN * self.divisions.size:
            cost += _SHORT
        if shrinking and width > previous:
            cost += _HOURGLASS
        if width == previous:
            cost += _SQUARE
        return cost
