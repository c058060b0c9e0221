"""The archive that most tests here build."""

from pathlib import Path

import pytest
from archives import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A workspace with two sources, not yet built."""
    archive = Archive(tmp_path / "workspace")
    archive.source("a", "污水治理")
    archive.source("b/c", "垃圾分类")
    return archive
