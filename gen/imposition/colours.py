"""Colour operators of a PDF's pages → the inks of a press: black as K alone, red as process colour or as a spot ink.

Only greys and pure red have one right conversion. Any other colour, and pictures in RGB, need a colour profile and an
eye: they stay as they are, and a warning names them.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream

from gen.imposition.marks import SPOT
from gen.imposition.plan import PROCESS_INKS, RED, Colour

_DEVICE: Final = {"/DeviceGray": 1, "/G": 1, "/DeviceRGB": 3, "/RGB": 3}
_SHORT: Final = {"g": ("k", 1), "G": ("K", 1), "rg": ("k", 3), "RG": ("K", 3)}
_GENERAL: Final = {"sc": "k", "scn": "k", "SC": "K", "SCN": "K"}
_UNTOUCHED_SPACES: Final = frozenset({"/DeviceCMYK", "/CMYK"})
_SAME: Final = 0.002
"""Half a step of eight bits: colours that differ by less are equal."""


class Unreadable(Exception):  # noqa: N818 — no failure of the program
    """A page whose colours break the grammar of PDF: operands that are missing or no numbers, or resources that are none."""


def separation(ink: str, full: Sequence[float], document: pikepdf.Pdf) -> Array:
    """The colour space of an ink (ISO 32000-1, 8.6.6.4); `full` is its full tint in CMYK, for what has no such plate."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=list(full), N=1)
    return Array([Name.Separation, Name("/" + ink), Name.DeviceCMYK, document.make_indirect(tint)])


_Instruction = ContentStreamInstruction | pikepdf.ContentStreamInlineImage


class _Spaces:
    """The current colour spaces of a stream, for filling and for stroking; `q` saves them, `Q` restores them."""

    def __init__(self, resources: pikepdf.Object) -> None:
        self._named = _dictionary(resources.get("/ColorSpace", Dictionary()))
        self._now = ("/DeviceGray", "/DeviceGray")
        self._saved: list[tuple[str, str]] = []

    def follow(self, operator: str, operands: Sequence[pikepdf.Object]) -> None:
        """Apply one operator."""
        if operator == "q":
            self._saved.append(self._now)
        elif operator == "Q" and self._saved:
            self._now = self._saved.pop()
        elif operator == "cs":
            self._now = (self._name(operands), self._now[1])
        elif operator == "CS":
            self._now = (self._now[0], self._name(operands))

    def of(self, operator: str) -> str:
        """The space in which a general operator (`sc`, `scn`) sets a colour; empty for any other operator."""
        return self._now[_GENERAL[operator] == "K"] if operator in _GENERAL else ""

    def _name(self, operands: Sequence[pikepdf.Object]) -> str:
        if len(operands) != 1 or not isinstance(operands[0], Name):
            raise Unreadable
        named = self._named.get(str(operands[0]))
        return str(named) if isinstance(named, Name) else str(operands[0])


def _dictionary(found: pikepdf.Object) -> pikepdf.Object:
    """Resources, or a part of them; Unreadable if they are something else."""
    if not isinstance(found, Dictionary):
        raise Unreadable
    return found


def _numbers(operands: Sequence[object], count: int) -> list[float]:
    """So many operands → their values; Unreadable if they are fewer, more, or no numbers."""
    found = [float(operand) for operand in operands if isinstance(operand, int | float | Decimal) and not isinstance(operand, bool)]
    if len(found) != len(operands) or len(found) != count:
        raise Unreadable
    return found


class Inks(Struct):
    """Converts page after page; `unconverted` names each colour that it left as it was, with the pages, in order.

    `used` are the inks of the pages so far.
    """

    colour: Colour
    spot: str = ""
    unconverted: dict[str, list[int]] = field(default_factory=dict)
    used: set[str] = field(default_factory=lambda: {"K"})
    _done: set[tuple[int, int]] = field(default_factory=set)
    _page: int = 0

    @property
    def plates(self) -> tuple[str, ...]:
        """The inks of the pages so far, in the order in which a printer names them."""
        return tuple(ink for ink in (*PROCESS_INKS, self.spot) if ink in self.used)

    def convert(self, page: pikepdf.Page, number: int, document: pikepdf.Pdf) -> None:
        """Rewrite the streams of a page in place. PdfError for streams that do not parse, Unreadable for colours that make no sense."""
        self._page = number
        page.contents_coalesce()
        resources = _dictionary(page.resources)
        instructions: list[_Instruction] = [ContentStreamInstruction([0, 0, 0, 1], Operator(name)) for name in ("k", "K")]
        instructions += self._converted(page, resources)
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(instructions))
        self._resources(resources, document)

    def _resources(self, resources: pikepdf.Object, document: pikepdf.Pdf) -> None:
        """Convert the pictures and forms that a stream draws, and add the spot ink to its resources."""
        if self.colour is Colour.SPOT:
            if "/ColorSpace" not in resources:
                resources.ColorSpace = Dictionary()
            _dictionary(resources.ColorSpace)
            resources.ColorSpace[f"/{SPOT}"] = separation(self.spot, RED, document)
        if resources.get("/Shading"):
            self._keep("渐变色")
        for drawn in _dictionary(resources.get("/XObject", Dictionary())).values():
            if not isinstance(drawn, Stream):
                raise Unreadable
            if drawn.get("/Subtype") == Name.Image:
                self._image(drawn)
            elif drawn.get("/Subtype") == Name.Form and drawn.objgen not in self._done:
                self._done.add(drawn.objgen)
                inner = _dictionary(drawn.get("/Resources", resources))
                drawn.write(pikepdf.unparse_content_stream(list(self._converted(drawn, inner))))
                self._resources(inner, document)

    def _image(self, image: pikepdf.Object) -> None:
        space = str(image.get("/ColorSpace", ""))
        if image.get("/ImageMask", False) or space == "/DeviceGray":
            return
        self.used.update(PROCESS_INKS)
        if space not in _UNTOUCHED_SPACES:
            self._keep("RGB 图片")

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
                if operator in {"k", "K"} or space in _UNTOUCHED_SPACES:
                    self._fill(_numbers(list(instruction.operands), len(PROCESS_INKS)))
                elif space:
                    self._keep("特殊颜色空间里的颜色")
                yield instruction

    def _inked(self, instruction: ContentStreamInstruction, process: str, components: int) -> Iterator[ContentStreamInstruction]:
        """An operator that sets a colour → the operators that set its ink; `process` is the one that sets CMYK."""
        values = _numbers(list(instruction.operands), components)
        red, green, blue = values * 3 if components == 1 else values
        if max(values) - min(values) <= _SAME:
            yield ContentStreamInstruction([0, 0, 0, round(1 - red, 4)], Operator(process))
        elif red >= 1 - _SAME and max(green, blue) <= _SAME:
            if self.colour is Colour.SPOT:
                self.used.add(self.spot)
                select, tint = ("cs", "scn") if process == "k" else ("CS", "SCN")
                yield ContentStreamInstruction([Name(f"/{SPOT}")], Operator(select))
                yield ContentStreamInstruction([1], Operator(tint))
            else:
                self._fill(RED)
                yield ContentStreamInstruction(list(RED), Operator(process))
        else:
            self._keep(f"颜色 RGB {red:g} {green:g} {blue:g}")
            yield instruction

    def _fill(self, tints: Sequence[float]) -> None:
        self.used.update(ink for ink, tint in zip(PROCESS_INKS, tints, strict=True) if tint)

    def _keep(self, what: str) -> None:
        """Name a colour that stays as it is; what a press makes of it may take any process ink."""
        self.used.update(PROCESS_INKS)
        pages = self.unconverted.setdefault(what, [])
        if self._page not in pages:
            pages.append(self._page)
