"""The table of styles → the styles of a DOCX, and the names of the faces that a Chinese office has for them."""

from collections.abc import Iterator
from typing import Final

from gen.document.blocks import Tag
from gen.standard import gb9704, house
from gen.standard.design import Design
from gen.standard.gb9704 import Face
from gen.standard.styles import Align, Style, StyleTable, style_table
from gen.units import to_half_pt, to_twip
from gen.writers.docx.paragraph import UNSNAPPED, exact, sized
from gen.writers.docx.style_names import STYLE_NAMES, style_name
from gen.xml_text import quoted

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

_CONTINUED, _BLANK, _SPACER, _FOLIO, _RUNNING_HEAD = "正文续段", "空行", "版头间距", "页码", "页眉"
CONTINUED: Final = STYLE_NAMES[_CONTINUED].identity
BLANK: Final = STYLE_NAMES[_BLANK].identity
SPACER: Final = STYLE_NAMES[_SPACER].identity
FOLIO: Final = STYLE_NAMES[_FOLIO].identity
RUNNING_HEAD: Final = STYLE_NAMES[_RUNNING_HEAD].identity
_LABEL_STYLE_IDS: Final = {face: f"{face.name.title()}Text" for face in Face}
NOTE_MARK: Final = "NoteMark"
"""The character style 注释标记 of the circled numbers in the text."""
PINNED_LINE: Final = "PinnedLine"
"""The character style 撑满 of all pinned lines, which have spacing of their own.

A clerk who selects it and clears the formatting has no pinned line any more.
"""


def style_id(style: Style) -> str:
    """A style → its id in the DOCX, in ASCII and readable."""
    return STYLE_NAMES[style.name].identity


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


def _style(chinese: str, paragraph: str, run: str, *, chaptered: bool) -> str:
    """A style on top of Normal: under its built-in name with the Chinese one as alias, else under the Chinese one."""
    named = style_name(chinese, chaptered=chaptered)
    name = f"<w:name w:val={quoted(named.builtin or chinese)}/>" + (f"<w:aliases w:val={quoted(chinese)}/>" if named.builtin else "")
    custom = "" if named.builtin else ' w:customStyle="1"'
    following = f'<w:next w:val="{named.next}"/>' if named.next else ""
    gallery = "<w:qFormat/>" if named.in_gallery else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{named.identity}">{name}<w:basedOn w:val="Normal"/>{following}'
        f'<w:uiPriority w:val="{named.rank}"/>{gallery}<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


_LATENT: Final = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
)
"""Every style of the program's own that a DOCX does not define: out of the list of styles until somebody uses it."""
_ARTICLE_LEVEL: Final = 4
"""The outline level of 条 and other whole paragraphs: below that of every heading, and below those that a table of contents
gathers unless told otherwise."""


def _outline_level(style: Style) -> int:
    """A style → its outline level, 0 for none: that of `heading` 1 to 4 for headings, and 1 for titles."""
    if style.outline and not style.keep_with_next:
        return _ARTICLE_LEVEL
    return max(1, style.outline - 1) if style.outline else 0


def _run(style: Style) -> str:
    size = to_half_pt(style.size)
    return f'{fonts_xml(style.face, latin=style.latin)}<w:spacing w:val="{to_twip(style.tracking)}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_JUSTIFICATION: Final = {Align.JUSTIFY: "both", Align.CENTRE: "center"}
"""Left where not named."""


def _paragraph(style: Style, design: Design) -> str:
    """A style's paragraph properties.

    Only running text snaps to the grid: LibreOffice gives a larger face two cells of it, and sets a smaller one 0.5 mm high.
    """
    keep = '<w:keepNext w:val="1"/>' if style.keep_with_next else ""
    whole = '<w:keepLines w:val="1"/>' if style.whole else ""
    chars = gb9704.INDENT * 100 if style.indent and style.indent == gb9704.INDENT * style.size else 0
    right = f' w:rightChars="0" w:right="{to_twip(style.right)}"' if style.right else ""
    indent = f'<w:ind{right} w:firstLineChars="{chars}" w:firstLine="{to_twip(style.indent)}"/>'
    level = _outline_level(style)
    outline = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    text = design.issue and style.align is Align.JUSTIFY and style.size <= design.size
    snapped = text or (style.indent and (style.whole or style.size >= design.size))
    snap = "" if snapped else '<w:snapToGrid w:val="0"/>'
    leader = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{to_twip(design.across)}"/></w:tabs>' if style.leader else ""
    justified = "right" if style.align is Align.RIGHT and not style.beside else _JUSTIFICATION.get(style.align, "left")
    return f'{keep}{whole}{leader}{snap}{indent}<w:jc w:val="{justified}"/>{outline}'


def named_face(face: Face | None, within: Face | None = None) -> str:
    """A face → the run property that asks for it; empty for no face, and for the face that the run is `within`."""
    return f'<w:rStyle w:val="{label_style_id(face)}"/>' if face and face is not within else ""


def _spoken_for(table: StyleTable) -> dict[Face, None]:
    """Find the faces that need a character style: those of labels, and those of blocks beside a block in another face."""
    found: dict[Face, None] = {}
    for style in table.values():
        if style.label_face:
            found[style.label_face] = None
    for style in table.values():
        if style.align in {Align.HEADER, Align.SIGNATURE}:
            found[style.face] = None
    return found


def _rowless(design: Design) -> Iterator[tuple[str, str, str]]:
    """The styles that no row of the table has: name, paragraph properties, run properties."""
    flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    yield _CONTINUED, flush, ""
    yield _BLANK, flush, ""
    yield _SPACER, f"{UNSNAPPED}{flush}", '<w:sz w:val="2"/><w:szCs w:val="2"/>'
    plain = f'{fonts_xml(Face.SONG)}<w:spacing w:val="0"/>{sized(design.folio_size)}'
    yield _FOLIO, f"{UNSNAPPED}{exact(design.folio_size)}{flush}", plain
    if design.issue:
        head = f'{fonts_xml(Face.KAI)}<w:spacing w:val="0"/>{sized(house.RUNNING_HEAD_SIZE)}'
        yield _RUNNING_HEAD, f"{UNSNAPPED}{exact(house.RUNNING_HEAD_PITCH)}{flush}", head


def styles_xml(design: Design, *, chaptered: bool, unstyled: frozenset[Tag]) -> Iterator[str]:
    """A design → its styles: defaults, Normal, one for each row of the table of styles, and those that have no row.

    `chaptered` says whose headings are `heading 1` and `heading 2`: those of 章 and 节, or those of 一、 and （一）. The
    rows of `unstyled` elements are left out: only papers of a meeting, or texts with illustrations, need theirs.
    """
    table = {key: style for key, style in style_table(design).items() if key[0] not in unstyled}
    size = to_half_pt(design.size)
    fonts = fonts_xml(Face.FANGSONG, latin=design.latin)
    yield (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    yield _LATENT
    # Where the file says nothing every program lets marks hang; LibreOffice (7.4, 25.2) reads 1 as the opposite (measured).
    inside = "" if design.hanging else '<w:overflowPunct w:val="0"/>'
    grid = f'<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:wordWrap w:val="1"/>{inside}{exact(design.pitch)}<w:jc w:val="both"/>'
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{grid}</w:pPr><w:rPr>{fonts}<w:spacing w:val="{to_twip(design.tracking)}"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    seen: set[str] = set()
    for style in table.values():
        if style.name not in seen:
            seen.add(style.name)
            yield _style(style.name, _paragraph(style, design), _run(style), chaptered=chaptered)
    for name, paragraph, run in _rowless(design):
        yield _style(name, paragraph, run, chaptered=chaptered)
    yield (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{PINNED_LINE}"><w:name w:val="撑满"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="15"/><w:qFormat/></w:style>'
    )
    if Tag.ENDNOTE not in unstyled:
        yield (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{NOTE_MARK}"><w:name w:val="注释标记"/>'
            '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="15"/><w:qFormat/></w:style>'
        )
    for face in _spoken_for(table):
        yield (
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{label_style_id(face)}">'
            f'<w:name w:val="{face}文字"/><w:uiPriority w:val="14"/><w:qFormat/>'
            f"<w:rPr>{fonts_xml(face, latin=design.latin)}</w:rPr></w:style>"
        )
