"""The parts of a DOCX that every document shares: styles, settings, fonts, footers. Made with python-docx once a process."""

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Emu

from gen import gb9704, house
from gen.design import OFFICIAL, Design, FolioPlace
from gen.units import Length, to_twip, twip
from gen.writers.docx_paragraph import exact
from gen.writers.docx_styles import ALTERNATIVES, FAMILIES, FOLIO, LATIN_FACES, OFFICIAL_FACES, SPACER, styles_xml
from gen.writers.zip_archive import Member, archive

if TYPE_CHECKING:
    from docx.section import _Footer, _Header

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

DOCUMENT_PART: Final = "word/document.xml"
CORE_PART: Final = "docProps/core.xml"
_WANTED: Final = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.FONT_TABLE}
_WANTED_OF_PACKAGE: Final = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}
"""What is kept of python-docx's template: no theme, thumbnail, numbering or custom XML."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What the shared parts depend on: the design, and whether the first page is a letter's, with a header and footer of its own."""

    design: Design = OFFICIAL
    letter: bool = False


@cache
def shared(variant: Variant) -> "SharedParts":
    """The parts that every document of a variant shares, made once a process."""
    return SharedParts(variant)


def foot_height(design: Design) -> Length:
    """How high a letter's footers are, from 20 mm above the foot of the page up: all alike, so that its pages are."""
    return Length(house.footer_distance(design.paper_height, design.area_bottom) - gb9704.LETTER_FOOT_RULE + gb9704.FOLIO_SIZE)


class SharedParts:
    """Part name → bytes, in package order; the document itself and its core properties are there as placeholders."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        document = docx.Document()
        opc = document.part.package
        for relations, wanted in ((document.part.rels, _WANTED), (opc.rels, _WANTED_OF_PACKAGE)):
            for key in [key for key, relation in relations.items() if relation.reltype not in wanted]:
                del relations[key]
        _set_styles(document, variant.design)
        _set_settings(document)
        _set_fonts(document, variant.design)
        _set_section(document, variant)
        _replace_blob(opc.rels, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, _APP)
        buffer = io.BytesIO()
        document.save(buffer)
        with zipfile.ZipFile(buffer) as saved:
            self.parts = {name: saved.read(name) for name in saved.namelist()}
        main = self.parts[DOCUMENT_PART].decode()
        start = main.index("<w:sectPr")
        self.section_xml = main[start : main.index("</w:sectPr>") + len("</w:sectPr>")]
        """The section properties, footer references included, as python-docx numbered them."""
        self._members: dict[str, Member] = {}

    def with_relations(self, relationships: str, defaults: str, overrides: str) -> dict[str, bytes]:
        """The parts that list the others, with the relationships and content types of those that a document has of its own."""
        own: dict[str, bytes] = {}
        if relationships:
            own[_RELATIONSHIPS] = self.parts[_RELATIONSHIPS].replace(b"</Relationships>", f"{relationships}</Relationships>".encode())
        if defaults or overrides:
            types = self.parts[_CONTENT_TYPES].decode()
            first = types.index("<Default")
            types = types[:first] + defaults + types[first:]
            own[_CONTENT_TYPES] = types.replace("</Types>", f"{overrides}</Types>").encode()
        return own

    def first_page(self, header: str, footer: str) -> dict[str, bytes]:
        """The paragraphs of a letter's first header and footer → their parts."""
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        found: dict[str, bytes] = {}
        for name, data in self.parts.items():
            for tag, xml in (("hdr", header), ("ftr", footer)):
                if _FIRST_PAGE in data and f"<w:{tag}".encode() in data:
                    found[name] = f"{head}<w:{tag} {_NAMESPACES}>{xml}</w:{tag}>".encode()
        return found

    def pack(self, own: dict[str, bytes]) -> bytes:
        """A document's own parts → the package, the same bytes whenever and wherever it is made; the shared parts are deflated once."""
        for name, data in self.parts.items():
            if name not in own and name not in self._members:
                self._members[name] = Member.of(name, data)
        shared_members = (self._members[name] for name in self.parts if name not in own)
        return archive((*shared_members, *(Member.of(name, data) for name, data in own.items())))


_RELATIONSHIPS: Final = "word/_rels/document.xml.rels"
_CONTENT_TYPES: Final = "[Content_Types].xml"
_FIRST_PAGE: Final = "版面首页".encode()
"""What marks the placeholders of a letter's first header and footer."""


def document_xml(body: str, section: str) -> bytes:
    """Paragraphs and section properties → the main part."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:document {_NAMESPACES}><w:body>{body}{section}</w:body></w:document>".encode()


def part_xml(tag: str, paragraphs: str) -> bytes:
    """Paragraphs → a header (`hdr`) or footer (`ftr`) part."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{tag} {_NAMESPACES}>{paragraphs}</w:{tag}>'.encode()


_APP: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>gongwen-gen</Application></Properties>"
)


def _replace_blob(relations: object, kind: str, xml: str) -> None:
    for relation in relations.values():  # type: ignore[attr-defined]
        if relation.reltype == kind:
            relation.target_part._blob = xml.encode()  # noqa: SLF001 — python-docx gives a part it has no class for no other way to be rewritten


def _set_styles(document: DocxDocument, design: Design) -> None:
    element = document.styles.element
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:styles {_NAMESPACES}>{''.join(styles_xml(design))}</w:styles>"):
        element.append(child)


def _set_settings(document: DocxDocument) -> None:
    element = document.settings.element
    for child in list(element):
        element.remove(child)
    settings = (
        '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders w:val="1"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    for child in parse_xml(f"<w:settings {_NAMESPACES}>{settings}</w:settings>"):
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
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {_NAMESPACES}>{fonts}</w:fonts>'
    _replace_blob(document.part.rels, RELATIONSHIP_TYPE.FONT_TABLE, xml)


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
        properties.append(parse_xml(xml.format(_NAMESPACES)))
    footers = [(section.footer, "right", 1), (section.even_page_footer, "left", 2)]
    spacer = [_letter_spacer(design)] if variant.letter else []
    for footer, side, number in footers:
        footer.is_linked_to_previous = False
        _fill(footer, [folio_xml("center" if design.folio is FolioPlace.CENTRE else side, number, design.folio_size), *spacer])
    if variant.letter:
        # LibreOffice centres a grid in what a letter's header leaves of the page: its rows are exact without one (docs/anchoring.md).
        section.different_first_page_header_footer = True
        for part in (section.first_page_header, section.first_page_footer):
            part.is_linked_to_previous = False
            _fill(part, [f"<w:p {_NAMESPACES}><w:r><w:t>{_FIRST_PAGE.decode()}</w:t></w:r></w:p>"])
    else:
        properties.append(parse_xml(f'<w:docGrid {_NAMESPACES} w:type="lines" w:linePitch="{to_twip(design.pitch)}"/>'))


LETTER_HEADER: Final = twip(850)
"""From the head of the page to a letter's header, which holds its mark."""


def _fill(part: "_Header | _Footer", paragraphs: list[str]) -> None:
    """Put paragraphs into a header or footer in place of what it has."""
    element = part._element  # noqa: SLF001 — a field is not in python-docx's API
    for child in list(element):
        element.remove(child)
    for xml in paragraphs:
        element.append(parse_xml(xml))


def _letter_spacer(design: Design) -> str:
    """What stands under a letter's folio, so that all its footers are equally high."""
    height = Length(foot_height(design) - gb9704.FOLIO_SIZE)
    return f'<w:p {_NAMESPACES}><w:pPr><w:pStyle w:val="{SPACER}"/>{exact(height)}</w:pPr></w:p>'


def twips(length: Length) -> Emu:
    """A length rounded to the twip, as python-docx takes it."""
    return Emu(to_twip(length) * 635)


def folio_xml(side: str, number: int, size: Length = gb9704.FOLIO_SIZE) -> str:
    """页码 (7.5): — PAGE — with the number of the first such page as cached result, one character from the outer edge."""
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    gap = to_twip(Length(size * gb9704.FOLIO_SIDE))
    indented = "" if side == "center" else f'<w:ind w:{side}="{gap}"/>'
    return (
        f'<w:p {_NAMESPACES}><w:pPr><w:pStyle w:val="{FOLIO}"/>{indented}<w:jc w:val="{side}"/></w:pPr>'
        f"{dash.format(gb9704.FOLIO_DASH + ' ')}"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{number}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"{dash.format(' ' + gb9704.FOLIO_DASH)}</w:p>"
    )
