"""Blocks → galley: every block in lines, each line where it stands in the measure.

Everything is in EMU from the left edge of the type area.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.document.blocks import COLOPHON, HEADER, Block, Tag
from gen.standard import house
from gen.standard.design import OFFICIAL, Design
from gen.standard.styles import Align, Hang, Style, StyleTable, style_of, style_table
from gen.typesetting.centred import set_centred
from gen.typesetting.header import fit_masthead, header_of, place_header, set_header
from gen.typesetting.justify import Edges, justify, places
from gen.typesetting.kinsoku import ODD
from gen.typesetting.plain import Plain, plain_of
from gen.typesetting.ruler import Line, OversetError, Ruler, break_text
from gen.typesetting.signature import Pressed, Signed, measured, place_signed, rows_clear_of_seals, signed_together
from gen.typesetting.table import SetTable, set_table_on_page
from gen.typesetting.title import Lexicon, divide
from gen.units import EMU_PER_TWIP, Length


class SetBlock(Struct, frozen=True):
    """A block with its lines; `size` is the type size they are set in (a masthead's is fitted to the measure, a table's to its cells).

    `first` and `hang` are where the first and the further lines of a paragraph start. `above` are the blank rows over it where
    it is not its style that says so, `tail` the rows under it that must stay on its page. `beside` sets it on the last row of the
    block before. `pressed` is the seal or stamp on it. `target` is the block that a line of a 目录 names, whose page number it bears.
    `rows` are the rows that its lines share, 0 where each has its own. `across` says that it stands across the columns of its page, `even` that
    it is seen to have nothing but hanzi and their marks, `centred` that its lines have one middle, wherever in the measure that is.
    """

    block: Block
    style: Style
    size: Length
    lines: tuple[Line, ...]
    table: SetTable | None = None
    first: int = 0
    hang: int = 0
    above: int | None = None
    tail: int = 0
    beside: bool = False
    pressed: Pressed | None = None
    target: int | None = None
    rows: int = 0
    across: bool = False
    even: bool = False
    centred: bool = False

    def pitch(self, design: Design) -> Length:
        """From one of its lines to the next, in whole twips."""
        return Length(self.rows * design.pitch // len(self.lines) // EMU_PER_TWIP * EMU_PER_TWIP) if self.rows else design.pitch


Galley = tuple[SetBlock, ...]


def set_blocks(blocks: Sequence[Block], measure: int | None = None, design: Design = OFFICIAL) -> Galley:
    """Set every block by its style's row, in lines of `measure` (EMU; the design's own without).

    What stands across the page is set in that page's measure, but not where `measure` is given.
    OversetError for a line that its author divided and that is wider than the measure, a table's row higher than a page, and a mark
    that leaves its page no text.
    """
    if measure is not None and measure != design.measure:
        cells = max(1, measure // design.cell)
        design = replace(design, measure=Length(measure), characters=cells)
    setter = _Setter(blocks, design)
    sides = [False] * len(blocks) if measure is not None or not any(block.landscape for block in blocks) else list(turned_blocks(blocks))
    across = _Setter(blocks, design.turned) if any(sides) else setter
    galley = tuple([(across if turned else setter).set(index) for index, turned in enumerate(sides)])
    if design.columns == 1:
        return galley
    # A page on its side has one column, whatever the others have.
    return tuple(replace(member, across=True) if member.style.across and not turned else member for member, turned in zip(galley, sides, strict=True))


def turned_blocks(blocks: Iterable[Block]) -> Iterator[bool]:
    """Tell of every block whether it stands across the page: from one that says so to the next that starts a page."""
    turned = False
    for block in blocks:
        turned = block.landscape or (turned and not block.new_page and block.tag not in COLOPHON)
        yield turned


def _lexicon(blocks: Sequence[Block]) -> Lexicon:
    """Gather what the document itself says of its names: who signs it, and its whole text."""
    names = dict.fromkeys([block.text for block in blocks if block.tag is _SIGNATURE])
    return Lexicon(tuple(names), "\n".join([block.text for block in blocks if block.tag in _RUNNING]))


class _Setter:
    """Sets the blocks of one document."""

    def __init__(self, blocks: Sequence[Block], design: Design) -> None:
        self.blocks = blocks
        self.design = design
        self.measure = design.measure
        self.styles: StyleTable = style_table(design)
        self.lexicon: Callable[[], Lexicon] = cache(lambda: _lexicon(blocks))
        self.header_end = 0
        self.signed: dict[int, tuple[Signed, Ruler]] = {}
        self.running = _running(design)

    @cached_property
    def headings(self) -> dict[str, list[int]]:
        """Where each heading stands, by its text without spaces."""
        found: dict[str, list[int]] = {}
        for index, block in enumerate(self.blocks):
            if block.tag in {Tag.HEADING, Tag.TITLE, Tag.LABEL}:
                found.setdefault(squeezed(block.text), []).append(index)
        return found

    def set(self, index: int) -> SetBlock:  # noqa: PLR0911 — one return a way to stand
        block = self.blocks[index]
        if block.tag in _RUNNING:
            return self._running(block, index)
        style = style_of(block, self.styles)
        framed = self.design.framed
        if framed and block.tag in HEADER and index >= self.header_end and (not index or block.new_page or block.tag is Tag.MASTHEAD):
            self.header_end = header_of(self.blocks, index).stop
        if framed and block.tag in HEADER and index < self.header_end:
            return self._header(block, index, style)
        if block.tag is Tag.CONTENTS and not block.level and self.design.contents_folios:
            return self._contents(block, index, style)
        if style.align is Align.JUSTIFY:
            return self._paragraph(block, index, style)
        if style.align is Align.GRID:
            return self._table(block, index, style)
        if style.align is Align.SIGNATURE:
            return self._signed(block, index, style)
        if block.tag is Tag.RULE:
            return SetBlock(block, style, style.size, ())
        if style.fitted:
            return self._fitted(block, index, style)
        return self._right(block, index, style) if style.align is Align.RIGHT else self._centred(block, index, style)

    def _centred(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a title, 题注, heading or number, each of its lines in the middle of the measure."""
        ruler = Ruler(block.text, style, style.size)
        lines = set_centred(block, index, ruler, self._divisions(block, style, ruler), self._measure(style))
        return SetBlock(block, style, style.size, lines, rows=self._shared_rows(style, style.size, lines))

    def _running(self, block: Block, index: int) -> SetBlock:
        """Set a paragraph or heading: nine of ten blocks, and most of them plain."""
        way = self.running.get((block.tag, block.level))
        if way is None:
            style = style_of(block, self.styles)
            plain = plain_of(style, self._measure(style) - style.right) if style.align is Align.JUSTIFY else None
            way = self.running[block.tag, block.level] = style, plain
        style, plain = way
        odd = ODD.findall(block.text)
        lines = plain.lines(block.text, index, block.label, odd) if plain else ()
        if lines:
            return SetBlock(block, style, style.size, lines, first=style.indent, even=not odd)
        return self._paragraph(block, index, style) if style.align is Align.JUSTIFY else self._centred(block, index, style)

    def _table(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a table: in a column where it has room there in its full size, else across all."""
        if self.design.columns > 1:
            try:
                table = set_table_on_page(block, index, style, self.measure, self.design)
            except OversetError:
                table = None
            if table is None or table.size < style.size:
                table = set_table_on_page(block, index, style, self.design.across, self.design)
                return SetBlock(block, style, table.size, table.lines, table, across=True)
        else:
            table = set_table_on_page(block, index, style, self.measure, self.design)
        return SetBlock(block, style, table.size, table.lines, table)

    def _measure(self, style: Style) -> int:
        """What a style's lines are set in: a column, or all of them."""
        return self.design.across if style.across else self.measure

    def _fitted(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a name in type as large as the measure allows, its picture over it."""
        measure = self._measure(style)
        ruler, ends = fit_masthead(block, measure, self.styles)
        lines = set_centred(block, index, ruler, ends, measure)
        side = house.EMBLEM_SIDE
        top = Length(-side - house.EMBLEM_GAP)
        pressed = Pressed(Length((measure - side) // 2), top, side, side, block.picture) if block.picture else None
        return SetBlock(block, style, ruler.size, lines, pressed=pressed, rows=self._shared_rows(style, ruler.size, lines))

    def _shared_rows(self, style: Style, size: Length, lines: Sequence[Line]) -> int:
        return -(-int(len(lines) * size * style.leading) // self.design.pitch)

    def _contents(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a line of a 目录, with room at the right for the page number of the heading that it names."""
        targets = self.headings.get(squeezed(block.text), [])
        target = next((place for place in targets if place > index), None)
        if target is None:
            return self._paragraph(block, index, style)
        indented = replace(style, right=Length(house.CONTENTS_ROOM * self.design.cell))
        return replace(self._paragraph(block, index, indented), target=target)

    def _right(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a block at the right, on the row of the one before where there is room."""
        ruler = Ruler(block.text, style, style.size)
        width = ruler.visible_width(0, len(block.text))
        measure = self._measure(style)
        line = Line(index, 0, block.text, places(ruler, 0, len(block.text), max(0, measure - style.right - width)))
        beside = style.beside and bool(index) and width + style.right < measure - self._right_of_last(index - 1)
        return SetBlock(block, style, style.size, (line,), beside=beside)

    def _right_of_last(self, index: int) -> int:
        """Where the last line of a block of the 版记 ends."""
        return self._paragraph(self.blocks[index], index, style_of(self.blocks[index], self.styles)).lines[-1].x[-1]

    def _paragraph(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a paragraph in lines, justified but for the last; the first is indented, the others start where its style hangs them."""
        text = block.text
        right = self._measure(style) - style.right
        ruler = Ruler(text, style, style.size, block.label)
        first, hang = _hangs(ruler, block, style)
        lines = justify(ruler, index, break_text(ruler, right - first, right - hang), Edges(first, hang, right))
        above = rows_clear_of_seals(self.blocks, index, lines[0].x[0], lines[0].x[-1], self.styles, self.design) if block.tag is Tag.NOTE else 0
        return SetBlock(block, style, style.size, lines, first=first, hang=hang, above=above or None)

    def _divisions(self, block: Block, style: Style, ruler: Ruler) -> list[int]:
        """Divide a centred block: where its author did, but for an event of a 题注 longer than a line, else where the program does."""
        if block.tag is not Tag.PASSAGE:
            return list(accumulate(map(len, block.lines))) if block.lines else divide(ruler, self._measure(style), self.lexicon)
        ends: list[int] = []
        for part in (event for line in block.lines or (block.text,) for event in _EVENT.split(line)):
            base = ends[-1] if ends else 0
            measured = ruler if part == block.text else Ruler(part, style, style.size)
            ends += [base + end for end in divide(measured, self._measure(style), self.lexicon)]
        return ends

    def _signed(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a block of a 落款 beside the others of its group; a name too long for one line takes several."""
        if index not in self.signed:
            group = signed_together(self.blocks, index)
            members = self.blocks[group.start : group.stop]
            rulers = measured(members, self.styles)
            self.signed |= zip(group, zip(place_signed(members, rulers, self.design), rulers, strict=True), strict=True)
        signed, ruler = self.signed[index]
        lines: list[Line] = []
        start = 0
        for end, left in signed.lines:
            lines.append(Line(index, start, block.text[start:end], places(ruler, start, end, left)))
            start = end
        made = SetBlock(block, style, style.size, tuple(lines), above=signed.above, tail=signed.tail, beside=signed.beside, pressed=signed.pressed)
        return replace(made, centred=signed.centred)

    def _header(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a block of a masthead."""
        if block.tag is Tag.RULE:
            return SetBlock(block, style, style.size, ())
        ruler, found = set_header(self.blocks, index, self.styles, self.design)
        lines: list[Line] = []
        for line in found:
            width = ruler.visible_width(line.start, line.end)
            if width > self.measure and line.end - line.start > 1:
                cell = ruler.size + ruler.tracking
                raise OversetError(block, block.text[line.start : line.end], width / cell, self.measure // cell)
            lines.append(
                Line(index, line.start, block.text[line.start : line.end], places(ruler, line.start, line.end, line.left, line.slack), line.slack)
            )
        if block.tag is Tag.MASTHEAD and lines[1:] and self.design.measure == OFFICIAL.measure:
            alone = place_header([block], [len(lines)], ruler.size, self.design)
            if alone.rows > self.design.lines - house.LAST_PAGE_LEAST:
                raise OversetError(block, block.text, len(block.text), self.design.characters)
        return SetBlock(block, style, ruler.size, tuple(lines))


@cache
def _running(_design: Design) -> dict[tuple[Tag, str], tuple[Style, Plain | None]]:
    """How running text of each tag and level is set in a design, filled as they are met."""
    return {}


_SIGNATURE: Final = Tag.SIGNATURE
"""Until Python 3.12 a member is four times as far from its class as from a module."""
_RUNNING: Final = frozenset({Tag.PARAGRAPH, Tag.HEADING})
_EVENT: Final = re.compile("(?<=[过准正订布行][\u3000 ])(?=根据|[0-9]{4}年)")
"""Where one event of a 题注 (通过, 批准, 修正, 修订, 公布, 施行) ends and the next begins: each on a line of its own."""
_ENCLOSED: Final = re.compile("(附件[：:])?([0-9]{1,2}[.．、][ \u3000]?)?")


def _hangs(ruler: Ruler, block: Block, style: Style) -> tuple[int, int]:
    """Find where the first and the further lines of a paragraph start."""
    first = int(style.indent)
    if style.hang is Hang.NONE:
        return first, 0
    if style.hang is Hang.LABEL:
        label = block.label or block.text.find("：") + 1
        return first, first + ruler.offsets[label]
    match = _ENCLOSED.match(block.text)
    if match and match[2] and not match[1]:
        # 2. and what follows stand under 1., after the words 附件：.
        first += ENCLOSURE_LABEL * (style.size + style.tracking)
    return first, first + ruler.offsets[match.end() if match else 0]


ENCLOSURE_LABEL: Final = 3
"""The characters of 附件：."""


def squeezed(text: str) -> str:
    """A text without its spaces."""
    return "".join(text.split())
