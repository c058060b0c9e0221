"""The bytes of a PDF and a plan → the bytes of the imposed PDF; pikepdf reads, moves and writes the pages."""

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from gen.errors import Diagnostic, Place, SourceError
from gen.imposition.files import fault, ink, opened, saved
from gen.imposition.order import capacity_of, positions_of, sheets_of, slots_of
from gen.imposition.places import Box, check_creep, frame_of
from gen.imposition.plan import Flip, Plan, PlanError
from gen.imposition.press import Book, Placed, Press
from gen.imposition.slug import Draw, Margin, Slug
from gen.standard.gb9704 import BINDING_MARGIN, FORE_MARGIN, PAPER_HEIGHT, PAPER_WIDTH
from gen.units import mm, pt, to_mm, to_pt

if TYPE_CHECKING:
    import pikepdf

_SAME_SIZE: Final = mm(0.2)
_CREATOR: Final = "gongwen-gen"
_KEPT: Final = ("/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/CreationDate", "/ModDate")
_DUPLEX: Final = {Flip.SHORT: "/DuplexFlipShortEdge", Flip.LONG: "/DuplexFlipLongEdge"}


class Imposed(Struct, frozen=True):
    """An imposed PDF: its numbers of sheets and blank pages, the edge its paper turns over, the scale of its pages, the warnings."""

    data: bytes
    sheets: int
    blanks: int
    flip: Flip
    scale: float
    warnings: tuple[Diagnostic, ...]


def impose(data: bytes, plan: Plan, file: str = "", draw: Draw | None = None) -> Imposed:
    """The bytes of a PDF → its imposed sheets, always the same bytes for the same input, plan and glyphs.

    `draw` has the glyphs of the slug line of `plan.marks`; without it there is no slug line. SourceError if they are no
    complete PDF with pages of one size, or with a printing condition for what PDF/X-4 forbids; PlanError for options that exclude
    each other; OutputError without pikepdf.
    """
    plan.check(file)
    with opened(data, file) as source:
        return _impose(source, plan, file, draw, data)


def _impose(source: "pikepdf.Pdf", plan: Plan, file: str, draw: Draw | None, data: bytes) -> Imposed:
    import pikepdf

    from gen.imposition.preflight import preflight

    count = len(source.pages)
    if not count:
        raise SourceError(fault("一面也没有", file, "检查是不是所要的文件"))
    if plan.back_cover and count == 1:
        raise PlanError(Diagnostic("用法", "只有1面，没有封底", Place(file), "去掉 --back-cover"))
    if any(page.get("/Annots") for page in source.pages):
        # Stamps and filled fields are ink too: like a printer, make them part of their pages.
        source.flatten_annotations("print")
    inks, warnings = ink(source, plan, file)
    output = pikepdf.new()
    placed = _placed(source, output, file)
    first = placed[0].trim
    frame = frame_of(plan, (first.width, first.height), file)
    slots = slots_of(count, capacity_of(plan.layout), back_cover=plan.back_cover)
    sheets = sheets_of(plan.layout, len(slots), cut=plan.cut, gathering=plan.gathering)
    deepest = max(sheet.depth for sheet in sheets)
    check_creep(plan, deepest, file)
    warnings += tuple(preflight(source, plan, deepest + 1, frame.scale, file))
    title = str(source.docinfo.get("/Title", "")).strip() or PurePath(file).stem
    margin = Margin(plan, frame, Slug(title, inks, draw), file) if plan.marks else None
    press = Press(output, plan, frame, Book(placed, slots), margin)
    for sheet, position in zip(sheets, positions_of(plan.layout, sheets), strict=True):
        press.print_side(sheet, position, back=False)
        press.print_side(sheet, position, back=True)
    _describe(source, output, press.flip)
    return Imposed(saved(output, plan, data, file), len(sheets), slots.count(0), press.flip, frame.scale, warnings)


def _placed(source: "pikepdf.Pdf", output: "pikepdf.Pdf", file: str) -> list[Placed]:
    """Pages → forms in the output. SourceError names every page whose size differs from the first one's."""
    placed: list[Placed] = []
    faults: list[Diagnostic] = []
    _lay(source.pages)
    known = str(source.docinfo.get("/Creator", "")) == _CREATOR
    for index, page in enumerate(source.pages, 1):
        form = page.as_form_xobject()
        form.BBox = page.mediabox
        trim = _upright(form, page.trimbox)
        area = _upright(form, page.artbox) if "/ArtBox" in page else None
        sides = (area.left - trim.left, area.right - trim.left) if area else _standard_area(trim) if known else None
        placed.append(Placed(output.copy_foreign(form), trim, sides))
        first = placed[0].trim
        if min(trim.width, trim.height) < _SAME_SIZE:
            faults.append(fault(f"第{index}面没有大小", file, "用 gen build -f pdf 重新生成"))
        elif max(abs(trim.width - first.width), abs(trim.height - first.height)) > _SAME_SIZE:
            faults.append(Diagnostic("面", f"第{index}面是{_size(trim)}，第1面是{_size(first)}；大小不同不能拼版", Place(file), "分成几个文件拼版"))
    if faults:
        raise SourceError(*faults)
    return placed


def _lay(pages: "pikepdf._core.PageList") -> None:
    """Lay pages that a viewer turns on the paper of the first page, where it is the same, their heads toward its left edge.

    A page on its side 横排 is read from the left edge of the sheet (GB/T 9704, clause 8).
    """
    first = pages[0]
    shown = _extent(first)[:: -1 if int(first.get("/Rotate", 0)) % 180 else 1]
    for page in pages:
        turn = int(page.get("/Rotate", 0)) % 360
        if turn % 180 and max(abs(a - b) for a, b in zip(_extent(page), shown, strict=True)) <= to_pt(_SAME_SIZE):
            page.obj.Rotate = (turn - 90) % 360


def _extent(page: "pikepdf.Page") -> tuple[float, float]:
    """The width and height of a page as it lies, in points."""
    left, bottom, right, top = map(float, page.trimbox)
    return abs(right - left), abs(top - bottom)


def _standard_area(trim: Box) -> tuple[int, int] | None:
    """The sides of the standard's type area, if a page of our own is A4; else None."""
    if max(abs(trim.width - PAPER_WIDTH), abs(trim.height - PAPER_HEIGHT)) > _SAME_SIZE:
        return None
    return BINDING_MARGIN, PAPER_WIDTH - FORE_MARGIN


def _describe(source: "pikepdf.Pdf", output: "pikepdf.Pdf", flip: Flip) -> None:
    """Copy the source's metadata to the output, and add how to print it; no clock."""
    import pikepdf

    for key in _KEPT:
        if key in source.docinfo:
            output.docinfo[key] = str(source.docinfo[key])
    output.docinfo["/Producer"] = f"{_CREATOR}, pikepdf"
    if "/Lang" in source.Root:
        output.Root.Lang = str(source.Root.Lang)
    if "/OCProperties" in source.Root:
        # Without this, a printer would print layers that are switched off.
        output.Root.OCProperties = output.copy_foreign(source.make_indirect(source.Root.OCProperties))
    preferences = {"/PrintScaling": pikepdf.Name("/None"), "/Duplex": pikepdf.Name(_DUPLEX[flip]), "/DisplayDocTitle": True}
    output.Root.ViewerPreferences = pikepdf.Dictionary(preferences)


def _upright(form: "pikepdf.Object", box: "pikepdf.Object") -> Box:
    """A box of a page → the same box in the form, turned by the page's `Rotate`."""
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    x0, y0, x1, y1 = (float(value) for value in box)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = zip(*corners, strict=True)
    return Box(pt(min(xs)), pt(min(ys)), pt(max(xs)), pt(max(ys)))


def _size(box: Box) -> str:
    return f"{to_mm(box.width):.0f}×{to_mm(box.height):.0f}毫米"
