"""What a command loads, and how it ends: a small build is mostly its start."""

import inspect
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from gen.__main__ import _KNOWN

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "source" / "example.md"
_LISTED = """
import sys
from gen.__main__ import main
sys.setprofile(lambda *_: None)  # somebody looks on, so the process does not end at once
try:
    main()
except SystemExit as ended:
    code = ended.code
print("|", code, *sorted(name for name, module in sys.modules.items() if type(module).__name__ != "_Later"))
"""
_NEEDED = frozenset({"jinja2", "reportlab", "PIL", "uharfbuzz", "deflate"})
_LIBRARIES = _NEEDED | {"yaml", "docx", "lxml", "fontTools", "rjieba", "watchfiles", "pikepdf", "pypdfium2", "distributed"}
_COMMANDS = frozenset(f"gen.{path.stem}" for path in (ROOT / "gen").glob("*_command.py"))
_UNUSED = frozenset({"logging", "concurrent.futures", "multiprocessing", "asyncio", "difflib", "calendar", "email", "importlib.metadata", "socket"})
"""What a build of a few documents has no use for, and some of what it uses would gladly load."""

_COMPILERS = frozenset({"jinja2.compiler", "jinja2.lexer", "jinja2.parser"})
_PUT_OFF = (
    frozenset({"PIL.Image", "inspect", "ipaddress", "tempfile", "shutil", "textwrap", "uuid", "ast", "gettext", "platform", "random"}) | _COMPILERS
)
"""What libraries load and use for what is not asked for here."""

if sys.version_info >= (3, 12):
    _PUT_OFF -= {"inspect", "ast"}  # by the first, `dataclasses` finds the fields of a class without slots


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "source").mkdir(parents=True)
    source = folder / "source" / EXAMPLE.name
    shutil.copy(EXAMPLE, source)
    os.utime(source, (1_600_000_000, 1_600_000_000))  # what was written just now is read again by the next build
    return folder


def _loaded(arguments: list[str], workspace: Path, environment: dict[str, str]) -> set[str]:
    command = [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{_LISTED}", *arguments]
    ran = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    code, *names = ran.stdout.rpartition("|")[2].split()
    assert code == "0"
    return set(names)


def test_what_is_known_of_modules_without_loading_them_is_so() -> None:
    known = _KNOWN["platform"]["python_implementation"]
    assert vars(inspect).items() >= _KNOWN["inspect"].items()
    assert callable(known)
    assert known() == platform.python_implementation()


def test_templates_are_compiled_by_what_was_put_off(workspace: Path, environment: dict[str, str]) -> None:
    """The first build on a machine uses the modules of Jinja2 that later ones do without."""
    first, second = (_loaded(["build", "-f", "txt", "-o", folder], workspace, environment) for folder in ("first", "second"))
    assert first - second >= _COMPILERS
    assert (workspace / "first" / "example.txt").read_bytes() == (workspace / "second" / "example.txt").read_bytes()


def _packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_help_loads_the_commands_and_nothing_they_do(workspace: Path, environment: dict[str, str]) -> None:
    loaded = _loaded(["--help"], workspace, environment)
    assert loaded >= _COMMANDS
    assert not _LIBRARIES & _packages(loaded)
    assert not [name for name in loaded if name.startswith(("gen.layout", "gen.writers", "gen.archive", "gen.compose", "gen.reader", "gen.fonts"))]


def test_pictures_are_drawn_by_what_was_put_off(workspace: Path, environment: dict[str, str]) -> None:
    """The same bytes as where Pillow was there before."""
    (workspace / "source" / EXAMPLE.name).unlink()
    source = (ROOT / "tests" / "clauses" / "7.3.5.1-seal" / "source.md").read_text(encoding="utf-8")
    (workspace / "source" / "source.md").write_text(source.replace("seal: reserved", "seal: seal.png"), encoding="utf-8")
    Image.new("RGBA", (500, 500), (255, 0, 0, 128)).save(workspace / "source" / "seal.png")
    found = []
    for first in ("", "import PIL.Image; PIL.Image.new; "):
        command = f"{first}import sys; sys.argv = ['gen', 'build', '--fonts', 'bundled', '-f', 'pdf', '--force']; from gen.cli import main; main()"
        subprocess.run([sys.executable, "-c", command], cwd=workspace, env=environment, check=True, capture_output=True)
        found.append((workspace / "out" / "source.pdf").read_bytes())
        shutil.rmtree(workspace / "out")
    assert b"/Subtype /Image" in found[0]
    assert found[0] == found[1]


def test_a_build_without_a_change_loads_no_typesetting(workspace: Path, environment: dict[str, str]) -> None:
    for _ in ("makes the outputs", "learns the stamps of templates and fonts"):
        _loaded(["build", "--fonts", "bundled"], workspace, environment)
    loaded = _loaded(["build", "--fonts", "bundled"], workspace, environment)
    assert loaded & _COMMANDS == {"gen.build_command"}
    assert not _LIBRARIES & _packages(loaded)
    assert not (_UNUSED | _PUT_OFF | {"hashlib", "locale"}) & loaded
    assert not [name for name in loaded if name.startswith(("gen.layout", "gen.writers", "gen.compose", "gen.reader", "gen.fonts", "gen.model"))]


def test_a_build_loads_what_it_needs(workspace: Path, environment: dict[str, str]) -> None:
    _loaded(["build", "--fonts", "bundled", "-o", "first"], workspace, environment)
    loaded = _loaded(["build", "--fonts", "bundled"], workspace, environment)
    assert loaded & _COMMANDS == {"gen.build_command"}
    assert _LIBRARIES & _packages(loaded) == _NEEDED
    assert not (_UNUSED | _PUT_OFF) & loaded
    assert not [
        name
        for name in loaded
        if name.startswith(("gen.importer", "gen.imposition", "gen.proof", "gen.gazette", "gen.inspection", "gen.archive.pool"))
    ]


@pytest.mark.parametrize(
    "arguments", [["show", str(EXAMPLE)], ["show", str(EXAMPLE), "--stage", "galley"], ["--help"], ["nonsense"], ["show", "none.md"], ["check"]]
)
def test_nothing_is_lost_at_the_end(arguments: list[str], workspace: Path, environment: dict[str, str]) -> None:
    """The process ends at once, without the interpreter's own end, and says and returns the same."""
    slowly = [sys.executable, "-c", "from gen.cli import main; main()", *arguments]
    at_once = [sys.executable, "-m", "gen", *arguments]
    slow, quick = (subprocess.run(command, cwd=workspace, env=environment, capture_output=True, check=False) for command in (slowly, at_once))
    assert (quick.returncode, quick.stdout, quick.stderr) == (slow.returncode, slow.stdout, slow.stderr)
    assert quick.stdout or quick.stderr


def test_what_cannot_be_printed_is_a_failure(workspace: Path, environment: dict[str, str]) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is full")
    with full.open("wb") as stream:
        ran = subprocess.run(
            [sys.executable, "-m", "gen", "--help"], cwd=workspace, env=environment, stdout=stream, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode
    assert ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="the shell of POSIX")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_closed_stream_is_no_failure(closed: str, workspace: Path, environment: dict[str, str]) -> None:
    command = ["sh", "-c", f'"$0" -m gen build -f txt {closed}', sys.executable]
    ran = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (workspace / "out" / "example.txt").exists()
