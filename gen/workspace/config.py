"""`gen.toml` → its settings, or every fault of it with its place."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from gen.errors import ConfigError, Diagnostic, Place, reason
from gen.workspace.source_folder import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gen.standard.gb9704 import Face

CONFIG_FILE: Final = "gen.toml"
FONT_MODES: Final = ("auto", "bundled")
"""auto: the user's fonts first, then the bundled ones; bundled: the same fonts, and bytes, everywhere."""


class Config(Struct, frozen=True):
    """The settings of `gen.toml`; a path is already joined to the workspace."""

    fonts: str = "auto"
    faces: "Mapping[Face, Path]" = field(default_factory=dict)
    fallback: tuple[Path, ...] = ()
    house: "Mapping[str, str]" = field(default_factory=dict)


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


def read_config(file: Path, root: Path) -> Config:
    """A workspace's `gen.toml` → its settings. ConfigError with every fault of it."""
    import tomllib

    place = Place(str(file))
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise ConfigError(Diagnostic("配置", f"读不出（{reason(error)}）", place, "检查文件和访问权限")) from None
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
    """Parsed TOML → Config; collects every fault."""

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
        from gen.standard.gb9704 import Face

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
        """The choices of [house]; their faults are recorded here, so that `Workspace.design` raises none."""
        from gen.standard.profiles import ProfileError, design_of

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
        """Record a fault. tomllib gives no places of keys, so the place is the first line that begins with the key."""
        match = re.search(rf"""^[ \t]*(?:\[[ \t]*)?["']?{re.escape(key)}["']?[ \t]*[=\].]""", self.text, re.MULTILINE)
        line = self.text.count("\n", 0, match.start()) + 1 if match else 0
        self.faults.append(Diagnostic("配置", message, Place(str(self.file), line, 1 if match else 0), hint))
