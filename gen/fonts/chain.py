"""Workspace → for each face, the font files that may draw a character, in order: the user's, then the bundled ones."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from gen.errors import Diagnostic, FontError, Place
from gen.fonts import names
from gen.fonts.sfnt import font_count, read_sfnt
from gen.standard.gb9704 import Face
from gen.standard.western import western_advances
from gen.workspace.platform_folders import system_folders
from gen.workspace.workspace import Workspace, packaged


class Origin(StrEnum):
    """Where a font file came from."""

    GIVEN = "指定"
    """the command line or `gen.toml`"""
    WORKSPACE = "本项目"
    """the workspace's `fonts/`"""
    SYSTEM = "系统"
    BUNDLED = "随附"


class Part(StrEnum):
    """The characters for which a font is in a chain."""

    ALL = ""
    LATIN = "latin"
    """U+0020 … U+007E where the face draws only the letters and figures of a text in another face"""
    WESTERN = "western"
    """those of `western_advances`: raised and lowered letters, Greek, Cyrillic"""

    def has(self, character: str, *, latin: bool = False) -> bool:
        """Whether the font may draw a character; `latin`: its face is that of the letters and figures of another face's text."""
        if self is Part.ALL:
            return True
        return latin and " " <= character <= "~" if self is Part.LATIN else character in western_advances()


class FontFile(Struct, frozen=True):
    """One font of a file as it was when the chain was made; `part` says for which characters it is there."""

    path: Path
    origin: Origin
    number: int = 0
    size: int = 0
    mtime_ns: int = 0
    part: Part = Part.ALL


class Chain(Struct, frozen=True):
    """The files of each face, in the order in which they are asked for a character.

    `skipped` are warnings: system fonts that bear a face's name and cannot be used.
    """

    files: tuple[tuple[Face, tuple[FontFile, ...]], ...]
    skipped: tuple[Diagnostic, ...] = ()

    def of(self, face: Face) -> tuple[FontFile, ...]:
        """The files of one face."""
        return dict(self.files)[face]


MAIN: Final[dict[Face, str]] = {
    Face.FANGSONG: "GongwenFangSong-Regular.ttf",
    Face.KAI: "GongwenKai-Regular.ttf",
    Face.HEI: "NotoSansSC-Medium.subset.ttf",
    Face.XIAOBIAOSONG: "NotoSerifSC-Bold.subset.ttf",
    Face.SONG: "NotoSerifSC-Regular.subset.ttf",
}
SUPPLEMENT: Final = "GongwenKaiSupplement-Light.ttf"
LAST: Final = ("NotoSerifSC-Regular.subset.ttf", "NotoSerifJP-Regular.supplement.ttf", "NotoSerifHK-Regular.supplement.ttf")
"""One design, three repertoires: GB 18030-2022 level 2, then what only the Japanese and the Hong Kong sets have."""
LATIN: Final[dict[Face, str]] = {
    Face.FANGSONG: "GongwenFangSongLatin-Light.ttf",
    Face.KAI: "GongwenKaiLatin-Light.ttf",
    Face.SONG: "GongwenSongLatin-Regular.ttf",
}
"""Letters and figures as dark as the hanzi, as wide as the layout has them; those of 宋体 are for the folio, whose figures are half an em (7.5)."""
TIMES: Final = "LiberationSerif-Regular.ttf"
"""The letters and figures where a document wants Times New Roman; letters with accents are last taken from it."""
WESTERN: Final = "GongwenWestern-Regular.ttf"
BOLD_WESTERN: Final = "GongwenWestern-Bold.ttf"
"""That of the two bold faces."""
SYMBOLS: Final = "GongwenSymbols-Regular.ttf"

_BUNDLED: Final = frozenset({*MAIN.values(), SUPPLEMENT, *LATIN.values(), *LAST, TIMES, WESTERN, BOLD_WESTERN, SYMBOLS})
"""In a checkout the workspace's `fonts/` holds them too."""
_INSTALL: Final = "重新安装 gongwen-gen"


def choose(workspace: Workspace, mode: str = "", faces: Mapping[Face, Path] | None = None) -> Chain:
    """Workspace and options → the chain of font files. FontError with every font asked for that cannot be used.

    `mode` is one of `gen.workspace.workspace.FONT_MODES`, empty for that of `gen.toml`. In bundled mode every face has
    its bundled fonts, then those of `fallback`. `faces` come before those of `gen.toml`.
    """
    config = workspace.config
    bundled = (mode or config.fonts) == "bundled"
    finder = _Finder()
    if not bundled:
        own = [workspace.font_folder] if workspace.font_folder else []
        finder = _Finder({**config.faces, **(faces or {})}, {Origin.WORKSPACE: own, Origin.SYSTEM: system_folders()})
    fallback = tuple(file for path in config.fallback if (file := finder.given(path)))
    others = tuple(finder.others()) if finder.folders else ()
    files = tuple((face, (*_bundled_before(face), *finder.main(face), *_bundled_after(face), *fallback, *others)) for face in Face)
    if finder.faults:
        raise FontError(*finder.faults)
    return Chain(tuple((face, tuple(dict.fromkeys(row))) for face, row in files), tuple(finder.skipped))


class _Finder(Struct):
    """Finds the user's file of each face and collects the faults; it reads a folder when it first needs it."""

    explicit: Mapping[Face, Path] = field(default_factory=dict)
    folders: Mapping[Origin, Sequence[Path]] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    skipped: list[Diagnostic] = field(default_factory=list)
    surveys: dict[Origin, list[names.NamedFont]] = field(default_factory=dict)

    def main(self, face: Face) -> tuple[FontFile, ...]:
        """The user's file of a face, if there is one; before the bundled ones."""
        if face in self.explicit:
            file = self.given(self.explicit[face], face)
            return (file,) if file else ()
        for origin in self.folders:
            for font in names.find(face, self.survey(origin)):
                try:
                    return (_examined(font.path, origin, font.number),)
                except FontError as error:
                    # The user put it into the workspace, so there it is a fault; a system font nobody asked for is
                    # passed over.
                    if origin is Origin.WORKSPACE:
                        self.faults += error.diagnostics
                        return ()
                    self.skipped += (replace(fault, warning=True) for fault in error.diagnostics)
        return ()

    def given(self, path: Path, face: Face | None = None) -> FontFile | None:
        """A path from the user → its font; the fault of one that cannot be used is recorded."""
        try:
            chosen, number = _numbered(path, face)
            return _examined(chosen, Origin.GIVEN, number)
        except FontError as error:
            self.faults += error.diagnostics
            return None

    def others(self) -> Iterator[FontFile]:
        """The fonts of the workspace that bear no face's name: they draw what no other font does, `gen fonts --add`."""
        fonts = self.survey(Origin.WORKSPACE)
        named = {font for face in Face for font in names.find(face, fonts)}
        for font in fonts:
            if font.names and font not in named and font.path.name not in _BUNDLED:
                try:
                    yield _examined(font.path, Origin.WORKSPACE, font.number)
                except FontError as error:
                    self.skipped += (replace(fault, warning=True) for fault in error.diagnostics)

    def survey(self, origin: Origin) -> list[names.NamedFont]:
        """The fonts in an origin's folders, read at the first call."""
        if origin not in self.surveys:
            self.surveys[origin] = names.survey(self.folders[origin])
            if origin is Origin.WORKSPACE:
                for font in self.surveys[origin]:
                    if not font.names:
                        self.refuse(font.path)
        return self.surveys[origin]

    def refuse(self, path: Path) -> None:
        """Record the fault of a file of the workspace whose names cannot be read: its user wants it used."""
        try:
            read_sfnt(path)
        except FontError as error:
            self.faults += error.diagnostics
        else:
            self.faults.append(Diagnostic("字体", "字体文件里的名称读不出", Place(str(path)), "重新取得这个文件，或者从 fonts 文件夹里移走"))


def _bundled_before(face: Face) -> tuple[FontFile, ...]:
    """The bundled files that come before a user's.

    A number has all its raised figures from one font, and they have the widths that the layout knows.
    """
    western = replace(_bundled(BOLD_WESTERN if face in {Face.HEI, Face.XIAOBIAOSONG} else WESTERN), part=Part.WESTERN)
    return (replace(_bundled(TIMES), part=Part.LATIN), western) if face is Face.SONG else (western,)


def _bundled_after(face: Face) -> tuple[FontFile, ...]:
    """The bundled files of a face, its own first, before it its letters and figures: a licence keeps them in a file of their own.

    A character that a user's GB 2312 font lacks looks better in the same face than in another.
    """
    supplement = (_bundled(SUPPLEMENT),) if face in {Face.FANGSONG, Face.KAI} else ()
    latin = (_bundled(LATIN[face]),) if face in LATIN else ()
    return (*latin, _bundled(MAIN[face]), *supplement, *map(_bundled, (*LAST, SYMBOLS, TIMES)))


def _bundled(name: str) -> FontFile:
    path = packaged("fonts") / name
    try:
        return _stamped(path, Origin.BUNDLED, 0)
    except OSError:
        raise FontError(Diagnostic("字体", "随附的字体文件不见了", Place(str(path)), _INSTALL)) from None


def _numbered(path: Path, face: Face | None) -> tuple[Path, int]:
    """Choose the font of a collection: by `#number` after the path, else by the face's names, else the first one."""
    stem, mark, number = path.name.rpartition("#")
    if mark and number.isascii() and number.isdigit() and not path.exists():
        return path.with_name(stem), int(number)
    if face is None or font_count(path) == 1:
        return path, 0
    found = names.find(face, names.read_names(path))
    if not found:
        message = f"字体集里没有一款名为 {'、'.join(names.KNOWN_NAMES[face])}"
        raise FontError(Diagnostic("字体", message, Place(str(path)), f"在路径后写 # 和序号，如 {path.name}#0"))
    return path, found[0].number


def _examined(path: Path, origin: Origin, number: int) -> FontFile:
    read_sfnt(path, number)
    return _stamped(path, origin, number)


def _stamped(path: Path, origin: Origin, number: int) -> FontFile:
    status = path.stat()
    return FontFile(path, origin, number, status.st_size, status.st_mtime_ns)
