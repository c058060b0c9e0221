"""The parts of a DOCX that every document shares: styles, settings, fonts, footers. Made with python-docx, and kept."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from gen import gb9704, house
from gen.gb9704 import Face
from gen.styles import STYLES, Align, Style
from gen.units import EMU_PER_TWIP, Length, to_half_pt, to_twip
from gen.writers.docx_maker import Section, Shared
from gen.writers.docx_run import quoted
from gen.writers.zip_archive import Member, archive

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

OFFICIAL_FACES: Final[dict[Face, str]] = {
    Face.FANGSONG: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.XIAOBIAOSONG: "方正小标宋简体",
    Face.SONG: "宋体",
}
"""The faces a Chinese office has by these names; the DOCX asks for them whatever drew the PDF."""

_ALTERNATIVES: Final[dict[Face, str]] = {
    Face.FANGSONG: "FangSong_GB2312,仿宋,FangSong",
    Face.KAI: "KaiTi_GB2312,楷体,KaiTi",
    Face.HEI: "SimHei",
    Face.XIAOBIAOSONG: "FZXiaoBiaoSong-B05S,方正小标宋_GBK",
    Face.SONG: "SimSun",
}
_FAMILIES: Final[dict[Face, str]] = {Face.FANGSONG: "modern", Face.KAI: "modern", Face.HEI: "modern", Face.XIAOBIAOSONG: "auto", Face.SONG: "auto"}

BLANK: Final = "Blank"
SPACER: Final = "Spacer"
CONTINUED: Final = "Continued"
FOLIO: Final = "Folio"

DOCUMENT_PART: Final = "word/document.xml"
CORE_PART: Final = "docProps/core.xml"
KEPT: Final = Path(__file__).with_name("docx_parts.json")
"""The shared parts as python-docx made them; `pytest tests/writers/test_docx_parts.py --update` makes them again."""


def style_id(style: Style) -> str:
    """A style → its id in the DOCX, ASCII and stable: by its place in the table of styles."""
    return _style_ids()[style.name]


@cache
def _style_ids() -> dict[str, str]:
    return {name: f"Gongwen{number}" for number, name in enumerate(dict.fromkeys(style.name for style in STYLES.values()), 1)}


def label_style_id(face: Face) -> str:
    """The character style of a label set in its own face."""
    return f"Label{list(Face).index(face)}"


def fonts_xml(face: Face, *, hint: bool = True) -> str:
    """`w:rFonts` naming a face for every script; no theme attribute, which would win over the name."""
    name = quoted(OFFICIAL_FACES[face])
    hinted = ' w:hint="eastAsia"' if hint else ""
    return f"<w:rFonts{hinted} w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}/>"


@cache
def _shared_parts() -> dict[str, bytes]:
    """Part name → bytes, in package order; the document itself and its core properties are there as placeholders.

    They are read from `docx_parts.json`, which holds what python-docx made of the same, and made by it now where that holds something else.
    """
    wanted = shared()
    kept = json.loads(KEPT.read_bytes())
    if kept["made_from"] == digest(wanted):
        return {name: text.encode() for name, text in kept["parts"].items()}
    from gen.writers.docx_maker import make  # noqa: PLC0415 — 120 ms

    return make(wanted)


def digest(wanted: Shared) -> str:
    """What shared parts are made from → its SHA-256, in hexadecimal."""
    return hashlib.sha256(repr(wanted).encode()).hexdigest()


@cache
def section_xml() -> str:
    """The section properties, footer references included, as python-docx numbered them."""
    document = _shared_parts()[DOCUMENT_PART].decode()
    start = document.index("<w:sectPr")
    end = document.index("</w:sectPr>") + len("</w:sectPr>")
    return document[start:end]


def document_xml(paragraphs: Iterator[str]) -> bytes:
    """Paragraphs → the main part."""
    body = "".join(paragraphs)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:document {_NAMESPACES}><w:body>{body}{section_xml()}</w:body></w:document>".encode()


def pack(own: dict[str, bytes]) -> bytes:
    """A document's own parts → the package, the same bytes whenever and wherever it is made; the shared parts are deflated once a process."""
    return archive((*_shared_members(frozenset(own)), *(Member.of(name, data) for name, data in own.items())))


@cache
def _shared_members(without: frozenset[str]) -> tuple[Member, ...]:
    return tuple(Member.of(name, data) for name, data in _shared_parts().items() if name not in without)


_APP: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>gongwen-gen</Application></Properties>"
)


def exact(pitch: Length) -> str:
    """`w:spacing` of an exact line pitch and no room before or after."""
    return f'<w:spacing w:before="0" w:after="0" w:line="{to_twip(pitch)}" w:lineRule="exact"/>'


def _style(identity: str, name: str, paragraph: str, run: str, *, default: bool = False) -> str:
    head = ' w:default="1"' if default else ' w:customStyle="1"'
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{head} w:styleId={quoted(identity)}><w:name w:val={quoted(name)}/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _run(style: Style) -> str:
    size = to_half_pt(style.size)
    return f'{fonts_xml(style.face)}<w:spacing w:val="{to_twip(style.tracking)}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_JUSTIFICATION: Final = {Align.JUSTIFY: "both", Align.CENTRE: "center", Align.SIGNATURE: "left", Align.GRID: "left"}


def _paragraph(style: Style) -> str:
    """A style's paragraph properties. Only running text snaps to the grid: LibreOffice gives a larger face two cells of it."""
    keep = '<w:keepNext w:val="1"/>' if style.keep_with_next else ""
    whole = '<w:keepLines w:val="1"/>' if style.whole else ""
    indent = (
        f'<w:ind w:firstLineChars="{gb9704.INDENT * 100}" w:firstLine="{to_twip(style.indent)}"/>'
        if style.indent
        else '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    )
    outline = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    snap = "" if style.indent else '<w:snapToGrid w:val="0"/>'
    return f'{keep}{whole}{snap}{indent}<w:jc w:val="{_JUSTIFICATION[style.align]}"/>{outline}'


def _styles() -> Iterator[str]:
    size = to_half_pt(gb9704.SIZE_3)
    yield (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(Face.FANGSONG)}<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    grid = (
        '<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:wordWrap w:val="1"/><w:overflowPunct w:val="0"/>'
        f'{exact(gb9704.LINE_PITCH)}<w:jc w:val="both"/>'
    )
    yield _style("Normal", "Normal", grid, f'{fonts_xml(Face.FANGSONG)}<w:spacing w:val="{to_twip(gb9704.TRACKING)}"/>', default=True)
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    seen: set[str] = set()
    for style in STYLES.values():
        if style.name not in seen:
            seen.add(style.name)
            yield _style(style_id(style), style.name, _paragraph(style), _run(style))
    yield _style(CONTINUED, "正文续段", '<w:ind w:firstLineChars="0" w:firstLine="0"/>', "")
    yield _style(BLANK, "空行", '<w:ind w:firstLineChars="0" w:firstLine="0"/>', "")
    yield _style(SPACER, "版头间距", '<w:snapToGrid w:val="0"/><w:ind w:firstLineChars="0" w:firstLine="0"/>', '<w:sz w:val="2"/><w:szCs w:val="2"/>')
    folio = to_half_pt(gb9704.FOLIO_SIZE)
    yield _style(
        FOLIO,
        "页码",
        f'<w:snapToGrid w:val="0"/>{exact(gb9704.FOLIO_SIZE)}<w:ind w:firstLineChars="0" w:firstLine="0"/>',
        f'{fonts_xml(Face.SONG)}<w:spacing w:val="0"/><w:sz w:val="{folio}"/><w:szCs w:val="{folio}"/>',
    )
    for face in dict.fromkeys(style.label_face for style in STYLES.values() if style.label_face):
        yield (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{label_style_id(face)}"><w:name w:val="{face}条号"/><w:qFormat/>'
            f"<w:rPr>{fonts_xml(face)}</w:rPr></w:style>"
        )


def shared() -> Shared:
    """What the shared parts are made from."""
    settings = (
        '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/>'
        '<w:evenAndOddHeaders w:val="1"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{_ALTERNATIVES[face]}"/><w:charset w:val="86"/><w:family w:val="{_FAMILIES[face]}"/>'
        '<w:pitch w:val="fixed"/></w:font>'
        for face, name in OFFICIAL_FACES.items()
    )
    left = twips(gb9704.BINDING_MARGIN)
    width = twips(gb9704.PAPER_WIDTH)
    section = Section(
        page=(width, twips(gb9704.PAPER_HEIGHT)),
        margins=(twips(gb9704.HEAD_MARGIN), twips(gb9704.FOOT_MARGIN), left, width - left - gb9704.MEASURE),
        distances=(twips(house.HEADER_DISTANCE), twips(house.FOOTER_DISTANCE)),
        elements=(
            f'<w:pgNumType {_NAMESPACES} w:start="1"/>',
            f'<w:cols {_NAMESPACES} w:space="0"/>',
            f'<w:docGrid {_NAMESPACES} w:type="lines" w:linePitch="{to_twip(gb9704.LINE_PITCH)}"/>',
        ),
        footers=(_folio("right", 1), _folio("left", 2)),
    )
    return Shared(
        styles=f"<w:styles {_NAMESPACES}>{''.join(_styles())}</w:styles>",
        settings=f"<w:settings {_NAMESPACES}>{settings}</w:settings>",
        fonts=f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {_NAMESPACES}>{fonts}</w:fonts>',
        app=_APP,
        section=section,
    )


def twips(length: Length) -> int:
    """A length rounded to the twip, in EMU."""
    return to_twip(length) * EMU_PER_TWIP


def _folio(side: str, number: int) -> str:
    """页码 (7.5): — PAGE — with the number of the first such page as cached result, one character from the outer edge."""
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    gap = to_twip(Length(gb9704.FOLIO_SIZE * gb9704.FOLIO_SIDE))
    return (
        f'<w:p {_NAMESPACES}><w:pPr><w:pStyle w:val="{FOLIO}"/><w:ind w:{side}="{gap}"/><w:jc w:val="{side}"/></w:pPr>'
        f"{dash.format(gb9704.FOLIO_DASH + ' ')}"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{number}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"{dash.format(' ' + gb9704.FOLIO_DASH)}</w:p>"
    )
