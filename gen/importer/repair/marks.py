"""A passage → the edits that restore its full-width marks, only where no other reading is possible.

NFKC or an input method turns full-width marks among Han into half-width ones (GB/T 15834-2011, 5.1). Times, decimals,
amounts, addresses, Latin words and formulae keep their half-width marks.
"""

import html
import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from gen.importer.receive.script import CHINESE, CLOSING, CONTROL, INVISIBLE, OPENING
from gen.importer.repair.edits import Doubt, Edit, Rule
from gen.source.characters import HAN

_NEUTRAL: Final = r"""[\s"'()“”‘’]"""
"""These are skipped in search of the script around a mark."""
_AFTER_CHINESE: Final = rf"(?:(?<=[{CHINESE}])|(?<=[{CHINESE}]{_NEUTRAL})|(?<=[{CHINESE}]{_NEUTRAL}{{2}}))"
_BEFORE_CHINESE: Final = rf"(?={_NEUTRAL}{{0,4}}[{CHINESE}])"
_MARK = re.compile(rf"{_AFTER_CHINESE}[,;:!](?!//)|[,;:!](?!//){_BEFORE_CHINESE}")
_QUESTION = re.compile(rf"{_AFTER_CHINESE}\?")
_SENTENCE_ENDS = re.compile(rf"""[?!？！"')）”’》]*(?:\s*$|[{CLOSING}])""")
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

_BRACKETS = re.compile("[()（）]")
_CHINESE = re.compile(f"[{CHINESE}]")
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile("[A-Za-z]")
_HALF = re.compile('[,;:!?()"＂]|&quot;')
_FORMULA = re.compile(r"[=＝÷√∑∫]|[)）]\s?×(?!×)|(?<!×)×\s?[(（]")
"""A × may also stand for a name that is left out: ××市, ×市."""
_OPERATORS: Final = "＋－×÷＝+=*/^√∑∫<>≤≥"
_INNER_OPERATOR = re.compile("[＋－÷＝+=*/^√∑∫]|(?<!×)×(?!×)")
_FARTHEST: Final = 200
"""In characters: how far into a pair of marks the rules look for Han."""

_QUOTE = re.compile('["＂]|&quot;')
_NOT_QUOTED_FIRST: Final = frozenset("的" + CLOSING)
_TITLE_MARKS = re.compile(rf"[<＜﹤](?P<title>[{HAN}“×][^<>＜＞﹤﹥〈〉《》\n]{{0,{_FARTHEST}}})[>＞﹥]")

_HAN_DIGIT: Final = "一二三四五六七八九"
_WRONG_ZERO: Final = "○◯〇OＯoｏ0０零"
_YEAR = re.compile(rf"(?<![{_HAN_DIGIT}{_WRONG_ZERO}])[一二][{_HAN_DIGIT}{_WRONG_ZERO}]{{3}}(?=年|[〕\]］])")
_ZEROS: Final = frozenset("○◯OＯoｏ0０")
_RADICAL = re.compile("[\u2f00-\u2fd5]")
_CONTROL = re.compile(f"[{CONTROL}]")
_ENTITY = re.compile(r"&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_UNSEEN = re.compile(f"[{INVISIBLE}{CONTROL}\u0085\u2028\u2029]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\ufffd]")
_ADDRESS = re.compile(
    rf'[A-Za-z][A-Za-z0-9+.-]{{1,15}}://[^\s"＂{CHINESE}]+|\bwww\.[^\s"＂{CHINESE}]+|[\w.+-]{{1,64}}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|&#?\w{{2,8}};',
    re.ASCII,
)


def mark_edits(text: str) -> Iterator[Edit]:
    """A passage → the edits to its marks and characters, the surer first; they may overlap."""
    yield from (Edit(*match.span(), "", Rule.CONTROL) for match in _CONTROL.finditer(text))
    yield from _entities(text)
    yield from (Edit(*match.span(), unicodedata.normalize("NFKC", match[0]), Rule.RADICAL) for match in _RADICAL.finditer(text))
    yield from _title_marks(text)
    yield from _zeros(text)
    if _HALF.search(text) and _is_chinese(text):
        yield from _quotes(text)
        addresses = _addresses(text)
        yield from (edit for edit in (*_halves(text), *_brackets(text)) if not _within(edit.start, addresses))


def _is_chinese(text: str) -> bool:
    """Whether a passage has at least as many Han as Latin letters."""
    return len(_HAN.findall(text)) >= len(_LETTER.findall(_ENTITY.sub("", text) if "&" in text else text))


def doubts(text: str) -> Iterator[Doubt]:
    """A passage → the places where a character may be lost, or differs between machines; no rule changes them."""
    for match in _PRIVATE.finditer(text):
        code = f"U+{ord(match[0]):04X}"
        if match[0] == "\ufffd":
            yield Doubt(match.start(), f"有替代字符 {code}，原来的字在转换编码时已经丢失", "请对照原件补上")
        else:
            yield Doubt(match.start(), f"有私用区字符 {code}，照原样保留，换一台机器可能显示成别的字", "请改用有正式编码的同一个字")
    for match in _QUESTION.finditer(text):
        if not _SENTENCE_ENDS.match(text, match.end()) and _HAN.match(text, match.end()):
            yield Doubt(match.start(), "汉字之间有半角问号，可能是转换编码时丢失的字", "请对照原件；如果是问号，请改用全角的 ？")


def _addresses(text: str) -> list[tuple[int, int]]:
    if not ("://" in text or "www." in text or "@" in text or "&" in text):
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def _within(offset: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (offset, sys.maxsize)) - 1
    return index >= 0 and offset < spans[index][1]


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text) if "&" in text else ():
        name = match[0].replace("amp;", "") if match[0] != "&amp;" else match[0]
        after = " " if name == "&sp;" else html.unescape(name)
        if name == "&quot;" or after in {name, "\ufffd"} or len(after) != 1:
            continue
        if _UNSEEN.match(after):
            after = ""
        elif after.isspace():
            after = "\u3000" if after in "\u2003\u3000" else " "
        yield Edit(*match.span(), after, Rule.ENTITY)


def _halves(text: str) -> Iterator[Edit]:
    for match in _MARK.finditer(text):
        yield Edit(*match.span(), _FULL[match[0]], Rule.MARK)
    for match in _QUESTION.finditer(text):
        # A ? between two Han may replace a rare character that was lost.
        if _SENTENCE_ENDS.match(text, match.end()):
            yield Edit(*match.span(), "？", Rule.MARK)


def _brackets(text: str) -> Iterator[Edit]:
    if "(" not in text and ")" not in text:
        return
    formula = bool(_FORMULA.search(text))
    opened: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match[0] in "(（":
            opened.append(match.start())
        elif opened:
            start, end = opened.pop(), match.start()
            half = [offset for offset in (start, end) if text[offset] in "()"]
            if half and (len(half) == 1 or _is_chinese_pair(text, start, end)) and not (formula and _is_term(text, start, end)):
                yield from (Edit(offset, offset + 1, _FULL[text[offset]], Rule.BRACKET) for offset in half)


def _is_chinese_pair(text: str, start: int, end: int) -> bool:
    """Whether brackets contain Han, follow a Han or a Chinese mark, or enclose a label before Han."""
    if _CHINESE.search(text, start + 1, min(end, start + _FARTHEST)):
        return True
    before = text[start - 1] if start else "\n"
    if before.isspace():
        return bool(_HAN.match(text[end + 1 : end + 4].lstrip()))
    return bool(_CHINESE.match(before))


def _is_term(text: str, start: int, end: int) -> bool:
    around = text[max(start - 2, 0) : start].rstrip()[-1:] + text[end + 1 : end + 3].lstrip()[:1]
    return any(character in _OPERATORS for character in around) or bool(_INNER_OPERATOR.search(text, start + 1, min(end, start + _FARTHEST)))


def _quotes(text: str) -> Iterator[Edit]:
    """Pair straight quotation marks in order; if any pair has another reading, the passage stays as it is."""
    found = list(_QUOTE.finditer(text))
    if not found or len(found) % 2:
        return
    edits = []
    for opening, closing in zip(found[::2], found[1::2], strict=True):
        before, after = text[opening.start() - 1 : opening.start()] or "\n", text[closing.end() : closing.end() + 1] or "\n"
        first, last = text[opening.end() : opening.end() + 1], text[closing.start() - 1]
        chinese = [bool(_CHINESE.match(character)) for character in (before, first, last, after)]
        if (
            opening.end() == closing.start()
            or not any(chinese)
            or first.isspace()
            or last.isspace()
            or first in _NOT_QUOTED_FIRST
            or last in OPENING
            or before.isalnum() > chinese[0]
            or after.isalnum() > chinese[3]
        ):
            return
        edits += [Edit(*opening.span(), "“", Rule.QUOTE), Edit(*closing.span(), "”", Rule.QUOTE)]
    yield from edits


def _title_marks(text: str) -> Iterator[Edit]:
    for match in _TITLE_MARKS.finditer(text):
        window = text[max(match.start() - _FARTHEST, 0) : match.start()]
        if window.rfind("《") > window.rfind("》"):
            yield Edit(match.start(), match.start() + 1, "〈", Rule.TITLE_MARK)
            yield Edit(match.end() - 1, match.end(), "〉", Rule.TITLE_MARK)


def _zeros(text: str) -> Iterator[Edit]:
    for match in _YEAR.finditer(text):
        wrong = [offset for offset in range(*match.span()) if text[offset] in _ZEROS]
        if wrong and (match[0][0] == "二" or len(wrong) < len(match[0]) - 1):
            yield from (Edit(offset, offset + 1, "〇", Rule.ZERO) for offset in wrong)
