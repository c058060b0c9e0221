"""The same source gives the same bytes: whenever, wherever, in whatever environment, and after whatever other documents."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from editions import EXAMPLE, ROOT, edition, example, settings
from writers.documents import EVERYTHING

from gen.writers import FORMATS, write

_ORDER = """
import hashlib, json, sys
from editions import EXAMPLE, edition, settings
from gen.writers import FORMATS, write

source = EXAMPLE.read_text(encoding="utf-8")
made = {}
for number in range(1, 51):
    wanted = number in {1, 12, 13, 50}
    text = source if wanted else source.replace("。\\n", f"。第{number}号，另有{chr(0x4E00 + number)}{chr(0x5000 + number)}等字。\\n", 3)
    document = edition(text, "source/example.md")
    for format_ in FORMATS:
        data = write(document, format_, settings())
        if wanted:
            made[f"{format_} {number}"] = hashlib.sha256(data).hexdigest()
print(json.dumps(made))
"""
"""Fifty documents in one process, the 1st, 12th, 13th and 50th of them the example."""


def digests(*, repeat: int = 1) -> dict[str, set[str]]:
    """The digests of the example and of a document with everything, in every format."""
    sources = {"example": EXAMPLE.read_text(encoding="utf-8"), "everything": EVERYTHING}
    return {
        f"{name} {format_}": {hashlib.sha256(write(edition(source, "x.md"), format_, settings())).hexdigest() for _ in range(repeat)}
        for name, source in sources.items()
        for format_ in FORMATS
    }


def run(code: str, folder: Path, environment: dict[str, str]) -> bytes:
    """Code in a process of its own → what it prints."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=os.environ | environment | {"PYTHONPATH": path}, capture_output=True, check=True
    )
    return done.stdout


def elsewhere(folder: Path, environment: dict[str, str]) -> dict[str, set[str]]:
    """The digests that another process gives, in another environment."""
    done = run(
        "import json; from writers.test_same_bytes import digests; print(json.dumps({k: list(v) for k, v in digests().items()}))", folder, environment
    )
    return {name: set(values) for name, values in json.loads(done).items()}


def test_twice_in_one_process() -> None:
    assert {len(found) for found in digests(repeat=2).values()} == {1}


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1", "LANG": "C"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "zh_CN.GB18030", "PYTHONHASHSEED": "4294967295", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_in_another_process_place_and_environment(environment: dict[str, str], tmp_path: Path) -> None:
    assert elsewhere(tmp_path, environment) == digests()


def test_after_other_documents(tmp_path: Path) -> None:
    """A typeface is prepared for a batch after some documents, which may change nothing."""
    made = json.loads(run(_ORDER, tmp_path, {}))
    for format_ in FORMATS:
        alone = hashlib.sha256(write(example(), format_, settings())).hexdigest()
        assert {made[f"{format_} {number}"] for number in (1, 12, 13, 50)} == {alone}, format_
