"""The bytes of an ICC profile → the printing condition it describes, for the output intent of a PDF/X.

A PDF/X-4 embeds the profile of its printing condition (ISO 15930-7): a name in a registry alone is for X-1a and X-3.
Only the printer knows the press, the paper and so the profile. Source of the fields: ICC.1:2010, 7.2 and 10.
"""

import struct
from typing import Final, NamedTuple

from gen.errors import Diagnostic, Place, SourceError

_HEADER: Final = 128
_MAGIC: Final = b"acsp"
_PRINTER: Final = b"prtr"
_CMYK: Final = b"CMYK"
_NEWEST: Final = 4
"""Version 5 (iccMAX) is newer than PDF/X-4."""
_HINT: Final = "向印刷厂要它的 CMYK 输出特性文件（.icc）"


class PrintingCondition(NamedTuple):
    """An output profile of CMYK: its bytes, and the name of the printing condition that its makers give it."""

    data: bytes
    name: str


def read_condition(data: bytes, file: str) -> PrintingCondition:
    """The bytes of a profile → the profile. SourceError if it is not that of a press in four colours."""
    fault = _fault(data)
    try:
        name = "" if fault else _description(data).strip("\0 ")
    except (struct.error, UnicodeDecodeError):
        name = ""
    if fault or not name:
        message = fault or "没有写明名称（desc），看不出是哪种印刷条件"
        raise SourceError(Diagnostic("特性文件", message, Place(file), _HINT))
    return PrintingCondition(data, name)


def _fault(data: bytes) -> str:
    """What is wrong with the header of a profile, empty if nothing is."""
    if len(data) < _HEADER or data[36:40] != _MAGIC or int.from_bytes(data[:4], "big") != len(data):
        return "不是完整的 ICC 特性文件"
    if data[12:16] != _PRINTER or data[16:20] != _CMYK:
        kind, space = (part.decode("ascii", "replace").strip() for part in (data[12:16], data[16:20]))
        return f"不是 CMYK 输出设备的特性文件（它是 {kind}、{space}）"
    return f"是 ICC 第{data[8]}版，PDF/X-4 只用到第{_NEWEST}版" if data[8] > _NEWEST else ""


def _description(data: bytes) -> str:
    """The tag `desc`: text of version 2, or the first text of version 4; empty without one."""
    (count,) = struct.unpack_from(">I", data, _HEADER)
    for number in range(count):
        tag, start, size = struct.unpack_from(">4sII", data, _HEADER + 4 + 12 * number)
        if tag == b"desc":
            body = data[start : start + size]
            if body[:4] == b"mluc":
                length, offset = struct.unpack_from(">II", body, 20)
                return body[offset : offset + length].decode("utf-16-be")
            (length,) = struct.unpack_from(">I", body, 8)
            return body[12 : 12 + length].decode("ascii")
    return ""
