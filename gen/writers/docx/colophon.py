"""版记 → paragraphs in a frame at the foot of the last page, which text above it may grow towards (docs/anchoring.md)."""

from collections.abc import Sequence
from typing import Final

from gen.document.blocks import Tag
from gen.pagination.page import Page
from gen.standard import gb9704, house
from gen.standard.design import Design
from gen.standard.styles import Align
from gen.typesetting.galley import SetBlock
from gen.units import Length, to_half_pt
from gen.writers.docx import lines, styles
from gen.writers.docx.paragraph import LEAST_LINE, LINE_BREAK, TAB, UNSNAPPED, exact, filled, foot_frame, indent, paragraph, tabs, visible

_RISE: Final = f'<w:position w:val="{to_half_pt(house.COLOPHON_RISE)}"/>'
"""In every run: LibreOffice 7.4 makes superscripts of a rise that a style asks for."""


def colophon_xml(members: Sequence[SetBlock], page: Page, design: Design, new_page: str = "") -> str:
    """A 版记 → the paragraphs of its frame, and the one that the frame is anchored to, on whose page it is.

    `new_page` is the property that starts a page with them, if they start one.
    """
    frame = foot_frame(design.measure)
    ruled = any(not rule.red and rule.depth >= (page.colophon or 0) for rule in page.rules)
    groups = _rows(members)
    issuing = next((number for number, group in enumerate(groups) if number and group[0].block.tag in {Tag.ISSUER, Tag.ISSUED}), 0)
    made = [_rule(frame, gb9704.COLOPHON_THICK)] if ruled else []
    for number, group in enumerate(groups):
        if ruled and number and number == issuing:
            made += [_blank(frame, house.COLOPHON_RULE_GAP), _rule(frame, gb9704.COLOPHON_THIN)]
        made.append(_element(frame, group))
    if ruled:
        # The middle of the last rule is at the foot of the type area, but the frame ends there with its lower edge.
        made += [_blank(frame, house.COLOPHON_RULE_GAP - gb9704.COLOPHON_THICK // 2), _rule(frame, gb9704.COLOPHON_THICK)]
    below = design.paper_height - design.foot_margin - design.area_bottom
    if below >= LEAST_LINE:
        made.append(_blank(frame, below))
    return "".join(made) + paragraph(styles.SPACER, before=new_page, after=exact(LEAST_LINE))


def _blank(frame: str, height: int) -> str:
    """An empty paragraph so high."""
    return paragraph(styles.SPACER, before=f"{frame}{UNSNAPPED}", after=exact(height))


def _rule(frame: str, thickness: Length) -> str:
    """A rule: an empty paragraph as high as it is thick, filled.

    It is no border: LibreOffice 7.4 sets a frame that has a bordered paragraph like text (measured).
    """
    return paragraph(styles.SPACER, before=f"{frame}{filled()}{UNSNAPPED}", after=exact(thickness))


def _rows(members: Sequence[SetBlock]) -> list[list[SetBlock]]:
    """The blocks that are beside each other, together."""
    groups: list[list[SetBlock]] = []
    for member in members:
        if member.beside and groups:
            groups[-1].append(member)
        else:
            groups.append([member])
    return groups


def _element(frame: str, group: list[SetBlock]) -> str:
    """An element of a 版记 and what is beside it → a paragraph, one character in from both sides.

    Further lines are under the first, after the label, and end where ours do, like those of running text.
    """
    member = group[0]
    if len(group) > 1:
        stops, justification = tabs([], group[-1].lines[0].x[-1]), '<w:jc w:val="left"/>'
        runs = TAB.join(LINE_BREAK.join(visible(line.text, "", _RISE) for line in other.lines) for other in group)
    else:
        side = "right" if member.style.align is Align.RIGHT else "both"
        stops, justification, runs = "", f'<w:jc w:val="{side}"/>', lines.runs(member, member.lines, properties=_RISE)
    left = member.hang or member.first
    edges = indent(left, hanging=max(0, member.hang - member.first), right=member.style.right)
    return paragraph(
        styles.style_id(member.style), runs, before=f"{frame}{stops}{UNSNAPPED}", after=f"{exact(house.COLOPHON_PITCH)}{edges}{justification}"
    )
