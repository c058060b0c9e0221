"""Bytes → text and the name of its encoding, by strict decoding and by what Chinese text looks like.

Sources: RFC 3629 (UTF-8), GB 18030-2022, RFC 2781 (UTF-16).
"""

import codecs
import re
from typing import Final, NoReturn

from gen.errors import Diagnostic, Place, SourceError
from gen.source.characters import HAN

_RULE: Final = "编码"
_MARKS: Final = (
    # UTF-32 before UTF-16: its mark begins with the other's.
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_LIKELY = re.compile(f"[\\s!-~{HAN}\u2000-\u206f\u3000-\u303f\uff00-\uffef·×÷°±§①-⑳Ⅰ-Ⅻ■□○●△▲◆★☆→]+")
_LEAST_LIKELY: Final = 0.9
_HAN_OF_UTF8 = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf])+")
_HAN_IN_ROW = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){6}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_COMMON_OF_GB = re.compile(rb"(?:[\xb0-\xf7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe])+")
_MOST: Final = 0.6
_WINDOW: Final = 24
"""This many bytes, from the damage on, decide whether another encoding begins there."""
_MOST_SAMPLED: Final = 1 << 20

_OF_2022: Final = str.maketrans(
    dict(
        zip(
            map(
                chr,
                (
                    *range(0xE78D, 0xE797),
                    0xE7C7,
                    0xE816,
                    0xE817,
                    0xE818,
                    0xE81E,
                    0xE826,
                    0xE82B,
                    0xE82C,
                    0xE831,
                    0xE832,
                    0xE83B,
                    0xE843,
                    0xE854,
                    0xE855,
                    0xE864,
                ),
            ),
            "︐︒︑︓︔︕︖︗︘︙ḿ𠂇𠂉𠃌龴龵龶龷𡗗龸𢦏龹龺𤇾龻",
            strict=True,
        )
    )
)
"""GB 18030-2022 maps these to characters of Unicode; Python's decoder still maps them to private ones, as in 2000."""


def decode(data: bytes, file: str) -> tuple[str, str]:
    r"""Bytes → their text, with `\n` as every line end and no byte order mark, and the name of the encoding.

    SourceError, with line and byte, if they are empty, damaged, in an unknown encoding, or in two encodings.
    """
    text, name = _decode(data, file)
    text = _LINE_ENDS.sub("\n", text)
    if not text.strip("\ufeff\u200b\x1a \t\n\u3000"):
        raise SourceError(Diagnostic("文件", "文件是空的", Place(file), "请检查文件"))
    return text, name


def _decode(data: bytes, file: str) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), name
            except UnicodeDecodeError as error:
                error.start += len(mark)
                _refuse(data, error, codec, name, file)
    if b"\0" in data:
        return _utf16(data, file)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, file)
    return _short_gb18030(data, text) or (text, "UTF-8")


def _not_utf8(data: bytes, damaged: UnicodeDecodeError, file: str) -> tuple[str, str]:
    """Bytes that are not UTF-8 throughout → text in GB18030, or in UTF-16 without a mark.

    SourceError for damage and for two encodings in one file.
    """
    if _is_mostly_utf8(data) or _HAN_IN_ROW.search(data, 0, damaged.start):
        _refuse(data, damaged, "utf-8", "UTF-8", file)
    mixed = _HAN_IN_ROW.search(data)
    if mixed:
        _refuse(data, UnicodeDecodeError("gb18030", data, *mixed.span(), ""), "gb18030", "GB18030", file)
    wide = _wide(data) if not _is_mostly_gb2312(data) else None
    if wide:
        return wide
    try:
        text = data.decode("gb18030").translate(_OF_2022)
    except UnicodeDecodeError as error:
        _refuse(data, error, "gb18030", "GB18030", file)
    if _likelihood(text) < _LEAST_LIKELY:
        _refuse(data, damaged, "utf-8", "UTF-8", file)
    return text, "GB18030"


def _short_gb18030(data: bytes, text: str) -> tuple[str, str] | None:
    """Decode as GB18030 what is valid UTF-8 by chance (联通): as UTF-8 it has letters that no Chinese document has."""
    if (
        text.isascii()
        or re.search(f"[{HAN}\u3000-\u303f\uff00-\uffef]", text)
        or not all(_COMMON_OF_GB.fullmatch(run) for run in _HIGH.findall(data))
    ):
        return None
    try:
        return data.decode("gb18030"), "GB18030"
    except UnicodeDecodeError:
        return None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII are Han in well-formed UTF-8: any other byte is damage, or another encoding."""
    return _part(data, _HAN_OF_UTF8) > _MOST


def _is_mostly_gb2312(data: bytes) -> bool:
    """Whether most bytes beyond ASCII are the common Han, those of GB 2312: such a text is GB18030."""
    return _part(data, _COMMON_OF_GB) > _MOST


def _part(data: bytes, pattern: re.Pattern[bytes]) -> float:
    sample = data[:_MOST_SAMPLED]
    return sum(map(len, pattern.findall(sample))) / (sum(map(len, _HIGH.findall(sample))) or 1)


def _utf16(data: bytes, file: str) -> tuple[str, str]:
    """Bytes with a NUL → text in UTF-16 without a mark. SourceError for anything else, since it is no text."""
    wide = _wide(data)
    if wide:
        return wide
    offset = data.index(b"\0")
    raise SourceError(
        Diagnostic(
            "格式", f"第{offset + 1}个字节是 NUL，不是文本文件", _place(data, offset, "latin-1", file), "请用 WPS 或 Word 打开，另存为 .docx 再导入"
        )
    )


def _wide(data: bytes) -> tuple[str, str] | None:
    found: list[tuple[float, str, str]] = []
    for codec, name in (("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _likelihood(text) >= _LEAST_LIKELY:
            found.append((_commonness(text), text, name))
    return max(found)[1:] if found else None


def _commonness(text: str) -> float:
    """The share of common characters in a text: with its bytes swapped, 一 is an N and A a rare Han."""
    sample = text[:_MOST_SAMPLED]
    return len(sample.encode("gb2312", "ignore").decode("gb2312")) / (len(sample) or 1)


def _likelihood(text: str) -> float:
    """The share of characters in a text that Chinese documents use; they use no control characters."""
    sample = text[:_MOST_SAMPLED]
    return sum(map(len, _LIKELY.findall(sample))) / (len(sample) or 1)


def _refuse(data: bytes, error: UnicodeDecodeError, codec: str, name: str, file: str) -> NoReturn:
    offset = error.start
    other, wanted = ("GB18030", _COMMON_OF_GB) if codec == "utf-8" else ("UTF-8", _HAN_OF_UTF8)
    match = wanted.match(data, offset, offset + _WINDOW) if codec in {"utf-8", "gb18030"} else None
    place = _place(data, offset, codec, file)
    if match and 2 * (match.end() - offset) >= _WINDOW:
        message = f"文件里有两种编码：前面是 {name}，从第{offset + 1}个字节起像 {other}"
        raise SourceError(Diagnostic(_RULE, message, place, "请分开存成两个文件，或者在编辑器里统一改存为 UTF-8"))
    if re.search("end of data|incomplete|truncated", error.reason):
        message = f"{name} 的最后一个字不完整，在第{offset + 1}个字节"
        raise SourceError(Diagnostic(_RULE, message, place, "文件看来没有传完，请重新取得原件"))
    message = f"第{offset + 1}个字节 0x{data[offset]:02X} 不是 {name}"
    raise SourceError(Diagnostic(_RULE, message, place, "文件可能已经损坏，或者不是文本文件；请对照原件改正，再存为 UTF-8 编码"))


def _place(data: bytes, offset: int, codec: str, file: str) -> Place:
    before = _LINE_ENDS.sub("\n", data[:offset].decode(codec, "replace").removeprefix("\ufeff"))
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
