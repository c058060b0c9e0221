"""The blocks of a document: its elements 要素 in printed order, and nothing about how they look."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from gen.document.tables import PLAIN, Rows, Shape


class Tag(StrEnum):
    """The elements 要素 of a document, by clause of GB/T 9704-2012."""

    __hash__ = str.__hash__  # Enum's own is a Python function, and tags are looked up some ten times a block

    COPY_NUMBER = "copy-number"
    """份号, 7.2.1"""
    SECRECY = "secrecy"
    """密级和保密期限, 7.2.2"""
    URGENCY = "urgency"
    """紧急程度, 7.2.3"""
    CATEGORY = "category"
    """类别标记 of a reply to a deputy: A, B or C, how far the matter is settled"""
    DISCLOSURE = "disclosure"
    """公开属性 or 是否公开 of a document"""
    MASTHEAD = "masthead"
    """发文机关标志, 7.2.4"""
    MASTHEAD_WORD = "masthead-word"
    """“文件” beside the names of several organs, 7.2.4"""
    NUMBER = "number"
    """发文字号, 公告号, 7.2.5"""
    APPROVER = "approver"
    """签发人, 7.2.6"""
    RULE = "rule"
    """版头中的分隔线, 7.2.7"""
    TITLE = "title"
    """标题, 7.3.1"""
    SUBTITLE = "subtitle"
    """副题: ——2024年1月20日在…会议上"""
    SPEAKER = "speaker"
    """报告人: post and name under the title of a report to a meeting"""
    MOVER = "mover"
    """领衔代表 and 附议代表 of a 议案 or 建议"""
    DAY = "day"
    """日期 in a 日程: the heading of a day"""
    PASSAGE = "passage"
    """题注, 立法法 art. 65"""
    ADDRESSEE = "addressee"
    """主送机关, 7.3.2"""
    CONTENTS = "contents"
    """目录: its heading, with the level 目录, and its lines"""
    NOTICE = "notice"
    """The heading of a 公告 or 令 inside a text, where it is no masthead"""
    PARAGRAPH = "paragraph"
    """正文, 7.3.3"""
    HEADING = "heading"
    """结构层次标题, 7.3.3"""
    TABLE = "table"
    """表格, clause 8"""
    TABLE_TITLE = "table-title"
    """表题: 表1 …, over a table"""
    TABLE_UNIT = "table-unit"
    """单位：万元, over a table at the right"""
    TABLE_NOTE = "table-note"
    """表注: 注：…, under a table"""
    ILLUSTRATION = "illustration"
    """插图: a picture between paragraphs"""
    CAPTION = "caption"
    """图题, under an illustration"""
    ENDNOTE = "endnote"
    """注释, with its circled number"""
    ENCLOSURE = "enclosure"
    """附件说明, 7.3.4"""
    ATTENDANCE = "attendance"
    """出席、请假、列席人员, 10.3"""
    SIGNATURE = "signature"
    """发文机关署名, 7.3.5"""
    SIGNER = "signer"
    """签发人职务, 7.3.5.3"""
    SIGNER_NAME = "signer-name"
    """签发人姓名, printed in place of the stamp"""
    DATE = "date"
    """成文日期, 7.3.5.4"""
    NOTE = "note"
    """附注, 7.3.6"""
    LABEL = "label"
    """附件标记, 7.3.7"""
    COLOPHON_ADDRESSEE = "colophon-addressee"
    """主送机关 that has moved to the 版记, 7.4.2"""
    COPIES = "copies"
    """抄送机关, 7.4.2"""
    ISSUER = "issuer"
    """印发机关, 7.4.3"""
    ISSUED = "issued"
    """印发日期, 7.4.3"""
    NAMEPLATE = "nameplate"
    """公报名称, on the cover of an issue"""
    ISSUE = "issue"
    """年份和期号, on the cover"""
    PUBLISHER = "publisher"
    """主办机关 and 出版日期, at the foot of the cover"""
    IMPRINT = "imprint"
    """版权页: who makes the gazette, and which issue it is"""
    GROUP = "group"
    """目录分组: 公告, 决定决议, 法规 …"""
    ENTRY = "entry"
    """目录条目: the title of a document of the issue"""
    LOCATOR = "locator"
    """目录页码: the page on which the document of an entry begins"""


REPLY = frozenset({Tag.CATEGORY, Tag.DISCLOSURE})
"""The marks at the upper right of a reply to a deputy."""
HEADER = REPLY | {Tag.COPY_NUMBER, Tag.SECRECY, Tag.URGENCY, Tag.MASTHEAD, Tag.MASTHEAD_WORD, Tag.NUMBER, Tag.APPROVER, Tag.RULE}
"""The elements of a 版头."""
SESSION = REPLY | {Tag.SUBTITLE, Tag.SPEAKER, Tag.MOVER, Tag.DAY}
"""The elements that only papers of a meeting, and replies to its deputies, have."""
NAMED = frozenset({Tag.ATTENDANCE, Tag.MOVER})
"""The elements that name people after a label: no name of them is parted."""
ILLUSTRATED = frozenset({Tag.ILLUSTRATION, Tag.CAPTION})
"""The elements that only a text with illustrations has."""
ANNOTATED = frozenset({Tag.ENDNOTE})
"""The elements that only a text with notes has."""
COLOPHON = frozenset({Tag.COLOPHON_ADDRESSEE, Tag.COPIES, Tag.ISSUER, Tag.ISSUED})
"""The elements of a 版记."""
SIGNED = frozenset({Tag.SIGNATURE, Tag.SIGNER, Tag.SIGNER_NAME, Tag.DATE})
"""The elements of a 落款."""

GAZETTE = frozenset({Tag.NAMEPLATE, Tag.ISSUE, Tag.PUBLISHER, Tag.IMPRINT, Tag.GROUP, Tag.ENTRY, Tag.LOCATOR})
"""The elements that only an issue of a gazette has."""


WITH_TABLE = frozenset({Tag.TABLE_TITLE, Tag.TABLE_UNIT, Tag.TABLE_NOTE})
"""The elements that belong to a table beside them."""

NAMES = "名单"
"""The level of a paragraph that is a list of names: after its label they have U+3000 between them."""


class Block(Struct, frozen=True, gc=False):
    """One element of a document, with its text as printed.

    - `lines`: the author's own division of the text into lines; empty when the program divides it.
    - `level`: the level of its label, as `gen.document.model.Level` has it, `NAMES`, or empty.
    - `label`: the length of its label in characters.
    - `new_page`: whether a page starts with this block.
    - `red`: whether it is printed in red.
    - `source_line`: its line in the source, for messages.
    - `rows`: the cells of a table, whose `text` has a line for every cell that is not empty; `shape`: its header,
      merged cells and alignments.
    - `form`: the format of a masthead (clause 10); empty for the usual one (7.2).
    - `picture`: the file of the seal or stamp on it, or `reserved`; of an illustration, its file.
    - `marks`: the places of the marks of notes in its text.
    - `width`, `height`: the natural size of an illustration, in EMU.
    - `landscape`: whether the pages from this block on are set across the sheet (clause 8).
    """

    tag: Tag
    text: str
    lines: tuple[str, ...] = ()
    level: str = ""
    label: int = 0
    new_page: bool = False
    red: bool = False
    source_line: int = 0
    rows: Rows = ()
    form: str = ""
    picture: str = ""
    landscape: bool = False
    shape: Shape = PLAIN
    width: int = 0
    height: int = 0
    marks: tuple[int, ...] = ()


def turned_blocks(blocks: Iterable[Block], *, framed: bool) -> Iterator[bool]:
    """Whether each block is on a turned page: from a landscape block to the next new page, or to a 版记 that is `framed`."""
    turned = False
    for block in blocks:
        turned = block.landscape or (turned and not block.new_page and not (framed and block.tag in COLOPHON))
        yield turned


def table_of(blocks: Sequence[Block], index: int) -> int | None:
    """The table that block `index`, a title, a unit or a note of one, belongs to; None if a template has it without one."""
    step = -1 if blocks[index].tag is Tag.TABLE_NOTE else 1
    while 0 <= index < len(blocks) and blocks[index].tag in WITH_TABLE:
        index += step
    return index if 0 <= index < len(blocks) and blocks[index].tag is Tag.TABLE else None
