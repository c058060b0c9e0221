"""A workspace: its folders, the sources that a command names, and the name of each output."""

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from gen.errors import Diagnostic, GenError, OutputError, Place, SourceError
from gen.workspace.config import CONFIG_FILE, Config, read_config
from gen.workspace.source_folder import expand

if TYPE_CHECKING:
    from gen.standard.design import Design

_PACKAGE: Final = Path(__file__).resolve().parent.parent


class Workspace(Struct, frozen=True, dict=True):
    """A folder with `source/` and perhaps `templates/`, `fonts/`, `gen.toml` and `out/`."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> "Workspace":
        """A folder → its workspace. SourceError if it is no folder."""
        if not root.is_dir():
            raise SourceError(Diagnostic("源文件", "没有这个文件夹", Place(str(root)), "工作区是含有 source 文件夹的文件夹"))
        return cls(root)

    @property
    def source_folder(self) -> Path:
        """Where the sources are."""
        return self.root / "source"

    @property
    def output_folder(self) -> Path:
        """Where the outputs go."""
        return self.root / "out"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked up, in order: the workspace's own before the packaged ones."""
        own = self.root / "templates"
        packaged_folder = packaged("templates")
        if not own.is_dir() or own.samefile(packaged_folder):
            return (packaged_folder,)
        return (own, packaged_folder)

    @property
    def font_folder(self) -> Path | None:
        """The user's own fonts, None without. In a checkout it is the packaged folder too, and may hold both."""
        own = self.root / "fonts"
        return own if own.is_dir() else None

    @cached_property
    def config(self) -> Config:
        """The settings of `gen.toml`, or the defaults without one. ConfigError with every fault."""
        file = self.root / CONFIG_FILE
        return read_config(file, self.root) if file.exists() else Config()

    @cached_property
    def design(self) -> "Design":
        """The page that `gen.toml`'s [house] asks for; without it, the national standard's. ConfigError."""
        if not self.config.house:
            from gen.standard.design import OFFICIAL

            return OFFICIAL
        from gen.standard.profiles import design_of

        return design_of(self.config.house)

    def sources(self, arguments: Sequence[Path | str] = ()) -> tuple[list[Path], list[Diagnostic]]:
        """A command's arguments, files and folders → sources, and the faults of the others; none means `source/`.

        A folder gives its `.md` files in the order of their names, without hidden ones. A file is given once, however
        often it is named. If two sources have the same output, the second is a fault.
        """
        found, faults = self.named_sources(arguments)
        return [Path(source) for source, _ in found], faults

    def named_sources(self, arguments: Sequence[Path | str] = ()) -> tuple[list[tuple[str, str]], list[Diagnostic]]:
        """The same as `sources`, but as strings, each with the name of its outputs: an archive has tens of thousands."""
        seen: set[str] = set()
        outputs: dict[str, tuple[str, str]] = {}
        faults: list[Diagnostic] = []
        here = os.path.join(os.getcwd(), "")
        inside = os.path.join(_absolute(self.source_folder), "")
        if not arguments and not os.path.lexists(self.source_folder):
            hint = "先用 gen init 建立工作区，或者用 -C 进入工作区，也可以写出源文件"
            return [], [Diagnostic("工作区", "这里没有 source 文件夹", Place(str(self.source_folder)), hint)]
        for path in map(Path, arguments or (self.source_folder,)):
            for source in expand(path, faults):
                absolute = _absolute(source) if ".." in source or os.path.isabs(source) else here + source
                if absolute in seen:
                    continue
                seen.add(absolute)
                name = _name(absolute, inside)
                pair = source, name
                other = outputs.setdefault(_fold(name), pair)
                if other is not pair:
                    hint = "改其中一个的文件名，或者分次生成"
                    faults.append(Diagnostic("源文件", f"与 {other[0]} 的输出同名（{name}）", Place(source), hint))
        return list(outputs.values()), faults

    def output_name(self, source: Path) -> str:
        """A source → the name of its outputs: its path under `source/` without suffix, elsewhere its stem."""
        return _name(_absolute(source), os.path.join(_absolute(self.source_folder), ""))

    def output_file(self, source: Path, suffix: str, folder: Path | None = None) -> Path:
        """A source and a suffix (".pdf") → the file to write, in `folder` or else the output folder.

        OutputError if a link leads it out of that folder.
        """
        folder = folder or self.output_folder
        file = folder / (self.output_name(source) + suffix)
        if not file.parent.resolve().is_relative_to(folder.resolve()):
            raise OutputError(Diagnostic("输出", "输出会写到输出文件夹之外", Place(str(file)), f"去掉 {folder} 里指向别处的链接"))
        return file

    def inside(self, sources: Sequence[tuple[str, str]], suffix: str, folder: Path) -> tuple[list[tuple[str, str]], list[tuple[str, OutputError]]]:
        """Sources → those whose outputs stay in `folder`, and an error for each that a link leads out of it."""
        within: dict[str, bool] = {}
        kept = []
        outside = []
        for source, name in sources:
            parent = name.rpartition("/")[0]
            if not within.get(parent):
                try:
                    self.output_file(Path(source), f".{suffix}", folder)
                    within[parent] = True
                except OutputError as error:
                    outside.append((source, error))
                    continue
            kept.append((source, name))
        return kept, outside


def packaged(name: str) -> Path:
    """The name of a packaged folder, "templates", "fonts" or "source" → its path.

    GenError if the installation lacks it.
    """
    installed = _PACKAGE / "_packaged" / name
    if installed.exists():
        return installed
    checkout = _PACKAGE.parent / name
    if checkout.exists():
        return checkout
    raise GenError(Diagnostic("安装", f"程序自带的 {name} 不见了", Place(str(installed)), "重新安装 gongwen-gen"))


def _name(absolute: str, inside: str) -> str:
    """A source and the folder of sources, both absolute, the folder with its separator → the name of its outputs."""
    name = absolute[len(inside) :] if absolute.startswith(inside) else os.path.basename(absolute)
    return os.path.splitext(name)[0].replace(os.sep, "/")


def _absolute(path: Path | str) -> str:
    return os.path.abspath(path)


def _fold(name: str) -> str:
    """Fold a name like the least discerning file system, so that a workspace can be moved to any machine."""
    import unicodedata

    return unicodedata.normalize("NFC", name).casefold()
