"""Microsoft's validator of Office files, where it is installed: what it says of a DOCX."""

import json
import os
import subprocess
from pathlib import Path

import pytest

VALIDATOR = os.environ.get("OOXML_VALIDATOR", "")
needs_validator = pytest.mark.skipif(not VALIDATOR, reason="OOXML_VALIDATOR does not name Microsoft's validator")


def validated(data: bytes, folder: Path) -> tuple[list[object], bool]:
    """The bytes of a DOCX → the errors that the validator finds, and whether it calls the file valid."""
    path = folder / "document.docx"
    path.write_bytes(data)
    answer = json.loads(subprocess.run([VALIDATOR, str(path)], capture_output=True, check=False).stdout)
    return answer["errors"], answer["ok"]
