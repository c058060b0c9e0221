"""标题 and 主送机关 → where they break 7.3.1 and the practice of people's congresses."""

import re
from collections.abc import Iterator
from typing import Final

from gen.document.kinds import KINDS
from gen.document.model import Document
from gen.rules.printed import Finding, of, texts
from gen.typesetting.kinsoku import NO_START
from gen.wording.lines import bare
from gen.wording.patterns import late

_END_MARKS: Final = "。，、；：！？,;:!?."
_INNER_MARKS: Final = late("[。，；：！？]")
_QUOTED: Final = late("《[^》]*》|“[^”]*”|（[^）]*）")
_FEWEST: Final = 2
_NOT_FIRST: Final = ("的", "和", "及", "与", "或")
_NAMED: Final = ("decision", "resolution", "announcement", "proclamation", "opinion", "bulletin", "report", "request", "reply", "motion", "letter")
"""Kinds that the last words of a title name."""
_NO_ADDRESSEE: Final = frozenset({"statute", "announcement", "proclamation", "order", "communique"})


def end_mark(document: Document) -> Iterator[Finding]:
    """7.3.1: a title has no mark at its end, and inside only 书名号, quotation marks, parentheses and 、."""
    for text in texts(document):
        for line in of(text, "title"):
            if line.text.endswith(tuple(_END_MARKS)):
                yield Finding(line, f"标题末尾有标点“{line.text[-1]}”", "请删去", len(line.text) - 1)
                continue
            masked = _QUOTED.sub(lambda match: "口" * len(match[0]), line.text)
            inner = _INNER_MARKS.search(masked)
            if inner:
                yield Finding(line, f"标题里有标点“{inner[0]}”", "标题里除书名号、引号、括号和顿号外，不用标点", inner.start())


def division(document: Document) -> Iterator[Finding]:
    """7.3.1: the author's own lines end between words and make a trapezoid or a rhombus 梯形、菱形."""
    for text in texts(document):
        lines = of(text, "title_lines")
        for line in lines[1:]:
            first = line.text[:1]
            if first in _NOT_FIRST or first in NO_START:
                yield Finding(line, f"标题的一行以“{first}”开头", f"请把“{first}”移到上一行")
        for line in lines:
            if len(line.text) <= _FEWEST:
                yield Finding(line, f"标题的一行只有{len(line.text)}个字", "请把标题分得匀称些")
        lengths = [len(line.text) for line in lines]
        if any(min(lengths[:at]) > length < max(lengths[at + 1 :]) for at, length in enumerate(lengths) if 0 < at < len(lengths) - 1):
            yield Finding(lines[0], "标题各行中间短、两头长", "应排成上短下长、上长下短，或者中间长、两头短")


def kind(document: Document) -> Iterator[Finding]:
    """The kind that a title names is the document's kind (条例 art. 8)."""
    title = re.sub("（[^）]*）$", "", bare(document.title))
    named = next((name for name in _NAMED if title.endswith(KINDS[name].chinese)), "")
    if named and document.kind in _NAMED and named != document.kind:
        line = of(document, "kind")[0]
        message = f"标题说是“{KINDS[named].chinese}”，kind 写的是“{document.kind}”（{KINDS[document.kind].chinese}）"
        yield Finding(line, message, f"请写“kind: {named}”，或者改标题")


def addressee(document: Document) -> Iterator[Finding]:
    """A document for everybody has no 主送机关."""
    if document.kind in _NO_ADDRESSEE:
        for line in of(document, "addressee"):
            yield Finding(line, f"{KINDS[document.kind].chinese}不写主送机关", "请删去 addressee")
