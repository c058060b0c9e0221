"""版头 → paragraphs of exact heights, which all office programs stack alike (docs/anchoring.md)."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from gen.document.blocks import Block, Tag
from gen.standard import house
from gen.standard.design import Design
from gen.standard.gb9704 import Face
from gen.typesetting.galley import SetBlock
from gen.typesetting.header import HeaderPlaces, PlacedRule, issue_rule
from gen.typesetting.ruler import Line
from gen.units import EMU_PER_TWIP, Length, to_twip
from gen.writers.docx import styles
from gen.writers.docx.paragraph import NEW_PAGE, TAB, UNSNAPPED, bottom_rule, exact, indent, paragraph, rule_height, sized, tabs, visible
from gen.writers.docx.table import alternative
from gen.writers.docx.variant import LETTER_HEADER

_OFF_CENTRE: Final = 2 * EMU_PER_TWIP
Band = list[tuple[SetBlock, Line]]


class _Flow:
    """Paragraphs of exact heights, one under another.

    `depth` is how far down they have come, in EMU below the type area's head.
    """

    def __init__(self, depth: int, *, new_page: bool = False) -> None:
        self.depth = depth
        self._broken = NEW_PAGE if new_page else ""

    def spacer(self, bottom: int, rule: str = "", ruled: int = 0, more: str = "") -> str:
        """Make an empty paragraph that reaches down to `bottom`, with `rule` under it, `ruled` EMU thick."""
        height = _whole(bottom - self.depth)
        self.depth += height + ruled
        made = paragraph(styles.SPACER, before=f"{self._broken}{rule}{UNSNAPPED}", after=exact(height) + more)
        self._broken = ""
        return made

    def line(self, style: str, runs: str, pitch: int, *, stops: str = "", after: str = "") -> str:
        """Make a paragraph of one line, of exact pitch."""
        self.depth += _whole(pitch)
        return paragraph(style, runs, before=f"{stops}{UNSNAPPED}", after=exact(pitch) + after)


def _whole(height: int) -> int:
    """A height → the height that the file states, in whole twips. The next spacer makes up for what is rounded off."""
    return to_twip(Length(height)) * EMU_PER_TWIP


def header_xml(members: Sequence[SetBlock], places: HeaderPlaces, design: Design, *, new_page: bool) -> Iterator[str]:
    """A masthead → the paragraphs at the head of its page, down to the first row that is free for text.

    Where the mark is in the page's header (10.1), they begin below that header.
    """
    placed = [
        (baseline, member, line)
        for member, lines in zip(members, places.baselines, strict=True)
        for baseline, line in zip(lines, member.lines, strict=True)
    ]
    top = 0
    if places.form.number_right and places.rules:
        placed = [item for item in placed if item[1].block.tag is not Tag.MASTHEAD]
        top = _letter_depth(places)
    flow = _Flow(top, new_page=new_page)
    bands = [
        (baseline, [(member, line) for _, member, line in band]) for baseline, band in groupby(sorted(placed, key=_baseline_of), key=_baseline_of)
    ]
    joint = [item for item in bands if item[1][0][0].block.tag in _MARKS] if any(item[1].block.tag is Tag.MASTHEAD_WORD for item in placed) else []
    for baseline, band in bands:
        pitch = places.mark_pitch if band[0][0].block.tag in _MARKS else design.pitch
        if joint and (baseline, band) in joint:
            if (baseline, band) == joint[0]:
                yield flow.spacer(baseline - pitch * 4 // 5)
                yield from _joint(members, places, flow)
            continue
        if baseline - pitch * 4 // 5 > flow.depth:
            yield flow.spacer(baseline - pitch * 4 // 5)
        yield _band(band, pitch, design, flow)
    if not places.form.number_right:
        for rule in places.rules:
            height = rule_height(rule.thickness)
            yield flow.spacer(rule.depth - height // 2, bottom_rule(rule.thickness, red=rule.red), height)
    free = (places.rows - places.form.lines_below) * design.pitch
    if free > flow.depth:
        yield flow.spacer(free)
    # A last line whose ink is inside its row may reach below it with its pitch: the first blank line is lower by that.
    over = _whole(flow.depth - free) if flow.depth > free else 0
    for number in range(places.form.lines_below):
        yield paragraph(styles.BLANK, after=exact(design.pitch - over) if over and not number else "")


_MARKS: Final = frozenset({Tag.MASTHEAD, Tag.MASTHEAD_WORD})


def _baseline_of(placed: tuple[Length, SetBlock, Line]) -> int:
    return placed[0]


def _colour(member: SetBlock) -> str:
    return f'<w:color w:val="{house.RED}"/>' if member.block.red else ""


def _runs(member: SetBlock, line: Line, within: Face) -> str:
    """A line of a masthead → its runs in a paragraph of the face `within`.

    A label has its own face, a mark its size; slack is spacing.
    """
    properties = _colour(member)
    if line.slack:
        properties += f'<w:spacing w:val="{line.slack // max(1, len(line.text) - 1) // EMU_PER_TWIP}"/>'
    if member.block.tag in _MARKS:
        properties += sized(member.size)
    label = max(0, member.block.label - line.start) if member.style.label_face else 0
    named, face = styles.named_face(member.style.label_face, within), styles.named_face(member.style.face, within)
    if line.slack and len(line.text) > 1:
        last = _colour(member) + sized(member.size)
        return visible(line.text[:-1], "", properties) + visible(line.text[-1], "", last)
    return (visible(line.text[:label], named, properties) if label else "") + visible(line.text[label:], face, properties)


def _band(band: Band, pitch: int, design: Design, flow: _Flow) -> str:
    """The lines on one baseline → one paragraph, each after the first at its own tab stop.

    A line in the middle is centred.
    """
    band = sorted(band, key=lambda item: item[1].x[0])
    runs = TAB.join(_runs(member, line, band[0][0].style.face) for member, line in band)
    style = styles.style_id(band[0][0].style)
    first = band[0][1]
    if len(band) == 1 and abs(first.x[0] + first.x[-1] - design.measure) < _OFF_CENTRE:
        return flow.line(style, runs, pitch, after=f'{indent()}<w:jc w:val="center"/>')
    last = band[-1][1]
    flush = last.x[-1] > design.measure - _OFF_CENTRE
    # What ends at the right edge is at a tab there: at a tab where it begins, a rounding would break it.
    stops = tabs([line.x[0] for _, line in (band[1:-1] if flush else band[1:])], design.measure if flush else None)
    left = 0 if flush and len(band) == 1 else first.x[0]
    return flow.line(style, (TAB if flush and len(band) == 1 else "") + runs, pitch, stops=stops, after=f'{indent(left)}<w:jc w:val="left"/>')


def _joint(members: Sequence[SetBlock], places: HeaderPlaces, flow: _Flow) -> Iterator[str]:
    """The mark of a joint document: a table without rules, a row a name, and 文件 in one cell at their right.

    Names are as wide as the longest by character spacing: not every program distributes ×, and some distribute nothing.
    """
    mark = next(member for member in members if member.block.tag is Tag.MASTHEAD)
    word = next(member for member in members if member.block.tag is Tag.MASTHEAD_WORD)
    left, right = mark.lines[0].x[0], max(line.x[-1] for line in mark.lines)
    names = to_twip(right - left) + _ROOM
    gap = word.lines[0].x[0] - right - _ROOM * EMU_PER_TWIP
    beside = to_twip(word.lines[0].x[-1] - right)
    height = to_twip(places.mark_pitch)
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{names}" w:type="dxa"/></w:tcPr>'
        f"{_cell(mark, _runs(mark, line, mark.style.face), places, indent() + _LEFT)}</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{beside}" w:type="dxa"/><w:vMerge{"" if number else _RESTART}/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_cell(word, '' if number else _mark_run(word, word.block.text), places, indent(gap) + _LEFT)}</w:tc></w:tr>"
        for number, line in enumerate(mark.lines)
    )
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{names + beside}" w:type="dxa"/><w:tblInd w:w="{to_twip(left)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"{alternative('发文机关标志', '排版用表格：左列各机关名称，右列“文件”')}</w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{names}"/><w:gridCol w:w="{beside}"/></w:tblGrid>{rows}</w:tbl>'
    )
    flow.depth += _whole(places.mark_pitch) * len(mark.lines)


_RESTART: Final = ' w:val="restart"'
_LEFT: Final = '<w:jc w:val="left"/>'
_ROOM: Final = 20
"""Twips more than the widest name needs, so that no rounding breaks it."""


def _mark_run(member: SetBlock, text: str) -> str:
    return visible(text, "", _colour(member) + sized(member.size))


def _cell(member: SetBlock, runs: str, places: HeaderPlaces, after: str) -> str:
    return paragraph(styles.style_id(member.style), runs, before=UNSNAPPED, after=exact(places.mark_pitch) + after)


def _letter_depth(places: HeaderPlaces) -> int:
    """The depth at which text begins under a letter's header: office programs begin it under the double rule."""
    first = places.rules[0]
    return first.depth - first.thickness // 2 + _double_height(places.rules)


def _double_height(rules: Sequence[PlacedRule]) -> int:
    return sum(rule_height(rule.thickness) for rule in rules) + house.LETTER_BETWEEN


def ruled_row(block: Block, pitch: int) -> str:
    """A rule of an issue → an empty paragraph as high as a row, with the rule at its foot."""
    thickness = issue_rule(block)
    return paragraph(styles.SPACER, before=bottom_rule(thickness, red=block.red) + UNSNAPPED, after=exact(pitch - rule_height(thickness)))


def letter_header_xml(members: Sequence[SetBlock], places: HeaderPlaces, design: Design) -> str:
    """A letter's mark and the double rule under it (10.1) → the paragraphs of its first page's header."""
    mark = next(member for member in members if member.block.tag is Tag.MASTHEAD)
    flow = _Flow(LETTER_HEADER - design.head_margin)
    top = places.baselines[members.index(mark)][0] - places.mark_pitch * 4 // 5
    made = [flow.spacer(top), *(_band([(mark, line)], places.mark_pitch, design, flow) for line in mark.lines)]
    first = places.rules[0]
    made.append(flow.spacer(first.depth - first.thickness // 2, _double(places.rules, "thickThinSmallGap"), 0, _wide(first, design)))
    return "".join(made)


def letter_foot_xml(places: HeaderPlaces, design: Design, height: int) -> str:
    """The double rule at the foot of a letter's first page → a paragraph `height` EMU high, rule included."""
    flow = _Flow(0)
    bottom = height - _double_height(places.foot_rules)
    return flow.spacer(bottom, _double(places.foot_rules, "thinThickSmallGap"), 0, _wide(places.foot_rules[0], design))


def _double(rules: Sequence[PlacedRule], kind: str) -> str:
    return bottom_rule(max(rule.thickness for rule in rules), red=rules[0].red, kind=kind)


def _wide(rule: PlacedRule, design: Design) -> str:
    return indent(rule.left, right=design.measure - rule.right)
