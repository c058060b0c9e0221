"""Font file → typeface: glyphs, advances and ink of characters, and a TrueType program of the glyphs of a document."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from gen.errors import Diagnostic, FontError, Place
from gen.fonts.chain import FontFile
from gen.fonts.sfnt import PER_MILLE, read_sfnt

if TYPE_CHECKING:
    import uharfbuzz as hb

    from gen.fonts.outlines import QuadraticOutlines

_INVISIBLE: Final = ("Zs", "Zl", "Zp", "Cf", "Cc")
"""The general categories whose characters have a glyph without ink by right."""
_DROPPED: Final = (
    *("BASE", "GDEF", "GPOS", "GSUB", "JSTF", "MATH", "kern"),
    *("OS/2", "cmap", "name", "post", "vhea", "vmtx", "VORG"),
    *("cvt ", "fpgm", "prep", "gasp", "hdmx", "LTSH", "VDMX", "DSIG"),
    *("COLR", "CPAL", "SVG ", "CBDT", "CBLC", "EBDT", "EBLC", "EBSC", "sbix", "STAT", "meta", "bsln", "prop", "FFTM"),
)
"""A CIDFontType2 needs glyf, loca, head, hhea, hmtx and maxp (ISO 32000-1, 9.9, table 126); layout and hinting are not
used."""
_COMMON: Final = " 0A一"
_FEW: Final = 16
_MOST_KEPT: Final = 64
"""Programs of a few glyphs, the figures of folios above all, come again in document after document and are kept."""
_DROPPED_NUMBERS: Final = frozenset(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
_SUBSETS_BEFORE_PREPROCESSING: Final = 12
"""Preprocessing costs 10 … 40 ms and then saves about 1 ms a subset: worth it once a run is known to be a batch."""
_MOST_SUBSETS_OF_ALL: Final = 12 * _SUBSETS_BEFORE_PREPROCESSING
"""By the time that all fonts together have made so many, a font that has made few is rare and is not preprocessed: that
would hold a copy of the font, up to 17 MB, for the rest of the run."""


class Ink(NamedTuple):
    """Where a glyph's ink is, in thousandths of an em.

    It reaches from `x_bearing` to the right by `width`, from `y_bearing` down by `height`.
    """

    x_bearing: int
    width: int
    y_bearing: int
    height: int


class Subset(Struct, frozen=True):
    """A TrueType program for a PDF CIDFontType2, and the glyph in it of each character asked for, in their order."""

    data: bytes
    glyph_ids: tuple[int, ...]


class _Glyphs(dict[str, int]):
    """Character → its glyph, 0 if the font does not draw it; lookups fill it.

    A visible character whose glyph has no ink counts as not drawn.
    """

    def __init__(self, font: "hb.Font") -> None:
        super().__init__()
        self.font = font

    def __missing__(self, character: str) -> int:
        glyph = self.font.get_nominal_glyph(ord(character)) or 0
        if glyph and not self.has_ink(glyph) and unicodedata.category(character) not in _INVISIBLE:
            glyph = 0
        self[character] = glyph
        return glyph

    def has_ink(self, glyph: int) -> bool:
        extents = self.font.get_glyph_extents(glyph)
        return extents is not None and bool(extents.width and extents.height)


class Typeface:
    """One font, opened; `metrics` is for a FontDescriptor, `postscript_name` is its name in a PDF.

    `glyph` maps a character to its glyph, 0 if the font does not draw it. `subsets` counts the programs of all fonts
    that are open together. FontError if the file cannot be used.
    """

    def __init__(self, file: FontFile, subsets: Iterator[int] | None = None) -> None:
        import uharfbuzz as hb

        header = read_sfnt(file.path, file.number)
        try:
            self._face = hb.Face(hb.Blob.from_file_path(file.path), file.number)
        except (hb.HarfBuzzError, OSError):
            raise _fault(file.path, "字体文件读不出", "检查文件和访问权限") from None
        self.file = file
        self._font = hb.Font(self._face)
        self._units = header.metrics.units_per_em
        self._glyphs = _Glyphs(self._font)
        self.glyph: Callable[[str], int] = self._glyphs.__getitem__
        self._cubic = header.cubic
        self._outlines: QuadraticOutlines | None = None
        self._subsets = 0
        self._subsets_of_all = count(1) if subsets is None else subsets
        self._few: dict[frozenset[int], tuple[bytes, Mapping[int, int]]] = {}
        # All of them make a set of tens of thousands; a font that has any of these has a map.
        if not any(map(self._font.get_nominal_glyph, map(ord, _COMMON))) and not self._face.unicodes:
            raise _fault(file.path, "字体没有可用的字符表", "重新取得这个文件，或者换一个字体文件")
        self.metrics = header.metrics
        if not header.metrics.cap_height:
            capital = self.ink(self.glyph("H"))
            self.metrics = replace(header.metrics, cap_height=capital.y_bearing if capital else header.metrics.ascent)
        self.postscript_name = _pdf_name(self.name(6)) or f"Font{file.number}"

    @property
    def full_name(self) -> str:
        """The name that its makers show to users."""
        return self.name(4, "zh") or self.name(1, "zh") or self.postscript_name

    def name(self, name_id: int, language: str = "en") -> str:
        """An ID of the name table → the name, in the language if the font has it, else in any; empty without one."""
        languages = [entry.language for entry in self._face.list_names() if entry.name_id == name_id]
        chosen = min(languages, key=lambda tag: not tag.startswith(language), default="")
        return str(self._face.get_name(name_id, chosen) or "").strip() if chosen else ""

    @property
    def characters(self) -> frozenset[int]:
        """The code points its character map has."""
        return frozenset(self._face.unicodes)

    def covers(self, character: str) -> bool:
        """Whether the font draws a character: it has a glyph for it, with ink unless the character is invisible."""
        return bool(self.glyph(character))

    def advance(self, glyph: int) -> int:
        """A glyph → its advance in thousandths of an em."""
        return self._per_mille(self._font.get_glyph_h_advance(glyph))

    def ink(self, glyph: int) -> Ink | None:
        """A glyph → the place of its ink; None without ink."""
        if not self._glyphs.has_ink(glyph):
            return None
        extents = self._font.get_glyph_extents(glyph)
        scale = self._per_mille
        return Ink(scale(extents.x_bearing), scale(extents.width), scale(extents.y_bearing), scale(-extents.height))

    def outline(self, glyph: int) -> str:
        """A glyph → its outline as SVG path data.

        It is in whole thousandths of an em from the origin on the baseline, y downwards.
        """
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen

        pen = SVGPathPen(None, ntos=lambda value: str(round(value)))
        scale = PER_MILLE / self._units
        self._font.draw_glyph_with_pen(glyph, TransformPen(pen, (scale, 0, 0, -scale, 0, 0)))
        return str(pen.getCommands())

    def path(self, glyph: int) -> str:
        """A glyph → its outline as path operators of PDF (ISO 32000-1, 8.5.2), without one that paints it.

        It is in thousandths of an em from the origin on the baseline, y upwards.
        """
        from gen.fonts.pdf_path import PathPen

        pen = PathPen(PER_MILLE / self._units)
        self._font.draw_glyph_with_pen(glyph, pen)
        return " ".join(pen.operators)

    def subset(self, characters: Sequence[str]) -> Subset:
        """Characters → a program with their glyphs; the same set of characters gives the same bytes.

        FontError for a character the font does not draw, and for damaged glyphs.
        """
        glyphs = tuple(map(self.glyph, characters))
        if 0 in glyphs:
            character = characters[glyphs.index(0)]
            raise _fault(self.file.path, f"这个字体没有“{character}”（U+{ord(character):04X}）", "换由备用字体画这个字")
        return self.program(glyphs)

    def program(self, glyphs: Sequence[int]) -> Subset:
        """Glyphs → a program with them; the same set of glyphs gives the same bytes. FontError for damaged glyphs."""
        wanted = frozenset(glyphs)
        if len(wanted) > _FEW:
            data, renumbered = self._make(wanted)
        else:
            data, renumbered = self._few[wanted] = self._few.pop(wanted) if wanted in self._few else self._make(wanted)
            if len(self._few) > _MOST_KEPT:
                del self._few[next(iter(self._few))]
        return Subset(data, tuple(map(renumbered.__getitem__, glyphs)))

    def _make(self, glyphs: Collection[int]) -> tuple[bytes, Mapping[int, int]]:
        return (self._quadratic_program if self._cubic else self._program)(glyphs)

    def _per_mille(self, value: int) -> int:
        return value if self._units == PER_MILLE else (2 * PER_MILLE * value + self._units) // (2 * self._units)

    def _program(self, glyphs: Collection[int]) -> tuple[bytes, Mapping[int, int]]:
        import uharfbuzz as hb

        self._subsets += 1
        of_all = next(self._subsets_of_all)
        try:
            if self._subsets == _SUBSETS_BEFORE_PREPROCESSING and of_all <= _MOST_SUBSETS_OF_ALL:
                self._face = hb.subset_preprocess(self._face)
            wanted = hb.SubsetInput()
            wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            wanted.glyph_set.update(glyphs)
            wanted.drop_table_tag_set.update(_DROPPED_NUMBERS)
            plan = hb.SubsetPlan(self._face, wanted)
            return bytes(plan.execute().blob.data), _renumbered(glyphs, plan.old_to_new_glyph_mapping)
        except (RuntimeError, MemoryError):
            raise self._damaged() from None

    def _quadratic_program(self, glyphs: Collection[int]) -> tuple[bytes, Mapping[int, int]]:
        from gen.fonts.outlines import QuadraticOutlines

        if self._outlines is None:
            self._outlines = QuadraticOutlines(self._font, self.metrics)
        return self._outlines.program(glyphs)

    def _damaged(self) -> FontError:
        return _fault(self.file.path, "字体的字形数据损坏，取不出子集", "重新取得这个文件，或者换一个字体文件")


def _renumbered(glyphs: Collection[int], mapping: Mapping[int, int]) -> Mapping[int, int]:
    """HarfBuzz's map from old glyph to new as a dictionary: asking it glyph by glyph takes longer than the subset.

    It numbers glyphs in order, .notdef first, so it need not be asked if it added no parts of other glyphs.
    """
    order = sorted({0, *glyphs})
    return dict(zip(order, range(len(order)), strict=True)) if len(order) == len(mapping) else dict(mapping)


def _pdf_name(name: str) -> str:
    """A name → the characters that a PDF may write after "/" (ISO 32000-1, 7.3.5), at most 63 as in PostScript."""
    return "".join(character for character in name if character.isascii() and (character.isalnum() or character in "-_."))[:63]


def _fault(path: Path, message: str, hint: str) -> FontError:
    return FontError(Diagnostic("字体", message, Place(str(path)), hint))
