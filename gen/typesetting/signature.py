"""落款 → the places of its organs, signers, date, seals and stamps, in the three ways of 7.3.5."""

from collections.abc import Sequence

from msgspec import Struct

from gen.document.blocks import SIGNED, Block, Tag
from gen.standard import gb9704, house
from gen.standard.design import OFFICIAL, Design
from gen.standard.gb9704 import DATE_OFFSET, SIGNATURE_RIGHT
from gen.standard.styles import StyleTable, style_of
from gen.typesetting.ruler import Ruler
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

    `left` is its left edge, `above` the number of blank rows over it (None: as its style says). `beside`: it is on the
    row of the block before. `tail` is the number of rows under it that a seal reaches into.
    """

    left: int
    above: int | None = None
    beside: bool = False
    tail: int = 0
    seal: SealBox | None = None


def signed_together(blocks: Sequence[Block], index: int) -> range:
    """The group of a block of a 落款: organs or signers in order, then their date."""
    start = index
    while start and blocks[start - 1].tag in SIGNED and blocks[start - 1].tag is not Tag.DATE:
        start -= 1
    end = start
    while end < len(blocks) and blocks[end].tag in SIGNED and blocks[end].tag is not Tag.DATE:
        end += 1
    return range(start, end + 1 if end < len(blocks) and blocks[end].tag is Tag.DATE else end)


def place_signed(members: Sequence[Block], rulers: Sequence[Ruler], design: Design) -> list[Signed]:
    """Place the blocks of a group that `signed_together` gives, each measured by its ruler."""
    widths = [ruler.visible_width(0, len(ruler.text)) for ruler in rulers]
    if Tag.SIGNER in [block.tag for block in members]:
        return _stamped(members, widths, design)
    if any(block.picture for block in members):
        return _sealed(members, widths, design)
    return _unsealed(members, widths, design)


def measured(members: Sequence[Block], styles: StyleTable) -> list[Ruler]:
    """Measure the blocks of a 落款, each in its style."""
    styled = [(block.text, style_of(block, styles)) for block in members]
    return [Ruler(text, style, style.size) for text, style in styled]


def rows_clear_of_seals(blocks: Sequence[Block], index: int, edges: tuple[int, int], styles: StyleTable, design: Design) -> int:
    """Count the blank rows over block `index` that keep a line between two edges clear of seals.

    The block follows a 成文日期, below which the seals may reach.
    """
    if not index or blocks[index - 1].tag is not Tag.DATE:
        return 0
    group = signed_together(blocks, index - 1)
    if not any(blocks[place].picture for place in group):
        return 0
    members = blocks[group.start : group.stop]
    left, right = edges
    placed = place_signed(members, measured(members, styles), design)
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
    name too long for this starts at the left edge.
    """
    right = measure - SIGNATURE_RIGHT * cell
    offset = DATE_OFFSET * cell
    left = right - offset - date if date > organ else right - -(-organ // cell) * cell
    left = max(0, left)
    return left, left + offset


def _unsealed(members: Sequence[Block], widths: Sequence[int], design: Design) -> list[Signed]:
    dated = [block.tag is Tag.DATE for block in members]
    organ = max([width for width, date in zip(widths, dated, strict=True) if not date], default=0)
    date = max([width for width, date in zip(widths, dated, strict=True) if date], default=0)
    lefts = left_edges(organ, date, design.measure, design.cell)
    return [Signed(lefts[date]) for date in dated]


def _sealed(members: Sequence[Block], widths: Sequence[int], design: Design) -> list[Signed]:
    """Set organs with their seals (7.3.5.1) in columns, row by row, the last of them centred over the date.

    The date ends four cells from the right; it and the organ over it move to the left when that organ's name would
    leave the measure. In the last row organs stand in the rightmost columns.
    """
    diameter = house.SEAL_DIAMETER
    organs, date = widths[:-1], widths[-1]
    pitch = max(diameter + house.SEAL_CLEARANCE, max(organs) + design.cell)
    half = max(diameter, *organs) // 2
    centre = min(design.measure - gb9704.SEALED_DATE_RIGHT * design.cell - date // 2, design.measure - half)
    columns = min(len(organs), max(1, (centre - half) // pitch + 1))
    below = -(-(diameter + house.SEAL_CLEARANCE) // design.pitch) - 1
    middle = design.pitch - house.SEAL_RISE
    above = max(gb9704.SIGNATURE_LINES_ABOVE, -(-(diameter // 2 - middle) // design.pitch))
    placed: list[Signed] = []
    for number, width in enumerate(organs):
        row, place = divmod(number, columns)
        count = min(columns, len(organs) - row * columns)
        across = centre - (count - 1 - place) * pitch
        seal = SealBox(Length(across - diameter // 2), Length(middle - diameter // 2), diameter, diameter, members[number].picture)
        blanks = 0 if place else below if row else above
        placed.append(Signed(max(0, across - width // 2), blanks, beside=place > 0, seal=seal))
    tail = max(0, -(-(middle + diameter // 2) // design.pitch) - 2)
    return [*placed, Signed(max(0, centre - date // 2), 0, tail=tail)]


def _stamped(members: Sequence[Block], widths: Sequence[int], design: Design) -> list[Signed]:
    """Set signers, one a line, 职务 before stamp or name, and the date, all four cells from the right (7.3.5.3)."""
    right = design.measure - gb9704.STAMP_RIGHT * design.cell
    names = [width for block, width in zip(members, widths, strict=True) if block.tag is Tag.SIGNER_NAME]
    column = right - (max(names) if names else house.STAMP_WIDTH)
    around = 0 if names else (house.STAMP_ROWS - 1) // 2
    placed: list[Signed] = []
    for number, (block, width) in enumerate(zip(members, widths, strict=True)):
        if block.tag is Tag.SIGNER_NAME:
            placed.append(Signed(column, 0, beside=True))
        elif block.tag is Tag.DATE:
            placed.append(Signed(max(0, right - width), around + gb9704.STAMP_LINES_BELOW if number else None))
        else:
            above = 2 * around if number else gb9704.STAMP_LINES_ABOVE + around
            left = max(0, column - gb9704.SIGNER_BEFORE_STAMP * design.cell - width)
            height = Length(house.STAMP_ROWS * design.pitch)
            top = Length(-around * design.pitch)
            box = SealBox(Length(column), top, house.STAMP_WIDTH, height, block.picture, flush=True) if block.picture else None
            placed.append(Signed(left, above, tail=around, seal=box))
    return placed
