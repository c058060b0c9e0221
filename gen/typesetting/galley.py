"""Blocks → galley: every block in lines, in EMU from the left edge of the type area."""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.document.blocks import NAMED, WITH_TABLE, Block, Tag, table_of, turned_blocks
from gen.standard import house
from gen.standard.design import OFFICIAL, Design
from gen.standard.styles import Align, Hang, Style, StyleTable, style_of, style_table
from gen.typesetting.contents import targets_of
from gen.typesetting.entry import entry_hang, set_entry, words_whole
from gen.typesetting.hang import edges_of
from gen.typesetting.header import header_lines, in_headers, place_header
from gen.typesetting.illustration import emblem_box, place_illustration
from gen.typesetting.justify import Edges, centre, places, refuse_overset
from gen.typesetting.lexicon import Lexicon, Words
from gen.typesetting.nameplate import fit_nameplate
from gen.typesetting.names import NameLists, inside
from gen.typesetting.paragraph import set_text
from gen.typesetting.passage import set_passage
from gen.typesetting.ruler import Line, OversetError, Ruler
from gen.typesetting.signature import SealBox, Signed, measured, place_signed, rows_clear_of_seals, signed_together
from gen.typesetting.table.values import SetTable, TableRoom
from gen.typesetting.title import divide
from gen.units import EMU_PER_TWIP, Length


class SetBlock(Struct, frozen=True, gc=False):
    """A block with its lines.

    `size` is the type size of the lines: a masthead's is fitted to the measure, a table's to its cells. `first` and
    `hang` are the left edges of the first and the further lines of a paragraph. `above` is the number of blank rows
    over the block if its style does not decide it, `tail` the number of rows under it that must stay on its page.
    `beside`: the block is set on the last row of the block before. `seal` is the seal or stamp on it, or the picture of an
    illustration. `target` is the index of the block that a line of a 目录 names and whose page number it bears. `rows` is the
    number of rows that its lines share, or its picture takes, 0 if each line has a row. `across`: the block is set across all
    columns of its page.
    `faced`: its text may have characters that need another face in a DOCX (`gen.standard.western.office_face`).
    `centred`: its lines have one middle, wherever in the measure that is. `names`: it is a list of names, a row a line.
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
    seal: SealBox | None = None
    target: int | None = None
    rows: int = 0
    across: bool = False
    centred: bool = False
    names: bool = False
    faced: bool = True

    def pitch(self, design: Design) -> Length:
        """The distance from one of its lines to the next, in whole twips."""
        return Length(self.rows * design.pitch // len(self.lines) // EMU_PER_TWIP * EMU_PER_TWIP) if self.rows else design.pitch


Galley = tuple[SetBlock, ...]


def set_blocks(blocks: Sequence[Block], measure: int | None = None, design: Design = OFFICIAL, *, words: Words) -> Galley:
    """Set every block by its style, in lines of `measure` (EMU; without it, the design's own).

    Turned blocks are set in the measure of their page, unless `measure` is given. `words` finds the words of titles.
    OversetError for a line that its author divided and that is wider than the measure, a table's row higher than a
    page, and a mark that leaves its page no text.
    """
    if measure is not None and measure != design.measure:
        cells = max(1, measure // design.cell)
        design = replace(design, measure=Length(measure), characters=cells)
    upright = _Typesetter(blocks, design, words)
    if measure is not None or not any(block.landscape for block in blocks):
        galley = tuple(map(upright.set, range(len(blocks))))
        turned = [False] * len(blocks)
    else:
        turned = list(turned_blocks(blocks, framed=design.framed))
        sideways = _Typesetter(blocks, design.turned, words)
        galley = tuple((sideways if side else upright).set(index) for index, side in enumerate(turned))
    if design.columns == 1:
        return galley
    # A turned page has one column, whatever the others have.
    return tuple(replace(member, across=True) if member.style.across and not side else member for member, side in zip(galley, turned, strict=True))


_SIGNING: Final = frozenset({Tag.SIGNATURE})
_TEXT: Final = frozenset({Tag.PARAGRAPH, Tag.HEADING})
_Setting = Callable[[Ruler, int, Edges], tuple[Line, ...]]
_Set = Callable[[Block, int, Style], SetBlock]
_Way = tuple[Style, _Set]


class _Typesetter:
    """Sets the blocks of one document in one design."""

    def __init__(self, blocks: Sequence[Block], design: Design, words: Words) -> None:
        self.blocks = blocks
        self.design = design
        self.measure = design.measure
        self.styles: StyleTable = style_table(design)
        self.words = words
        self.in_header = frozenset(in_headers(blocks)) if design.framed else frozenset()
        self.signed: dict[int, tuple[Signed, Ruler]] = {}
        self.ways: dict[tuple[Tag, str], _Way] = {}
        self.tables: dict[int, SetBlock] = {}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names of the document: its signers, and strings of its whole text."""
        names = dict.fromkeys([block.text for block in self.blocks if block.tag in _SIGNING])
        text = "\n".join([block.text for block in self.blocks if block.tag in _TEXT])
        return Lexicon(self.words, tuple(names), text)

    @cached_property
    def names(self) -> NameLists:
        """The lists of names of the document."""
        return NameLists(self.blocks, self.styles, self.measure)

    @cached_property
    def targets(self) -> dict[int, int]:
        """The blocks that the lines of a 目录 name."""
        return targets_of(self.blocks)

    def set(self, index: int) -> SetBlock:
        """Set one block."""
        block = self.blocks[index]
        way = self.ways.get((block.tag, block.level))
        if way is None:
            way = self.ways[block.tag, block.level] = self._way(block)
        style, set_ = way
        if self.design.columns > 1 and block.tag in WITH_TABLE and (table := table_of(self.blocks, index)) is not None:
            style = replace(style, across=self.set(table).across)
        return self._header(block, index, style) if index in self.in_header else set_(block, index, style)

    def _way(self, block: Block) -> _Way:
        """The style and the method for blocks of a tag and level."""
        style = style_of(block, self.styles)
        by_tag: dict[Tag, _Set] = {Tag.RULE: self._rule, Tag.NOTE: self._note, Tag.PASSAGE: self._passage}
        by_tag |= {Tag.ILLUSTRATION: self._illustration, Tag.ENTRY: self._entry, **dict.fromkeys(NAMED, self._attendance)}
        if self.design.contents_folios and not block.level:
            by_tag[Tag.CONTENTS] = self._contents
        by_align = {
            Align.JUSTIFY: self._paragraph,
            Align.GRID: self._table,
            Align.COLUMNS: self._names,
            Align.SIGNATURE: self._signed,
            Align.RIGHT: self._right,
        }
        return style, by_tag.get(block.tag) or (self._fitted if style.fitted else by_align.get(style.align, self._centred))

    def _rule(self, block: Block, _index: int, style: Style) -> SetBlock:
        """Set a rule, which has no lines: pages place that of a 版头; one with a level, of an issue, has a row of its own."""
        return SetBlock(block, style, style.size, (), rows=1 if block.level else 0)

    def _centred(self, block: Block, index: int, style: Style) -> SetBlock:
        """Centre a title, heading or number in lines as its author divided it, else at words; the names of a joint mark at words if too long."""
        ruler, measure = Ruler(block.text, style, style.size), self._measure(style)
        if block.lines and block.tag is Tag.MASTHEAD:
            names = [divide(Ruler(name, style, style.size), measure, self.lexicon) for name in block.lines]
            ends = list(accumulate(end - start for name in names for start, end in pairwise((0, *name))))
        else:
            ends = list(accumulate(map(len, block.lines))) if block.lines else divide(ruler, measure, self.lexicon)
        lines = centre(block, index, ruler, ends, measure)
        return SetBlock(block, style, style.size, lines, rows=self._shared_rows(style, style.size, lines))

    def _table(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a table, on a page of several columns in one of them or across all."""
        if index not in self.tables:
            from gen.typesetting.table.columns import set_in_columns

            room = TableRoom(self.measure, self.design.lines * self.design.pitch)
            table, wide = set_in_columns(block, index, style, room, self.design.across)
            self.tables[index] = SetBlock(block, style, table.size, table.lines, table, across=wide)
        return self.tables[index]

    def _illustration(self, block: Block, index: int, style: Style) -> SetBlock:
        """Scale a picture to the measure, and to the height of a page with its caption and the headings over it."""
        box, rows = place_illustration(self.blocks, index, self.design, self.set)
        return SetBlock(block, style, style.size, (), seal=box, rows=rows)

    def _measure(self, style: Style) -> int:
        """The measure of a style's lines: one column, or all of them."""
        return self.design.across if style.across else self.measure

    def _fitted(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a name in type as large as the measure allows, its picture over it."""
        measure = self._measure(style)
        ruler, ends = fit_nameplate(block, measure, self.styles, self.words)
        lines = centre(block, index, ruler, ends, measure)
        return SetBlock(block, style, ruler.size, lines, seal=emblem_box(block, measure), rows=self._shared_rows(style, ruler.size, lines))

    def _shared_rows(self, style: Style, size: Length, lines: Sequence[Line]) -> int:
        return -(-int(len(lines) * size * style.leading) // self.design.pitch)

    def _contents(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a line of a 目录, with room at the right for the page number of the heading that it names."""
        target = self.targets.get(index)
        if target is None:
            return self._paragraph(block, index, style)
        indented = replace(style, right=Length(house.CONTENTS_ROOM * self.design.cell))
        return replace(self._paragraph(block, index, indented), target=target)

    def _right(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a block at the right, on the row of the block before if there is room."""
        ruler = Ruler(block.text, style, style.size)
        width = ruler.visible_width(0, len(block.text))
        measure = self._measure(style)
        line = Line(index, 0, block.text, places(ruler, 0, len(block.text), max(0, measure - style.right - width)))
        beside = style.beside and bool(index) and width + style.right < measure - self._right_of_last(index - 1)
        return SetBlock(block, style, style.size, (line,), beside=beside)

    def _right_of_last(self, index: int) -> int:
        """The right edge of the last line of a block of the 版记."""
        return self._paragraph(self.blocks[index], index, style_of(self.blocks[index], self.styles)).lines[-1].x[-1]

    def _paragraph(self, block: Block, index: int, style: Style, lines_of: _Setting = set_text) -> SetBlock:
        """Set a paragraph in the lines that `lines_of` makes of it; the first is indented, the others hang."""
        right = self._measure(style) - style.right
        ruler = Ruler(block.text, style, style.size, block.label, inside(block))
        first, hang = edges_of(ruler, block, style)
        lines = lines_of(ruler, index, Edges(first, hang, right))
        return SetBlock(block, style, style.size, lines, first=first, hang=hang, faced=ruler.faced)

    def _entry(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a title in the contents of an issue."""
        ruler = Ruler(block.text, style, style.size, inside=words_whole(block.text, self.words))
        lines = set_entry(ruler, index, self._measure(style) - style.right)
        return SetBlock(block, style, style.size, lines, hang=entry_hang(ruler), faced=ruler.faced)

    def _names(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a list of names in columns."""
        measured = self.names.measured[index]
        return SetBlock(block, style, style.size, self.names.lines(index), first=measured.first, hang=measured.left, names=True)

    def _attendance(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a line of 出席、请假、列席人员 or of 领衔代表、附议代表: names parted by spaces in columns, anything else in lines of whole names."""
        if index in self.names.measured:
            return self._names(block, index, style)
        from gen.typesetting.attendance import set_attendance

        return self._paragraph(block, index, style, lines_of=set_attendance)

    def _note(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set 附注 as a paragraph, below the seals that reach under the date."""
        note = self._paragraph(block, index, style)
        edges = (note.lines[0].x[0], note.lines[0].x[-1])
        placed = [self.signed[place][0] for place in signed_together(self.blocks, index - 1)] if index - 1 in self.signed else []
        return replace(note, above=rows_clear_of_seals(placed, edges) or None)

    def _passage(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a 题注: centred, or as a block that is set in from both sides."""
        lines, side = set_passage(block, index, style, self._measure(style), self.lexicon)
        if side:
            style = replace(style, align=Align.JUSTIFY, right=Length(side), hang=Hang.LABEL)
        return SetBlock(block, style, style.size, lines, first=side, hang=side)

    def _signed(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a block of a 落款 beside the others of its group; a name too long for one line takes several lines."""
        if index not in self.signed:
            group = signed_together(self.blocks, index)
            members = self.blocks[group.start : group.stop]
            rulers = measured(members, self.styles)
            self.signed |= zip(group, zip(place_signed(members, rulers, self.design, self.words), rulers, strict=True), strict=True)
        signed, ruler = self.signed[index]
        lines: list[Line] = []
        start = 0
        for end, left in signed.lines:
            lines.append(Line(index, start, block.text[start:end], places(ruler, start, end, left)))
            start = end
        made = SetBlock(block, style, style.size, tuple(lines), above=signed.above, tail=signed.tail, beside=signed.beside, seal=signed.seal)
        return replace(made, centred=signed.centred)

    def _header(self, block: Block, index: int, style: Style) -> SetBlock:
        """Set a block of a masthead."""
        if block.tag is Tag.RULE:
            return self._rule(block, index, style)
        ruler, found = header_lines(self.blocks, index, self.styles, self.design, Lexicon(self.words))
        lines: list[Line] = []
        for line in found:
            text = block.text[line.start : line.end]
            refuse_overset(block, text, ruler, ruler.visible_width(line.start, line.end), self.measure)
            lines.append(Line(index, line.start, text, places(ruler, line.start, line.end, line.left, line.slack), line.slack))
        if block.tag is Tag.MASTHEAD and lines[1:] and self.design.measure == OFFICIAL.measure:
            alone = place_header([block], [len(lines)], ruler.size, self.design)
            if alone.rows > self.design.lines - house.LAST_PAGE_LEAST:
                raise OversetError(block, block.text, len(block.text), self.design.characters)
        return SetBlock(block, style, ruler.size, tuple(lines))
