"""A title → the places where it may be divided, and the cost of a break at each."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec import Struct, field

from gen.typesetting import kinsoku
from gen.typesetting.advances import EM

_ORGAN: Final = re.compile(
    r"(?:^|(?<=[、　 日在经由据]))(?!关于)[一-鿿×]{0,12}?(?:第[一二三四五六七八九十]+届)?(?:全国)?"
    r"(?:人民代表大会(?:常务委员会)?|人民政府|人民法院|人民检察院)(?:办公厅|办公室|主席团)?"
)
_BOOK: Final = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”|〈[^〈〉]*〉|（[^（）]*）")
_SESSION: Final = re.compile(
    r"第[一二三四五六七八九十百]+[届次](?:(?:全体)?会议(?:审议)?(?:通过|批准|修订|修正)?)?"
    # 市五届人大二次会议, as titles of replies to deputies name a session.
    r"|(?:[一二三四五六七八九十]+届)?(?:全国)?人大(?:常委会)?第?[一二三四五六七八九十百]+次(?:全体)?会议"
)

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
UNIT: Final = EM * EM
"""Costs are squares of thousandths of an em: a line one em from the mean costs three tenths of a unit."""
_PARTICLE, _NAME, _QUOTED, _SINGLE = 200 * UNIT, 150 * UNIT, 80 * UNIT, 15 * UNIT
_LONG_ORGAN_END, _ORGAN_END = 25 * UNIT, 12 * UNIT
_LONG_ORGAN: Final = 10
"""Characters of an organ's name that by custom is a line of its own, such as a standing committee's."""


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


class Anatomy(Struct, frozen=True):
    """The words and names of a title.

    `words` are the places where words start, `named` and `quoted` the places inside a name or 《》. `name_ends` gives the
    length of the name that ends at a place.
    """

    text: str
    lexicon: Lexicon
    words: frozenset[int]
    named: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)
    name_ends: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, lexicon: Lexicon) -> "Anatomy":
        """A title → its words by the dictionary and its names."""
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
        """The cost of a break at each of these places, without its `name_cost`, and the total gain of all of them.

        A space before a place, an organ's name before it and 关于 after it are gains.
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
