"""What an issue was made of when it was last made → whether it is up to date, kept in the state of the output folder beside `gen build`'s own.

Inputs are the issue's file, those beside it, every document and every picture; then the program, the templates, the fonts and the options.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gen.archive.database import StateDamagedError
from gen.archive.ingredients import Ingredients
from gen.archive.stamps import digest
from gen.archive.state import State
from gen.errors import Diagnostic, OutputError, Place
from gen.gb9704 import Face

if TYPE_CHECKING:
    from collections.abc import Callable

    from gen.fonts import Chain
    from gen.workspace import Workspace

_EVERY_FILE: Final = 1 << 16
"""Longer than any chain of fonts."""
_KEYS: Final = {"base", "beside", "inputs", "outputs", "warned"}
_OLD: Final = "old "
"""Before the digest of an output that was made of something else."""
_TEMPLATES: Final = "**/*.j2"


@dataclass
class Standing:
    """An issue as the state of its output folder knows it; `options` are what decides its bytes beside its inputs."""

    state: State
    workspace: "Workspace"
    issue: Path
    options: Mapping[str, str]
    font_mode: str
    choose: "Callable[[], Chain]"

    @property
    def _fact(self) -> str:
        return f"gazette {self._name(self.issue)}"

    def is_current(self, targets: Mapping[str, Path]) -> bool:
        """Tell whether every target is what would be made now, and nothing of it had to be warned of."""
        known = self._known()
        if not known or known["warned"] or known["base"] != self._base(targets):
            return False
        if known["beside"] != self._beside() or any(_digest(self._path(name)) != was for name, was in known["inputs"].items()):
            return False
        return all(known["outputs"].get(self._name(path)) == _digest(path) for path in targets.values())

    def check_edits(self, targets: Mapping[str, Path]) -> None:
        """OutputError for every target that is not as it was last written: somebody has edited it."""
        outputs = self._known().get("outputs", {})
        known = {path: outputs[self._name(path)].removeprefix(_OLD) for path in targets.values() if self._name(path) in outputs}
        edited = [path for path, was in known.items() if path.exists() and was != _digest(path)]
        if edited:
            hint = "另存一份再加 --force 重新生成"
            raise OutputError(*(Diagnostic("输出", "手工改过，没有覆盖", Place(str(path)), hint) for path in edited))

    def record(self, inputs: Iterable[Path], files: Mapping[Path, bytes], targets: Mapping[str, Path], *, warned: bool) -> None:
        """Keep what the targets were made of; outputs that were not made now are old where that has changed."""
        known = {
            "base": self._base(targets),
            "beside": self._beside(),
            "inputs": {self._name(path): _digest(path) for path in inputs},
            "warned": warned,
        }
        before = self._known()
        mark = "" if all(before.get(key) == value for key, value in known.items()) else _OLD
        made = {self._name(path): digest(data).hex() for path, data in files.items()}
        kept = {name: mark + was.removeprefix(_OLD) if mark else was for name, was in before.get("outputs", {}).items() if name not in made}
        self.state.remember({self._fact: json.dumps(known | {"outputs": kept | made}, sort_keys=True)}, {})

    def _known(self) -> dict[str, Any]:
        """What was recorded, nothing where there is none; a damaged state is begun anew."""
        try:
            found = json.loads(self.state.facts().get(self._fact, "{}"))
        except StateDamagedError:
            self.state.discard()
            return {}
        except ValueError:
            return {}
        return found if isinstance(found, dict) and (not found or found.keys() == _KEYS) else {}

    def _base(self, targets: Mapping[str, Path]) -> str:
        """Program, templates, options, and the fonts of an issue that is drawn."""
        ingredients = Ingredients(self.workspace, self.state, self.font_mode, self.choose)
        folders = self.workspace.template_folders
        names = sorted({path.relative_to(folder).as_posix() for folder in folders for path in folder.glob(_TEMPLATES)})
        fonts = ingredients.fonts([(face, _EVERY_FILE) for face in Face]) if "pdf" in targets else ""
        made_of = [ingredients.program, [[name, ingredients.template(name)] for name in names], fonts, sorted(self.options.items())]
        return digest(json.dumps(made_of).encode()).hex()

    def _beside(self) -> str:
        """The issues in the folder: a number used twice is a fault of this one too."""
        suffix = self.issue.suffix
        return digest(json.dumps([[path.name, _digest(path)] for path in sorted(self.issue.parent.glob(f"*{suffix}"))]).encode()).hex()

    def _name(self, path: Path) -> str:
        return os.path.relpath(path, self.state.folder).replace(os.sep, "/")

    def _path(self, name: str) -> Path:
        return self.state.folder / name


def _digest(path: Path) -> str:
    try:
        return digest(path.read_bytes()).hex()
    except OSError:
        return ""
