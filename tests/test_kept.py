"""What is kept in the user's cache folder: it saves time, decides nothing, and is made again when it is damaged or cannot be written."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen.dictionary import key_of
from gen.standard.design import Design
from gen.standard.gb9704 import Face
from gen.workspace import cache as kept
from gen.writers.docx import package as docx_package
from gen.writers.docx.shared import make
from gen.writers.docx.variant import Variant

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "gongwen-gen"


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _changed(data: bytes) -> bytes:
    return data.replace(b"w:", b"x:", 1).replace(b",", b"1", 1)


DAMAGES = [_cut, _changed, lambda _: b"", lambda data: os.urandom(len(data)), lambda _: b"\n\xff \n"]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("variant", [Variant(), Variant(letter=True), Variant(Design(latin=Face.SONG))])
def test_shared_parts_are_what_python_docx_makes_even_when_the_kept_ones_are_damaged(
    cache: Path, variant: Variant, damage: Callable[[bytes], bytes]
) -> None:
    made = make(variant)
    assert docx_package.SharedParts(variant).parts == made
    (file,) = cache.glob("docx-*.json")
    assert docx_package.SharedParts(variant).parts == made
    file.write_bytes(damage(file.read_bytes()))
    assert docx_package.SharedParts(variant).parts == made
    assert list(docx_package.SharedParts(variant).parts) == list(made)


def test_kept_parts_know_every_module_that_makes_them() -> None:
    found: set[str] = set()
    waiting = ["gen.writers.docx.shared"]
    while waiting:
        name = waiting.pop()
        path = ROOT / f"{name.replace('.', '/')}.py"
        if name in found or not path.exists():
            continue
        found.add(name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gen"):
                waiting += [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    assert {name.removeprefix("gen.").replace(".", "/") for name in found} <= set(docx_package.MADE_BY)


_DIVIDED = "import sys; from gen.dictionary import word_starts; print(sorted(word_starts(sys.argv[1])), 'rjieba' in sys.modules)"
TITLE = "××市人民代表大会常务委员会关于加强生活垃圾分类管理的决定"


def _divided() -> tuple[str, bool]:
    ran = subprocess.run([sys.executable, "-c", _DIVIDED, TITLE], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    found, _, loaded = ran.stdout.strip().rpartition(" ")
    return found, loaded == "True"


@pytest.mark.parametrize("damage", DAMAGES)
def test_words_of_a_title_are_found_once(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    first, loaded = _divided()
    assert loaded
    assert _divided() == (first, False)
    file = cache / "words"
    file.write_bytes(damage(file.read_bytes()))
    assert _divided() == (first, True)
    assert _divided() == (first, False)


def test_words_that_are_not_those_of_the_title_are_not_believed(cache: Path) -> None:
    first, _ = _divided()
    key = key_of(TITLE)
    for value in ("1", "0,29", "29,0", "-1,30", "x", "", "１", f"{len(TITLE) - 1}"):
        kept.note("words", key, value)
        assert _divided() == (first, True), value
        (cache / "words").unlink()


@given(
    st.lists(st.tuples(st.from_regex("[0-9a-f]{32}", fullmatch=True), st.from_regex(r"[0-9,]{1,9}", fullmatch=True)), max_size=5),
    st.binary(max_size=9),
)
def test_the_line_noted_last_is_found_among_any_others(tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]], torn: bytes) -> None:
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        (folder / "gongwen-gen").mkdir()
        (folder / "gongwen-gen" / "lines").write_bytes(torn)
        for key, value in lines:
            kept.note("lines", key, value)
        for key, value in dict(lines).items():
            assert kept.noted("lines", key) == value
            assert key in kept.keys("lines")


def test_home_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    shutil.copy(ROOT / "source/example.md", tmp_path / "source")
    file = tmp_path / "file"
    file.write_text("a file, in which no folder can be made")
    outputs = []
    for number, home in enumerate((tmp_path / "home", file)):
        environment = os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(home)}
        folder = tmp_path / f"out{number}"
        command = [sys.executable, "-m", "gen", "build", "--fonts", "bundled", "-o", str(folder)]
        ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, b"")
        outputs.append({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()})
    assert len(outputs[0]) == 3
    assert outputs[0] == outputs[1]
