"""A plan and the size of a page → the place of each cell on the paper, the scale of pages, room for bleed and marks.

Lengths are EMU from the lower left corner of the paper, as in PDF.
"""

from typing import Final, NamedTuple

from msgspec import Struct

from gen.errors import Diagnostic, Place
from gen.imposition.plan import PAPERS, Layout, Plan, PlanError
from gen.standard.gb9704 import BINDING_MARGIN
from gen.units import Length, mm, to_mm

MARK_OFFSET: Final = mm(3)
"""Marks keep this distance, or the bleed's, from the trimmed edge: a knife that errs by less leaves no mark."""
MARK_LENGTH: Final = mm(5)
_EXACT: Final = 1e-4
"""A smaller reduction is ignored: page sizes in files are rounded."""


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: int
    bottom: int
    right: int
    top: int

    @property
    def width(self) -> Length:
        """From the left edge to the right one."""
        return Length(self.right - self.left)

    @property
    def height(self) -> Length:
        """From the lower edge to the upper one."""
        return Length(self.top - self.bottom)

    def grown(self, by: int) -> "Box":
        """The rectangle with each edge moved outwards by a length."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


class Cell(Struct, frozen=True):
    """The place of a page: `trim` is its finished size, `clip` the area that may print: its bleed, but no neighbour."""

    trim: Box
    clip: Box


class Frame(Struct, frozen=True):
    """The geometry of every side of an imposition: all have the same cells, so that fronts and backs register."""

    width: Length
    height: Length
    scale: float
    cells: tuple[Cell, ...]
    trim: Box


def frame_of(plan: Plan, page: tuple[Length, Length], file: str) -> Frame:
    """A plan and the finished size of a page → the frame. PlanError if the paper has no room for bleed or marks.

    The cells are centred on the paper, so that a fold or a turn over the middle maps cell to cell. Pages are reduced to
    fit, never enlarged.
    """
    paper = PAPERS[plan.paper_name]
    upright = plan.layout.rows > 1
    width, height = (paper.short, paper.long) if upright else (paper.long, paper.short)
    across, down = (paper.finished_short, paper.finished_long) if upright else (paper.finished_long, paper.finished_short)
    columns, rows = plan.layout.columns, plan.layout.rows
    gutter = 2 * plan.bleed if plan.cut else 0
    reduced = min(across / columns / page[0], down / rows / page[1])
    scale = 1.0 if reduced > 1 - _EXACT else reduced
    wide, high = min(round(page[0] * scale), across // columns), min(round(page[1] * scale), down // rows)
    left = (width - columns * wide - (columns - 1) * gutter) // 2
    bottom = (height - rows * high - (rows - 1) * gutter) // 2
    outside = max(MARK_OFFSET, plan.bleed) + MARK_LENGTH if plan.marks else plan.bleed
    if min(left, bottom) < outside:
        what = "出血和裁切标记" if plan.marks and plan.bleed else "裁切标记" if plan.marks else "出血"
        have = max(0.0, to_mm(min(left, bottom)))
        message = f"{plan.paper_name} 纸在成品四周只剩{have:.1f}毫米，放不下{what}（要{to_mm(outside):.1f}毫米）"
        raise PlanError(Diagnostic("纸张", message, Place(file), "用 --paper SRA3，或者减小 --bleed"))
    trim = Box(left, bottom, left + columns * wide + (columns - 1) * gutter, bottom + rows * high + (rows - 1) * gutter)
    cells = []
    for row in range(rows):
        for column in range(columns):
            x, y = left + column * (wide + gutter), trim.top - row * (high + gutter) - high
            box = Box(x, y, x + wide, y + high)
            inner = gutter // 2
            clip = Box(
                box.left - (inner if column else plan.bleed),
                box.bottom - (inner if row + 1 < rows else plan.bleed),
                box.right + (inner if column + 1 < columns else plan.bleed),
                box.top + (inner if row else plan.bleed),
            )
            cells.append(Cell(box, clip))
    return Frame(width, height, scale, tuple(cells), trim)


def creep_of(plan: Plan, depth: int, column: int) -> Length:
    """How far right a page moves on a sheet inside `depth` others: `depth` × creep, towards the fold.

    Each outer sheet pushes the fold of the inner one outwards by the thickness of the paper, and the knife takes as
    much off its fore edge. Pages that move towards the fold by as much all keep the same fore margin.
    """
    towards = 1 if column == 0 else -1
    return Length(towards * plan.creep * depth)


def check_creep(plan: Plan, deepest: int, file: str) -> None:
    """Raise PlanError if the pages of the innermost sheet would move by more than half the binding margin."""
    if plan.layout is Layout.BOOKLET and abs(plan.creep) * deepest > BINDING_MARGIN // 2:
        moved = to_mm(abs(plan.creep) * deepest)
        message = f"共套{deepest + 1}张，最里面一张要移{moved:.1f}毫米，超过订口的一半"
        raise PlanError(Diagnostic("爬移", message, Place(file), "用 --gathering 分成几帖，或者减小 --creep"))
