"""版记 → paragraphs of exact heights at the foot of the last page, under a spacer (docs/anchoring.md)."""

from collections.abc import Iterator, Sequence
from typing import Final

from gen.document.blocks import Tag
from gen.pagination.page import Page
from gen.standard import gb9704, house
from gen.standard.design import Design
from gen.typesetting.galley import SetBlock
from gen.units import EMU_PER_TWIP, to_half_pt, twip
from gen.writers.docx import lines, styles
from gen.writers.docx.paragraph import LINE_BREAK, NEW_PAGE, TAB, UNSNAPPED, bottom_rule, exact, indent, paragraph, rule_height, tabs, visible

_SLACK: Final = twip(20)
"""How much higher than the type area's foot the 版记 ends: LibreOffice centres the grid of a page and rounds rules, and
would move it over."""
_LEAST: Final = house.COLOPHON_RULE_GAP
_RISE: Final = f'<w:position w:val="{to_half_pt(house.COLOPHON_RISE)}"/>'
"""In every run: LibreOffice 7.4 makes superscripts of a rise that a style asks for."""


def colophon_xml(members: Sequence[SetBlock], page: Page, rows: int, design: Design, *, new_page: bool) -> Iterator[str]:
    """A 版记 → its paragraphs; `rows` of its page are taken above it."""
    ruled = any(not rule.red and rule.depth >= (page.colophon or 0) for rule in page.rules)
    groups = _rows(members)
    issuing = next((number for number, group in enumerate(groups) if number and group[0].block.tag in {Tag.ISSUER, Tag.ISSUED}), 0)
    rules = {number: gb9704.COLOPHON_THIN for number in (issuing,) if number} | {len(groups): gb9704.COLOPHON_THICK} if ruled else {}
    total = sum(len(group[0].lines) for group in groups) * house.COLOPHON_PITCH
    total += sum(_LEAST + rule_height(thickness) for thickness in rules.values()) + ruled * rule_height(gb9704.COLOPHON_THICK)
    room = (design.area_height - design.inset) // EMU_PER_TWIP * EMU_PER_TWIP - _SLACK - rows * design.pitch
    yield _rule(room - total, gb9704.COLOPHON_THICK if ruled else 0, NEW_PAGE if new_page else "")
    for number, group in enumerate(groups, 1):
        if number - 1 in rules:
            yield _rule(_LEAST, rules[number - 1])
        yield _paragraph(group)
    if ruled:
        yield _rule(_LEAST, gb9704.COLOPHON_THICK)


def _rule(height: int, thickness: int, new_page: str = "") -> str:
    """An empty paragraph so high, with a rule under it where it has a thickness."""
    rule = bottom_rule(thickness) if thickness else ""
    return paragraph(styles.SPACER, before=f"{new_page}{rule}{UNSNAPPED}", after=exact(max(_LEAST, height)))


def _rows(members: Sequence[SetBlock]) -> list[list[SetBlock]]:
    """The blocks that are beside each other, together."""
    groups: list[list[SetBlock]] = []
    for member in members:
        if member.beside and groups:
            groups[-1].append(member)
        else:
            groups.append([member])
    return groups


def _paragraph(group: list[SetBlock]) -> str:
    """An element of a 版记 and what is beside it → a paragraph, one character in from both sides.

    Further lines are under the first, after the label, and end where ours do, like those of running text.
    """
    member = group[0]
    if len(group) > 1:
        stops, justification = tabs([], group[-1].lines[0].x[-1]), '<w:jc w:val="left"/>'
        runs = TAB.join(LINE_BREAK.join(visible(line.text, "", _RISE) for line in other.lines) for other in group)
    else:
        stops, justification, runs = "", '<w:jc w:val="both"/>', lines.runs(member, member.lines, properties=_RISE)
    left = member.hang or member.first
    edges = indent(left, hanging=max(0, member.hang - member.first), right=member.style.right)
    return paragraph(styles.style_id(member.style), runs, before=f"{stops}{UNSNAPPED}", after=f"{exact(house.COLOPHON_PITCH)}{edges}{justification}")
