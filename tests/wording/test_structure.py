"""The structure of every page of the clauses is as the schema has it, and comes back from its JSON with the same bytes."""

import json
from pathlib import Path

import msgspec
import pytest
import schemas
from editions import EXAMPLE, ROOT

from gen.document.structure import Structure, to_json
from gen.pipeline import read_document
from gen.wording.structure import export_json, structure

SOURCES = [EXAMPLE, *sorted((ROOT / "tests" / "clauses").glob("*/source.md"))]
SCHEMA = schemas.committed("document")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_it_is_as_the_schema_has_it_and_comes_back_from_the_json(path: Path) -> None:
    document, _ = read_document(path)
    text = export_json(document)
    assert schemas.faults(json.loads(text), SCHEMA) == []
    found = msgspec.json.decode(text, type=Structure)
    assert (found, to_json(found)) == (structure(document), text)


def test_a_structure_is_hashable() -> None:
    """All of it is frozen, down to the cells of its tables."""
    document, _ = read_document(EXAMPLE)
    assert hash(msgspec.json.decode(export_json(document), type=Structure)) == hash(structure(document))
