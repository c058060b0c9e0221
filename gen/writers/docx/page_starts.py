"""Pages → the blocks and lines that begin them and their columns."""

from collections.abc import Iterator

from gen.document.blocks import Tag
from gen.writers.edition import Edition


def page_starts(edition: Edition) -> Iterator[tuple[int, int]]:
    """Yield block and line with which each page after the first, and each column, starts.

    Pages that start inside a table are left out: office programs move whole rows, as we do.
    """
    galley = edition.galley
    for number, page in enumerate(edition.pages.pages):
        # A table's rows, which may be empty, stand for its lines.
        stands = [(row.block, row.number, row.left) for row in page.table_rows if not row.repeated]
        stands += [(placed.block, 0, placed.left) for placed in page.pictures if galley[placed.block].block.tag is Tag.ILLUSTRATION]
        stands += [(placed.line.block, placed.line.start, placed.left) for placed in page.lines if not galley[placed.line.block].table]
        left = None if number else 0
        for block, start, column in sorted(stands):
            # A column's left edge is further to the right than that of what stands before it; what stands across ends
            # the columns.
            if left is None or column > left:
                member = galley[block]
                if member.lines and not member.table:
                    yield block, next(place for place, line in enumerate(member.lines) if line.start == start)
                elif not start:
                    yield block, 0
            left = column
