"""A title → its words, names and marks, and from them the cost of a break at each place."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from gen.typesetting import kinsoku
from gen.typesetting.advances import EM
from gen.typesetting.joints import weigh_joints
from gen.typesetting.lexicon import Lexicon
from gen.wording.title_words import LINE_STARTS

UNIT: Final = EM * EM
"""Costs are squares of thousandths of an em: a line one em from the mean costs three tenths of a unit."""
BAD: Final = 40 * UNIT
"""A place that costs this is tried only if the others give no good division."""

# In units, as the costs of words in `gen.wording.title_words`.
_IN_ORGAN: Final = 300
"""Inside the name of an organ or session, a date or a number."""
_BEFORE_PART: Final = {"常": 80, "第": 100}
"""Where the name of an organ that is longer than a line is parted: before 常务委员会, or before 第…届."""
_BEFORE_PART_OF_LEAD: Final = 30
"""The same in organs' names before 关于, which are longer than a line if they are parted at all."""
_IN_WORD: Final = 200
_IN_NAME: Final = 150
"""Inside a name of the document's text."""
_AFTER_DATE: Final = 270
"""A date is no line, but for that of a 副题: ——2024年1月20日 / 在……会议上."""
_IN_BOOK: Final = 80
"""Inside 《》 or “”."""
_IN_LONG_BOOK: Final = 50
"""Inside 《》 that is longer than a line."""
_BRACKET_IN_BOOK: Final = 80
"""What is cheaper inside 《》, before （草案）."""
_IN_FRAME: Final = 10
"""Inside 以……为由, 国民经济和社会发展计划, beyond what the words cost."""
_IN_BRACKETS: Final = 60
"""Inside （ ） or 〈〉."""
_AFTER_COUNT: Final = 20
"""After 等, and after the number that follows it."""
_LEAD_GAIN: Final = 30
"""Gained by organs' names before 关于 on lines of their own, as gazettes print them."""
_SHORT_LEAD_GAIN: Final = 8
_ORGAN_GAIN: Final = 12
"""Gained after an organ at the start of another title: ……人民代表大会常务委员会 / 议事规则."""
_SPACE_GAIN: Final = 12

_SHORT_LEAD: Final = 6
"""Characters of an organ's name that is not too short for a line of its own: 最高人民法院."""
_LEAST_LEAD: Final = 4
_LINE: Final = 20
"""Characters of a line."""
_LONG_WORD: Final = 4
_STAGE: Final = 4
"""Characters of （草案）."""

_ABOUT: Final = "关于"
_BETWEEN_ORGANS: Final = re.compile("、|.(?=第|转发|批转)")
"""What ends before a place between organs' names: 、, or a name before a session or 转发."""
_COURTS: Final = ("人民法院", "人民检察院")
_CONGRESS: Final = "人民代表大会"
_ORGAN: Final = re.compile(
    r"(?:^|(?<=[、　 日在经由据]))(?!关于)[一-鿿×]{0,12}?(?:第[一二三四五六七八九十]+届)?(?:全国)?"
    r"(?:人民代表大会(?:常务委员会)?|人民政府|人民法院(?:审判委员会)?|人民检察院(?:(?:第[一二三四五六七八九十]+届)?检察委员会)?)"
    r"(?:办公厅|办公室|主席团)?"
)
_WHOLE: Final = re.compile(
    # 第十三届全国人民代表大会, 全国人民代表大会财政经济委员会.
    r"第[一二三四五六七八九十]+届[一-鿿]{0,10}?人民代表大会(?:常务委员会)?"
    r"|人民代表大会(?:宪法和法律|财政经济|监察和司法|外事|华侨|民族|社会建设|教育科学文化卫生|环境与资源保护|农业与农村|法制|预算)委员会"
    # 第五次会议通过, 第1823次会议.
    r"|第[一二三四五六七八九十]+次(?:全国)?[一-鿿]{2,3}普查"
    r"|第[0-9一二三四五六七八九十百]+[届次](?:(?:全体)?会议(?:审议)?(?:通过|批准|修订|修正)?)?"
    # 市五届人大二次会议, as titles of replies to deputies name a session.
    r"|(?:[一二三四五六七八九十]+届)?(?:全国)?人大(?:常委会)?第?[一二三四五六七八九十百]+次(?:全体)?会议"
    # 第三百四十一条, 二十三项.
    r"|第?[一二三四五六七八九十百千零〇]{2,}[条款项件部届次号个名类]?"
    r"|[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
)
_ORGAN_PART: Final = re.compile("(?<=人民代表大会)常务委员会(?=第)|(?<=[省市县区州])第[一二三四五六七八九十]+届")
_EVENT: Final = re.compile("（?(?:根据)?[0-9]{4}年")
"""How an event of a 题注 starts."""
_BOOK: Final = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”")
_BRACKET_STARTS: Final = frozenset("[〈<＜（")
_BRACKETS: Final = re.compile("[〈<＜][^〈〉<>＜＞]*[〉>＞]|（[^（）]*）")
_FRAME: Final = re.compile("以[一-鿿]{2,16}?为由|国民经济和社会发展(?:计划|规划|第)")
_COUNTED: Final = re.compile("(?<=[》〉>＞])等[0-9一二三四五六七八九十百]+[件部项个]")
"""《…》等七件地方性法规: 等 may start a line."""
_AUTHORS_SPACE: Final = re.compile("(?<=[^!-~\\s])[ \u2002\u2003\u3000]+(?=[^!-~\\s])")
"""A space that the author of a Chinese title set between its parts."""


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
        if _CONGRESS in text:
            words |= {match.start() for match in _ORGAN_PART.finditer(text)}
        self._words = sorted(words)
        self.lead = _lead(text)
        self.lead_gain = (_SHORT_LEAD_GAIN if self.lead < _SHORT_LEAD else _LEAD_GAIN) * UNIT
        units = [_IN_WORD] * len(text)
        weigh_joints(text, self._words[bisect_right(self._words, self.lead) - 1 :], units)
        if self.lead:
            _weigh_lead(text, self.lead, units)
        self._weigh_names(units)
        _weigh_books(text, units)
        _weigh_marks(text, units)
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
            cost = self._name_costs[place] = _IN_NAME * UNIT if self._lexicon.inside_name(self._text, place) else 0
        return cost

    def _weigh_names(self, units: list[int]) -> None:
        """Weigh breaks inside organs, sessions, numbers and names of the document, after a date and after an organ."""
        text, lead = self._text, self.lead
        spans = [match.span() for pattern in (_ORGAN, _WHOLE) for match in pattern.finditer(text, lead)]
        for name in self._lexicon.names:
            if name in text:
                spans += [match.span() for match in re.finditer(re.escape(name), text)]
        for start, end in spans:
            for place in range(start + 1, end):
                units[place] += _IN_ORGAN
        for match in _ORGAN_PART.finditer(text) if "第" in text else ():
            part = _BEFORE_PART_OF_LEAD if match.start() < lead else _BEFORE_PART[match[0][0]]
            units[match.start()] = min(units[match.start()], part)
            self._name_costs[match.start()] = 0
        for _, end in () if text[0] == "—" else spans:
            if text[end - 1] == "日" and end < len(text):
                units[end] += _AFTER_DATE
        if lead:
            units[lead] = -self.lead_gain // UNIT
        elif spans and not spans[0][0] and spans[0][1] < len(text):
            units[spans[0][1]] -= _LEAD_GAIN if text.startswith(_COURTS, spans[0][1]) else _ORGAN_GAIN


def _lead(text: str) -> int:
    """The length of the organs' names before 关于, outside 《》, at the start of a title; 0 if there are none."""
    lead = text.find(_ABOUT)
    return lead if lead >= _LEAST_LEAD and not any(mark in text[:lead] for mark in "《“") else 0


def _weigh_lead(text: str, lead: int, units: list[int]) -> None:
    """Weigh breaks inside the organs' names before 关于, and between them."""
    units[1:lead] = [_IN_ORGAN] * (lead - 1)
    for match in _BETWEEN_ORGANS.finditer(text, 0, lead):
        units[match.end()] = 0


def _weigh_books(text: str, units: list[int]) -> None:
    """Weigh breaks inside 《》 and （ ）, but for the brackets around a whole 题注."""
    event, books = _EVENT.match(text), set[int]()
    for match in _BOOK.finditer(text):
        inside = _IN_BOOK if event or match.end() - match.start() <= _LINE else _IN_LONG_BOOK
        places = range(match.start() + 1, match.end())
        books.update(places)
        for place in places:
            units[place] += inside
    for match in () if _BRACKET_STARTS.isdisjoint(text) else _BRACKETS.finditer(text):
        start, end = match.span()
        if start:
            units[start] -= _BRACKET_IN_BOOK * (start in books and end - start >= _STAGE)
            for place in range(start + 1, end):
                units[place] += _IN_BRACKETS


def _weigh_marks(text: str, units: list[int]) -> None:
    """Weigh breaks inside fixed frames, beside the number after 等, and after spaces."""
    for match in _FRAME.finditer(text) if "为由" in text or "国民经济" in text else ():
        for place in range(match.start() + 1, match.end()):
            units[place] += _IN_FRAME
    for match in _COUNTED.finditer(text) if "等" in text else ():
        start, end = match.span()
        units[start] = max(units[start] - LINE_STARTS["等"], 0)
        units[start + 1] += _AFTER_COUNT
        if end < len(text):
            units[end] += _AFTER_COUNT
    if not kinsoku.SPACES.isdisjoint(text):
        for place in [at for at in range(1, len(text)) if text[at - 1] in kinsoku.SPACES]:
            units[place] -= _SPACE_GAIN
