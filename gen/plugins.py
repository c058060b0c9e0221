"""A name that `gen` does not know → what an installed plug-in gives for it; the one door to `importlib.metadata`.

A plug-in is a distribution with an entry point in one of the groups below. Loading `importlib.metadata` takes as long
as a whole run without a change, so only names that are in no table of ours are looked up.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from gen.errors import Diagnostic, GenError, Place, PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Row = TypeVar("Row")

WRITERS: Final = "gongwen_gen.writers"
"""Entry points that are a `gen.writers.Format`."""
RULES: Final = "gongwen_gen.rules"
"""Entry points that are a `gen.rules.Rule`."""
KINDS: Final = "gongwen_gen.kinds"
"""Entry points that are a `gen.document.kinds.Kind`."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FIGURES: Final = 16


def version() -> str:
    """The version of the installed `gen`; empty where it runs from its sources without being installed."""
    from importlib import metadata

    try:
        return metadata.version("gongwen-gen")
    except metadata.PackageNotFoundError:
        return ""


def find(group: str, name: str, row: type[Row], named: str = "") -> Row | None:
    """The row that a plug-in gives for a name, None where no plug-in has the name.

    `named` is the field of a row that has its name. PluginError for a plug-in that does not load or gives something
    else, and for two plug-ins of one name.
    """
    entry = _entry(group, name)
    if entry is None:
        return None
    try:
        found = entry.load()
    except MemoryError:
        raise
    except Exception as error:
        raise failure(group, name, error) from error
    if not isinstance(found, row):
        raise PluginError(_diagnostic(entry, f"给出的不是 {row.__qualname__}"))
    if named and getattr(found, named) != name:
        raise PluginError(_diagnostic(entry, f"给出的 {row.__qualname__} 叫 {getattr(found, named)}，不叫 {name}"))
    return found


@cache
def identity(group: str, name: str) -> str:
    """What tells one state of a plug-in from another: its distribution, its version and a digest of its code.

    The code is the module of its entry point, or all modules of the package that the module is in. Empty where no
    plug-in has the name.
    """
    entry = _entry(group, name)
    if entry is None:
        return ""
    import hashlib

    total = hashlib.sha256(entry.value.encode())
    for data in _code(entry.module.partition(".")[0]):
        total.update(len(data).to_bytes(8, "big") + data)
    return f"{_distribution(entry)} {total.hexdigest()[:_FIGURES]}"


def failure(group: str, name: str, error: Exception, place: str = "") -> GenError:
    """What a plug-in raised → the error that names it; `place` is the source that it was at work on."""
    entry = _entry(group, name)
    message = " ".join(f"{type(error).__name__}: {error}".split())
    assert entry is not None, name  # noqa: S101 — only what was found can fail
    return PluginError(_diagnostic(entry, f"出错：{message}", place))


def _diagnostic(entry: "EntryPoint", message: str, place: str = "") -> Diagnostic:
    what = f"插件 {entry.name}（{_distribution(entry)}）{message}"
    return Diagnostic("插件", what, Place(place or entry.value), "请告诉插件的作者，或者卸载这个插件")


def _distribution(entry: "EntryPoint") -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value


@cache
def _entry(group: str, name: str) -> "EntryPoint | None":
    if not _NAME.fullmatch(name):
        return None
    from importlib.metadata import entry_points

    found = sorted(entry_points(group=group, name=name), key=lambda entry: (_distribution(entry), entry.value))
    if len(found) > 1:
        rivals = "、".join(map(_distribution, found))
        raise PluginError(Diagnostic("插件", f"几个插件都叫 {name}：{rivals}", Place(group), "请只留一个"))
    return found[0] if found else None


def _code(package: str) -> list[bytes]:
    """The bytes of a module, or of every module of a package; none where it is not there, or is not made of files."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(package)
    if spec is None:
        return []
    folders = spec.submodule_search_locations
    files = [path for folder in folders for path in sorted(Path(folder).rglob("*.py"))] if folders else [Path(spec.origin or "")]
    return [path.read_bytes() for path in files if path.is_file()]
