"""版面: the settings of a page that an office or a gazette may choose, as one value for layout and writers."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from gen.standard import gb9704, house
from gen.standard.gb9704 import Face
from gen.units import EMU_PER_TWIP, ZERO, Length


class FolioPlace(StrEnum):
    """The place of the page number under the type area."""

    OUTER = "outer"
    """居外侧空一字, 7.5"""
    CENTRE = "centre"
    """居中"""


class FirstLevel(StrEnum):
    """The face of a provision 一、 in running text; a heading on its own line is always 黑体 (7.3.3)."""

    BODY = "body"
    """The whole paragraph in the body's face."""
    ORDINAL = "ordinal"
    """Its ordinal in 黑体."""


class Design(Struct, frozen=True):
    """A page: its paper, its type area 版心, its grid of rows and characters, and the choices of house practice."""

    name: str = "official"
    paper_width: Length = gb9704.PAPER_WIDTH
    paper_height: Length = gb9704.PAPER_HEIGHT
    head_margin: Length = gb9704.HEAD_MARGIN
    inset: Length = ZERO
    """How far the type area's head and foot lie inside the box of its rows, if the two differ."""
    binding_margin: Length = gb9704.BINDING_MARGIN
    area_width: Length = gb9704.TYPE_AREA_WIDTH
    area_height: Length = gb9704.TYPE_AREA_HEIGHT
    measure: Length = gb9704.MEASURE
    """The length of a line, of one column if there are several."""
    pitch: Length = gb9704.LINE_PITCH
    lines: int = gb9704.LINES_PER_PAGE
    """Rows on a page."""
    characters: int = gb9704.CHARACTERS_PER_LINE
    """Characters in a line."""
    size: Length = gb9704.SIZE_3
    """Of running text."""
    title_size: Length = gb9704.SIZE_2
    small_size: Length = gb9704.SIZE_4
    """Of 版记 and tables."""
    tracking: Length = gb9704.TRACKING
    """Of running text."""
    latin: Face | None = None
    """The face of Latin letters and figures, if it differs from that of the text."""
    first_level: FirstLevel = FirstLevel.BODY
    hanging: bool = False
    """Lets a mark at the end of a line hang outside the measure."""
    squeezed: bool = False
    """Lets a mark give up half an em beside another, always."""
    folio: FolioPlace = FolioPlace.OUTER
    mark_largest: Length = house.MASTHEAD_LARGEST
    """The largest size of a 发文机关标志."""
    notice_form: str = ""
    """The form of 版头 (`forms.FORMS`) of a 公布公告; empty for the usual one."""
    contents_folios: bool = True
    """Prints page numbers in a 目录."""
    duplex: bool = False
    folio_size: Length = gb9704.FOLIO_SIZE
    columns: int = 1
    gutter: Length = ZERO
    """Between two columns."""
    framed: bool = True
    """Puts 版头 and 版记 in their places on the page (7.2, 7.4); without it they are set like text."""
    mirrored: bool = False
    """Has the binding margin 订口 of even pages at the right, as bound sheets need it."""
    run_on: bool = False
    """Lets a document begin on the last page of the one before."""
    issue: bool = False
    """Adds the rows of a gazette's cover, contents, imprint and running head."""

    def __hash__(self) -> int:
        """A hash of a few fields: many tables are looked up by design, and hashing all costs as much as two lines."""
        return hash((self.name, self.measure, self.lines, self.hanging, self.squeezed, self.mark_largest))

    @property
    def verso(self) -> "Design":
        """The same page on the back of a leaf: with its binding margin at the right if the design is mirrored."""
        return replace(self, binding_margin=Length(self.paper_width - self.area_width - self.binding_margin)) if self.mirrored else self

    @property
    def turned(self) -> "Design":
        """The same page on its side (clause 8): its head at the binding edge, with as many rows as its width holds."""
        measure = Length(self.area_height // EMU_PER_TWIP * EMU_PER_TWIP)
        return replace(
            self,
            paper_width=self.paper_height,
            paper_height=self.paper_width,
            head_margin=self.binding_margin,
            binding_margin=self.foot_margin,
            inset=ZERO,
            area_width=self.area_height,
            area_height=self.area_width,
            measure=measure,
            lines=self.across // self.pitch,
            characters=measure // self.cell,
            columns=1,
        )

    @property
    def cell(self) -> Length:
        """字: the unit of the standard's "空 N 字"."""
        return Length(self.measure // self.characters)

    @property
    def baseline(self) -> Length:
        """The distance from the top of a row to its baseline."""
        return Length(self.pitch * 4 // 5)

    @property
    def across(self) -> Length:
        """The measure of a line across all columns."""
        return Length(self.columns * self.measure + (self.columns - 1) * self.gutter)

    @property
    def indent(self) -> Length:
        """左空二字, as office programs measure it."""
        return Length(gb9704.INDENT * self.size)

    @property
    def area_bottom(self) -> Length:
        """The distance from the top of the page to the lower edge of the type area."""
        return Length(self.head_margin + self.area_height - self.inset)

    @property
    def foot_margin(self) -> Length:
        """地脚: the margin under the rows of a page."""
        return Length(self.paper_height - self.head_margin - max(self.area_height, self.lines * self.pitch))


OFFICIAL = Design()
"""The page of GB/T 9704-2012."""
