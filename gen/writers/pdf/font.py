"""One typeface in a PDF: a Type0 font, Identity-H, over an embedded TrueType subset, one CID for each character used.

CIDs number the document's characters, in the order of their glyphs: two characters that share a glyph (· and ・, say)
keep two CIDs, so that text copied out of the PDF is the text that was put in. Where none share a glyph, a CID is its
glyph's number in the subset; else `CIDToGIDMap` leads from CID to glyph. `ToUnicode` is UTF-16BE, right beyond the BMP.

reportlab can embed TrueType fonts, but not so: it writes a simple font for every 256 characters.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice, product, starmap
from operator import add
from typing import Final

from reportlab.pdfbase import pdfdoc

from gen.fonts import Typeface
from gen.writers.compression import check
from gen.writers.pdf.file import ESCAPED, Object

_EM: Final = 1000
_CHUNK: Final = 100
"""Most entries of one `beginbfrange`, PDF 32000-1 9.10.3."""
_ROW: Final = 256
_SYMBOLIC: Final = 4
_STEM_V: Final = 80
"""Required, and used only to choose a substitute when a font is not embedded; ours are."""


class EmbeddedFont:
    """A typeface as one document uses it, called `name` in the file.

    `codes` has the code of each code point, as a string of the PDF has it. `characters` are those of the document that
    it draws, `widths` the widths (thousandths of an em) of those that are not one em wide.
    """

    def __init__(self, typeface: Typeface, number: int, characters: set[str], widths: Mapping[str, int]) -> None:
        self.typeface = typeface
        self.name = f"F{number}"
        self.characters = characters
        self._widths = widths
        # CIDs are given in the order of the glyphs.
        points = dict(zip(map(typeface.glyph, characters), map(ord, characters), strict=True))
        if len(points) == len(characters):
            self._glyphs = sorted(points)
            self._points = list(map(points.__getitem__, self._glyphs))
        else:
            order = sorted((typeface.glyph(character), ord(character)) for character in characters)
            self._glyphs, self._points = (list(column) for column in zip(*order, strict=True))
        self.codes: dict[int, str] = dict(zip(self._points, _codes(), strict=False))

    def add_objects(self, document: pdfdoc.PDFDocument) -> None:
        """Put the font's objects into a reportlab document, and its name among the fonts of every page."""
        subset = self.typeface.program(self._glyphs)
        base = f"{_tag(subset.data)}+{self.typeface.postscript_name}"
        metrics = self.typeface.metrics
        characters = list(map(chr, self._points))

        def refer(entries: str, data: bytes | None = None, name: str | None = None) -> str:
            reference: bytes = document.Reference(Object(entries, data), name).format(document)
            return reference.decode("ascii")

        program = refer(f"/Length1 {len(subset.data)}", subset.data)
        descriptor = refer(
            f"/Type /FontDescriptor /FontName /{base} /Flags {_SYMBOLIC} /FontBBox {_array(metrics.bbox)} /ItalicAngle {metrics.italic_angle:g} "
            f"/Ascent {metrics.ascent} /Descent {metrics.descent} /CapHeight {metrics.cap_height} /StemV {_STEM_V} /FontFile2 {program}"
        )
        mapping = "/Identity"
        if subset.glyph_ids != tuple(range(1, len(characters) + 1)):
            mapping = refer("", struct.pack(f">{len(characters) + 1}H", 0, *subset.glyph_ids))
        widths = {cid: self._widths[character] for cid, character in enumerate(characters, 1) if character in self._widths}
        descendant = refer(
            f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} /DW {_EM} /W {_width_array(widths)} /CIDToGIDMap {mapping}"
        )
        unicode = refer("", to_unicode(characters))
        refer(
            f"/Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H /DescendantFonts [{descendant}] /ToUnicode {unicode}",
            None,
            self.name,
        )
        document.idToObject["BasicFonts"].dict[self.name] = pdfdoc.PDFObjectReference(self.name)
        document.fontMapping[self.name] = f"/{self.name}"


_BYTES: Final = [ESCAPED.get(byte, chr(byte)) for byte in range(_ROW)]
"""Each byte in the notation of a PDF string."""


def _codes() -> Iterator[str]:
    """The CIDs from 1, in order, each as the two bytes of a PDF string."""
    return islice(starmap(add, product(_BYTES, _BYTES)), 1, None)


def _tag(data: bytes) -> str:
    """The six letters before a subset's name, made from its content, so that equal subsets have equal names."""
    digest = check(data)
    return "".join(chr(ord("A") + digest // 26**place % 26) for place in range(6))


def _array(numbers: Iterable[int]) -> str:
    """Numbers → a PDF array."""
    return f"[{' '.join(map(str, numbers))}]"


def _width_array(widths: Mapping[int, int]) -> str:
    """Widths by CID, in order, without those of the default one em → the `W` array."""
    runs = (list(run) for _, run in groupby(enumerate(widths), key=lambda item: item[1] - item[0]))
    return f"[{' '.join(f'{run[0][1]} {_array(widths[cid] for _, cid in run)}' for run in runs)}]"


def to_unicode(characters: list[str]) -> bytes:
    """Characters in CID order from 1 → the ToUnicode CMap, with surrogate pairs beyond the BMP (PDF 32000-1 9.10.3)."""
    # A range may not go over the first byte of its codes.
    starts = (1, *range(_ROW, len(characters) + 1, _ROW))
    ends = (*starts[1:], len(characters) + 1)
    rows = [f"<{start:04x}> <{end - 1:04x}> [<{_hexadecimal(characters[start - 1 : end - 1])}>]" for start, end in zip(starts, ends, strict=True)]
    blocks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
    mapped = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _hexadecimal(characters: list[str]) -> str:
    data = "".join(characters).encode("utf-16-be")
    if len(data) == 2 * len(characters):
        return data.hex(" ", 2).replace(" ", "> <")
    return "> <".join(character.encode("utf-16-be").hex() for character in characters)
