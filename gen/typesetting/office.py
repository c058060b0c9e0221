"""Line → whether Word or LibreOffice, left to itself, would end it elsewhere."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from gen.standard import house
from gen.typesetting.kinsoku import HANGING, OFFICE_NO_END, OFFICE_NO_START, parts_latin_run
from gen.typesetting.marks import given_up
from gen.typesetting.ruler import Ruler
from gen.typesetting.seams import opening_gap

_MAY_PART_AFTER: Final = frozenset("-/?!|}")
"""Marks after which one of the programs parts a Latin run."""

_ROUNDING: Final = 0.05
"""In ems: what programs round in a line of many pieces."""


def ends_elsewhere(ruler: Ruler, start: int, end: int, width: int) -> bool:
    """Whether an office program would end the line text[start:end] elsewhere, in a measure of `width` (EMU).

    Such a line is pinned: the DOCX gives each of its characters a share of the slack as character spacing, so that the
    line is full for every program, and looks like our justified line.

    Office programs do not know that a number keeps its unit, their gaps between Han and Latin differ
    (`house.OFFICE_GAP_LEAST`), only LibreOffice leaves out the tracking before a change of script, and it parts Latin
    runs in a Chinese text. Some let marks hang, whatever the file says: LibreOffice (7.4, 25.2) reads w:overflowPunct the
    wrong way round. A line ends elsewhere if one of them has room for the next character, or for a mark after it, and
    its rules do not push it over.
    """
    wider = _unsqueezed(ruler, start, end) if ruler.squeezed else 0
    if wider and ruler.width(start, end) + wider > width - int(ruler.size * _ROUNDING):
        return True
    if end == len(ruler.text):
        return False
    opened = not start and ruler.faced and ruler.width(0, end) + opening_gap(ruler.text, ruler.size) > width
    if opened or (ruler.text[end] <= "~" and parts_latin_run(ruler.text, end)):
        return True
    widest = width + _spared(ruler, start, end) if ruler.gaps or ruler.closed else width
    if ruler.width(start, end + 1) > widest:
        return False  # no program has room for one character more
    least = ruler.fill(start, width - wider)
    if _differs(ruler, start, end, least):
        return True
    return widest > width - wider and any(_differs(ruler, start, end, full) for full in range(least + 1, ruler.fill(start, widest) + 1))


def _unsqueezed(ruler: Ruler, start: int, end: int) -> int:
    """How much wider LibreOffice sets text[start:end], in EMU: it squeezes no marks, and tracks neither such a mark nor the character before it."""
    return (given_up(ruler.size) - 2 * min(0, ruler.tracking)) * _within(ruler.squeezed, start - 1, end - 2)


def may_squeeze(ruler: Ruler, start: int, end: int, over: int) -> bool:
    """Whether marks of text[start:end] may give up half an em for a line that is wider than the measure by `over` (EMU).

    LibreOffice ignores that half em, so the DOCX makes all characters a little tighter; but not the one before a change
    of script, nor does it go unseen beyond an em in all.
    """
    return over <= ruler.size and _within(ruler.gaps, start, end) + _within(ruler.closed, start, end) <= _MOST_SEAMS


_MOST_SEAMS: Final = 4
"""Changes of script in a line with squeezed marks."""


def _spared(ruler: Ruler, start: int, end: int) -> int:
    """How much narrower than by our widths a program may set text[start:end], in EMU: with its least gaps, and with tracking at every character."""
    gaps, closed = _within(ruler.gaps, start, end), _within(ruler.closed, start, end)
    narrower = gaps * int(ruler.size * (house.HAN_LATIN_GAP - house.OFFICE_GAP_LEAST))
    return narrower - (gaps + closed) * min(0, ruler.tracking)


def _within(places: Sequence[int], start: int, end: int) -> int:
    return bisect_right(places, end) - bisect_right(places, start) if places else 0


def _differs(ruler: Ruler, start: int, end: int, full: int) -> bool:
    """Whether one of the programs ends elsewhere a line that has room up to `full`."""
    if ruler.may_hang(full):
        return full + 1 != end
    if not ruler.hanging and _hangs(ruler.text, full) and full + 1 != end:
        return True
    by_marks = _pushed_out(ruler.text, start, full)
    return end != by_marks or end != _pushed_out(ruler.text, start, by_marks, whole_words=True)


def _hangs(text: str, place: int) -> bool:
    """Whether a program that lets marks hang ends a line after the mark at `place`, for which there is no room: not one before another mark."""
    return place < len(text) and text[place] in HANGING and text[place + 1 : place + 2] not in OFFICE_NO_START


def _pushed_out(text: str, start: int, full: int, *, whole_words: bool = False) -> int:
    """Find where a line with room up to `full` may end by the rules that Word and LibreOffice share.

    Those are rules for marks; Word keeps Latin runs whole too.
    """
    end = full
    while start < end < len(text) and (text[end] in OFFICE_NO_START or text[end - 1] in OFFICE_NO_END or (whole_words and _in_latin_run(text, end))):
        end -= 1
    return end


def _in_latin_run(text: str, place: int) -> bool:
    return "!" <= text[place] <= "~" and "!" <= text[place - 1] <= "~" and text[place - 1] not in _MAY_PART_AFTER
