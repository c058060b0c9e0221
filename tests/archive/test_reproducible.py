"""The same sources give the same bytes: wherever, in whatever environment, by however many workers, fresh or incremental, in any Python."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from archives import ROOT, Archive, command, environment

_PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def fill(archive: Archive) -> None:
    for number in range(20):
        archive.source(f"{number % 3}/{number:02}", f"第{number}号事务")
    archive.write("source/example.md", (ROOT / "source/example.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The outputs of one build, in this process's environment."""
    archive = Archive(tmp_path_factory.mktemp("first"))
    fill(archive)
    built(archive, {}, "--jobs", "1")
    assert len(archive.outputs()) == 63
    return archive.outputs()


def built(archive: Archive, more: Mapping[str, str], *arguments: str, umask: int = 0o022) -> None:
    line = command("build", "--fonts", "bundled", *arguments)
    done = subprocess.run(line, cwd=archive.root, env=environment(more), capture_output=True, umask=umask, check=False)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    ("more", "umask", "jobs"),
    [
        ({}, 0o022, "2"),
        ({"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "1"}, 0o077, "1"),
        ({"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "4294967295", "SOURCE_DATE_EPOCH": "1"}, 0o002, "2"),
        ({"LC_ALL": "zh_CN.GB18030", "PYTHONOPTIMIZE": "2"}, 0o027, "8"),
    ],
)
def test_in_another_folder_and_environment(expected: dict[str, bytes], tmp_path: Path, more: dict[str, str], umask: int, jobs: str) -> None:
    archive = Archive(tmp_path / "另一个 folder")
    fill(archive)
    built(archive, more, "--jobs", jobs, umask=umask)
    assert archive.outputs() == expected


def test_step_by_step(expected: dict[str, bytes], tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    fill(archive)
    sources = sorted((archive.root / "source").rglob("*.md"))
    texts = {path: path.read_text(encoding="utf-8") for path in sources}
    for path in sources[::2]:
        path.write_text(texts[path].replace("依法", "不依法"), encoding="utf-8")
    built(archive, {}, "-f", "txt")
    built(archive, {}, str(sources[0]), "-f", "pdf")
    built(archive, {})
    for path in sources:
        path.write_text(texts[path], encoding="utf-8")
    built(archive, {})
    assert archive.outputs() == expected


@pytest.mark.parametrize("version", _PYTHONS)
def test_in_another_python(expected: dict[str, bytes], tmp_path: Path, version: str) -> None:
    python = _python(version)
    if python is None:
        pytest.skip(f"no Python {version} with this project's libraries; GEN_PYTHON_{version.replace('.', '_')} may name one")
    archive = Archive(tmp_path)
    fill(archive)
    line = command("build", "--fonts", "bundled", "--jobs", "2", python=python)
    done = subprocess.run(line, cwd=archive.root, env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert archive.outputs() == expected


@cache
def _python(version: str) -> str | None:
    """An interpreter of a version that has the libraries: the one that the environment names, or one on the path."""
    candidates = [os.environ.get(f"GEN_PYTHON_{version.replace('.', '_')}"), shutil.which(f"python{version}")]
    for candidate in filter(None, candidates):
        code = f"import sys, click, jinja2, docx, reportlab, yaml, uharfbuzz, fontTools, rjieba; assert sys.version.startswith('{version}.')"
        if subprocess.run([candidate, "-c", code], capture_output=True, check=False).returncode == 0:
            return candidate
    return None
