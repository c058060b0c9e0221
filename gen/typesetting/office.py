"""Which of our lines Word or LibreOffice would end elsewhere, left to themselves."""

from bisect import bisect_right
from typing import Final

from gen.standard import house
from gen.typesetting.kinsoku import HANGING, OFFICE_NO_END, OFFICE_NO_START
from gen.typesetting.ruler import Ruler

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
    gaps = bisect_right(ruler.gaps, end) - bisect_right(ruler.gaps, start) if ruler.gaps else 0
    closed = gaps * int(ruler.size * (house.HAN_LATIN_GAP - house.OFFICE_GAP_LEAST))
    if ruler.width(start, end + 1) > width + closed:
        return False
    for room in (width, width + closed) if closed else (width,):
        full = ruler.fill(start, room)
        if ruler.hanging and full < len(ruler.text) and ruler.text[full] in HANGING and (full + 1 == len(ruler.text) or not ruler.bond(full + 1)):
            if full + 1 != end:
                return True
        elif office_end(ruler.text, start, full) != end or office_end(ruler.text, start, full, whole_words=True) != end:
            return True
    return False


def office_end(text: str, start: int, full: int, *, whole_words: bool = False) -> int:
    """Find where a line with room up to `full` may end by the rules that Word and LibreOffice share: marks; Word keeps Latin runs whole besides."""
    end = full
    while start < end < len(text) and (text[end] in OFFICE_NO_START or text[end - 1] in OFFICE_NO_END or (whole_words and _in_latin_run(text, end))):
        end -= 1
    return end


def _in_latin_run(text: str, place: int) -> bool:
    return "!" <= text[place] <= "~" and "!" <= text[place - 1] <= "~" and text[place - 1] not in _MAY_PART_AFTER
