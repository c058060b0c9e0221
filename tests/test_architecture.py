"""ARCHITECTURE.md and GLOSSARY.md against the code: the import table is exact, each outside library has one door, every name exists.

`python tests/test_architecture.py --write` rewrites the import table from the code; `--print` only shows it.
"""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gen"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
_ROW = re.compile(r"^\| `gen/[\w./]+` \|.*\|$", re.MULTILINE)
_DOOR = re.compile(r"^\| `(?P<library>\w+)` \| (?P<doors>`[^|]*) \|", re.MULTILINE)
_NAME = re.compile(r"`([\w.]+)`")
_ONE_ROW = ("gen.rules", "gen.fonts", "gen.importer", "gen.imposition", "gen.proof")
"""Packages that the table has as one row."""
_MOST_LINES = 320
_ABOVE = {
    "gen.layout": ("gen.writers", "gen.fonts", "gen.workspace.workspace", "gen.composition.compose", "gen.source.reader"),
    "gen.writers": ("gen.composition.compose", "gen.source.reader", "gen.pipeline", "gen.cli.main"),
}
"""Layer → what none of its modules comes to import."""


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _unit(module: str) -> str:
    """The row a module belongs to."""
    return next((package for package in _ONE_ROW if f"{module}.".startswith(f"{package}.")), module)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            for alias in node.names:
                inner = ROOT / module.replace(".", "/") / alias.name
                yield f"{module}.{alias.name}" if inner.with_suffix(".py").exists() or (inner / "__init__.py").exists() else module


@cache
def _modules() -> dict[str, frozenset[str]]:
    """Module → what it imports of `gen`."""
    return {_module(path): frozenset(name for name in _imports(path) if name.split(".")[0] == "gen") for path in sorted(PACKAGE.rglob("*.py"))}


def _table() -> dict[str, set[str]]:
    """Unit → what it imports of `gen` beside itself."""
    table: dict[str, set[str]] = {}
    for module, imported in _modules().items():
        table.setdefault(_unit(module), set()).update(map(_unit, imported))
    return {unit: imported - {unit} for unit, imported in table.items()}


def _sentence(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split()).replace("|", r"\|")


def _rows() -> list[str]:
    """The import table as ARCHITECTURE.md has it: each module, its docstring's first paragraph, what it imports."""
    rows = []
    for unit, imported in _table().items():
        name = unit.replace(".", "/")
        path = next(path for path in (ROOT / name / "__init__.py", ROOT / f"{name}.py") if path.exists())
        shown = f"{name}/" if unit in _ONE_ROW else path.relative_to(ROOT).as_posix()
        cells = ", ".join(f"`{module.removeprefix('gen.')}`" for module in sorted(imported))
        rows.append(f"| `{shown}` | {_sentence(path)} | {cells} |")
    return rows


def _rewritten() -> str:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    found = [match.span() for match in _ROW.finditer(text)]
    return text[: found[0][0]] + "\n".join(_rows()) + text[found[-1][1] :]


def _layer(start: str) -> set[str]:
    """Everything of `gen` that a module comes to import, itself included."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting.extend(_modules()[module])
    return found


def test_import_table_is_exact() -> None:
    written = _ROW.findall(ARCHITECTURE.read_text(encoding="utf-8"))
    actual = _rows()
    differing = [row for row in actual if row not in written] + [f"no longer: {row}" for row in written if row not in actual]
    assert written == actual, "python tests/test_architecture.py --write\n" + "\n".join(differing)


def test_no_module_imports_itself_in_the_end() -> None:
    circles = [module for module, imported in _modules().items() if any(module in _layer(other) for other in imported)]
    assert not circles


def test_layers_know_nothing_of_those_above() -> None:
    assert _layer("gen.document.model") == {"gen.document.model", "gen.frozen"}
    assert _layer("gen.frozen") == {"gen.frozen"}
    for module in _modules():
        for layer, above in _ABOVE.items():
            if module.startswith(layer):
                assert not [other for other in _layer(module) if other.startswith(above)], module


def test_each_library_has_one_door() -> None:
    """ARCHITECTURE.md's table of doors is the law: a library it does not name is not imported."""
    allowed = {match["library"]: set(_NAME.findall(match["doors"])) for match in _DOOR.finditer(ARCHITECTURE.read_text(encoding="utf-8"))}
    actual: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for name in _imports(path):
            library = name.split(".")[0]
            if library != "gen" and library not in sys.stdlib_module_names:
                actual.setdefault(library, set()).add(_unit(_module(path)).removeprefix("gen."))
    assert actual == allowed


def test_layout_loads_no_library() -> None:
    """Setting and make-up cost an interpreter and this package: no library, no font."""
    subprocess.run([sys.executable, "-S", "-c", "import gen.pagination.pages"], check=True, cwd=ROOT)


def test_modules_stay_small() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= _MOST_LINES, path


def _glossary() -> list[list[str]]:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")][1:]


def _is_defined(name: str) -> bool:
    """Whether `module.name.name` of `gen` exists; a dataclass's field without a default is a name too."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(("gen", *parts[:cut])))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            annotated = part in getattr(found, "__annotations__", {})
            if not annotated and not hasattr(found, part):
                return False
            found = getattr(found, part, None)
        return True
    return False


def test_glossary_names_what_exists() -> None:
    rows = _glossary()
    undefined = [name for *_, where in rows for name in _NAME.findall(where) if not _is_defined(name)]
    assert not undefined
    english = [row[0] for row in rows]
    assert sorted(english, key=str.casefold) == english
    assert len(set(english)) == len(english)


def test_glossary_has_every_element() -> None:
    from gen.document.blocks import Tag  # noqa: PLC0415
    from gen.pagination.page_breaks import PageRule  # noqa: PLC0415

    named = {name for *_, where in _glossary() for name in _NAME.findall(where)}
    assert {f"blocks.Tag.{tag.name}" for tag in Tag} <= named
    assert {f"layout.page_breaks.PageRule.{rule.name}" for rule in PageRule} <= named


if __name__ == "__main__":
    if "--write" in sys.argv:
        ARCHITECTURE.write_text(_rewritten(), encoding="utf-8")
    else:
        sys.stdout.write("\n".join(_rows()) + "\n")
