"""One row of a run of text, as pages are filled with them."""

from msgspec import Struct

from gen.typesetting.ruler import Line


class Row(Struct, frozen=True, gc=False):
    """One row of a run of text: the `number`th line of a block, or a blank row (line None).

    A `keep` row never ends a page; it is `joined` to the next if both are of 出席, 请假, 列席. A `text` row may be the
    text on the page of a signature. A `fixed` row stays free wherever the page ends: under a seal, or for the 版记.
    `beside` are further lines on the same row. `drop` is the depth of its baseline below its top, 0 for the grid's. A
    `seam` row is the first of an organ's or signer's after others of its 落款. A `spare` row is blank, one of two over a
    stamp: it is left out where that brings the 落款 onto the page of its text (7.3.5.5 调整行距).

    A table's row has no line, but a least height, its `extent` (EMU). `header` is the number of its table's header rows.
    A page that begins with it repeats them, `repeat` high; where it is not at the head of a page, there is a `gap` over it.
    A row that is higher than a page has an entry for each line of its cells: `part` is the number of the line, from 1.
    A `merged` one is in the header, or in a merged cell whose text needs the room of this row and the next on one
    page, or has with the next one line of a title between them.
    An illustration is one row with an extent. A `bound` or `merged` row is never parted from the next, whatever other rule is given up.
    """

    block: int
    number: int
    line: Line | None
    text: bool
    keep: bool
    signature: bool
    fixed: bool = False
    colophon: bool = False
    beside: tuple[Line, ...] = ()
    drop: int = 0
    joined: bool = False
    seam: bool = False
    spare: bool = False
    extent: int = 0
    header: int = 0
    repeat: int = 0
    gap: int = 0
    bound: bool = False
    merged: bool = False
    part: int = 0
