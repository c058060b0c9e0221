"""The table of rules: id, clause, severity, what the rule demands, and the function that checks it.

A rule is an error when its standard says 应当 or fixes the form, a warning when it says 一般 or is practice, an info
when the author may have meant it so.
"""

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from gen import plugins
from gen.document.model import Document
from gen.errors import Severity
from gen.rules import closing, enclosures, events, figures, header, levels, names, promulgation, punctuation, slips, title
from gen.rules.printed import Finding

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_GONGWEN: Final = "GB/T 9704-2012，"
_MARKS: Final = "GB/T 15834-2011"
_FIGURES: Final = "GB/T 15835-2011"
_LAW: Final = "立法法"
_DRAFTING: Final = "立法技术规范"
_PRACTICE: Final = "惯例"


class Rule(Struct, frozen=True):
    """A rule: `says` is its demand, in Chinese; `find` yields the places in a document that break it."""

    id: str
    clause: str
    severity: Severity
    says: str
    find: Callable[[Document], Iterator[Finding]]


_ROWS: Final = (
    Rule("7.2.1-copyno", _GONGWEN + "7.2.1", _W, "份号是6位阿拉伯数字", header.copy_number),
    Rule("7.2.2-secret", _GONGWEN + "7.2.2", _W, "密级和保密期限写作“机密★1年”，期限用阿拉伯数字", header.secrecy),
    Rule("7.2.3-urgent", _GONGWEN + "7.2.3", _W, "紧急程度是“特急”“加急”，电报还有“特提”“平急”", header.urgency),
    Rule("7.2.4-mark", _GONGWEN + "7.2.4", _W, "发文机关标志是机关名称加“文件”，或者只写机关名称", header.mark),
    Rule("7.2.4-joint", _GONGWEN + "7.2.4", _W, "联合行文主办机关在前，“文件”只写一次；署名的先后与标志相同", header.joint_mark),
    Rule("7.2.5-docno", _GONGWEN + "7.2.5", _E, "发文字号：年份写全称，用六角括号；序号不编虚位，不加“第”", header.number),
    Rule("7.2.5-cited", _GONGWEN + "7.2.5", _W, "引用的发文字号也用六角括号", header.cited_number),
    Rule("7.2.6-signer", _GONGWEN + "7.2.6", _E, "上行文有签发人；“签发人”后用全角冒号，几位签发人分开写", header.approver),
    Rule("7.3.1-punct", _GONGWEN + "7.3.1", _W, "标题末尾没有标点，中间除书名号、引号、括号、顿号外不用标点", title.end_mark),
    Rule("7.3.1-break", _GONGWEN + "7.3.1", _W, "自己分行的标题：词意完整，排列对称，成梯形或者菱形", title.division),
    Rule("B3-kinds", "党政机关公文处理工作条例，8", _W, "标题末尾的文种就是 kind 的文种", title.kind),
    Rule("B.6-to", _PRACTICE, _W, "公告、通告、公报、令、法规没有主送机关", title.addressee),
    Rule("7.3.3-levels", _GONGWEN + "7.3.3", _W, "结构层次序数依次用“一、”“（一）”“1.”“（1）”，不越级", levels.order),
    Rule("7.3.3-two-levels", _GONGWEN + "7.3.3", _I, "只有两层时，“一、”下面可以用“1.”", levels.two_levels),
    Rule("7.3.3-heading", _GONGWEN + "7.3.3", _W, "独立成行的标题末尾没有标点", levels.heading_mark),
    Rule("P-idx", _MARKS, _W, "“一”后用顿号，“1”后用下脚点，带括号的序数后不用标点", levels.label_mark),
    Rule("7.3.4-att", _GONGWEN + "7.3.4", _E, "附件说明：“附件：”后写名称，多个用“1.”编号；名称不加书名号，后面没有标点", enclosures.enclosures),
    Rule("7.3.7-attpage", _GONGWEN + "7.3.7", _E, "附件标记写“附件”或者“附件1”，依次编号，没有冒号", enclosures.labels),
    Rule("7.3.7-match", _GONGWEN + "7.3.7", _E, "附件的数目、顺序、标题与附件说明一致", enclosures.agreement),
    Rule("7.3.7-detached", _GONGWEN + "7.3.7", _E, "附件另装的，标明正文的发文字号", enclosures.detached),
    Rule("7.3.5-organ", _GONGWEN + "7.3.5", _W, "署名是制发机关的全称或者规范化简称", closing.organ),
    Rule("7.4.2-cc", _GONGWEN + "7.4.2", _E, "抄送机关：标注一次，最后一个机关之后用句号，中间不用", closing.copies),
    Rule("7.4.2-sep", _GONGWEN + "7.4.2", _I, "抄送机关之间用顿号和逗号", closing.separators),
    Rule("7.4.3-issue", _GONGWEN + "7.4.3、10.1", _E, "印发机关和印发日期同时写；信函都不写", closing.issue),
    Rule("7.4.3-date", _GONGWEN + "7.4.3", _W, "印发日期不早于成文日期", closing.issue_date),
    Rule("10.3-attendance", _GONGWEN + "10.3", _W, "纪要的人员标注是“出席”“请假”“列席”", closing.attendance),
    Rule("A.13-stale", _GONGWEN + "前言", _W, "没有1999年版的主题词、抄报、“此页无正文”、印制份数", closing.stale),
    Rule("B1-65-note", _LAW + "65", _W, "人大及其常委会通过的法规、决定、决议有题注，写明制定机关和通过的日期", events.missing),
    Rule("B1-61-effect", _LAW + "61", _W, "法律、法规写明施行日期", promulgation.effective),
    Rule("B1-61-twice", _LAW + "61", _W, "施行日期只规定一次", promulgation.effective_twice),
    Rule("B1-88-approval", _LAW + "81、88", _W, "设区的市、自治地方的法规，题注写明批准的机关和日期", events.approval),
    Rule("B1-88-who", _LAW + "88", _W, "经批准的法规由常务委员会发布公告", promulgation.announcing_organ),
    Rule("B.2-title", _PRACTICE, _E, "公布公告里的名称就是标题", promulgation.title),
    Rule("B.2-verb", _PRACTICE, _E, "公布公告说“通过”还是“批准”，与题注一致", promulgation.verb),
    Rule("B.2-meeting", _PRACTICE, _E, "公布公告里的届次、会议与题注一致", promulgation.meeting),
    Rule("B.2-date", _PRACTICE, _E, "公布公告里通过、批准的日期与题注一致", promulgation.day),
    Rule("B.2-effect", _PRACTICE, _E, "公布公告里的施行日期与正文一致", promulgation.effect),
    Rule("B.2-organ", _PRACTICE, _E, "公布公告的署名与公告标题是同一机关", promulgation.organ),
    Rule("B.2-signed", _PRACTICE, _E, "公布公告的日期不早于通过、批准的日期", promulgation.signed_after),
    Rule("B.2-number", _PRACTICE, _W, "公告号写作“第3号”“〔十五届〕第21号”", promulgation.number),
    Rule("B.3-order", _LAW + "65", _W, "题注里各次通过、批准、修正依日期先后写", events.order),
    Rule("B.3-ordinal", _LAW + "65", _W, "题注里修正、修订的次数依次相连", events.ordinals),
    Rule("B.3-basis", _LAW + "65", _W, "题注里的修正写明所根据的修改决定", events.basis),
    Rule("B.3-wording", _PRACTICE, _W, "题注写作“×年×月×日…会议通过”：日期后不用“在”，不写“审议通过”，末尾没有标点", events.wording),
    Rule("B.4-lead", _PRACTICE, _W, "决定、决议引出各项决定的话以“：”结尾", promulgation.lead),
    Rule("L-art", _LAW + "65", _W, "条的序号用汉字数字", levels.arabic_article),
    Rule("L-art-gap", _DRAFTING, _W, "条的序号和条文之间空一字，全文一致", levels.article_gap),
    Rule("L-chap", _DRAFTING, _W, "编、章、节的序号和名称之间有空格", levels.chapter_gap),
    Rule("L-toc", _DRAFTING, _W, "目录与正文的编、章、节标题一致", levels.contents),
    Rule("L-xiang", _DRAFTING, _W, "引出各项的话用冒号，各项末尾用分号，最后一项用句号", levels.items),
    Rule("L-cite", _DRAFTING, _I, "引用项写作“第一项”，不带括号", figures.citation),
    Rule("L-num", _DRAFTING, _I, "法规条文里的金额、百分比、期限、年龄用汉字数字", figures.statute_numbers),
    Rule("L-date", _DRAFTING, _W, "正文里的公历日期用阿拉伯数字", figures.han_dates),
    Rule("L-vocab", _DRAFTING, _W, "账目的“账”，作出决定的“作”，缴纳税款的“缴”，抵销债务的“销”", figures.vocabulary),
    Rule("L-books", _MARKS, _I, "并列的书名号之间，用不用顿号全文一致", punctuation.between_books),
    Rule("P-draft", _MARKS, _W, "法规草案的名称写作“《…（草案）》”", punctuation.draft),
    Rule("P-asc", _MARKS, _W, "汉字之间的句号、省略号、破折号、浪纹用全角", punctuation.ascii_marks),
    Rule("P-double", _MARKS, _W, "两个点号不连用", punctuation.doubled),
    Rule("P-pair", _MARKS, _W, "括号、书名号成对", punctuation.pairs),
    Rule("P-nest", _MARKS, _W, "书名号里用单书名号，引号里用单引号", punctuation.nested),
    Rule("9-num", _FIGURES, _W, "阿拉伯数字后面不跟“十”“百”“千”", figures.mixed),
    Rule("9-num-date", _FIGURES, _W, "年份写全称，月、日不编虚位", figures.calendar),
    Rule("9-num-range", _FIGURES, _W, "百分数范围的两个数都有百分号；起止年份之间用一字线", figures.ranges),
    Rule("9-num-approx", _FIGURES, _I, "相邻两个数字表示概数，中间没有顿号", figures.approximate),
    Rule("9-num-wide", _FIGURES, _W, "数字、字母用半角", figures.wide),
    Rule("9-units", _GONGWEN + "9；GB 3100", _W, "计量单位用法定的名称和符号", figures.measures),
    Rule("T-markup", _PRACTICE, _W, "没有 Markdown、HTML、LaTeX 的标记：照印出来的是“**”“# ”“- ”“<br>”“\\frac”", slips.markup),
    Rule("T-zero", _FIGURES, _W, "阿拉伯数字里是“0”，汉字数字里是“〇”，不写成字母 O、圆圈或者另一种数字", slips.zeros),
    Rule("C.6-forms", "GB 18030-2022", _W, "不用部首、兼容汉字和形近的字符代替汉字和标点", punctuation.forms),
    Rule("E36-organ", _PRACTICE, _W, "标题开头的机关就是制发机关", names.title_organ),
    Rule("E36-twice", _PRACTICE, _W, "同一个简称只说明一次", names.defined_twice),
    Rule("E36-unused", _PRACTICE, _I, "说明了的简称后文用到", names.unused),
)
TOLD_AT_BUILD: Final = frozenset({"T-markup", "T-zero"})
"""The warnings that a build gives, too: print would show a slip of typing that no reader of the source sees."""
RULES: Final[dict[str, Rule]] = {row.id: row for row in _ROWS}
"""Every rule by its id, in the order of the clauses."""


def rule_of(id_: str) -> Rule | None:
    """Give the rule of an id, ours or a plug-in's; None where there is none. PluginError."""
    return RULES.get(id_) or plugins.find(plugins.RULES, id_, Rule, "id")
