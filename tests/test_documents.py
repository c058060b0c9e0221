"""What the project's own pages, docstrings and comments point at is there: links, headings, and files that are named."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_FOLDERS = ("bench", "docs", "fonts", "gen", "source", "templates", "tests")
_WRITTEN = {".md", ".py", ".toml", ".yaml", ".j2", ".json"}
_FENCED = re.compile(r"^ *```.*?^ *```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
"""Blocks and words of code: what looks like a link in them is none."""
_LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
_HEADING = re.compile(r"^#+ (.*)", re.MULTILINE)
_NAMED = re.compile(r"(?<![\w./-])((?:bench|docs|gen|tests)/(?:[\w.-]+/)*[\w-]+\.(?:md|py|toml|json))\b")
"""A file of the project, by its path from the root. `source/`, `templates/` and `fonts/` are a workspace's too, whose files are examples."""
_RECIPE = "tests/clauses/kind-bill/"
"""What a reader of CONTRIBUTING makes by following its ten steps."""


@cache
def _files() -> tuple[Path, ...]:
    """Every file of the project that somebody writes in."""
    inside = (path for folder in _FOLDERS for path in (ROOT / folder).rglob("*"))
    return tuple(sorted(path for path in (*ROOT.iterdir(), *inside) if path.suffix in _WRITTEN and path.is_file()))


def _pages() -> list[Path]:
    return [path for path in _files() if path.suffix == ".md"]


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def _anchor(heading: str) -> str:
    """A heading → how a link names it, by GitHub's rule."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


@pytest.mark.parametrize("page", _pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target, heading in _LINK.findall(_FENCED.sub("", _text(page))):
        if re.match(r"\w+:", target):
            continue
        file = page.parent / target if target else page
        assert file.exists(), target
        assert not heading or heading in map(_anchor, _HEADING.findall(_FENCED.sub("", _text(file)))), f"{target}#{heading}"


def test_files_that_are_named_exist() -> None:
    """In prose, docstrings and comments alike."""
    named = {(path.relative_to(ROOT).as_posix(), name) for path in _files() for name in _NAMED.findall(_text(path)) if not name.startswith(_RECIPE)}
    assert named
    assert not sorted((file, name) for file, name in named if not (ROOT / name).exists())


def test_paths_in_backticks_exist() -> None:
    """Folders, templates and pictures too, on the pages at the root."""
    for page in ROOT.glob("*.md"):
        for path in re.findall(r"`((?:gen|tests|docs|templates|fonts|source|bench)/[\w./-]+)`", _text(page)):
            assert (ROOT / path).exists(), f"{page.name}: {path}"
