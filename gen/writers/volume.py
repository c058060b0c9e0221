"""Editions bound in one file, page after page: the input of a writer, whether for an issue or a single edition."""

from msgspec import Struct

from gen.writers.edition import Edition


class Start(Struct, frozen=True):
    """The beginning of a document in its section: its first block, and its title.

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
    """The file's title, author and date, and its sections in order."""

    title: str
    organ: str
    date: str
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, edition: Edition) -> "Volume":
        """One edition → its volume."""
        document = edition.document
        return cls(document.heading, document.organ, document.date, (Section(edition),))

    @property
    def pages(self) -> int:
        """The number of its pages."""
        return sum(len(section.edition.pages.pages) for section in self.sections)
