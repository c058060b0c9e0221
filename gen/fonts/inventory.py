"""Chain → the table of `gen fonts`: which file draws which face, its origin, its licence, its number of hanzi."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from gen.fonts.chain import FontFile, Origin
from gen.fonts.fallback import Fonts
from gen.fonts.typeface import Typeface
from gen.standard.gb9704 import Face

GB2312_HANZI: Final = 6763
LICENSES: Final = {
    "GongwenFangSong-Regular.ttf": "Fandol-COPYING.GPLv3+font-exception.txt",
    "GongwenFangSongLatin-Light.ttf": "SourceSerif4-OFL.txt",
    "GongwenKai-Regular.ttf": "Fandol-COPYING.GPLv3+font-exception.txt",
    "GongwenKaiLatin-Light.ttf": "LXGWWenKai-1.311-OFL.txt",
    "GongwenKaiSupplement-Light.ttf": "LXGWWenKai-1.311-OFL.txt",
    "GongwenSongLatin-Regular.ttf": "SourceSerif4-OFL.txt",
    "GongwenSymbols-Regular.ttf": "Noto-OFL.txt",
    "GongwenWestern-Bold.ttf": "LiberationSerif-OFL-debian-copyright.txt",
    "GongwenWestern-Regular.ttf": "LiberationSerif-OFL-debian-copyright.txt",
    "LiberationSerif-Regular.ttf": "LiberationSerif-OFL-debian-copyright.txt",
    "NotoSansSC-Medium.subset.ttf": "NotoSansSC-OFL.txt",
    "NotoSerifHK-Regular.supplement.ttf": "NotoSerifHK-OFL.txt",
    "NotoSerifJP-Regular.supplement.ttf": "NotoSerifJP-OFL.txt",
    "NotoSerifSC-Bold.subset.ttf": "NotoSerifSC-OFL.txt",
    "NotoSerifSC-Regular.subset.ttf": "NotoSerifSC-OFL.txt",
}
_LICENSE_IDS: Final = (13, 14)
"""License description, license URL (OpenType specification, name table)."""


class Row(Struct, frozen=True):
    """One file of one face.

    `name` is the font's own full name, `order` its place in the face's chain from 1, `covered` how many of the 6 763
    hanzi of GB 2312 it has.
    """

    face: Face
    order: int
    name: str
    path: Path
    origin: Origin
    license: str
    covered: int


def report(fonts: Fonts) -> list[Row]:
    """A chain's fonts → rows, face by face in the order of the chain. FontError for a file that cannot be used."""
    hanzi = gb2312_hanzi()
    return [_row(face, order, file, fonts.typeface(file), hanzi) for face, files in fonts.chain.files for order, file in enumerate(files, 1)]


def _row(face: Face, order: int, file: FontFile, typeface: Typeface, hanzi: frozenset[int]) -> Row:
    covered = 0 if file.part else len(typeface.characters & hanzi)
    return Row(face, order, typeface.full_name, file.path, file.origin, _license(file, typeface), covered)


def _license(file: FontFile, typeface: Typeface) -> str:
    if file.origin is Origin.BUNDLED:
        return f"LICENSES/{LICENSES[file.path.name]}"
    texts = map(typeface.name, _LICENSE_IDS)
    return next((text.splitlines()[0] for text in texts if text), "未注明")


def gb2312_hanzi() -> frozenset[int]:
    """The hanzi of GB 2312-80, rows 16 … 87, from Python's codec; five cells of row 55 are empty."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 88) for cell in range(1, 95))
    return frozenset(ord(text) for text in (cell.decode("gb2312", "ignore") for cell in cells) if text)
