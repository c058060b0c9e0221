"""Tables on a page of several columns: each in a column or across all of them, whole if it is small, with its title and notes."""

from msgspec.structs import replace

from gen.document.blocks import Block
from gen.standard import house
from gen.standard.styles import Style
from gen.typesetting.ruler import OversetError
from gen.typesetting.table.setting import has_narrow_text, set_table
from gen.typesetting.table.values import SetTable, TableRoom


def set_in_columns(block: Block, index: int, style: Style, room: TableRoom, across: int) -> tuple[SetTable, bool]:
    """Set a table in a column if it fits there in its full size with no name broken, else in the measure `across` all.

    One whose narrow cells have so many lines in a column that they are hard to read is across all, too.
    Returns the table and whether it is across several. One that is no higher than a part of its column is not parted.
    """
    if across == room.measure:
        return set_table(block, index, style, room), False
    try:
        table = set_table(block, index, style, room._replace(whole=True))
    except OversetError:
        table = None
    wide = table is None or table.size < style.size or has_narrow_text(table)
    if table is None or wide:
        table = set_table(block, index, style, room._replace(measure=across))
    if sum(table.heights) <= room.height * house.TABLE_WHOLE:
        table = replace(table, kept=(True,) * (len(table.kept) - 1) + (False,))
    return table, wide
