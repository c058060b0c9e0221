"""What a document says, and nothing of how it looks."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The units of legal text, named by their labels (立法法 art. 65; GB/T 9704-2012, 7.3.3), outermost first."""

    BOOK = "编"
    PART = "分编"
    CHAPTER = "章"
    SECTION = "节"
    ARTICLE = "条"
    FIRST = "一、"
    SECOND = "（一）"
    THIRD = "1."
    FOURTH = "（1）"


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph of the text, as printed.

    `text` is the whole paragraph, its label included; `label` is the prefix of it that numbers it (empty: a 款 or
    other plain paragraph). `heading` is true for a line of its own without a sentence. `line` is its line in the source.
    """

    text: str
    line: int
    level: Level | None = None
    label: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the text: its rows of cells as printed, every row as long as the longest; `line` is its first line in the source."""

    rows: tuple[tuple[str, ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期 (7.3.5), as printed; `joint` are the organs that sign after the first. Either may be empty."""

    organ: str
    date: str
    line: int = 0
    joint: tuple[str, ...] = ()

    @property
    def organs(self) -> tuple[str, ...]:
        """Every organ that signs, in order."""
        return (self.organ, *self.joint) if self.organ else ()


@dataclass(frozen=True, slots=True)
class Promulgation:
    """公布公告: the announcement that puts a text into force.

    `heading` is the masthead 发文机关标志 (7.2.4), `number` the number line as printed or empty, `text` its paragraphs.
    """

    heading: str
    number: str
    text: tuple[Unit, ...]
    signature: Signature
    line: int = 0


OPENING = ("promulgation", "title", "number", "passage", "addressee", "contents")
"""What is printed before the text, in its usual order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
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

    def line_of(self, key: str) -> int:
        """The source line of a front-matter key, 0 when it is not there."""
        return dict(self.places).get(key, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Text):
    """附件 (7.3.7), or a text that the document approves, issues or forwards; `label` is 附件1 as printed, empty for such a text."""

    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Text):
    """A document: what is about the text, then the text, then its parts."""

    name: str
    kind: str
    organ: str
    promulgation: Promulgation | None = None
    profile: str = "official"
    parts: tuple[Part, ...] = ()

    @property
    def date(self) -> str:
        """The date the document bears as printed: its own signature's, else the promulgation's, else empty."""
        if self.signature and self.signature.date:
            return self.signature.date
        return self.promulgation.signature.date if self.promulgation else ""
