"""Blocks → galley: every block in lines, each line where it stands in the measure.

Everything is in EMU from the left edge of the type area.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final

from gen import house
from gen.blocks import Block, Tag
from gen.gb9704 import CELL, CHARACTERS_PER_LINE, LINES_PER_PAGE, MEASURE, SIGNATURE_RIGHT
from gen.layout.masthead import fit_masthead, place_masthead
from gen.layout.office import held
from gen.layout.ruler import Line, OversetError, Ruler, break_text, places
from gen.layout.signature import left_edges, signed_together
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


def set_blocks(blocks: Sequence[Block], measure: int = MEASURE) -> Galley:
    """Set every block by its style's row, in lines of `measure` (EMU).

    OversetError for a line that its author divided and that is wider than the measure, a table's row higher than a page, and a mark
    that leaves its page no text.
    """
    lexicon = cache(lambda: _lexicon(blocks))
    return tuple(_set_block(blocks, index, measure, lexicon) for index in range(len(blocks)))


def _lexicon(blocks: Sequence[Block]) -> Lexicon:
    """Gather what the document itself says of its names: who signs it, and its whole text."""
    names = dict.fromkeys(block.text for block in blocks if block.tag is Tag.SIGNATURE)
    return Lexicon(tuple(names), "\n".join(block.text for block in blocks if block.tag in {Tag.PARAGRAPH, Tag.HEADING}))


def _set_block(blocks: Sequence[Block], index: int, measure: int, lexicon: Callable[[], Lexicon]) -> SetBlock:
    block = blocks[index]
    style = style_of(block)
    size = style.size
    lines: tuple[Line, ...] = ()
    if block.tag is Tag.RULE:
        pass
    elif style.align is Align.GRID:
        table = set_table(block, index, style, measure)
        return SetBlock(block, style, table.size, table.lines, table)
    elif style.align is Align.JUSTIFY:
        lines = _set_paragraph(block, index, style, measure)
    elif style.align is Align.SIGNATURE:
        lines = _set_signed(blocks, index, style, measure)
    elif block.tag is Tag.MASTHEAD:
        ruler, ends = fit_masthead(block, measure)
        size = ruler.size
        if measure == MEASURE and place_masthead(size, len(ends), 1).rows > LINES_PER_PAGE - house.LAST_PAGE_LEAST:
            raise OversetError(block, block.text, len(block.text), CHARACTERS_PER_LINE)
        lines = _set_centred(block, index, ruler, ends, measure)
    else:
        lines = _set_centred(block, index, Ruler(block.text, style, size), _divisions(block, style, measure, lexicon), measure)
    return SetBlock(block, style, size, lines)


def _set_paragraph(block: Block, index: int, style: Style, measure: int) -> tuple[Line, ...]:
    """Set a paragraph in lines, justified but for the last; the first is indented."""
    text = block.text
    ruler = Ruler(text, style, style.size, block.label)
    lines: list[Line] = []
    start, left = 0, int(style.indent)
    for end in break_text(ruler, measure - left, measure):
        width = measure - left
        slack = width - ruler.visible_width(start, end) if end < len(text) else 0
        lines.append(Line(index, start, text[start:end], places(ruler, start, end, left, slack), slack, held(ruler, start, end, width)))
        start, left = end, 0
    return tuple(lines)


_EVENT: Final = re.compile("(?<=[过准正订布行][\u3000 ])(?=根据|[0-9]{4}年)")
"""Where one event of a 题注 (通过, 批准, 修正, 修订, 公布, 施行) ends and the next begins: each on a line of its own."""


def _divisions(block: Block, style: Style, measure: int, lexicon: Callable[[], Lexicon]) -> list[int]:
    """Divide a centred block: where its author did, but for an event of a 题注 longer than a line, else where the program does."""
    if block.lines and block.tag is not Tag.PASSAGE:
        return list(accumulate(map(len, block.lines)))
    ends: list[int] = []
    for part in (event for line in block.lines or (block.text,) for event in _EVENT.split(line)):
        base = ends[-1] if ends else 0
        ends += [base + end for end in divide(Ruler(part, style, style.size), measure, lexicon)]
    return ends


def _set_centred(block: Block, index: int, ruler: Ruler, ends: Iterable[int], measure: int) -> tuple[Line, ...]:
    """Set a title, 题注, number or mark, already divided into lines, each centred in the measure."""
    lines: list[Line] = []
    start = 0
    for end in ends:
        text = block.text[start:end]
        width = ruler.visible_width(start, end)
        if width > measure and end - start > 1:
            cell = ruler.size + ruler.tracking
            raise OversetError(block, text, width / cell, measure // cell)
        lines.append(Line(index, start, text, places(ruler, start, end, (measure - width) // 2)))
        start = end
    return tuple(lines)


def _set_signed(blocks: Sequence[Block], index: int, style: Style, measure: int) -> tuple[Line, ...]:
    """Set a 署名 or 成文日期 beside the others of its group; a name too long for one line takes several."""
    text = blocks[index].text
    widths = {Tag.SIGNATURE: 0, Tag.DATE: 0}
    for block in signed_together(blocks, index):
        widths[block.tag] = max(widths[block.tag], Ruler(block.text, style, style.size).width(0, len(block.text)))
    left = left_edges(widths[Tag.SIGNATURE], widths[Tag.DATE], measure)[blocks[index].tag is Tag.DATE]
    ruler = Ruler(text, style, style.size)
    ends = [len(text)]
    if left + ruler.visible_width(0, len(text)) > measure:
        right = measure - SIGNATURE_RIGHT * CELL
        ends = break_text(ruler, right - left, right)
    lines: list[Line] = []
    start = 0
    for end in ends:
        lines.append(Line(index, start, text[start:end], places(ruler, start, end, 0 if start else left)))
        start = end
    return tuple(lines)
