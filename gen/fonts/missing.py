"""A character that no font draws → the fault, with its place, the phrase that it is in, and what to do about it."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gen.errors import Diagnostic, Place
from gen.standard.gb9704 import Face

Runs = Iterable[tuple[Face, str, Place]]
"""Text with its face, and the place of its first character or, without a column, of a line at or before it."""

_HAN_PLANES: Final = range(0x20000, 0x40000)
"""Planes 2 and 3: hanzi, also those that this Python does not know yet."""
_BLOCKS: Final = (
    ("扩展A区", 0x3400, 0x4DBF),
    ("基本区", 0x4E00, 0x9FFF),
    ("兼容区", 0xF900, 0xFAFF),
    ("扩展B区", 0x20000, 0x2A6DF),
    ("扩展C区", 0x2A700, 0x2B73F),
    ("扩展D区", 0x2B740, 0x2B81F),
    ("扩展E区", 0x2B820, 0x2CEAF),
    ("扩展F区", 0x2CEB0, 0x2EBEF),
    ("扩展I区", 0x2EBF0, 0x2EE5F),
    ("兼容补充区", 0x2F800, 0x2FA1F),
    ("扩展G区", 0x30000, 0x3134F),
    ("扩展H区", 0x31350, 0x323AF),
    ("扩展J区", 0x323B0, 0x3347F),
)
"""The blocks of hanzi of Unicode 17."""
_FREE_FONTS: Final = (
    ("遍黑体（Plangothic）", ((0x20000, 0x2A6DF), (0x2A700, 0x2EE5F), (0x30000, 0x3347F))),
    ("字雲（Jigmo.ttf）", ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAD9))),
    ("字雲（Jigmo2.ttf）", ((0x20000, 0x2A6DF), (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2EE5D), (0x2F800, 0x2FA1D))),
    ("字雲（Jigmo3.ttf）", ((0x30000, 0x3134A), (0x31350, 0x323AF))),
    ("花园明朝（HanaMinA.ttf）", ((0x3400, 0x4DB5), (0x4E00, 0x9FEA))),
    ("花园明朝（HanaMinB.ttf）", ((0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0))),
)
"""Free fonts that may be embedded, and the hanzi that each has. Plangothic by its own description (2026-08: all of B …
J), Jigmo by that of 2023-08-16, HanaMin counted in the files of 2017-09-04."""
_EMOJI: Final = ((0x1F000, 0x1FAFF), (0x2B50, 0x2B55), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x2757), (0x2795, 0x27BF))
_IN_PHRASE: Final = "[^\\s，。、；：？！（）《》“”()]"
_MOST: Final = 6
"""Characters of the phrase on each side."""
_EMOJI_SELECTORS: Final = "\ufe0e\ufe0f"
_ADD: Final = "gen fonts --add 字体文件"


class _Found(Struct):
    """A missing character: where it is first, and how often it is there."""

    face: Face
    text: str
    index: int
    place: Place
    count: int


def faults(runs: Runs, draws: Callable[[Face, str], bool]) -> list[Diagnostic]:
    """Runs of text → a fault for each character that its face cannot draw, at the first place where it is.

    `draws` says whether a face draws a character.
    """
    found: dict[str, _Found] = {}
    for face, text, place in runs:
        for character in sorted(set(text) - {"\n"}, key=text.index):  # a table's cells are lines
            if not draws(face, character):
                known = found.setdefault(character, _Found(face, text, text.index(character), place, 0))
                known.count += text.count(character)
    lines = cache(_lines)  # a source is read once here, and again when it has been edited
    return [_fault(character, each, draws, lines) for character, each in found.items()]


def _fault(character: str, found: _Found, draws: Callable[[Face, str], bool], lines_of: Callable[[str], list[str]]) -> Diagnostic:
    text, index, face = found.text, found.index, found.face
    seen = character.isprintable() or ord(character) in _HAN_PLANES
    shown = f"“{character}”" if seen and not _is_mark(character) else "不可见的字符"
    before = re.search(f"{_IN_PHRASE}{{0,{_MOST}}}$", text[:index])
    after = re.match(f"{_IN_PHRASE}{{0,{_MOST}}}", text[index + 1 :])
    phrase = (before[0] if before else "") + character + (after[0] if after else "")
    inside = f"，在“{phrase}”里" if seen and len(phrase) > 1 else ""
    often = f"，共{found.count}处" if found.count > 1 else ""
    block = block_of(character)
    message = f"{face}和备用字体都没有{shown}（U+{ord(character):04X}{block and '，'}{block}）{inside}{often}"
    advice = _advice(character, text[index - 1 : index], lambda other: draws(face, other))
    return Diagnostic("缺字", message, _located(character, index, found.place, lines_of), advice)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}


def block_of(character: str) -> str:
    """A hanzi → its block in Unicode; empty for any other character."""
    code = ord(character)
    return next((name for name, first, last in _BLOCKS if first <= code <= last), "")


def _advice(character: str, before: str, draws: Callable[[str], bool]) -> str:
    """What to do about a missing character; `before` is the one before it."""
    code = ord(character)
    if _is_mark(character):
        return _advice_on_mark(character, before, draws)
    if any(first <= code <= last for first, last in _EMOJI):
        return "公文不用表情符号：删去，或者改用 ☑ ☒ ✓ ★ → 一类的符号"
    usual = unicodedata.normalize("NFKC", character)
    if usual != character and all(map(draws, usual)):
        return f"这是“{usual}”的兼容字符，多半是从 PDF 复制来的；改用“{usual}”"
    fonts = [name for name, ranges in _FREE_FONTS if any(first <= code <= last for first, last in ranges)]
    if fonts:
        return f"核对这个字；确是此字，下载一款有它的免费字体：{'、'.join(fonts)}，再用 {_ADD} 加进来"
    return f"核对这个字；确需此字，找一款有它的字体，用 {_ADD} 加进来"


def _advice_on_mark(character: str, before: str, draws: Callable[[str], bool]) -> str:
    if character in _EMOJI_SELECTORS:
        return "删去它：手机输入的表情符号后面常带着它"
    if unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return f"这是字形选择符，要的是“{before}”的另一种字形，随附的字体不分；删去它，或者改用有正式编码的那个异体字"
    composed = unicodedata.normalize("NFC", before + character)
    return f"改用合成一个字符的“{composed}”" if len(composed) == 1 and draws(composed) else "改用不带这个附加符号的写法"


def _located(character: str, index: int, place: Place, lines_of: Callable[[str], list[str]]) -> Place:
    """The place of a character: its column from that of its run; without one, the file is searched from the run's line on."""
    if place.column:
        return replace(place, column=place.column + index)
    lines = lines_of(place.file)
    for number in [*range(max(place.line, 1), len(lines) + 1), *range(1, place.line)]:
        column = lines[number - 1].find(character) + 1 if number <= len(lines) else 0
        if column:
            return Place(place.file, number, column)
    return place


def _lines(file: str) -> list[str]:
    """The lines of a source, as its reader counts them; none if it cannot be read again."""
    try:
        return Path(file).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, ValueError):
        return []
