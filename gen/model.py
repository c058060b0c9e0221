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
class Signature:
    """署名 and 成文日期 (7.3.5), both as printed."""

    organ: str
    date: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Promulgation:
    """公布公告: the announcement that puts a text into force, printed before it.

    `heading` is the masthead 发文机关标志 (7.2.4), `number` the number line as printed or empty, `text` its paragraphs.
    """

    heading: str
    number: str
    text: tuple[Unit, ...]
    signature: Signature
    line: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document: what is about the text, then the text.

    `passage` holds the lines of the 题注 as printed, with its full-width parentheses; empty when there is none.
    `title_lines` is the author's own division of the title, empty when the program divides it. `places` gives the source
    line of each front-matter key, for messages.
    """

    name: str
    kind: str
    organ: str
    title: str
    body: tuple[Unit, ...]
    title_lines: tuple[str, ...] = ()
    passage: tuple[str, ...] = ()
    promulgation: Promulgation | None = None
    signature: Signature | None = None
    profile: str = "official"
    places: tuple[tuple[str, int], ...] = ()

    def line_of(self, key: str) -> int:
        """The source line of a front-matter key, 0 when it is not there."""
        return dict(self.places).get(key, 0)

    @property
    def date(self) -> str:
        """The date the document bears as printed: the promulgation's, else its own signature's, else empty."""
        if self.promulgation:
            return self.promulgation.signature.date
        return self.signature.date if self.signature else ""
