"""GLOSSARY.md against the code: every name exists, every element and every page rule has one."""

import importlib
import re
from pathlib import Path

from gen.document.blocks import Tag
from gen.pagination.page_breaks import PageRule

ROOT = Path(__file__).resolve().parent.parent
_NAME = re.compile(r"`([\w.]+)`")


def _rows() -> list[list[str]]:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")][1:]


def _is_defined(name: str) -> bool:
    """Whether `module.name.name` of `gen` exists; a field without a default is a name too."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(("gen", *parts[:cut])))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if part not in getattr(found, "__annotations__", {}) and not hasattr(found, part):
                return False
            found = getattr(found, part, None)
        return True
    return False


def test_names_exist() -> None:
    assert not [name for *_, where in _rows() for name in _NAME.findall(where) if not _is_defined(name)]


def test_rows_are_in_order_and_none_comes_twice() -> None:
    english = [row[0] for row in _rows()]
    assert sorted(english, key=str.casefold) == english
    assert len(set(english)) == len(english)


def test_every_element_and_every_page_rule_has_a_row() -> None:
    named = {name for *_, where in _rows() for name in _NAME.findall(where)}
    assert {f"document.blocks.Tag.{tag.name}" for tag in Tag} <= named
    assert {f"pagination.page_breaks.PageRule.{rule.name}" for rule in PageRule} <= named
