"""What a document says, and nothing of how it looks."""

from enum import StrEnum

from msgspec import Struct


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


class Unit(Struct, frozen=True):
    """One paragraph of the text, as printed.

    `text` is the whole paragraph, its label included; `label` is the prefix of it that numbers it (empty: a 款 or
    other plain paragraph). `heading` is true for a line of its own without a sentence. `line` is its line in the source.
    """

    text: str
    line: int
    level: Level | None = None
    label: str = ""
    heading: bool = False


class Table(Struct, frozen=True):
    """A table of the text: its rows of cells as printed, every row as long as the longest; `line` is its first line in the source."""

    rows: tuple[tuple[str, ...], ...]
    line: int


RESERVED = "reserved"
"""Written in place of a picture: its place stays free."""


class Picture(Struct, frozen=True):
    """A picture that the user supplies: a seal 印章 or a signature stamp 签名章.

    `name` is its file as written in the source. `data` are the bytes of a PNG or JPEG, empty for a place that is kept free for
    the seal or stamp itself. `width` and `height` are in pixels.
    """

    name: str = ""
    data: bytes = b""
    width: int = 1
    height: int = 1

    @property
    def file(self) -> str:
        """What a block calls it: its file, or `reserved`."""
        return self.name or RESERVED


class Signer(Struct, frozen=True):
    """Who signs with a signature stamp (7.3.5.3): `title` 职务, and the `stamp`, or the `name` that is printed in its place."""

    title: str
    name: str = ""
    stamp: Picture | None = None


class Signature(Struct, frozen=True):
    """署名 and 成文日期 (7.3.5), as printed; `joint` are the organs that sign after the first. Either may be empty.

    With `seals` the document is sealed (7.3.5.1), one seal an organ in their order; with `signers` it is stamped (7.3.5.3); else it
    has neither (7.3.5.2).
    """

    organ: str
    date: str
    line: int = 0
    joint: tuple[str, ...] = ()
    seals: tuple[Picture, ...] = ()
    signers: tuple[Signer, ...] = ()

    @property
    def organs(self) -> tuple[str, ...]:
        """Every organ that signs, in order."""
        return (self.organ, *self.joint) if self.organ else ()


class Promulgation(Struct, frozen=True):
    """公布公告: the announcement that puts a text into force.

    `heading` is the masthead 发文机关标志 (7.2.4), `number` the number line as printed or empty, `text` its paragraphs.
    """

    heading: str
    number: str
    text: tuple[Unit, ...]
    signature: Signature
    line: int = 0


class Header(Struct, frozen=True, kw_only=True):
    """What stands in the masthead 版头 beside 发文字号 (7.2), as printed and empty when absent.

    `copy_number` 份号, `secrecy` 密级和保密期限, `urgency` 紧急程度; `marks` are the lines of 发文机关标志, of which a joint document 联合行文
    has one an organ, and `word` the 文件 that then stands beside them; `approvers` 签发人, the first with its label.
    """

    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    marks: tuple[str, ...] = ()
    word: str = ""
    approvers: tuple[str, ...] = ()


class Colophon(Struct, frozen=True):
    """版记 (7.4), as printed: 主送 where it has moved here, 抄送, 印发机关, 印发日期; empty when absent."""

    addressee: str = ""
    copies: str = ""
    issuer: str = ""
    issued: str = ""
    line: int = 0


ADDRESSED = "主送："
"""What stands before the 主送机关 in a 版记."""


def listed(label: str, organs: str) -> str:
    """The organs of a 版记 with their label before and 。 after them (7.4.2); none: nothing."""
    if not organs:
        return ""
    text = organs if organs.startswith(label) else label + organs
    return text if text.endswith("。") else text.rstrip("：:；;，,") + "。"


OPENING = ("promulgation", "title", "number", "passage", "addressee", "contents")
"""What is printed before the text, in its usual order."""


class Text(Struct, frozen=True, kw_only=True):
    """What a document and each of its parts can have, all as printed and empty when absent.

    `title_lines` is the author's own division of the title. `number` is 发文字号, `passage` the lines of the 题注 with its full-width
    parentheses, `addressee` 主送机关 with its colon, `contents` the lines of a 目录, heading included, `enclosures` the lines of the
    附件说明, `note` those of the 附注 with their parentheses. `order` is the order in which title, number, passage, addressee, contents
    and promulgation are printed, by their names. `places` gives the source line of each front-matter key, for messages.
    """

    title: str = ""
    body: tuple[Unit | Table, ...] = ()
    title_lines: tuple[str, ...] = ()
    number: str = ""
    passage: tuple[str, ...] = ()
    addressee: str = ""
    contents: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    signature: Signature | None = None
    note: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()

    @property
    def opening(self) -> tuple[str, ...]:
        """`order`, or where it is empty the usual order of what is there: 公告, 标题, 发文字号, 题注, 主送机关, 目录."""
        return self.order or tuple(name for name in OPENING if getattr(self, name, None))

    @property
    def sealed(self) -> tuple[tuple[str, str], ...]:
        """The organs that sign, each with the file of its seal: `reserved` for a place kept free, empty without one."""
        signature = self.signature
        if signature is None:
            return ()
        files = [picture.file for picture in signature.seals] or [""] * len(signature.organs)
        return tuple(zip(signature.organs, files, strict=False))

    def line_of(self, key: str) -> int:
        """The source line of a front-matter key, 0 when it is not there."""
        return dict(self.places).get(key, 0)


class Part(Text, frozen=True, kw_only=True):
    """附件 (7.3.7), or a text that the document approves, issues or forwards; `label` is 附件1 as printed, empty for such a text.

    `landscape`: its tables are set across the page (clause 8).
    """

    label: str = ""
    landscape: bool = False


class Document(Text, frozen=True, kw_only=True):
    """A document: what is about the text, then the text, then its parts.

    `attendance` are the lines of 出席, 请假, 列席 of 纪要 (10.3); `duplex` says that it is printed on both sides, the 版记 on an even page;
    `label` is its 附件标记 where it is bound apart from the document it belongs to (7.3.7). `waived` are the ids of the rules that its
    author does not want checked.
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
        """What the document is called: its title, or for one without, as an order 令, its 发文机关标志 and number."""
        return self.title or "".join(self.header.marks) + self.number

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture that the document takes from a file, in order."""
        signatures = (text.signature for text in (self, *self.parts) if text.signature)
        return tuple(
            picture
            for signature in signatures
            for picture in (*signature.seals, *(signer.stamp for signer in signature.signers))
            if picture and picture.data
        )

    @property
    def date(self) -> str:
        """The date the document bears as printed: its own signature's, else the promulgation's, else empty."""
        if self.signature and self.signature.date:
            return self.signature.date
        return self.promulgation.signature.date if self.promulgation else ""
