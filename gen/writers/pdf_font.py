"""One face in a PDF: a Type0 font, Identity-H, over an embedded TrueType subset, one CID for each character used.

CIDs number the document's characters, not the font's glyphs: two characters that share a glyph (· and ・, say) keep two CIDs, and
what is copied out of the PDF is what was put in. `CIDToGIDMap` leads from CID to glyph; `ToUnicode` is UTF-16BE, right beyond the BMP.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from reportlab.pdfbase import pdfdoc

from gen.fonts import Typeface

_EM: Final = 1000
_CHUNK: Final = 100
"""Most entries of one `beginbfchar`, PDF 32000-1 9.10.3."""
_SYMBOLIC: Final = 4
_STEM_V: Final = 80
"""Required, and used only to choose a substitute when a font is not embedded; ours are."""


class EmbeddedFont:
    """A typeface as one document uses it; `code` grows it character by character, `add_objects` ends it."""

    def __init__(self, typeface: Typeface, number: int) -> None:
        self.typeface = typeface
        self.name = f"F{number}"
        self._cids: dict[str, int] = {}

    def code(self, character: str) -> str:
        """A character → its two-byte code as four hexadecimal figures."""
        cid = self._cids.get(character)
        if cid is None:
            cid = self._cids[character] = len(self._cids) + 1
        return f"{cid:04X}"

    def add_objects(self, document: pdfdoc.PDFDocument) -> None:
        """Put the font's objects into a reportlab document, and its name among the fonts of every page."""
        characters = list(self._cids)
        subset = self.typeface.subset(characters)
        base = f"{_tag(subset.data)}+{self.typeface.postscript_name}"
        metrics = self.typeface.metrics
        program = _stream(subset.data, {"Length1": len(subset.data)})
        mapping = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in subset.glyph_ids)
        widths = [self.typeface.advance(self.typeface.glyph(character)) for character in characters]
        reference = document.Reference
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(list(metrics.bbox)),
                "ItalicAngle": metrics.italic_angle,
                "Ascent": metrics.ascent,
                "Descent": metrics.descent,
                "CapHeight": metrics.cap_height,
                "StemV": _STEM_V,
                "FontFile2": reference(program),
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary({"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}),
                "FontDescriptor": reference(descriptor),
                "DW": _EM,
                "W": pdfdoc.PDFArray(_widths(widths)),
                "CIDToGIDMap": reference(_stream(mapping)),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([reference(descendant)]),
                "ToUnicode": reference(_stream(to_unicode(characters))),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = reference(font, self.name)
        document.fontMapping[self.name] = f"/{self.name}"


def _tag(data: bytes) -> str:
    """The six letters before a subset's name: by its content, so that equal subsets have equal names."""
    import hashlib  # noqa: PLC0415 — with the writer, not with every import

    digest = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    return "".join(chr(ord("A") + digest // 26**place % 26) for place in range(6))


def _stream(data: bytes, entries: dict[str, int] | None = None) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=data, filters=[pdfdoc.PDFZCompress])
    for key, value in (entries or {}).items():
        stream.dictionary[key] = value
    return stream


def _widths(widths: Iterable[int]) -> list[object]:
    """Widths of CIDs from 1 → the `W` array, without those that are the default of one em."""
    array: list[object] = []
    for standard, run in groupby(enumerate(widths, 1), key=lambda item: item[1] == _EM):
        if not standard:
            members = list(run)
            array += [members[0][0], pdfdoc.PDFArray([width for _, width in members])]
    return array


def to_unicode(characters: list[str]) -> bytes:
    """Characters in CID order from 1 → the ToUnicode CMap, with surrogate pairs beyond the BMP (PDF 32000-1 9.10.3)."""
    rows = [f"<{cid:04X}> <{character.encode('utf-16-be').hex().upper()}>" for cid, character in enumerate(characters, 1)]
    blocks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
