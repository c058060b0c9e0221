"""What the repair yields: the items as they may be printed, and every change that was made to them."""

from msgspec import Struct

from gen.errors import Diagnostic
from gen.importer.receive.items import Item


class Repair(Struct, frozen=True):
    """One change to the text: `rule` changed what begins at `line` and `column` of the input, both counted from 1.

    `before` and `after` hold the changed characters between the same few characters on either side. Those neighbours are
    already repaired, so that `before` and `after` differ in this change only.
    """

    line: int
    column: int
    before: str
    after: str
    rule: str


class Repaired(Struct, frozen=True):
    """An input after its repair: its items, the encoding of the file, the repairs, and remarks for the author.

    `offsets` counts, for each repair, the characters of all items before its `after`, white space not counted.
    """

    items: tuple[Item, ...]
    encoding: str
    repairs: tuple[Repair, ...]
    offsets: tuple[int, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
