"""Sections of a DOCX: upright pages, pages set across the sheet, pages without a number; each with its footers."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from gen.standard import gb9704, house
from gen.standard.design import Design
from gen.units import Length, to_twip
from gen.writers.docx.paragraph import LEAST_LINE, exact, paragraph
from gen.writers.docx.styles import FOLIO, SPACER
from gen.writers.docx.table import alternative

_NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


class Kind(StrEnum):
    """The kinds of section."""

    UPRIGHT = "upright"
    TURNED = "turned"
    """Across the sheet, clause 8"""
    UNNUMBERED = "unnumbered"
    """A blank page and the 版记, 7.5"""


_FOOTERS: Final[dict[Kind, dict[str, str]]] = {
    Kind.TURNED: {"default": "footerTurnedOdd", "even": "footerTurnedEven"},
    Kind.UNNUMBERED: {"default": "footerEmpty", "even": "footerEmpty"},
}


def section_xml(kind: Kind, first: str, design: Design, *, opens: bool) -> str:
    """The kind of a section → its properties, made of `first`, those of the document's first section.

    A section that `opens` the document keeps the header and footer of its first page and where its folios begin.
    """
    if opens and kind is Kind.UPRIGHT:
        return first
    kept = re.sub(r"<w:titlePg[^>]*/>|<w:headerReference [^>]*/>|<w:footerReference [^>]*w:type=\"first\"[^>]*/>", "", first)
    if not opens:
        kept = re.sub(r"<w:pgNumType[^>]*/>", "", kept)
    if kind is not Kind.UPRIGHT:
        kept = re.sub(r"<w:footerReference [^>]*/>", "", kept)
    if kind is Kind.TURNED:
        kept = re.sub(r"<w:pgSz [^>]*/>", _size(design.turned), kept)
        kept = re.sub(r"<w:pgMar [^>]*/>", _margins(design), kept)
        kept = re.sub(r"<w:docGrid [^>]*/>", "", kept)
    start = kept.index(">") + 1
    references = "".join(f'<w:footerReference w:type="{side}" r:id="{name}"/>' for side, name in _FOOTERS.get(kind, {}).items())
    last = kept.rfind("Reference ")
    at = kept.index(">", last) + 1 if last >= 0 else start
    return f'{kept[:at]}{references}<w:type w:val="nextPage"/>{re.sub("<w:type [^>]*/>", "", kept[at:])}'


def _size(turned: Design) -> str:
    return f'<w:pgSz w:w="{to_twip(turned.paper_width)}" w:h="{to_twip(turned.paper_height)}" w:orient="landscape"/>'


def _margins(design: Design) -> str:
    """The margins of the sheet on its side: its left edge on top, its foot at the left."""
    right = to_twip(design.paper_width) - to_twip(design.binding_margin) - to_twip(design.across)
    left = to_twip(design.paper_height) - to_twip(design.head_margin) - to_twip(design.turned.measure)
    return (
        f'<w:pgMar w:top="{to_twip(design.binding_margin)}" w:right="{to_twip(design.head_margin)}" w:bottom="{right}" w:left="{left}" '
        f'w:header="{to_twip(house.HEADER_DISTANCE)}" w:footer="{to_twip(house.HEADER_DISTANCE)}" w:gutter="0"/>'
    )


def footer_parts(kinds: Iterable[Kind], folios: dict[str, str], design: Design) -> dict[str, bytes]:
    """Kinds of section → their own footers, by part name; `folios` are the paragraphs of odd (default) and even folios."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    made: dict[str, bytes] = {}
    for kind in kinds:
        for side, name in _FOOTERS.get(kind, {}).items():
            inner = _turned_folio(folios[side], design) if kind is Kind.TURNED else paragraph(FOLIO)
            made[f"word/{name}.xml"] = f"{head}<w:ftr {_NAMESPACES}>{inner}</w:ftr>".encode()
    return made


def relationships(kinds: Iterable[Kind]) -> str:
    """The relationships of the main part to those footers."""
    names = dict.fromkeys(name for kind in kinds for name in _FOOTERS.get(kind, {}).values())
    return "".join(f'<Relationship Id="{name}" Type="{_RELATIONSHIP}" Target="{name}.xml"/>' for name in names)


def overrides(kinds: Iterable[Kind]) -> str:
    """Their content types."""
    names = dict.fromkeys(name for kind in kinds for name in _FOOTERS.get(kind, {}).values())
    return "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_CONTENT_TYPE}"/>' for name in names)


_FOLIO_TABLE: Final = alternative("页码", "排版用表格：横排页面的页码")


def _turned_folio(folio: str, design: Design) -> str:
    """The folio of a sheet on its side, where upright pages have it: a floating table (docs/anchoring.md)."""
    height = to_twip(design.measure)
    width = to_twip(gb9704.FOLIO_SIZE)
    left = to_twip(Length(design.paper_height - house.folio_baseline(design.area_bottom) - gb9704.FOLIO_SIZE // 5))
    return (
        f'<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{left}" w:tblpY="{to_twip(design.binding_margin)}"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar>{_FOLIO_TABLE}</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f'<w:textDirection w:val="tbRl"/></w:tcPr>{folio}</w:tc></w:tr></w:tbl>{paragraph(SPACER, after=exact(LEAST_LINE))}'
    )
