"""A title's words → what a break between two of them costs: little at a joint of sense, more inside a phrase.

A joint is a place where a reader pauses: after 的 or a mark, before a conjunction, before a verb that opens a part of the
sentence. The words between two joints are a phrase.
"""

from collections.abc import Iterator, Sequence
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
_BEFORE_SHORT_CONJUNCT: Final = 6
"""The same, if what follows it is short as well: 生态保护与修复."""
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
_NO_OBJECT: Final = _LISTING | frozenset("的，；：》）”")
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
    end: int = 0
    start: int = 0
    plain: bool = False
    """A line's start with it costs the same beside all words but 的."""
    binds: bool = False
    """What a line's end with it costs depends on the word after it."""
    opens: bool = False
    """It may open a part of the sentence."""
    closes: bool = False
    """It closes a part of the sentence."""
    loose: bool = False
    """A break beside it is a joint."""
    open: bool = False
    """After it, a line may start with the head of a compound."""
    alone: bool = False
    """It has one character, and no break belongs beside it."""
    conjunction: bool = False
    organ: bool = False
    agent: bool = False
    """It names who does what the next verb says."""
    region: bool = False
    verb: bool = False
    trial: bool = False
    case: bool = False
    document: bool = False


@lru_cache(maxsize=8192)
def _word(text: str) -> _Word:
    start, last = LINE_STARTS.get(text, 0), text[-1]
    alone = len(text) == 1 and text not in _LOOSE
    conjunction, verb, organ, case, document = (text in _CONJUNCTIONS, text in VERBS, text.endswith(ORGAN_ENDS), text in CASES, text in DOCUMENTS)
    return _Word(
        text,
        end=LINE_ENDS.get(text, 0),
        start=start,
        plain=not (start or conjunction or verb or organ or case or text in PURPOSES or text in _MARKED),
        binds=alone or verb or document or text in PURPOSES,
        opens=start < 0 or text == _ABOUT or text in OPENING or text[:2] in OPENING,
        closes=last in _LOOSE or text == _ABOUT or text in PAUSES or organ,
        loose=text in _LOOSE,
        open=last in _OPEN,
        alone=alone,
        conjunction=conjunction,
        organ=organ,
        agent=text.endswith((*ORGAN_ENDS, *AGENT_ENDS)),
        region=last in REGION_ENDS,
        verb=verb,
        trial=text in TRIALS,
        case=case,
        document=document,
    )


_END: Final = _Word("")
Phrase = list[tuple[int, _Word]]
"""The places inside a phrase, and the word before each."""


def weigh_joints(text: str, starts: Sequence[int], units: list[int]) -> None:
    """Write into `units` what a break before each word but the first costs; `starts` are the places where words start."""
    words = [_word(text[place:end]) for place, end in pairwise([*starts, len(text)])]
    joints: list[int] = []
    phrase: Phrase = []
    regions = conjunct = second = 0
    tried, listed, before = False, "、" in text, words[0]
    for place, word, following in zip(starts[1:], words[1:], [*words[2:], _END], strict=False):
        tried = tried or before.trial
        case = tried and before.case
        stands = case or (not word.plain and _stands_alone(before, word, following))
        if word.plain:
            start = _AFTER_DE if before.text == "的" else 0
        elif word.conjunction:
            start = _conjunction(before, following, word.start, place - conjunct)
        else:
            start = 0 if stands and 0 < word.start < _PARTICLE else _start(text, place, before, word, following)
        # A verb after other words of a phrase, before another verb, is a noun: 法治保障 / 制定.
        units[place] = start + before.end * (not (phrase and word.opens and before.verb and not before.opens))
        if before.binds or word.alone:
            units[place] += _bond(before, word)
        if (
            stands
            or before.closes
            or word.loose
            or word.conjunction
            or (word.opens and _opens(word, following))
            or (before.region and (word.verb or regions == len(joints)))
        ):
            regions += before.region
            _close(phrase, place + _LONG_OBJECT * word.conjunction, units, _IN_PHRASE + _IN_CASE * case)
            phrase, conjunct = [], place
            joints.append(place)
            if second and place - second < _LONG_PHRASE:
                units[second] += _BEFORE_SHORT_CONJUNCT
            second = place if word.conjunction and not listed else 0
        else:
            conjunct = place if before.verb and not phrase else conjunct
            phrase.append((place, before))
            units[place] += _leads(word, following)
        before = word
    _close(phrase, len(text), units, _IN_PHRASE)
    if listed:
        weigh_lists(text, starts, joints, units)
    for place in () if _LISTING.isdisjoint(text) else _turns(starts, words):
        units[place] = min(units[place], _AT_TURN)


def _start(text: str, place: int, before: _Word, word: _Word, following: _Word) -> int:
    """What a line's start with a word costs beside its neighbours."""
    if word.text in _MARKED:
        return _marked(text, place, before, word)
    if word.case and not before.open and before.text not in _HEAD_AFTER:
        return word.start + (_BEFORE_CASE_OF_LIST if "、" in text[max(text.rfind(_ABOUT, 0, place), 0) : place] else _BEFORE_CASE)
    if 0 < word.start < _PARTICLE:
        return 0 if before.open else _HEAD_AFTER.get(before.text, word.start)
    if word.start < 0:
        return word.start * _opens(word, following)
    return word.start + _AFTER_DE * (before.text == "的")


def _marked(text: str, place: int, before: _Word, word: _Word) -> int:
    """What a line's start with 关于, 《 or （ costs."""
    if word.text == _ABOUT:
        return _INNER_TITLE * _in_long_book(text, place)
    if word.text == "《":
        return (_BEFORE_BOOK - before.end) * (before.text == _ABOUT)
    return _BEFORE_LONG_BRACKET if text.find("）", place) - place >= _LONG_BRACKET else _BEFORE_BRACKET


def _bond(before: _Word, word: _Word) -> int:
    """What is between two words that belong together: a single character, a verb and 在, the parts of 管理暂行规定."""
    cost = _SINGLE * ((before.alone or word.alone) and not word.start)
    if before.verb and word.text in _PREPOSITIONS:
        cost += _BEFORE_PREPOSITION
    if (before.document and word.text in RULES_FOR_RULES) or (before.text in PURPOSES and word.document):
        cost += _IN_TAIL
    return cost


def _leads(word: _Word, following: _Word) -> int:
    """What is cheaper after a word that leads the next one than before it: 防治工作, 管辖的."""
    if word.verb and following.start >= _HEAD and not word.opens and not following.document:
        return _BEFORE_ACTIVITY
    return _BEFORE_LAST_OF_MODIFIER if following.text == "的" else 0


def _close(phrase: Phrase, end: int, units: list[int], inside: int) -> None:
    """End a phrase, and add what a break inside it costs, or between a verb and its object."""
    for place, before in phrase:
        units[place] += inside if not before.verb else _BEFORE_OBJECT if end - place < _LONG_OBJECT else 0


def _turns(starts: Sequence[int], words: Sequence[_Word]) -> Iterator[int]:
    """The places where a list of verbs meets its object, or a list of nouns its verbs."""
    for number in range(1, len(words) - 1):
        if words[number].text in _LISTING and words[number - 1].verb:
            if words[number].text == "、" and number > 1 and words[number - 2].text != "、":
                yield starts[number - 1]
            if words[number + 1].verb and number + 2 < len(words) and words[number + 2].text not in _NO_OBJECT:
                yield starts[number + 2]


def _in_long_book(text: str, place: int) -> bool:
    """Whether a place is inside 《》 that is longer than a line."""
    start = text.rfind("《", 0, place)
    return start >= 0 and text.find("》", start) - start > _LINE


def _opens(word: _Word, following: _Word) -> bool:
    """Whether a word that may open a part of the sentence does: not before the head of a compound, as in 维护条例."""
    return not following.document and (word.start < 0 or following.start < _HEAD)


def _stands_alone(before: _Word, word: _Word, following: _Word) -> bool:
    """Whether a head starts a part of its own: an organ or a verb after an organ, 案件管辖, 管理暂行规定."""
    return (
        (before.agent and word.verb and not following.document and following.start < _HEAD)
        or (before.organ and word.organ)
        or (word.text == "案件" and following.text == "管辖" and before.text.endswith("法院"))
        or (word.text in PURPOSES and following.document and len(following.text) >= _LONG_WORD)
    )


def _conjunction(before: _Word, following: _Word, cost: int, length: int) -> int:
    """What a line's start with a conjunction costs after a conjunct of so many characters."""
    if before.text[-1] in _BOOK_ENDS or following.text[:1] in _BOOK_STARTS:
        return _CONJUNCTION_AFTER_NAME
    if length >= _LONG_PHRASE:
        return _CONJUNCTION_AFTER_PHRASE
    return _CONJUNCTION_AFTER_WORD if len(before.text) >= _LONG_WORD else cost
