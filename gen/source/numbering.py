"""Lines of the text → its units with their labels and headings, and warnings where the numbers have gaps.

Sources: 立法法 art. 65 (编 章 节 条 款 项 目), GB/T 9704-2012, 7.3.3 (一、（一）1.（1）).
"""

import re
from collections.abc import Container, Sequence
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from gen.document.model import BodyItem, Endnote, Illustration, Level, Table, Unit
from gen.source.faults import Faults, Line
from gen.wording.numerals import HAN_NUMERAL, read_numeral, to_han

_RULE: Final = "7.3.3"
_MOST: Final = 9999
_LONGEST_HEADING: Final = 28

_CITING = "[、，,；;。：:“”）)第的之]|(?:[和或及与至到]|以及|以[上下])[第本]|规定|所[称列指]|中[“，的增删]|修改|增加|删[去除]"
"""After 第三条 these say that the paragraph cites an article and is not one."""
_LABELS: Final = {
    "第": rf"第(?P<outer>{HAN_NUMERAL})(?P<kind>分编|编|章|节)(?=\s|$)"
    rf"|第(?P<article>{HAN_NUMERAL})条(?:之(?P<inserted>{HAN_NUMERAL})(?!般))?(?!{_CITING})",
    **dict.fromkeys(HAN_NUMERAL.strip("[]+"), rf"(?P<first>{HAN_NUMERAL})、"),
    **dict.fromkeys("（(", rf"[（(](?:(?P<second>{HAN_NUMERAL})|(?P<fourth>[0-9０-９]{{1,3}}))[）)]"),
    **dict.fromkeys("0123456789０１２３４５６７８９", r"(?P<third>[0-9０-９]{1,3})[.．](?![0-9０-９])"),
}
"""The first character of a label → its pattern.

Each is compiled when it is needed: most documents have one or two kinds.
"""
_LEVELS: Final = {"article": Level.ARTICLE, "first": Level.FIRST, "second": Level.SECOND, "third": Level.THIRD, "fourth": Level.FOURTH}
_PRINTED: Final = {Level.FIRST: "{}、", Level.SECOND: "（{}）", Level.THIRD: "{}.", Level.FOURTH: "（{}）"}
_ITEMS: Final = (Level.FIRST, Level.SECOND, Level.THIRD, Level.FOURTH)
_LISTED: Final = frozenset(_ITEMS[1:])
_OUTLINE: Final = frozenset({Level.BOOK, Level.PART, Level.CHAPTER, Level.SECTION})

_UNNUMBERED: Final = frozenset({"序言", "总则", "附则"})
"""Chapters without a number, as 宪法 has its 序言: each is alone on its line, in a text that has numbered chapters."""

_BELOW: Final = {
    # Chapters run through the 分编 of a 编 (民法典), articles through everything.
    Level.BOOK: frozenset({Level.PART, Level.CHAPTER, Level.SECTION, *_ITEMS}),
    Level.PART: frozenset(_ITEMS),
    Level.CHAPTER: frozenset({Level.SECTION, *_ITEMS}),
    Level.SECTION: frozenset(_ITEMS),
    Level.ARTICLE: frozenset(_ITEMS),
    Level.FIRST: frozenset(_ITEMS[1:]),
    Level.SECOND: frozenset(_ITEMS[2:]),
    Level.THIRD: frozenset(_ITEMS[3:]),
    Level.FOURTH: frozenset[Level](),
}
"""A level → the levels that count from one again below each of its units."""

_END_OF_SENTENCE = re.compile("[。！？；!?;]")
_NOT_AT_END_OF_HEADING: Final = tuple("。；：，、！？.;:,!?")
_QUOTE_MARKS = re.compile("[“”]")
_SPACE = re.compile(r"\s+")

Number = tuple[int, int]
"""第十五条之二 is (15, 2), everything else (n, 0)."""
_ONE: Final = (1, 0)
_FROM_ONE: Final = (_ONE,)


class _Label(Struct, frozen=True):
    """The label of a paragraph: `text` as printed, `proper` as it should be printed.

    `following` are the numbers that may come next.
    """

    level: Level
    text: str
    number: Number
    proper: str
    following: tuple[Number, ...]


def number(items: Sequence[Line | Table | Illustration | Endnote], faults: Faults) -> tuple[BodyItem, ...]:
    """Each line → a unit, the text unchanged; tables, illustrations and notes stay. A fault of the numbering is a warning."""
    others = {index: item for index, item in enumerate(items) if not isinstance(item, Line)}
    lines = [item if isinstance(item, Line) else _as_line(item) for item in items]
    whole = "\n".join(["", *[line.text for line in lines]])
    apart = _quotations(lines, others, faults) if "“" in whole or "”" in whole else set()
    if "\n目" in whole:
        apart |= _contents(lines)
    outside = apart.union(others)
    labels = [None if index in outside else _label(line.text) for index, line in enumerate(lines)]
    _count(lines, labels, apart, faults)
    outlined = any(label is not None and label.level in _OUTLINE for label in labels)
    found: list[BodyItem] = []
    for index, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if index in others:
            found.append(others[index])
        elif label is None:
            found.append(Unit(line.text, line.line, heading=outlined and index not in apart and _squeezed(line.text) in _UNNUMBERED))
        else:
            # Most provisions are longer than a heading may be.
            heading = label.level in _OUTLINE or (len(line.text) <= _LONGEST_HEADING and _is_heading(line.text, labels, index))
            found.append(Unit(line.text, line.line, level=label.level, label=label.text, heading=heading))
    return tuple(found)


def _as_line(item: Table | Illustration | Endnote) -> Line:
    """The text of a table as one line, since a quotation may begin or end in it; or of a caption or note."""
    text = " ".join(cell for row in item.rows for cell in row) if isinstance(item, Table) else item.text
    return Line(text, item.line)


def _label(text: str) -> _Label | None:
    match = _pattern(text[0]).match(text) if text[:1] in _LABELS else None
    return _read_label(match[0]) if match else None


@cache
def _pattern(first: str) -> re.Pattern[str]:
    return re.compile(_LABELS[first])


@lru_cache(maxsize=4096)
def _read_label(text: str) -> _Label | None:
    """The match of a label's pattern → the label; None if its numeral has no value."""
    match = _pattern(text[0]).fullmatch(text)
    assert match  # noqa: S101 — the same pattern has found it
    found = match.groupdict("")
    if found.get("outer"):
        level, numeral = Level(found["kind"]), found["outer"]
    else:
        level, numeral = next((level, found[group]) for group, level in _LEVELS.items() if found.get(group))
    value, inserted = read_numeral(numeral), read_numeral(found.get("inserted", "0") or "0")
    if not 0 < value <= _MOST or inserted > _MOST:
        return None
    proper = text
    if level not in {Level.THIRD, Level.FOURTH}:
        proper = proper.replace(numeral, to_han(value), 1)
        if inserted:
            proper = proper.rpartition("之")[0] + "之" + to_han(inserted)
    number = (value, inserted)
    return _Label(level=level, text=text, number=number, proper=proper, following=_next(level, number))


def _printed(level: Level, number: Number) -> str:
    value, inserted = number
    figure = str(value) if level in {Level.THIRD, Level.FOURTH} or value > _MOST else to_han(value)
    pattern = _PRINTED.get(level, f"第{{}}{level}")
    return pattern.format(figure) + (f"之{to_han(min(inserted, _MOST))}" if inserted else "")


def _quotations(lines: Sequence[Line], others: Container[int], faults: Faults) -> set[int]:
    """The indexes of quoted paragraphs: they open with “ or are inside a longer quotation."""
    quoted: set[int] = set()
    within: set[int] = set()
    depth, opened = 0, (0, 0)
    for index, line in enumerate(lines):
        if depth:
            within.add(index)
        if "“" not in line.text and "”" not in line.text:
            continue
        if line.text[0] == "“" and index not in others:
            quoted.add(index)
        # Every paragraph of a long quotation opens with “ and only the last closes it: such a “ opens no new one.
        continued = bool(depth) and index in quoted
        for match in _QUOTE_MARKS.finditer(line.text, int(continued)):
            if match[0] == "“":
                if not depth:
                    opened = (index, match.start())
                depth += 1
            else:
                depth = max(depth - 1, 0)
    if not depth:
        return quoted | within
    # It is never closed. If it counted, the rest of the text would not be numbered.
    index, offset = opened
    faults.warn("GB/T 15834", "引号“没有对应的”", lines[index].spot(0 if index in others else offset), "请补上”，或者删去多余的“")
    return quoted | {inner for inner in within if inner <= index}


def _contents(lines: Sequence[Line]) -> set[int]:
    """The indexes of the entries of a 目录.

    They are between that word and the heading that repeats the first of them.
    """
    start = next((index for index, line in enumerate(lines, 1) if "目" in line.text and _squeezed(line.text) == "目录"), len(lines))
    first = _squeezed(lines[start].text) if start < len(lines) else ""
    end = next((index for index in range(start + 1, len(lines)) if _squeezed(lines[index].text) == first), start) if first else start
    labels = [_label(line.text) for line in lines[start:end]]
    return set(range(start, end)) if all(label and label.level in {*_OUTLINE, Level.FIRST} for label in labels) else set()


def _squeezed(text: str) -> str:
    """A text → the same without white space; empty if it is too long for a heading."""
    return _SPACE.sub("", text) if len(text) <= _LONGEST_HEADING else ""


def _is_heading(text: str, labels: Sequence[_Label | None], index: int) -> bool:
    """Whether the words after a label such as 一、 are a title and no sentence."""
    label = labels[index]
    if label is None or label.level is Level.ARTICLE:
        return False
    title = text[len(label.text) :].strip()
    if not title or title.endswith(_NOT_AT_END_OF_HEADING) or _END_OF_SENTENCE.search(title):
        return False
    # Something follows a heading; beside another of its level it is an item of a list.
    before = labels[index - 1] if index else None
    if index + 1 == len(labels) or (before and before.level is label.level):
        return False
    after = labels[index + 1]
    return after is None or after.level in _BELOW[label.level] or after.level is Level.ARTICLE


def _next(level: Level, number: Number) -> tuple[Number, ...]:
    value, inserted = number
    return ((value, inserted + 1), (value + 1, 0)) if level is Level.ARTICLE else ((value + 1, 0),)


def _count(lines: Sequence[Line], labels: Sequence[_Label | None], apart: Container[int], faults: Faults) -> None:
    """Warn of each label that does not follow the one before at its level; paragraphs in `apart` do not count."""
    last: dict[Level, _Label] = {}
    following: dict[Level, tuple[Number, ...]] = {}
    below = _BELOW
    before: Level | None = None
    # Levels that count from one again, since a unit above them has begun.
    renewed: set[Level] = set()
    # Levels with a plain paragraph since the last unit: the list may go on after it, or a new one begin.
    free: set[Level] = set()
    # Levels that the author counts through the whole text: one warning each.
    through: set[Level] = set()
    for index, label in enumerate(labels):
        if label is None:
            if index not in apart:
                free |= _LISTED
            continue
        level, found, allowed = label.level, label.number, label.following
        restarts = level not in last or (level in renewed and level not in through)
        wanted = _FROM_ONE if restarts else following[level]
        if found == _ONE:
            through.discard(level)
        if found in wanted or (found == _ONE and (level in free or level in renewed)):
            if label.text != label.proper:
                faults.warn(_RULE, f"编号“{label.text}”的写法不规范", lines[index].spot(), f"请写作“{label.proper}”")
        elif found in following.get(level, ()):
            through.add(level)
            message = f"这一级编号应从“{_printed(level, _ONE)}”重新起，写的是接着前面编的“{label.text}”"
            faults.warn(_RULE, message, lines[index].spot(), "请改正编号；如果全文都这样接着编，可以不改")
        else:
            faults.warn(_RULE, _slip(label, None if restarts else last[level], wanted), lines[index].spot(), "请改正编号，或者补上缺少的段落")
            # After a slip the count may go on from the number written or from the right one: one slip gives one warning.
            allowed += tuple(further for number in wanted[:2] for further in _next(level, number))
        if level is not before:
            # Where 一、 is above the articles, as in judicial interpretations, it does not restart below each article.
            if level is Level.ARTICLE and level not in last and Level.FIRST in last:
                below = _BELOW | {level: _LISTED}
            renewed.discard(level)
            renewed |= below[level]
            before = level
        free.discard(level)
        last[level], following[level] = label, allowed


def _slip(label: _Label, last: _Label | None, wanted: tuple[Number, ...]) -> str:
    level = label.level
    if last is None:
        return f"这一级编号应从“{_printed(level, _ONE)}”起，写的是“{label.text}”"
    # The first two of `wanted` follow from the last number written. 之一 may come after any article, so no message offers it.
    likely = [number for number in wanted[:2] if last.number[1] or not number[1]] if level is Level.ARTICLE else wanted[:1]
    right = "或者".join(f"“{_printed(level, number)}”" for number in likely)
    return f"“{last.text}”后应为{right}，写的是“{label.text}”"
