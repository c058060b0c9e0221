"""The JSON Schemas say what the values of the program say, and refuse what decoding refuses."""

import json
from typing import Any

import msgspec
import pytest
import schemas
from editions import EXAMPLE

from gen.document.structure import Structure
from gen.pipeline import read_document
from gen.wording.structure import export_json

WRONG = [
    ("title", None),
    ("title", 1),
    ("unknown", "x"),
    ("date", ""),
    ("date", "2022-1-02"),
    ("date", "2022年1月2日"),
    ("adoption_dates", ["2022-01-02", "x"]),
    ("adoption_dates", "2022-01-02"),
    ("preamble_paragraphs", [""]),
    ("closing", []),
    ("signature", {"body": "××市人民政府"}),
    ("signature", {"body": "××市人民政府", "date": None, "more": ""}),
    ("articles", [{"label": "", "level": "条", "text": "", "path": ["第一条"]}]),
    ("articles", [{"label": "第一条", "level": "款", "text": "", "path": ["第一条"]}]),
    ("articles", [{"label": "第一条", "level": "条", "text": "", "path": []}]),
    ("articles", [{"label": "第一条", "level": "条", "text": "", "path": [""]}]),
    ("attachments", [{"label": "", "title": "", "kind": "图", "articles": [], "paragraphs": [], "tables": []}]),
    ("attachments", [{"label": "", "title": "", "kind": "表", "articles": [], "paragraphs": [], "tables": [[[1]]]}]),
]
"""A field of a structure, and a value that it must not have."""


@pytest.mark.parametrize("name", schemas.NAMES)
def test_a_schema_says_what_the_values_say(name: str, *, update: bool) -> None:
    path = schemas.path_of(name)
    if update:
        path.write_text(schemas.generated(name), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == schemas.generated(name), "python tests/schemas.py --write"


@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_field_has_a_description_in_chinese(name: str) -> None:
    schema = schemas.committed(name)
    for each in (schema, *schema["$defs"].values()):
        fields: dict[str, Any] = each.get("properties", {})
        assert {key for key, field in fields.items() if field.get("description", "").isascii()} <= {"articles"}


def _example() -> dict[str, Any]:
    document, _ = read_document(EXAMPLE)
    structure: dict[str, Any] = json.loads(export_json(document))
    return structure


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_the_schema_refuses_is_not_decoded(field: str, value: object) -> None:
    wrong = _example() | {field: value}
    assert schemas.faults(wrong, schemas.committed("document"))
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(json.dumps(wrong), type=Structure)


@pytest.mark.parametrize("field", _example())
def test_every_field_of_a_structure_is_required(field: str) -> None:
    wrong = {key: value for key, value in _example().items() if key != field}
    assert schemas.faults(wrong, schemas.committed("document"))
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(json.dumps(wrong), type=Structure)
