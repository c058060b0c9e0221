"""Text → where a line may not break: at marks 避头尾, and inside a run (GB/T 15834-2011 5.1; CLREQ)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gen.wording.patterns import late

NO_START: Final = frozenset(
    "、。，．：；？！”’）》〉」』】〕〗〙〛］｝…—～－·‧・!),.:;>?]}/-~%‰℃℉°″′％＂＇／‐–‖∶｜｀﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞︰︶︺︾﹀﹄〜〞〃々ー¢￠¨ˇˉ›"
)
"""Characters that never start a line 避头: those of GB/T 15834, and those that Word keeps off it in Chinese."""

NO_END: Final = frozenset("“‘（《〈「『【〔〖〘〚［｛〝([{￥¥＄$£￡€§№·．/／﹙﹛﹝")
"""Characters that never end a line 避尾."""

HANGING: Final = frozenset("，。、；：！？．,.;:!?")
"""Marks that may hang outside the measure if the design lets them; Word and LibreOffice hang the same (CLREQ 3.1.6)."""

OFFICE_NO_START: Final = frozenset("、。，．：；？！”’）》〉」』】〕〗｝!),.:;?]}")
"""Those of NO_START that Word and LibreOffice both keep off the start of a line by default."""
OFFICE_NO_END: Final = frozenset("“‘（《〈「『【〔〖［｛([{")
"""Those of NO_END that Word and LibreOffice both keep off the end of a line by default."""

_OPENING_QUOTES: Final = frozenset("“‘")
_CLOSING_QUOTES: Final = frozenset("”’")
_FIRST_EAST_ASIAN: Final = "⺀"
"""The first character of the East Asian blocks: × ÷ ① Ⅱ √ ○, letters and figures come before it."""
_PARTS_AFTER: Final = frozenset(",.:;!?-–—…§°")
"""Marks before `_FIRST_EAST_ASIAN` after which every program may end a line."""

SPACES: Final = frozenset(" \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
"""A line may break after these, never before; they take no room at a line's end."""

MARKS: Final = NO_START | NO_END | SPACES
"""Characters that do not count when a last line is too short."""


COMBINING: Final = r"[\u0300-\u036f\u20d0-\u20f0\u302a-\u302d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]"
"""Combining marks and variation selectors, which are one with the character before."""
_LETTER: Final = r"[!-~ª²³µ¹ºÀ-ÖØ-öø-ɏʰ-˿\u0300-\u036fͰ-ϿЀ-ӿᴀ-ᶿḀ-ỿ⁰-₟]"
WORD: Final = f"{_LETTER}{_LETTER}+"
"""A Latin, Greek or Cyrillic run of two or more characters, in which a line does not break, but for addresses."""
_ADDRESS: Final = late(r"(?a:(?:https?|ftp)://[!-~]+|www\.[!-~]+|[\w.+-]+@[\w-]+\.[!-~]+)")
_ADDRESS_PARTS: Final = late(r"(?<=[/?&=\-._@#:%+,;~])(?=[0-9A-Za-z])")
"""Where an address may be parted, without a hyphen, which a reader would type too."""
_PARTS_OF_LONG: Final = late(r"(?<=[A-Za-z]{4}[-/])(?=[A-Za-z]{4})")
"""Where a Latin run of `_LONG` characters or more may be parted."""
_LONG: Final = 16
_LONG_STRING: Final = 24
"""An address may be parted anywhere in a string without marks that is longer."""
_LEAST_PART: Final = 4
"""Characters that an address has at least on each side of a place where it is parted."""
DASHES: Final = r"([—…⸺―─])\1+"
"""A run of one of these is one mark: ——, ……."""

_UNIT: Final = (
    " ?[个多余几]?(?:平方公里|平方千米|平方米|立方米|千瓦时|"
    "年代|年度|周年|月份|分钟|小时|季度|世纪|人次|公斤|千克|毫克|公里|千米|厘米|毫米|公顷|毫升|千瓦|"
    "[年月日号时分秒天周届次期条款项目章节编页岁人户家名件个种类级倍成亿万千百元角吨克斤米亩升伏度%％‰℃℉°㎀-㏟]|"
    "[A-Za-zμµΩ]{1,3}[²³]?(?![A-Za-z]))"
)
_NUMBER: Final = re.compile(
    r"[第约近超逾￥¥$＄£€§№+\-－−±≥≤≈＜＞]?"
    r"[0-9０-９]+(?:[ \u2009][0-9]{3}(?![0-9]))*(?:[.,:：．/／~～－–—\-][0-9０-９]+)*"
    "(?:[×·]10(?=[⁰¹²³⁴-⁹⁻⁺]))?[⁰¹²³⁴-⁹⁻⁺]*"
    f"(?:{_UNIT}){{0,4}}"
)
"""A number with what belongs to it: its sign or 第 before, its own marks inside, its unit after (GB/T 15835)."""

IDEOGRAPHIC_SPACE: Final = "\u3000"
NOT_FULLWIDTH: Final = re.compile("[^“”‘’\u3000-\u3029㐀-䶿一-鿿！-／：-～]")
"""A character that is not one em wide, or that is part of a number: a figure, letter, narrow space, dash.

So full-width figures match too: a number keeps its unit. The hanzi of the rarer ranges match as well, though they are
one em wide; they are measured.
"""
_FIGURES: Final = frozenset("0123456789０１２３４５６７８９")
_DIGIT: Final = re.compile("[0-9０-９]")
_WORDS: Final = re.compile(WORD)
_JOINERS: Final = late("[\u00a0\u2007\u202f]")
_DASHES: Final = re.compile(DASHES)
_DOTS: Final = "·•‧・"
"""The dots between the parts of a name."""
_PART: Final = f"[^\x00-\x7f{_DOTS}、，；：。！？（）《》〈〉“”‘’\u3000…—]"
_BEFORE_NAME: Final = "任命|免去|接受|决定|补选|选举|批准|撤销|罢免|代表|委员|主任|同意|提名"
_DOTTED: Final = late(
    f"(?:^|(?<=[、，；：。（“《\u3000 ])|(?<={_BEFORE_NAME}))(?:(?!{_BEFORE_NAME}){_PART}){{1,10}}?(?:[{_DOTS}]{_PART}{{1,10}}?)+"
    "(?=[为的（、，；：。！？）”\u3000 ]|同志|等|辞去|担任|当选|任|$)"
)
"""A name with a · whose beginning and end the words around it tell: 任命买买提·艾力为."""
_COMBINING: Final = re.compile(COMBINING)

# Break penalties: how bad it is to end a line before a character.
# A run that is longer than a line is cut where its penalty is least.
FREE: Final = 0
"""A line may end here."""
INSIDE: Final = 1
"""Inside a word, or a number with its unit."""
AT_MARK: Final = 2
"""Before a mark that starts no line, or after one that ends none."""
IN_MARK: Final = 3
"""Inside —— or ……."""
IN_CHARACTER: Final = 4
"""Before a combining mark; before a space, which belongs to the end of a line."""
_PARTED: Final = 5
"""Inside an address, where it may be parted."""


class BreakPenalties:
    """A text → the penalty of ending a line before each character: `FREE` … `IN_CHARACTER`.

    The stretches `whole`, such as names, are bound like a word.
    """

    __slots__ = ("_text", "_within")

    def __init__(self, text: str, whole: Sequence[tuple[int, int]] = ()) -> None:
        self._text = text
        self._within = _within(text)
        for start, end in whole:
            for place in range(start + 1, end):
                self._within[place] = self._within[place] or INSIDE

    def __getitem__(self, place: int) -> int:
        """The penalty of one place: by the run around it, then by the characters on its sides."""
        text, within = self._text, self._within[place]
        if within == _PARTED:
            return FREE
        character = text[place]
        if character in SPACES:
            return IN_CHARACTER
        if within > AT_MARK:
            return within
        before = place - 1
        while before > 0 and text[before] in SPACES:
            before -= 1
        return AT_MARK if character in NO_START or text[before] in NO_END else within


def mark_penalty(text: str, place: int) -> int:
    """The penalty of a place where marks alone decide."""
    return AT_MARK if text[place] in NO_START or text[place - 1] in NO_END else FREE


def is_shunned(text: str, place: int) -> bool:
    """Whether some office programs refuse to end a line where our rules, and other programs, end one.

    LibreOffice from 24.8 on goes by the Unicode line breaking algorithm (UAX #14) too. It parts nothing but a space from
    a quotation mark “ ” ‘ ’; and to it ×, ÷, ①, Ⅱ and √ are letters, which stay together with letters and figures.
    """
    before, after = text[place - 1], text[place]
    if before in SPACES:
        return False
    if after in _OPENING_QUOTES or before in _CLOSING_QUOTES:
        return True
    letters = before < _FIRST_EAST_ASIAN and after < _FIRST_EAST_ASIAN and before not in _PARTS_AFTER
    return letters and not parts_latin_run(text, place)


def parts_latin_run(text: str, end: int) -> bool:
    """Whether a line that ends at `end` parts a Latin run, an address or a word longer than a line.

    Word and WPS do so only in a paragraph that allows it (`w:wordWrap`), and there wherever a line is full.
    """
    return "!" <= text[end - 1] <= "~" and "!" <= text[end : end + 1] <= "~"


def _within(text: str) -> bytearray:
    """The penalty of every place inside a word, a number with its units, ——, …… or a composed character."""
    found = bytearray(len(text) + 1)
    _bind_words(found, text)
    for match in _JOINERS.finditer(text):
        found[match.start()] = found[match.end()] = INSIDE
    stop = 0
    while digit := _DIGIT.search(text, stop):
        start = digit.start()
        signed = start > stop and _NUMBER.match(text, start - 1)
        start, stop = (signed or _NUMBER.match(text, start) or digit).span()
        _bind(found, start, stop, INSIDE)
    for start, end in addresses(text):
        for place in _parts(text, start, end):
            found[place] = _PARTED
    for match in _DASHES.finditer(text):
        _bind(found, *match.span(), IN_MARK)
    for match in _COMBINING.finditer(text):
        found[match.start()] = IN_CHARACTER
    return found


def _bind_words(found: bytearray, text: str) -> None:
    """Bind what is inside a word or a name with a ·; a long Latin run may be parted after its marks."""
    for match in _WORDS.finditer(text):
        start, stop = match.span()
        _bind(found, start, stop, INSIDE)
        if stop - start >= _LONG:
            for part in _PARTS_OF_LONG.finditer(text, start, stop):
                found[part.start()] = _PARTED
    for match in _DOTTED.finditer(text) if has_dot(text) else ():
        _bind(found, *match.span(), INSIDE)


def addresses(text: str) -> list[tuple[int, int]]:
    """The addresses of the internet in a text, of pages and of mail: where each starts and ends."""
    if "." not in text or not ("://" in text or "www." in text or "@" in text):
        return []  # by far most texts; a single character is found fastest
    return [match.span() for match in _ADDRESS.finditer(text)]


def _parts(text: str, start: int, end: int) -> Iterator[int]:
    """The places where the address text[start:end] may be parted: after its marks, and anywhere in a long string without one."""
    before = start
    for place in [match.start() for match in _ADDRESS_PARTS.finditer(text, start, end)] + [end]:
        if place - before > _LONG_STRING:
            yield from range(before + _LEAST_PART, place - _LEAST_PART + 1)
        if start + _LEAST_PART <= place <= end - _LEAST_PART:
            yield place
        before = place


def number_end(text: str, others: Sequence[int]) -> int:
    """The place where the last number of a text ends, with its units, or 0.

    `others` are the places of the text's matches of `NOT_FULLWIDTH`.
    """
    for place in reversed(others):
        if text[place] in _FIGURES:
            match = _NUMBER.match(text, place)
            return match.end() if match else 0
    return 0


def has_dot(text: str) -> bool:
    """Whether a text has one of `_DOTS`; four searches for one character are faster than one for four."""
    return "·" in text or "•" in text or "‧" in text or "・" in text


def dotted_end(text: str) -> int:
    """The place where the last name with a · ends in a text, or 0."""
    if not has_dot(text):
        return 0
    return max((match.end() for match in _DOTTED.finditer(text)), default=0)


def _bind(found: bytearray, start: int, end: int, penalty: int) -> None:
    found[start + 1 : end] = bytes([penalty]) * (end - start - 1)
