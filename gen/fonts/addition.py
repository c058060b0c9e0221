"""A font file → the workspace's `fonts/`, and what it adds: the faces that it serves, or the characters nobody else has."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from gen.errors import Diagnostic, FontError, Place
from gen.fonts import names
from gen.fonts.chain import FontFile, Origin
from gen.fonts.fallback import Fonts
from gen.fonts.missing import block_of
from gen.fonts.sfnt import font_count, read_sfnt
from gen.fonts.typeface import Typeface
from gen.standard.gb9704 import Face

SUFFIXES: Final = names.SUFFIXES


class Addition(Struct, frozen=True):
    """A font file that a workspace may take.

    `faces` are those whose names it bears. `added` counts the characters that no font of the body face had, by block of
    hanzi; other characters are under 其他字符.
    """

    data: bytes
    name: str
    faces: tuple[Face, ...]
    added: tuple[tuple[str, int], ...]


def examine(path: Path, fonts: Fonts) -> Addition:
    """A font file, and the fonts of a workspace → what the file would add. FontError for one that cannot be used.

    It must be a font with outlines whose licence bits allow embedding (OS/2, fsType).
    """
    if path.suffix.lower() not in SUFFIXES:
        raise FontError(Diagnostic("字体", "不是字体文件", Place(str(path)), f"只收 {' '.join(SUFFIXES)}"))
    has: set[int] = set()
    full_names: list[str] = []
    for number in range(font_count(path)):
        read_sfnt(path, number)
        typeface = Typeface(FontFile(path, Origin.GIVEN, number))
        has |= typeface.characters
        full_names.append(typeface.full_name)
    body = fonts.fallback(Face.FANGSONG)
    counts: dict[str, int] = {}
    for code in sorted(has):
        if body[chr(code)] is None:
            block = block_of(chr(code)) or "其他字符"
            counts[block] = counts.get(block, 0) + 1
    found = names.read_names(path)
    faces = tuple(face for face in Face if names.find(face, found))
    return Addition(path.read_bytes(), "、".join(full_names), faces, tuple(counts.items()))
