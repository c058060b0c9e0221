"""An illustration 插图, or the emblem of a gazette → the place of its picture: in whole rows over its caption, over the name."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gen.document.blocks import HEADER, Block, Tag
from gen.standard import house
from gen.standard.design import Design
from gen.standard.styles import BLANK_ROWS
from gen.typesetting.ruler import OversetError
from gen.typesetting.signature import SealBox
from gen.units import Length

if TYPE_CHECKING:
    from gen.typesetting.galley import SetBlock


def place_illustration(blocks: Sequence[Block], index: int, design: Design, set_: Callable[[int], "SetBlock"]) -> tuple[SealBox, int]:
    """An illustration → the box of its picture, from the top of its first row, and how many rows it takes.

    The picture has its natural size, or is scaled down to the measure, that of a column where there are several, and
    further to the height of a page with its caption, with the headings over it too if they leave it room; it is in the
    middle, at the foot of its rows. `set_` sets a block. OversetError, in rows, for one that would be smaller than
    `house.ILLUSTRATION_LEAST` of the size it has by its width.
    """
    block, measure = blocks[index], design.measure
    over = house.ILLUSTRATION_ABOVE
    wide, high = block.width, block.height
    if wide > measure:
        wide, high = measure, max(1, high * measure // wide)
    lines = design.lines - _rows_under(blocks, index, set_)
    if high > lines * design.pitch - over:
        if lines * design.pitch - over < high * house.ILLUSTRATION_LEAST:
            raise OversetError(block, block.picture, (high + over) / design.pitch, lines)
        wide, high = _scaled(wide, high, lines * design.pitch - over)
    room = (lines - _rows_over(blocks, index, set_)) * design.pitch - over
    if high > room >= high * house.ILLUSTRATION_LEAST:
        wide, high = _scaled(wide, high, room)
    rows = -(-(high + over) // design.pitch)
    left, top = (measure - wide) // 2, rows * design.pitch - high
    return SealBox(Length(left), Length(top), Length(wide), Length(high), block.picture), rows


def _scaled(wide: int, high: int, room: int) -> tuple[int, int]:
    """A width and height → those of the same picture at a height of `room`."""
    return max(1, wide * room // high), room


def _rows_under(blocks: Sequence[Block], index: int, set_: Callable[[int], "SetBlock"]) -> int:
    """How many rows the caption of an illustration takes."""
    return len(set_(index + 1).lines) if [following.tag for following in blocks[index + 1 : index + 2]] == [Tag.CAPTION] else 0


def _rows_over(blocks: Sequence[Block], index: int, set_: Callable[[int], "SetBlock"]) -> int:
    """How many rows the headings over an illustration take, which go with it to its page, blank rows between them included."""
    rows = asked = 0
    first = index
    while first and not blocks[first].new_page:
        above, tag = set_(first - 1), blocks[first].tag
        if not above.style.keep_with_next or above.block.tag in HEADER:
            return rows
        rows += BLANK_ROWS.get((above.block.tag, tag), max(above.style.below, asked)) + (above.rows or len(above.lines))
        asked = above.style.above
        first -= 1
    return rows + (set_(first).style.above_on_new_page if first < index else 0)


def emblem_box(block: Block, measure: int) -> SealBox | None:
    """The name of a gazette → the box of its emblem, over the middle of its first row; None without one."""
    side = house.EMBLEM_SIDE
    return SealBox(Length((measure - side) // 2), Length(-side - house.EMBLEM_GAP), side, side, block.picture) if block.picture else None
