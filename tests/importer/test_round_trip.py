"""Our own outputs import again to the same structure: source → DOCX → source, and source → text → source."""

import json
from pathlib import Path

import pytest
from editions import EXAMPLE, ROOT, TEMPLATES, settings

from gen.document.model import Document
from gen.importer.intake import take_in
from gen.importer.recognise.recognise import recognise
from gen.importer.repair.source_text import source_text
from gen.pipeline import typeset
from gen.source.reader import read
from gen.wording.structure import export_json
from gen.writers import write

CORPUS = ROOT.parent / "shared" / "corpus"
TEXTS = sorted(CORPUS.glob("d*.txt"))


def squeezed(value: object) -> object:
    """Take white space out of every string: it is no part of the text."""
    if isinstance(value, dict):
        return {key: squeezed(member) for key, member in value.items()}
    if isinstance(value, list):
        return [squeezed(member) for member in value]
    return "".join(value.split()) if isinstance(value, str) else value


def imported(data: bytes, name: str) -> Document:
    """Import bytes the whole way: receive, recognise, print a source, read it."""
    document, _ = recognise(take_in(data, name).items, name)
    return read(source_text(document).encode(), name, name)[0]


def structure(document: Document) -> object:
    return squeezed(json.loads(export_json(document)))


@pytest.mark.parametrize("format_", ["docx", "txt"])
def test_the_example(format_: str) -> None:
    document, _ = read(EXAMPLE.read_bytes(), "example.md", "example")
    again = imported(write(typeset(document, TEMPLATES), format_, settings()), "example")
    assert structure(again) == structure(document)


@pytest.mark.skipif(not TEXTS, reason="the corpus of real texts is not beside the project")
@pytest.mark.parametrize("format_", ["docx", "txt"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_real_texts(path: Path, format_: str) -> None:
    document = imported(path.read_bytes(), path.stem)
    again = imported(write(typeset(document, TEMPLATES), format_, settings()), path.stem)
    assert structure(again) == structure(document)
