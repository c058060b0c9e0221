"""The DOCX of an issue through LibreOffice: the lines and pages of the PDF, in one column and in two."""

from pathlib import Path

import pytest
from drawn import MM, lines, pages
from editions import ROOT, settings
from issues import bound, example, written
from office import SOFFICE, to_pdf

from gen.gazette.produce import produce

LAYOUTS = {"gb9704": 1.5, "16k": 1.5, "a4": 1.5, "16k-run-on": 1.5, "a4-run-on": 1.5, "16k-2": 2.5, "a4-2": 2.5}
"""And within how many mm lines stand: after a table in narrow lines office programs are a point or two further down."""
_APART = 16
"""Points between characters that stand in two columns."""
_LEADERS = ".·…"

Stood = dict[tuple[int, str], list[tuple[float, float]]]


def _lines(pdf: bytes) -> Stood:
    """Page and text of every line of every column, and where it stands, without leaders, which an office program draws as characters."""
    found: Stood = {}
    for line in lines(pdf, _APART, without=_LEADERS):
        found.setdefault((line.page, line.text), []).append((line.baseline, line.left))
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
    """In the official layout, line by line."""
    sources = {f"{name}.md": (ROOT / "tests" / "clauses" / name / "source.md").read_text(encoding="utf-8") for name in ("10.1-letter", "8-landscape")}
    made = bound(written(tmp_path, sources), "gb9704")
    data = produce(made, "pdf", settings())
    office = to_pdf({"a": produce(made, "docx", settings())})["a"]
    bound_pages = [page for section in made.volume.sections for page in section.edition.pages.pages]
    assert sum(page.turned for page in bound_pages) == 2
    assert len(pages(data)) == len(pages(office)) == len(bound_pages)
    ours, theirs = _lines(data), _lines(office)
    assert ours.keys() == theirs.keys()
    for line, stood in ours.items():
        for (baseline, left), (other, beside) in zip(sorted(stood), sorted(theirs[line]), strict=True):
            assert abs(baseline - other) < 1.5 * MM, line
            assert abs(left - beside) < 1.5 * MM or line[1] == "2023年第2期", line


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
