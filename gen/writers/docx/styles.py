"""The table of styles → the styles of a DOCX, and the names of the faces that a Chinese office has for them."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from gen.standard import gb9704
from gen.standard.design import OFFICIAL, Design
from gen.standard.gb9704 import Face
from gen.standard.styles import STYLES, Align, Style, StyleTable, style_table
from gen.units import to_half_pt, to_twip
from gen.writers.docx.paragraph import exact
from gen.writers.docx.run import quoted

OFFICIAL_FACES: Final[dict[Face, str]] = {
    Face.FANGSONG: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.XIAOBIAOSONG: "方正小标宋简体",
    Face.SONG: "宋体",
}
"""The faces a Chinese office has by these names; the DOCX asks for them whatever drew the PDF."""

ALTERNATIVES: Final[dict[Face, str]] = {
    Face.FANGSONG: "FangSong_GB2312,仿宋,FangSong",
    Face.KAI: "KaiTi_GB2312,楷体,KaiTi",
    Face.HEI: "SimHei",
    Face.XIAOBIAOSONG: "FZXiaoBiaoSong-B05S,方正小标宋_GBK",
    Face.SONG: "SimSun",
}
FAMILIES: Final[dict[Face, str]] = {Face.FANGSONG: "modern", Face.KAI: "modern", Face.HEI: "modern", Face.XIAOBIAOSONG: "auto", Face.SONG: "auto"}

BLANK: Final = "Blank"
SPACER: Final = "Spacer"
CONTINUED: Final = "Continued"
FOLIO: Final = "Folio"
PINNED_LINE: Final = "PinnedLine"
"""The character style 撑满 of all pinned lines, with spacing of their own: who selects it and clears the formatting has no pinned line any more."""


_NAMES: Final = dict.fromkeys(style.name for table in (STYLES, style_table(replace(OFFICIAL, issue=True))) for style in table.values())
_STYLE_IDS: Final = {name: f"Gongwen{number}" for number, name in enumerate(_NAMES, 1)}
_LABEL_STYLE_IDS: Final = {face: f"Label{number}" for number, face in enumerate(Face)}


def style_id(style: Style) -> str:
    """A style → its id in the DOCX, ASCII and stable: by its place in the table of styles."""
    return _STYLE_IDS[style.name]


def label_style_id(face: Face) -> str:
    """The character style of a label set in its own face."""
    return _LABEL_STYLE_IDS[face]


LATIN_FACES: Final[dict[Face, str]] = OFFICIAL_FACES | {Face.SONG: "Times New Roman"}
"""The faces of letters and figures where a design has another for them."""


def fonts_xml(face: Face, *, hint: bool = True, latin: Face | None = None) -> str:
    """`w:rFonts` naming a face for every script; no theme attribute, which would win over the name."""
    name = quoted(OFFICIAL_FACES[face])
    western = quoted(LATIN_FACES[latin]) if latin else name
    hinted = ' w:hint="eastAsia"' if hint else ""
    return f"<w:rFonts{hinted} w:ascii={western} w:eastAsia={name} w:hAnsi={western} w:cs={western}/>"


def _style(identity: str, name: str, paragraph: str, run: str, *, default: bool = False) -> str:
    head = ' w:default="1"' if default else "" if name.startswith("toc ") else ' w:customStyle="1"'
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{head} w:styleId={quoted(identity)}><w:name w:val={quoted(name)}/>{based}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _run(style: Style) -> str:
    size = to_half_pt(style.size)
    return f'{fonts_xml(style.face, latin=style.latin)}<w:spacing w:val="{to_twip(style.tracking)}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_JUSTIFICATION: Final = {Align.JUSTIFY: "both", Align.CENTRE: "center"}
"""Left where not named."""


def _paragraph(style: Style, design: Design) -> str:
    """A style's paragraph properties.

    Only running text snaps to the grid: LibreOffice gives a larger face two cells of it.
    """
    keep = '<w:keepNext w:val="1"/>' if style.keep_with_next else ""
    whole = '<w:keepLines w:val="1"/>' if style.whole else ""
    chars = gb9704.INDENT * 100 if style.indent and style.indent == gb9704.INDENT * style.size else 0
    right = f' w:rightChars="0" w:right="{to_twip(style.right)}"' if style.right else ""
    indent = f'<w:ind{right} w:firstLineChars="{chars}" w:firstLine="{to_twip(style.indent)}"/>'
    outline = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    text = design.issue and style.align is Align.JUSTIFY and style.size <= design.size
    snap = "" if style.indent or text else '<w:snapToGrid w:val="0"/>'
    leader = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{to_twip(design.across)}"/></w:tabs>' if style.leader else ""
    return f'{keep}{whole}{leader}{snap}{indent}<w:jc w:val="{_JUSTIFICATION.get(style.align, "left")}"/>{outline}'


def named_face(face: Face | None, within: Face | None = None) -> str:
    """A face → the run property that asks for it; empty for no face, and for the face that the run is `within`."""
    return f'<w:rStyle w:val="{label_style_id(face)}"/>' if face and face is not within else ""


def _spoken_for(table: StyleTable) -> dict[Face, None]:
    """The faces that runs may ask for: those of labels, and those of blocks that share a row with another face."""
    found: dict[Face, None] = {}
    for style in table.values():
        if style.label_face:
            found[style.label_face] = None
    for style in table.values():
        if style.align in {Align.HEADER, Align.SIGNATURE}:
            found[style.face] = None
    return found


def styles_xml(design: Design) -> Iterator[str]:
    """A design → its styles: defaults, Normal, one for each row of the table of styles, and those that have no row."""
    table = style_table(design)
    size = to_half_pt(design.size)
    fonts = fonts_xml(Face.FANGSONG, latin=design.latin)
    yield (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    grid = (
        f'<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:wordWrap w:val="1"/><w:overflowPunct w:val="{int(design.hanging)}"/>'
        f'{exact(design.pitch)}<w:jc w:val="both"/>'
    )
    yield _style(
        "Normal", "Normal", grid, f'{fonts_xml(Face.FANGSONG, latin=design.latin)}<w:spacing w:val="{to_twip(design.tracking)}"/>', default=True
    )
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    seen: set[str] = set()
    for style in table.values():
        if style.name not in seen:
            seen.add(style.name)
            yield _style(style_id(style), style.name, _paragraph(style, design), _run(style))
    yield _style(CONTINUED, "正文续段", '<w:ind w:firstLineChars="0" w:firstLine="0"/>', "")
    yield _style(BLANK, "空行", '<w:ind w:firstLineChars="0" w:firstLine="0"/>', "")
    yield _style(SPACER, "版头间距", '<w:snapToGrid w:val="0"/><w:ind w:firstLineChars="0" w:firstLine="0"/>', '<w:sz w:val="2"/><w:szCs w:val="2"/>')
    folio = to_half_pt(design.folio_size)
    yield _style(
        FOLIO,
        "页码",
        f'<w:snapToGrid w:val="0"/>{exact(design.folio_size)}<w:ind w:firstLineChars="0" w:firstLine="0"/>',
        f'{fonts_xml(Face.SONG)}<w:spacing w:val="0"/><w:sz w:val="{folio}"/><w:szCs w:val="{folio}"/>',
    )
    yield (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{PINNED_LINE}"><w:name w:val="撑满"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/></w:style>'
    )
    for face in _spoken_for(table):
        yield (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{label_style_id(face)}"><w:name w:val="{face}文字"/><w:qFormat/>'
            f"<w:rPr>{fonts_xml(face, latin=design.latin)}</w:rPr></w:style>"
        )
