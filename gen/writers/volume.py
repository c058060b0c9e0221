"""Editions bound in one file, page after page: what writers get of an issue, or of one edition."""

from msgspec import Struct

from gen.writers.edition import Edition


class Start(Struct, frozen=True):
    """Where a document begins in its section: its first block, and what it is called.

    `file` is its source's name for messages, `group` the group that begins with it.
    """

    block: int
    title: str
    file: str = ""
    group: str = ""


class RunningHead(Struct, frozen=True):
    """书眉: the text over the type area of even and of odd pages."""

    even: str
    odd: str


class Section(Struct, frozen=True):
    """The pages of one edition in the volume, already numbered.

    `starts` are the documents in it, `anchor` the number of the first of them.
    """

    edition: Edition
    starts: tuple[Start, ...] = ()
    head: RunningHead | None = None
    anchor: int = 0


class Volume(Struct, frozen=True):
    """What the file is called, whose it is, its date, and its sections in order."""

    title: str
    organ: str
    date: str
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, edition: Edition) -> "Volume":
        """Turn one edition into a volume."""
        document = edition.document
        return cls(document.heading, document.organ, document.date, (Section(edition),))

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(len(section.edition.pages.pages) for section in self.sections)
