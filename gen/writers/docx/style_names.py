"""The table of styles' Chinese names → what office programs know the styles by: ids, built-in names, rank in the list."""

from typing import Final

from msgspec import Struct

_LAST_RANK: Final = 99


class StyleName(Struct, frozen=True):
    """How a DOCX names a style.

    Office programs find their own styles by `builtin`, whatever the id; a style without one keeps its Chinese name.
    `rank` is its place in the list of styles (`w:uiPriority`); of the last rank are those that a program or a layout
    chooses, not a writer. `next` is the id of the style that a new paragraph after it gets, empty for its own.
    """

    identity: str
    builtin: str = ""
    rank: int = _LAST_RANK
    next: str = ""

    @property
    def in_gallery(self) -> bool:
        """Whether it is among the styles that a writer chooses from (`w:qFormat`)."""
        return self.rank < _LAST_RANK


_BODY: Final = "BodyText"

STYLE_NAMES: Final[dict[str, StyleName]] = {
    "正文段落": StyleName(_BODY, "Body Text", 1),
    "公文标题": StyleName("Title", "Title", 2, _BODY),
    "题注": StyleName("Subtitle", "Subtitle", 3, _BODY),
    "副题": StyleName("SecondTitle", rank=3, next=_BODY),
    "报告人": StyleName("Speaker", rank=3, next=_BODY),
    "领衔代表": StyleName("Mover", rank=4, next=_BODY),
    "日程日期": StyleName("AgendaDay", rank=9, next=_BODY),
    "主送机关": StyleName("Salutation", "Salutation", 4, _BODY),
    "编标题": StyleName("Book", rank=9, next=_BODY),
    "分编标题": StyleName("Part", rank=9, next=_BODY),
    "章标题": StyleName("Chapter", rank=9, next=_BODY),
    "节标题": StyleName("Section", rank=9, next=_BODY),
    "一级标题": StyleName("Heading1", rank=9, next=_BODY),
    "二级标题": StyleName("Heading2", rank=9, next=_BODY),
    "三级标题": StyleName("Heading3", "heading 3", 9, _BODY),
    "四级标题": StyleName("Heading4", "heading 4", 9, _BODY),
    "条": StyleName("Article", rank=10),
    "一级条款": StyleName("Provision", rank=10),
    "表格": StyleName("TableText", rank=11),
    "名单": StyleName("NameList", rank=11),
    "表题": StyleName("TableTitle", rank=11),
    "表格单位": StyleName("TableUnit", rank=11),
    "表注": StyleName("TableNote", rank=11),
    "插图": StyleName("Illustration", rank=11, next="Caption"),
    "图题": StyleName("Caption", "caption", 11, _BODY),
    "注释": StyleName("Endnote", rank=11),
    "附件说明": StyleName("Enclosure", rank=12),
    "附件标记": StyleName("AnnexLabel", rank=12, next="Title"),
    "出席人员": StyleName("Attendance", rank=12),
    "令文标题": StyleName("OrderTitle", rank=12, next=_BODY),
    "附注": StyleName("Note", rank=12),
    "发文机关署名": StyleName("Signature", "Signature", 13, "Date"),
    "签发人职务": StyleName("SignerOffice", rank=13, next="Date"),
    "签发人姓名": StyleName("SignerName", rank=13, next="Date"),
    "成文日期": StyleName("Date", "Date", 13, _BODY),
    "目录标题": StyleName("TOCHeading", "TOC Heading", 39, "ContentsEntry"),
    "目录条目": StyleName("ContentsEntry", rank=39),
    "份号": StyleName("CopyNumber"),
    "密级和保密期限": StyleName("Secrecy"),
    "类别标记": StyleName("Category"),
    "公开属性": StyleName("Disclosure"),
    "紧急程度": StyleName("Urgency"),
    "发文机关标志": StyleName("Masthead"),
    "联合行文“文件”": StyleName("MastheadWord"),
    "签发人": StyleName("Approver"),
    "版头分隔线": StyleName("MastheadRule"),
    "封面线": StyleName("CoverRule"),
    "版权页线": StyleName("ImprintRule"),
    "发文字号": StyleName("DocumentNumber", next="Title"),
    "版记主送机关": StyleName("ColophonAddressee"),
    "抄送机关": StyleName("Copies"),
    "印发机关": StyleName("Issuer"),
    "印发日期": StyleName("IssuedDate"),
    "公报名称": StyleName("Nameplate"),
    "期号": StyleName("Issue"),
    "出版事项": StyleName("Publisher"),
    "版权页文字": StyleName("Imprint"),
    "公报目录标题": StyleName("ContentsTitle", next="TOC1"),
    "公报目录类别": StyleName("TOC1", "toc 1", next="TOC2"),
    "公报目录条目": StyleName("TOC2", "toc 2"),
    "公报目录页码": StyleName("ContentsFolio"),
    "页码": StyleName("Footer", "footer"),
    "页眉": StyleName("Header", "header"),
    "正文续段": StyleName("Continued"),
    "空行": StyleName("Blank"),
    "版头间距": StyleName("Spacer"),
}
"""Every style of a DOCX, by its Chinese name."""

_FIRST_RANKS: Final = {
    False: {"一级标题": "heading 1", "二级标题": "heading 2"},
    True: {"章标题": "heading 1", "节标题": "heading 2"},
}
"""Whether a document has chapters → its headings of the first two ranks, which programs gather in a table of contents."""


def style_name(name: str, *, chaptered: bool = False) -> StyleName:
    """A row's name → how the DOCX names its style.

    There is one `heading 1` in a document: 章 in legal text that has chapters, else 一、.
    """
    found = STYLE_NAMES[name]
    builtin = _FIRST_RANKS[chaptered].get(name, found.builtin)
    return StyleName(found.identity, builtin, found.rank, found.next)
