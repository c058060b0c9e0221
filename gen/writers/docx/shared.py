"""A variant → the parts that all its DOCX files share: styles, settings, fonts, footers, made by python-docx."""

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Emu

from gen.standard import gb9704, house
from gen.standard.design import Design, FolioPlace
from gen.units import EMU_PER_TWIP, Length, to_twip
from gen.writers.docx.paragraph import exact
from gen.writers.docx.styles import ALTERNATIVES, FAMILIES, LATIN_FACES, OFFICIAL_FACES, SPACER, styles_xml
from gen.writers.docx.variant import FIRST_PAGE, LETTER_HEADER, NAMESPACES, Variant, folio_xml, foot_height

if TYPE_CHECKING:
    from docx.section import _Footer, _Header

_WANTED: Final = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE}
_WANTED_OF_PACKAGE: Final = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}
"""The parts of python-docx's template that we use: no theme, thumbnail, numbering or custom XML."""


def make(variant: Variant) -> dict[str, bytes]:
    """Part name → bytes, in package order; the document itself and its core properties are there as placeholders."""
    document = docx.Document()
    opc = document.part.package
    for relations, wanted in ((document.part.rels, _WANTED), (opc.rels, _WANTED_OF_PACKAGE)):
        for key in [key for key, relation in relations.items() if relation.reltype not in wanted]:
            del relations[key]
    _set_styles(document, variant)
    _set_settings(document, variant.design)
    _set_fonts(document, variant.design)
    _set_section(document, variant)
    _replace_blob(opc.rels, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, _APP)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as saved:
        return {name: _cleared(name, saved.read(name)) for name in saved.namelist()}


_APP: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>gongwen-gen</Application></Properties>"
)


_ROOT: Final = re.compile(r"<w:(?:document|styles|settings|hdr|ftr) [^>]*>")
_SESSIONS: Final = re.compile(r' w:rsid\w*="[^"]*"')


def _cleared(name: str, data: bytes) -> bytes:
    """A part → the same without leftovers of python-docx's template: namespaces that nothing uses, marks of editing sessions."""
    if not name.startswith("word/"):
        return data
    return _SESSIONS.sub("", _ROOT.sub(_root, data.decode(), count=1)).encode()


def _root(found: re.Match[str]) -> str:
    return f"{found[0].partition(' ')[0]} {NAMESPACES}>"


def _replace_blob(relations: object, kind: str, xml: str) -> None:
    for relation in relations.values():  # type: ignore[attr-defined]
        if relation.reltype == kind:
            relation.target_part._blob = xml.encode()  # noqa: SLF001 — python-docx gives a part it has no class for no other way to be rewritten


def _set_styles(document: DocxDocument, variant: Variant) -> None:
    element = document.styles.element
    for child in list(element):
        element.remove(child)
    for child in parse_xml(
        f"<w:styles {NAMESPACES}>{''.join(styles_xml(variant.design, chaptered=variant.chaptered, unstyled=variant.unstyled))}</w:styles>"
    ):
        element.append(child)


def _set_settings(document: DocxDocument, design: Design) -> None:
    element = document.settings.element
    for child in list(element):
        element.remove(child)
    mirrored = "<w:mirrorMargins/>" * design.mirrored
    settings = (
        f'<w:zoom w:percent="100"/>{mirrored}<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders w:val="1"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    for child in parse_xml(f"<w:settings {NAMESPACES}>{settings}</w:settings>"):
        element.append(child)


def _set_fonts(document: DocxDocument, design: Design) -> None:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{ALTERNATIVES[face]}"/><w:charset w:val="86"/><w:family w:val="{FAMILIES[face]}"/>'
        '<w:pitch w:val="fixed"/></w:font>'
        for face, name in OFFICIAL_FACES.items()
    )
    if design.latin:
        name = LATIN_FACES[design.latin]
        fonts += f'<w:font w:name="{name}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {NAMESPACES}>{fonts}</w:fonts>'
    _replace_blob(document.part.rels, RELATIONSHIP_TYPE.FONT_TABLE, xml)


_CENTRED: Final = 10
"""LibreOffice centres a page's grid in the type area. A page whose rows leave a tenth of a row or more free has no grid:
its rows are exact."""


def _set_section(document: DocxDocument, variant: Variant) -> None:
    design = variant.design
    section = document.sections[0]
    width, height = twips(design.paper_width), twips(design.paper_height)
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = twips(design.head_margin), twips(design.foot_margin)
    section.left_margin = twips(design.binding_margin)
    section.right_margin = Emu(width - section.left_margin - design.across)
    head = house.header_distance(design.head_margin) if design.issue else house.HEADER_DISTANCE
    section.header_distance = twips(LETTER_HEADER if variant.letter else head)
    foot = house.footer_distance(design.paper_height, design.area_bottom, design.folio_size)
    section.footer_distance = twips(gb9704.LETTER_FOOT_RULE if variant.letter else foot)
    properties = section._sectPr  # noqa: SLF001 — python-docx has no door to docGrid
    for child in properties.xpath("./w:docGrid | ./w:pgNumType | ./w:cols"):
        properties.remove(child)
    for xml in ('<w:pgNumType {} w:start="1"/>', '<w:cols {} w:space="0"/>'):
        properties.append(parse_xml(xml.format(NAMESPACES)))
    footers = [(section.footer, "right", 1), (section.even_page_footer, "left", 2)]
    spacer = [_letter_spacer(design)] if variant.letter else []
    for footer, side, number in footers:
        footer.is_linked_to_previous = False
        _fill(footer, [folio_xml("center" if design.folio is FolioPlace.CENTRE else side, number, design.folio_size), *spacer])
    if variant.letter:
        # LibreOffice centres a grid in what a letter's header leaves of the page: its rows are exact without one
        # (docs/anchoring.md).
        section.different_first_page_header_footer = True
        for part in (section.first_page_header, section.first_page_footer):
            part.is_linked_to_previous = False
            _fill(part, [f"<w:p {NAMESPACES}><w:r><w:t>{FIRST_PAGE}</w:t></w:r></w:p>"])
    elif (design.issue and design.columns == 1) or design.area_height - design.lines * design.pitch < design.pitch // _CENTRED:
        properties.append(parse_xml(f'<w:docGrid {NAMESPACES} w:type="lines" w:linePitch="{to_twip(design.pitch)}"/>'))


def _fill(part: "_Header | _Footer", paragraphs: list[str]) -> None:
    """Replace the content of a header or footer by paragraphs."""
    element = part._element  # noqa: SLF001 — a field is not in python-docx's API
    for child in list(element):
        element.remove(child)
    for xml in paragraphs:
        element.append(parse_xml(xml))


def _letter_spacer(design: Design) -> str:
    """The paragraph under a letter's folio, so that all its footers are equally high."""
    height = Length(foot_height(design) - gb9704.FOLIO_SIZE)
    return f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="{SPACER}"/>{exact(height)}</w:pPr></w:p>'


def twips(length: Length) -> Emu:
    """A length rounded to the twip, as python-docx takes it."""
    return Emu(to_twip(length) * EMU_PER_TWIP)
