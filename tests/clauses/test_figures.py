"""The twelve figures at the end of GB/T 9704-2012: a source each, measured in `test_geometry.py`, and shown in docs/gallery.md."""

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from editions import ROOT
from measured import ENGINES, editions, sheet

FIGURES = sorted((ROOT / "tests" / "figures").glob("*.md"))


@cache
def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", ROOT / "docs" / "gallery.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("figure", FIGURES, ids=lambda path: path.stem)
def test_the_figures_of_the_standard_are_drawn(figure: Path, engine: str) -> None:
    """Each on as many pages in PDF and DOCX as it is made up into, with every line in the type area or a letter's mark above it."""
    page = sheet(f"figures/{figure.stem}", engine)
    assert len(page.paper()) == len(editions()[f"figures/{figure.stem}"].pages.pages)
    for line in page.body():
        assert 27.8 <= line.left < line.right <= 184.3, line.text


def test_there_are_twelve() -> None:
    assert [int(path.stem[:2]) for path in FIGURES] == list(range(1, 13))
    assert [figure.source for figure in gallery().SHOWN] == [path.stem for path in FIGURES]


def test_the_gallery_shows_every_figure() -> None:
    """`make pictures` draws them anew."""
    page = ROOT / "docs" / "gallery.md"
    assert page.read_text(encoding="utf-8") == gallery().gallery()
    shown = re.findall(r"!\[[^]]+\]\((pictures/[^)]+)\)", page.read_text(encoding="utf-8"))
    assert len(shown) == 12
    for path in shown:
        data = (page.parent / path).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < gallery().LARGEST


def test_each_picture_shows_its_page_of_the_document() -> None:
    for figure in gallery().SHOWN:
        assert 1 <= abs(figure.page) <= len(sheet(f"figures/{figure.source}", "pdf").paper())
