"""The units, tables and illustrations of a text → the markup of their elements."""

from collections.abc import Iterable
from typing import Final

from gen.document.blocks import NAMES, Tag
from gen.document.model import BodyItem, Endnote, Illustration, Level, Table, Unit
from gen.document.tables import cells_of
from gen.standard import house
from gen.units import EMU_PER_INCH
from gen.wording.patterns import late
from gen.xml_text import escape, quoted


def elements(items: Iterable[BodyItem]) -> str:
    """The items of a text → their elements, one a line, their text escaped."""
    return "".join([_unit(item) if isinstance(item, Unit) else _other(item) for item in items])


_DAY: Final = late(
    "(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?"
    "(?:[、至到—～-]+(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?)?"
    "[ \u3000]*(?:上午|下午|晚上|全天)?"
)
"""A line of an agenda that is only a date, perhaps with its weekday and part of the day."""


def days(units: Iterable[BodyItem]) -> str:
    """The items of an agenda 日程 → their elements; a line that is only a date is the heading of that day."""
    return "".join(
        f'<{Tag.DAY} source-line="{unit.line}">{escape(unit.text)}</{Tag.DAY}>\n'
        if isinstance(unit, Unit) and not unit.level and _DAY.fullmatch(unit.text)
        else elements((unit,))
        for unit in units
    )


_HEADING: Final = str(Tag.HEADING)
_PARAGRAPH: Final = str(Tag.PARAGRAPH)


def _unit(unit: Unit) -> str:
    tag = _HEADING if unit.heading else _PARAGRAPH
    level, label = (NAMES, unit.before_names) if unit.names else (unit.level or (Level.CHAPTER if unit.heading else None), unit.label)
    labelled = f' level="{level}" label="{len(label)}"' if level else ""
    if unit.marks:
        labelled += f' marks="{",".join(map(str, unit.marks))}"'
    return f'<{tag}{labelled} source-line="{unit.line}">{escape(unit.text)}</{tag}>\n'


def _other(item: Table | Illustration | Endnote) -> str:
    if isinstance(item, Table):
        return _table(item)
    if isinstance(item, Illustration):
        return _illustration(item)
    return f'<{Tag.ENDNOTE} source-line="{item.line}">{escape(item.text)}</{Tag.ENDNOTE}>\n'


def _illustration(illustration: Illustration) -> str:
    """An illustration → its element, with its natural size (EMU), and its caption's.

    A file that names a finer resolution than the house's has that.
    """
    picture = illustration.picture
    resolution = max(house.ILLUSTRATION_RESOLUTION, picture.resolution)
    wide, high = (max(1, pixels * EMU_PER_INCH // resolution) for pixels in (picture.width, picture.height))
    attributes = f'picture={quoted(picture.file)} width="{wide}" height="{high}" source-line="{illustration.line}"'
    caption = f'<{Tag.CAPTION} source-line="{illustration.line}">{escape(illustration.text)}</{Tag.CAPTION}>'
    return f"<{Tag.ILLUSTRATION} {attributes}/>\n{caption}\n"


def _table(table: Table) -> str:
    """A table → its element: what the author said of header and alignment, and for each cell how many columns and rows it takes.

    A cell that another takes has 0 of both.
    """
    shape = table.shape
    takes = {place: ' columns="0" rows="0"' for span in shape.spans for place in cells_of(span)}
    takes |= {(span.row, span.column): f' columns="{span.columns}" rows="{span.rows}"' for span in shape.spans}
    rows = [
        [f"<cell{takes.get((number, place), '')}>{escape(cell)}</cell>" for place, cell in enumerate(row)] for number, row in enumerate(table.rows)
    ]
    header = "" if shape.header is None else f' header="{shape.header}"'
    align = f' align="{",".join(alignment or "" for alignment in shape.alignments)}"' if shape.alignments else ""
    made = "".join(f"<row>{''.join(row)}</row>" for row in rows)
    return f'<{Tag.TABLE}{header}{align} source-line="{table.line}">{made}</{Tag.TABLE}>\n'
