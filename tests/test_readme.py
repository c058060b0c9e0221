"""The prose against the program: what README says to type works from the built wheel, and its tables are the code's."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from functools import cache
from pathlib import Path

import pytest
from editions import edition

from gen.errors import Exit
from gen.source.reader import read

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
PROSE = sorted(path.relative_to(ROOT).as_posix() for pattern in ("*.md", "docs/**/*.md") for path in ROOT.glob(pattern))
TRANSLATED = (READMES, *((f"docs/{name}.md", f"docs/{name}.zh-CN.md") for name in ("source-format", "characters", "builds", "gazette", "printing")))
"""Pages in English and in Chinese."""
_FOREIGN = re.compile(r"/work\b|\bshared/|/tmp\b|/home\b")
"""What would tie the pages to one machine."""
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#]+)(?:#([\w-]+))?\)")
_CODE = re.compile(r"`[^`\n]*`")
_EXIT = re.compile(r"^\| (\d+) \| ([A-Z]+) \|", re.MULTILINE)
_OWN_FONTS = {"HanaMinB.ttf": "NotoSerifJP-Regular.supplement.ttf", "小标宋.ttf": "NotoSerifSC-Bold.subset.ttf"}
"""What stands for a font of the reader's own."""


@cache
def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _blocks(name: str, language: str) -> list[str]:
    return [content for found, content in _FENCED.findall(_text(name)) if found == language]


def _commands(name: str) -> list[str]:
    """The commands of a page, without their comments, in order: those of its blocks, then those of its sentences."""
    rows = [row.split(" #")[0].strip() for block in _blocks(name, "sh") for row in block.splitlines()]
    return [*filter(None, rows), *re.findall(r"`(gen \w+ [^`]+)`", _text(name) if name in READMES else "")]


def _succeeds(*command: object, folder: Path, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == Exit.OK, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has installed the built wheel, without a network: the libraries are those that the tests run on."""
    folder = tmp_path_factory.mktemp("installed")
    _succeeds(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (wheel,) = folder.glob("*.whl")
    _succeeds(sys.executable, "-m", "venv", folder / "venv", folder=folder)
    inside = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
    programs, libraries = (Path(sysconfig.get_path(name, "venv", vars=inside)) for name in ("scripts", "purelib"))
    _succeeds(programs / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile", wheel, folder=folder)
    of_the_tests = [path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"}]
    (libraries / "of_the_tests.pth").write_text("\n".join(of_the_tests), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GEN_", "XDG_"))}
    environment = kept | {"PATH": os.pathsep.join([str(programs), os.defpath]), "HOME": str(folder)}
    used = Path(_succeeds(programs / "python", "-c", "import gen; print(gen.__file__)", folder=folder, environment=environment).strip())
    assert used.is_relative_to(libraries)
    return environment


def test_commands_run_from_the_wheel_in_an_empty_folder(installed: dict[str, str], tmp_path: Path) -> None:
    """In the order printed; then those of the other pages, in the workspace that README's have made. `make` is for the repository."""
    commands = [command for name in ("README.md", "CONTRIBUTING.md", "docs/printing.md") for command in _commands(name)]
    typed = [command for command in commands if command.startswith(("gen ", "cd "))]
    assert typed[0] == "gen init new"
    _succeeds("sh", "-e", "-x", "-c", "\n".join(typed), folder=tmp_path, environment=installed)
    made = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert {f"{folder}/example.{format_}" for folder in ("out", "elsewhere") for format_ in ("docx", "pdf", "txt")} <= made


def test_extras_that_are_named_are_there() -> None:
    extras = tomllib.loads(_text("pyproject.toml"))["project"]["optional-dependencies"]
    for name in READMES:
        assert re.findall(r"pip install '\.\[([\w,]+)\]'", _text(name)) == ["print,proof"]
        for command, extra in (("gen impose", "print"), ("gen proof", "proof")):
            assert extra in extras
            assert all(f"[{extra}]" in row for block in _blocks(name, "sh") for row in block.splitlines() if row.startswith(command))


def test_example_of_a_source() -> None:
    for name in READMES:
        (source,) = _blocks(name, "markdown")
        _, diagnostics = read(source.encode(), name, "example")
        assert not diagnostics
        assert next(block for block in edition(source).blocks if block.red).tag == "masthead"
        (front,) = _blocks(name, "yaml")
        changed = edition(source.replace("---\n", f"---\n{front}", 1))
        title = next(member for member in changed.galley if member.block.tag == "title")
        assert [line.text for line in title.lines] == ["××市人民代表大会常务委员会", "关于加强生活垃圾管理的决定"]
        assert not any(block.red for block in changed.blocks)


def test_example_of_a_configuration(tmp_path: Path) -> None:
    (configuration,) = _blocks("README.md", "toml")
    assert [tomllib.loads(block) for block in _blocks("README.zh-CN.md", "toml")] == [tomllib.loads(configuration)]
    (tmp_path / "fonts").mkdir()
    for own, bundled in _OWN_FONTS.items():
        shutil.copy(ROOT / "fonts" / bundled, tmp_path / "fonts" / own)
    (tmp_path / "gen.toml").write_text(configuration, encoding="utf-8")
    shown = _succeeds(sys.executable, "-m", "gen", "fonts", folder=tmp_path, environment=os.environ | {"PYTHONPATH": str(ROOT)})
    assert all(own in shown for own in _OWN_FONTS)


def test_exit_codes() -> None:
    for name in READMES:
        assert [(int(code), word) for code, word in _EXIT.findall(_text(name))] == [(code.value, code.name) for code in Exit]


@pytest.mark.parametrize("pages", TRANSLATED, ids=lambda pages: pages[0])
def test_both_languages_say_the_same(pages: tuple[str, str]) -> None:
    """Headings, rows of tables, items, commands and links; each page links to the pages of its own language, and to its translation."""
    english, chinese = (_FENCED.sub("", _text(name)) for name in pages)
    for start in (r"^#+ ", r"^\| ", r"^- "):
        assert len(re.findall(start, english, re.MULTILINE)) == len(re.findall(start, chinese, re.MULTILINE)), start
    assert _commands(pages[0]) == _commands(pages[1])
    own = {Path(name).name for name in pages}
    links = [{target for target, _ in _LINK.findall(_CODE.sub("", text))} for text in (english, chinese)]
    assert [targets & own for targets in links] == [{Path(pages[1]).name}, {Path(pages[0]).name}]
    assert links[0] - own == {target.replace(".zh-CN.md", ".md") for target in links[1] - own}


def test_project_speaks_of_itself_alone() -> None:
    for name in PROSE:
        assert not _FOREIGN.search(_text(name)), name


def test_every_dependency_has_its_reason() -> None:
    configuration = tomllib.loads(_text("pyproject.toml"))
    project = configuration["project"]
    groups = [*project["optional-dependencies"].values(), *configuration["dependency-groups"].values()]
    required = [*configuration["build-system"]["requires"], *project["dependencies"], *(package for group in groups for package in group)]
    names = {re.split(r"[<>=!~\[;]", package)[0] for package in required} - {project["name"]}
    rows = re.findall(r"^\| ([a-z][\w, -]*) \|", _text("docs/decisions/dependencies.md"), re.MULTILINE)
    assert {name for row in rows for name in row.split(", ")} - {"package"} == names
