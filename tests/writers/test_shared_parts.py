"""The parts that all DOCX of a variant share: those that python-docx makes, whatever the cache says."""

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gen.standard.design import Design
from gen.standard.gb9704 import Face
from gen.writers.docx import package
from gen.writers.docx.shared import make
from gen.writers.docx.variant import Variant

ROOT = Path(__file__).resolve().parents[2]


def _changed(data: bytes) -> bytes:
    return data.replace(b"w:", b"x:", 1)


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], _changed, lambda _: b"", lambda data: os.urandom(len(data))])
@pytest.mark.parametrize("variant", [Variant(), Variant(letter=True), Variant(Design(latin=Face.SONG))])
def test_they_are_what_python_docx_makes_even_when_the_cache_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variant: Variant, damage: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = make(variant)
    assert package.SharedParts(variant).parts == made
    file = tmp_path / "gongwen-gen" / "docx"
    assert package.SharedParts(variant).parts == made
    file.write_bytes(damage(file.read_bytes()))
    assert package.SharedParts(variant).parts == made
    assert list(package.SharedParts(variant).parts) == list(made)


def test_their_key_covers_every_module_that_makes_them() -> None:
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
    assert {name.removeprefix("gen.").replace(".", "/") for name in found} <= set(package.MADE_BY)
