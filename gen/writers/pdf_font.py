"""One face in a PDF: a Type0 font, Identity-H, over an embedded TrueType subset, one CID for each character used.

CIDs number the document's characters, not the font's glyphs: two characters that share a glyph (· and ・, say) keep two CIDs, and
what is copied out of the PDF is what was put in. `CIDToGIDMap` leads from CID to glyph; `ToUnicode` is UTF-16BE, right beyond the BMP.
"""

import struct
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final
from zlib import crc32

from reportlab.pdfbase import pdfdoc

from gen.fonts import Typeface
from gen.writers.pdf_file import Object

_EM: Final = 1000
_CHUNK: Final = 100
"""Most entries of one `beginbfrange`, PDF 32000-1 9.10.3."""
_ROW: Final = 256
_SYMBOLIC: Final = 4
_STEM_V: Final = 80
"""Required, and used only to choose a substitute when a font is not embedded; ours are."""


class EmbeddedFont:
    """A typeface as one document uses it; `take` grows it character by character, `add_objects` ends it."""

    def __init__(self, typeface: Typeface, number: int) -> None:
        self.typeface = typeface
        self.name = f"F{number}"
        self._characters: list[str] = []
        self._glyphs: list[int] = []
        self._widths: dict[int, int] = {}

    def take(self, character: str, glyph: int, width: int) -> str:
        """A character that is new to the document, its glyph and width (thousandths of an em) → its code, two bytes as four hexadecimal figures."""
        self._characters.append(character)
        self._glyphs.append(glyph)
        cid = len(self._characters)
        if width != _EM:
            self._widths[cid] = width
        return f"{cid:04X}"

    def add_objects(self, document: pdfdoc.PDFDocument) -> None:
        """Put the font's objects into a reportlab document, and its name among the fonts of every page."""
        subset = self.typeface.program(self._glyphs)
        base = f"{_tag(subset.data)}+{self.typeface.postscript_name}"
        metrics = self.typeface.metrics
        mapping = struct.pack(f">H{len(subset.glyph_ids)}H", 0, *subset.glyph_ids)

        def refer(entries: str, data: bytes | None = None, name: str | None = None) -> str:
            reference: bytes = document.Reference(Object(entries, data), name).format(document)
            return reference.decode("ascii")

        program = refer(f"/Length1 {len(subset.data)}", subset.data)
        descriptor = refer(
            f"/Type /FontDescriptor /FontName /{base} /Flags {_SYMBOLIC} /FontBBox {_array(metrics.bbox)} /ItalicAngle {metrics.italic_angle:g} "
            f"/Ascent {metrics.ascent} /Descent {metrics.descent} /CapHeight {metrics.cap_height} /StemV {_STEM_V} /FontFile2 {program}"
        )
        descendant = refer(
            f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} /DW {_EM} /W {_width_array(self._widths)} /CIDToGIDMap {refer('', mapping)}"
        )
        unicode = refer("", to_unicode(self._characters))
        refer(
            f"/Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H /DescendantFonts [{descendant}] /ToUnicode {unicode}",
            None,
            self.name,
        )
        document.idToObject["BasicFonts"].dict[self.name] = pdfdoc.PDFObjectReference(self.name)
        document.fontMapping[self.name] = f"/{self.name}"


def _tag(data: bytes) -> str:
    """The six letters before a subset's name: by its content, so that equal subsets have equal names."""
    digest = crc32(data)
    return "".join(chr(ord("A") + digest // 26**place % 26) for place in range(6))


def _array(numbers: Iterable[int]) -> str:
    """Numbers → a PDF array, which reportlab writes as it stands."""
    return f"[{' '.join(map(str, numbers))}]"


def _width_array(widths: Mapping[int, int]) -> str:
    """Widths by CID, in their order, without those that are the default of one em → the `W` array."""
    runs = (list(run) for _, run in groupby(enumerate(widths), key=lambda item: item[1] - item[0]))
    return f"[{' '.join(f'{run[0][1]} {_array(widths[cid] for _, cid in run)}' for run in runs)}]"


def to_unicode(characters: list[str]) -> bytes:
    """Characters in CID order from 1 → the ToUnicode CMap, with surrogate pairs beyond the BMP (PDF 32000-1 9.10.3)."""
    data = "".join(characters).encode("utf-16-be")
    codes = data.hex(" ", 2).split() if len(data) == 2 * len(characters) else [character.encode("utf-16-be").hex() for character in characters]
    # A range may not go over the first byte of its codes.
    codes.insert(0, "")
    ranges = [(start, codes[start or 1 : start + _ROW]) for start in range(0, len(codes), _ROW)]
    rows = [f"<{start or 1:04x}> <{(start or 1) + len(row) - 1:04x}> [<{'> <'.join(row)}>]" for start, row in ranges if row]
    blocks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
    mapped = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
