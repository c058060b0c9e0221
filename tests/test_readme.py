"""The prose against the program: what README says to type works, its tables are the code's, its links lead somewhere."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from editions import edition

from gen.errors import Exit
from gen.reader import read

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
PROSE = (*READMES, *(f"{name}.md" for name in ("ARCHITECTURE", "CHANGELOG", "CONTRIBUTING", "DECISIONS", "GLOSSARY")))
_FOREIGN = re.compile(r"/work\b|\bshared/|/tmp\b|/home\b")
"""What would tie the pages to one machine."""
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#]+)(?:#([\w-]+))?\)")
_EXIT = re.compile(r"^\| (\d+) \| ([A-Z]+) \|", re.MULTILINE)
_OWN_FONTS = {"HanaMinB.ttf": "NotoSerifJP-Regular.supplement.ttf", "小标宋.ttf": "NotoSerifSC-Bold.subset.ttf"}
"""What stands for a font of the reader's own."""
_DRAFT = """××市人民代表大会常务委员会关于加强生活垃圾管理的决定
（2022年12月20日××市第四届人民代表大会常务委员会第五次会议通过）
为了加强生活垃圾管理,改善城乡环境,作如下决定:
一、生活垃圾管理遵循减量化、资源化、无害化的原则。
二、本决定自公布之日起施行。
"""


@cache
def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _blocks(name: str, language: str) -> list[str]:
    return [content for found, content in _FENCED.findall(_text(name)) if found == language]


def _commands(name: str) -> list[str]:
    """The commands of a page, without their comments, in order."""
    rows = [row.split(" #")[0].strip() for block in _blocks(name, "sh") for row in block.splitlines()]
    return [*filter(None, rows), *re.findall(r"`(gen \w+ [^`]+)`", _text(name) if name in READMES else "")]


def _run(command: str, workspace: Path) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); from gen.cli import main; main()", *shlex.split(command)[1:]]
    return subprocess.run(arguments, cwd=workspace, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `gen init` makes it, with the example issue of a checkout, and beside it in the folder a text that somebody sent."""
    folder = tmp_path_factory.mktemp("readme") / "workspace"
    assert _run(f"gen init {folder}", folder.parent).returncode == Exit.OK
    shutil.copytree(ROOT / "source" / "gazette", folder / "source" / "gazette")
    (folder / "draft.txt").write_text(_DRAFT, encoding="utf-8")
    return folder


def test_commands_run(workspace: Path) -> None:
    for name in ("README.md", "CONTRIBUTING.md", "docs/printing.md"):
        for command in _commands(name):
            if command.startswith("gen "):
                done = _run(command, workspace)
                assert done.returncode == Exit.OK, f"{name}: {command}\n{done.stderr}"
    made = {path.relative_to(workspace).as_posix() for path in workspace.rglob("*") if path.is_file()}
    assert {f"{folder}/example.{format_}" for folder in ("out", "elsewhere", "new/out") for format_ in ("docx", "pdf", "txt")} <= made


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
    done = _run("gen fonts", tmp_path)
    assert done.returncode == Exit.OK, done.stderr
    assert all(own in done.stdout for own in _OWN_FONTS)


def test_exit_codes() -> None:
    for name in READMES:
        assert [(int(code), word) for code, word in _EXIT.findall(_text(name))] == [(code.value, code.name) for code in Exit]


def test_both_readmes_say_the_same() -> None:
    english, chinese = (_FENCED.sub("", _text(name)) for name in READMES)
    assert len(re.findall(r"^#+ ", english, re.MULTILINE)) == len(re.findall(r"^#+ ", chinese, re.MULTILINE))
    assert len(re.findall(r"^\| ", english, re.MULTILINE)) == len(re.findall(r"^\| ", chinese, re.MULTILINE))
    assert len(re.findall(r"^- ", english, re.MULTILINE)) == len(re.findall(r"^- ", chinese, re.MULTILINE))
    assert _commands("README.md") == _commands("README.zh-CN.md")
    targets = [{target for target, _ in _LINK.findall(text)} - set(READMES) for text in (english, chinese)]
    assert targets[0] == targets[1]


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


def test_links_lead_somewhere() -> None:
    for name in PROSE:
        for target, heading in _LINK.findall(_text(name)):
            assert (ROOT / target).exists(), f"{name}: {target}"
            if heading:
                assert heading in map(_anchor, re.findall("^#+ (.*)", _text(target), re.MULTILINE)), f"{name}: {target}#{heading}"


def test_paths_named_exist() -> None:
    """A file that the prose names in backticks is there."""
    for name in PROSE:
        for path in re.findall(r"`((?:gen|tests|docs|templates|fonts|source|bench)/[\w./-]+)`", _text(name)):
            assert (ROOT / path).exists(), f"{name}: {path}"


def test_project_speaks_of_itself_alone() -> None:
    for name in PROSE:
        assert not _FOREIGN.search(_text(name)), name


def test_every_dependency_has_its_reason() -> None:
    configuration = tomllib.loads(_text("pyproject.toml"))
    project = configuration["project"]
    groups = [*project["optional-dependencies"].values(), *configuration["dependency-groups"].values()]
    required = [*configuration["build-system"]["requires"], *project["dependencies"], *(package for group in groups for package in group)]
    names = {re.split(r"[<>=!~\[;]", package)[0] for package in required} - {project["name"]}
    rows = re.findall(r"^\| ([a-z][\w, -]*) \|", _text("DECISIONS.md").split("## Dependencies")[1], re.MULTILINE)
    assert {name for row in rows for name in row.split(", ")} - {"package"} == names
