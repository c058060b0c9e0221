"""落款 → the places of its organs, signers, date, seals and stamps, in the three ways of 7.3.5."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from gen.document.blocks import SIGNED, Block, Tag
from gen.standard import gb9704, house
from gen.standard.design import OFFICIAL, Design
from gen.standard.gb9704 import DATE_OFFSET, SIGNATURE_RIGHT
from gen.standard.styles import StyleTable, style_of
from gen.typesetting.lexicon import Lexicon, Words
from gen.typesetting.line_breaks import break_text
from gen.typesetting.ruler import Ruler
from gen.typesetting.seal_rows import SealedName, seal_rows
from gen.typesetting.title import divide
from gen.units import Length


class SealBox(Struct, frozen=True):
    """The box of a seal or stamp.

    `left` is counted from the left edge of the type area, `top` from the top of its block's row, all in EMU. `file` is
    its picture. A picture narrower than the box is in its middle, or at its right edge if `flush`.
    """

    left: Length
    top: Length
    width: Length
    height: Length
    file: str
    flush: bool = False

    def fitted(self, width: int, height: int) -> tuple[int, int, int, int]:
        """A picture's size in pixels → its left and top edge, width and height in EMU, as large as the box allows."""
        scale = min(self.width / width, self.height / height)
        wide, high = max(1, int(width * scale)), max(1, int(height * scale))
        return self.left + (self.width - wide) // (1 if self.flush else 2), self.top + (self.height - high) // 2, wide, high


class Signed(Struct, frozen=True):
    """The place of one block of a 落款.

    `lines` are its lines: where each ends in the text, and its left edge (EMU). `above` is the number of blank rows over
    it (None: as its style says). `beside`: it is on the row of the block before. `tail` is the number of rows under it
    that a seal reaches into. `centred` are a name and a date under a seal: all their lines have one middle.
    """

    lines: tuple[tuple[int, int], ...]
    above: int | None = None
    beside: bool = False
    tail: int = 0
    seal: SealBox | None = None
    centred: bool = False


def signed_together(blocks: Sequence[Block], index: int) -> range:
    """The group of a block of a 落款: organs or signers in order, then their date."""
    start = index
    while start and blocks[start - 1].tag in SIGNED and blocks[start - 1].tag is not Tag.DATE:
        start -= 1
    end = start
    while end < len(blocks) and blocks[end].tag in SIGNED and blocks[end].tag is not Tag.DATE:
        end += 1
    return range(start, end + 1 if end < len(blocks) and blocks[end].tag is Tag.DATE else end)


def place_signed(members: Sequence[Block], rulers: Sequence[Ruler], design: Design, words: Words) -> list[Signed]:
    """Place the blocks of a group that `signed_together` gives, each measured by its ruler.

    `words` finds the words at which a name that is too long for one line is divided.
    """
    if Tag.SIGNER in [block.tag for block in members]:
        return _stamped(members, rulers, design, words)
    if any(block.picture for block in members):
        return _sealed(members, rulers, design, words)
    return _unsealed(members, rulers, design, words)


def measured(members: Sequence[Block], styles: StyleTable) -> list[Ruler]:
    """Measure the blocks of a 落款, each in its style."""
    styled = [(block.text, style_of(block, styles)) for block in members]
    return [Ruler(text, style, style.size) for text, style in styled]


def rows_clear_of_seals(placed: Sequence[Signed], edges: tuple[int, int]) -> int:
    """Count the blank rows that keep a line between two edges, below a 落款, clear of the seals that reach below its date."""
    left, right = edges
    for signed in reversed(placed[:-1]):
        seal = signed.seal
        if seal and seal.left < right and left < seal.left + seal.width:
            return placed[-1].tail
        if not signed.beside:
            break
    return 0


def left_edges(organ: int, date: int, measure: int, cell: int = OFFICIAL.cell) -> tuple[int, int]:
    """The left edges of organ and date without a seal (7.3.5.2), from their widths (EMU; 0: missing).

    The organ ends two cells from the right, on the grid, and the date starts two cells after its start. If the date is
    longer than the organ's name, the date ends two cells from the right and the organ starts two cells before it. A
    name too long for this starts at the left edge. A name of several lines is
    as wide as its longest line.
    """
    right = measure - SIGNATURE_RIGHT * cell
    offset = DATE_OFFSET * cell
    left = right - offset - date if date > organ else right - -(-organ // cell) * cell
    left = max(0, left)
    return left, left + offset


def _width(ruler: Ruler) -> int:
    return ruler.visible_width(0, len(ruler.text))


def _from(left: int, ruler: Ruler, design: Design) -> tuple[tuple[int, int], ...]:
    """Start a text at `left`; if it is too long for one line, the next one starts at the left edge.

    The text ends two cells from the right.
    """
    length = len(ruler.text)
    if left + _width(ruler) <= design.measure:
        return ((length, left),)
    right = design.measure - SIGNATURE_RIGHT * design.cell
    ends = break_text(ruler, max(design.cell, right - left), right)
    return tuple((end, 0 if number else left) for number, end in enumerate(ends))


def _divided(ruler: Ruler, design: Design, words: Words, room: int | None = None) -> tuple[list[int], int]:
    """Divide an organ's name, or a 职务 in its `room`: one line while it fits, without a room the measure, else lines of whole words.

    Gives the ends of the lines, and the width of the longest.
    """
    right = max(design.cell, design.measure - SIGNATURE_RIGHT * design.cell)
    ends = divide(ruler, room or (design.measure if _width(ruler) <= design.measure else right), Lexicon(words))
    return ends, max(ruler.visible_width(*span) for span in pairwise([0, *ends]))


def _unsealed(members: Sequence[Block], rulers: Sequence[Ruler], design: Design, words: Words) -> list[Signed]:
    dated = [block.tag is Tag.DATE for block in members]
    names = {number: _divided(ruler, design, words) for number, ruler in enumerate(rulers) if not dated[number]}
    organ = max([width for _, width in names.values()], default=0)
    date = max([_width(ruler) for ruler, date in zip(rulers, dated, strict=True) if date], default=0)
    name_left, date_left = left_edges(organ, date, design.measure, design.cell)
    return [
        Signed(tuple((end, name_left) for end in names[number][0]) if number in names else _from(date_left, ruler, design))
        for number, ruler in enumerate(rulers)
    ]


def _sealed(members: Sequence[Block], rulers: Sequence[Ruler], design: Design, words: Words) -> list[Signed]:
    """Set organs with their seals (7.3.5.1) row by row, the last of them centred over the date.

    A name wider than the measure is divided as a title is, each of its lines centred on its seal.
    """
    diameter, pitch = house.SEAL_DIAMETER, design.pitch
    organs, date = rulers[:-1], _width(rulers[-1])
    divided = [divide(ruler, design.measure, Lexicon(words)) for ruler in organs]
    widths = [[ruler.visible_width(*span) for span in pairwise([0, *ends])] for ruler, ends in zip(organs, divided, strict=True)]
    rows = seal_rows([SealedName(max(wide), len(wide) > 1) for wide in widths], date, design)
    placed: list[Signed] = []
    under = 0  # from the middle of the seals of the row before to the row under their names
    for middles in rows:
        for place, across in enumerate(middles):
            number = len(placed)
            ends, wide = divided[number], widths[number]
            # The seal's centre is a little above the middle of name and date together.
            middle = (len(ends) + 1) * pitch // 2 - house.SEAL_RISE
            if number:
                above = 0 if place else -(-(diameter + house.SEAL_CLEARANCE - middle - under) // pitch)
            else:
                above = max(gb9704.SIGNATURE_LINES_ABOVE, -(-(diameter // 2 - middle) // pitch))
            seal = SealBox(Length(across - diameter // 2), Length(middle - diameter // 2), diameter, diameter, members[number].picture)
            lines = tuple((end, across - width // 2) for end, width in zip(ends, wide, strict=True))
            placed.append(Signed(lines, above, beside=place > 0, seal=seal, centred=True))
        under = len(ends) * pitch - middle
    tail = max(0, -(-(middle + diameter // 2) // pitch) - len(divided[-1]) - 1)
    return [*placed, Signed(_from(max(0, rows[-1][-1] - date // 2), rulers[-1], design), 0, tail=tail, centred=True)]


def _stamped(members: Sequence[Block], rulers: Sequence[Ruler], design: Design, words: Words) -> list[Signed]:
    """Set signers one under another, 职务 before stamp or name, and the date, all four cells from the right (7.3.5.3).

    A 职务 that is too long for one line has several; the stamp is beside their middle, a name beside the last. Where names
    leave a 职务 no room beside them, each is on the row under its 职务.
    """
    widths = list(map(_width, rulers))
    right = design.measure - gb9704.STAMP_RIGHT * design.cell
    names = [width for block, width in zip(members, widths, strict=True) if block.tag is Tag.SIGNER_NAME]
    column = right - (max(names) if names else house.STAMP_WIDTH)
    room = edge = column - gb9704.SIGNER_BEFORE_STAMP * design.cell
    beside = room >= house.SIGNER_LEAST * design.cell
    if not beside:
        room, edge = (right, right) if names else (design.measure, edge)  # too narrow a measure for anything beside the 职务
    placed: list[Signed] = []
    below = 0  # rows under the text before that its stamp reaches into
    for number, (block, ruler, width) in enumerate(zip(members, rulers, widths, strict=True)):
        if block.tag is Tag.SIGNER_NAME:
            placed.append(Signed(_from(max(0, column if beside else right - width), ruler, design), 0, beside=beside))
        elif block.tag is Tag.DATE:
            placed.append(Signed(_from(max(0, right - width), ruler, design), below + gb9704.STAMP_LINES_BELOW if number else None))
        else:
            ends, longest = _divided(ruler, design, words, room if block.tag is Tag.SIGNER else None)
            around = 0 if names else max(0, -(-(house.STAMP_ROWS - len(ends)) // 2))
            above = (below if number else gb9704.STAMP_LINES_ABOVE) + around
            below = around
            left = max(0, edge - longest)
            height = Length(house.STAMP_ROWS * design.pitch)
            top = Length((len(ends) - house.STAMP_ROWS) * design.pitch // 2)
            box = SealBox(Length(column), top, house.STAMP_WIDTH, height, block.picture, flush=True) if block.picture else None
            placed.append(Signed(tuple((end, left) for end in ends), above, tail=around, seal=box))
    return placed
