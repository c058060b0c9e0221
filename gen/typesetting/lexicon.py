"""A title → the places where it may be divided, and the cost of a break at each."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from gen.typesetting import kinsoku
from gen.typesetting.advances import EM
from gen.wording.title_words import LINE_ENDS, LINE_STARTS

_ABOUT: Final = "关于"
_LEAST_LEAD: Final = 4
_FORWARDING: Final = ("转发", "批转")
_CONGRESS: Final = (
    r"(?:第[一二三四五六七八九十]+届)?(?:全国)?"
    r"(?:人民代表大会(?:常务委员会)?|人民政府|人民法院(?:审判委员会)?|人民检察院(?:(?:第[一二三四五六七八九十]+届)?检察委员会)?)(?:办公厅|办公室|主席团)?"
)
_ORGAN: Final = re.compile(rf"(?:^|(?<=[、　 日在经由据]))(?!关于)[一-鿿×]{{0,12}}?{_CONGRESS}")
_BOOK: Final = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”")
_INSIDE: Final = re.compile("[〈<＜][^〈〉<>＜＞]*[〉>＞]|（[^（）]*）")
_WHOLE: Final = re.compile(
    # 第十三届全国人民代表大会, 全国人民代表大会财政经济委员会.
    r"第[一二三四五六七八九十]+届[一-鿿]{0,10}?人民代表大会(?:常务委员会)?"
    r"|人民代表大会(?:宪法和法律|财政经济|监察和司法|外事|华侨|民族|社会建设|教育科学文化卫生|环境与资源保护|农业与农村|法制|预算)委员会"
    # 第五次会议通过, 第1823次会议.
    r"|第[0-9一二三四五六七八九十百]+[届次](?:(?:全体)?会议(?:审议)?(?:通过|批准|修订|修正)?)?"
    # 市五届人大二次会议, as titles of replies to deputies name a session.
    r"|(?:[一二三四五六七八九十]+届)?(?:全国)?人大(?:常委会)?第?[一二三四五六七八九十百]+次(?:全体)?会议"
    # 第三百四十一条, 二十三项.
    r"|第?[一二三四五六七八九十百千零〇]{2,}[条款项件部届次号个名类]?"
    r"|[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
)
_CONGRESS_WORD: Final = "人民代表大会"
_ORGAN_PART: Final = re.compile("(?<=人民代表大会)常务委员会(?=第)|(?<=[省市县区州])第[一二三四五六七八九十]+届")
"""Where an organ's name that is longer than a line is parted."""
_COUNTED: Final = re.compile("(?<=[》〉>＞])等(?:[0-9一二三四五六七八九十百]+[件部项个])")
"""《…》等七件地方性法规: 等 may start a line; a break after it, or after the number, is worse."""

_CONJUNCTIONS: Final = frozenset(("和", "与", "及", "暨"))
_BOOK_ENDS: Final = frozenset("》〉）”")
_BOOK_STARTS: Final = frozenset("《〈0123456789")
_LOOSE: Final = frozenset("中上内时后的、，；：《》〈〉（）“”<>＜＞在由对让为就以向从") | kinsoku.SPACES
"""Single characters beside which a break is as good as beside a longer word."""
_OPEN: Final = frozenset("、，》〉”的和与及等") | kinsoku.SPACES
"""After these, a line may start with the head of a compound."""

_CONTEXT: Final = 4
"""Characters on one side of a place that are looked up in the document's text."""
_SEEN: Final = 3
"""How often the text must have them to tell a name."""
UNIT: Final = EM * EM
"""Costs are squares of thousandths of an em: a line one em from the mean costs three tenths of a unit."""

# In units, as the costs of words in `gen.wording.title_words`.
_ORGAN_INSIDE, _BEFORE_PART, _WORD_INSIDE, _NAME, _QUOTED, _NESTED = 300, 60, 200, 150, 80, 60
_LIST, _SHORT_LIST, _ITEM = 8, 25, 40
_SINGLE, _BEFORE_BRACKET, _BRACKET_IN_BOOK, _AFTER_COUNT, _BEFORE_BOOK, _AFTER_DATE = 15, 60, 80, 20, 40, 300
_LONG_CONJUNCT, _NAMED_CONJUNCT = 12, 4
_LEAD_GAIN, _SHORT_LEAD_GAIN, _ORGAN_GAIN, _SPACE_GAIN = 30, 8, 12, 12
_PARTICLE: Final = 100
"""A word that costs this at the start of a line never starts one, whatever is before it."""
_SHORT_LEAD: Final = 6
"""Characters of an organ's name that is not too short for a line of its own: 最高人民法院."""
_LONG_WORD: Final = 4
"""A conjunction between words of so many characters may start a line."""
BAD: Final = 40 * UNIT
"""A place that costs this is tried only if the others give no good division."""


Words = Callable[[str], frozenset[int]]
"""A text → the places where its words start."""


class Lexicon(Struct, frozen=True):
    """Words and names that a title does not part.

    `words` finds the words of a language. `names` are names of the document; a string of its `text` that always
    continues in the same way is a name too.
    """

    words: Words
    names: tuple[str, ...] = ()
    text: str = ""

    def inside_name(self, title: str, place: int) -> bool:
        """Whether a place is inside a name: the document's text never parts the characters around it."""
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


class Anatomy:
    """The words and names of a title. `costs` is what a break costs at each place, without its `name_cost`.

    A gain is a cost below zero. `lead` is the length of the organs' names before 关于, which by custom are lines of their
    own, `lead_gain` what is gained if they are.
    """

    __slots__ = ("_lexicon", "_name_costs", "_text", "_words", "costs", "lead", "lead_gain")

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text, self._lexicon = text, lexicon
        self._name_costs: dict[int, int] = {}
        words = lexicon.words(text)
        self._words = sorted({*words, *(match.start() for match in _ORGAN_PART.finditer(text))} if _CONGRESS_WORD in text else words)
        self.lead = _lead(text)
        self.lead_gain = (_SHORT_LEAD_GAIN if self.lead < _SHORT_LEAD else _LEAD_GAIN) * UNIT
        units = [_WORD_INSIDE] * len(text)
        self._weigh_words(units)
        self._weigh_names(units)
        self._weigh_marks(units)
        self.costs = [cost * UNIT for cost in units]

    def parts(self) -> list[int]:
        """The ends of the parts into which the author's own spaces divide the title, if each is longer than a word."""
        text = self._text
        if kinsoku.SPACES.isdisjoint(text):
            return [len(text)]
        ends = [match.end() for match in _AUTHORS_SPACE.finditer(text)]
        ends.append(len(text))
        if any(end - start <= _LONG_WORD for start, end in zip([0, *ends], ends, strict=False)):
            return [len(text)]
        return ends

    def levels(self, start: int, end: int, bond: Callable[[int], int]) -> Iterator[list[int]]:
        """The places of text[start:end] where a line may end, strictest first: good places, all words, anywhere."""
        words = [place for place in self._words if start < place < end and not bond(place)]
        yield [place for place in words if self.costs[place] < BAD]
        yield words
        yield [place for place in range(start + 1, end) if not bond(place)]

    def name_cost(self, place: int) -> int:
        """The cost of a break at a place that is inside a name of the document's text."""
        cost = self._name_costs.get(place)
        if cost is None:
            cost = self._name_costs[place] = _NAME * UNIT if self._lexicon.inside_name(self._text, place) else 0
        return cost

    def _weigh_words(self, units: list[int]) -> None:
        """Weigh the break before each word but the first, by the words on its sides."""
        text, words = self._text, self._words
        starts = iter(words)
        here, place = next(starts, 0), next(starts, len(text))
        before = text[here:place]
        while place < len(text):
            end = next(starts, len(text))
            word = text[place:end]
            start = LINE_STARTS.get(word, 0)
            if start > 0 and (word in _CONJUNCTIONS or start < _PARTICLE):
                start = self._start(before, word, text[end : end + 1], start)
            cost = LINE_ENDS.get(before, 0) + start
            if before == _ABOUT and word == "《":
                cost = _BEFORE_BOOK
            elif word == "（":
                cost += _BEFORE_BRACKET
            if not start and ((place + 1 == end and word not in _LOOSE) or (len(before) == 1 and before not in _LOOSE)):
                cost += _SINGLE
            units[place] = cost
            before, place = word, end

    def _start(self, before: str, word: str, after: str, cost: int) -> int:
        """What a line's start with a conjunction, or with the head of a compound, costs beside its neighbours."""
        if word not in _CONJUNCTIONS:
            return 0 if before[-1] in _OPEN else cost
        if before[-1] in _BOOK_ENDS or after in _BOOK_STARTS:
            return _NAMED_CONJUNCT
        return _LONG_CONJUNCT if len(before) >= _LONG_WORD else cost

    def _weigh_names(self, units: list[int]) -> None:
        """Weigh breaks inside organs, sessions, numbers and names of the document, and after an organ."""
        text = self._text
        spans = [match.span() for pattern in (_ORGAN, _WHOLE) for match in pattern.finditer(text)]
        for name in self._lexicon.names:
            if name in text:
                spans += [match.span() for match in re.finditer(re.escape(name), text)]
        for start, end in spans:
            for place in range(start + 1, end):
                units[place] += _ORGAN_INSIDE
        for match in _ORGAN_PART.finditer(text):
            place = match.start()
            if units[place] >= _ORGAN_INSIDE:
                units[place] = _BEFORE_PART
        for _, end in spans:
            if text[end - 1] == "日" and end < len(text):
                units[end] += _AFTER_DATE
        lead = self.lead
        for place in range(1, lead):
            if not text.startswith("第", place) and text[place - 1] != "、" and not text.startswith(_FORWARDING, place):
                units[place] += _ORGAN_INSIDE
        if lead:
            units[lead] = -self.lead_gain // UNIT
        elif spans and not spans[0][0] and spans[0][1] < len(text):
            units[spans[0][1]] -= _ORGAN_GAIN

    def _weigh_marks(self, units: list[int]) -> None:
        """Weigh breaks inside 《》 and （ ）, in and beside a list with 、, and beside the number after 等; a space is a gain."""
        text = self._text
        for pattern, cost in ((_BOOK, _QUOTED), (_INSIDE, _NESTED)):
            for match in pattern.finditer(text):
                if match.start():  # not the brackets around a whole 题注
                    for place in range(match.start() + 1, match.end()):
                        units[place] += cost
            if pattern is _INSIDE:
                for match in pattern.finditer(text):
                    if units[match.start()] >= _QUOTED:
                        units[match.start()] -= _BRACKET_IN_BOOK
        for match in _COUNTED.finditer(text):
            units[match.start()] = max(units[match.start()] - LINE_STARTS["等"], 0)
            units[match.start() + 1] += _AFTER_COUNT
            if match.end() < len(text):
                units[match.end()] += _AFTER_COUNT
        if "、" in text:
            self._weigh_lists(units)
        if not kinsoku.SPACES.isdisjoint(text):
            for place in range(1, len(text)):
                if text[place - 1] in kinsoku.SPACES:
                    units[place] -= _SPACE_GAIN

    def _weigh_lists(self, units: list[int]) -> None:
        """Weigh breaks after 、 and inside the items of a list."""
        text = self._text
        last = 0
        for match in re.finditer("、", text):
            place = match.end()
            item = place - last - 1 if last else 0
            following = _ITEM_END.search(text, place)
            if following is None:
                units[min(place, len(text) - 1)] += _SHORT_LIST if 0 < item <= _SHORT_ITEM else _LIST
            else:
                units[place] += _SHORT_LIST if following.start() - place <= _SHORT_ITEM else _LIST
            if item <= _LONGEST_ITEM:
                for inside in range(last + 1, place - 1 if last else 0):
                    units[inside] += _ITEM
            last = place


def _lead(text: str) -> int:
    """The length of the organs' names before 关于, outside 《》, at the start of a title; 0 if there are none."""
    lead = text.find(_ABOUT)
    return lead if lead >= _LEAST_LEAD and not any(mark in text[:lead] for mark in "《“") else 0


_LONGEST_ITEM: Final = 13
_SHORT_ITEM: Final = 3
_ITEM_END: Final = re.compile("[、和与及等]")
_AUTHORS_SPACE: Final = re.compile("(?<=[^!-~\\s])[ \u2002\u2003\u3000]+(?=[^!-~\\s])")
"""A space that the author of a Chinese title set between its parts."""
