"""The bytes of a source → its text, and a fault for each unprintable character and half-width mark beside Chinese.

Sources: RFC 3629 (UTF-8), Unicode general categories, GB/T 15834-2011 (punctuation).
"""

import codecs
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from gen.document.raised import lowered_letters, raised_letters
from gen.source.faults import Faults, Line, Spot
from gen.wording.patterns import late

HAN: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd〇"

_MARKS: Final = (
    # UTF-32 before UTF-16: its mark begins with the other's.
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
    ("--".encode("utf-16-le"), "UTF-16"),
    ("--".encode("utf-16-be"), "UTF-16"),
)
_SAVE_AS_UTF8: Final = "请在编辑器里用“另存为”选 UTF-8 编码再存一次"

REPLACEMENT: Final = "\ufffd"
IDEOGRAPHIC_SPACE: Final = "\u3000"
_BAD_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Zl", "Zp"})
_HAN_PLANES: Final = range(0x20000, 0x3FFFE)
_LAST_OF_A_PLANE: Final = 0xFFFE
_NONCHARACTERS_OF_BMP: Final = range(0xFDD0, 0xFDF0)
_CONTROL_NAMES: Final = {
    "\0": "空字符 NUL",
    "\x08": "退格 BS",
    "\x0b": "垂直制表符 VT",
    "\x0c": "换页符 FF",
    "\x1a": "文件结束符 SUB",
    "\x1b": "ESC",
    "\x7f": "DEL",
    "\x85": "换行符 NEL",
}

_DESCRIPTIONS: Final = {
    "Cc": ("控制字符 {code}", "请删去"),
    "Cf": ("不可见的字符 {code}", "请删去"),
    "Co": ("私用区字符 {code}，换一台机器可能显示成别的字", "请改用有正式编码的同一个字"),
    "Cn": ("未分配的字符 {code}", "请对照原件改正"),
    "换行": ("控制字符 {code}", "请删去，或者改用回车换行"),
    "Zl": ("不可见的换行字符 {code}", "请改用回车换行"),
    "Zp": ("不可见的换行字符 {code}", "请改用回车换行"),
    "非字符": ("非字符 {code}", "请对照原件改正"),
}

_FULL_WIDTH: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", '"': "“ ”", "'": "‘ ’"}


def decode(data: bytes, file: str) -> str:
    r"""The bytes of a source → its text, without a byte order mark, every line end a `\n`.

    SourceError if it is empty or not UTF-8.
    """
    faults = Faults(file)
    for mark, name in _MARKS:
        if data.startswith(mark):
            faults.error("编码", f"文件是 {name} 编码，这里只读 UTF-8", Spot(1), _SAVE_AS_UTF8)
            raise faults.failure()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _with_plain_ends(data[: error.start].decode("utf-8")).removeprefix("\ufeff")
        spot = Spot(before.count("\n") + 1, len(before) - before.rfind("\n"))
        # Han before the bad byte shows that the file is UTF-8 and damaged, whatever it would be in another encoding.
        if not _han().search(before) and _is_gb18030(data):
            faults.error("编码", "文件看来是 GB18030（GBK）编码，这里只读 UTF-8", spot, _SAVE_AS_UTF8)
        else:
            message = f"第{error.start + 1}个字节 0x{data[error.start]:02X} 不是 UTF-8"
            faults.error("编码", message, spot, "文件可能已经损坏，请对照原件改正这里，再存为 UTF-8 编码")
        raise faults.failure() from None
    text = _with_plain_ends(text.removeprefix("\ufeff"))
    if not text or text.isspace():
        faults.error("文件", "文件是空的", Spot(1), "请先写文首信息，再写正文")
        raise faults.failure()
    return text


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@cache
def _han() -> re.Pattern[str]:
    """The pattern of a hanzi, compiled at the first use, since that takes 2 ms."""
    return re.compile(f"[{HAN}]")


def _is_gb18030(data: bytes) -> bool:
    try:
        return bool(_han().search(data.decode("gb18030")))
    except UnicodeDecodeError:
        return False


def screen(lines: Sequence[str], first: int, faults: Faults, tabbed: Container[int] = ()) -> list[str]:
    """Lines of the source, the first numbered `first` → the same with U+FFFD for faulty characters.

    Each is an error. Control, format, private-use and unassigned characters are faulty, and tabs inside a line whose
    number is not among `tabbed`. Tabs are not replaced.
    """
    text = "".join(lines)
    # Of the faulty characters only U+FFFD is printable in Python's sense; of the spaces only U+0020 is.
    if text.replace(IDEOGRAPHIC_SPACE, "").isprintable() and REPLACEMENT not in text:
        return list(lines)
    bad = set(filter(_is_bad, set(text)))
    if not bad:
        return list(lines)
    pattern = re.compile(f"[{re.escape(''.join(sorted(bad)))}]")
    for number, line in enumerate(lines, first):
        inside = range(len(line) - len(line.lstrip()), len(line.rstrip()))
        for match in pattern.finditer(line):
            character = match[0]
            if character != "\t" or (match.start() in inside and number not in tabbed):
                message, hint = _describe(character)
                faults.error("字符", message, Spot(number, match.start() + 1), hint)
    return [pattern.sub(lambda match: match[0] if match[0] == "\t" else REPLACEMENT, line) for line in lines]


def _is_bad(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cn":
        # Planes 2 and 3 have nothing but Han. A newer Unicode than this Python's may have assigned the character, and a
        # rare name must read the same on every machine. A font that lacks it is reported later.
        return ord(character) not in _HAN_PLANES or _is_noncharacter(character)
    return category in _BAD_CATEGORIES or character == REPLACEMENT


def _is_noncharacter(character: str) -> bool:
    return ord(character) & _LAST_OF_A_PLANE == _LAST_OF_A_PLANE or ord(character) in _NONCHARACTERS_OF_BMP


def _describe(character: str) -> tuple[str, str]:
    code = f"U+{ord(character):04X}"
    if character == "\t":
        return "文字中间有制表符", "请改用空格，或者删去"
    if character == REPLACEMENT:
        return f"有替代字符 {code}，原来的字在转换编码时已经丢失", "请对照原件补上"
    category = unicodedata.category(character)
    if _is_noncharacter(character):
        category = "非字符"
    elif character in "\x0b\x0c\x85":
        category = "换行"
    name = _CONTROL_NAMES.get(character) or unicodedata.name(character, "")
    message, hint = _DESCRIPTIONS[category]
    return f"有{message.format(code=code)}" + (f"（{name}）" if name else ""), hint


def check_punctuation(lines: Sequence[Line], faults: Faults) -> None:
    """Warn of each line with half-width marks beside Chinese characters (GB/T 15834-2011, 5.1), and of markup of raised letters."""
    whole = "\n".join([line.text for line in lines])
    if any(sign in whole for sign in _SIGNS_OF_MARKUP):
        _check_raised(lines, faults)
    beside = [place for place in sorted(_places(whole, _FULL_WIDTH)) if _han().search(whole, max(place - 1, 0), place + 2)]
    found: dict[int, list[int]] = {}
    index = before = 0
    for place in beside:
        index += whole.count("\n", before, place)
        before = place
        found.setdefault(index, []).append(place - whole.rfind("\n", 0, place) - 1)
    for index, places in found.items():
        line = lines[index]
        marks = dict.fromkeys(line.text[place] for place in places)
        message = f"汉字旁有{len(places)}处半角标点 {' '.join(marks)}"
        faults.warn("GB/T 15834", message, line.spot(places[0]), f"请改用全角的 {' '.join(map(_FULL_WIDTH.__getitem__, marks))}")


_SIGNS_OF_MARKUP: Final = ("^", "_", "<")
"""No markup is without one of these."""
_MARKUP: Final = late(r"(?i)(?<!\[)\^(?:\{([^{}]*)\}|([0-9A-Za-z]|[-+−]?[0-9]+[-+]?))|_\{([^{}]*)\}|<sup>(.*?)</sup>|<sub>(.*?)</sub>")
"""Raised and lowered letters as other programs have them written: 10^4, x^{n}, CO_{2}, m<sup>3</sup>; `[^1]` is the mark of a note."""


def _check_raised(lines: Sequence[Line], faults: Faults) -> None:
    """Warn of each raised or lowered letter that is written in the markup of another program: it would be printed as it is.

    There is no markup for them here: text is what is printed, and Unicode has the figures, signs and most letters.
    """
    for line in lines:
        for match in _MARKUP.finditer(line.text):
            _warn_of_markup(match, line, faults)


def _warn_of_markup(match: re.Match[str], line: Line, faults: Faults) -> None:
    braced, bare, lowered, raised_tag, lowered_tag = match.groups()
    low = lowered if lowered is not None else lowered_tag
    name, letters = ("下标", low) if low is not None else ("上标", next(text for text in (braced, bare, raised_tag) if text is not None))
    table = lowered_letters() if name == "下标" else raised_letters()
    if letters and all(letter in table for letter in letters):
        hint = f"请直接写{name}字符：“{''.join(map(table.__getitem__, letters))}”"
    else:
        hint = f"请直接写{name}字符，如 {'₀₁₂' if name == '下标' else '⁰¹²³⁻ⁿ'}；没有这个{name}字符的，请改换写法"
    faults.warn("上下标", f"“{match[0]}”是别的程序的{name}写法，在这里会照样印出", line.spot(match.start()), hint)


def _places(text: str, characters: Iterable[str]) -> Iterator[int]:
    """Every place of some rare characters; for these `str.find` is much faster than a pattern."""
    for character in characters:
        place = text.find(character)
        while place >= 0:
            yield place
            place = text.find(character, place + 1)
