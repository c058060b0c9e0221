"""The inputs recorded for an issue → whether it is up to date; its output folder's state records them.

Inputs are the issue's file, the issue files beside it, every document and every picture; then the program, the
templates, the fonts and the options.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gen.archive.database import StateDamagedError
from gen.archive.inputs import BuildInputs
from gen.archive.stamps import digest
from gen.archive.state import State
from gen.standard.gb9704 import Face

if TYPE_CHECKING:
    from collections.abc import Callable

    from gen.fonts import Chain
    from gen.workspace.workspace import Workspace

_EVERY_FILE: Final = 1 << 16
"""Longer than any chain of fonts."""
_KEYS: Final = {"program", "templates", "fonts", "options", "beside", "inputs", "outputs", "warned"}
_FACT: Final = "gazette "
_OLD: Final = "old "
"""Before the digest of an output that was made of something else."""
_TEMPLATES: Final = "**/*.j2"
_CHANGED: Final = {
    "program": "程序或者所用的库换了版本",
    "templates": "模板改了",
    "fonts": "字体换了",
    "options": "选项换了",
    "beside": "期刊文件，或者同一文件夹里别的期改了",
}


@dataclass
class IssueStatus:
    """An issue in the state of its output folder; `options` decide its bytes beside its inputs."""

    state: State
    workspace: "Workspace"
    issue: Path
    options: Mapping[str, str]
    font_mode: str
    choose: "Callable[[], Chain]"

    @property
    def _fact(self) -> str:
        return f"{_FACT}{self._name(self.issue)}"

    def reasons(self, targets: Mapping[str, Path]) -> list[str]:
        """Why the targets would be made again, in Chinese; empty if all are up to date and had no warnings."""
        known = self._known()
        if not known:
            return ["没有生成的记录"]
        now = self._made_of(targets, known)
        found = [text for key, text in _CHANGED.items() if known[key] != now[key]]
        for name, was in known["inputs"].items():
            there = _digest(self._path(name))
            if there != was:
                found.append(f"{Path(name).name} {'改了' if there else '不在了'}")
        if known["warned"]:
            found.append("上次有警告")
        for path in targets.values():
            recorded = known["outputs"].get(self._name(path), "")
            there = _digest(path)
            if not there:
                found.append(f"{path.name} 不在了" if recorded else f"{path.name} 没有生成过")
            elif recorded.removeprefix(_OLD) != there:
                found.append(f"{path.name} 手工改过" if recorded else f"{path.name} 不是 gen gazette 生成的")
            elif recorded.startswith(_OLD):
                found.append(f"{path.name} 是这一期改动以前生成的")
        return found

    def recorded(self, targets: Mapping[str, Path]) -> dict[Path, str]:
        """The SHA-256 of each target as it was last written; none for a target that never was."""
        outputs = self._known().get("outputs", {})
        return {path: outputs[self._name(path)].removeprefix(_OLD) for path in targets.values() if self._name(path) in outputs}

    def record(self, inputs: Iterable[Path], files: Mapping[Path, bytes], targets: Mapping[str, Path], *, warned: bool) -> None:
        """Record the inputs of the targets made now; if the inputs have changed, the other outputs become out of date."""
        before = self._known()
        known = {
            **self._made_of(targets, before),
            "inputs": {self._name(path): _digest(path) for path in inputs},
            "warned": warned,
        }
        mark = "" if all(before.get(key) == value for key, value in known.items()) else _OLD
        made = {self._name(path): digest(data).hex() for path, data in files.items()}
        kept = {name: mark + was.removeprefix(_OLD) if mark else was for name, was in before.get("outputs", {}).items() if name not in made}
        self.state.remember({self._fact: json.dumps(known | {"outputs": kept | made}, sort_keys=True)}, {})

    def _known(self) -> dict[str, Any]:
        """The record of the issue, empty without one; a damaged state is created again."""
        try:
            return _read(self.state.facts().get(self._fact, ""))
        except StateDamagedError:
            self.state.discard()
            return {}

    def _made_of(self, targets: Mapping[str, Path], before: Mapping[str, Any]) -> dict[str, Any]:
        """Program, templates, options, neighbouring issue files, and fonts.

        Fonts are the present ones if the issue is drawn now, else those it was last drawn with.
        """
        inputs = BuildInputs(self.workspace, self.state, self.font_mode, self.choose)
        folders = self.workspace.template_folders
        names = sorted({path.relative_to(folder).as_posix() for folder in folders for path in folder.glob(_TEMPLATES)})
        drawn = "pdf" in targets
        return {
            "program": inputs.program,
            "templates": digest(json.dumps([[name, inputs.template(name)] for name in names]).encode()).hex(),
            "fonts": digest(inputs.fonts(tuple((face, _EVERY_FILE) for face in Face)).encode()).hex() if drawn else before.get("fonts", ""),
            "options": dict(self.options),
            "beside": self._beside(),
        }

    def _beside(self) -> str:
        """The issue files of the folder: a number used twice is a fault of this issue too."""
        suffix = self.issue.suffix
        return digest(json.dumps([[path.name, _digest(path)] for path in sorted(self.issue.parent.glob(f"*{suffix}"))]).encode()).hex()

    def _name(self, path: Path) -> str:
        return os.path.relpath(path, self.state.folder).replace(os.sep, "/")

    def _path(self, name: str) -> Path:
        return self.state.folder / name


def outputs_of(state: State) -> dict[str, tuple[str, Mapping[str, str]]]:
    """The recorded outputs of every issue, by path in the output folder: each with the issue's file and its options."""
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    for name, value in state.facts().items():
        if name.startswith(_FACT):
            known = _read(value)
            if known:
                found |= dict.fromkeys(known["outputs"], (name.removeprefix(_FACT), known["options"]))
    return found


def _read(value: str) -> dict[str, Any]:
    """The record of an issue, empty if it does not have our form."""
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) and found.keys() == _KEYS else {}


def _digest(path: Path) -> str:
    try:
        return digest(path.read_bytes()).hex()
    except OSError:
        return ""
