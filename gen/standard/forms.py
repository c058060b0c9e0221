"""版头 in its forms: the usual one (7.2), and those of a letter, an order and minutes (clause 10), a row each."""

from typing import Final

from msgspec import Struct

from gen.standard import gb9704, house
from gen.units import Length


class Form(Struct, frozen=True):
    """A form of masthead: how deep its mark's upper edge is below the type area's head, and what is around it.

    `number_right`: the number stands at the right under the rule, 份号 and its like at the left. `rule_lines` are the thicknesses of
    the rule's lines from the top down, `rule_width` its length, and `foot` where the same rule, turned over, stands again, from
    the foot of the page; `rule_gap` is from the mark or number to it. `lines_below` are blank below it all. `folio` says whether its page
    is numbered, `colophon_ruled` whether a 版记 after it has rules.
    """

    mark_top: Length
    rule_lines: tuple[Length, ...] = (house.RULE_THICKNESS,)
    rule_width: Length = gb9704.TYPE_AREA_WIDTH
    rule_gap: Length = gb9704.MASTHEAD_RULE_GAP
    number_right: bool = False
    lines_below: int = gb9704.TITLE_LINES_ABOVE
    foot: Length | None = None
    folio: bool = True
    colophon_ruled: bool = True


FORMS: Final[dict[str, Form]] = {
    "": Form(gb9704.MASTHEAD_TOP),
    "letter": Form(
        Length(gb9704.LETTER_MARK_TOP - gb9704.HEAD_MARGIN),
        rule_lines=(house.LETTER_THICK, house.LETTER_THIN),
        rule_width=gb9704.LETTER_RULE_WIDTH,
        rule_gap=gb9704.LETTER_RULE_GAP,
        number_right=True,
        lines_below=gb9704.LETTER_TITLE_LINES,
        foot=gb9704.LETTER_FOOT_RULE,
        folio=False,
        colophon_ruled=False,
    ),
    "order": Form(gb9704.ORDER_MARK_TOP, rule_lines=(), lines_below=gb9704.ORDER_LINES),
    "minutes": Form(gb9704.MASTHEAD_TOP),
}
"""The forms by the names that templates give them."""
