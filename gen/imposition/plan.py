"""The options of an imposition, layout, paper, creep, bleed, marks, inks, and which of them exclude each other."""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from gen.errors import Diagnostic, Place, UsageError
from gen.imposition.condition import PrintingCondition
from gen.units import ZERO, Length, mm


class Layout(StrEnum):
    """The arrangement of pages on a side of a sheet 拼版方式."""

    BOOKLET = "booklet"
    """骑马订: two pages side by side, sheets folded one inside the other."""
    TWO_UP = "2up"
    FOUR_UP = "4up"

    @property
    def columns(self) -> int:
        """Pages across a side."""
        return 2

    @property
    def rows(self) -> int:
        """Pages down a side."""
        return 2 if self is Layout.FOUR_UP else 1

    @property
    def cells(self) -> int:
        """Pages on a side."""
        return self.columns * self.rows


class Flip(StrEnum):
    """The edge of the paper over which the printer turns a sheet to print its back 翻面."""

    SHORT = "short"
    LONG = "long"


class Colour(StrEnum):
    """The conversion of the pages' colours."""

    KEEP = "keep"
    CMYK = "cmyk"
    SPOT = "spot"


class Paper(Struct, frozen=True):
    """A sheet of paper: its edges, and its finished size, which is smaller for paper that is trimmed (ISO 217)."""

    long: Length
    short: Length
    finished_long: Length
    finished_short: Length


_A4: Final = (mm(297), mm(210))
_A3: Final = (mm(420), mm(297))
PAPERS: Final = {
    "A4": Paper(*_A4, *_A4),
    "A3": Paper(*_A3, *_A3),
    "SRA4": Paper(mm(320), mm(225), *_A4),
    "SRA3": Paper(mm(450), mm(320), *_A3),
}
"""SRA papers (ISO 217) are A papers with room around for bleed and marks."""

PROCESS_INKS: Final = ("C", "M", "Y", "K")
"""The inks of four-colour printing, in the order of the operands of `k`."""
RED: Final = (0, 1, 1, 0)
"""GB/T 9704 6.2: red with at least 80 % of yellow and of magenta. Full strength is the red (255, 0, 0) of screens."""
RESERVED_INKS: Final = frozenset({"all", "none", "cyan", "magenta", "yellow", "black"})
"""Names that no spot ink may have: those reserved by ISO 32000-1, 8.6.6.4, and the process inks."""
MOST_CREEP: Final = mm(1)
MOST_BLEED: Final = mm(10)


class PlanError(UsageError):
    """The options exclude each other, or the paper is too small for them."""


class Plan(Struct, frozen=True):
    """The options of one imposition; lengths are EMU on the sheet.

    An empty `paper` means the one that fits; a `gathering` of 0 means that all sheets are in one; with a `condition` the
    sheets are a PDF/X-4.
    """

    layout: Layout
    paper: str = ""
    creep: Length = ZERO
    bleed: Length = ZERO
    marks: bool = False
    flip: Flip | None = None
    back_cover: bool = False
    cut: bool = False
    gathering: int = 0
    colour: Colour = Colour.KEEP
    spot: str = ""
    condition: PrintingCondition | None = None

    @property
    def paper_name(self) -> str:
        """The paper asked for; else A3, or SRA3 if bleed or marks print outside the finished size."""
        return self.paper or ("SRA3" if self.marks or self.bleed else "A3")

    @property
    def natural_flip(self) -> Flip:
        """The edge over which a sheet turns like a leaf of a book: the short one in landscape, the long in portrait."""
        return Flip.LONG if self.layout.rows > 1 else Flip.SHORT

    def check(self, file: str) -> None:
        """Raise PlanError with all options that exclude each other or exceed their limits."""
        booklet = self.layout is Layout.BOOKLET
        faults = [
            (self.creep and not booklet, "--creep 只用于 booklet", "去掉 --creep"),
            (not 0 <= self.creep <= MOST_CREEP, "--creep 是 0 至 1 毫米", "写纸的厚度，如 80 克纸写 0.1"),
            (self.gathering and not booklet, "--gathering 只用于 booklet", "去掉 --gathering"),
            (self.back_cover and not (booklet or self.cut), "--back-cover 只用于 booklet，或者与 --cut 同用", "去掉 --back-cover"),
            (self.cut and booklet, "--cut 只用于 2up、4up", "去掉 --cut"),
            (not 0 <= self.bleed <= MOST_BLEED, "--bleed 是 0 至 10 毫米", "一般写 3"),
            (self.condition and self.colour is Colour.KEEP, "PDF/X 里不能有屏幕的红", "--pdfx 与 --colour cmyk 或者 spot 同用"),
            (self.colour is Colour.SPOT and not self.spot, "用专色要写明是哪一种", "加 --spot 专色名，如 --spot 'PANTONE 485 C'"),
            (self.spot and self.colour is not Colour.SPOT, "--spot 只与 --colour spot 同用", "改成 --colour spot，或者去掉 --spot"),
            (self.spot.casefold() in RESERVED_INKS, f"专色不能叫 {self.spot}，这是印刷四色的名称或者保留的名称", "写油墨的名称，如 'PANTONE 485 C'"),
        ]
        if wrong := [Diagnostic("用法", message, Place(file), hint) for fault, message, hint in faults if fault]:
            raise PlanError(*wrong)
