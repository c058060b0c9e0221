"""Paragraphs of a text → the same, with neighbouring lines of names gathered into lists of names 名单."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from gen.document.model import BodyItem, Unit
from gen.source.faults import Faults, Line
from gen.wording.names import NameLine, ends_list, is_list, may_be_names, name_line, opens_list

TAB: Final = "\t"


def gather(items: Sequence[BodyItem], plain: Collection[int] = ()) -> tuple[BodyItem, ...]:
    """The items of a text → the same, each list of names one unit with its `names`.

    A list is lines of nothing but names (`gen.wording.names`): it begins with one of three, and goes on with those
    right under it. Lines of the source that are `plain` are none.
    """
    found: list[BodyItem] = []
    index = 0
    while index < len(items):
        item = items[index]
        lines: list[NameLine] = []
        if isinstance(item, Unit) and may_be_names(item.text) and (lines := _list_from(items, index, plain)):
            names = tuple(name for line in lines for name in line.names)
            item = Unit(NameLine(names, lines[0].label).text, item.line, names=names)
        found.append(item)
        index += len(lines) or 1
    return tuple(found)


def _list_from(items: Sequence[BodyItem], start: int, plain: Collection[int]) -> list[NameLine]:
    """The lines of the list that begins at an index; empty if none does."""
    first = _read(items, start, plain)
    if not first or not first.apart or not opens_list(first):
        return []
    lines = [first]
    for index in range(start + 1, len(items)):
        line = _read(items, index, plain)
        if not line or line.label:
            break
        following = _read(items, index + 1, plain)
        if not (opens_list(line) and line.apart) and not ends_list(line, last=not following or not opens_list(following)):
            break
        lines.append(line)
    return lines if is_list(lines) else []


def _read(items: Sequence[BodyItem], index: int, plain: Collection[int]) -> NameLine | None:
    """The names of a paragraph; None outside the text, and for a paragraph that has a label or is `plain`."""
    item = items[index] if index < len(items) else None
    return name_line(item.text) if isinstance(item, Unit) and item.level is None and item.line not in plain else None


def tabbed(lines: Iterable[tuple[int, str]]) -> Iterator[int]:
    """Numbered lines of a text → the numbers of those whose tabs may part names."""
    return (number for number, line in lines if TAB in line.strip() and name_line(line.strip()))


def is_escaped(text: str) -> bool:
    r"""Whether a line is a paragraph that a `\` keeps from being a list of names."""
    line = name_line(text[1:].strip()) if text[:1] == "\\" else None
    return line is not None and line.apart and opens_list(line)


def refuse_tabs(lines: Iterable[Line], items: Iterable[BodyItem], faults: Faults) -> None:
    """Report each tab that could part names, in a line that has not become part of a list of them."""
    left = {item.line for item in items if isinstance(item, Unit) and not item.names and TAB in item.text}
    for line in lines:
        if line.line in left and name_line(line.text):
            faults.error("字符", "文字中间有制表符", line.spot(line.text.index(TAB)), "请改用空格，或者删去")
