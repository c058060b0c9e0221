"""Which characters may not start or end a line 避头尾, and which may not be parted (GB/T 15834-2011 5.1; CLREQ, GB style)."""

import re
from typing import Final

NO_START: Final = frozenset(
    "、。，．：；？！”’）》〉」』】〕〗〙〛］｝…—～·‧・"  # noqa: RUF001 — the marks themselves
    "!),.:;?]}%‰℃°″′％＂＇／‐–〜〞﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞︰々ー°¢￠"  # noqa: RUF001
)
"""Characters that never start a line 避头."""

NO_END: Final = frozenset("“‘（《〈「『【〔〖〘〚［｛〝([{￥¥＄$£￡€§№﹙﹛﹝")  # noqa: RUF001
"""Characters that never end a line 避尾."""

OFFICE_NO_START: Final = frozenset("、。，．：；？！”’）》〉」』】〕〗］｝!),.:;?]}")  # noqa: RUF001
"""Those of NO_START that Word and LibreOffice both keep off the start of a line by default."""
OFFICE_NO_END: Final = frozenset("“‘（《〈「『【〔〖［｛([{")  # noqa: RUF001
"""Those of NO_END that Word and LibreOffice both keep off the end of a line by default."""

INSEPARABLE: Final = frozenset("—…⸺―─")
"""A run of one of these is one mark: ——, ……."""

SPACES: Final = frozenset(" \u3000\u2002\u2003\u2009\t")
"""A line may break after these, never before; they take no room at a line's end."""

MARKS: Final = NO_START | NO_END | SPACES | frozenset("“‘")
"""What does not count as a character of text when a last line is too short."""

_UNIT: Final = (
    "(?:[个多余几]?(?:年代|年度|周年|年|月份|月|日|号|时|分钟|分|秒|小时|天|周|季度|世纪|届|次|期|条|款|项|目|章|节|编|页|岁|人次|人|户|家|名|件|个|种|类|级|"
    "倍|成|亿|万|千|百|元|角|吨|公斤|千克|克|斤|毫克|平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|米|公顷|亩|升|毫升|千瓦时|千瓦|伏|度|"
    "[%％‰℃°]|[A-Za-z]{1,3}[²³]?(?![A-Za-z])){1,4})"  # noqa: RUF001
)
_GLUED: Final = re.compile(
    r"[第约近超逾￥¥$＄£€§№+\-−±]?"  # noqa: RUF001
    r"[0-9０-９]+(?:[.,:：．，/／~～－–—\-][0-9０-９]+)*" + _UNIT + "?"  # noqa: RUF001
)
"""A number with what belongs to it: its sign or 第 before, its own marks inside, its unit after."""

_WORD: Final = re.compile(r"[!-~À-ÖØ-öø-ɏͰ-ϿЀ-ӿ]{2,}")
"""Latin, Greek and Cyrillic runs: a line does not break inside."""

_DIGIT: Final = re.compile(r"[0-9０-９]")  # noqa: RUF001


def unbreakable(text: str) -> bytearray:
    """A text → one byte a position: 1 where no line may break before the character there (position 0 included)."""
    size = len(text)
    fixed = bytearray(size)
    if not size:
        return fixed
    fixed[0] = 1
    previous = ""
    for position, character in enumerate(text):
        if (
            character in NO_START
            or character in SPACES
            or previous in NO_END
            or (character == previous and character in INSEPARABLE)
            or "\u0300" <= character <= "\u036f"
            or "\ufe00" <= character <= "\ufe0f"
            or "\U000e0100" <= character <= "\U000e01ef"
        ):
            fixed[position] = 1
        previous = character
    for match in _WORD.finditer(text):
        _glue(fixed, *match.span())
    if _DIGIT.search(text):
        for match in _GLUED.finditer(text):
            _glue(fixed, *match.span())
    return fixed


def _glue(fixed: bytearray, start: int, end: int) -> None:
    fixed[start + 1 : end] = b"\1" * (end - start - 1)
