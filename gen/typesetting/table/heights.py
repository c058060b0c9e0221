"""The lines of a table's cells → the least heights of its rows, in whole twips, and which rows belong on one page."""

from collections.abc import Sequence

from gen.standard import gb9704, house
from gen.typesetting.table.values import SetCell
from gen.units import EMU_PER_TWIP, Length


def line_pitch(size: int) -> int:
    """The distance between the lines of a cell, in whole twips (as EMU)."""
    return int(size * house.TABLE_LEADING) // EMU_PER_TWIP * EMU_PER_TWIP


def least_heights(rows: Sequence[Sequence[SetCell]], size: Length, header: int, *, form: bool) -> list[int]:
    """The least height of each row (EMU): its lines, and room over and under them.

    In a form a row with a cell to be written in is as high as writing needs. What a cell of several rows needs beyond
    them, they share.
    """
    pitch = line_pitch(size)
    heights: list[int] = []
    for number, row in enumerate(rows):
        room = int(size * house.TABLE_ROW_ROOM)
        height = pitch * max([1, *(len(cell.lines) for cell in row if cell.rows == 1)]) + room
        if form and number >= header and any(cell.columns and not any(line.text for line in cell.lines) for cell in row):
            height = max(height, int(house.FORM_ROW * gb9704.LINE_PITCH))
        heights.append(-(-height // EMU_PER_TWIP) * EMU_PER_TWIP)
    for number, row in enumerate(rows):
        for cell in row:
            taken = range(number, number + cell.rows)
            missing = text_height(cell, size) - sum(heights[one] for one in taken)
            if cell.rows > 1 and missing > 0:
                for one in taken:
                    heights[one] += -(-missing // cell.rows // EMU_PER_TWIP) * EMU_PER_TWIP
    return heights


def kept_rows(rows: Sequence[Sequence[SetCell]], size: Length, heights: Sequence[int], header: int, page: int) -> list[bool]:
    """Whether each row belongs on one page with the next: the header's, and those that a merged cell joins.

    Of rows that are joined and take more than half a page only so many are kept together as its text needs.
    """
    kept = [number < header for number in range(len(heights))]
    for number, row in enumerate(rows):
        for cell in row:
            if cell.rows > 1:
                last = number + cell.rows - 1
                if sum(heights[number : last + 1]) > page // 2:
                    needs = text_height(cell, size)
                    last = next(end for end in range(number, last + 1) if sum(heights[number : end + 1]) >= needs or end == last)
                kept[number:last] = [True] * (last - number)
    return kept


def text_height(cell: SetCell, size: Length) -> int:
    """The height that the lines of a cell need (EMU)."""
    return line_pitch(size) * len(cell.lines) + int(size * house.TABLE_ROW_ROOM)
