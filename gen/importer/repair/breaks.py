"""Lines → which of them certainly continue in the next: broken inside brackets, after a comma, or at a full width.

A line without 。 at its end may be complete all the same: a heading, a line of a title, a list of people, a line of a
formula, an event of a 题注. So a missing mark alone proves nothing.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from gen.importer.receive.items import RawLine
from gen.importer.receive.script import CLOSING, width
from gen.source.characters import HAN
from gen.wording.names import may_be_names, name_line
from gen.wording.numerals import HAN_NUMERAL

_LABEL = re.compile(
    rf"\s*(?:第{HAN_NUMERAL}(?:分编|编|章|节|条)|{HAN_NUMERAL}、|[（(](?:{HAN_NUMERAL}|[0-9０-９]{{1,3}})[）)]|[0-9０-９]{{1,3}}[.．、]"
    r"|附[件录图表则：:]|[-*•·●■◆]\s)"
)
_NOT_FIRST: Final = CLOSING + ",;"
_INDENT = re.compile(r"[ \t]*\u3000|\t| {2,}")
_PROSE = re.compile("[，。；：,;:]")
_MARKED = re.compile("[，。；：、,;:]")
_COMMA = re.compile("[，、,]$")
_LONGEST_POETRY: Final = 12
"""Lines of a song or an oath end with commas too, but are shorter than this."""
_LONG: Final = 20
_CONNECTIVE = re.compile(
    "(?:(?<![合兼吞])并|(?<![总共缓饱温平])和|或|(?<![普提触波顾危涉])及|(?<![参给])与|(?<![名大小武主])将"
    "|应当|不得|可以|必须|按照|依照|根据|并且|但是|对于|由于|下列)$"
)
_BRACKET = re.compile("[《（(〔〈》）)〕〉]")
_PAIRS: Final = {"》": "《", "）": "（(", ")": "（(", "〕": "〔", "〉": "〈"}
_MOST_LOOKED_AT: Final = 400
_GOING_ON = re.compile(f"[{HAN}《“0-9]")
_EVENT = re.compile(r"\s*(?:[0-9]{4}|根据|自|经|[〇零一二三四五六七八九]{4})")

_NARROWEST, _WIDEST = 40, 120
"""In half characters: programs break lines at a width between these two."""
_SLACK: Final = 4
_LONGER: Final = 0.03
"""The share of lines that may exceed the width: headings, tables."""
_FEWEST_FULL: Final = 5
_FULL, _MARKED_AMONG_FULL, _ENDED_AMONG_FULL = 0.3, 0.6, 0.3
_ENDED = re.compile("[。！？；：!?;:][”’）》]*$")


class Wrapping(Struct, frozen=True):
    """How a document was wrapped: at `full` half characters (0: not at a width), its paragraphs `indented` or not."""

    full: int = 0
    indented: bool = False


def wrapping_of(lines: Sequence[RawLine]) -> Wrapping:
    """The lines of a document → how a program wrapped them.

    They were wrapped at a width if hardly any line is longer, many are just that long, and these are unfinished running
    text: a list of people has no punctuation, and a line that is a whole paragraph ends with a mark.
    """
    texts = [line.text.rstrip() for line in lines]
    widths = list(map(width, texts))
    longer = max(2, int(len(widths) * _LONGER))
    widest = sorted(widths, reverse=True)[longer] if len(widths) > longer else 0
    if not _NARROWEST <= widest <= _WIDEST:
        return Wrapping()
    indented = [bool(_INDENT.match(text)) for text in texts]
    going_on = [
        texts[index]
        for index in range(len(texts) - 1)
        if widths[index] >= widest - _SLACK and not indented[index + 1] and lines[index + 1].line == lines[index].line + 1
    ]
    full = len(going_on)
    if full < max(_FEWEST_FULL, _FULL * len(texts)) or sum(bool(_MARKED.search(text)) for text in going_on) < _MARKED_AMONG_FULL * full:
        return Wrapping()
    if sum(bool(_ENDED.search(text)) for text in going_on) > _ENDED_AMONG_FULL * full:
        return Wrapping()
    return Wrapping(widest - _SLACK, indented=any(indented))


class OpenParagraph(Struct, frozen=True):
    """A paragraph up to one of its lines: its first character, its last characters, whether it is prose, that line."""

    first: str
    tail: str
    prose: bool
    line: RawLine

    @classmethod
    def begin(cls, line: RawLine) -> "OpenParagraph":
        """A paragraph that begins with this line."""
        return cls(line.text.lstrip()[:1], line.text[-_MOST_LOOKED_AT:], bool(_PROSE.search(line.text)), line)

    def then(self, line: RawLine) -> "OpenParagraph":
        """The same paragraph, continued by a line."""
        tail = (self.tail + line.text)[-_MOST_LOOKED_AT:]
        return OpenParagraph(self.first, tail, self.prose or bool(_PROSE.search(line.text)), line)


def goes_on(paragraph: OpenParagraph, following: RawLine, wrapping: Wrapping) -> bool:
    """Whether a paragraph certainly continues in the following line."""
    text, after = paragraph.line.text.rstrip(), following.text
    start = after.lstrip()
    if "\t" in text.lstrip() or "\t" in start or _are_names(text.strip(), start.rstrip()):
        return False
    if start[0] in _NOT_FIRST or _closes(paragraph, start):
        return True
    indented = bool(_INDENT.match(after))
    if (
        wrapping.full
        and following.line == paragraph.line.line + 1
        and width(text) >= wrapping.full
        and not indented
        and (wrapping.indented or not _LABEL.match(after))
    ):
        return True
    if indented or _LABEL.match(after) or not paragraph.prose:
        return False
    if _COMMA.search(text):
        return len(text.strip()) >= _LONGEST_POETRY
    return len(text.strip()) >= _LONG and bool(_CONNECTIVE.search(text)) and bool(_GOING_ON.match(start))


def _are_names(text: str, following: str) -> bool:
    """Whether the second of two lines is a row of a list of names: it has names alone, with spaces between, or is under such a row."""
    if not may_be_names(following) and not may_be_names(text):
        return False
    below = name_line(following)
    if below is None:
        return False
    above = name_line(text) if may_be_names(text) else None
    return (below.apart and len(below.names) > 1) or (above is not None and len(above.names) > 1)


def _closes(paragraph: OpenParagraph, start: str) -> bool:
    """Whether the next line closes a bracket that is open, unless they are a 题注 with one event a line."""
    opened = _unmatched(paragraph.tail, opening=True)
    if not opened:
        return False
    closed = _unmatched(start[:_MOST_LOOKED_AT], opening=False)
    if closed not in _PAIRS or opened not in _PAIRS[closed]:
        return False
    return not (paragraph.first in "（(" and _EVENT.match(start))


def _unmatched(text: str, *, opening: bool) -> str:
    """The last bracket that stays open (`opening`), or the first that closes none; empty if there is none."""
    stack: list[str] = []
    for mark in _BRACKET.findall(text):
        if mark not in _PAIRS:
            stack.append(mark)
        elif stack and stack[-1] in _PAIRS[mark]:
            stack.pop()
        elif not opening:
            return str(mark)
    return stack[-1] if opening and stack else ""
