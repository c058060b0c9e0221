"""Each clause met so far as a page: its sources, what their pages look like, and a page that says why.

`pytest --update` rewrites the pictures; a reviewer compares them with the clause, and needs no Python for it.
"""

from pathlib import Path

import pytest
from editions import TEMPLATES

from gen.cli.show import show
from gen.source.reader import read

FOLDER = Path(__file__).parent
CLAUSES = sorted(path.parent for path in FOLDER.glob("*/README.md"))
HEADINGS = ("## 条文怎么说", "## Word 和 LibreOffice 怎么做", "## 我们怎么做")


def sources(clause: Path) -> list[Path]:
    """The documents of a folder: `source.md`, or several."""
    return sorted(path for path in clause.glob("*.md") if path.name != "README.md")


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda path: path.name)
def test_the_pages_are_the_picture(clause: Path, update: bool) -> None:  # noqa: FBT001 — a fixture
    pictures: list[str] = []
    for source in sources(clause):
        document, warnings = read(source.read_bytes(), source.name, clause.name, clause)
        assert warnings == ()
        pictures.append(show(document, "pages", TEMPLATES, source.name) + "\n")
    assert pictures
    names = [f"〔{source.name}〕\n" if len(pictures) > 1 else "" for source in sources(clause)]
    picture = "\n".join(name + drawn for name, drawn in zip(names, pictures, strict=True))
    specimen = clause / "specimen.txt"
    if update:
        specimen.write_text(picture, encoding="utf-8", newline="\n")
    assert picture == specimen.read_text(encoding="utf-8")


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda path: path.name)
def test_the_page_that_says_why_is_whole(clause: Path) -> None:
    """Ten to twenty lines: what the clause says, what Word and LibreOffice do, what we do."""
    lines = (clause / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines if line.startswith("## ")] == list(HEADINGS)
    assert 10 <= len([line for line in lines if line]) <= 20
