"""附件说明 and 附件 → where they break 7.3.4 and 7.3.7, or disagree with each other."""

import re
from collections.abc import Iterator
from typing import Final

from gen.document.model import Document, Part, Text
from gen.rules.printed import Finding, Printed, of, texts
from gen.wording.lines import bare
from gen.wording.patterns import late

_LABEL: Final = "附件："
_ENTRY: Final = late(r"(?P<label>附件?[：:])?(?P<ordinal>\d+\.)?\s*(?P<name>.*)")
_ORDINAL: Final = late(r"(?:附件：)?(?P<wrong>\d+[、．]|[一二三四五六七八九十]+[、.．]|[（(][\d一二三四五六七八九十]+[）)])")
_OWN_ANNEXES: Final = frozenset({"statute"})
"""Kinds whose annexes belong to the law: they may have labels such as 附件一, and only articles may name them."""


def enclosures(document: Document) -> Iterator[Finding]:
    """7.3.4: 附件：, then 1. 2. when there are several; a name has no 书名号 and no mark after it."""
    for text in texts(document):
        lines = of(text, "enclosures")
        if not lines:
            continue
        if not lines[0].text.startswith(_LABEL):
            yield Finding(lines[0], "附件说明不以“附件：”开头", "请写作“附件：名称”，多个附件写作“附件：1.名称”")
        elif lines[0].text == _LABEL:
            yield Finding(lines[0], "“附件：”后面没有名称", "第一个附件的名称与“附件：”写在同一行")
        for index, line in enumerate(lines):
            yield from _entry(line, index, len(lines))


def _entry(line: Printed, index: int, total: int) -> Iterator[Finding]:
    ordinal = _ORDINAL.match(line.text)
    match = _ENTRY.fullmatch(line.text)
    name = match["name"] if match else line.text
    if ordinal:
        yield Finding(line, f"附件序号“{ordinal['wrong']}”的写法不规范", f"请写作“{index + 1}.”", ordinal.start("wrong"))
    elif match and total > 1 and name and match["ordinal"] != f"{index + 1}.":
        message = f"附件序号应为“{index + 1}.”" + (f"，写的是“{match['ordinal']}”" if match["ordinal"] else "")
        yield Finding(line, message, f"请写作“{match['label'] or ''}{index + 1}.{name[:20]}”", match.start("ordinal" if match["ordinal"] else "name"))
    elif match and total == 1 and match["ordinal"]:
        yield Finding(line, "只有一个附件，不编序号", f"请写作“{_LABEL}{name[:20]}”", match.start("ordinal"))
    if re.search("[；。，;,]$", line.text):
        yield Finding(line, f"附件名称后有标点“{line.text[-1]}”", "请删去", len(line.text) - 1)
    if re.fullmatch("《[^》]*》[；。，]?", name):
        yield Finding(line, "附件名称加了书名号", "请删去“《”“》”", line.text.index("《"))


def labels(document: Document) -> Iterator[Finding]:
    """7.3.7: 附件, or 附件1, 附件2 in order when there are several, in Arabic figures and without a colon."""
    parts = _labelled(document)
    if document.kind in _OWN_ANNEXES:
        return
    for index, part in enumerate(parts, 1):
        line = Printed(part.label, part.line_of("part"))
        right = f"附件{index}" if len(parts) > 1 else "附件"
        if part.label != right:
            yield Finding(line, f"附件标记“{part.label[:20]}”的写法不规范", f"请写作“{right}”")


def agreement(document: Document) -> Iterator[Finding]:
    """7.3.7: the number and title of each 附件 are as in the 附件说明."""
    parts = _labelled(document)
    # What a document forwards may have annexes of its own, listed at its own end.
    names = [name for text in texts(document) for name in _names(text)]
    if not parts or (document.kind in _OWN_ANNEXES and not names):
        return
    if not names:
        first = parts[0]
        yield Finding(
            Printed(first.label, first.line_of("part")),
            "有附件，没有附件说明",
            f"请在正文的文首信息里加上“enclosures: {_LABEL}{first.title[:20] or '…'}”",
        )
        return
    if len(names) != len(parts):
        yield Finding(of(document, "enclosures")[0], f"附件说明列了{len(names)}个附件，后面有{len(parts)}个", "请补上或者删去")
        return
    for part, name in zip(parts, names, strict=True):
        if part.title and bare(part.title) != bare(name):
            yield Finding(of(part, "title")[0], "附件标题与附件说明不同", f"附件说明写的是“{name[:40]}”，请改成一致")


def detached(document: Document) -> Iterator[Finding]:
    """7.3.7: an annex that is bound apart has the 发文字号 of its document before its label."""
    if document.label and not document.number:
        yield Finding(Printed(document.label, document.line_of("label")), "附件另装，没有标明正文的发文字号", "请加上“number: …”")


def _labelled(document: Document) -> tuple[Part, ...]:
    return tuple(part for part in document.parts if part.label)


def _names(text: Text) -> list[str]:
    found = (_ENTRY.fullmatch(line) for line in text.enclosures)
    return [re.sub("[；。，]$", "", match["name"]) for match in found if match and match["name"]]
