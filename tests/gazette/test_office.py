"""The DOCX of an issue through LibreOffice: the lines and pages of the PDF, in one column and in two."""

import re
from pathlib import Path

import pymupdf
import pytest
from drawn import MM, opened
from editions import ROOT, settings, squeezed
from issues import bound, document, example, written
from office import SOFFICE, to_pdf

from gen.gazette.produce import produce

LAYOUTS = {"gb9704": 1.5, "16k": 1.5, "a4": 1.5, "16k-run-on": 1.5, "a4-run-on": 1.5, "16k-2": 2.5, "a4-2": 2.5}
"""And within how many mm lines stand: after a table in narrow lines office programs are a point or two further down."""
_APART = 16
"""Points between characters that stand in two columns."""
_LEADER = re.compile("[.·…]")


Stood = dict[tuple[int, str], list[tuple[float, float]]]


def _lines(pdf: bytes) -> Stood:
    """Page and text of every line of every column, and where it stands, without leaders, which an office program draws as characters."""
    found: Stood = {}
    with opened(pdf) as document:
        for number, page in enumerate(document, 1):
            rows: dict[float, list[tuple[float, float, str]]] = {}
            for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
                for character in (character for line in block.get("lines", ()) for span in line["spans"] for character in span["chars"]):
                    x, y = character["origin"]
                    row = rows.setdefault(next((row for row in rows if abs(row - y) < 4), y), [])
                    if not character["c"].isspace() and not _LEADER.match(character["c"]):
                        row.append((x, character["bbox"][2], character["c"]))
            for baseline, characters in ((baseline, sorted(row)) for baseline, row in rows.items()):
                start = 0
                for place, (_, right, _) in enumerate(characters, 1):
                    if place == len(characters) or characters[place][0] - right > _APART:
                        text = "".join(character for *_, character in characters[start:place])
                        found.setdefault((number, text), []).append((baseline, characters[start][0]))
                        start = place
    return found


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_docx_lines_are_pdf_lines() -> None:
    office = to_pdf({layout: produce(example(layout), "docx", settings()) for layout in LAYOUTS})
    for layout, within in LAYOUTS.items():
        ours, theirs = _lines(produce(example(layout), "pdf", settings())), _lines(office[layout])
        assert ours.keys() == theirs.keys(), (layout, ours.keys() ^ theirs.keys())
        for line, stood in ours.items():
            assert len(stood) == len(theirs[line])
            for (baseline, left), (other, beside) in zip(sorted(stood), sorted(theirs[line]), strict=True):
                assert abs(baseline - other) < within * MM, (layout, line)
                # A mark at the end of a running head hangs in the copy that the test hands LibreOffice.
                assert abs(left - beside) < within * MM or line[1] == "2022年第1期（总第1期）", (layout, line)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_letter_and_a_page_on_its_side_are_as_in_the_pdf(tmp_path: Path) -> None:
    """In the official layout: the letter's pages line by line; of a page on its side, whose lines run up the sheet, every character."""
    sources = {f"{name}.md": (ROOT / "tests" / "clauses" / name / "source.md").read_text(encoding="utf-8") for name in ("10.1-letter", "8-landscape")}
    made = bound(written(tmp_path, sources), "gb9704")
    data = produce(made, "pdf", settings())
    office = to_pdf({"a": produce(made, "docx", settings())})["a"]
    pages = [page for section in made.volume.sections for page in section.edition.pages.pages]
    turned = {number for number, page in enumerate(pages, 1) if page.turned}
    assert len(turned) == 2
    ours, theirs = ({line: stood for line, stood in _lines(pdf).items() if line[0] not in turned} for pdf in (data, office))
    assert ours.keys() == theirs.keys()
    for line, stood in ours.items():
        for (baseline, left), (other, beside) in zip(sorted(stood), sorted(theirs[line]), strict=True):
            assert abs(baseline - other) < 1.5 * MM, line
            assert abs(left - beside) < 1.5 * MM or line[1] == "2023年第2期", line
    with opened(data) as one, opened(office) as two:
        assert len(one) == len(two) == len(pages)
        for number in turned:
            assert sorted(squeezed(one[number - 1].get_text())) == sorted(squeezed(two[number - 1].get_text()))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_contents_are_a_field_with_page_references() -> None:
    import zipfile  # noqa: PLC0415
    from io import BytesIO  # noqa: PLC0415

    made = example()
    with zipfile.ZipFile(BytesIO(produce(made, "docx", settings()))) as package:
        body = package.read("word/document.xml").decode()
    entries = [entry for group in made.groups for entry in group.entries]
    assert body.count(r" TOC \f g") == 1
    assert body.count("PAGEREF _Toc0") == len(entries)
    for number, entry in enumerate(entries, 1):
        assert f'w:name="_Toc{number:06d}"' in body
        assert f'TC "{entry.text}" \\f g \\l 2' in body


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("layout", ["gb9704", "16k-2"])
def test_a_page_may_begin_with_a_table_that_is_empty(layout: str, tmp_path: Path) -> None:
    """A form to be filled in, at every place of the page: it stands where the page or column begins, and the text under it with it."""
    made = {}
    for number in range(16, 24):
        folder = tmp_path / str(number)
        folder.mkdir()
        body = (*["请填回执。"] * number, "| | |", "| | |", *(f"第{place}段。" for place in range(30)))
        made[str(number)] = bound(written(folder, {"a.md": document("关于甲的决定", *body)}), layout)
    office = to_pdf({name: produce(one, "docx", settings()) for name, one in made.items()})
    for name, one in made.items():
        ours, theirs = _lines(produce(one, "pdf", settings())), _lines(office[name])
        assert ours.keys() == theirs.keys(), (name, ours.keys() ^ theirs.keys())
        for line, stood in ours.items():
            assert all(abs(a - b) < LAYOUTS[layout] * MM for (a, _), (b, _) in zip(sorted(stood), sorted(theirs[line]), strict=True)), (name, line)
