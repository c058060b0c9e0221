"""Paragraphs of a text → its clause of effect, 自…起施行, and the date in it.

Source: 立法法 art. 61 (a law states the date from which it is in force).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from gen.wording.lines import bare, dates
from gen.wording.patterns import late

_BEGINS: Final = "(?:正式|开始|满?[^，。；、]{1,8}?后)?(?:施行|实施|实行|执行|生效|试行|起效)"
_SINCE: Final = rf"(?:[自从](?:(?![自从，。；、：]).){{2,40}}?起{_BEGINS}|[自从于](?:\d{{4}}|[〇○零一二三四五六七八九]{{4}})年.{{2,8}}日起?{_BEGINS})"
_CLAUSE = late(_SINCE)
_OWN = late(
    # 本条例经…通过，自…起施行; 本规定由…负责解释，自…起施行; what speaks of a place or an organ is not this text.
    rf"(?:本(?!市|省|县|区|州|行政|院|部|局|厅|级|地)[^，。；、：（）]{{1,10}}?(?:（[^（）]*）)?(?:[经由已从][^。；]{{1,80}}?，)?|^){_SINCE}"
)
_MARK = late("[自从于]")
_QUOTED = late("“[^“”]*”")


class Effect(Struct, frozen=True):
    """A clause of effect as printed, empty without one, and the date in it, None without one."""

    rule: str = ""
    day: date | None = None


def effect_of(text: Sequence[str], elsewhere: Iterable[str] = ()) -> Effect:
    """Paragraphs of a text, and lines outside it → the clause by which the text comes into force.

    The last clause in the text about itself (本条例自…起施行) wins, else the first clause `elsewhere`. Quoted words do
    not count.
    """
    plain = [_QUOTED.sub("", paragraph) for paragraph in text if _MARK.search(paragraph)]
    for pattern, paragraphs in ((_OWN, reversed(plain)), (_CLAUSE, elsewhere)):
        for paragraph in paragraphs:
            match = pattern.search(bare(paragraph))
            if match:
                return _effect(match[0])
    return Effect()


def _effect(words: str) -> Effect:
    match = _CLAUSE.search(words)
    rule = match[0] if match else words
    found = next(dates(rule), None)
    return Effect(rule, found.day if found else None)
