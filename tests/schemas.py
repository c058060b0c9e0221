"""The JSON Schemas in gen/schema, generated from the values of the program, and whether a value is as a schema has it.

`python tests/schemas.py --write` writes them; a test holds them.
"""

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from gen.cli.records import Finding, Line
from gen.document.structure import Structure

FOLDER: Final = Path(__file__).parents[1] / "gen" / "schema"


def _parts(*types: Any) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:  # noqa: ANN401 — types
    """Types → their schemas, and the definitions that these refer to."""
    schemas, definitions = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    for definition in definitions.values():
        # A docstring, in English for programmers.
        definition.pop("description", None)
    return list(schemas), definitions


def _document() -> dict[str, Any]:
    _, definitions = _parts(Structure)
    return {
        "title": "公文的结构",
        "description": ("gen export --to json 的输出。字段的含义见 docs/structure.md。文字照印；日期用 ISO 8601；没有的是 null，列表是空列表。"),
        **{key: value for key, value in definitions.pop("Structure").items() if key != "title"},
        "$defs": definitions,
    }


def _build() -> dict[str, Any]:
    lines, definitions = _parts(*get_args(Line))
    return {
        "title": "生成的结果",
        "description": "gen build --json 的一行。每份源文件、每个保留或删去的输出一行，status 说是哪一种；最后一行是合计。见 docs/builds.zh-CN.md。",
        "anyOf": lines,
        "$defs": definitions,
    }


def _check() -> dict[str, Any]:
    (findings,), definitions = _parts(list[Finding])
    return {"title": "检查的结果", "description": "gen check --json 的输出：错误、警告和提示，依次。", **findings, "$defs": definitions}


_MADE: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {"document": _document, "build": _build, "check": _check}
NAMES: Final = tuple(_MADE)


def path_of(name: str) -> Path:
    """The name of a schema → its file."""
    return FOLDER / f"{name}.schema.json"


def generated(name: str) -> str:
    """The name of a schema → its file's text."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"https://gongwen-gen/schema/{name}.schema.json"}
    return json.dumps({**head, **_MADE[name]()}, ensure_ascii=False, indent=1) + "\n"


def committed(name: str) -> dict[str, Any]:
    """The name of a schema → what its file says."""
    schema: dict[str, Any] = json.loads(path_of(name).read_text(encoding="utf-8"))
    return schema


_TYPES: Final[Mapping[str, type]] = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}


def faults(value: object, schema: dict[str, Any], root: dict[str, Any] | None = None, place: str = "") -> list[str]:
    """What of a value is not as the schema has it; of JSON Schema only what ours uses."""
    root = root or schema
    if "$ref" in schema:
        return faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, place)
    if "anyOf" in schema:
        found = [faults(value, choice, root, place) for choice in schema["anyOf"]]
        return [] if not all(found) else min(found, key=len)
    if "type" in schema and not isinstance(value, _TYPES[schema["type"]]):
        return [f"{place}: {value!r} is not {schema['type']}"]
    wrong: list[str] = []
    if isinstance(value, dict):
        known = schema["properties"]
        wrong += [f"{place}: {key} is missing" for key in schema["required"] if key not in value]
        wrong += [f"{place}: {key} is unknown" for key in value if key not in known]
        wrong += [fault for key, inner in value.items() if key in known for fault in faults(inner, known[key], root, f"{place}.{key}")]
    elif isinstance(value, list):
        wrong += [fault for inner in value for fault in faults(inner, schema["items"], root, f"{place}[]")]
        wrong += [f"{place}: too few"] if len(value) < schema.get("minItems", 0) else []
    elif isinstance(value, str):
        fits = re.search(schema.get("pattern", ""), value) and len(value) >= schema.get("minLength", 0)
        wrong += [] if fits else [f"{place}: {value!r}"]
    elif isinstance(value, int):
        wrong += [f"{place}: {value}"] if value < schema.get("minimum", value) else []
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{place}: {value!r}")
    return wrong


if __name__ == "__main__" and "--write" in sys.argv:
    for _name in NAMES:
        path_of(_name).write_text(generated(_name), encoding="utf-8")
