"""Measured text → where its lines end.

Breaking is greedy with push-out 推出: a line takes all that fits, and a run that may not be parted goes over to the next
line whole. Nothing stands outside the measure, except marks if the design lets them hang. No line ends at a
place that some office programs refuse, such as 推行|“三项制度”, if one before it does not make the line loose.
"""

from operator import itemgetter
from typing import Final

from gen.standard import house
from gen.typesetting.hyphenation import at_syllable, may_part
from gen.typesetting.kinsoku import MARKS, NO_END, NO_START, is_shunned
from gen.typesetting.ruler import Ruler


def break_text(ruler: Ruler, first: int, measure: int, last: int = house.LAST_LINE_LEAST, *, syllables: bool = False) -> list[int]:
    """Break a text into lines, the first of them `first` wide, the others `measure` (EMU), and give the end of each.

    A run that is longer than a line is cut where the penalty is least. The last line has at least `last` characters
    beside marks 单字不成行, if the text has so many. With `syllables` a Latin word may be parted to fill a loose line.
    """
    text, length, tracking = ruler.text, len(ruler.text), ruler.tracking
    full = (measure + tracking) // ruler.advance
    ends: list[int] = []
    end, width = 0, first
    while end < length:
        most = ruler.fill(end, width + tracking)
        fixed = _fixed_ends(text, most, full, max(end, ruler.fixed_from)) if most > ruler.fixed_from and not ruler.hanging else []
        ends += fixed or [line_end(ruler, end, most)]
        if ends[-1] < length and is_shunned(text, ends[-1]):
            ends = _unshunned(ruler, ends, first, measure)
        elif syllables and may_part(text, ends[-1], most):
            ends[-1] = at_syllable(ruler, end, ends[-1], width)
        end, width = ends[-1], measure
    if len(ends) > 1 and not is_long_enough(text, ends[-2], last):
        ends[-2] = _last_start(ruler, ends[-3] if ends[2:] else 0, ends[-2], measure, last)
        if is_shunned(text, ends[-2]):
            other = _unshunned(ruler, ends[:-1], first, measure)
            ends = [*other, length] if ruler.visible_width(other[-1], length) <= measure else ends
    return ends


def _fixed_ends(text: str, most: int, full: int, least: int) -> list[int]:
    """Break a text at marks alone: the ends of its lines up to the text's.

    The first line ends at `most` or before, each of the others holds `full` characters. No line ends at `least` or
    before: where marks bind all characters of a line after `least`, or a line would end at a shunned place, that line and
    the rest stay unbroken.
    """
    ends: list[int] = []
    end = most
    while end < len(text):
        while end > least and (text[end] in NO_START or text[end - 1] in NO_END):
            end -= 1
        if end <= least or is_shunned(text, end):
            return ends
        ends.append(end)
        least = end
        end += full
    ends.append(len(text))
    return ends


def most_of(ruler: Ruler, start: int, width: int) -> int:
    """The end of the most text from `start` that a line of a width (EMU) has room for, with a mark that hangs."""
    most = ruler.fill(start, width + ruler.tracking)
    return most + 1 if ruler.hanging and ruler.may_hang(most) else most


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


def _unshunned(ruler: Ruler, ends: list[int], first: int, measure: int) -> list[int]:
    """Move the last of some lines' ends, which is shunned, to a place before it that no program refuses.

    The line before may end earlier too, and share the slack: that way is taken if its looser line is less loose than one
    line alone. The ends stay where they are if a line would be looser than `house.LOOSENING_MOST`.
    """
    *before, end = [0, *ends]
    width = measure if before[1:] else first
    alone = _parted_by_all(ruler, before[-1], end)
    ways = [(_looseness(ruler, before[-1], alone, width), [*before[1:], alone])]
    if before[1:]:
        start = _parted_by_all(ruler, before[-2], before[-1] - 1)
        shared = _parted_by_all(ruler, start, line_end(ruler, start, ruler.fill(start, measure + ruler.tracking)))
        width = measure if before[2:] else first
        loosest = max(_looseness(ruler, before[-2], start, width), _looseness(ruler, start, shared, measure))
        ways.append((loosest, [*before[1:-1], start, shared]))
    loosest, found = min(ways, key=itemgetter(0))
    return found if loosest <= house.LOOSENING_MOST else ends


def _parted_by_all(ruler: Ruler, start: int, end: int) -> int:
    """The last place from `end` back to `start` where every program ends a line; `start` if there is none."""
    while end > start and (ruler.penalty(end) or is_shunned(ruler.text, end)):
        end -= 1
    return end


def _looseness(ruler: Ruler, start: int, end: int, width: int) -> int:
    """What justification adds to each character of the line text[start:end], ASCII left out, in hundredths of an em."""
    openings = sum(character > "~" for character in ruler.text[start : end - 1])
    return (width - ruler.visible_width(start, end)) * 100 // (ruler.size * openings) if openings else _NO_LINE


_NO_LINE: Final = 1 << 20
"""The looseness of a line that justification has nothing to open in."""


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
