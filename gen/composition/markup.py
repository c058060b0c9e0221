"""The markup that a template yields → the block stream.

One tag an element; every text is element content, so a document's characters never meet the markup.
"""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any, Final

from gen.document.blocks import Block, Tag
from gen.document.tables import Alignment, Rows, Shape, Span, fault_of


class MarkupError(ValueError):
    """A template yielded no block stream; `line` and `column` are a place in its markup, 0 if unknown."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


_LINE, _ROW, _CELL = "line", "row", "cell"
_TAGS: Final[dict[str, Tag]] = {tag.value: tag for tag in Tag}
# Until Python 3.12 a member is four times as far from its class as from a module.
_TABLE: Final = Tag.TABLE
_ILLUSTRATION: Final = Tag.ILLUSTRATION
_MAY_BE_EMPTY: Final = frozenset({Tag.TABLE, Tag.SIGNER})
_ALWAYS_EMPTY: Final = frozenset({Tag.RULE, Tag.ILLUSTRATION})
_FLAG: Final = {"yes": True, "no": False, "": False}.__getitem__
_ATTRIBUTES: Final[dict[str, tuple[str, Callable[[str], object]]]] = {
    "level": ("level", str),
    "label": ("label", int),
    "new-page": ("new_page", _FLAG),
    "red": ("red", _FLAG),
    "source-line": ("source_line", int),
    "form": ("form", str),
    "picture": ("picture", str),
    "landscape": ("landscape", _FLAG),
    "marks": ("marks", lambda places: tuple(map(int, places.split(",")))),
    "width": ("width", int),
    "height": ("height", int),
}
"""An attribute's name → the field of a block that it fills, and how its value is read."""
_OF_TABLE: Final = frozenset({"header", "align"})
_OF_CELL: Final = frozenset({"columns", "rows"})


def parse(markup: str) -> tuple[Block, ...]:
    """`<blocks>…</blocks>` → its blocks.

    MarkupError for markup that does not parse, an unknown tag, attribute or value.
    """
    return tuple(map(_block, _elements(markup)))


def _elements(markup: str) -> ET.Element:
    """Markup → its root, whose elements are the blocks."""
    try:
        root = ET.fromstring(markup)  # noqa: S314 — our own templates' output; source text arrives escaped
    except ET.ParseError as error:
        line, column = error.position
        message = f"不是合格的 XML（{error.msg.split(':')[0]}）"
        raise MarkupError(message, line, column + 1) from None
    if root.tag != "blocks":
        message = f"最外层应当是 <blocks>，不是 <{root.tag}>"
        raise MarkupError(message)
    if (root.text or "").strip():
        message = f"要素之外有文字“{(root.text or '').strip()[:20]}”"
        raise MarkupError(message)
    return root


def _block(element: ET.Element) -> Block:
    tag = _TAGS.get(element.tag)
    if tag is None:
        message = f"没有名为 <{element.tag}> 的要素，只有 {'、'.join(Tag)}"
        raise MarkupError(message)
    if element.tail and (after := element.tail.strip()):
        message = f"要素 <{tag}> 之后有文字“{after[:20]}”"
        raise MarkupError(message)
    attributes = _attributes(element, tag)
    text = element.text or ""
    if tag is _TABLE:
        rows, shape = _table(element)
        return Block(tag, "\n".join(cell for row in rows for cell in row if cell), rows=rows, shape=shape, **attributes)
    lines = _lines(element, tag) if len(element) else ()
    if lines:
        text = "".join(lines)
    if tag not in _MAY_BE_EMPTY and (tag in _ALWAYS_EMPTY) == bool(text):
        message = f"要素 <{tag}> {'不能有' if text else '没有'}文字"
        raise MarkupError(message)
    if tag is _ILLUSTRATION and min(attributes.get("width", 0), attributes.get("height", 0)) < 1:
        message = f"要素 <{tag}> 要有 picture、width、height（图的宽和高，EMU）"
        raise MarkupError(message)
    return Block(tag, text, lines, **attributes)


def _table(table: ET.Element) -> tuple[Rows, Shape]:
    """The cells of a table and its shape; a cell says how many columns and rows it takes, 0 where another takes it."""
    whole = _holds_only(table, _ROW) and all(_holds_only(row, _CELL) and not any(map(len, row)) for row in table)
    if not whole or any(cell.attrib.keys() - _OF_CELL for row in table for cell in row):
        message = f"要素 <{Tag.TABLE}> 里只能有 <row>，其中只能有 <cell>，<cell> 的属性只能有 columns、rows"
        raise MarkupError(message)
    rows = tuple(tuple(cell.text or "" for cell in row) for row in table)
    try:
        takes = [[(int(cell.get("rows", "1")), int(cell.get("columns", "1"))) for cell in row] for row in table]
        header = table.get("header")
        alignments = tuple(Alignment(name) if name else None for name in table.get("align", "").split(",")) if table.get("align") else ()
        spans = tuple(
            Span(number, column, *size) for number, row in enumerate(takes) for column, size in enumerate(row) if min(size) and size != (1, 1)
        )
        shape = Shape(int(header) if header else None, spans, alignments)
    except ValueError as error:
        message = f"要素 <{Tag.TABLE}> 的属性值不对：{error}"
        raise MarkupError(message) from None
    fault = fault_of(rows, shape)
    if fault:
        message = f"要素 <{Tag.TABLE}>：{fault}"
        raise MarkupError(message)
    return rows, shape


def _lines(element: ET.Element, tag: Tag) -> tuple[str, ...]:
    if not _holds_only(element, _LINE) or any(map(len, element)):
        message = f"要素 <{tag}> 里只能有文字，或者只有 <line>"
        raise MarkupError(message)
    return tuple(line.text or "" for line in element)


def _attributes(element: ET.Element, tag: Tag) -> dict[str, Any]:
    """The attributes of an element → the fields of its block that they fill; those of a table's shape are `_table`'s."""
    fields: dict[str, Any] = {}
    for name, value in element.attrib.items():
        known = _ATTRIBUTES.get(name)
        if known is None:
            if tag is _TABLE and name in _OF_TABLE:
                continue
            message = f"要素 <{tag}> 没有名为 {name} 的属性"
            raise MarkupError(message)
        field, read = known
        try:
            fields[field] = read(value)
        except (KeyError, ValueError) as error:
            message = f"要素 <{tag}> 的属性值不对：{error}"
            raise MarkupError(message) from None
    return fields


def _text_after(element: ET.Element) -> str:
    return (element.tail or "").strip()


def _holds_only(element: ET.Element, tag: str) -> bool:
    """Whether an element has child elements of one tag and no text beside them."""
    return not (element.text or "").strip() and all(child.tag == tag and not _text_after(child) for child in element)
