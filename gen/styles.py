"""How each block is set: one row a block, read by the layout and by every writer."""

from dataclasses import dataclass
from enum import StrEnum

from gen import gb9704, house
from gen.blocks import Block, Tag
from gen.gb9704 import Face
from gen.model import Level
from gen.units import ZERO, Length


class Align(StrEnum):
    """How a line stands in the measure."""

    JUSTIFY = "justify"
    """两端对齐; the last line natural"""
    CENTRE = "centre"
    """居中"""
    SIGNATURE = "signature"
    """署名, 7.3.5.2: by the pair of organ and date"""
    GRID = "grid"
    """表格: in cells"""


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of block is set.

    `name` is the style's name in a word processor; `outline` its level in the navigation pane (1 … 9, 0 none). `tracking`
    is added to every advance. `above` and `below` are blank lines; `above_on_new_page` replaces `above` at the head of a page.
    `keep_with_next` never leaves the block alone at the foot of a page, `whole` never parts its lines.
    """

    name: str
    face: Face
    size: Length
    align: Align
    tracking: Length = ZERO
    indent: Length = ZERO
    label_face: Face | None = None
    above: int = 0
    above_on_new_page: int = 0
    below: int = 0
    outline: int = 0
    keep_with_next: bool = False
    whole: bool = False


def _body(name: str, face: Face = Face.FANGSONG, outline: int = 0, *, heading: bool = False, label_face: Face | None = None) -> Style:
    return Style(
        name,
        face,
        gb9704.SIZE_3,
        Align.JUSTIFY,
        tracking=gb9704.TRACKING,
        indent=gb9704.INDENT_LENGTH,
        label_face=label_face,
        outline=outline,
        keep_with_next=heading,
        whole=heading,
    )


BODY = _body("正文段落")
FIRST = _body("一级条款", outline=2)
"""A provision 一、 of a decision is a paragraph of law: body face, and in the navigation pane (DECISIONS: provisions)."""


def _centred(  # noqa: PLR0913 — a row of the table, each cell by name
    name: str, face: Face, outline: int = 0, above: int = 0, below: int = 0, *, keep: bool = True
) -> Style:
    return Style(
        name,
        face,
        gb9704.SIZE_3,
        Align.CENTRE,
        tracking=gb9704.TRACKING,
        above=above,
        below=below,
        outline=outline,
        keep_with_next=keep,
        whole=keep,
    )


def _signed(name: str, *, above: int = 0, keep: bool = False) -> Style:
    return Style(name, Face.FANGSONG, gb9704.SIZE_3, Align.SIGNATURE, tracking=gb9704.TRACKING, above=above, keep_with_next=keep, whole=True)


def _flush(name: str, face: Face = Face.FANGSONG, *, above: int = 0, indent: Length = ZERO, keep: bool = False) -> Style:
    return Style(name, face, gb9704.SIZE_3, Align.JUSTIFY, tracking=gb9704.TRACKING, above=above, indent=indent, keep_with_next=keep, whole=keep)


STYLES: dict[tuple[Tag, str], Style] = {
    (Tag.MASTHEAD, ""): Style("发文机关标志", Face.XIAOBIAOSONG, house.MASTHEAD_LARGEST, Align.CENTRE, whole=True, keep_with_next=True),
    (Tag.RULE, ""): Style("版头分隔线", Face.FANGSONG, gb9704.SIZE_3, Align.CENTRE, keep_with_next=True),
    (Tag.NUMBER, ""): _centred("发文字号", Face.FANGSONG, below=1),
    (Tag.TITLE, ""): Style(
        "公文标题",
        Face.XIAOBIAOSONG,
        gb9704.SIZE_2,
        Align.CENTRE,
        above=gb9704.TITLE_LINES_ABOVE,
        above_on_new_page=house.TITLE_LINES_ABOVE_ON_NEW_PAGE,
        below=1,
        outline=1,
        keep_with_next=True,
        whole=True,
    ),
    (Tag.PASSAGE, ""): _centred("题注", Face.KAI, below=house.PASSAGE_LINES_BELOW, keep=False),
    (Tag.ADDRESSEE, ""): _flush("主送机关", above=gb9704.ADDRESSEE_LINES_ABOVE),
    (Tag.CONTENTS, "目录"): _centred("目录标题", Face.HEI, above=1, below=1),
    (Tag.CONTENTS, ""): _flush("目录条目", indent=gb9704.INDENT_LENGTH),
    (Tag.NOTICE, ""): _centred("令文标题", Face.HEI, above=1),
    (Tag.PARAGRAPH, ""): BODY,
    (Tag.PARAGRAPH, Level.FIRST): FIRST,
    (Tag.PARAGRAPH, Level.ARTICLE): _body("条", outline=2, label_face=Face.HEI),
    (Tag.HEADING, Level.BOOK): _centred("编标题", Face.HEI, 2, above=1, below=1),
    (Tag.HEADING, Level.PART): _centred("分编标题", Face.HEI, 2, above=1, below=1),
    (Tag.HEADING, Level.CHAPTER): _centred("章标题", Face.HEI, 2, above=1, below=1),
    (Tag.HEADING, Level.SECTION): _centred("节标题", Face.KAI, 3, below=0),
    (Tag.HEADING, Level.FIRST): _body("一级标题", Face.HEI, 2, heading=True),
    (Tag.HEADING, Level.SECOND): _body("二级标题", Face.KAI, 3, heading=True),
    (Tag.HEADING, Level.THIRD): _body("三级标题", outline=4, heading=True),
    (Tag.HEADING, Level.FOURTH): _body("四级标题", outline=5, heading=True),
    (Tag.TABLE, ""): Style("表格", Face.FANGSONG, gb9704.SIZE_4, Align.GRID),
    (Tag.ENCLOSURE, ""): _flush("附件说明", above=gb9704.ENCLOSURE_LINES_ABOVE, indent=gb9704.INDENT_LENGTH),
    (Tag.SIGNATURE, ""): _signed("发文机关署名", above=gb9704.SIGNATURE_LINES_ABOVE, keep=True),
    (Tag.DATE, ""): _signed("成文日期", above=gb9704.SIGNATURE_LINES_ABOVE),
    (Tag.NOTE, ""): _flush("附注", indent=gb9704.INDENT_LENGTH),
    (Tag.LABEL, ""): _flush("附件标记", Face.HEI, keep=True),
}


BLANK_ROWS: dict[tuple[Tag, Tag], int] = {
    (Tag.TITLE, Tag.PASSAGE): 0,
    (Tag.TITLE, Tag.NUMBER): 0,
    (Tag.NUMBER, Tag.TITLE): 1,
    (Tag.NUMBER, Tag.PASSAGE): 0,
    (Tag.PASSAGE, Tag.NUMBER): 0,
    (Tag.NOTICE, Tag.NUMBER): 0,
    (Tag.SIGNATURE, Tag.SIGNATURE): 0,
    (Tag.SIGNATURE, Tag.DATE): 0,
    (Tag.ENCLOSURE, Tag.ENCLOSURE): 0,
    (Tag.LABEL, Tag.TITLE): gb9704.ANNEX_TITLE_ROW - 2,
}
"""Blank rows between two blocks where it is not simply what either wants, the larger."""


def style_of(block: Block) -> Style:
    """The row of a block: by tag and level, else by tag alone. KeyError for a heading of no level that has a row."""
    return STYLES.get((block.tag, block.level)) or STYLES[block.tag, ""]
