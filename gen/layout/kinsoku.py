"""Which characters may not start or end a line 避头尾, and which may not be parted (GB/T 15834-2011 5.1; CLREQ, GB style)."""

import re
from typing import Final

NO_START: Final = frozenset(
    "、。，．：；？！”’）》〉」』】〕〗〙〛］｝…—～－·‧・!),.:;>?]}/-~%‰℃℉°″′％＂＇／‐–‖∶｜｀﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞︰︶︺︾﹀﹄〜〞〃々ー¢￠¨ˇˉ›"
)
"""Characters that never start a line 避头: GB/T 15834's, and all that Word keeps off it in Chinese, or its lines would differ."""

NO_END: Final = frozenset("“‘（《〈「『【〔〖〘〚［｛〝([{￥¥＄$£￡€§№·．/／﹙﹛﹝")
"""Characters that never end a line 避尾."""

HANGING: Final = frozenset("，。、；：！？．,.;:!?")
"""Marks that may hang outside the measure where a design has it so; Word and LibreOffice hang the same (CLREQ 3.1.6)."""

OFFICE_NO_START: Final = frozenset("、。，．：；？！”’）》〉」』】〕〗｝!),.:;?]}")
"""Those of NO_START that Word and LibreOffice both keep off the start of a line by default."""
OFFICE_NO_END: Final = frozenset("“‘（《〈「『【〔〖［｛([{")
"""Those of NO_END that Word and LibreOffice both keep off the end of a line by default."""

SPACES: Final = frozenset(" \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
"""A line may break after these, never before; they take no room at a line's end."""

MARKS: Final = NO_START | NO_END | SPACES
"""What does not count as a character of text when a last line is too short."""


def _one_of(characters: frozenset[str]) -> str:
    return "[" + re.escape("".join(sorted(characters))) + "]"


SPACE_RUN: Final = re.compile(_one_of(SPACES) + "+")
COMBINING: Final = r"[\u0300-\u036f\u20d0-\u20f0\u302a-\u302d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]"
"""Combining marks and variation selectors: one character with the one before."""
WORD: Final = r"[!-~À-ÖØ-öø-ɏ\u0300-\u036fͰ-ϿЀ-ӿḀ-ỿ]{2,}"
"""A Latin, Greek or Cyrillic run: a line does not break inside."""
DASHES: Final = r"([—…⸺―─])\1+"
"""A run of one of these is one mark: ——, ……."""

_UNIT: Final = (
    " ?[个多余几]?(?:平方公里|平方千米|平方米|立方米|千瓦时|"
    "年代|年度|周年|月份|分钟|小时|季度|世纪|人次|公斤|千克|毫克|公里|千米|厘米|毫米|公顷|毫升|千瓦|"
    "[年月日号时分秒天周届次期条款项目章节编页岁人户家名件个种类级倍成亿万千百元角吨克斤米亩升伏度%％‰℃℉°㎎㎏㎜㎝㎞㎡㎥]|"
    "[A-Za-z]{1,3}[²³]?(?![A-Za-z]))"
)
_NUMBER: Final = re.compile(
    r"[第约近超逾￥¥$＄£€§№+\-－−±]?"
    r"[0-9０-９]+(?:[ \u2009][0-9]{3}(?![0-9]))*(?:[.,:：．/／~～－–—\-][0-9０-９]+)*"
    f"(?:{_UNIT}){{0,4}}"
)
"""A number with what belongs to it: its sign or 第 before, its own marks inside, its unit after (GB/T 15835)."""

FULL_WIDTH: Final = "“”‘’、-\u3029㐀-䶿一-鿿！-／：-～"
"""For a pattern: most of the characters that are one em wide and stand alone, so no figures, spaces, dashes or combining marks."""
FULL_WIDTH_FIGURES: Final = "０-９"
IDEOGRAPHIC_SPACE: Final = "\u3000"
_COMMON: Final = re.compile(f"[{FULL_WIDTH}{FULL_WIDTH_FIGURES}{IDEOGRAPHIC_SPACE}0-9]*")
"""Text in which there is no Latin word, dash or combining mark to look for, and no other space."""
_WORD: Final = re.compile(WORD)
_DIGIT: Final = re.compile("[0-9０-９]")
_JOINER: Final = re.compile("[\u00a0\u2007\u202f]")
_NOT_FIRST: Final = re.compile(_one_of(NO_START))
_NOT_LAST: Final = re.compile(_one_of(NO_END) + _one_of(SPACES) + "*")
_DASHES: Final = re.compile(DASHES)
_COMBINING: Final = re.compile(COMBINING)

# How strongly a character is bound to the one before it. A run longer than a line has to be cut: at its weakest bond.
FREE: Final = 0
"""A line may break here."""
INSIDE: Final = 1
"""Inside a word, or a number with its unit."""
AT_MARK: Final = 2
"""Before a mark that starts no line, or after one that ends none."""
IN_MARK: Final = 3
"""Inside —— or ……."""
IN_CHARACTER: Final = 4
"""Before a combining mark; before a space, which belongs to the end of a line."""


def bonds(text: str) -> bytearray:
    """Weigh, for every place of a text, how strongly the character after it is bound to the one before: `FREE` … `IN_CHARACTER`."""
    found = bytearray(len(text) + 1)
    mixed = not _COMMON.fullmatch(text)
    if mixed:
        for match in _WORD.finditer(text):
            _bind(found, *match.span(), INSIDE)
        for match in _JOINER.finditer(text):
            found[match.start()] = found[match.end()] = INSIDE
    digit = _DIGIT.search(text)
    if digit:
        for match in _NUMBER.finditer(text, max(0, digit.start() - 1)):
            _bind(found, *match.span(), INSIDE)
    for match in _NOT_LAST.finditer(text):
        found[match.end()] = AT_MARK
    for match in _NOT_FIRST.finditer(text):
        found[match.start()] = AT_MARK
    if mixed:
        _bind_within_marks(found, text)
    else:
        space = text.find(IDEOGRAPHIC_SPACE)
        while space >= 0:
            found[space] = IN_CHARACTER
            space = text.find(IDEOGRAPHIC_SPACE, space + 1)
    return found


def _bind_within_marks(found: bytearray, text: str) -> None:
    for match in _DASHES.finditer(text):
        _bind(found, *match.span(), IN_MARK)
    for match in SPACE_RUN.finditer(text):
        found[match.start() : match.end()] = bytes([IN_CHARACTER]) * len(match[0])
    for match in _COMBINING.finditer(text):
        found[match.start()] = IN_CHARACTER


def _bind(found: bytearray, start: int, end: int, bond: int) -> None:
    found[start + 1 : end] = bytes([bond]) * (end - start - 1)
