"""Text at its places → the text operators of a PDF's pages, font by font.

All that a document says in a face is gathered first, so that its characters are looked up and numbered together: `Drawn` takes them into
fonts, `operators` shows them. Source: ISO 32000-1, 9.3 and 9.4.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from gen.fonts import Chain, Typeface
from gen.units import Length
from gen.writers.pdf.font import EmbeddedFont
from gen.writers.pdf.lines import Faces, designs_of, even_spread, number, points


class _NotSquareError(Exception):
    """A character is not one of the full-width glyphs of the font that most text of a face is in."""


class _Squares(dict[int, str]):
    """Code point → its code in the one font that most lines of a face are made of, full-width glyphs but dashes. _NotSquareError for others."""

    def __missing__(self, point: int) -> str:
        raise _NotSquareError


class Drawn:
    """A face as one document draws it: what it says in that face, then the fonts that show it."""

    def __init__(self, chain: Chain, faces: Faces) -> None:
        self.designs = designs_of(chain, faces)
        self.said: list[str] = []
        self.fonts: dict[Typeface | None, EmbeddedFont] = {}
        self.taken: dict[Typeface | None, set[str]] = {}
        self.squares: dict[int, str] = _Squares()
        self.main: EmbeddedFont

    def take(self, fonts: dict[Typeface, EmbeddedFont]) -> bool:
        """Take what is said into the document's fonts, into new ones where it has none yet; tell whether all of it has a font."""
        designs = self.designs
        characters = set("".join(self.said))
        designs.meet(characters)
        self.taken = {typeface: taken for typeface, members in designs.members.items() if (taken := characters & members)}
        # In an order that no document before this one decides.
        for typeface in sorted(self.taken, key=lambda typeface: min(self.taken[typeface])):
            if typeface is None:
                continue
            font = fonts.get(typeface)
            if font is None:
                font = fonts[typeface] = EmbeddedFont(typeface, len(fonts) + 1)
            taken = self.taken[typeface]
            font.take(taken, {character: designs.widths[character] for character in taken - designs.squares[typeface]})
            self.fonts[typeface] = font
        return None not in self.taken

    def settle(self) -> None:
        """Look up the codes of full-width characters, once the fonts have numbered theirs."""
        squares = {typeface: taken & self.designs.squares[typeface] for typeface, taken in self.taken.items()}
        main = max(squares, key=lambda typeface: len(squares[typeface]), default=None)
        if main:
            self.main = self.fonts[main]
            self.squares = _Squares(self.main.codes)
            for character in self.main.taken - squares[main]:
                del self.squares[ord(character)]


class Text(NamedTuple):
    """Text of one size and colour at its places: `x` counts from `left`, that from the left edge of the sheet, `up` from its lower edge."""

    drawn: Drawn
    text: str
    x: tuple[int, ...]
    left: int
    up: int
    size: Length
    colour: str


def operators(content: Iterable[Text | str]) -> str:
    """Text, and operators as they stand → the operators of a page, each character of them a byte.

    Text without other operators between it is one text object, in which is said only what is not as it was.
    """
    page = _Operators()
    for item in content:
        if isinstance(item, str):
            page.add(item)
            continue
        drawn, text, x, left, up, size, colour = item
        if not text:
            continue
        try:
            shown = text.translate(drawn.squares)
        except _NotSquareError:
            for typeface, start, end, place, spacing, scale, strays in drawn.designs.runs(text.translate(drawn.designs.forms), x, size):
                font = drawn.fonts[typeface]
                shown = _shown(text[start:end], font.codes, strays)
                page.show(font, size, colour, left + place, up, spacing, f" {scale} Tz{shown} 100 Tz" if scale else shown)
        else:
            spacing, strays = even_spread(x, size)
            shown = _shown(text, drawn.squares, strays) if strays else f"({shown})Tj"
            page.show(drawn.main, size, colour, left + x[0], up, spacing, shown)
    page.end_text()
    return "\n".join(page.lines)


class _Operators:
    """The operators of a page, line by line, and what is so when the next is obeyed: font, size, colour, spacing, where the last text started."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.font: EmbeddedFont | None = None
        self.size = self.right = self.up = 0
        self.colour = self.spacing = ""

    def add(self, operators: str) -> None:
        """Obey operators that are not of text."""
        self.end_text()
        self.lines.append(operators)

    def end_text(self) -> None:
        """End a text object; what the next is drawn in is said anew."""
        if self.font:
            self.lines.append("ET")
            self.font = None

    def show(  # noqa: PLR0913, PLR0917 — what a run is, each by name
        self, font: EmbeddedFont, size: Length, colour: str, left: int, up: int, spacing: str, shown: str
    ) -> None:
        """Show characters from a place on, in a font."""
        if self.font is None:
            self.right = self.up = self.size = 0
            self.colour = self.spacing = ""
            self.lines.append("BT")
        if font is not self.font or size != self.size:
            self.font, self.size = font, size
            self.lines.append(f"/{font.name} {points(size)} Tf")
        if colour != self.colour:
            self.colour = colour
            self.lines.append(colour)
        # Whole thousandths of a point, so that no rounding adds up from line to line.
        right, height = (20 * left + 127) // 254, (20 * up + 127) // 254
        move = f"{_thousandths(right - self.right)} {_thousandths(height - self.up)} Td"
        self.right, self.up = right, height
        if spacing == self.spacing:
            self.lines.append(move + shown)
        else:
            self.spacing = spacing
            self.lines.append(f"{move} {spacing} Tc{shown}")


def _shown(text: str, codes: Mapping[int, str], strays: Sequence[tuple[int, str]]) -> str:
    """Text in a font, with what moves the characters that have another spacing than the others → the operator that shows it."""
    if not strays:
        return f"({text.translate(codes)})Tj"
    starts, moves = zip(*strays, strict=True)
    parts = [text[start:end].translate(codes) for start, end in pairwise((0, *starts, len(text)))]
    return f"[({''.join(map(''.join, zip(parts, (*moves, ''), strict=True)))})]TJ"


@lru_cache(maxsize=4096)
def _thousandths(count: int) -> str:
    """Thousandths of a point → points as a PDF has them; from line to line it is mostly the same way."""
    return number(count / 1000)
