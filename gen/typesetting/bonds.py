"""A place inside a run → what it costs to let go the bond there, if that may be done at all."""

from typing import Final

from gen.standard import house
from gen.typesetting.kinsoku import INSIDE, SPACES
from gen.typesetting.ruler import Ruler
from gen.typesetting.seams import is_han

_RANGE_SIGNS: Final = frozenset("—～–－")
"""The signs between the two numbers of a range; a hyphen may be part of a code or of a telephone number."""


def bond_cost(ruler: Ruler, place: int) -> int | None:
    """The cost of ending a line at a place that a run binds, by the characters on its sides; None where the bond always holds.

    The figures of a number, a Latin word, a person's name 买买提·艾力, —— and …… are never parted, nor a mark from what it belongs to.
    """
    text, penalty = ruler.text, ruler.penalty(place)
    before, after = text[place - 1], text[place]
    if penalty != INSIDE:
        return None
    if before in _RANGE_SIGNS:
        return house.RANGE_COST if after.isdecimal() and text[place - 2].isdecimal() else None
    if not is_han(after):
        return None
    while before in SPACES and place > 1:
        place -= 1
        before = text[place - 1]
    return house.UNIT_COST if before.isdecimal() else None
