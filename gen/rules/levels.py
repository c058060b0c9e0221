"""Labelled paragraphs → where labels, levels and lists of 项 break 7.3.3 and the practice of lawmaking."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from gen.document.model import Document, Level, Text, Unit
from gen.rules.printed import Finding, of, of_unit, texts, units
from gen.wording.lines import bare
from gen.wording.numerals import read_numeral, to_han
from gen.wording.patterns import late

_ORDER: Final = (Level.FIRST, Level.SECOND, Level.THIRD, Level.FOURTH)
_PATTERNS: Final = {Level.FIRST: "一、", Level.SECOND: "（一）", Level.THIRD: "1.", Level.FOURTH: "（1）"}
_OUTER: Final = (Level.BOOK, Level.PART, Level.CHAPTER, Level.SECTION)
_WRONG_MARKS: Final = (
    (late("([0-9]{1,2})、"), "{}."),
    (late("([一二三四五六七八九十]{1,3})[.．](?![0-9])"), "{}、"),
    (late("（([一二三四五六七八九十]{1,3})）[、.．，]"), "（{}）"),
    (late("（([0-9]{1,2})）[、.．，]"), "（{}）"),
)
_ARABIC_ARTICLE: Final = late(r"第([0-9]{1,4})条(?=\s)")
_GLUED: Final = late("第[一二三四五六七八九十百]{1,5}[编章节](?=[\u3400-\u9fff])")
_LONGEST_HEADING: Final = 22
_SENTENCE: Final = late("[。；，：！？]")
_NUMERAL: Final = late("[一二三四五六七八九十百]+")


def label_mark(document: Document) -> Iterator[Finding]:
    """7.3.3: 一 has 、 after it, 1 has ., and （一） and （1） have no mark."""
    for text in texts(document):
        for unit in units(text):
            for pattern, proper in _WRONG_MARKS:
                match = pattern.match(unit.text)
                if match:
                    yield Finding(of_unit(unit), f"序数“{match[0]}”后的标点不规范", f"请写作“{proper.format(match[1])}”", match.end() - 1)


def order(document: Document) -> Iterator[Finding]:
    """7.3.3: 一、 then （一） then 1. then （1）, without a gap."""
    for unit, above, missing in _jumps(document):
        if (above, unit.level) != (Level.FIRST, Level.THIRD):
            yield Finding(of_unit(unit), f"“{_PATTERNS[above]}”之下直接用了“{unit.label}”", f"缺少“{_PATTERNS[missing]}”一级，请逐级使用")


def two_levels(document: Document) -> Iterator[Finding]:
    """7.3.3: a text of two levels may use 一、 and 1., though the second level of the standard is （一）."""
    for unit, above, _ in _jumps(document):
        if (above, unit.level) == (Level.FIRST, Level.THIRD):
            yield Finding(of_unit(unit), f"“一、”之下直接用了“{unit.label}”", "只有两层时可以这样用；标准的第二层是“（一）”")
            return


def _jumps(document: Document) -> Iterator[tuple[Unit, Level, Level]]:
    """Each unit that skips a level, the level above it, and the level that it skips."""
    for text in texts(document):
        open_: int | None = None
        for unit in units(text):
            if unit.level in {*_OUTER, Level.ARTICLE}:
                open_ = None
            elif unit.level in _ORDER:
                at = _ORDER.index(unit.level)
                if open_ is not None and at > open_ + 1:
                    yield unit, _ORDER[open_], _ORDER[open_ + 1]
                open_ = at


def heading_mark(document: Document) -> Iterator[Finding]:
    """A heading on a line of its own has no mark at its end, when the others of its level are headings too."""
    for text in texts(document):
        body = units(text)
        # Under articles a line without a mark is an item of a list that has lost its marks.
        if any(unit.level is Level.ARTICLE for unit in body):
            continue
        headings = Counter(unit.level for unit in body if unit.heading)
        for unit, following in pairwise(body):
            title = unit.text[len(unit.label) :]
            alone = title.endswith(("。", "：", "；", "，")) and not _SENTENCE.search(title[:-1]) and len(unit.text) <= _LONGEST_HEADING
            if alone and unit.level in _ORDER and not unit.heading and headings[unit.level] > 1 and following.level != unit.level:
                yield Finding(of_unit(unit), f"标题末尾有标点“{title[-1]}”，同级的其他标题没有", "请删去", len(unit.text) - 1)


def items(document: Document) -> Iterator[Finding]:
    """立法技术规范: the words before a list of 项 end with “：”, each 项 with “；”, the last with “。”."""
    for text in texts(document):
        body = units(text)
        for run in _runs(body):
            yield from _run(body, run)


def _runs(body: Sequence[Unit]) -> Iterator[list[int]]:
    """The indexes of each list （一）（二）… of consecutive paragraphs."""
    run: list[int] = []
    for index, unit in enumerate(body):
        if unit.level is Level.SECOND and not unit.heading:
            if run and _value(unit) != _value(body[run[-1]]) + 1:
                yield run
                run = []
            run.append(index)
        elif unit.level not in {Level.THIRD, Level.FOURTH} and run:
            yield run
            run = []
    if run:
        yield run


def _value(unit: Unit) -> int:
    return read_numeral(unit.label.strip("（）()"))


def _run(body: Sequence[Unit], run: Sequence[int]) -> Iterator[Finding]:
    if not run[1:] or _value(body[run[0]]) != 1:
        return
    before = body[run[0] - 1] if run[0] else None
    ends = [body[index].text[-1] for index in run]
    # 项 that are sentences, each with 。, are right: “；” joins the items of one sentence.
    if all(end in "。：" for end in ends):
        return
    if before and before.level not in _OUTER and before.text[-1] in "。；，":
        yield Finding(of_unit(before), f"以下各项之前的话以“{before.text[-1]}”结尾", "请用“：”", len(before.text) - 1)
    for index, following in zip(run, [*run[1:], 0], strict=True):
        unit = body[index]
        wanted = "。" if not following else "；" if following == index + 1 else "：；"
        if unit.text[-1] not in wanted and not unit.text.endswith(("”", "）", "：")):
            what = "最后一项" if not following else "这一项"
            mark = f"以“{unit.text[-1]}”结尾" if _SENTENCE.match(unit.text[-1]) or unit.text[-1] in "、," else "末尾没有标点"
            yield Finding(of_unit(unit), f"{what}{mark}", f"请用“{wanted[0]}”", len(unit.text) - 1)


def arabic_article(document: Document) -> Iterator[Finding]:
    """立法法 art. 65: articles are numbered in Chinese numerals."""
    for text in texts(document):
        for unit in units(text):
            match = _ARABIC_ARTICLE.match(unit.text)
            if match and int(match[1]):
                yield Finding(of_unit(unit), f"条的序号“{match[0]}”用了阿拉伯数字", f"请写作“第{to_han(int(match[1]))}条”")


def article_gap(document: Document) -> Iterator[Finding]:
    """A full-width space between 第一条 and its words, in all articles alike."""
    for text in texts(document):
        articles = [unit for unit in units(text) if unit.level is Level.ARTICLE and len(unit.text) > len(unit.label)]
        glued = [unit for unit in articles if not unit.text[len(unit.label)].isspace()]
        if glued and len(glued) < len(articles):
            message = f"“{glued[0].label}”后没有空格，全文{len(articles)}条中有{len(glued)}条如此"
            yield Finding(of_unit(glued[0]), message, "条的序号之后空一个全角空格", len(glued[0].label))


def chapter_gap(document: Document) -> Iterator[Finding]:
    """A space between 第一章 and its name; without it the line is no heading."""
    for text in texts(document):
        for unit in units(text):
            match = _GLUED.match(unit.text)
            if match and unit.level is None and len(unit.text) <= _LONGEST_HEADING and not _SENTENCE.search(unit.text):
                hint = f"请写作“{match[0]}　{unit.text[match.end() :]}”，否则会排成普通的一段"
                yield Finding(of_unit(unit), f"“{match[0]}”和名称之间没有空格", hint, match.end())


def contents(document: Document) -> Iterator[Finding]:
    """The 目录 has the headings of the text, all of them."""
    for text in texts(document):
        entries = [line for line in of(text, "contents") if bare(line.text) != "目录"]
        headings = _headings(text)
        if not entries or not headings:
            continue
        said = {bare(heading) for heading in headings}
        for line in entries:
            entry = re.sub(r"[…·.．]*\d*$", "", bare(line.text))
            if entry not in said and re.match("第.+[编章节]", entry):
                yield Finding(line, f"正文里没有目录所列的“{line.text[:30]}”", "请改成与正文的标题一致")
        listed = {re.sub(r"[…·.．]*\d*$", "", bare(line.text)) for line in entries}
        kinds = {entry[match.end()] for entry in listed if (match := re.match("第[一二三四五六七八九十百]+", entry)) and match.end() < len(entry)}
        for heading in headings:
            match = _NUMERAL.search(heading)
            if bare(heading) not in listed and match and heading[match.end() : match.end() + 1] in kinds:
                yield Finding(entries[0], f"目录里没有“{heading[:30]}”", "请补上，或者改成与正文的标题一致")


def _headings(text: Text) -> list[str]:
    return [unit.text for unit in units(text) if unit.level in _OUTER]
