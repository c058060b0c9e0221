"""The first entries of a document → where the title above them is printed a second time, as hosts do that put it over the page.

The second print is the title of the text: what stands above it, 公告 and 令 too, comes before the title and not under it.
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
    """Where the title that opens a document is printed again, or a number right above it; 0 when it is not."""
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
    """Whether two titles name one text: the same, or one a shorter name of the other that does not quote it."""
    if first == second:
        return True
    if f"《{first}》" in second:
        return False
    if first in second:
        return is_title(second) and "关于" not in second.replace(first, "")
    return second in first and is_title(second) and not _HAN.search(first.replace(second, ""))


def _is_put_into_force(first: str, second: str, between: Sequence[Entry]) -> bool:
    """Whether a title stands below the words, signed and dated, that put it into force, under a heading that is not its own."""
    if kind_of(first) not in _PROMULGATED or f"《{second}》" in first or not between or not whole_date(text_of(between[-1])):
        return False
    words = (text for entry in between if puts_into_force(text := text_of(entry)))
    return any(f"《{second}》" in bare(text).replace("〈", "《").replace("〉", "》") for text in words)
