"""A list with 、 → what breaks after its marks and inside its items cost: a list that fits a line is kept whole."""

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from typing import Final

# In units, as the costs of words in `gen.wording.title_words`.
_IN_ITEM: Final = 40
"""Inside an item between two 、."""
_IN_LAST_ITEM: Final = 15
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
_CONJUNCTIONS: Final = "和与及"
_LISTING: Final = frozenset("、和与及")


def weigh_lists(text: str, starts: Sequence[int], joints: Container[int], units: list[int]) -> None:
    """Weigh breaks after 、 and inside the items of a list."""
    words = set(starts)
    marks = [match.span() for match in _ITEM_END.finditer(text) if match.start() in words]
    if not marks or marks[-1][1] < len(text):
        marks.append((len(text), len(text)))
    first = item = whole = 0
    """Where the list starts, its item, and the end of the list."""
    listed = False
    for number, (stop, place) in enumerate(marks[:-1]):
        if text[stop] == "、":
            following = marks[number + 1][0] - place
            if not listed:
                whole = _list_end(text, marks, number)
                if text[first - 1] == "的":
                    for inside in range(first + 1, stop):
                        units[inside] += _IN_LAST_ITEM
            before = stop - (item if listed else starts[bisect_left(starts, stop) - 1])
            if whole - first <= _WHOLE_LIST:
                units[place] += _IN_SHORT_LIST if before <= _SHORT_ITEM or following <= _SHORT_ITEM else _IN_WHOLE_LIST
            elif before >= _LONG_ITEM and following >= _LONG_ITEM:
                units[place] += _AFTER_LONG_ITEM
            else:
                units[place] += _IN_LONG_LIST
            if listed and stop - item <= _LONGEST_ITEM:
                for inside in range(item + 1, stop):
                    units[inside] += _IN_ITEM
            listed = True
        else:
            if listed:
                for inside in range(item + 1, min(stop, item + _LONG_ITEM - 1)):
                    if inside in joints:
                        break
                    units[inside] += _IN_LAST_ITEM
            if not listed or text[stop] not in _CONJUNCTIONS:
                first = place
            listed = False
        item = place


def _list_end(text: str, marks: Sequence[tuple[int, int]], number: int) -> int:
    """Where a list ends whose first 、 is the mark of this number; of a last item without an end, its longest."""
    place = marks[number][1]
    for stop, following in marks[number + 1 :]:
        if text[stop : stop + 1] not in _LISTING:
            return min(stop, place + _LONG_ITEM)
        place = following
    return len(text)
