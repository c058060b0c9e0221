"""Placed pages, sheet after sheet → the sides of an imposed PDF: pages as forms in their cells, marks, slug and boxes."""

from typing import TYPE_CHECKING, Final, NamedTuple

from gen.imposition.marks import REGISTRATION, SPOT, number
from gen.imposition.order import Position, Sheet
from gen.imposition.places import Box, Frame, creep_of
from gen.imposition.plan import RED, Layout, Plan
from gen.imposition.slug import Drawing, Margin

if TYPE_CHECKING:
    import pikepdf

_COMMON: Final = "GenMargin"
"""The name, in a sheet's resources, of the form with what is the same in the margins of all sides."""
_GLYPH_BOX: Final = [-1000.0, -1000.0, 3000.0, 2000.0]
"""In thousandths of an em: more than any glyph."""


class Placed(NamedTuple):
    """A page as a form XObject: its finished box in EMU, seen upright, and the sides of its type area, if known."""

    form: "pikepdf.Object"
    trim: Box
    type_area: tuple[int, int] | None


class Book(NamedTuple):
    """The pages of a book, and the page in each of its slots, from 1, 0 for a blank."""

    pages: list[Placed]
    slots: tuple[int, ...]


class Press:
    """Adds sheets to the output, side after side."""

    def __init__(self, output: "pikepdf.Pdf", plan: Plan, frame: Frame, book: Book, margin: Margin | None) -> None:
        self.output = output
        self.plan = plan
        self.frame = frame
        self.book = book
        self.flip = plan.flip or plan.natural_flip
        self.margin = margin
        self.spaces = self._colour_spaces() if margin else None
        self.glyphs: dict[str, pikepdf.Object] = {}
        self.common = self._common(margin.common) if margin else None

    def _colour_spaces(self) -> "pikepdf.Object":
        """The inks that are used in the margin: all plates, and the spot ink."""
        import pikepdf

        from gen.imposition.colours import separation

        spaces = pikepdf.Dictionary({f"/{REGISTRATION}": separation("All", (1, 1, 1, 1), self.output)})
        if self.plan.spot:
            spaces[f"/{SPOT}"] = separation(self.plan.spot, RED, self.output)
        return self.output.make_indirect(spaces)

    def _common(self, drawing: Drawing) -> "pikepdf.Object":
        import pikepdf

        form = self._form(drawing.operators, [0, 0, float(number(self.frame.width)), float(number(self.frame.height))])
        form.Resources = pikepdf.Dictionary(ColorSpace=self.spaces, XObject=pikepdf.Dictionary(self._outlines(drawing)))
        return form

    def _outlines(self, drawing: Drawing) -> "dict[str, pikepdf.Object]":
        """The forms that draw the glyphs of a drawing, in the colour in which it draws them."""
        for name, path in drawing.glyphs.items():
            if name not in self.glyphs:
                self.glyphs[name] = self._form(f"{path} f", _GLYPH_BOX)
        return {f"/{name}": self.glyphs[name] for name in drawing.glyphs}

    def _form(self, operators: str, box: "list[float]") -> "pikepdf.Object":
        import pikepdf

        return self.output.make_stream(operators.encode("ascii"), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=box)

    def print_side(self, sheet: Sheet, position: Position, *, back: bool) -> None:
        """Add one side of a sheet."""
        import pikepdf

        frame, plan = self.frame, self.plan
        operators = ["q"]
        if back and self.flip is not plan.natural_flip:
            # The printer turns the paper upside down for the back, so the back is upside down too.
            operators.append(f"-1 0 0 -1 {number(frame.width)} {number(frame.height)} cm")
        forms = pikepdf.Dictionary()
        for cell, slot in enumerate(sheet.back if back else sheet.front):
            page = self.book.slots[slot - 1]
            if page:
                forms[f"/P{page}"] = self.book.pages[page - 1].form
                operators.append(self._place(cell, slot, page, sheet.depth))
        resources = pikepdf.Dictionary(XObject=forms)
        if self.margin and self.common is not None:
            drawing = self.margin.of_side(sheet, position, back=back)
            for name, form in {f"/{_COMMON}": self.common, **self._outlines(drawing)}.items():
                forms[name] = form
            operators += [f"/{_COMMON} Do", drawing.operators]
            resources.ColorSpace = self.spaces
        operators.append("Q")
        self.output.add_blank_page(page_size=(float(number(frame.width)), float(number(frame.height))))
        side = self.output.pages[-1]
        side.Resources = resources
        side.Contents = self.output.make_stream("\n".join(operators).encode("ascii"))
        side.TrimBox = _array(frame.trim)
        side.BleedBox = _array(frame.trim.grown(plan.bleed))

    def _place(self, cell: int, slot: int, page: int, depth: int) -> str:
        placed, frame = self.book.pages[page - 1], self.frame
        trim, clip = frame.cells[cell].trim, frame.cells[cell].clip
        right = creep_of(self.plan, depth, cell) if self.plan.layout is Layout.BOOKLET else 0
        right += round(self._register(placed, slot) * frame.scale)
        x = trim.left + right - placed.trim.left * frame.scale
        y = trim.bottom - placed.trim.bottom * frame.scale
        window = f"{number(clip.left)} {number(clip.bottom)} {number(clip.width)} {number(clip.height)} re W n"
        scale = f"{frame.scale:.6f}".rstrip("0").rstrip(".")
        return f"q {window} {scale} 0 0 {scale} {number(x)} {number(y)} cm /P{page} Do Q"

    def _register(self, placed: Placed, slot: int) -> int:
        """How far right a page moves so that the type areas on both sides of a leaf lie back to back.

        The first page has the type area of all fronts. If a type area is not known, the page stays where it is.
        """
        fronts = self.book.pages[0].type_area
        if placed.type_area is None or fronts is None:
            return 0
        wanted = fronts[0] if slot % 2 else self.book.pages[0].trim.width - fronts[1]
        return wanted - placed.type_area[0]


def _array(box: Box) -> list[float]:
    return [float(number(edge)) for edge in box]
