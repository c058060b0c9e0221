"""Every real document of the corpus imports, is printed to the character, reads back from its source, and can be set in all formats."""

from functools import cache
from pathlib import Path

import pytest
from editions import ROOT, TEMPLATES, settings, squeezed
from importer.bare import bare

from gen.composition.compose import compose
from gen.document.model import Document, Unit
from gen.importer.intake import take_in
from gen.importer.receive.items import RawLine
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.identity import printed_text
from gen.importer.repair.repaired import Repaired
from gen.importer.repair.source_text import source_text
from gen.pipeline import typeset
from gen.source.reader import read
from gen.wording.structure import structure
from gen.writers import FORMATS, write

CORPUS = ROOT.parent / "shared" / "corpus"
FILES = sorted(CORPUS.glob("d*.txt"))

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of real documents is not beside the project")
every = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def _received(path: Path) -> Repaired:
    return take_in(path.read_bytes(), path.name)


@cache
def _document(path: Path) -> Document:
    return recognise(_received(path).items, path.stem)[0]


@every
def test_every_character_received_is_printed_in_its_order(path: Path) -> None:
    items = _received(path).items
    received = squeezed("".join(item.text if isinstance(item, RawLine) else "".join(cell for row in item.rows for cell in row) for item in items))
    assert squeezed(printed_text(_document(path))) == received


@every
def test_the_templates_print_the_same(path: Path) -> None:
    document = _document(path)
    assert squeezed("".join(block.text for block in compose(document, TEMPLATES).blocks)) == squeezed(printed_text(document))


@every
def test_its_source_reads_back(path: Path) -> None:
    document = _document(path)
    again, _ = read(source_text(document).encode(), f"{path.stem}.md", path.stem)
    assert bare(again) == bare(document)
    assert structure(again) == structure(document)


@every
def test_it_can_be_set_in_every_format(path: Path) -> None:
    edition = typeset(_document(path), TEMPLATES, path.stem)
    for format_ in FORMATS:
        assert write(edition, format_, settings())


@every
def test_no_article_is_lost_on_the_way_to_the_structure(path: Path) -> None:
    document = _document(path)
    labelled = [unit.label for unit in document.body if isinstance(unit, Unit) and unit.level]
    assert [article["label"] for article in structure(document)["articles"]] == labelled
