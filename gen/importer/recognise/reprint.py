"""The first entries of a document → where its title is printed again: websites put one above the whole page.

The second print is the text's title; everything above it, such as 公告 and 令, comes before that title.
"""

import re
from collections.abc import Sequence
from typing import Final

from gen.importer.recognise.contents import is_contents_heading
from gen.importer.recognise.entries import Entry, at, is_labelled, text_of
from gen.importer.recognise.number import numbered_title
from gen.importer.recognise.passage import passage_length
from gen.importer.recognise.promulgation import puts_into_force
from gen.importer.recognise.title import join, title_length
from gen.wording.lines import bare, is_number, is_title, kind_of, whole_date

_MOST_BETWEEN: Final = 40
_SHORTEST_NAME: Final = 4
_BRACKET: Final = re.compile(r"[（(][^（）()]*[）)]$")
_HAN = re.compile("[\u4e00-\u9fff]")
_PROMULGATED: Final = ("statute", "decision")


def second_print(entries: Sequence[Entry]) -> int:
    """The entry where the first title is printed again, or of the number right above it; 0 if it is not repeated."""
    number = numbered_title(at(entries, 0))
    size = 1 if number else title_length(entries, 0)
    first = _stem(join(entries[:size]).removeprefix(number))
    if not size or len(first) < _SHORTEST_NAME:
        return 0
    index = size
    while index < min(len(entries), size + _MOST_BETWEEN):
        text = text_of(entries[index])
        if not text or is_contents_heading(entries[index]) or passage_length(entries, index) or is_labelled(text):
            return 0
        length = title_length(entries, index)
        if length:
            second = bare(join(entries[index : index + length]))
            above = index - 1 if index > size and is_number(text_of(entries[index - 1])) else index
            if _is_same(first, _stem(second)) or _is_put_into_force(first, second, entries[size:above]):
                return above
        index += length or 1
    return 0


def _stem(title: str) -> str:
    return _BRACKET.sub("", bare(title))


def _is_same(first: str, second: str) -> bool:
    """Whether two titles name one text: they are equal, or one shortens the other and neither quotes the other."""
    if first == second:
        return True
    if f"《{first}》" in second:
        return False
    if first in second:
        return is_title(second) and "关于" not in second.replace(first, "")
    return second in first and is_title(second) and not _HAN.search(first.replace(second, ""))


def _is_put_into_force(first: str, second: str, between: Sequence[Entry]) -> bool:
    """Whether dated words between the two titles put the second into force, under a heading that is not its own."""
    if kind_of(first) not in _PROMULGATED or f"《{second}》" in first or not between or not whole_date(text_of(between[-1])):
        return False
    words = (text for entry in between if puts_into_force(text := text_of(entry)))
    return any(f"《{second}》" in bare(text).replace("〈", "《").replace("〉", "》") for text in words)
