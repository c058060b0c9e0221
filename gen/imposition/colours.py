"""Colour operators of a PDF's pages → the inks of a press: black as K alone, red as process colour or as a spot ink.

Only what has one right answer is converted: grey values, and pure red. Any other colour, and pictures in RGB, want a colour profile and
an eye, so they stay as they are and are told.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator

from gen.imposition.plan import Colour

SPOT: Final = "GenSpot"
"""The name of the spot ink's colour space among a stream's resources."""
_RED: Final = (0, 1, 1, 0)
"""GB/T 9704 6.2 wants red not lighter than 80 % of yellow and of magenta; full strength is the red of 255, 0, 0 that offices see."""
_DEVICE: Final = {"/DeviceGray": 1, "/G": 1, "/DeviceRGB": 3, "/RGB": 3}
_SHORT: Final = {"g": ("k", 1), "G": ("K", 1), "rg": ("k", 3), "RG": ("K", 3)}
_GENERAL: Final = {"sc": "k", "scn": "k", "SC": "K", "SCN": "K"}
_UNTOUCHED_SPACES: Final = frozenset({"/DeviceCMYK", "/CMYK"})
_SAME: Final = 0.002
"""Half a step of eight bits: colours that differ by less are the same."""


_Instruction = ContentStreamInstruction | pikepdf.ContentStreamInlineImage


class _Spaces:
    """The colour spaces in force while a stream is read, for filling and for stroking; `q` saves them and `Q` brings them back."""

    def __init__(self, resources: pikepdf.Object) -> None:
        self._named = resources.get("/ColorSpace", Dictionary())
        self._now = ("/DeviceGray", "/DeviceGray")
        self._saved: list[tuple[str, str]] = []

    def follow(self, operator: str, operands: Sequence[pikepdf.Object]) -> None:
        """Take note of one operator."""
        if operator == "q":
            self._saved.append(self._now)
        elif operator == "Q" and self._saved:
            self._now = self._saved.pop()
        elif operator == "cs":
            self._now = (self._name(operands[0]), self._now[1])
        elif operator == "CS":
            self._now = (self._now[0], self._name(operands[0]))

    def of(self, operator: str) -> str:
        """Name the space in which an operator of the general kind sets a colour; empty for any other operator."""
        return self._now[_GENERAL[operator] == "K"] if operator in _GENERAL else ""

    def _name(self, operand: pikepdf.Object) -> str:
        named = self._named.get(str(operand))
        return str(named) if isinstance(named, Name) else str(operand)


class Inks(Struct):
    """Converts pages one after another; `left` is what was not converted, each with the pages it is on, in order."""

    colour: Colour
    spot: str = ""
    left: dict[str, list[int]] = field(default_factory=dict)
    _done: set[tuple[int, int]] = field(default_factory=set)
    _page: int = 0

    def convert(self, page: pikepdf.Page, number: int, document: pikepdf.Pdf) -> None:
        """Rewrite a page's streams in place. PdfError for streams that do not parse."""
        self._page = number
        page.contents_coalesce()
        resources = page.resources
        instructions: list[_Instruction] = [ContentStreamInstruction([0, 0, 0, 1], Operator(name)) for name in ("k", "K")]
        instructions += self._converted(page, resources)
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))
        self._resources(resources, document)

    def _resources(self, resources: pikepdf.Object, document: pikepdf.Pdf) -> None:
        """Convert what a stream draws by name; `resources` is told of the spot ink."""
        if self.colour is Colour.SPOT:
            if "/ColorSpace" not in resources:
                resources.ColorSpace = Dictionary()
            tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=list(_RED), N=1)
            resources.ColorSpace[f"/{SPOT}"] = Array([Name.Separation, Name("/" + self.spot), Name.DeviceCMYK, tint])
        if resources.get("/Shading"):
            self._leave("渐变色")
        for drawn in resources.get("/XObject", Dictionary()).values():
            if drawn.get("/Subtype") == Name.Image:
                self._image(drawn)
            elif drawn.get("/Subtype") == Name.Form and drawn.objgen not in self._done:
                self._done.add(drawn.objgen)
                inner = drawn.get("/Resources", resources)
                drawn.write(pikepdf.unparse_content_stream(list(self._converted(drawn, inner))))
                self._resources(inner, document)

    def _image(self, image: pikepdf.Object) -> None:
        if not image.get("/ImageMask", False) and str(image.get("/ColorSpace", "")) not in {"/DeviceGray", *_UNTOUCHED_SPACES}:
            self._leave("RGB 图片")

    def _converted(self, stream: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> Iterator[_Instruction]:
        spaces = _Spaces(resources)
        for instruction in pikepdf.parse_content_stream(stream):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._image(instruction.iimage.obj)
                yield instruction
                continue
            operator = str(instruction.operator)
            spaces.follow(operator, list(instruction.operands))
            space = spaces.of(operator)
            if operator in _SHORT:
                yield from self._inked(instruction, *_SHORT[operator])
            elif space in _DEVICE:
                yield from self._inked(instruction, _GENERAL[operator], _DEVICE[space])
            else:
                if space not in {"", *_UNTOUCHED_SPACES}:
                    self._leave("特殊颜色空间里的颜色")
                yield instruction

    def _inked(self, instruction: ContentStreamInstruction, process: str, components: int) -> Iterator[ContentStreamInstruction]:
        """One operator that sets a colour → the operators that set its ink; `process` is the one for CMYK, filling or stroking."""
        values = [float(value) for value in instruction.operands]
        red, green, blue = values * 3 if components == 1 else values
        if max(values) - min(values) <= _SAME:
            yield ContentStreamInstruction([0, 0, 0, round(1 - red, 4)], Operator(process))
        elif red >= 1 - _SAME and max(green, blue) <= _SAME:
            if self.colour is Colour.SPOT:
                select, tint = ("cs", "scn") if process == "k" else ("CS", "SCN")
                yield ContentStreamInstruction([Name(f"/{SPOT}")], Operator(select))
                yield ContentStreamInstruction([1], Operator(tint))
            else:
                yield ContentStreamInstruction(list(_RED), Operator(process))
        else:
            self._leave(f"颜色 RGB {red:g} {green:g} {blue:g}")
            yield instruction

    def _leave(self, what: str) -> None:
        pages = self.left.setdefault(what, [])
        if self._page not in pages:
            pages.append(self._page)
