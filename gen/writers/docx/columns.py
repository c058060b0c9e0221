"""The paragraphs of an issue's section → those in columns and those across, with the breaks that start and end columns."""

import re
from collections.abc import Iterator
from typing import Final

from gen.standard.design import Design
from gen.typesetting.galley import Galley
from gen.units import to_twip
from gen.writers.docx import styles
from gen.writers.docx.paragraph import LEAST_LINE, NEW_PAGE, exact, paragraph
from gen.writers.docx.section import Kind
from gen.writers.edition import Edition

PROPERTIES_END: Final = "</w:pPr>"
BLANK: Final = f'<w:pStyle w:val="{styles.BLANK}"/>'
"""What a blank row has."""
COLUMN_BREAK: Final = '<w:r><w:br w:type="column"/></w:r>'
FREE_COLUMN: Final = paragraph(styles.SPACER, COLUMN_BREAK, after=exact(LEAST_LINE))
"""What ends a column where nothing else does."""


def stretched(made: Iterator[tuple[Kind, int, str]], galley: Galley, *, in_columns: bool) -> Iterator[tuple[Kind, bool, int, str]]:
    """Each paragraph with the kind of its section, whether it is in columns, and its block.

    Blank ones under a block across all columns are not in columns.
    """
    across = False
    for kind, index, xml in made:
        across = (index < len(galley) and galley[index].across) or (across and BLANK in xml)
        yield kind, in_columns and kind is Kind.UPRIGHT and not across, index, xml


class PlacedColumns:
    """The column, from 0, in which each block ends; and how many columns stay free before the page that a block begins."""

    def __init__(self, edition: Edition) -> None:
        self._most = edition.design.columns - 1
        self._last: dict[int, int] = {}
        self._free: dict[int, int] = {}
        width = edition.design.measure + edition.design.gutter
        last = self._most
        for page in edition.pages.pages:
            stands = [(placed.line.block, placed.left) for placed in page.lines] + [(row.block, row.left) for row in page.table_rows]
            columns = [(block, left // width) for block, left in sorted(stands)]
            if columns:
                self._free[columns[0][0]] = self._most - last
                last = columns[-1][1]
            self._last |= dict(columns)

    def with_breaks(self, index: int, xml: str) -> Iterator[str]:
        """A paragraph of block `index` that starts a page, or a table → the same starting a column.

        In columns the next page is the column after the last; before it those end that stay free.
        """
        if NEW_PAGE not in xml:
            yield xml
            return
        plain = xml.replace(NEW_PAGE, "", 1)
        yield from [FREE_COLUMN] * self._free.get(index, 0)
        if xml.startswith("<w:tbl>"):
            yield FREE_COLUMN
            yield plain
        else:
            yield after_properties(plain, COLUMN_BREAK)

    def ends(self, index: int) -> list[str]:
        """What ends the columns of a section whose last block is `index`: office programs would even them out."""
        return [FREE_COLUMN] * (self._most - self._last.get(index, 0))


def laid_out(properties: str, design: Design, *, columns: bool, follows: bool) -> str:
    """The properties of a section in columns, and of one that begins on the page that the one before ends on."""
    if columns:
        gutter = to_twip(design.gutter)
        properties = re.sub(r"<w:cols[^>]*/>", f'<w:cols w:num="{design.columns}" w:equalWidth="1" w:space="{gutter}"/>', properties)
    return properties.replace('<w:type w:val="nextPage"/>', '<w:type w:val="continuous"/>') if follows else properties


def after_properties(xml: str, more: str) -> str:
    """Put runs at the start of a paragraph, or of the first one of a table."""
    place = xml.index(PROPERTIES_END) + len(PROPERTIES_END)
    return xml[:place] + more + xml[place:]
