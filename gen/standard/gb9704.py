"""GB/T 9704-2012 as a table: every number of the standard that the program uses, beside its clause.

Lengths are in EMU (`gen.units.Length`); where the standard counts lines 行 or characters 字, so does the table. "Office
units" marks a value that is rounded to the twip, so that Word, WPS and LibreOffice hold it exactly.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from gen.units import Length, mm, pt, twip


class Clause(Struct, frozen=True):
    """The source of a number: its clause, and its name in the standard."""

    number: str
    name: str


class Face(StrEnum):
    """The faces 字体 of the standard, by their Chinese names."""

    __hash__ = str.__hash__  # Enum's own is slow, and every line looks up its face

    FANGSONG = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    XIAOBIAOSONG = "小标宋"
    SONG = "宋体"


# Clause 5.1, 5.2.1: the page and its type area 版心
PAPER_WIDTH: Annotated[Length, Clause("5.1", "A4 宽")] = mm(210)
PAPER_HEIGHT: Annotated[Length, Clause("5.1", "A4 高")] = mm(297)
HEAD_MARGIN: Annotated[Length, Clause("5.2.1", "天头")] = mm(37)
BINDING_MARGIN: Annotated[Length, Clause("5.2.1", "订口")] = mm(28)
TYPE_AREA_WIDTH: Annotated[Length, Clause("5.2.1", "版心宽")] = mm(156)
TYPE_AREA_HEIGHT: Annotated[Length, Clause("5.2.1", "版心高")] = mm(225)
FOOT_MARGIN = Length(PAPER_HEIGHT - HEAD_MARGIN - TYPE_AREA_HEIGHT)
FORE_MARGIN = Length(PAPER_WIDTH - BINDING_MARGIN - TYPE_AREA_WIDTH)
TYPE_AREA_BOTTOM = Length(HEAD_MARGIN + TYPE_AREA_HEIGHT)

# Clause 5.2.2, 5.2.3: type sizes 字号, lines and characters
SIZE_2: Annotated[Length, Clause("7.3.1", "2号")] = pt(22)
SIZE_3: Annotated[Length, Clause("5.2.2", "3号")] = pt(16)
SIZE_4: Annotated[Length, Clause("7.5", "4号")] = pt(14)
LINES_PER_PAGE: Annotated[int, Clause("5.2.3", "每面排22行")] = 22
CHARACTERS_PER_LINE: Annotated[int, Clause("5.2.3", "每行排28个字")] = 28

LINE_PITCH: Annotated[Length, Clause("5.2.3", "行距")] = twip(579)
"""225 mm / 22 in office units: 580 twips would give 21 lines."""
MEASURE: Annotated[Length, Clause("5.2.3", "行长")] = twip(8844)
"""156 mm in office units, between the rounded margins of an A4 of 11 906 twips."""
TRACKING: Annotated[Length, Clause("5.2.3", "字距")] = twip(-5)
"""It brings the advance of a 3号 character from 16 pt to 15.75 pt, so that 28 fit 156 mm."""
ADVANCE = Length(SIZE_3 + TRACKING)
CELL = Length(MEASURE // CHARACTERS_PER_LINE)
"""字: one twenty-eighth of the measure, the unit of the standard's "空 N 字" for 3号 text."""
BASELINE: Annotated[Length, Clause("5.2.3", "基线")] = Length(LINE_PITCH * 4 // 5)
"""From the top of a line to its baseline, as office programs place it in lines of an exact pitch."""

# Clause 7.2: masthead 版头
MASTHEAD_TOP: Annotated[Length, Clause("7.2.4", "发文机关标志上边缘至版心上边缘")] = mm(35)
NUMBER_LINES_ABOVE: Annotated[int, Clause("7.2.5", "发文字号在发文机关标志下空二行")] = 2
MASTHEAD_RULE_GAP: Annotated[Length, Clause("7.2.7", "分隔线在发文字号之下")] = mm(4)
TITLE_LINES_ABOVE: Annotated[int, Clause("7.3.1", "标题在红色分隔线下空二行")] = 2

# Clause 7.3: body 主体
INDENT: Annotated[int, Clause("7.3.3", "每个自然段左空二字")] = 2
INDENT_LENGTH = Length(2 * SIZE_3)
"""Two characters as office programs measure `firstLineChars=200`: by type size, not by cell."""
ADDRESSEE_LINES_ABOVE: Annotated[int, Clause("7.3.2", "主送机关在标题下空一行")] = 1
ENCLOSURE_LINES_ABOVE: Annotated[int, Clause("7.3.4", "附件说明在正文下空一行")] = 1
ANNEX_TITLE_ROW: Annotated[int, Clause("7.3.7", "附件标题居中编排在版心第三行")] = 3
SIGNATURE_LINES_ABOVE: Annotated[int, Clause("7.3.5.2", "在正文下空一行")] = 1
SIGNATURE_RIGHT: Annotated[int, Clause("7.3.5.2", "发文机关署名右空二字")] = 2
DATE_OFFSET: Annotated[int, Clause("7.3.5.2", "成文日期首字比发文机关署名首字右移二字")] = 2

SEALED_DATE_RIGHT: Annotated[int, Clause("7.3.5.1", "成文日期右空四字")] = 4
STAMP_LINES_ABOVE: Annotated[int, Clause("7.3.5.3", "在正文下空二行加盖签发人签名章")] = 2
STAMP_RIGHT: Annotated[int, Clause("7.3.5.3", "签名章右空四字")] = 4
SIGNER_BEFORE_STAMP: Annotated[int, Clause("7.3.5.3", "签名章左空二字标注签发人职务")] = 2
STAMP_LINES_BELOW: Annotated[int, Clause("7.3.5.3", "在签名章下空一行编排成文日期")] = 1
APPROVER_RIGHT: Annotated[int, Clause("7.2.6", "签发人居右空一字")] = 1
APPROVERS_PER_ROW: Annotated[int, Clause("7.2.6", "一般每行排两个姓名")] = 2
NUMBER_LEFT: Annotated[int, Clause("7.2.5", "上行文的发文字号居左空一字")] = 1
SECRECY_ROW: Annotated[int, Clause("7.2.2", "密级顶格编排在版心左上角第二行")] = 2

# Clause 7.4: colophon 版记
COLOPHON_SIDE: Annotated[int, Clause("7.4.2", "左右各空一字")] = 1
COLOPHON_THICK: Annotated[Length, Clause("7.4.1", "首条和末条分隔线用粗线")] = mm(0.35)
COLOPHON_THIN: Annotated[Length, Clause("7.4.1", "中间的分隔线用细线")] = mm(0.25)

# Clause 10: special formats 特定格式
LETTER_MARK_TOP: Annotated[Length, Clause("10.1", "发文机关标志上边缘至上页边")] = mm(30)
LETTER_RULE_GAP: Annotated[Length, Clause("10.1", "发文机关标志下4 mm处印一条红色双线")] = mm(4)
LETTER_RULE_WIDTH: Annotated[Length, Clause("10.1", "红色双线长")] = mm(170)
LETTER_FOOT_RULE: Annotated[Length, Clause("10.1", "距下页边20 mm处印一条红色双线")] = mm(20)
LETTER_GAP: Annotated[Length, Clause("10.1", "与该线的距离为3号汉字高度的7/8")] = Length(SIZE_3 * 7 // 8)
LETTER_TITLE_LINES: Annotated[int, Clause("10.1", "标题与其上最后一个要素相距二行")] = 2
ORDER_MARK_TOP: Annotated[Length, Clause("10.2", "发文机关标志上边缘至版心上边缘")] = mm(20)
ORDER_LINES: Annotated[int, Clause("10.2", "令号在标志下空二行，正文在令号下空二行")] = 2
ATTENDANCE_LINES_ABOVE: Annotated[int, Clause("10.3", "在正文或附件说明下空一行")] = 1

# Clause 7.5: folio 页码
FOLIO_SIZE: Annotated[Length, Clause("7.5", "4号半角宋体阿拉伯数字")] = SIZE_4
FOLIO_DASH: Annotated[str, Clause("7.5", "数字左右各放一条一字线")] = "—"
FOLIO_DROP: Annotated[Length, Clause("7.5", "一字线上距版心下边缘")] = mm(7)
FOLIO_SIDE: Annotated[int, Clause("7.5", "居外侧空一字")] = 1
