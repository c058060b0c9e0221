"""Where things are: a workspace's folders, its `gen.toml`, the sources a command means, and the name of each output."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gen.errors import ConfigError, Diagnostic, GenError, OutputError, Place, SourceError
from gen.frozen import dataclass
from gen.source_folder import did_you_mean, expand

if TYPE_CHECKING:
    from gen.design import Design
    from gen.gb9704 import Face

CONFIG_FILE: Final = "gen.toml"
FORMATS: Final = ("docx", "pdf", "txt")
"""What a source is made into: the writers' names, here so that they are known without loading one."""
FONT_MODES: Final = ("auto", "bundled")
"""auto: the user's fonts first, then the bundled ones; bundled: the same fonts, and bytes, everywhere."""

_PACKAGE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Config:
    """What `gen.toml` says; a path is already joined to the workspace."""

    fonts: str = "auto"
    faces: "Mapping[Face, Path]" = field(default_factory=dict)
    fallback: tuple[Path, ...] = ()
    house: "Mapping[str, str]" = field(default_factory=dict)


@dataclass(frozen=True)
class Workspace:
    """A folder with `source/` and perhaps `templates/`, `fonts/`, `gen.toml` and `out/`."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> "Workspace":
        """Turn a folder into a workspace. SourceError when it is not a folder."""
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
        """Where the user's own fonts are, None without; in a checkout it is the packaged folder too, and may hold both."""
        own = self.root / "fonts"
        return own if own.is_dir() else None

    @cached_property
    def config(self) -> Config:
        """What `gen.toml` says, or the defaults without one. ConfigError with every fault of it."""
        file = self.root / CONFIG_FILE
        return _read_config(file, self.root) if file.exists() else Config()

    @cached_property
    def design(self) -> "Design":
        """The page that `gen.toml`'s [house] asks for; the national standard's without. ConfigError."""
        if not self.config.house:
            from gen.design import OFFICIAL  # noqa: PLC0415 — only a command that sets pages needs it

            return OFFICIAL
        from gen.profiles import design_of  # noqa: PLC0415 — as above

        return design_of(self.config.house)

    def sources(self, arguments: Sequence[Path | str] = ()) -> tuple[list[Path], list[Diagnostic]]:
        """Turn a command's arguments, files and folders, into sources and what is wrong with the others; no argument means `source/`.

        A folder gives its `.md` files in the order of their names, without hidden ones. A file is given once, however often it is
        named. Of two sources that would be written to one output the second is a fault.
        """
        found, faults = self.named_sources(arguments)
        return [Path(source) for source, _ in found], faults

    def named_sources(self, arguments: Sequence[Path | str] = ()) -> tuple[list[tuple[str, str]], list[Diagnostic]]:
        """The same as `sources`, each source as a string beside the name of its outputs: an archive has tens of thousands."""
        seen: set[str] = set()
        outputs: dict[str, tuple[str, str]] = {}
        faults: list[Diagnostic] = []
        here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 — as strings, since a Path costs more than its file's status
        inside = os.path.join(_absolute(self.source_folder), "")  # noqa: PTH118
        for path in map(Path, arguments or (self.source_folder,)):
            for source in expand(path, faults):
                absolute = _absolute(source) if ".." in source or os.path.isabs(source) else here + source  # noqa: PTH117
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
        """Turn a source into the name of its outputs: its path under `source/` without suffix; only its stem from elsewhere."""
        return _name(_absolute(source), os.path.join(_absolute(self.source_folder), ""))  # noqa: PTH118 — as above

    def output_file(self, source: Path, suffix: str, folder: Path | None = None) -> Path:
        """Turn a source and a suffix (".pdf") into the file to write, in `folder` or else the output folder.

        OutputError when a link leads it out of that folder.
        """
        folder = folder or self.output_folder
        file = folder / (self.output_name(source) + suffix)
        if not file.parent.resolve().is_relative_to(folder.resolve()):
            raise OutputError(Diagnostic("输出", "输出会写到输出文件夹之外", Place(str(file)), f"去掉 {folder} 里指向别处的链接"))
        return file


def packaged(name: str) -> Path:
    """Turn the name of a packaged folder, "templates", "fonts" or "source", into its path. GenError when the installation lacks it."""
    installed = _PACKAGE / "_packaged" / name
    if installed.exists():
        return installed
    checkout = _PACKAGE.parent / name
    if checkout.exists():
        return checkout
    raise GenError(Diagnostic("安装", f"程序自带的 {name} 不见了", Place(str(installed)), "重新安装 gongwen-gen"))


def _name(absolute: str, inside: str) -> str:
    """A source and the folder of sources, both absolute, the folder with its separator → the name of its outputs."""
    name = absolute[len(inside) :] if absolute.startswith(inside) else os.path.basename(absolute)  # noqa: PTH119 — as above
    return os.path.splitext(name)[0].replace(os.sep, "/")  # noqa: PTH122


def _absolute(path: Path | str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 — resolve() would follow links, and a linked source has the name it is linked by


def _fold(name: str) -> str:
    """Fold a name as the least discerning file system does, so that a workspace can be moved to any machine."""
    import unicodedata  # noqa: PLC0415 — importing this module costs only the paths

    return unicodedata.normalize("NFC", name).casefold()


_TOML_FAULTS: Final = {
    "Invalid statement": "这一行不是“键 = 值”",
    "Invalid value": "值写得不对",
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一个表写了两次",
    "Expected '=' after a key": "键的后面缺少等号",
    "Expected newline or end of document": "一行里只能有一个“键 = 值”",
    "Unclosed array": "方括号没有闭合",
    "Unterminated string": "引号没有闭合",
    "Expected \"'": "引号没有闭合",
    "Expected '\"": "引号没有闭合",
    "Illegal character": "字符串没有闭合，或者有不能用的字符",
    "Unescaped '\\'": "反斜线要写两个",
}
_TOML_PLACE: Final = r" \(at line (\d+), column (\d+)\)$"
_BARE_CHINESE_KEY: Final = r"\s*[^\x00-\x7f]+\s*="
_KEYS: Final = ("fonts", "faces", "fallback", "house")


def _read_config(file: Path, root: Path) -> Config:
    import tomllib  # noqa: PLC0415 — only with a gen.toml

    place = Place(str(file))
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise ConfigError(Diagnostic("配置", f"读不出（{error.strerror}）", place, "检查文件和访问权限")) from None
    except UnicodeDecodeError:
        raise ConfigError(Diagnostic("配置", "不是 UTF-8 编码", place, "另存为 UTF-8")) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax_fault(str(error), text, file)) from None
    return _ConfigReader(file, root, text).read(data)


def _syntax_fault(fault: str, text: str, file: Path) -> Diagnostic:
    lines = text.split("\n")
    match = re.search(_TOML_PLACE, fault)
    line, column = (int(match[1]), int(match[2])) if match else (len(lines), 0)
    message = next((chinese for english, chinese in _TOML_FAULTS.items() if fault.startswith(english)), f"语法有错（{fault}）")
    hint = '中文的键要加英文引号，如 "仿宋" = …' if re.match(_BARE_CHINESE_KEY, lines[line - 1]) else "路径用单引号和正斜线，如 'fonts/仿宋.ttf'"
    return Diagnostic("配置", message, Place(str(file), line, column), hint)


class _ConfigReader:
    """Parsed TOML → Config, gathering every fault on the way."""

    def __init__(self, file: Path, root: Path, text: str) -> None:
        self.file = file
        self.root = root
        self.text = text
        self.faults: list[Diagnostic] = []

    def read(self, data: dict[str, object]) -> Config:
        for key in data.keys() - set(_KEYS):
            self.fault(key, f"没有名为 {key} 的设置", did_you_mean(key, _KEYS) + f"可用的设置：{'、'.join(_KEYS)}")
        config = Config(
            self.mode(data.get("fonts", "auto")),
            self.faces(data.get("faces", {})),
            self.fallback(data.get("fallback", [])),
            self.house(data.get("house", {})),
        )
        if config.fonts == "bundled" and config.faces:
            self.fault("faces", 'fonts = "bundled" 只用随附字体，[faces] 不起作用', '删去 [faces]，或者写 fonts = "auto"')
        if self.faults:
            raise ConfigError(*sorted(self.faults, key=lambda fault: fault.place))
        return config

    def mode(self, value: object) -> str:
        if isinstance(value, str) and value in FONT_MODES:
            return value
        near = did_you_mean(value, FONT_MODES) if isinstance(value, str) else ""
        self.fault("fonts", f"fonts 不能是 {value!r}", near + "可用的值：" + "、".join(f'"{mode}"' for mode in FONT_MODES))
        return FONT_MODES[0]

    def faces(self, value: object) -> "dict[Face, Path]":
        from gen.gb9704 import Face  # noqa: PLC0415 — only with a [faces]

        if not isinstance(value, dict):
            self.fault("faces", "faces 应当是一个表", '写作 [faces]，下面每行一种字体，如 "仿宋" = "fonts/仿宋.ttf"')
            return {}
        faces = {}
        for name, path in value.items():
            if name not in set(Face):
                self.fault(name, f"没有名为 {name} 的字体", did_you_mean(name, tuple(Face)) + f"可用的字体：{'、'.join(Face)}")
            elif not isinstance(path, str) or not path.strip():
                self.fault(name, f"{name} 应当是字体文件的路径", f'如 "{name}" = "fonts/{name}.ttf"')
            else:
                faces[Face(name)] = self.root / path
        return faces

    def fallback(self, value: object) -> tuple[Path, ...]:
        paths = [path for path in value if isinstance(path, str) and path.strip()] if isinstance(value, list) else []
        if not isinstance(value, list) or len(paths) < len(value):
            self.fault("fallback", "fallback 应当是字体文件路径的列表", "如 fallback = ['fonts/HanaMinB.ttf']")
        return tuple(self.root / path for path in paths)

    def house(self, value: object) -> dict[str, str]:
        """The choices of [house]; what is wrong with them is noted here, so that `Workspace.design` has none."""
        from gen.profiles import ProfileError, design_of  # noqa: PLC0415 — only with a [house]

        if not isinstance(value, dict):
            self.fault("house", "house 应当是一个表", '写作 [house]，下面每行一种做法，如 digits = "times"')
            return {}
        chosen: dict[str, str] = {}
        for name, choice in value.items():
            if not isinstance(choice, str):
                self.fault(name, f"{name} 应当是文字", f'如 {name} = "{str(choice).lower()}"')
                continue
            try:
                design_of({name: choice} if name != "pitch" else {"margins": "33476.2", name: choice})
            except ProfileError as error:
                self.fault(error.option, str(error), error.hint)
            else:
                chosen[name] = choice
        try:
            design_of(chosen)
        except ProfileError as error:
            self.fault(error.option, str(error), error.hint)
        return chosen

    def fault(self, key: str, message: str, hint: str) -> None:
        """Note a fault; tomllib tells no places of keys, so it is where the key is first written at the head of a line."""
        match = re.search(rf"""^[ \t]*(?:\[[ \t]*)?["']?{re.escape(key)}["']?[ \t]*[=\].]""", self.text, re.MULTILINE)
        line = self.text.count("\n", 0, match.start()) + 1 if match else 0
        self.faults.append(Diagnostic("配置", message, Place(str(self.file), line, 1 if match else 0), hint))
