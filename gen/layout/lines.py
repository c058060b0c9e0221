"""Blocks → galley: every block in lines, each line where it stands in the measure.

Everything is in EMU from the left edge of the type area.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from gen.blocks import Block, Tag
from gen.gb9704 import CELL, DATE_OFFSET, MEASURE, SIGNATURE_RIGHT
from gen.layout.masthead import fit_masthead
from gen.layout.ruler import Line, OversetError, Ruler, break_text, held, places
from gen.layout.table import SetTable, set_table
from gen.layout.title import Lexicon, divide
from gen.styles import Align, Style, style_of
from gen.units import Length


@dataclass(frozen=True, slots=True)
class SetBlock:
    """A block with its lines; `size` is the type size they are set in (a masthead's is fitted to the measure, a table's to its cells)."""

    block: Block
    style: Style
    size: Length
    lines: tuple[Line, ...]
    table: SetTable | None = None


Galley = tuple[SetBlock, ...]


def set_paragraph(block: Block, index: int, style: Style, measure: int = MEASURE) -> tuple[Line, ...]:
    """A paragraph → its lines, justified but for the last; the first is indented."""
    ruler = Ruler(block.text, style, style.size, block.label)
    indent = style.indent
    lines: list[Line] = []
    start = 0
    for end in break_text(ruler, measure - indent, measure):
        left = 0 if start else indent
        width = measure - left
        last = end == len(block.text)
        slack = 0 if last else width - ruler.visible_width(start, end)
        kept_open = not last and held(ruler, start, end, width)
        lines.append(Line(index, start, block.text[start:end], places(ruler, start, end, left, slack), slack, kept_open))
        start = end
    return tuple(lines)


def set_centred(block: Block, index: int, style: Style, size: Length, divisions: Sequence[str], measure: int = MEASURE) -> tuple[Line, ...]:
    """A title, 题注 or mark, already divided into lines → those lines, each centred in the measure."""
    lines: list[Line] = []
    start = 0
    for text in divisions:
        ruler = Ruler(text, style, size)
        width = ruler.visible_width(0, len(text))
        if width > measure and len(text) > 1:
            cell = size + style.tracking
            raise OversetError(block, text, width / cell, measure // cell)
        left = (measure - width) // 2
        lines.append(Line(index, start, text, places(ruler, 0, len(text), left, 0)))
        start += len(text)
    return tuple(lines)


def set_blocks(blocks: Sequence[Block], measure: int = MEASURE) -> Galley:
    """Blocks → galley, every block set by its style's row. `measure` is the length of a line in EMU.

    OversetError for a line that its author divided and that is wider than the measure.
    """
    lexicon = cache(lambda: _lexicon(blocks))
    return tuple(_set_block(blocks, index, measure, lexicon) for index in range(len(blocks)))


def _set_block(blocks: Sequence[Block], index: int, measure: int, lexicon: Callable[[], Lexicon]) -> SetBlock:
    block = blocks[index]
    style = style_of(block)
    size, divisions = style.size, block.lines
    lines: tuple[Line, ...] = ()
    if block.tag is Tag.RULE:
        pass
    elif style.align is Align.GRID:
        table = set_table(block, index, style, measure)
        return SetBlock(block, style, table.size, table.lines, table)
    elif style.align is Align.JUSTIFY:
        lines = set_paragraph(block, index, style, measure)
    elif style.align is Align.SIGNATURE:
        lines = _set_signature(blocks, index, style, measure)
    elif block.tag is Tag.MASTHEAD:
        size, divisions = fit_masthead(block, measure)
        lines = set_centred(block, index, style, size, divisions, measure)
    else:
        if block.tag is Tag.PASSAGE or not divisions:
            divisions = tuple(line for part in divisions or (block.text,) for line in divide(part, style, measure, lexicon))
        lines = set_centred(block, index, style, size, divisions, measure)
    return SetBlock(block, style, size, lines)


def _lexicon(blocks: Sequence[Block]) -> Lexicon:
    """What the document itself says of its names: who signs it, and its whole text."""
    names = dict.fromkeys(block.text for block in blocks if block.tag is Tag.SIGNATURE)
    return Lexicon(tuple(names), "\n".join(block.text for block in blocks if block.tag in {Tag.PARAGRAPH, Tag.HEADING}))


def _signed_together(blocks: Sequence[Block], index: int) -> list[Block]:
    """The run of 署名 and 成文日期 that a block stands in: organs in order, then their date."""
    start = index
    while start and blocks[start - 1].tag is Tag.SIGNATURE:
        start -= 1
    group: list[Block] = []
    for block in blocks[start:]:
        if block.tag not in {Tag.SIGNATURE, Tag.DATE}:
            break
        group.append(block)
        if block.tag is Tag.DATE:
            break
    return group


def _set_signature(blocks: Sequence[Block], index: int, style: Style, measure: int) -> tuple[Line, ...]:
    """署名 and 成文日期 without a seal (7.3.5.2): the organ ends two cells from the right, the date starts two cells after its start.

    Where the date is longer than the organ's name, the date ends two cells from the right and the organ starts two cells before it.
    """
    block = blocks[index]
    group = _signed_together(blocks, index)
    cell = CELL if measure == MEASURE else measure // max(1, round(measure / CELL))
    right = measure - SIGNATURE_RIGHT * cell
    organ, date = (
        max((Ruler(member.text, style, style.size).width(0, len(member.text)) for member in group if member.tag is tag), default=0)
        for tag in (Tag.SIGNATURE, Tag.DATE)
    )
    organ_left = right - (-(-organ // cell)) * cell if organ else right - date - DATE_OFFSET * cell
    if date > organ:
        organ_left = right - date - DATE_OFFSET * cell
    left = organ_left if block.tag is Tag.SIGNATURE else organ_left + DATE_OFFSET * cell
    ruler = Ruler(block.text, style, style.size)
    left = max(0, left)
    if left + ruler.width(0, len(block.text)) <= measure:
        return (Line(index, 0, block.text, places(ruler, 0, len(block.text), left, 0)),)
    starts = [0, *break_text(ruler, right, right)]
    return tuple(Line(index, start, block.text[start:end], places(ruler, start, end, 0, 0)) for start, end in pairwise(starts))
