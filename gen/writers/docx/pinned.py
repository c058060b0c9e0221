"""A pinned line → its pieces, each with the character spacing that makes the line full in Word and LibreOffice."""

from itertools import pairwise
from typing import Final

from gen.standard import house
from gen.standard.styles import Style
from gen.typesetting.ruler import Line
from gen.typesetting.seams import opening_gap, seams
from gen.units import EMU_PER_TWIP, to_twip

_ROOM_FOR_NONE: Final = 100
"""Twips: room at the end of a line in which no character finds place."""


def pinned(line: Line, style: Style, kept: int = 0, *, faced: bool = True) -> list[tuple[str, int]]:
    """Spread a line's slack over all its characters but the first `kept` → pieces of its text, each with its spacing (twips, tracking included).

    One piece is enough if it fills the line in both programs. But LibreOffice sets narrower gaps between Han and Latin, and
    ignores a negative spacing before a gap. If that leaves room for one more character, we give the characters before gaps a
    negative spacing, which only Word follows, and the other characters more. `faced` is that of the line's block.
    """
    tracking, slack = to_twip(style.tracking), line.slack // EMU_PER_TWIP
    if faced and not line.start:
        slack -= opening_gap(line.text, style.size) // EMU_PER_TWIP  # what Word leaves free, it spreads
    text, head = line.text[kept:], []
    if kept:
        head = [(line.text[:kept], tracking)]
        slack += min(0, tracking)  # which LibreOffice leaves out where a spacing changes
    count = len(text)
    _, all_gaps = seams(line.text, faced=faced)
    gaps = [place - kept for place in all_gaps if place > kept]
    edges = (0, *gaps, count)
    inner = [right - left - 1 for left, right in pairwise(edges)]
    narrower = len(all_gaps) * to_twip(int(style.size * (house.HAN_LATIN_GAP - house.OFFICE_GAP)))
    # What each program has to spread when none of these characters has any spacing; the last one's counts in neither.
    word = slack + tracking * (count - 1)
    office = word + narrower
    even = tracking + max(0, slack // count)
    followed = count if even >= 0 else sum(inner)
    # A negative spacing is left out at the end of every piece.
    heeded = sum(inner) if office >= 0 else sum(length - 1 for length in inner if length)
    if not gaps or office - even * followed < _ROOM_FOR_NONE or heeded < 1:
        return [*head, (text, even)]
    wide = office // heeded
    tight = (word - wide * sum(inner)) // len(gaps)
    pieces = (piece for left, right in pairwise(edges) for piece in ((text[left : right - 1], wide), (text[right - 1 : right], tight)))
    return [*head, *(piece for piece in pieces if piece[0])]
