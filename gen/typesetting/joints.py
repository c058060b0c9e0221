"""A title's words → what a break between two of them costs: little at a joint of sense, more inside a phrase.

A joint is a place where a reader pauses: after 的 or a mark, before a conjunction, before a verb that opens a part of the
sentence, before the last part of a title. The words between two joints are a phrase.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import Final

from gen.typesetting import kinsoku
from gen.wording.title_words import CASES, LINE_ENDS, LINE_STARTS, OPENING, ORGAN_ENDS, REGION_ENDS, TRIALS, VERBS

# In units, as the costs of words in `gen.wording.title_words`.
_IN_PHRASE: Final = 12
"""Between two words of a phrase."""
_IN_CASE: Final = 8
"""The same of what a court tries, beyond `_IN_PHRASE`: 出口退税托管帐户质押贷款案件."""
_BEFORE_OBJECT: Final = 10
"""Between a verb and a short object, beyond what a line's end with a verb costs."""
_AFTER_DE: Final = 3
"""Between a modifier with 的 and its noun."""
_HEAD_AFTER_DE: Final = 10
"""The same, if the noun is the head of a compound."""
_BEFORE_LAST_OF_MODIFIER: Final = 4
"""Before the last word of a modifier with 的."""
_VERB_BEFORE_PREPOSITION: Final = 15
"""Between a verb and an object that starts with a preposition: 禁止在饲料中使用的药品."""
_IN_TAIL: Final = 20
"""Inside 管理暂行规定, 条例实施细则."""
_BEFORE_CASE: Final = 24
"""Before 民事案件, which belongs to the words before it."""
_BEFORE_CASE_OF_LIST: Final = 10
_BEFORE_BRACKET: Final = 60
"""Before a （, which belongs to the words before it."""
_BEFORE_LONG_BRACKET: Final = 10
_BEFORE_BOOK: Final = 40
"""Between 关于 and 《."""
_INNER_TITLE: Final = -10
"""Before 关于 inside 《》, after an organ."""
_SINGLE: Final = 15
"""Beside a word of one character."""
_CONJUNCTION_AFTER_NAME: Final = 4
"""Before a conjunction that follows 》, or leads 《 or a year."""
_CONJUNCTION_AFTER_PHRASE: Final = 10
"""Before a conjunction that follows a long phrase."""
_CONJUNCTION_AFTER_WORD: Final = 18
"""Before a conjunction that follows a long word."""
_HEAD: Final = 30
"""A word that costs this or more at the start of a line belongs to the one before it."""
_PARTICLE: Final = 100
"""A word that costs this at the start of a line never starts one, whatever is before it."""
_IN_ITEM: Final = 40
"""Inside an item of a list with 、."""
_IN_WHOLE_LIST: Final = 36
"""After 、, in a list that fits a line."""
_IN_SHORT_LIST: Final = 45
"""The same between items of a word."""
_IN_LAST_ITEM: Final = 15
_IN_LONG_LIST: Final = 18
"""After 、, in a list that does not."""
_AFTER_LONG_ITEM: Final = 6
"""After 、, between items of many words."""
_AT_TURN: Final = 10
"""Where a list of verbs meets its objects, or a list of nouns its verb: 制造、买卖、运输 / 枪支、弹药."""

_LONG_OBJECT: Final = 8
_LONG_PHRASE: Final = 8
_LONG_WORD: Final = 4
_LONG_TAIL: Final = 6
_LONG_BRACKET: Final = 8
_LINE: Final = 20
_LONGEST_ITEM: Final = 13
_LONG_ITEM: Final = 7
_SHORT_ITEM: Final = 3
_WHOLE_LIST: Final = 18
"""Characters."""

_ABOUT: Final = "关于"
_TAIL: Final = re.compile(
    "(?:管理|监督|保护|工作|维护|促进)?(?:若干|暂行|补充|有关|特别|具体|指导)*(?:条例|办法|规定|规则|细则|意见|标准|方案)"
    "(?:施行细则|实施细则|实施办法)?(?=$|（|》|的决定)"
)
_CONJUNCTIONS: Final = frozenset("和与及暨")
_PREPOSITIONS: Final = frozenset("在由对让为就以向从")
_BOOK_ENDS: Final = frozenset("》〉）”")
_BOOK_STARTS: Final = frozenset("《〈0123456789")
_LOOSE: Final = frozenset("中上内时后的、，；：《》〈〉（）“<>＜＞在由对让为就以向从") | kinsoku.SPACES
"""Single characters beside which a break is as good as beside a longer word."""
_OPEN: Final = frozenset("、，》〉和与及等") | kinsoku.SPACES
"""After these, a line may start with the head of a compound."""
_LISTING: Final = frozenset("、和与及")
_ITEM_END: Final = re.compile("[、和与及等的]|关于|(?:刑事|民事|行政|纠纷)*案件|《")


def weigh_joints(text: str, words: Sequence[int], units: list[int]) -> None:
    """Write into `units` what a break before each word but the first costs; `words` are the places where words start."""
    tail, long_tail = _tail(text)
    phrase, conjunct, inner, trial = 0, 0, False, False
    waiting: list[tuple[int, str]] = []
    """Places inside the phrase, and the word before each."""
    joints: set[int] = set()
    turns: list[int] = []
    bounds = [*words, len(text)]
    parts = [text[place:end] for place, end in pairwise(bounds)]
    before, third = parts[0], ""
    for number in range(1, len(parts)):
        place, end, word = bounds[number], bounds[number + 1], parts[number]
        following = parts[number + 1] if end < len(text) else ""
        after = following[:1]
        start = LINE_STARTS.get(word, 0)
        trial = trial or before in TRIALS
        inner = inner or (before == "《" and text.find("》", place) - place > _LINE)
        tried = before in CASES and trial
        opens = start < 0 or ((word in OPENING or word[:2] in OPENING) and LINE_STARTS.get(following, 0) < _HEAD)
        opens = opens and end != tail
        organ = before.endswith(ORGAN_ENDS)
        region = before[-1] in REGION_ENDS
        joint = (
            opens
            or tried
            or organ
            or word == _ABOUT
            or before == _ABOUT
            or (place == tail and long_tail)
            or (word == "案件" and following == "管辖")
            or before[-1] in _LOOSE
            or word in _LOOSE
            or (region and (not phrase or word in VERBS))
        )
        if start < 0 and not opens:
            start = 0
        if start > 0 and (word in _CONJUNCTIONS or start < _PARTICLE):
            joint = joint or word in _CONJUNCTIONS
            if tried or (organ and (word in VERBS or word.endswith(ORGAN_ENDS))) or (word == "案件" and following == "管辖"):
                start = 0
            else:
                start = _start(before, word, after, start, place - conjunct)
        elif before == "的":
            start += _AFTER_DE
        if word in CASES and before[-1] not in _OPEN and before != "的":
            start += _BEFORE_CASE_OF_LIST if "、" in text[max(text.rfind(_ABOUT, 0, place), 0) : place] else _BEFORE_CASE
        cost = LINE_ENDS.get(before, 0) + start
        if before in VERBS and word in _PREPOSITIONS:
            cost += _VERB_BEFORE_PREPOSITION
        if word == _ABOUT and inner:
            cost += _INNER_TITLE
        elif before == _ABOUT and word == "《":
            cost = _BEFORE_BOOK
        elif word == "（":
            cost += _BEFORE_BRACKET if text.find("）", place) - place < _LONG_BRACKET else _BEFORE_LONG_BRACKET
        if not start and ((place + 1 == end and word not in _LOOSE) or (len(before) == 1 and before not in _LOOSE)):
            cost += _SINGLE
        if place > tail:
            cost += _IN_TAIL
        if after == "的" and not joint:
            cost += _BEFORE_LAST_OF_MODIFIER
        units[place] = cost
        if (word in VERBS and after == "、" and before != "、") or (third in VERBS and before in VERBS and text[place - len(before) - 1] in _LISTING and word not in _LOOSE):
            turns.append(place)
        if joint:
            _weigh_phrase(waiting, place + _LONG_OBJECT * (word in _CONJUNCTIONS), units, _IN_PHRASE + _IN_CASE * tried)
            phrase, conjunct, waiting = place, place, []
            joints.add(place)
        else:
            waiting.append((place, before))
            if before in VERBS and place - len(before) == phrase:
                conjunct = place
        if before not in ("、", "和"):
            third = before
        before = word
    _weigh_phrase(waiting, len(text), units, _IN_PHRASE)
    if "、" in text:
        _weigh_lists(text, words, joints, units)
    for place in turns:
        units[place] = min(units[place], _AT_TURN)


def _weigh_phrase(waiting: Sequence[tuple[int, str]], end: int, units: list[int], inside: int) -> None:
    """Add what a break inside a phrase costs, or between a verb and its object."""
    for place, before in waiting:
        units[place] += inside if before not in VERBS else _BEFORE_OBJECT if end - place < _LONG_OBJECT else 0


def _tail(text: str) -> tuple[int, bool]:
    """The place where the last part of a title starts: 管理暂行规定, and whether it is long; the text's length if it has none."""
    match = _TAIL.search(text)
    return (match.start(), match.end() - match.start() >= _LONG_TAIL) if match else (len(text), False)


def _start(before: str, word: str, after: str, cost: int, length: int) -> int:
    """What a line's start with a conjunction, or with the head of a compound, costs beside its neighbours."""
    if word not in _CONJUNCTIONS:
        return _HEAD_AFTER_DE if before == "的" else 0 if before[-1] in _OPEN else cost
    if before[-1] in _BOOK_ENDS or after in _BOOK_STARTS:
        return _CONJUNCTION_AFTER_NAME
    if length >= _LONG_PHRASE:
        return _CONJUNCTION_AFTER_PHRASE
    return _CONJUNCTION_AFTER_WORD if len(before) >= _LONG_WORD else cost


def _weigh_lists(text: str, words: Sequence[int], joints: Container[int], units: list[int]) -> None:
    """Weigh breaks after 、 and inside the items of a list."""
    marks = [match.span() for match in _ITEM_END.finditer(text)]
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
            before = stop - (item if listed else words[bisect_left(words, stop) - 1])
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
            if not listed or text[stop] not in "和与及":
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
