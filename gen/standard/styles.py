"""The table of styles: a row for every block, which layout and writers read."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from gen.document.blocks import COLOPHON, NAMES, Block, Tag
from gen.document.model import Level
from gen.standard import gb9704, house
from gen.standard.design import OFFICIAL, Design, FirstLevel
from gen.standard.gb9704 import Face
from gen.units import ZERO, Length


class Align(StrEnum):
    """The alignment of a line in the measure."""

    JUSTIFY = "justify"
    """两端对齐; the last line natural"""
    CENTRE = "centre"
    """居中"""
    SIGNATURE = "signature"
    """落款, 7.3.5: depends on signers, seals and stamps"""
    HEADER = "header"
    """版头, 7.2: depends on its form"""
    RIGHT = "right"
    """右齐, less `Style.right`"""
    GRID = "grid"
    """表格: in cells"""
    COLUMNS = "columns"
    """名单: names in columns from the left"""


class Hang(StrEnum):
    """The start of the second and later lines of a paragraph."""

    NONE = "none"
    """顶格"""
    LABEL = "label"
    """Under the first character after its label, 7.4.2"""
    ENCLOSURE = "enclosure"
    """Under the first character of the name, 7.3.4"""


class Style(Struct, frozen=True):
    """The setting of one kind of block."""

    name: str
    """The style's name in a word processor."""
    face: Face
    size: Length
    align: Align
    tracking: Length = ZERO
    """Added to every advance."""
    indent: Length = ZERO
    """Of the first line."""
    label_face: Face | None = None
    """The face of a label such as 第一条, if it differs."""
    above: int = 0
    """Blank lines above."""
    above_on_new_page: int = 0
    """Blank lines above at the head of a page, instead of `above`."""
    below: int = 0
    """Blank lines below."""
    outline: int = 0
    """The level in the navigation pane, 1 … 9; 0 for none."""
    keep_with_next: bool = False
    """Keeps the block on the page on which the next block begins."""
    whole: bool = False
    """Keeps all lines of the block on one page."""
    right: Length = ZERO
    """Free space at the right."""
    hang: Hang = Hang.NONE
    latin: Face | None = None
    """The face of Latin letters and figures, if it differs."""
    beside: bool = False
    """Sets the block on the last row of the block before it."""
    hanging: bool = False
    """Lets a mark at the end of a line hang outside the measure."""
    squeezed: bool = False
    """Lets a mark give up half an em beside another, always."""
    leading: float = 0
    """The line pitch, in ems, of type too large for the grid's rows: its block takes whole rows; 0 for the grid."""
    fitted: bool = False
    """Makes the type as large as the measure allows."""
    foot: bool = False
    """Moves the block, with all that follow on its page, to the foot of the page."""
    leader: bool = False
    """Draws a line of dots to the block beside it."""
    across: bool = False
    """Sets the block across all columns of the page."""


StyleTable = Mapping[tuple[Tag, str], Style]


@cache
def style_table(design: Design) -> StyleTable:
    """A design → its style for every block."""

    def body(name: str, face: Face = Face.FANGSONG, outline: int = 0, *, heading: bool = False, label_face: Face | None = None) -> Style:
        style = Style(name, face, design.size, Align.JUSTIFY, design.tracking, design.indent, label_face, outline=outline)
        return replace(style, keep_with_next=heading, whole=heading)

    def centred(name: str, face: Face, outline: int = 0, above: int = 0, below: int = 0) -> Style:
        style = Style(name, face, design.size, Align.CENTRE, design.tracking, above=above, below=below, outline=outline)
        return replace(style, keep_with_next=True, whole=True)

    def signed(name: str, face: Face = Face.FANGSONG, *, keep: bool = False, beside: bool = False) -> Style:
        style = Style(name, face, design.size, Align.SIGNATURE, design.tracking, above=gb9704.SIGNATURE_LINES_ABOVE)
        return replace(style, keep_with_next=keep, whole=True, beside=beside)

    def flush(name: str, face: Face = Face.FANGSONG, *, above: int = 0, indent: Length = ZERO, keep: bool = False) -> Style:
        style = Style(name, face, design.size, Align.JUSTIFY, design.tracking, indent, above=above)
        return replace(style, keep_with_next=keep, whole=keep)

    def header(name: str, face: Face = Face.FANGSONG, *, label_face: Face | None = None) -> Style:
        return Style(name, face, design.size, Align.HEADER, design.tracking, label_face=label_face, keep_with_next=True, whole=True)

    def colophon(name: str, align: Align = Align.JUSTIFY, *, hang: Hang = Hang.NONE, beside: bool = False) -> Style:
        side = Length(gb9704.COLOPHON_SIDE * design.small_size)
        style = Style(name, Face.FANGSONG, design.small_size, align, indent=side, right=side, hang=hang)
        return replace(style, whole=True, beside=beside)

    book_size = house.book_size(design.size)
    note_size = min(house.TABLE_NOTE_SIZE, design.small_size)
    ordinal = Face.HEI if design.first_level is FirstLevel.ORDINAL else None
    table = {
        (Tag.COPY_NUMBER, ""): header("份号"),
        (Tag.SECRECY, ""): header("密级和保密期限", Face.HEI),
        (Tag.URGENCY, ""): header("紧急程度", Face.HEI),
        (Tag.MASTHEAD, ""): Style("发文机关标志", Face.XIAOBIAOSONG, house.MASTHEAD_LARGEST, Align.HEADER, whole=True, keep_with_next=True),
        (Tag.MASTHEAD_WORD, ""): Style("联合行文“文件”", Face.XIAOBIAOSONG, house.MASTHEAD_LARGEST, Align.HEADER, whole=True, keep_with_next=True),
        (Tag.APPROVER, ""): header("签发人", Face.KAI, label_face=Face.FANGSONG),
        (Tag.RULE, ""): Style("版头分隔线", Face.FANGSONG, design.size, Align.CENTRE, keep_with_next=True),
        (Tag.NUMBER, ""): centred("发文字号", Face.FANGSONG, below=1),
        (Tag.TITLE, ""): Style(
            "公文标题",
            Face.XIAOBIAOSONG,
            design.title_size,
            Align.CENTRE,
            above=gb9704.TITLE_LINES_ABOVE,
            above_on_new_page=house.TITLE_LINES_ABOVE_ON_NEW_PAGE,
            below=1,
            outline=1,
            keep_with_next=True,
            whole=True,
        ),
        (Tag.PASSAGE, ""): replace(centred("题注", Face.KAI, below=house.PASSAGE_LINES_BELOW), keep_with_next=False, whole=False),
        # 副题 and 报告人 as the congresses' reports print them: 3号楷体 under the title, one blank row over the text.
        (Tag.SUBTITLE, ""): centred("副题", Face.KAI, below=house.PASSAGE_LINES_BELOW),
        (Tag.SPEAKER, ""): centred("报告人", Face.KAI, below=house.PASSAGE_LINES_BELOW),
        # 领衔代表 and 附议代表 as the names of minutes (10.3), which may fill several lines.
        (Tag.MOVER, ""): replace(body("领衔代表", label_face=Face.HEI), hang=Hang.LABEL, below=house.PASSAGE_LINES_BELOW),
        (Tag.DAY, ""): body("日程日期", Face.HEI, 2, heading=True),
        (Tag.CATEGORY, ""): replace(flush("类别标记", Face.HEI, keep=True), align=Align.RIGHT),
        (Tag.DISCLOSURE, ""): replace(flush("公开属性", Face.HEI, keep=True), align=Align.RIGHT),
        (Tag.ADDRESSEE, ""): replace(flush("主送机关", above=gb9704.ADDRESSEE_LINES_ABOVE), keep_with_next=True),
        (Tag.CONTENTS, "目录"): centred("目录标题", Face.HEI, above=1, below=1),
        (Tag.CONTENTS, ""): flush("目录条目", indent=design.indent),
        (Tag.NOTICE, ""): centred("令文标题", Face.HEI, above=1),
        (Tag.PARAGRAPH, ""): body("正文段落"),
        # A provision 一、 of a decision is a paragraph of law: in the body's face, yet in the navigation pane
        # (docs/decisions/pages.md).
        (Tag.PARAGRAPH, Level.FIRST): body("一级条款", outline=2, label_face=ordinal),
        (Tag.PARAGRAPH, NAMES): replace(body("名单"), align=Align.COLUMNS),
        (Tag.PARAGRAPH, Level.ARTICLE): body("条", outline=2, label_face=Face.HEI),
        (Tag.HEADING, Level.BOOK): replace(centred("编标题", Face.HEI, 2, above=1, below=1), size=book_size),
        (Tag.HEADING, Level.PART): centred("分编标题", Face.HEI, 2, above=1, below=1),
        (Tag.HEADING, Level.CHAPTER): centred("章标题", Face.HEI, 2, above=1, below=1),
        (Tag.HEADING, Level.SECTION): centred("节标题", Face.KAI, 3, above=house.SECTION_LINES_ABOVE),
        (Tag.HEADING, Level.FIRST): body("一级标题", Face.HEI, 2, heading=True),
        (Tag.HEADING, Level.SECOND): body("二级标题", Face.KAI, 3, heading=True),
        (Tag.HEADING, Level.THIRD): body("三级标题", outline=4, heading=True),
        (Tag.HEADING, Level.FOURTH): body("四级标题", outline=5, heading=True),
        (Tag.TABLE, ""): Style("表格", Face.FANGSONG, design.small_size, Align.GRID),
        (Tag.TABLE_TITLE, ""): replace(centred("表题", Face.HEI), size=design.small_size, tracking=ZERO),
        (Tag.TABLE_UNIT, ""): Style("表格单位", Face.FANGSONG, note_size, Align.RIGHT, keep_with_next=True, whole=True),
        (Tag.TABLE_NOTE, ""): Style("表注", Face.FANGSONG, note_size, Align.JUSTIFY, hang=Hang.LABEL),
        (Tag.ILLUSTRATION, ""): Style("插图", Face.FANGSONG, house.ILLUSTRATION_TYPE, Align.CENTRE, keep_with_next=True, whole=True),
        (Tag.CAPTION, ""): Style("图题", Face.HEI, house.CAPTION_SIZE, Align.CENTRE, whole=True),
        (Tag.ENDNOTE, ""): Style("注释", Face.FANGSONG, design.small_size, Align.JUSTIFY, indent=Length(gb9704.INDENT * design.small_size)),
        (Tag.ENCLOSURE, ""): replace(flush("附件说明", above=gb9704.ENCLOSURE_LINES_ABOVE, indent=design.indent), hang=Hang.ENCLOSURE),
        (Tag.ATTENDANCE, ""): replace(body("出席人员", label_face=Face.HEI), above=gb9704.ATTENDANCE_LINES_ABOVE, hang=Hang.LABEL),
        (Tag.SIGNATURE, ""): signed("发文机关署名", keep=True),
        (Tag.SIGNER, ""): signed("签发人职务", keep=True),
        (Tag.SIGNER_NAME, ""): signed("签发人姓名", Face.KAI, keep=True, beside=True),
        (Tag.DATE, ""): signed("成文日期"),
        (Tag.NOTE, ""): flush("附注", indent=design.indent),
        (Tag.LABEL, ""): flush("附件标记", Face.HEI, keep=True),
        (Tag.COLOPHON_ADDRESSEE, ""): colophon("版记主送机关", hang=Hang.LABEL),
        (Tag.COPIES, ""): colophon("抄送机关", hang=Hang.LABEL),
        (Tag.ISSUER, ""): colophon("印发机关"),
        (Tag.ISSUED, ""): colophon("印发日期", Align.RIGHT, beside=True),
    }
    table |= _gazette_rows(design, table)
    if design.hanging or design.squeezed:
        running = {key: style for key, style in table.items() if style.align is Align.JUSTIFY and key[0] not in COLOPHON}
        table |= {key: replace(style, hanging=design.hanging, squeezed=design.squeezed) for key, style in running.items()}
    if design.latin:
        table = {key: replace(style, latin=design.latin) for key, style in table.items()}
    return table


def _gazette_rows(design: Design, table: StyleTable) -> StyleTable:
    """The rows that a gazette adds or replaces; none for an office's own page."""
    return {**(_issue_rows(design) if design.issue else {}), **(_unframed_rows(design, table) if not design.framed else {})}


def _issue_rows(design: Design) -> StyleTable:
    """The rows of an issue's cover, contents and imprint."""
    size, small = design.size, design.small_size
    leading = house.LARGE_LEADING
    large = Style("公报名称", Face.XIAOBIAOSONG, house.MASTHEAD_LARGEST, Align.CENTRE, leading=leading, whole=True, keep_with_next=True)
    centred = Style("出版事项", Face.XIAOBIAOSONG, house.PUBLISHER_SIZE, Align.CENTRE, leading=leading, whole=True, across=True)
    rule = Style("公报线", Face.FANGSONG, size, Align.CENTRE, whole=True, keep_with_next=True, across=True)
    flush = Style("版权页文字", Face.FANGSONG, size, Align.JUSTIFY, whole=True, across=True)
    above = round(design.lines * house.NAMEPLATE_ABOVE)
    return {
        (Tag.NAMEPLATE, ""): replace(large, fitted=True, above_on_new_page=above, across=True),
        (Tag.RULE, "封面"): replace(rule, name="封面线", below=house.COVER_RULE_BELOW),
        (Tag.ISSUE, ""): replace(centred, name="期号", size=house.ISSUE_SIZE, keep_with_next=True),
        (Tag.PUBLISHER, ""): replace(centred, foot=True),
        (Tag.RULE, "版权页"): replace(rule, name="版权页线", foot=True),
        (Tag.IMPRINT, ""): replace(flush, size=small, foot=True),
        (Tag.CONTENTS, "公报"): replace(large, name="公报目录标题", face=Face.HEI, size=design.title_size, above_on_new_page=1, below=1, across=True),
        (Tag.GROUP, ""): replace(flush, name="公报目录类别", face=Face.HEI, above=1, keep_with_next=True),
        (Tag.ENTRY, ""): replace(flush, name="公报目录条目", tracking=design.tracking, right=Length(house.LOCATOR_ROOM * size), leader=True),
        (Tag.LOCATOR, ""): replace(flush, name="公报目录页码", align=Align.RIGHT, beside=True),
    }


def _unframed_rows(design: Design, table: StyleTable) -> StyleTable:
    """The rows for 版头 and 版记 set like text: one element under another, titles in rows of the grid."""
    body = table[Tag.PARAGRAPH, ""]
    flush = replace(body, indent=ZERO, keep_with_next=True, whole=True)
    centred = replace(flush, align=Align.CENTRE)
    title = replace(table[Tag.TITLE, ""], above_on_new_page=1, leading=house.LARGE_LEADING)
    across = {(Tag.TITLE, ""): title, (Tag.MASTHEAD, ""): replace(title, name="发文机关标志", outline=0)}
    across |= {(tag, ""): table[tag, ""] for tag in (Tag.PASSAGE, Tag.NUMBER, Tag.NOTICE, Tag.SUBTITLE, Tag.SPEAKER, Tag.CATEGORY, Tag.DISCLOSURE)}
    across |= {key: table[key] for key in ((Tag.CONTENTS, "目录"), (Tag.CONTENTS, ""))}
    across |= {(Tag.COPY_NUMBER, ""): replace(flush, name="份号"), (Tag.URGENCY, ""): replace(flush, name="紧急程度", face=Face.HEI)}
    across |= {(Tag.SECRECY, ""): replace(flush, name="密级和保密期限", face=Face.HEI), (Tag.RULE, ""): replace(table[Tag.RULE, ""])}
    across |= {(Tag.MASTHEAD_WORD, ""): replace(centred, name="联合行文“文件”"), (Tag.APPROVER, ""): replace(flush, name="签发人", face=Face.KAI)}
    foot = replace(flush, size=design.small_size, keep_with_next=False)
    colophon = {(tag, ""): replace(foot, name=table[tag, ""].name) for tag in (Tag.COLOPHON_ADDRESSEE, Tag.COPIES, Tag.ISSUER, Tag.ISSUED)}
    return {key: replace(style, across=True) for key, style in across.items()} | colophon


STYLES: StyleTable = style_table(OFFICIAL)
"""The styles of GB/T 9704-2012."""


BLANK_ROWS: dict[tuple[Tag, Tag], int] = {
    (Tag.TITLE, Tag.PASSAGE): 0,
    (Tag.TITLE, Tag.NUMBER): 0,
    (Tag.TITLE, Tag.SUBTITLE): 0,
    (Tag.TITLE, Tag.SPEAKER): 0,
    (Tag.SUBTITLE, Tag.PASSAGE): 0,
    (Tag.SUBTITLE, Tag.SPEAKER): 0,
    (Tag.SUBTITLE, Tag.NUMBER): 0,
    (Tag.NUMBER, Tag.SUBTITLE): 0,
    (Tag.NUMBER, Tag.SPEAKER): 0,
    (Tag.PASSAGE, Tag.SUBTITLE): 0,
    (Tag.PASSAGE, Tag.SPEAKER): 0,
    (Tag.SPEAKER, Tag.PASSAGE): 0,
    (Tag.SPEAKER, Tag.SPEAKER): 0,
    (Tag.MOVER, Tag.MOVER): 0,
    (Tag.NUMBER, Tag.TITLE): 1,
    (Tag.NUMBER, Tag.PASSAGE): 0,
    (Tag.PASSAGE, Tag.NUMBER): 0,
    (Tag.NOTICE, Tag.NUMBER): 0,
    (Tag.SIGNATURE, Tag.SIGNATURE): 0,
    (Tag.SIGNATURE, Tag.DATE): 0,
    (Tag.SIGNER, Tag.DATE): gb9704.STAMP_LINES_BELOW,
    (Tag.SIGNER_NAME, Tag.DATE): gb9704.STAMP_LINES_BELOW,
    (Tag.ENCLOSURE, Tag.ENCLOSURE): 0,
    (Tag.ATTENDANCE, Tag.ATTENDANCE): 0,
    (Tag.LABEL, Tag.TITLE): gb9704.ANNEX_TITLE_ROW - 2,
}
"""Blank rows between two blocks, where it is not the larger of the rows that the two ask for."""


def style_of(block: Block, table: StyleTable = STYLES) -> Style:
    """A block → its style, by tag and level, else by tag alone. KeyError for a heading whose level has no row."""
    return table.get((block.tag, block.level)) or table[block.tag, ""]


BODY = STYLES[Tag.PARAGRAPH, ""]
"""The style of running text."""
