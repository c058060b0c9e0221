"""The units and tables of a text → the markup of their elements."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from gen.document.blocks import NAMES, Tag
from gen.document.model import Table, Unit


def elements(units: Iterable[Unit | Table]) -> str:
    """Units and tables → their elements, one a line, their text escaped."""
    return "".join(_unit(unit) if isinstance(unit, Unit) else _table(unit) for unit in units)


def _unit(unit: Unit) -> str:
    tag = Tag.HEADING if unit.heading else Tag.PARAGRAPH
    level, label = (NAMES, unit.before_names) if unit.names else (unit.level, unit.label)
    labelled = f' level="{level}" label="{len(label)}"' if level else ""
    return f'<{tag}{labelled} source-line="{unit.line}">{escape(unit.text)}</{tag}>\n'


def _table(table: Table) -> str:
    rows = "".join(f"<row>{''.join(f'<cell>{escape(cell)}</cell>' for cell in row)}</row>" for row in table.rows)
    return f'<{Tag.TABLE} source-line="{table.line}">{rows}</{Tag.TABLE}>\n'
