"""The two laws of ARCHITECTURE.md: its import table is exact, and each outside library has one door."""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "gen"
_ROW = re.compile(r"^\| `(gen[\w./]*)` \|.*\|([^|]*)\|\s*$")
_LIBRARIES = {
    "click": {"gen.cli"},
    "jinja2": {"gen.compose"},
    "docx": {"gen.writers.docx_package"},
    "reportlab": {"gen.writers.pdf", "gen.writers.pdf_font"},
    "yaml": {"gen.front_matter"},
    "uharfbuzz": {"gen.fonts"},
    "fontTools": {"gen.fonts"},
    "rjieba": {"gen.layout.title"},
}


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _unit(module: str) -> str:
    """The row a module belongs to: a package with one door is one row."""
    return "gen.fonts" if module.startswith("gen.fonts") else module


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            found |= {f"{module}.{alias.name}" if (ROOT / module.replace(".", "/") / f"{alias.name}.py").exists() else module for alias in node.names}
    return found


def _actual() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        unit = _unit(_module(path))
        table.setdefault(unit, set()).update(_unit(name) for name in _imports(path) if name.split(".")[0] == "gen")
    return {unit: imports - {unit} for unit, imports in table.items()}


def _written() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for line in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines():
        match = _ROW.match(line)
        if match:
            module = match[1].removesuffix(".py").removesuffix("/").replace("/", ".").removesuffix(".__init__")
            table[module] = {f"gen.{name}" if name != "gen" else name for name in re.findall(r"`([\w.]+)`", match[2])}
    return table


def test_import_table_is_exact() -> None:
    actual, written = _actual(), _written()
    problems = [f"{unit}: {sorted(actual.get(unit, set()))} != {sorted(written.get(unit, set()))}" for unit in sorted(actual | written) if actual.get(unit) != written.get(unit)]
    assert not problems, "ARCHITECTURE.md differs from the code:\n" + "\n".join(problems)


def test_each_library_has_one_door() -> None:
    for path in PACKAGE.rglob("*.py"):
        for name in _imports(path):
            library = name.split(".")[0]
            if library in _LIBRARIES:
                assert _unit(_module(path)) in _LIBRARIES[library], f"{path} imports {library}"


def test_layout_loads_no_library() -> None:
    """Setting and make-up cost an interpreter and this package: no library, no font."""
    code = "import sys, gen.layout.pages; print([name for name in " + repr(sorted(_LIBRARIES)) + " if name in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert printed.strip() == "[]"


def test_modules_stay_small() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 320, path
