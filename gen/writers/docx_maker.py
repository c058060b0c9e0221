"""Styles, settings, fonts and section of a DOCX → the parts of its package, made by python-docx from its template."""

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STYLES, _SETTINGS, _FONTS = _RELATION + "styles", _RELATION + "settings", _RELATION + "fontTable"
_APP: Final = _RELATION + "extended-properties"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_WANTED: Final = {_STYLES, _SETTINGS, _FONTS}
_WANTED_OF_PACKAGE: Final = {_RELATION + "officeDocument", _CORE, _APP}
"""What is kept of python-docx's template: no theme, thumbnail, numbering or custom XML."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: page size, margins and distances in EMU, whole twips; `elements` are its other properties, the footers of odd and even pages."""

    page: tuple[int, int]
    margins: tuple[int, int, int, int]
    """top, bottom, left, right"""
    distances: tuple[int, int]
    """of header and footer from the edges"""
    elements: tuple[str, ...]
    footers: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shared:
    """All that the shared parts are made from: XML, each with its namespaces, and the section."""

    styles: str
    settings: str
    fonts: str
    app: str
    section: Section


def make(shared: Shared) -> dict[str, bytes]:
    """Part name → bytes, in package order; the document itself and its core properties are there as placeholders."""
    import docx  # noqa: PLC0415 — 70 ms, and only for parts that are not kept
    from docx.oxml import parse_xml  # noqa: PLC0415

    document = docx.Document()
    package = document.part.package
    for relations, wanted in ((document.part.rels, _WANTED), (package.rels, _WANTED_OF_PACKAGE)):
        for key in [key for key, relation in relations.items() if relation.reltype not in wanted]:
            del relations[key]
    for element, xml in ((document.styles.element, shared.styles), (document.settings.element, shared.settings)):
        for child in list(element):
            element.remove(child)
        for child in parse_xml(xml):
            element.append(child)
    _replace_blob(document.part.rels, _FONTS, shared.fonts)
    _replace_blob(package.rels, _APP, shared.app)
    _set_section(document, shared.section)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as made:
        return {name: made.read(name) for name in made.namelist()}


def _replace_blob(relations: object, kind: str, xml: str) -> None:
    for relation in relations.values():  # type: ignore[attr-defined]
        if relation.reltype == kind:
            relation.target_part._blob = xml.encode()  # noqa: SLF001 — python-docx gives a part it has no class for no other way to be rewritten


def _set_section(document: "DocxDocument", wanted: Section) -> None:
    from docx.oxml import parse_xml  # noqa: PLC0415 — as above
    from docx.shared import Emu  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = map(Emu, wanted.page)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Emu, wanted.margins)
    section.header_distance, section.footer_distance = map(Emu, wanted.distances)
    properties = section._sectPr  # noqa: SLF001 — python-docx has no door to docGrid
    for child in properties.xpath("./w:docGrid | ./w:pgNumType | ./w:cols"):
        properties.remove(child)
    for xml in wanted.elements:
        properties.append(parse_xml(xml))
    for footer, xml in zip((section.footer, section.even_page_footer), wanted.footers, strict=True):
        footer.is_linked_to_previous = False
        element = footer._element  # noqa: SLF001 — a field is not in python-docx's API
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(xml))
