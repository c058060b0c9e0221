"""Pages → the rows of each table in their places, the room over it, and which rows go to the page of the next."""

from collections.abc import Iterator

from msgspec.structs import replace

from gen.pagination.page import PlacedRow
from gen.typesetting.galley import SetBlock
from gen.typesetting.table.values import SetTable
from gen.units import Length
from gen.writers.docx.paragraph import KEPT, LEAST_LINE, NEW_PAGE, exact, paragraph
from gen.writers.docx.styles import SPACER, style_id
from gen.writers.docx.table import LIFT, table_xml
from gen.writers.edition import Edition


class PlacedTables:
    """The tables of an edition.

    `carried` are the blocks after tables whose last rows go with them to their page, as far as the tables are written.
    """

    def __init__(self, edition: Edition) -> None:
        self.carried: set[int] = set()
        self.pitch = edition.design.pitch
        self._lines: dict[int, int] = {}
        self._rows: dict[int, list[PlacedRow]] = {}
        """The rows of each table, of one that pages part its last part."""
        self._tops: dict[int, Length] = {}
        self._at_head: set[int] = set()
        """The tables whose last rows begin a page or column: no room over them gives back what the rules add to their height."""
        for page in edition.pages.pages:
            lines = (edition.design.turned if page.turned else edition.design).lines
            begun: set[tuple[int, Length]] = set()
            for row in page.table_rows:
                if (row.block, row.left) not in begun and not row.top % self.pitch:
                    self._at_head.add(row.block)
                begun.add((row.block, row.left))
                if not row.repeated:
                    self._lines[row.block] = lines
                    rows = self._rows.setdefault(row.block, [])
                    if row.first:
                        rows.pop()  # its part on the page before
                    else:
                        self._tops.setdefault(row.block, row.top)
                    rows.append(row)

    def room_over(self, index: int) -> int:
        """The room over the first row of the table of a block (EMU)."""
        return self._tops[index] % self.pitch

    def written(self, index: int, member: SetBlock, table: SetTable, new_page: str, breaks: set[int]) -> Iterator[str]:
        """The table of block `index`, under the room between it and the text above; pages start with rows `breaks` of it."""
        rows, over = self._rows[index], self.room_over(index)
        if over:
            yield paragraph(SPACER, before=KEPT + new_page, after=exact(over - LIFT))
        if index in self._at_head:
            rows = [*rows[:-1], replace(rows[-1], height=Length(rows[-1].height - LIFT))]
        kept = {number for number, kept in enumerate(table.kept) if kept}
        first = 0
        style = style_id(member.style)
        new_page = "" if over else new_page
        for start in sorted(row for row in breaks if row):
            carried = set(self._carried(rows, start))
            if len(rows) - 1 in carried and not table.header and not table.joined(start - 1):
                # LibreOffice does not keep the last row of a table of several pages with what follows it.
                yield table_xml(member, table, style, new_page, rows[first:start], kept)
                yield paragraph(SPACER, after=exact(LEAST_LINE))
                first, new_page = start, NEW_PAGE
            else:
                kept |= carried
        if len(rows) - 1 in kept:
            self.carried.add(index + 1)
        yield table_xml(member, table, style, new_page, rows[first:], kept)

    def _carried(self, rows: list[PlacedRow], start: int) -> Iterator[int]:
        """The rows from `start` on that a rule carries to the next page: so many that the page before has no room for all."""
        last = rows[start - 1]
        free = self._lines[last.block] * self.pitch - last.top - last.height
        while free >= 0 and start < len(rows):
            yield start
            free -= rows[start].height
            start += 1
