"""A kind of document is a template and a row: every kind has both, and no other module knows one by its name."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from editions import ROOT, TEMPLATES

from gen.document.kinds import KINDS
from gen.pipeline import typeset
from gen.source.reader import read

GUIDE = ROOT / "CONTRIBUTING.md"
_SECTION = re.compile(r"^## A new kind in ten steps\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^(\d+)\. (.*?)(?=^\d+\. |\Z)", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^ *```(\w+)(?: (\S+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def test_every_kind_has_a_template_and_a_row() -> None:
    assert set(TEMPLATES.kinds()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_set(kind: str) -> None:
    """The least document of every kind goes through its template."""
    row = KINDS[kind]
    front = f"kind: {kind}\norgan: ××市人民政府\ntitle: 关于节约用水的{row.chinese[:2]}\n"
    document, _ = read(f"---\n{front}---\n为了节约水资源，作如下安排。\n".encode(), "test.md", "test")
    made = typeset(document, TEMPLATES)
    assert "为了节约水资源，作如下安排。" in [block.text for block in made.blocks]


@pytest.mark.parametrize("layer", ["writers", "typesetting", "pagination"])
def test_no_writer_and_no_layout_asks_for_a_kind(layer: str) -> None:
    """No string in them is the name of a kind but for the forms of clause 10 and the tags of elements, which templates name; none reads `.kind`."""
    forms = {"letter", "order", "minutes"}
    elements = {"notice"}
    modules = sorted((ROOT / "gen" / layer).rglob("*.py"))
    assert modules
    for path in modules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                assert node.value not in set(KINDS) - (forms | elements if path.name == "header.py" else set()), f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Attribute):
                assert node.attr != "kind", f"{path.name}:{node.lineno}"


def steps() -> list[str]:
    """The ten steps of CONTRIBUTING.md."""
    section = _SECTION.search(GUIDE.read_text(encoding="utf-8"))
    assert section
    found = _STEP.findall(section[1])
    assert [int(number) for number, _ in found] == list(range(1, 11))
    return [text for _, text in found]


def test_the_ten_steps_make_a_kind(tmp_path: Path) -> None:
    """Followed to the letter in a copy of the project: every file as it is shown, every row where it is said, every command run."""
    copy = tmp_path / "gen"
    ignored = shutil.ignore_patterns("__pycache__", ".git", ".venv", "out", ".ci")
    shutil.copytree(ROOT, copy, ignore=ignored)
    ran = 0
    for step in steps():
        for language, file, written in _FENCED.findall(step):
            content = "".join(line.removeprefix("   ") for line in written.splitlines(keepends=True))
            if language == "sh":
                for command in content.splitlines():
                    _run(command, copy)
                    ran += 1
            elif language == "python":
                _insert(copy / file, content)
            else:
                (copy / file).parent.mkdir(parents=True, exist_ok=True)
                (copy / file).write_text(content, encoding="utf-8")
    assert ran >= 4
    made = copy / "out" / "example-bill"
    assert {made.with_suffix(f".{format_}").exists() for format_ in ("docx", "pdf", "txt")} == {True}
    assert "草案建议表决稿" in made.with_suffix(".txt").read_text(encoding="utf-8")


def _insert(path: Path, row: str) -> None:
    """Put a row of the guide after the last of the table it belongs to."""
    text = path.read_text(encoding="utf-8")
    start = text.index("KINDS: Final")
    end = text.index("\n}\n", start) + 1
    path.write_text(text[:end] + row + text[end:], encoding="utf-8")


def _run(command: str, folder: Path) -> None:
    program = {"gen": [sys.executable, "-m", "gen"], "pytest": [sys.executable, "-m", "pytest", "-q", "-p", "no:hypothesispytest"]}
    first, *arguments = command.split(" #", maxsplit=1)[0].split()
    done = subprocess.run([*program[first], *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
