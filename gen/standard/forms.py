"""The forms of 版头: the usual one (7.2) and those of letters, orders and minutes (clause 10), a row each."""

from typing import Final

from msgspec import Struct

from gen.standard import gb9704, house
from gen.units import Length


class Form(Struct, frozen=True):
    """A form of 版头: the places of its mark, rule and number, and its effects on the page."""

    mark_top: Length
    """From the head of the type area to the upper edge of the 发文机关标志."""
    rule_lines: tuple[Length, ...] = (house.RULE_THICKNESS,)
    """The thickness of each line of the rule, from the top down."""
    rule_width: Length = gb9704.TYPE_AREA_WIDTH
    rule_gap: Length = gb9704.MASTHEAD_RULE_GAP
    """From the mark or the number to the rule."""
    number_right: bool = False
    """Puts the number under the rule at the right, and 份号 and its like at the left."""
    lines_below: int = gb9704.TITLE_LINES_ABOVE
    """Blank lines below the whole."""
    foot: Length | None = None
    """The distance of a second rule, mirrored, from the foot of the page; None without one."""
    folio: bool = True
    """Prints the number of its page."""
    colophon_ruled: bool = True
    """Draws the rules of the 版记."""


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
"""The forms by their names in templates."""
