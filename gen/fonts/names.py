"""Folders → the fonts in them by the names in their name tables, never by file name.

Reading the name tables of a thousand fonts takes seconds, so they are cached by path, size and time.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct, convert, to_builtins

from gen.errors import FontError
from gen.fonts.sfnt import font_count
from gen.standard.gb9704 import Face
from gen.workspace.cache import Cache

KNOWN_NAMES: Final[dict[Face, tuple[str, ...]]] = {
    Face.XIAOBIAOSONG: ("方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FZXiaoBiaoSong-B05S"),
    Face.FANGSONG: ("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "FZFangSong-Z02", "仿宋", "FangSong"),
    Face.KAI: ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "FZKai-Z03", "楷体", "KaiTi"),
    Face.HEI: ("方正黑体_GBK", "FZHei-B01", "黑体", "SimHei"),
    Face.SONG: ("宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01"),
}
"""The fonts offices hold licences for, best first, each by its Chinese name and then by the English one in the same
name table."""

SUFFIXES: Final = (".ttf", ".otf", ".ttc", ".otc")
_NAME_IDS: Final = (1, 4, 6, 16)
"""Family, full name, PostScript name, typographic family (OpenType specification, name table)."""
_INDEX: Final = "index 2"
"""The key of the cached index; another number where its form is another."""


class NamedFont(Struct, frozen=True):
    """One font of a file and all its names, folded; `styled` is bold or italic.

    A file whose names cannot be read has none.
    """

    path: Path
    number: int
    names: frozenset[str]
    styled: bool = False


def find(face: Face, fonts: Sequence[NamedFont]) -> list[NamedFont]:
    """A face → the fonts that bear one of its names, best first.

    They are in the order of the known names, upright regular ones before others.
    """
    found = []
    for rank, name in enumerate(KNOWN_NAMES[face]):
        folded = name.casefold()
        found += [(rank, font.styled, str(font.path), font) for font in fonts if folded in font.names]
    ordered = [font for *_, font in sorted(found, key=lambda row: row[:3])]
    return list(dict.fromkeys(ordered))


class _Entry(Struct, frozen=True, array_like=True):
    """A file in the index: its size and time when it was read, and each font's names and whether it is styled."""

    size: int
    mtime_ns: int
    fonts: list[tuple[list[str], bool]]


def survey(folders: Sequence[Path]) -> list[NamedFont]:
    """Folders → all the fonts in and under them, in the order of their paths.

    It skips files that it cannot read, and raises nothing.
    """
    import json

    cache = Cache("font-names")
    known = convert(json.loads(cache.get(_INDEX) or "{}"), dict[str, _Entry])
    changed = False
    fonts = []
    for path, status in _files(folders):
        key = os.path.abspath(path)  # noqa: PTH100 — resolve() asks the disk for every folder of the path
        entry = known.get(key)
        if entry is None or (entry.size, entry.mtime_ns) != (status.st_size, status.st_mtime_ns):
            changed = True
            read = [(sorted(font.names), font.styled) for font in read_names(path)]
            entry = known[key] = _Entry(status.st_size, status.st_mtime_ns, read)
        fonts += [NamedFont(path, number, frozenset(names), styled) for number, (names, styled) in enumerate(entry.fonts)]
    if changed:
        present = {key: entry for key, entry in known.items() if Path(key).exists()}
        cache.put(_INDEX, json.dumps(to_builtins(present)))  # in ASCII, which holds paths that are not UTF-8 too
    return fonts


def read_names(path: Path) -> list[NamedFont]:
    """A font file → its fonts with their names; no names if they cannot be read. It raises nothing."""
    import logging

    from fontTools.ttLib import TTFont

    remarks = logging.getLogger("fontTools")
    if not remarks.handlers:
        # Without one, what fontTools has to say of the machine's fonts goes to the user's terminal.
        remarks.addHandler(logging.NullHandler())
    fonts = []
    try:
        count = font_count(path)
        # Opened here and not by TTFont, which leaves a damaged file open.
        with path.open("rb") as stream:
            for number in range(count):
                font = TTFont(stream, lazy=True, fontNumber=number)
                names = {str(record).strip().casefold() for record in font["name"].names if record.nameID in _NAME_IDS}
                fonts.append(NamedFont(path, number, frozenset(names - {""}), bool(font["head"].macStyle & 3)))
    except (FontError, OSError):
        return [NamedFont(path, 0, frozenset())]
    except Exception:  # noqa: BLE001 — on a damaged file fontTools raises whatever its parsers meet
        return [NamedFont(path, 0, frozenset())]
    return fonts


def _files(folders: Sequence[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    """Walk the folders, each once: distributions link font folders into one another."""
    visited = set()
    for folder in folders:
        for parent, inner, names in os.walk(folder, followlinks=True):
            real = os.path.realpath(parent)
            if real in visited:
                inner.clear()
                continue
            visited.add(real)
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                    path = Path(parent, name)
                    with suppress(OSError):
                        yield path, path.stat()
