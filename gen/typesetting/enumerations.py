"""A list with 、 → what breaks after its marks and inside its items cost: a list that fits a line is kept whole."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

# In units, as the costs of words in `gen.wording.title_words`.
_IN_ITEM: Final = 40
"""Inside an item between two 、."""
_IN_OUTER_ITEM: Final = 15
"""Inside the last item, or inside the first one after 的."""
_IN_SHORT_LIST: Final = 45
"""After 、 in a list that fits a line, beside an item of a word."""
_IN_WHOLE_LIST: Final = 36
"""After 、 in another list that fits a line."""
_IN_LONG_LIST: Final = 18
"""After 、 in a list that does not."""
_AFTER_LONG_ITEM: Final = 6
"""The same between items of many words."""

_LONGEST_ITEM: Final = 13
_LONG_ITEM: Final = 7
_SHORT_ITEM: Final = 3
_WHOLE_LIST: Final = 18
"""Characters."""

_ITEM_END: Final = re.compile("[、和与及等的]|关于|(?:刑事|民事|行政|纠纷)*案件|《")
_CONJUNCTIONS: Final = frozenset("和与及")


class _List(NamedTuple):
    """A list: where it starts and ends, the bounds of each of its 、, and at last where the item after them ends."""

    start: int
    end: int
    marks: list[tuple[int, int]]


def weigh_lists(text: str, starts: Sequence[int], joints: Container[int], units: list[int]) -> None:
    """Weigh breaks after 、 and inside the items of lists."""
    for start, end, marks in _lists(text, starts):
        item = starts[bisect_left(starts, marks[0][0]) - 1]
        for (stop, place), (after, _) in pairwise(marks):
            units[place] += _after_mark(stop - item, after - place, whole=end - start <= _WHOLE_LIST)
            item = place
        for (_, place), (stop, _) in pairwise(marks[:-1]):
            for inside in range(place + 1, stop) if stop - place <= _LONGEST_ITEM else ():
                units[inside] += _IN_ITEM
        for inside in range(start + 1, marks[0][0]) if start and text[start - 1] == "的" else ():
            units[inside] += _IN_OUTER_ITEM
        for inside in range(item + 1, min(marks[-1][0], item + _LONG_ITEM - 1)):
            if inside in joints:
                break
            units[inside] += _IN_OUTER_ITEM


def _lists(text: str, starts: Sequence[int]) -> Iterator[_List]:
    """The lists of a text. The end of a last item without a mark is unknown: it is taken to be a long item."""
    words = set(starts)
    marks = [match.span() for match in _ITEM_END.finditer(text) if match.start() in words]
    marks += [(len(text), len(text))] * 2
    number = 0
    while number < len(marks) - 2:
        first = number
        while text.startswith("、", marks[number][0]):
            number += 1
        if number > first:
            conjunction = text[marks[number][0] : marks[number][1]] in _CONJUNCTIONS
            last = marks[number - 1 + conjunction][1]
            end = min(marks[number + conjunction][0], last + _LONG_ITEM)
            yield _List(marks[first - 1][1] if first else 0, end, marks[first : number + 1])
        number += 1


def _after_mark(before: int, after: int, *, whole: bool) -> int:
    """What a break after 、 costs between items of so many characters, in a list that fits a line or not."""
    if whole:
        return _IN_SHORT_LIST if before <= _SHORT_ITEM or after <= _SHORT_ITEM else _IN_WHOLE_LIST
    return _AFTER_LONG_ITEM if before >= _LONG_ITEM and after >= _LONG_ITEM else _IN_LONG_LIST
