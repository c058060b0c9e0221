"""Font file → its header: whether it is whole, whether it may be embedded, and the metrics of its tables.

A few hundred bytes are read with `struct`, so a font is judged before a font library is loaded. Source: the OpenType
specification, "Organization of an OpenType Font" and the chapters of the tables named below.
"""

import struct
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from gen.errors import Diagnostic, FontError, Place, reason

PER_MILLE: Final = 1000
"""An em of PDF's glyph space (ISO 32000-1, 9.2.4)."""

_TRUETYPE: Final = (b"\x00\x01\x00\x00", b"true")
_CFF: Final = b"OTTO"
_COLLECTION: Final = b"ttcf"
_COLLECTION_HEADER: Final = struct.Struct(">4xI")
"""After the tag: the version, and how many fonts there are."""
_WEB_FONTS: Final = (b"wOFF", b"wOF2")
_MOST_TABLES: Final = 256
_REQUIRED: Final = ("cmap", "head", "hhea", "hmtx", "maxp")
HEAD_MAGIC: Final = 0x5F0F3CF5
_LEAST_UNITS: Final = 16
_MOST_UNITS: Final = 16384

_NORMAL_WEIGHT: Final = 400

# OS/2.fsType
_RESTRICTED: Final = 0x0002
_PRINT_OR_EDIT: Final = 0x000C
_NO_SUBSETTING: Final = 0x0100
_BITMAP_ONLY: Final = 0x0200

_REPLACE: Final = "重新取得这个文件，或者换一个字体文件"


class Metrics(Struct, frozen=True):
    """The metrics in a PDF FontDescriptor (ISO 32000-1, 9.8), in thousandths of an em, except `units_per_em`.

    `cap_height` is 0 and `weight` (OS/2.usWeightClass) is 400 if the font does not state them.
    """

    units_per_em: int
    bbox: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float
    fixed_pitch: bool
    weight: int


class Sfnt(Struct, frozen=True):
    """A whole and usable font: its number of glyphs, whether outlines are cubic, its metrics; `styled`: bold or italic."""

    glyphs: int
    cubic: bool
    styled: bool
    metrics: Metrics


def font_count(path: Path) -> int:
    """A font file → the number of fonts in it, more than one in a collection. FontError if it is no font file."""
    try:
        with path.open("rb") as stream:
            return len(_offsets(stream, path))
    except OSError as error:
        raise _unreadable(path, error) from None


def read_sfnt(path: Path, number: int = 0) -> Sfnt:
    """A font of a file → its header.

    FontError, saying what to do, for a file that is no font or not whole, has no outlines or variable ones, or may not
    be embedded.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            offsets = _offsets(stream, path)
            if number >= len(offsets):
                raise _fault(path, f"字体集里只有 {len(offsets)} 款字体", f"# 后面的序号从 0 到 {len(offsets) - 1}")
            tables = _directory(stream, path, offsets[number], size)
            return _judge(path, {tag: _bytes(stream, tables, tag) for tag in ("head", "hhea", "maxp", "OS/2", "post")}, tables)
    except OSError as error:
        raise _unreadable(path, error) from None
    except struct.error:
        raise _fault(path, "字体文件残缺，表的内容不全", _REPLACE) from None


def _offsets(stream: BinaryIO, path: Path) -> list[int]:
    magic = stream.read(4)
    if magic in _TRUETYPE or magic == _CFF:
        return [0]
    if magic in _WEB_FONTS:
        raise _fault(path, "是网页字体（WOFF）", "换成同一字体的 .ttf 或 .otf 文件")
    header = stream.read(_COLLECTION_HEADER.size)
    if magic != _COLLECTION or len(header) < _COLLECTION_HEADER.size:
        raise _fault(path, "不是字体文件", "换成 TrueType 或 OpenType 字体（.ttf .otf .ttc）")
    (count,) = _COLLECTION_HEADER.unpack(header)
    packed = stream.read(4 * min(count, _MOST_TABLES))
    if not packed or len(packed) < 4 * count:
        raise _fault(path, "字体集文件残缺", _REPLACE)
    return list(struct.unpack(f">{count}I", packed))


def _directory(stream: BinaryIO, path: Path, offset: int, size: int) -> dict[str, tuple[int, int]]:
    stream.seek(offset)
    (count,) = struct.unpack(">4xH6x", stream.read(12))
    records = stream.read(16 * count)
    tables = {tag.decode("latin-1"): (start, length) for tag, start, length in struct.iter_unpack(">4s4xII", records)}
    for tag, (start, length) in tables.items():
        if start + length > size:
            raise _fault(path, f"字体文件残缺，{tag.strip()} 表超出文件末尾", _REPLACE)
    return tables


def _bytes(stream: BinaryIO, tables: dict[str, tuple[int, int]], tag: str) -> bytes:
    start, length = tables.get(tag, (0, 0))
    stream.seek(start)
    return stream.read(min(length, 128))


def _judge(path: Path, parts: dict[str, bytes], tables: dict[str, tuple[int, int]]) -> Sfnt:
    absent = [tag for tag in _REQUIRED if not tables.get(tag, (0, 0))[1]]
    if absent:
        raise _fault(path, f"字体文件残缺，没有 {'、'.join(absent)} 表", _REPLACE)
    if "fvar" in tables:
        raise _fault(path, "是可变字体", "先定出一个实例，如 fonttools varLib.instancer 字体 wght=400，再用这个实例")
    cubic = "CFF " in tables or "CFF2" in tables
    if not cubic and not ("glyf" in tables and "loca" in tables):
        raise _fault(path, "没有轮廓，只有点阵或者图片", "换成有轮廓的字体")
    _check_embedding(path, parts["OS/2"])
    magic, units, *box, style = struct.unpack_from(">12xI2xH16x4hH", parts["head"])
    (glyphs,) = struct.unpack_from(">4xH", parts["maxp"])
    if magic != HEAD_MAGIC or not _LEAST_UNITS <= units <= _MOST_UNITS or not glyphs:
        raise _fault(path, "字体文件损坏，head 或 maxp 表不对", _REPLACE)

    def scale(value: int) -> int:
        return round(value * PER_MILLE / int(units))

    ascent, descent = struct.unpack_from(">4x2h", parts["hhea"])
    weight, cap_height = _weight_and_cap_height(parts["OS/2"])
    angle, fixed = struct.unpack_from(">4xi4xI", parts["post"].ljust(16, b"\0"))
    left, bottom, right, top = map(scale, box)
    metrics = Metrics(
        units_per_em=units,
        bbox=(left, bottom, right, top),
        ascent=scale(ascent),
        descent=scale(descent),
        cap_height=scale(cap_height),
        italic_angle=angle / 0x10000,
        fixed_pitch=bool(fixed),
        weight=weight,
    )
    return Sfnt(glyphs, cubic, bool(style & 3), metrics)


def _weight_and_cap_height(os2: bytes) -> tuple[int, int]:
    """`usWeightClass`, and `sCapHeight`, which the table has from version 2."""
    return _field(os2, ">4xH", _NORMAL_WEIGHT), _field(os2, ">88xh", 0)


def _field(table: bytes, layout: str, default: int) -> int:
    """A number of a table, or the default where the table is too short to have it."""
    return int(struct.unpack_from(layout, table)[0]) if len(table) >= struct.calcsize(layout) else default


def _check_embedding(path: Path, os2: bytes) -> None:
    """OS/2.fsType: of several permissions the most generous holds; a font without the table restricts nothing."""
    rights = _field(os2, ">8xH", 0)
    ask = "换一款允许嵌入的字体，或者向字体厂商取得允许嵌入的版本"
    if rights & _RESTRICTED and not rights & _PRINT_OR_EDIT:
        raise _fault(path, "字体的授权不允许嵌入文件（fsType 0x0002）", ask)
    if rights & _NO_SUBSETTING:
        raise _fault(path, "字体的授权不允许取子集（fsType 0x0100）", ask)
    if rights & _BITMAP_ONLY:
        raise _fault(path, "字体的授权只允许嵌入点阵（fsType 0x0200）", ask)


def _fault(path: Path, message: str, hint: str) -> FontError:
    return FontError(Diagnostic("字体", message, Place(str(path)), hint))


def _unreadable(path: Path, error: OSError) -> FontError:
    if isinstance(error, FileNotFoundError):
        return _fault(path, "没有这个字体文件", "检查命令行或者 gen.toml 里的路径")
    return _fault(path, f"字体文件读不出（{reason(error)}）", "检查文件和访问权限")
