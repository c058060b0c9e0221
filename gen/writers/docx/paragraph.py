"""The properties of a paragraph in WordprocessingML, in the order of the schema; and the paragraph itself."""

from collections.abc import Sequence
from typing import Final

from gen.standard import house
from gen.units import EMU_PER_PT, Length, to_half_pt, to_twip
from gen.writers.docx.run import run

KEPT: Final = '<w:keepNext w:val="1"/>'
WHOLE: Final = '<w:keepLines w:val="1"/>'
WIDOW: Final = '<w:widowControl w:val="1"/>'
NEW_PAGE: Final = '<w:pageBreakBefore w:val="1"/>'
UNSNAPPED: Final = '<w:snapToGrid w:val="0"/>'
NO_INDENT: Final = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
TAB: Final = "<w:r><w:tab/></w:r>"
LINE_BREAK: Final = "<w:r><w:br/></w:r>"
_NO_WIDTH: Final = '<w:spacing w:val="0"/><w:w w:val="1"/><w:sz w:val="2"/><w:szCs w:val="2"/>'
"""A space of one hundredth of a point."""


LEAST_LINE: Final = Length(EMU_PER_PT)
"""Between two tables, which would become one, and after a last table, where WordprocessingML wants a paragraph."""


def paragraph(style: str, runs: str = "", *, before: str = "", after: str = "") -> str:
    """A paragraph of a style.

    `before` are the properties before its spacing: page break, rule and tabs; `after` are spacing and what follows.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{after}</w:pPr>{runs}</w:p>'


def exact(pitch: int) -> str:
    """`w:spacing` of an exact line pitch (EMU) and no room before or after."""
    return f'<w:spacing w:before="0" w:after="0" w:line="{to_twip(Length(pitch))}" w:lineRule="exact"/>'


def at_least(height: int) -> str:
    """`w:spacing` of lines at least so high (EMU): what is in a line is at its foot. No room before or after."""
    return f'<w:spacing w:before="0" w:after="0" w:line="{to_twip(Length(height))}" w:lineRule="atLeast"/>'


def indent(left: int = 0, *, hanging: int = 0, first: int = 0, right: int = 0) -> str:
    """`w:ind` of lengths in EMU: left edge, first line `hanging` before it or `first` after it, right edge."""
    more = f' w:hangingChars="0" w:hanging="{to_twip(hanging)}"' if hanging else f' w:firstLineChars="0" w:firstLine="{to_twip(first)}"'
    return f'<w:ind w:leftChars="0" w:left="{to_twip(left)}" w:rightChars="0" w:right="{to_twip(right)}"{more}/>'


def tabs(places: Sequence[int], right: int | None = None) -> str:
    """Left tab stops, and a right one, in EMU from the left edge of the type area."""
    stops = "".join(f'<w:tab w:val="left" w:pos="{to_twip(place)}"/>' for place in places)
    stops += f'<w:tab w:val="right" w:pos="{to_twip(right)}"/>' if right is not None else ""
    return f"<w:tabs>{stops}</w:tabs>" if stops else ""


def right_tab(place: int) -> str:
    """A right tab stop with a leader of dots in the middle of the line, in EMU from the left edge of the type area."""
    return f'<w:tabs><w:tab w:val="right" w:leader="middleDot" w:pos="{to_twip(Length(place))}"/></w:tabs>'


def bottom_rule(thickness: int, *, red: bool = False, kind: str = "single") -> str:
    """`w:pBdr` of a rule under a paragraph; office programs draw it below the paragraph's last line."""
    eighths = max(2, round(thickness * 8 / EMU_PER_PT))
    colour = house.RED if red else house.BLACK
    return f'<w:pBdr><w:bottom w:val="{kind}" w:sz="{eighths}" w:space="0" w:color="{colour}"/></w:pBdr>'


def rule_height(thickness: int) -> int:
    """How much the flow grows by such a rule: its thickness in whole eighths of a point, in EMU."""
    return max(2, round(thickness * 8 / EMU_PER_PT)) * EMU_PER_PT // 8


def filled() -> str:
    """`w:shd` of a paragraph that is black all over."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{house.BLACK}"/>'


def foot_frame(width: int) -> str:
    """`w:framePr` of paragraphs that stand together at the foot of the type area, `width` EMU wide, in the frame of their like."""
    return f'<w:framePr w:w="{to_twip(width)}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:x="1" w:yAlign="bottom"/>'


def sized(size: Length) -> str:
    """`w:sz` and `w:szCs` of a type size."""
    return f'<w:sz w:val="{to_half_pt(size)}"/><w:szCs w:val="{to_half_pt(size)}"/>'


def visible(text: str, named: str = "", properties: str = "") -> str:
    """Text as a run.

    Space at its end has no width: LibreOffice would break the line again before a U+3000 that does not fit.
    """
    seen = text.rstrip()
    return run(seen, named, properties) + unseen(text[len(seen) :])


def unseen(spaces: str) -> str:
    """Space at the end of a line as a run without width."""
    return run(spaces, "", _NO_WIDTH) if spaces else ""
