"""A document: its elements as printed, and nothing about how they look."""

from enum import StrEnum

from msgspec import Struct

from gen.document.tables import PLAIN, Rows, Shape


class Level(StrEnum):
    """The units of legal text, named by their labels (立法法 art. 65; GB/T 9704-2012, 7.3.3), outermost first."""

    __hash__ = str.__hash__  # Enum's own is a Python function, and levels are looked up some ten times a label

    BOOK = "编"
    PART = "分编"
    CHAPTER = "章"
    SECTION = "节"
    ARTICLE = "条"
    FIRST = "一、"
    SECOND = "（一）"
    THIRD = "1."
    FOURTH = "（1）"


class Unit(Struct, frozen=True, gc=False):
    """A paragraph of the text, as printed.

    `text` is the whole paragraph with its `label`, which is 第一条, 一、 and the like, empty for a 款 or another plain
    paragraph. A `heading` is on a line of its own and no sentence; without a level, 序言, it is a chapter's. `line` is its
    line in the source. `names` are those of a list of names 名单, which end its text with U+3000 between them; a name has
    no space in it.
    `marks` are the places of the marks of notes in its text.
    """

    text: str
    line: int
    level: Level | None = None
    label: str = ""
    heading: bool = False
    names: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()

    @property
    def before_names(self) -> str:
        """What precedes the names of a list: 出席：."""
        return self.text[: len(self.text) - sum(map(len, self.names)) - len(self.names) + 1] if self.names else ""


class Table(Struct, frozen=True):
    """A table of the text: its rows of cells as printed, all of one length; `line` is its first line in the source."""

    rows: Rows
    line: int
    shape: Shape = PLAIN


RESERVED = "reserved"
"""A source has this in place of a picture whose place is to be kept free."""


class Picture(Struct, frozen=True):
    """A picture of the user's: a seal 印章 or signature stamp 签名章, where it may be a place kept free for the real one, or an 插图.

    `name` is its file as in the source, and `data` the bytes of a PNG or JPEG; both are empty for a free place. `width`
    and `height` are in pixels, `resolution` in pixels to the inch as the file names it, 0 if it does not.
    """

    name: str = ""
    data: bytes = b""
    width: int = 1
    height: int = 1
    resolution: int = 0

    @property
    def file(self) -> str:
        """Its name in a block: its file, or `reserved`."""
        return self.name or RESERVED


class Illustration(Struct, frozen=True):
    """插图: a picture between paragraphs. `text` is its caption 图题, printed under it; `line` is its line in the source."""

    picture: Picture
    text: str
    line: int


class Endnote(Struct, frozen=True):
    """注释: a note to the text, where its author put it. `text` begins with the circled number that is its mark; `line` is its line in the source."""

    text: str
    line: int


BodyItem = Unit | Table | Illustration | Endnote
"""What the text of a document consists of."""


class Signer(Struct, frozen=True):
    """A 签发人 below the text (7.3.5.3): `title` 职务, and the `stamp`, or the `name` that is printed in its place."""

    title: str
    name: str = ""
    stamp: Picture | None = None


class Signature(Struct, frozen=True):
    """署名 and 成文日期 (7.3.5), as printed; either may be empty. `joint` are the organs that sign after the first.

    With `seals`, one an organ in their order, the document is sealed (7.3.5.1); with `signers` it is stamped (7.3.5.3);
    without both it is neither (7.3.5.2).
    """

    organ: str
    date: str
    line: int = 0
    joint: tuple[str, ...] = ()
    seals: tuple[Picture, ...] = ()
    signers: tuple[Signer, ...] = ()

    @property
    def organs(self) -> tuple[str, ...]:
        """All organs that sign, in order."""
        return (self.organ, *self.joint) if self.organ else ()


class Promulgation(Struct, frozen=True):
    """公布公告: the announcement that puts a text into force.

    `heading` is its 发文机关标志 (7.2.4), `number` the 公告号; either may be empty. `text` are its paragraphs.
    """

    heading: str
    number: str
    text: tuple[Unit, ...]
    signature: Signature
    line: int = 0


class Header(Struct, frozen=True, kw_only=True):
    """版头 (7.2) without the 发文字号, as printed; what is absent is empty.

    `copy_number` 份号, `secrecy` 密级和保密期限, `urgency` 紧急程度. `category` 类别标记 and `disclosure` 公开属性 are printed
    without a mark, too. `marks` are the lines of the 发文机关标志: a joint
    document 联合行文 has one an organ, and `word` is the 文件 beside them. `approvers` are the 签发人, the first with
    the label.
    """

    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    category: str = ""
    disclosure: str = ""
    marks: tuple[str, ...] = ()
    word: str = ""
    approvers: tuple[str, ...] = ()


class Colophon(Struct, frozen=True):
    """版记 (7.4), as printed: 主送机关 that has moved here, 抄送机关, 印发机关, 印发日期; what is absent is empty."""

    addressee: str = ""
    copies: str = ""
    issuer: str = ""
    issued: str = ""
    line: int = 0


ADDRESSED, COPIES, ISSUED = "主送：", "抄送：", "印发"
"""The labels of 主送机关 and 抄送机关 in a 版记, and the word after 印发日期."""


def listed(label: str, organs: str) -> str:
    """Organs → a line of the 版记, with the label before and 。 after them (7.4.2); empty without organs."""
    if not organs:
        return ""
    text = organs if organs.startswith(label) else label + organs
    return text if text.endswith("。") else text.rstrip("：:；;，,") + "。"


OPENING = ("promulgation", "title", "subtitle", "number", "passage", "speaker", "movers", "addressee", "contents")
"""The elements before the text, in their usual order."""


class Text(Struct, frozen=True, kw_only=True):
    """The elements that a document and each of its parts may have, as printed; what is absent is empty.

    - `title`: 标题; `title_lines`: the author's own division of it.
    - `body`: the paragraphs, tables, illustrations and notes.
    - `subtitle`: 副题, with its ——.
    - `number`: 发文字号.
    - `passage`: the lines of the 题注, with its full-width parentheses.
    - `speaker`: the lines of the 报告人, post and name.
    - `movers`: the lines of 领衔代表 and 附议代表, each with its label.
    - `addressee`: 主送机关, with its colon.
    - `contents`: the lines of the 目录, with its heading.
    - `enclosures`: the lines of the 附件说明.
    - `signature`: 落款.
    - `note`: the lines of the 附注, with its parentheses.
    - `order`: the names of the elements before the text (see `OPENING`) in the order in which they are printed.
    - `places`: the names of the fields in the front matter, each with its line in the source, for messages.
    """

    title: str = ""
    body: tuple[BodyItem, ...] = ()
    title_lines: tuple[str, ...] = ()
    subtitle: str = ""
    number: str = ""
    passage: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    movers: tuple[str, ...] = ()
    addressee: str = ""
    contents: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    signature: Signature | None = None
    note: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()

    @property
    def opening(self) -> tuple[str, ...]:
        """`order`; when that is empty, the elements that are there in their usual order."""
        return self.order or tuple(name for name in OPENING if getattr(self, name, None))

    @property
    def sealed(self) -> tuple[tuple[str, str], ...]:
        """The organs that sign, each with the file of its seal: `reserved` for a free place, empty without a seal."""
        signature = self.signature
        if signature is None:
            return ()
        files = [picture.file for picture in signature.seals] or [""] * len(signature.organs)
        return tuple(zip(signature.organs, files, strict=False))

    def line_of(self, key: str) -> int:
        """The source line of a field of the front matter; 0 without the field."""
        return dict(self.places).get(key, 0)


class Part(Text, frozen=True, kw_only=True):
    """附件 (7.3.7), or a text that the document approves, issues or forwards.

    `label` is 附件1 as printed, empty for such a text. With `landscape` its pages are set across the sheet (clause 8).
    """

    label: str = ""
    landscape: bool = False


class Document(Text, frozen=True, kw_only=True):
    """A document: its own elements and its parts.

    - `name`: the name of its file, without folder and suffix; `kind`: its 文种, the name of a template.
    - `organ`: 制发机关.
    - `promulgation`: 公布公告.
    - `profile`: 版式, `official` with a red masthead or `plain` without.
    - `header`: 版头; `colophon`: 版记.
    - `attendance`: the lines of 出席, 请假 and 列席 of 纪要 (10.3).
    - `label`: its 附件标记, when it is bound apart from the document that it belongs to (7.3.7).
    - `duplex`: whether it is printed on both sides, with the 版记 on an even page.
    - `waived`: the ids of the rules that are not checked.
    - `parts`: 附件, and the texts that it approves, issues or forwards.
    """

    name: str
    kind: str
    organ: str
    promulgation: Promulgation | None = None
    profile: str = "official"
    header: Header = Header()
    attendance: tuple[str, ...] = ()
    label: str = ""
    colophon: Colophon | None = None
    duplex: bool = False
    waived: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def heading(self) -> str:
        """Its title; without one, as in an order 令, its 发文机关标志 and number."""
        return self.title or "".join(self.header.marks) + self.number

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures from files, in order: those of each text, then its seals and stamps."""
        found: list[Picture | None] = []
        for text in (self, *self.parts):
            found += [item.picture for item in text.body if isinstance(item, Illustration)]
            if text.signature:
                found += [*text.signature.seals, *(signer.stamp for signer in text.signature.signers)]
        return tuple([picture for picture in found if picture and picture.data])

    @property
    def date(self) -> str:
        """The date as printed: of its own signature, else of the promulgation, else empty."""
        if self.signature and self.signature.date:
            return self.signature.date
        return self.promulgation.signature.date if self.promulgation else ""
