"""The values of a page: its lines, rules, table rows and pictures, each with its place.

Depths are in EMU below the head of the type area.
"""

from msgspec import Struct

from gen.pagination.page_breaks import PageRule
from gen.standard import gb9704
from gen.typesetting.header import HeaderPlaces, PlacedRule
from gen.typesetting.ruler import Line
from gen.typesetting.signature import SealBox
from gen.units import ZERO, Length


class Flow(Struct, frozen=True):
    """What makes an office program end a page where our rules end it, in place of a hard page break.

    The blocks `with_next` are kept on the page on which the next one begins, the blocks `whole` on one page. The block that
    starts the new page has `blanks` blank rows over it: they end the page before. `widow`: the page starts with the last
    two lines of its block, which must not be parted.
    """

    with_next: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    blanks: int = 0
    widow: bool = False


class Break(Struct, frozen=True):
    """A page starts with line `line` of block `block` because of `rule`; line 0 is the block's first.

    `flow` is what text that flows must be told to start the page there by itself; None where nothing does.
    """

    block: int
    line: int
    rule: PageRule
    flow: Flow | None = None


class PlacedLine(Struct, frozen=True, gc=False):
    """A line at its baseline, on a row of the grid, from 0; `left` is its column's left edge."""

    line: Line
    baseline: Length
    row: int
    left: Length = ZERO


class PlacedRow(Struct, frozen=True):
    """The `number`th row of a table, from 0: its `top`, its `height`, and the `left` edge of its column.

    It is `repeated` if it is a header row that an earlier page has too, and `cut` if a merged cell in it goes on on the
    next page: there LibreOffice sets the cells of a row from its top, and so do we. Of a row that is higher than a page,
    the lines of each cell from `first` up to `stop` are here, set from its top; `stop` is 0 for a whole row.
    """

    block: int
    number: int
    top: Length
    height: Length
    left: Length = ZERO
    repeated: bool = False
    cut: bool = False
    first: int = 0
    stop: int = 0


class PlacedPicture(Struct, frozen=True):
    """A seal, a stamp or an illustration; its `box` is counted from the left edge of a column, `left`, and the top of a row, `top`."""

    block: int
    left: Length
    top: Length
    box: SealBox


class Leader(Struct, frozen=True):
    """The dots after a line of a 目录, from `left` to `right` at its baseline, and the page number that it names."""

    block: int
    baseline: Length
    left: Length
    right: Length
    folio: str


class Page(Struct, frozen=True):
    """One page: its number, its lines in reading order, the rows of its tables, its rules and pictures.

    `header` is its masthead. `colophon` is the depth below the type area's head at which its 版记 begins. `numbered` says
    whether its number is printed. `leaders` are those of a 目录. `turned`: it is set across the sheet, in
    `Design.turned`, but for its folio. `repeated` are the lines of the header rows of tables that go on from the page
    before: not part of the text.
    """

    number: int
    lines: tuple[PlacedLine, ...]
    rules: tuple[PlacedRule, ...] = ()
    table_rows: tuple[PlacedRow, ...] = ()
    header: HeaderPlaces | None = None
    pictures: tuple[PlacedPicture, ...] = ()
    colophon: Length | None = None
    numbered: bool = True
    leaders: tuple[Leader, ...] = ()
    turned: bool = False
    repeated: tuple[PlacedLine, ...] = ()

    @property
    def folio(self) -> str:
        """页码 as printed: — 1 —, clause 7.5; empty on a page without."""
        return f"{gb9704.FOLIO_DASH} {self.number} {gb9704.FOLIO_DASH}" if self.numbered else ""


class Pages(Struct, frozen=True):
    """Every page, the forced page `breaks`, and the number of blank rows `above` each block.

    `colophon` is the galley's index of the first block of the 版记, as long as the galley where there is none.
    """

    pages: tuple[Page, ...]
    breaks: tuple[Break, ...]
    above: tuple[int, ...]
    colophon: int = 0
