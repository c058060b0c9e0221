"""The shared parts that are kept beside the code are what python-docx makes of the styles, settings and fonts of today.

`pytest tests/writers/test_docx_parts.py --update` makes them again.
"""

import json
from xml.etree import ElementTree as ET

from gen.writers.docx_maker import make
from gen.writers.docx_package import CORE_PART, KEPT, digest, shared

_STAND_IN = "<coreProperties/>"


def test_the_parts_kept_are_those_python_docx_makes(update: bool) -> None:  # noqa: FBT001 — a fixture
    made = {name: data.decode() for name, data in make(shared()).items()}
    # Every document has its own; python-docx's has the clock in it.
    made[CORE_PART] = _STAND_IN
    if update:
        text = json.dumps({"made_from": digest(shared()), "parts": made}, ensure_ascii=False, indent=1)
        KEPT.write_text(text + "\n", encoding="utf-8", newline="\n")
    kept = json.loads(KEPT.read_bytes())
    assert kept["made_from"] == digest(shared()), "pytest tests/writers/test_docx_parts.py --update"
    assert list(kept["parts"]) == list(made)
    for name, text in kept["parts"].items():
        assert ET.canonicalize(text) == ET.canonicalize(made[name]), name
