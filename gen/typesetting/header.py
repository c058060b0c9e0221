"""版头 → the places of its mark, number, signers and rule, and the first row for text (7.2, clause 10)."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from msgspec import Struct

from gen.document.blocks import HEADER, REPLY, Block, Tag
from gen.standard import gb9704, house
from gen.standard.design import OFFICIAL, Design
from gen.standard.forms import FORMS, Form
from gen.standard.styles import StyleTable, style_of
from gen.typesetting.approvers import place_approvers
from gen.typesetting.lexicon import Lexicon
from gen.typesetting.ruler import Ruler
from gen.typesetting.title import divide
from gen.units import Length


class PlacedRule(Struct, frozen=True):
    """A line drawn across: the `depth` of its middle below the head of the type area, and its edges, in EMU."""

    depth: Length
    left: Length
    right: Length
    thickness: Length
    red: bool = False


def issue_rule(block: Block) -> Length:
    """The thickness of a rule of an issue: that of the cover is red."""
    return house.COVER_RULE if block.red else house.IMPRINT_RULE


class HeaderPlaces(Struct, frozen=True):
    """The places of a masthead, in EMU below the head of the type area.

    `baselines` are those of every line of its blocks, block by block; `mark_pitch` is the line pitch of its mark.
    `rules` are drawn under it, `foot_rules` at the foot of its page. `rows` is how many lines of the page it takes,
    blank lines under it included.
    """

    form: Form
    baselines: tuple[tuple[Length, ...], ...]
    mark_pitch: Length
    rules: tuple[PlacedRule, ...]
    foot_rules: tuple[PlacedRule, ...]
    rows: int


def header_of(blocks: Sequence[Block], start: int) -> range:
    """The blocks of the masthead that begins a page at `start`; none if there is no mark among them."""
    end = start
    while end < len(blocks) and blocks[end].tag in HEADER and (end == start or not blocks[end].new_page):
        end += 1
    return range(start, end) if any(blocks[place].tag is Tag.MASTHEAD for place in range(start, end)) else range(start, start)


def in_headers(blocks: Sequence[Block]) -> Iterator[int]:
    """The indices of the blocks that belong to a masthead at the head of a page."""
    end = 0
    for index, block in enumerate(blocks):
        if index >= end and block.tag in HEADER and (not index or block.new_page or block.tag is Tag.MASTHEAD):
            header = header_of(blocks, index)
            end = header.stop
            yield from header


class MarkRoom(NamedTuple):
    """The room for a mark: the measure (EMU), the `word` beside its lines, and the size that it must not exceed."""

    measure: int
    word: str = ""
    largest: Length = house.MASTHEAD_LARGEST


def fit_mark(block: Block, room: MarkRoom, styles: StyleTable, lexicon: Lexicon) -> tuple[Ruler, list[int]]:
    """Fit a mark to its room: the mark measured in its type size, and the ends of its lines.

    It is as large as the measure allows between the house's limits; a name too long for the smallest size takes several
    lines of it.
    """
    if block.lines:
        ends = list(accumulate(map(len, block.lines)))
        return largest(block, ends, room, styles), ends
    ends = [len(block.text)]
    ruler = largest(block, ends, room, styles)
    if ruler.size < house.MASTHEAD_SMALLEST:
        ends = divide(_measured(block, house.MASTHEAD_SMALLEST, styles), room.measure, lexicon)
        ruler = largest(block, ends, room, styles)
    return ruler, ends


def largest(block: Block, ends: list[int], room: MarkRoom, styles: StyleTable) -> Ruler:
    """Measure a mark in the largest size in which its lines, which end at `ends`, fit the room."""
    ruler = _measured(block, room.largest, styles)
    width = _widest(ruler, ends, room.word)
    while width > room.measure and ruler.size > house.MASTHEAD_STEP:
        size = min(ruler.size - house.MASTHEAD_STEP, room.measure * ruler.size // width // house.MASTHEAD_STEP * house.MASTHEAD_STEP)
        ruler = _measured(block, Length(max(house.MASTHEAD_STEP, size)), styles)
        width = _widest(ruler, ends, room.word)
    return ruler


def _measured(block: Block, size: Length, styles: StyleTable) -> Ruler:
    return Ruler(block.text, style_of(block, styles), size)


def _widest(ruler: Ruler, ends: list[int], word: str) -> int:
    names = max(ruler.visible_width(start, end) for start, end in pairwise((0, *ends)))
    return names + (_word_width(ruler.size, word) if word else 0)


def _word_width(size: Length, word: str) -> int:
    """The width of 文件 beside the names of a joint document, with the gap before it."""
    return int(size * (house.JOINT_MARK_GAP + len(word)))


def place_header(blocks: Sequence[Block], lines: Sequence[int], size: Length, design: Design = OFFICIAL) -> HeaderPlaces:
    """Place a masthead whose blocks have so many lines, its mark in `size` (7.2.4 – 7.2.7).

    The mark's upper edge is 35 mm below the head of the type area; the number two blank lines below it, on the row of
    the last approver; the rule 4 mm below that, or the mark. Text goes on two blank lines below the rule, on the grid.
    Other forms have other measures, see `FORMS`.
    """
    mark = next(place for place, block in enumerate(blocks) if block.tag is Tag.MASTHEAD)
    form = FORMS[blocks[mark].form]
    pitch = Length(int(size * house.MARK_LEADING))
    first = form.mark_top + design.inset + int(size * house.HAN_ASCENT)
    marks = tuple(Length(first + pitch * line) for line in range(lines[mark]))
    bottom = Length(marks[-1] + int(size * house.HAN_DESCENT))
    rules: tuple[PlacedRule, ...] = ()
    ruled = any(block.tag is Tag.RULE for block in blocks)
    red = any(block.tag is Tag.RULE and block.red for block in blocks)
    ink = bottom
    if form.number_right and ruled:
        rules = _rules(form, Length(bottom + form.rule_gap), form.rule_lines, design, red=red)
        base = Length(rules[-1].depth + rules[-1].thickness // 2 + gb9704.LETTER_GAP + int(design.size * house.HAN_ASCENT))
        numbered, ink = _under_rule(blocks, lines, base, design)
    else:
        numbered, ink = _under_mark(blocks, lines, bottom, design)
        if ruled and form.rule_lines:
            rules = _rules(form, Length(ink + form.rule_gap), form.rule_lines, design, red=red)
    if rules:
        ink = Length(max(ink, rules[-1].depth + house.RULE_CLEARANCE + (rules[-1].thickness + 1) // 2 - house.RULE_THICKNESS // 2))
    word = [block.tag for block in blocks].count(Tag.MASTHEAD_WORD)
    middle = Length((marks[0] + marks[-1]) // 2)
    baselines = tuple(
        marks if place == mark else (middle,) * word if block.tag is Tag.MASTHEAD_WORD else numbered[place] for place, block in enumerate(blocks)
    )
    foot: tuple[PlacedRule, ...] = ()
    if form.foot and ruled:
        thickness = sum(form.rule_lines) + house.LETTER_BETWEEN * (len(form.rule_lines) - 1)
        top = Length(design.paper_height - form.foot - thickness - design.head_margin)
        foot = _rules(form, top, form.rule_lines[::-1], design, red=red)
    rows = -(-ink // design.pitch) + form.lines_below
    return HeaderPlaces(form, baselines, pitch, rules, foot, rows)


def _rules(form: Form, top: Length, thicknesses: Sequence[Length], design: Design, *, red: bool) -> tuple[PlacedRule, ...]:
    """The lines of a rule from `top` down: on the type area if they are as wide as that, else centred on the page."""
    left = Length((design.paper_width - form.rule_width) // 2 - design.binding_margin) if form.rule_width != design.area_width else Length(0)
    found: list[PlacedRule] = []
    depth = top
    for thickness in thicknesses:
        found.append(PlacedRule(Length(depth + thickness // 2), left, Length(left + form.rule_width), thickness, red))
        depth = Length(depth + thickness + house.LETTER_BETWEEN)
    return tuple(found)


Numbered = dict[int, tuple[Length, ...]]


def _under_mark(blocks: Sequence[Block], lines: Sequence[int], bottom: Length, design: Design) -> tuple[Numbered, Length]:
    """Place 份号, 密级, 紧急程度 at the head of the type area, the marks of a reply at its right.

    Number and approvers are two blank lines below the mark.
    Gives the baselines of each block, and the lower edge of the lowest ink.
    """
    found: Numbered = {}
    row, right = 0, house.CATEGORY_ROW - 1
    for place, block in enumerate(blocks):
        if block.tag in REPLY:
            found[place] = _down(right, lines[place], design)
            right += lines[place]
        elif block.tag in _AT_HEAD:
            row = max(row, gb9704.SECRECY_ROW - 1) if block.tag is Tag.SECRECY else row
            found[place] = _down(row, lines[place], design)
            row += lines[place]
    start = -(-bottom // design.pitch) + gb9704.NUMBER_LINES_ABOVE
    approvers = place_approvers(blocks, design)
    for place, (down, _) in zip([place for place, block in enumerate(blocks) if block.tag is Tag.APPROVER], approvers.places, strict=True):
        found[place] = _down(start + down, 1, design)
    last = start + max(0, approvers.rows - 1) + approvers.below
    for place, block in enumerate(blocks):
        if block.tag is Tag.NUMBER:
            # On the row of the last approver if there is room; without approvers on rows of its own.
            found[place] = _down(last, lines[place], design)
            last += lines[place]
        elif block.tag is Tag.RULE:
            found[place] = ()
    below = [baselines[-1] for place, baselines in found.items() if baselines and blocks[place].tag not in _AT_HEAD | REPLY]
    return found, Length(max(below) + int(design.size * house.HAN_DESCENT)) if below else bottom


_AT_HEAD: Final = frozenset({Tag.COPY_NUMBER, Tag.SECRECY, Tag.URGENCY})


def _down(row: int, count: int, design: Design) -> tuple[Length, ...]:
    return tuple(Length((row + line) * design.pitch + design.baseline) for line in range(count))


def _under_rule(blocks: Sequence[Block], lines: Sequence[int], base: Length, design: Design) -> tuple[Numbered, Length]:
    """Place 份号, 密级, 紧急程度 from `base` down at the left, the number on the first row at the right (10.1), the marks of a reply under it."""
    found: Numbered = {}
    left = right = 0
    lowest = base
    for place, block in enumerate(blocks):
        start = left if block.tag in _AT_HEAD else right
        if block.tag in {*_AT_HEAD, *REPLY, Tag.NUMBER}:
            found[place] = tuple(Length(base + (start + line) * design.pitch) for line in range(lines[place]))
            lowest = Length(max(lowest, *found[place]))
            left += lines[place] if block.tag in _AT_HEAD else 0
            right += 0 if block.tag in _AT_HEAD else lines[place]
        elif block.tag is Tag.RULE:
            found[place] = ()
    return found, Length(lowest + int(design.size * house.HAN_DESCENT))


class HeaderLine(Struct, frozen=True):
    """A line of a masthead: text[start:end] from `left` on, `slack` spread over it."""

    start: int
    end: int
    left: int
    slack: int = 0


def header_lines(blocks: Sequence[Block], index: int, styles: StyleTable, design: Design, lexicon: Lexicon) -> tuple[Ruler, list[HeaderLine]]:
    """Set one block of a masthead: the block measured, and the places of its lines in the measure."""
    start = index
    while start and blocks[start - 1].tag in HEADER and not blocks[start].new_page:
        start -= 1
    members = [blocks[place] for place in header_of(blocks, start)]
    block = blocks[index]
    mark = next(member for member in members if member.tag is Tag.MASTHEAD)
    measure = design.measure
    if block.tag in {Tag.MASTHEAD, Tag.MASTHEAD_WORD}:
        return _set_mark(block, members, styles, design, lexicon)
    style = style_of(block, styles)
    ruler = Ruler(block.text, style, style.size, block.label)
    width = ruler.visible_width(0, len(block.text))
    approvers = [member for member in members if member.tag is Tag.APPROVER]
    left = 0
    if block.tag in REPLY:
        left = measure - width
    elif block.tag is Tag.NUMBER:
        if FORMS[mark.form].number_right:
            left = measure - width
        elif approvers:
            left = gb9704.NUMBER_LEFT * design.cell
        else:
            return ruler, _centred(ruler, divide(ruler, measure, lexicon), measure)
    elif block.tag is Tag.APPROVER:
        place = next(number for number, approver in enumerate(approvers) if approver is block)
        left = place_approvers(members, design).places[place][1]
    return ruler, [HeaderLine(0, len(block.text), max(0, left))]


def _centred(ruler: Ruler, ends: Sequence[int], measure: int) -> list[HeaderLine]:
    return [HeaderLine(a, b, (measure - ruler.visible_width(a, b)) // 2) for a, b in pairwise((0, *ends))]


def _set_mark(block: Block, members: Sequence[Block], styles: StyleTable, design: Design, lexicon: Lexicon) -> tuple[Ruler, list[HeaderLine]]:
    """Set a mark: one name is centred, the names of a joint document are spread to one width beside 文件."""
    mark = next(member for member in members if member.tag is Tag.MASTHEAD)
    word = next((member.text for member in members if member.tag is Tag.MASTHEAD_WORD), "")
    measure = design.measure
    ruler, ends = fit_mark(mark, MarkRoom(measure, word, design.mark_largest), styles, lexicon)
    if not (word or mark.lines) or (mark.form and FORMS[mark.form].number_right):
        return ruler, _centred(ruler, ends, measure)
    widest = _widest(ruler, ends, "")
    left = (measure - widest - (_word_width(ruler.size, word) if word else 0)) // 2
    if block.tag is Tag.MASTHEAD_WORD:
        beside = left + widest + int(ruler.size * house.JOINT_MARK_GAP)
        return Ruler(word, style_of(block, styles), ruler.size), [HeaderLine(0, len(word), beside)]
    return ruler, [HeaderLine(a, b, left, widest - ruler.visible_width(a, b)) for a, b in pairwise((0, *ends))]
