"""A title's words → what a break between two of them costs: little at a joint of sense, more inside a phrase.

A joint is a place where a reader pauses: after 的 or a mark, before a conjunction, before a verb that opens a part of the
sentence. The words between two joints are a phrase.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from msgspec import Struct

from gen.typesetting import kinsoku
from gen.typesetting.enumerations import weigh_lists
from gen.wording.title_words import (
    AGENT_ENDS,
    CASES,
    DOCUMENTS,
    LINE_ENDS,
    LINE_STARTS,
    OPENING,
    ORGAN_ENDS,
    PAUSES,
    PURPOSES,
    REGION_ENDS,
    RULES_FOR_RULES,
    TRIALS,
    VERBS,
)

# In units, as the costs of words in `gen.wording.title_words`.
_IN_PHRASE: Final = 12
"""Between two words of a phrase."""
_IN_CASE: Final = 8
"""The same of what a court tries, beyond `_IN_PHRASE`: 出口退税托管帐户质押贷款案件."""
_BEFORE_OBJECT: Final = 10
"""Between a verb and a short object, beyond what a line's end with a verb costs."""
_BEFORE_PREPOSITION: Final = 15
"""The same, if the object starts with a preposition: 禁止在饲料中使用的药品."""
_AT_TURN: Final = 10
"""Between verbs and their common object, or nouns and their common verbs: 制造、买卖、运输 / 枪支、弹药."""
_AFTER_DE: Final = 3
"""Between a modifier with 的 and its noun."""
_HEAD_AFTER: Final = {"的": 10, "等": 20}
"""The same, if the noun is the head of a compound."""
_BEFORE_LAST_OF_MODIFIER: Final = 4
"""Before the last word of a modifier with 的."""
_BEFORE_ACTIVITY: Final = 10
"""Before 防治 in 肺炎防治工作."""
_IN_TAIL: Final = 20
"""Inside 管理暂行规定, 条例实施细则."""
_BEFORE_CASE: Final = 24
"""Before 民事案件, which belongs to the words before it."""
_BEFORE_CASE_OF_LIST: Final = 2
_BEFORE_BRACKET: Final = 60
"""Before a （, which belongs to the words before it."""
_BEFORE_LONG_BRACKET: Final = 10
_BEFORE_BOOK: Final = 40
"""Between 关于 and 《."""
_INNER_TITLE: Final = -10
"""Before 关于 inside 《》 that is longer than a line."""
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

_LONG_OBJECT: Final = 8
_LONG_PHRASE: Final = 8
_LONG_WORD: Final = 4
_LONG_BRACKET: Final = 8
_LINE: Final = 20
"""Characters."""

_ABOUT: Final = "关于"
_CONJUNCTIONS: Final = frozenset("和与及暨")
_LISTING: Final = frozenset("、和与及")
_PREPOSITIONS: Final = frozenset("在由对让为就以向从")
_MARKED: Final = frozenset((_ABOUT, "（", "《"))
_BOOK_ENDS: Final = frozenset("》〉）”")
_BOOK_STARTS: Final = frozenset("《〈第0123456789")
_LOOSE: Final = _PREPOSITIONS | frozenset("中上内时后的、，；：《》〈〉（）“<>＜＞") | kinsoku.SPACES
"""Single characters beside which a break is as good as beside a longer word."""
_OPEN: Final = frozenset("、，》〉和与及") | kinsoku.SPACES
"""After these, a line may start with the head of a compound."""


class _Word(Struct, frozen=True, gc=False):
    """What a word is by itself. `end` and `start` are what a line's end or start with it costs."""

    text: str
    plain: bool = False
    """A line's start with it costs the same beside all words but 的."""
    end: int = 0
    start: int = 0
    opens: bool = False
    """It may open a part of the sentence."""
    closes: bool = False
    """It closes a part of the sentence."""
    loose: bool = False
    """A break beside it is a joint."""
    open: bool = False
    """After it, a line may start with the head of a compound."""
    organ: bool = False
    agent: bool = False
    """It names who does what the next verb says."""
    region: bool = False
    verb: bool = False
    trial: bool = False
    case: bool = False
    conjunction: bool = False
    alone: bool = False
    """It has one character, and no break belongs beside it."""


@lru_cache(maxsize=8192)
def _word(text: str) -> _Word:
    start, last = LINE_STARTS.get(text, 0), text[-1]
    verb, organ, case = text in VERBS, text.endswith(ORGAN_ENDS), text in CASES
    return _Word(
        text,
        plain=not (start or verb or organ or case or text in PURPOSES or text in _MARKED),
        end=LINE_ENDS.get(text, 0),
        start=start,
        opens=start < 0 or text == _ABOUT or text in OPENING or text[:2] in OPENING,
        closes=last in _LOOSE or text == _ABOUT or text in PAUSES or organ,
        loose=text in _LOOSE,
        open=last in _OPEN,
        organ=organ,
        agent=text.endswith((*ORGAN_ENDS, *AGENT_ENDS)),
        region=last in REGION_ENDS,
        verb=verb,
        trial=text in TRIALS,
        case=case,
        conjunction=text in _CONJUNCTIONS,
        alone=len(text) == 1 and text not in _LOOSE,
    )


_END: Final = _Word("")


def weigh_joints(text: str, starts: Sequence[int], units: list[int]) -> None:
    """Write into `units` what a break before each word but the first costs; `starts` are the places where words start."""
    words = [_word(text[place:end]) for place, end in pairwise([*starts, len(text)])]
    reading = _Reading(text)
    turns = []
    third, before = _END, words[0]
    for place, word, following in zip(starts[1:], words[1:], [*words[2:], _END], strict=True):
        # A verb after other words of a phrase, before a joint, is a noun: 法治保障 / 制定.
        noun = before.verb and not before.opens and word.opens and reading.goes_on
        cost = before.end * (not noun) + reading.start(place, before, word, following)
        if before.alone or word.alone:
            cost += _SINGLE * (not word.start)
        if before.verb and word.text in _PREPOSITIONS:
            cost += _BEFORE_PREPOSITION
        elif before.text in DOCUMENTS and word.text in RULES_FOR_RULES or before.text in PURPOSES and word.text in DOCUMENTS:
            cost += _IN_TAIL
        units[place] = cost
        if reading.is_joint(place, before, word, following):
            reading.close(place, units, longer=word.conjunction)
        else:
            reading.go_on(place, before)
            if word.verb and following.start >= _HEAD and not word.opens and following.text not in DOCUMENTS:
                units[place] += _BEFORE_ACTIVITY
            elif following.text == "的":
                units[place] += _BEFORE_LAST_OF_MODIFIER
        if word.verb and following.text == "、" and before.text != "、":
            turns.append(place)
        elif third.verb and before.verb and not word.loose and text[place - len(before.text) - 1] in _LISTING:
            turns.append(place)
        if before.text not in _LISTING:
            third = before
        before = word
    reading.close(len(text), units)
    if "、" in text:
        weigh_lists(text, starts, reading.joints, units)
    for place in turns:
        units[place] = min(units[place], _AT_TURN)


class _Reading:
    """A title as it is read word by word. `joints` are those so far, `case` is whether a court's case has been named."""

    __slots__ = ("_book_end", "_case", "_conjunct", "_phrase", "_text", "_tried", "joints")

    def __init__(self, text: str) -> None:
        self._text = text
        self.joints: list[int] = []
        self._phrase: list[tuple[int, _Word]] = []
        """Places inside the phrase, and the word before each."""
        self._conjunct = self._book_end = 0
        self._tried = self._case = False

    @property
    def goes_on(self) -> bool:
        """Whether the word before is not the first of its phrase."""
        return bool(self._phrase)

    def start(self, place: int, before: _Word, word: _Word, following: _Word) -> int:
        """What the start of a line with a word costs beside its neighbours."""
        self._tried = self._tried or before.trial
        self._case = before.case and self._tried
        if word.plain:
            return _AFTER_DE if before.text == "的" else 0
        cost = word.start
        if word.conjunction:
            return _conjunction(before, following, cost, place - self._conjunct)
        if _stands_alone(before, word, following):
            return 0
        if word.text == "（":
            long = self._text.find("）", place) - place >= _LONG_BRACKET
            return _BEFORE_LONG_BRACKET if long else _BEFORE_BRACKET
        if before.text == _ABOUT and word.text == "《":
            return _BEFORE_BOOK - before.end
        if word.text == _ABOUT:
            return _INNER_TITLE * self._in_long_book(place)
        if word.case and not before.open and before.text not in ("的", "等"):
            listed = "、" in self._text[max(self._text.rfind(_ABOUT, 0, place), 0) : place]
            return cost + (_BEFORE_CASE_OF_LIST if listed else _BEFORE_CASE)
        if 0 < cost < _PARTICLE:
            if self._case or before.open:
                return 0
            return _HEAD_AFTER.get(before.text, cost)
        if cost < 0:
            return cost * _opens(word, following)
        return cost + _AFTER_DE * (before.text == "的")

    def is_joint(self, place: int, before: _Word, word: _Word, following: _Word) -> bool:
        """Whether a reader pauses before a word."""
        return (
            before.closes
            or word.loose
            or word.conjunction
            or self._case
            or (word.opens and _opens(word, following))
            or (before.region and (word.verb or not self.joints))
            or (not word.plain and _stands_alone(before, word, following))
        )

    def go_on(self, place: int, before: _Word) -> None:
        """Go on with a phrase after a place that is no joint."""
        self._phrase.append((place, before))
        if before.verb and len(self._phrase) == 1:
            self._conjunct = place

    def close(self, place: int, units: list[int], *, longer: bool = False) -> None:
        """End a phrase at a joint, and add what a break inside it costs, or between a verb and its object."""
        if self._phrase:
            inside = _IN_PHRASE + _IN_CASE * self._case
            end = place + _LONG_OBJECT * longer
            for at, before in self._phrase:
                units[at] += inside if not before.verb else _BEFORE_OBJECT * (end - at < _LONG_OBJECT)
            self._phrase = []
        self._conjunct = place
        self.joints.append(place)

    def _in_long_book(self, place: int) -> bool:
        """Whether a place is inside 《》 that is longer than a line."""
        start = self._text.rfind("《", 0, place)
        return start >= 0 and self._text.find("》", start) - start > _LINE


def _opens(word: _Word, following: _Word) -> bool:
    """Whether a word that may open a part of the sentence does: not before the head of a compound, as in 维护条例."""
    return following.text not in DOCUMENTS and (word.start < 0 or following.start < _HEAD)


def _stands_alone(before: _Word, word: _Word, following: _Word) -> bool:
    """Whether a head starts a part of its own: an organ or a verb after an organ, 案件管辖, 管理暂行规定."""
    return (
        (before.agent and word.verb and following.text not in DOCUMENTS and following.start < _HEAD)
        or (before.organ and word.organ)
        or (word.text == "案件" and following.text == "管辖" and before.text.endswith("法院"))
        or (word.text in PURPOSES and following.text in DOCUMENTS and len(following.text) >= _LONG_WORD)
    )


def _conjunction(before: _Word, following: _Word, cost: int, length: int) -> int:
    """What a line's start with a conjunction costs after a conjunct of so many characters."""
    if before.text[-1] in _BOOK_ENDS or following.text[:1] in _BOOK_STARTS:
        return _CONJUNCTION_AFTER_NAME
    if length >= _LONG_PHRASE:
        return _CONJUNCTION_AFTER_PHRASE
    return _CONJUNCTION_AFTER_WORD if len(before.text) >= _LONG_WORD else cost
