"""版面: everything about a page that an office or a gazette may set otherwise, as one value that layout and writers share."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from gen.standard import gb9704, house
from gen.standard.gb9704 import Face
from gen.units import EMU_PER_TWIP, ZERO, Length


class FolioPlace(StrEnum):
    """Where the page number stands under the type area."""

    OUTER = "outer"
    """居外侧空一字, 7.5"""
    CENTRE = "centre"
    """居中"""


class FirstLevel(StrEnum):
    """How a provision 一、 of running text is set; a heading of its own line is always 黑体 (7.3.3)."""

    BODY = "body"
    """The whole paragraph in the body's face."""
    ORDINAL = "ordinal"
    """Its ordinal in 黑体."""


class Design(Struct, frozen=True):
    """A page: its paper, its type area 版心, its grid of lines and characters, and what house practice chooses.

    `pitch` is that of its `lines` rows, `size` and `tracking` of running text, `title_size` of titles, `small_size` of 版记, tables
    and folios. `latin` is the face of Latin letters and figures where it is not the face of the text. `hanging` lets a mark stand
    outside the measure. A 发文机关标志 is no larger than `mark_largest`. `notice_form` is the format (clause 10) in which a 公布公告 is
    headed, empty for the usual one. `contents_folios` prints page numbers in a 目录. `inset` is how far the edges of the type area 版心
    are inside the box of its rows, at head and foot, where the two are not one.

    What a gazette has beside that: `columns` of `measure` with a `gutter` between them; `framed` says that 版头 and 版记 stand in their
    places on the page (7.2, 7.4), else their elements are set one under another as text is; `run_on` lets a document begin on the page
    that the one before ends on; `issue` gives the rows of cover, contents, imprint and running head.
    """

    name: str = "official"
    paper_width: Length = gb9704.PAPER_WIDTH
    paper_height: Length = gb9704.PAPER_HEIGHT
    head_margin: Length = gb9704.HEAD_MARGIN
    inset: Length = ZERO
    binding_margin: Length = gb9704.BINDING_MARGIN
    area_width: Length = gb9704.TYPE_AREA_WIDTH
    area_height: Length = gb9704.TYPE_AREA_HEIGHT
    measure: Length = gb9704.MEASURE
    pitch: Length = gb9704.LINE_PITCH
    lines: int = gb9704.LINES_PER_PAGE
    characters: int = gb9704.CHARACTERS_PER_LINE
    size: Length = gb9704.SIZE_3
    title_size: Length = gb9704.SIZE_2
    small_size: Length = gb9704.SIZE_4
    tracking: Length = gb9704.TRACKING
    latin: Face | None = None
    first_level: FirstLevel = FirstLevel.BODY
    hanging: bool = False
    folio: FolioPlace = FolioPlace.OUTER
    mark_largest: Length = house.MASTHEAD_LARGEST
    notice_form: str = ""
    contents_folios: bool = True
    duplex: bool = False
    folio_size: Length = gb9704.FOLIO_SIZE
    columns: int = 1
    gutter: Length = ZERO
    framed: bool = True
    run_on: bool = False
    issue: bool = False

    def __hash__(self) -> int:
        """Of a few fields: what is kept by design is looked up several times a document, and hashing all of them takes as long as two lines."""
        return hash((self.name, self.measure, self.lines, self.hanging, self.mark_largest))

    @property
    def turned(self) -> "Design":
        """The same page on its side (clause 8): its head toward the binding edge of the sheet, as many rows as its width has room for."""
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
        """From the top of a row to its baseline."""
        return Length(self.pitch * 4 // 5)

    @property
    def across(self) -> Length:
        """The measure of what stands across all columns."""
        return Length(self.columns * self.measure + (self.columns - 1) * self.gutter)

    @property
    def indent(self) -> Length:
        """左空二字, as office programs measure it."""
        return Length(gb9704.INDENT * self.size)

    @property
    def area_bottom(self) -> Length:
        """From the head of the page to the lower edge of the type area."""
        return Length(self.head_margin + self.area_height - self.inset)

    @property
    def foot_margin(self) -> Length:
        """地脚: what is left under the rows of a page."""
        return Length(self.paper_height - self.head_margin - max(self.area_height, self.lines * self.pitch))


OFFICIAL = Design()
"""GB/T 9704-2012 as it stands."""
