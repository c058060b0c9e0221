"""The values of an issue of a gazette, beside its documents."""

from pathlib import Path

from msgspec import Struct

from gen.document.model import Document, Picture


class Entry(Struct, frozen=True):
    """A document of the issue: its `source`; its `name` and `line` in the issue's file; its `group` 分组."""

    source: Path
    name: str
    line: int
    group: str = ""


class Issue(Struct, frozen=True, kw_only=True):
    """An issue as its file states it, everything as printed except the numbers.

    `title_lines` is the author's own division of the gazette's `title`. `total` is 总期号, 0 without. `imprint` are the
    lines of the 版权页 under its own. `first_page` is the folio of its first page of contents: 1, or the next one if a
    year's issues are paged through. `layout` names a row of `layouts.LAYOUTS`. `place` is its file as the user gave it.
    """

    title: str
    organ: str
    year: int
    number: int
    date: str
    place: str
    title_lines: tuple[str, ...] = ()
    total: int = 0
    layout: str = ""
    first_page: int = 1
    emblem: Picture | None = None
    imprint: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def numbered(self) -> str:
        """2022年第1期."""
        return f"{self.year}年第{self.number}期"

    @property
    def counted(self) -> str:
        """（总第1期）, empty without."""
        return f"（总第{self.total}期）" if self.total else ""


class Listed(Struct, frozen=True):
    """A line of the contents: a document's title and number as printed, and the folio of the page it begins on."""

    text: str
    folio: int


class Group(Struct, frozen=True):
    """A group of the contents and its lines; its name is empty if the issue has no groups."""

    name: str
    entries: tuple[Listed, ...]


class Leaf(Document, frozen=True, kw_only=True):
    """A leaf of an issue that is no document: cover, imprint or contents, each with a template of its own."""

    issue: Issue
    groups: tuple[Group, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The emblem on the cover."""
        emblem = self.issue.emblem
        return (emblem,) if emblem and emblem.data else ()


class Joined(Document, frozen=True, kw_only=True):
    """Documents that follow one another on their pages."""

    members: tuple[Document, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All their pictures."""
        return tuple(picture for member in self.members for picture in member.pictures)
