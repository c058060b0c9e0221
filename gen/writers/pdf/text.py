"""Text at its places → the text operators of a PDF's pages, font by font.

First all characters of a document in a face are collected (`FaceUsage`), looked up and given codes together; then
`operators` shows them. Source: ISO 32000-1, 9.3 and 9.4.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from gen.fonts import Typeface
from gen.standard.gb9704 import Face
from gen.units import Length
from gen.writers.pdf.font import EmbeddedFont
from gen.writers.pdf.glyphs import Faces, GlyphTable, GlyphTables, number, points, square_spread


class Text(NamedTuple):
    """Text of one face, size and colour at its places.

    `x` counts from `left`, that from the left edge of the sheet, `up` from its lower edge.
    """

    faces: Faces
    text: str
    x: tuple[int, ...]
    left: int
    up: int
    size: Length
    colour: str


Content = Sequence[Text | str]
"""What a page shows, in the order in which it is drawn: text, and operators in PDF notation."""


class FaceUsage(Struct, frozen=True):
    """The characters of a document in a face, by the typeface that draws them; None for those that no font has.

    `depths` is how many files of each face the lookup took.
    """

    table: GlyphTable
    characters: Mapping[Typeface | None, set[str]]
    depths: Mapping[Face, int]

    @classmethod
    def of(cls, table: GlyphTable, characters: set[str]) -> "FaceUsage":
        """Look up which typeface draws each character. FontError for a font that cannot be used."""
        depths = table.meet(characters)
        used = {typeface: drawn for typeface, members in table.members.items() if (drawn := characters & members)}
        return cls(table, used, depths)

    def assign_codes(self, fonts: Mapping[Typeface, EmbeddedFont]) -> "FaceCodes":
        """The codes of the characters, which all have one, in the document's fonts."""
        used: dict[Typeface | None, EmbeddedFont] = {typeface: fonts[typeface] for typeface in self.characters if typeface}
        squares = {typeface: self.characters[typeface] & self.table.squares[typeface] for typeface in used}
        main = max(squares, key=lambda typeface: len(squares[typeface]))
        codes = _Squares(used[main].codes)
        for character in used[main].characters - squares[main]:
            del codes[ord(character)]
        return FaceCodes(self.table, used, used[main], codes)


class FaceCodes(Struct, frozen=True):
    """How a document shows text in a face: the font of each typeface.

    `squares` are the codes of the full-width characters in the font `main`, which has most of them.
    """

    table: GlyphTable
    fonts: Mapping[Typeface | None, EmbeddedFont]
    main: EmbeddedFont
    squares: "_Squares"


class _NotSquareError(Exception):
    """A character is not a full-width glyph of the face's main font."""


class _Squares(dict[int, str]):
    """Code point → its code, for the full-width characters of one font.

    _NotSquareError for others, which ends `str.translate`.
    """

    def __missing__(self, point: int) -> str:
        raise _NotSquareError


def usages_of(contents: Iterable[Content], tables: GlyphTables) -> dict[Faces, FaceUsage]:
    """The contents of all pages → the characters used in each face. FontError for an unusable font."""
    said: dict[Faces, list[str]] = {}
    for content in contents:
        for item in content:
            if isinstance(item, Text):
                said.setdefault(item.faces, []).append(item.text)
    return {faces: FaceUsage.of(tables.table(faces), characters) for faces, texts in said.items() if (characters := set("".join(texts)))}


def embedded_fonts(usages: Iterable[FaceUsage]) -> dict[Typeface, EmbeddedFont]:
    """The characters used in each face → the fonts of the document, numbered in the order of their first use."""
    characters: dict[Typeface, set[str]] = {}
    widths: dict[Typeface, dict[str, int]] = {}
    for usage in usages:
        # Not in the order in which the session has opened its fonts, which documents before this one decide.
        for typeface in sorted(usage.characters, key=lambda typeface: min(usage.characters[typeface])):
            if typeface:
                drawn = usage.characters[typeface]
                characters.setdefault(typeface, set()).update(drawn)
                others = drawn - usage.table.squares[typeface]
                widths.setdefault(typeface, {}).update((character, usage.table.widths[character]) for character in others)
    return {typeface: EmbeddedFont(typeface, place, drawn, widths[typeface]) for place, (typeface, drawn) in enumerate(characters.items(), 1)}


def operators(content: Content, codes: Mapping[Faces, FaceCodes]) -> str:
    """The content of a page → its operators, each character of them a byte.

    Consecutive texts are one text object, which states only changes.
    """
    page = _Operators()
    for item in content:
        if isinstance(item, str):
            page.add(item)
            continue
        text, x, size = item.text, item.x, item.size
        if not text:
            continue
        face = codes[item.faces]
        try:
            shown = text.translate(face.squares)
        except _NotSquareError:
            for typeface, start, end, place, spacing, scale, strays in face.table.runs(text.translate(face.table.forms), x, size):
                font = face.fonts[typeface]
                shown = _shown(text[start:end], font.codes, strays)
                page.show(item, font, place, spacing, f" {scale} Tz{shown} 100 Tz" if scale else shown)
        else:
            spacing, strays = square_spread(x, size)
            shown = _shown(text, face.squares, strays) if strays else f"({shown})Tj"
            page.show(item, face.main, x[0], spacing, shown)
    page.end_text()
    return "\n".join(page.lines)


class _Operators:
    """The operators of a page, line by line, and the text state after them.

    `right` and `up` are where the last text started.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.font: EmbeddedFont | None = None
        self.size = self.right = self.up = 0
        self.colour = self.spacing = ""

    def add(self, operators: str) -> None:
        """Add operators other than those of text."""
        self.end_text()
        self.lines.append(operators)

    def end_text(self) -> None:
        """End a text object; the next one states its font, size, colour and spacing again."""
        if self.font:
            self.lines.append("ET")
            self.font = None

    def show(self, text: Text, font: EmbeddedFont, place: int, spacing: str, shown: str) -> None:
        """Show characters of a text in a font, from a place in it on, by the operator `shown`."""
        if self.font is None:
            self.right = self.up = self.size = 0
            self.colour = self.spacing = ""
            self.lines.append("BT")
        if font is not self.font or text.size != self.size:
            self.font, self.size = font, text.size
            self.lines.append(f"/{font.name} {points(text.size)} Tf")
        if text.colour != self.colour:
            self.colour = text.colour
            self.lines.append(text.colour)
        # Whole thousandths of a point, so that no rounding adds up from line to line.
        right, height = (20 * (text.left + place) + 127) // 254, (20 * text.up + 127) // 254
        move = f"{_thousandths(right - self.right)} {_thousandths(height - self.up)} Td"
        self.right, self.up = right, height
        if spacing == self.spacing:
            self.lines.append(move + shown)
        else:
            self.spacing = spacing
            self.lines.append(f"{move} {spacing} Tc{shown}")


def _shown(text: str, codes: Mapping[int, str], strays: Sequence[tuple[int, str]]) -> str:
    """Text in a font, with the strays that have another spacing → the operator that shows it."""
    if not strays:
        return f"({text.translate(codes)})Tj"
    starts, moves = zip(*strays, strict=True)
    parts = [text[start:end].translate(codes) for start, end in pairwise((0, *starts, len(text)))]
    return f"[({''.join(map(''.join, zip(parts, (*moves, ''), strict=True)))})]TJ"


@lru_cache(maxsize=4096)
def _thousandths(count: int) -> str:
    """Thousandths of a point → points in PDF notation; cached, since the step from line to line is mostly the same."""
    return number(count / 1000)
