"""A run of a galley → its rows on the grid: a row for each line, blank rows over blocks, free rows under seals."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from gen.document.blocks import SIGNED, Tag
from gen.pagination.filling import Filling
from gen.pagination.row import Row
from gen.standard import house
from gen.standard.design import Design
from gen.standard.styles import BLANK_ROWS
from gen.typesetting.galley import Galley, SetBlock
from gen.typesetting.table.values import SetTable


def rows_of(galley: Galley, body: range, design: Design, *, top: bool) -> tuple[list[Row], dict[int, int]]:
    """The rows of the blocks `body`, and the number of blank rows over each block. `top`: they start a page."""
    rows: list[Row] = []
    above: dict[int, int] = {}
    previous: SetBlock | None = None
    index = body.start
    signature = False
    while index < body.stop:
        member = galley[index]
        tag = member.block.tag
        signature = tag in SIGNED or (signature and tag is _NOTE)
        blanks = blank_rows(previous, member) if previous or top else 0
        first = len(rows)
        if blanks:
            above[index] = blanks
            rows += [Row(index, 0, None, text=False, keep=True, signature=signature)] * blanks
        following = index + 1
        while following < body.stop and galley[following].beside:
            following += 1
        if member.table:
            rows += _table_rows(member.table, index)
        elif not member.lines:
            captioned = following < body.stop and galley[following].block.tag is Tag.CAPTION
            rows += _drawn(member, index, design, captioned=captioned)
        else:
            rows += _lines(member, galley[index + 1 : following], design, signature=signature)
        _keep_with_table(rows, first, member, design)
        if signature:
            if tag in _SIGNING and previous and previous.block.tag in _WITH_OTHERS:
                _open_seam(rows, first, blanks, member, design)
            elif blanks > 1 and tag is Tag.SIGNER:
                rows[first] = replace(rows[first], spare=True)
            rows += _tail(galley, body, index, following)
        index = following
        previous = galley[index - 1]
        if tag is _ATTENDANCE and not (index < body.stop and galley[index].block.tag is tag):
            _join(rows, galley, design)
    return rows, above


def _drawn(member: SetBlock, index: int, design: Design, *, captioned: bool) -> list[Row]:
    """The row of an illustration, and of a rule of an issue; none of any other rule."""
    if member.block.tag is Tag.ILLUSTRATION:
        height = member.rows * design.pitch - house.TABLE_FOOT
        return [Row(index, 0, None, text=True, keep=captioned, signature=False, extent=height, bound=captioned)]
    return [Row(index, 0, None, text=True, keep=True, signature=False)] * member.rows


def _keep_with_table(rows: list[Row], first: int, member: SetBlock, design: Design) -> None:
    """Keep a note, whose lines begin at rows[first], on the page of its table's last row, if notes take half a page or less."""
    if member.block.tag is not _TABLE_NOTE or not first:
        return
    above = first
    while above and rows[above - 1].keep and rows[above - 1].text and not rows[above - 1].extent:
        above -= 1
    if len(rows) - above <= design.lines // 2:
        rows[first - 1 : -1] = [replace(row, keep=True) for row in rows[first - 1 : -1]]


def _join(rows: list[Row], galley: Galley, design: Design) -> None:
    """Keep on one page the 出席, 请假 and 列席 that the rows end with, if together they are no higher than half a page."""
    first = len(rows)
    while first and galley[rows[first - 1].block].block.tag is Tag.ATTENDANCE:
        first -= 1
    if len(rows) - first <= design.lines // 2:
        rows[first:-1] = [replace(row, keep=True, joined=True) for row in rows[first:-1]]


# Until Python 3.12 a member is four times as far from its class as from a module.
_ATTENDANCE: Final = Tag.ATTENDANCE
_NOTE: Final = Tag.NOTE
_TABLE_NOTE: Final = Tag.TABLE_NOTE
_SIGNING: Final = frozenset({Tag.SIGNATURE, Tag.SIGNER})
_WITH_OTHERS: Final = SIGNED - {Tag.DATE}


def _open_seam(rows: list[Row], first: int, blanks: int, member: SetBlock, design: Design) -> None:
    """Let a page end before rows[first], the first of an organ or signer after others.

    Of the blank rows over it those that its seal reaches into stay, wherever the page ends.
    """
    under_seal = min(blanks, -(member.seal.top // design.pitch)) if member.seal else 0
    for place in range(first + blanks - under_seal, first + blanks):
        rows[place] = replace(rows[place], fixed=True)
    rows[first] = replace(rows[first], seam=True)


def blank_rows(previous: SetBlock | None, current: SetBlock) -> int:
    """Count the blank rows between two blocks, or above a page's first.

    Their number is in `styles.BLANK_ROWS`, else it is the larger of the two that the styles ask for.
    """
    if current.above is not None:
        return current.above
    if previous is None:
        return current.style.above_on_new_page
    wanted = BLANK_ROWS.get((previous.block.tag, current.block.tag))
    return max(previous.style.below, current.style.above) if wanted is None else wanted


def _lines(member: SetBlock, others: Sequence[SetBlock], design: Design, *, signature: bool) -> list[Row]:
    """The rows of a block's lines; the lines of `others`, beside it, are on the last of them."""
    kept, whole = member.style.keep_with_next, member.style.whole
    text = not (signature or kept)
    last = len(member.lines) - 1
    rows: list[Row] = [Row(line.block, number, line, text, kept or (whole and number < last), signature) for number, line in enumerate(member.lines)]
    if others and rows:
        rows[-1] = replace(rows[-1], beside=tuple(line for other in others for line in other.lines))
    return [tall for row in rows for tall in _tall(member, row, design)] if member.rows else rows


def _tall(member: SetBlock, row: Row, design: Design) -> Iterator[Row]:
    """The rows of one line of a block whose lines share some: the line on the first, free rows after it."""
    count = len(member.lines)
    first, end = (member.rows * number // count for number in (row.number, row.number + 1))
    pitch = member.pitch(design)
    yield replace(row, drop=row.number * pitch + pitch * 4 // 5 - first * design.pitch, keep=row.keep or end - first > 1, merged=end - first > 1)
    for place in range(first + 1, end):
        goes_on = place + 1 < end
        yield Row(row.block, row.number, None, text=False, keep=row.keep or goes_on, signature=row.signature, fixed=True, merged=goes_on)


def _table_rows(table: SetTable, index: int) -> Iterator[Row]:
    """The rows of the table of block `index`, each with its height."""
    header = table.header if table.header < len(table.rows) else 0
    repeat = sum(table.heights[:header])
    for number, (height, kept) in enumerate(zip(table.heights, table.kept, strict=True)):
        again = repeat if number >= header else 0
        gap = 0 if number else house.TABLE_ABOVE
        row = Row(index, number, None, text=True, keep=kept, signature=False, extent=height, header=header, repeat=again, gap=gap, merged=kept)
        yield from _parts(row, table) if number in table.parted else (row,)


def with_parts(rows: list[Row], galley: Galley, design: Design, taken: int) -> list[Row]:
    """Rows → the same, where a table's row that has no room on one page with the rows that are kept with it is parted.

    Of the first page so many rows are `taken`.
    """
    found: list[Row] = []
    start, room = 0, design.lines - taken
    for place, row in enumerate(rows):
        if row.keep:
            continue
        table = galley[row.block].table
        if row.extent and table and not row.part and row.number >= row.header and place > start:
            kept = Filling(rows[start : place + 1], design.pitch, tables=True)
            if kept.depth(0, place + 1 - start) > room and not any(cell.rows != 1 for cell in table.rows[row.number]):
                found += [*rows[start:place], *_parts(row, table)]
                start, room = place + 1, design.lines
                continue
        found += rows[start : place + 1]
        start, room = place + 1, design.lines
    return found + rows[start:]


def _parts(row: Row, table: SetTable) -> Iterator[Row]:
    """A row that pages part → an entry for each line of its highest cell; the room of the row is under the last."""
    count = max(len(cell.lines) for cell in table.rows[row.number] if cell.rows == 1)
    for part in range(1, count):
        yield replace(row, keep=False, extent=table.pitch, gap=row.gap if part == 1 else 0, part=part)
    yield replace(row, extent=row.extent - (count - 1) * table.pitch, gap=0, part=count)


def _tail(galley: Galley, body: range, index: int, following: int) -> list[Row]:
    """The free rows under the seals of blocks `index` to `following`, less the rows that blocks after them take."""
    tail = max(galley[place].tail for place in range(index, following))
    if not tail or not (galley[index].block.tag is Tag.DATE or following == body.stop):
        return []
    taken = sum(len(galley[place].lines) + blank_rows(galley[place - 1], galley[place]) for place in range(following, body.stop))
    return [Row(following - 1, 0, None, text=False, keep=False, signature=True, fixed=True)] * max(0, tail - taken)
