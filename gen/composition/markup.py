"""The markup that a template yields → the block stream.

One tag an element; every text is element content, so a document's characters never meet the markup.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, Final, NamedTuple

from gen.document.blocks import Block, Tag


class MarkupError(ValueError):
    """The markup a template yielded is not a block stream; `line` and `column` are places in the markup."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


_LINE, _ROW, _CELL = "line", "row", "cell"
_TAGS = {tag.value: tag for tag in Tag}
_MAYBE_EMPTY: Final = frozenset({Tag.TABLE, Tag.SIGNER})
_FLAG: Final = {"yes": True, "": False, "no": False}.__getitem__
_ATTRIBUTES: Final[dict[str, tuple[str, Callable[[str], object]]]] = {
    "level": ("level", str),
    "label": ("label", int),
    "new-page": ("new_page", _FLAG),
    "red": ("red", _FLAG),
    "source-line": ("source_line", int),
    "form": ("form", str),
    "picture": ("picture", str),
    "landscape": ("landscape", _FLAG),
}
"""An attribute's name → what it says of a block, and how that is read."""


_RUNNING: Final = (
    r'<(paragraph|heading)(?: level="([\w（）、.]*)" label="([0-9]{1,9})")? source-line="([0-9]{1,9})">'
    r"([^<>&\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]+)</\1>\n"
)
"""A paragraph or heading as the packaged templates write it: most of a document. Each of its characters stands for itself (XML 1.0, 2.2 to 2.11)."""
_GROUPS: Final = 6
"""Its groups, and what goes before it."""
_RUN: Final = "run"
"""What stands for a run of such in the markup that is left."""


_OPENINGS: Final = tuple(f"<{tag} " for tag in (Tag.PARAGRAPH, Tag.HEADING))
_HEAD: Final = 64
"""How much of a run is looked for first."""


class Run(NamedTuple):
    """Markup of elements that follow each other, and the blocks that it says: none where that has to be read from it."""

    markup: str
    blocks: list[Block]


def parse(markup: str, known: Iterable[Run] = ()) -> tuple[Block, ...]:
    """`<blocks>…</blocks>` → its blocks. MarkupError for markup that does not parse, an unknown tag, attribute or value.

    What is in it of the runs that are `known`, in their order, need not be read; a pattern reads other running text, the parser what is
    between. Where that is not in order the parser alone says what is wrong.
    """
    if f"<{_RUN}" not in markup:
        with suppress(MarkupError):
            runs, rest = _without(markup, known)
            found: list[Block] = []
            for element in _elements(rest):
                found += next(runs) if element.tag == _RUN and not _text_after(element) else (_block(element),)
            if next(runs, None) is None:
                return tuple(found)
    return tuple(map(_block, _elements(markup)))


def _without(markup: str, known: Iterable[Run]) -> tuple[Iterator[list[Block]], str]:
    """Markup → the blocks of the runs in it, and what is left of it: an element in place of each."""
    runs: list[list[Block]] = []
    rest: list[str] = []
    start = 0
    for run in known:
        place = _place_of(run.markup, markup, start)
        if place >= 0 and run.blocks:
            rest.append(markup[start:place])
            runs.append(run.blocks)
            start = place + len(run.markup)
    left = f"<{_RUN}/>".join((*rest, markup[start:]))
    if not any(opening in left for opening in _OPENINGS):
        return iter(runs), left
    pieces = re.split(_RUNNING, markup)
    return iter(_runs(pieces)), f"<{_RUN}/>".join(filter(None, pieces[::_GROUPS]))


def _place_of(long: str, markup: str, start: int) -> int:
    """Where a long string stands, from `start` on; by its head, since `str.find` looks into all of it before it begins."""
    head = long[:_HEAD]
    place = markup.find(head, start)
    while place >= 0 and not markup.startswith(long, place):
        place = markup.find(head, place + 1)
    return place


def _runs(pieces: Sequence[str]) -> list[list[Block]]:
    """Markup split by running text → the blocks of each of its runs, which have nothing between them."""
    gaps, names, levels, labels, lines, texts = (pieces[group:-1:_GROUPS] for group in range(_GROUPS))
    blocks = [
        Block(_TAGS[name], text, level=level or "", label=int(label) if label else 0, source_line=int(line))
        for name, level, label, line, text in zip(names, levels, labels, lines, texts, strict=True)
    ]
    starts = [index for index, gap in enumerate(gaps) if gap or not index]
    return [blocks[start:stop] for start, stop in pairwise([*starts, len(blocks)])]


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
    after = _text_after(element)
    if after:
        message = f"要素 <{tag}> 之后有文字“{after[:20]}”"
        raise MarkupError(message)
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    text = element.text or ""
    if tag is Tag.TABLE:
        if not _holds(element, _ROW) or any(not _holds(row, _CELL) or any(map(len, row)) for row in element):
            message = f"要素 <{tag}> 里只能有 <row>，其中只能有 <cell>"
            raise MarkupError(message)
        rows = tuple(tuple(cell.text or "" for cell in row) for row in element)
        text = "\n".join(cell for row in rows for cell in row if cell)
    elif len(element):
        if not _holds(element, _LINE) or any(map(len, element)):
            message = f"要素 <{tag}> 里只能有文字，或者只有 <line>"
            raise MarkupError(message)
        lines = tuple(child.text or "" for child in element)
        text = "".join(lines)
    block = Block(tag, text, lines, rows=rows, **_said(tag, element.attrib))
    if tag not in _MAYBE_EMPTY and (tag is Tag.RULE) == bool(text):
        message = f"要素 <{tag}> {'不能有' if text else '没有'}文字"
        raise MarkupError(message)
    return block


def _said(tag: Tag, attributes: Mapping[str, str]) -> dict[str, Any]:
    """What attributes say of a block, by the names of its fields."""
    said: dict[str, Any] = {}
    try:
        for name, value in attributes.items():
            if name in _ATTRIBUTES:
                field, read = _ATTRIBUTES[name]
                said[field] = read(value)
    except (KeyError, ValueError) as error:
        message = f"要素 <{tag}> 的属性值不对：{error}"
        raise MarkupError(message) from None
    if len(said) < len(attributes):
        unknown = next(name for name in attributes if name not in _ATTRIBUTES)
        message = f"要素 <{tag}> 没有名为 {unknown} 的属性"
        raise MarkupError(message)
    return said


def _text_after(element: ET.Element) -> str:
    return (element.tail or "").strip()


def _holds(element: ET.Element, tag: str) -> bool:
    """Whether an element holds elements of one tag and no text beside them."""
    return not (element.text or "").strip() and all(child.tag == tag and not _text_after(child) for child in element)
