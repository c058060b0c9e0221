"""The house: what may import what, how large a module may be, and what every module and folder says of itself."""

import ast
import re
import sys
from configparser import ConfigParser
from functools import cache
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = ROOT / ".importlinter"
_MODULES = sorted((ROOT / "gen").rglob("*.py"))
_FOLDERS = sorted(path.parent for path in (ROOT / "gen").rglob("*/__init__.py"))
_MOST_LINES = 300
_MOST_WORDS = 30
_DOORS = re.compile(r"(?:^|(?<=[.。] ))(Doors?: |Every module is a door\.)(.*?)\Z", re.MULTILINE | re.DOTALL)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("gen", include_external_packages=True, cache_dir=None)


def test_imports_keep_the_contracts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(str(CONTRACTS), no_cache=True, no_logo=True) == 0, ".importlinter"


def test_every_library_has_a_contract() -> None:
    """A library that `.importlinter` gives no door is not imported."""
    contracts = ConfigParser()
    contracts.read(CONTRACTS, encoding="utf-8")
    doors = {library for name in contracts for library in contracts[name].get("protected_modules", "").split()}
    used = {module for module in _graph().modules if module.partition(".")[0] != "gen"} - sys.stdlib_module_names
    assert used == doors - sys.stdlib_module_names


@pytest.mark.parametrize("folder", _FOLDERS, ids=_name)
def test_a_folder_names_its_doors(folder: Path) -> None:
    """Its docstring ends with `Door:` or `Doors:` and their names, or says that every module is one; who is outside imports nothing else."""
    package = _name(folder).replace("/", ".")
    found = _DOORS.search(_docstring(folder / "__init__.py"))
    assert found, f"{package} does not say which of its modules are its doors"
    names = re.findall(r"`(\w+)`", found[2])
    if found[1].startswith("Every"):
        return
    inside = {child.rpartition(".")[2]: child for child in _graph().find_children(package)}
    assert set(names) <= set(inside), f"{package} names a door that is not there"
    past = {
        (outside, module)
        for name, child in inside.items()
        if name not in names
        for module in (child, *_graph().find_descendants(child))
        for outside in _graph().find_modules_that_directly_import(module)
        if not f"{outside}.".startswith(f"{package}.")
    }
    assert not past, f"imported past the doors of {package}"


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_a_module_is_short_and_says_what_it_does(path: Path) -> None:
    """Its docstring's first sentence is one that a newcomer reads in a breath."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= _MOST_LINES
    docstring = " ".join(_docstring(path).split("\n\n")[0].split())
    sentence = re.split(r"(?<=[.。]) ", docstring)[0]
    assert sentence.endswith((".", "。"))
    assert len(sentence.split()) <= _MOST_WORDS
