"""Measured text → where its lines end.

Breaking is greedy with push-out 推出: a line takes all that fits, and a run that may not be parted goes over to the next
line whole. Nothing stands outside the measure, except marks if the design lets them hang.
"""

from gen.standard import house
from gen.typesetting.kinsoku import MARKS, NO_END, NO_START
from gen.typesetting.ruler import Ruler


def break_text(ruler: Ruler, first: int, measure: int, last: int = house.LAST_LINE_LEAST) -> list[int]:
    """Break a text into lines, the first of them `first` wide, the others `measure` (EMU), and give the end of each.

    A run that is longer than a line is cut where the penalty is least. The last line has at least `last` characters
    beside marks 单字不成行, if the text has so many.
    """
    text, length, tracking = ruler.text, len(ruler.text), ruler.tracking
    full = (measure + tracking) // ruler.advance
    ends: list[int] = []
    end, width = 0, first
    while end < length:
        most = ruler.fill(end, width + tracking)
        fixed = [] if ruler.hanging else _fixed_ends(text, most, full, max(end, ruler.fixed_from))
        ends += fixed or [line_end(ruler, end, most)]
        end, width = ends[-1], measure
    if ends[1:] and not is_long_enough(text, ends[-2], last):
        ends[-2] = _last_start(ruler, ends[-3] if ends[2:] else 0, ends[-2], measure, last)
    return ends


def _fixed_ends(text: str, most: int, full: int, least: int) -> list[int]:
    """Break a text at marks alone: the ends of its lines up to the text's.

    The first line ends at `most` or before, each of the others holds `full` characters. No line ends at `least` or
    before: where marks bind all characters of a line after `least`, that line and the rest stay unbroken.
    """
    ends: list[int] = []
    end = most
    while end < len(text):
        while end > least and (text[end] in NO_START or text[end - 1] in NO_END):
            end -= 1
        if end <= least:
            return ends
        ends.append(end)
        least = end
        end += full
    ends.append(len(text))
    return ends


def most_of(ruler: Ruler, start: int, width: int) -> int:
    """The end of the most text from `start` that a line of a width (EMU) has room for, with a mark that hangs."""
    most = ruler.fill(start, width + ruler.tracking)
    return most + 1 if ruler.may_hang(most) else most


def line_end(ruler: Ruler, start: int, most: int) -> int:
    """Find the end of a line that starts at `start` and has room up to `most`, if need be where the penalty is least."""
    if most == len(ruler.text):
        return most
    if ruler.may_hang(most):
        return most + 1
    end = most
    while end > start and ruler.penalty(end):
        end -= 1
    return end if end > start else min(range(most, start, -1), key=ruler.penalty)


def is_long_enough(text: str, start: int, least: int) -> bool:
    """Whether a last line from `start` on has enough characters beside marks 单字不成行."""
    head = text[start : start + least]
    return (len(head) == least and MARKS.isdisjoint(head)) or sum(character not in MARKS for character in text[start:]) >= least


def _last_start(ruler: Ruler, least: int, start: int, measure: int, wanted: int) -> int:
    """Find where the last line starts if it is too short from `start` on: as few characters earlier as are enough.

    It stays at `start` if it would have to begin at `least` or before, or would not fit the measure.
    """
    text = ruler.text
    characters = sum(character not in MARKS for character in text[start:])
    weakest = ruler.penalty(start)
    place = start
    while characters < wanted or ruler.penalty(place) > weakest:
        place -= 1
        if place <= least:
            return start
        characters += text[place] not in MARKS
    return place if ruler.visible_width(place, len(text)) <= measure else start
