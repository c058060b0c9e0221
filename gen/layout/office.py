"""Which of our lines Word or LibreOffice would end elsewhere, left to themselves."""

from bisect import bisect_right
from typing import Final

from gen import house
from gen.layout.kinsoku import HANGING, OFFICE_NO_END, OFFICE_NO_START
from gen.layout.ruler import Ruler

_MAY_PART_AFTER: Final = frozenset("-/?!|}")
"""Where one of them parts a Latin run."""


def held(ruler: Ruler, start: int, end: int, width: int) -> bool:
    """Tell whether a line must be held open for an office program to end it where we do.

    Office programs do not know that a number keeps its unit, their gaps between Han and Latin differ a little
    (`house.OFFICE_GAP_LEAST`), and LibreOffice parts Latin runs in a Chinese text. Where the next character would fit and their
    common rules would not push it over, the DOCX gives each character its share of the slack as character spacing: the line is
    full for every program, and looks as its justified self.
    """
    if end == len(ruler.text):
        return False
    gaps = bisect_right(ruler.gaps, end) - bisect_right(ruler.gaps, start)
    closed = gaps * int(ruler.size * (house.HAN_LATIN_GAP - house.OFFICE_GAP_LEAST))
    if ruler.width(start, end + 1) > width + closed:
        return False
    return any(_office_end(ruler, start, room, whole_words=whole_words) != end for room in (width, width + closed) for whole_words in (True, False))


def _office_end(ruler: Ruler, start: int, width: int, *, whole_words: bool) -> int:
    """Find where a line may end by the rules that Word and LibreOffice share: marks; Word keeps Latin runs whole besides."""
    text = ruler.text
    end = ruler.fill(start, width)
    if ruler.hanging and end < len(text) and text[end] in HANGING and not ruler.bonds[end + 1]:
        return end + 1
    while start < end < len(text) and (text[end] in OFFICE_NO_START or text[end - 1] in OFFICE_NO_END or (whole_words and _in_latin_run(text, end))):
        end -= 1
    return end


def _in_latin_run(text: str, place: int) -> bool:
    return "!" <= text[place] <= "~" and "!" <= text[place - 1] <= "~" and text[place - 1] not in _MAY_PART_AFTER
