"""A line that would be loose → its end inside the Latin word after it, at a syllable, with a hyphen that is drawn and not written.

Only words in lower case, the first letter aside, have syllables here: a code, a unit, an abbreviation, a name such as iPhone and an
address are never parted. pyphen has the syllables, by patterns for English; it is loaded for a loose line only.
"""

from functools import cache
from typing import TYPE_CHECKING, Final

from gen.standard import house
from gen.wording.patterns import late

if TYPE_CHECKING:
    from pyphen import Pyphen

    from gen.typesetting.ruler import Ruler

_RUN: Final = late("[!-~]+")
_WORDS: Final = late(r"""[("'\[]*[A-Za-z][a-z]+(?:[-/][A-Za-z][a-z]+)*[)"'\],.;:!?]*""")
"""A Latin run that is words: one, or some with - or / between, with marks around."""
_WORD: Final = late("[A-Za-z][a-z]+")
_OPENING: Final = frozenset("（《〈“‘「『【〔")
"""Marks that go over to the next line with the word after them."""
_BEFORE: Final = 2
_AFTER: Final = 3
"""Letters of a word before and after a hyphen, at least, as books in English have them."""


def may_part(text: str, end: int, most: int) -> bool:
    """Whether a line that ends at `end`, with room up to `most`, may have room for a part of the Latin word after it."""
    return most - end > _BEFORE and ("!" <= text[end] <= "z" or text[end] in _OPENING)


def at_syllable(ruler: "Ruler", start: int, end: int, width: int) -> int:
    """The line text[start:end] of a `width` (EMU) → its end: if it would be loose, the last syllable after it that has room."""
    text = ruler.text
    solid = sum(len(match[0]) - 1 for match in _RUN.finditer(text, start, end))
    if width - ruler.visible_width(start, end) <= house.STRETCH_CEILING * ruler.size * max(1, end - start - 1 - solid):
        return end
    first = end
    while text[first] in _OPENING:
        first += 1
    room = width - ruler.hyphen
    return max((place for place in _syllables(text, first) if ruler.visible_width(start, place) <= room), default=end)


def hyphen_at(ruler: "Ruler", start: int, end: int, width: int) -> int:
    """The room (EMU) for the hyphen at the end of the line text[start:end] of a `width`; 0 for a line without one."""
    text = ruler.text
    if end == len(text) or not ("A" <= text[end - 1] <= "z" and "a" <= text[end] <= "z") or ruler.visible_width(start, end) + ruler.hyphen > width:
        return 0
    first = end - 1
    while first and "!" <= text[first - 1] <= "~":
        first -= 1
    return ruler.hyphen if end in _syllables(text, first) else 0


def _syllables(text: str, start: int) -> list[int]:
    """The places where the Latin run that begins at `start` may be parted with a hyphen; none for a run that is not only words."""
    run = _RUN.match(text, start)
    if not run or not _WORDS.fullmatch(run[0]):
        return []
    return [word.start() + place for word in _WORD.finditer(text, start, run.end()) for place in _patterns().positions(word[0])]


@cache
def _patterns() -> "Pyphen":
    """The patterns of English."""
    import pyphen

    return pyphen.Pyphen(lang="en_US", left=_BEFORE, right=_AFTER)
