"""Every line of every document of the clauses and figures: the DOCX through LibreOffice ends it where the PDF does, on the same page."""

import re

import pytest
from measured import HANGING_INVERTED, sheet, sources
from office import SOFFICE

_LEADER = re.compile("·{3,}")
"""The dots of a 目录, which an office program draws as characters."""


def lines_of(name: str, engine: str) -> list[tuple[int, str]]:
    """Page and text of every line of a document: of titles, mastheads, cells, notes and folios too."""
    return [(line.page, _LEADER.sub("", line.text)) for line in sheet(name, engine).lines]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("engine", ["docx", HANGING_INVERTED])
@pytest.mark.parametrize("name", sources())
def test_lines_and_pages_are_the_same(name: str, engine: str) -> None:
    assert lines_of(name, engine) == lines_of(name, "pdf")
