"""One folder a fault: a source that has it, and the exact messages for its author (`pytest --update` rewrites them)."""

from pathlib import Path

import pytest

from gen.errors import SourceError
from gen.source.reader import read

CASES = sorted(folder for folder in Path(__file__).parent.iterdir() if folder.is_dir() and not folder.name.startswith("_"))


def _told(folder: Path) -> str:
    source = folder / "source.md"
    data = (source if source.exists() else folder / "source.bin").read_bytes()
    try:
        _, diagnostics = read(data, "source.md", "source")
    except SourceError as error:
        diagnostics = error.diagnostics
    return "".join(f"{diagnostic}\n" for diagnostic in diagnostics)


@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_fault(folder: Path, *, update: bool) -> None:
    told = _told(folder)
    expected = folder / "expected.txt"
    if update:
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told
    assert told == expected.read_text(encoding="utf-8")
