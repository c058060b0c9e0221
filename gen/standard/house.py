"""Practice of people's congresses where GB/T 9704-2012 is silent: numbers in the same shape, each with its reason."""

from typing import Annotated

from gen.standard.gb9704 import FOLIO_DROP, FOLIO_SIZE, Clause
from gen.units import Length, mm, pt, twip

MASTHEAD_LARGEST: Annotated[Length, Clause("7.2.4", "发文机关标志字号（醒目、美观、庄重）")] = pt(42)
"""初号: even a short name is no larger."""
MASTHEAD_SMALLEST: Annotated[Length, Clause("7.2.4", "发文机关标志字号下限")] = pt(22)
"""2号, the size of titles: a name that is still too long takes two lines."""
MASTHEAD_STEP: Annotated[Length, Clause("7.2.4", "字号级差")] = pt(0.5)
"""`w:sz` counts half-points."""
HAN_ASCENT: Annotated[float, Clause("7.2.4", "上边缘")] = 0.85
"""In ems, from the baseline to the upper edge of a 小标宋 character's ink, where a ruler on paper finds its top."""
HAN_DESCENT: Annotated[float, Clause("7.2.7", "下边缘")] = 0.08
"""In ems, from the baseline to the lower edge of a character's ink."""

RULE_THICKNESS: Annotated[Length, Clause("7.2.7", "红色分隔线粗细")] = pt(1)
"""0.35 mm, like the thick rule of 版记; the standard is silent."""
LETTER_THICK: Annotated[Length, Clause("10.1", "红色双线的粗线")] = pt(2.25)
LETTER_THIN: Annotated[Length, Clause("10.1", "红色双线的细线")] = pt(0.75)
LETTER_BETWEEN: Annotated[Length, Clause("10.1", "红色双线的间隔")] = pt(0.75)
"""The three add up to Word's thick-thin rule with a small gap."""
RULE_CLEARANCE: Annotated[Length, Clause("7.2.7", "分隔线下最小余地")] = pt(2)
"""It keeps the rule off the first blank line below."""
MARK_LEADING: Annotated[float, Clause("7.2.4", "发文机关标志行距")] = 1.4
"""In ems of the mark's size."""
RED = "FF0000"
BLACK = "000000"

JOINT_MARK_SMALLEST: Annotated[Length, Clause("7.2.4", "联合行文标志字号下限")] = pt(16)
"""3号: the names of a joint mark shrink until the first page has text, but not below the size of that text."""
JOINT_MARK_GAP: Annotated[float, Clause("7.2.4", "联合行文标志与“文件”的间距")] = 0.5
"""In ems of the mark's size."""
SEAL_DIAMETER: Annotated[Length, Clause("7.3.5.1", "印章直径")] = mm(42)
"""国发〔1999〕25号: 4.2 cm for the seals of organs below the province. A picture of a seal is scaled to this."""
SEAL_RISE: Annotated[Length, Clause("7.3.5.1", "署名和成文日期居印章中心偏下位置")] = mm(3)
"""From the seal's centre down to the middle of 署名 and 成文日期."""
SEAL_CLEARANCE: Annotated[Length, Clause("7.3.5.1", "印章互不相交或相切")] = mm(2)
STAMP_WIDTH: Annotated[Length, Clause("7.3.5.3", "签名章宽")] = mm(40)
STAMP_ROWS: Annotated[int, Clause("7.3.5.3", "签名章占行")] = 3
"""The rows that a stamp takes, with the signer's 职务 on the middle one; its picture is scaled to fit them."""
SIGNER_LEAST: Annotated[int, Clause("7.3.5.3", "签发人职务最少占字")] = 4
"""A 职务 beside a stamp or name is divided into lines no narrower than this."""

TITLE_LINES_ABOVE_ON_NEW_PAGE: Annotated[int, Clause("7.3.7", "标题居中编排在版心第三行")] = 2
"""A title at the head of a page without 版头 is on line 3, as the standard says of an annex."""
CATEGORY_ROW: Annotated[int, Clause("惯例", "类别标记在首页右上角的行")] = 1
"""The first row of the type area, opposite the 份号 (7.2.1), flush right; 公开属性 is on the row below. Rules of offices that
reply to deputies ask for A, B or C “在首页右上角” (省海洋与渔业局建议提案办理规定13). A letter has its number there (10.1): both
are on the rows below that."""
BOOK_SIZE: Annotated[float, Clause("惯例", "编标题字号与正文之比")] = 1.125
"""小二 (18 pt) over 3号: a book 编 is larger than its chapters 章, so that a reader sees which contains which."""
SECTION_LINES_ABOVE: Annotated[int, Clause("惯例", "节标题上空行")] = 1
"""As over a chapter, which has one below too; between the two headings there is one row."""
PASSAGE_LINES_BELOW: Annotated[int, Clause("题注", "题注下空一行")] = 1
HAN_LATIN_GAP: Annotated[float, Clause("CLREQ 3.2.2", "汉字与西文、数字间距")] = 0.25
"""In ems of the type size, like Word's autoSpaceDE and autoSpaceDN."""
OFFICE_GAP: Annotated[float, Clause("CLREQ 3.2.2", "汉字与西文、数字间距，LibreOffice")] = 0.2
"""In ems: LibreOffice sets 0.22; a pinned line is full with gaps of this width."""
OFFICE_OPENING_GAP: Annotated[float, Clause("CLREQ 3.2.2", "段首①与汉字的间距，LibreOffice")] = 0.22
"""In ems: what LibreOffice 7.4 sets between ① and Han at the head of a paragraph, and nowhere else (measured); Word sets none."""
OFFICE_GAP_LEAST: Annotated[float, Clause("CLREQ 3.2.2", "汉字与西文、数字间距下限")] = 0.125
"""In ems: in a justified line, programs that set lines as Word does shrink gaps so far if that makes room for one more
character (measured; JIS X 4051 has the same). A line is pinned if a program with any gap from this to `HAN_LATIN_GAP`
would end it elsewhere."""

TABLE_SIZES: Annotated[tuple[Length, ...], Clause("8", "表格字号：4号、小四、五号、小五")] = (pt(14), pt(12), pt(10.5), pt(9))
"""From the largest down: a table takes the first size at which its longest words fit their columns."""
TABLE_PADDING: Annotated[float, Clause("8", "单元格左右留白")] = 0.28
"""In ems: 4 pt at 4号, as office programs have it at any size; in small type less is enough."""
TABLE_PADDING_LEAST: Annotated[float, Clause("8", "单元格左右留白下限")] = 0.11
"""In ems: 1 pt at 小五, for a table that would not fit otherwise."""
TABLE_LEADING: Annotated[float, Clause("8", "单元格内行距")] = 1.35
"""In ems: the lines of a cell are closer than those of the text, so that a reader sees which belong together."""
TABLE_ROW_ROOM: Annotated[float, Clause("8", "格线与文字之间上下的余地")] = 0.37
"""In ems, over and under the lines of a row together; a table grows to whole rows of the grid, which adds to it. With so
much a header and a row of 4号 take two rows of the grid."""
TABLE_ROW_MOST: Annotated[float, Clause("8", "一行的高度")] = 0.5
"""In pages: a table with a higher row is tried in smaller type."""
TABLE_ABOVE: Annotated[Length, Clause("8", "表格与上文的余地")] = twip(193)
"""A third of a row: without it the top rule touches the text above."""
TABLE_FOOT: Annotated[Length, Clause("8", "面末的行与版心下边缘的余地")] = twip(40)
"""Left free under rows that end a page, for their rules and for the paragraph that ends a DOCX after a last table: with
less, LibreOffice moves a row, or makes a page (measured)."""
TABLE_GROWTH: Annotated[float, Clause("8", "续表各行加高的限度")] = 0.35
"""The rows on a page that the table goes on from grow to the page's foot by no more than this share."""
TABLE_HEADER_MOST: Annotated[int, Clause("8", "表头行数")] = 3
TABLE_HEAD: Annotated[int, Clause("8", "表头格的字数")] = 20
"""Characters: a first row with a longer cell is no header, unless its author says so."""
TABLE_WHOLE: Annotated[float, Clause("8", "分栏时不拆开的表格的高度")] = 0.5
"""In columns: a table no higher is not parted, since two columns side by side show its parts out of order."""
TABLE_SHORT: Annotated[int, Clause("8", "短词")] = 4
"""Characters: a column of names, codes and the like, none longer, is set in the middle."""
TABLE_NAME: Annotated[int, Clause("8", "不拆开的名称")] = 6
"""Characters: a cell of no more is a name, which is not broken."""
TABLE_NARROW: Annotated[int, Clause("8", "文字列的最小宽度")] = 4
"""Characters in a line of a longer text, before the type is made smaller."""
TABLE_NARROW_LINES: Annotated[int, Clause("8", "窄列里一格的行数")] = 5
"""Where a cell narrower than a name of six has more lines, smaller type is tried: 职务 in columns of four characters."""
TABLE_BALANCED: Annotated[int, Clause("8", "按高度调整列宽的行数上限")] = 200
"""Rows: a longer table keeps the widths that its texts ask for, since trying others takes time."""
TABLE_LABEL: Annotated[int, Clause("8", "表内小标题")] = 12
"""Characters: a cell of a form, or across columns, with no more is a label, set in the middle."""
TABLE_COUNT: Annotated[int, Clause("8", "人数、件数等小数目")] = 4
"""Digits of the counts that are set in the middle of their column, units under units."""
TABLE_LONG_WORD: Annotated[int, Clause("8", "可以拆开的长词")] = 16
"""Letters: an address or another longer word without figures may be broken if the table fits in no other way."""
FORM_EMPTY: Annotated[float, Clause("8", "回执、推荐表、签到表")] = 0.25
"""The share of empty cells from which on a table without amounts is a form to be filled in by hand."""
FORM_WIDTH: Annotated[int, Clause("8", "填写栏的宽度")] = 5
"""Characters that an empty cell of a form has room for where there is room."""
FORM_WIDTH_LEAST: Annotated[int, Clause("8", "填写栏的最小宽度")] = 3
EMPTY_WIDTH: Annotated[int, Clause("8", "空格子的宽度")] = 1
"""Characters, of a column without text in a table that is no form."""
FORM_ROW: Annotated[float, Clause("8", "填写栏的行高")] = 1.5
"""In rows of the grid, 15 mm: what handwriting needs."""
NAME_WIDTH: Annotated[int, Clause("惯例", "名单里一个姓名占字")] = 3
"""A name of two characters is spread to as many."""
NAME_GAP: Annotated[int, Clause("惯例", "名单里三字姓名的间距")] = 2
"""In characters, at least: more than the one between the characters of a name that is spread."""
NAME_COLUMNS_MOST: Annotated[int, Clause("惯例", "名单一行最多几人")] = 6
NAMES_WIDE_PER_ROW: Annotated[int, Clause("惯例", "名单里几个跨栏的姓名抵一行")] = 4
"""A list of many long names is tidier in fewer, wider columns than in a few rows less."""
COLOPHON_PITCH: Annotated[Length, Clause("7.4", "版记行距")] = twip(510)
"""The page's pitch less the height of the rules, so that a 版记 of n lines fills n rows."""
COLOPHON_RULE_GAP: Annotated[Length, Clause("7.4.1", "版记分隔线上的余地")] = pt(1)
"""Between a line of 版记 and the rule under it: the least height of the paragraph that carries the rule."""
COLOPHON_RISE: Annotated[Length, Clause("7.4.2", "版记文字居中")] = pt(2.5)
"""How much higher than running text the baselines of 版记 are, so that its smaller type is centred between rules."""
TABLE_NOTE_SIZE: Annotated[Length, Clause("8", "表格单位、表注的字号：小四")] = pt(12)
"""Smaller than the text, so that they belong to the table and not to it."""
TABLE_RULE: Annotated[Length, Clause("8", "表格线")] = pt(0.5)

ILLUSTRATION_RESOLUTION: Annotated[int, Clause("惯例", "插图的分辨率")] = 150
"""Pixels to the inch: what an office printer needs for lines and letters to look sharp, and what is set for scans and charts. An
illustration is printed in no larger size than this gives it, or its file if that names a finer one."""
ILLUSTRATION_LEAST: Annotated[float, Clause("惯例", "插图缩小的限度")] = 0.5
"""A picture as wide as the measure that is too high for a page is scaled down to it, to no less than this share: its lettering
would be too small. A scan of an A4 page is printed at 0.94."""
ILLUSTRATION_ABOVE: Annotated[Length, Clause("惯例", "插图与上文的余地")] = twip(193)
"""As over a table. What is left of whole rows is over the picture too, so that it is next to its caption."""
ILLUSTRATION_TYPE: Annotated[Length, Clause("惯例", "插图所在段落的字号")] = pt(1)
"""A DOCX has the picture in a paragraph, whose type adds its descent under the picture: as little as can be."""
CAPTION_SIZE: Annotated[Length, Clause("惯例", "图题的字号：小四")] = pt(12)
"""黑体 as 表题, but smaller than the text, and in the middle under the picture (CY/T 171-2019 学术出版规范 插图)."""

NOTE_MARK: Annotated[float, Clause("惯例", "注释标记的字号")] = 0.625
"""In ems of the text's size: 10 pt beside 3号, as word processors set raised letters, but in whole half-points."""
NOTE_MARK_RISE: Annotated[float, Clause("惯例", "注释标记高出基线")] = 0.34
"""In ems of the text's size: its upper edge is that of the text's characters."""


CONTENTS_ROOM: Annotated[int, Clause("惯例", "目录页码占字")] = 3
"""Cells at the right of a 目录 that leader and page number need."""
LEADER_DOT: Annotated[Length, Clause("惯例", "目录前导点径")] = pt(1)
LEADER_PITCH: Annotated[float, Clause("惯例", "目录前导点距")] = 0.25
"""In ems."""
LEADER_RISE: Annotated[float, Clause("惯例", "目录前导点高出基线")] = 0.33
"""In ems: half-way up the characters, like the dots of ……."""

HYPHEN_WIDTH: Annotated[float, Clause("CLREQ 3.2.3", "转行连字符占其位置的比例")] = 0.75
HYPHEN_HEIGHT: Annotated[float, Clause("CLREQ 3.2.3", "转行连字符粗细")] = 0.06
HYPHEN_RISE: Annotated[float, Clause("CLREQ 3.2.3", "转行连字符高出基线")] = 0.2
"""In ems, both, as the bundled faces draw theirs."""
LAST_LINE_LEAST: Annotated[int, Clause("CLREQ 3.1.4", "单字不成行")] = 2
"""The last line of a paragraph has at least two characters, marks not counted."""
STRETCH_CEILING: Annotated[float, Clause("CLREQ 3.1.6", "字距加大的限度")] = 0.08
"""In ems: no line is opened up by more a character where it can be divided otherwise. Measured on 115 real texts: greedy breaking leaves
97.7 % of the lines under it, and what is over it is seen as a gap between words."""
STRETCH_UNSEEN: Annotated[float, Clause("CLREQ 3.1.6", "看不出的字距")] = 0.02
"""In ems: a line opened up by no more looks like one that is full."""

# What a division of a paragraph into lines costs, where a line of it is over the ceiling: whole numbers, the unit is a line
# opened up by a hundredth of an em more than is unseen. Each is larger than the sum of those before it in any paragraph of ten lines.
STRETCH_COST: Annotated[int, Clause("CLREQ 3.1.6", "字距加大")] = 1
"""For each hundredth of an em over `STRETCH_UNSEEN`, squared: two lines a little loose are better than one that is looser. A line at the
ceiling costs 36."""
SQUEEZED_COST: Annotated[int, Clause("GB/T 15834 5.1.11", "标点挤压")] = 400
"""For each mark that gives up half an em: the grid of 5.2.3 has one em for it, so lines within the ceiling come first."""
UNIT_COST: Annotated[int, Clause("GB/T 15835", "数字与单位分开")] = 5_000
"""2035|年, 600|米: the first bond to be let go. The reader has the number whole at the end of the line."""
SYLLABLE_COST: Annotated[int, Clause("CLREQ 3.2.3", "西文单词按音节转行")] = 6_000
"""A Latin word parted at a syllable, with a hyphen that is drawn: readers of Chinese are not used to it."""
RANGE_COST: Annotated[int, Clause("GB/T 15834 5.1", "起止数字分开")] = 7_000
"""2018—|2035年: the sign may end a line, never start one; each number stays whole, but the reader has half of what is meant."""
SHORT_LAST_COST: Annotated[int, Clause("CLREQ 3.1.4", "末行一字加标点")] = 20_000
"""A last line of one character and its mark, 件：: better than a line at 12 % over it, worse than all that keeps both."""
OVER_COST: Annotated[int, Clause("CLREQ 3.1.6", "字距超过限度")] = 1_000_000
"""A line over the ceiling, and as much again for each further hundredth of an em: it stays only where nothing else is left."""

SHUNNED_COST: Annotated[int, Clause("惯例", "有的软件不断行之处")] = 1_500_000
"""推行|“三项制度”: some office programs refuse to end a line there, and lose step with the PDF until the paragraph ends. That is worse than a
line at `LOOSENING_MOST`, which is rounded down, and better than one beyond it."""
LOOSENING_MOST: Annotated[int, Clause("惯例", "避开各软件断行不一之处，字距增加的限度")] = 8
"""In hundredths of an em, rounded down: where two characters of a line of 26 to 28 go over to the next."""
LAST_PAGE_LEAST: Annotated[int, Clause("惯例", "单行不成面")] = 2
"""A page has at least two lines of text."""
SIGNED_PAGE_LEAST: Annotated[int, Clause("7.3.5.5", "落款所在的面至少排三行正文")] = 3
"""One or two lines over a 落款 look left over."""

NAMEPLATE_ABOVE: Annotated[float, Clause("公报", "公报名称之上的空白")] = 0.2
"""In heights of the type area: it puts the name in the upper third of the cover."""
NAMEPLATE_LEAST: Annotated[Length, Clause("公报", "公报名称排一行的最小字号")] = pt(36)
"""小初: a name that would have to be smaller on one line takes two, in larger type."""
COVER_RULE: Annotated[Length, Clause("公报", "封面公报名称之下的线")] = pt(2.25)
COVER_RULE_BELOW: Annotated[int, Clause("公报", "封面线之下的空行")] = 1
IMPRINT_RULE: Annotated[Length, Clause("公报", "版权页之上的线")] = pt(0.5)
ISSUE_SIZE: Annotated[Length, Clause("公报", "封面上期号的字号")] = pt(18)
PUBLISHER_SIZE: Annotated[Length, Clause("公报", "封面上主办机关、日期的字号")] = pt(16)
ENTRY_HANG: Annotated[int, Clause("公报", "目录条目回行左空字数")] = 2
ENTRIES_TOGETHER: Annotated[int, Clause("公报", "目录末面最少条目")] = 3
LARGE_LEADING: Annotated[float, Clause("公报", "大字的行距")] = 1.4
"""In ems: the lines of larger type share as many whole rows of the grid as they need at this pitch."""
LOCATOR_ROOM: Annotated[int, Clause("公报", "目录条目右边留给页码的字数")] = 4
RUNNING_HEAD_RISE: Annotated[Length, Clause("公报", "书眉基线至版心上边缘")] = mm(7)
RUNNING_HEAD_SIZE: Annotated[Length, Clause("公报", "书眉字号：小五")] = pt(9)
RUNNING_HEAD_PITCH: Annotated[Length, Clause("公报", "书眉行高")] = pt(14)
EMBLEM_SIDE: Annotated[Length, Clause("公报", "封面徽标的宽和高")] = mm(28)
EMBLEM_GAP: Annotated[Length, Clause("公报", "封面徽标与公报名称的间距")] = mm(6)

HEADER_DISTANCE: Annotated[Length, Clause("5.2.1", "页眉距边")] = mm(15)
FOLIO_DASH_RISE: Annotated[float, Clause("7.5", "一字线高出基线")] = 0.33
"""In ems. Song faces draw the dash 0.27 (Times metrics) to 0.38 (SimSun) above the baseline: 7 ± 0.3 mm under 版心."""


def folio_baseline(area_bottom: int, size: int = FOLIO_SIZE) -> Length:
    """The lower edge of the type area → the baseline of a folio of this size, both from the top of the page."""
    return Length(area_bottom + FOLIO_DROP + int(size * FOLIO_DASH_RISE))


def book_size(size: int) -> Length:
    """The type size of a 编's heading over text of a size, in whole half-points."""
    return Length(round(size * BOOK_SIZE / pt(0.5)) * pt(0.5))


def note_mark(size: int) -> tuple[Length, Length]:
    """The size of a text → the size of the marks of its notes and how far they are raised, both in whole half-points."""
    half = pt(0.5)
    return Length(round(size * NOTE_MARK / half) * half), Length(round(size * NOTE_MARK_RISE / half) * half)


def header_distance(head_margin: int) -> Length:
    """The distance from the top of the page to the running head's line, whose baseline is at four fifths."""
    return Length(head_margin - RUNNING_HEAD_RISE - RUNNING_HEAD_PITCH * 4 // 5)


def running_head_rule() -> Length:
    """The distance from a running head's baseline to the middle of its rule: the rest of its line and half the rule."""
    return Length(RUNNING_HEAD_PITCH - RUNNING_HEAD_PITCH * 4 // 5 + TABLE_RULE // 2)


def footer_distance(paper_height: int, area_bottom: int, size: int = FOLIO_SIZE) -> Length:
    """The distance from the foot of the page to the footer's line, which is as high as its folio."""
    return Length(paper_height - folio_baseline(area_bottom, size) - size // 5)
