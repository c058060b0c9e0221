"""The DOCX of an issue through LibreOffice: the lines and pages of the PDF, in one column and in two, whether or not marks hang."""

from pathlib import Path

import pytest
from drawn import MM, lines, pages
from editions import ROOT, settings
from issues import bound, document, example, written
from office import JUDGES, SOFFICE, to_pdf

from gen.gazette.layouts import LAYOUTS
from gen.gazette.produce import produce

WITHIN = 1.5
"""How many mm apart a line may stand."""
_HEAD_WITHIN = 1
"""The same for a running head at the right margin, not on the cover: LibreOffice sets narrower gaps beside figures than the PDF."""
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
@pytest.mark.parametrize("judge", JUDGES)
def test_docx_lines_are_pdf_lines(judge: str) -> None:
    office = JUDGES[judge]({layout: produce(example(layout), "docx", settings()) for layout in LAYOUTS})
    for layout in LAYOUTS:
        ours, theirs = _lines(produce(example(layout), "pdf", settings())), _lines(office[layout])
        assert ours.keys() == theirs.keys(), (layout, ours.keys() ^ theirs.keys())
        for line, stood in ours.items():
            assert len(stood) == len(theirs[line])
            for (baseline, left), (other, beside) in zip(sorted(stood), sorted(theirs[line]), strict=True):
                assert abs(baseline - other) < WITHIN * MM, (layout, line)
                assert abs(left - beside) < (_HEAD_WITHIN if line[0] > 1 and line[1] == "2022年第1期（总第1期）" else WITHIN) * MM, (layout, line)


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
            assert abs(baseline - other) < WITHIN * MM, line
            assert abs(left - beside) < (_HEAD_WITHIN if line[0] > 1 and line[1] == "2023年第2期" else WITHIN) * MM, line


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_contents_are_a_field_with_page_references() -> None:
    import zipfile
    from io import BytesIO

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
            assert all(abs(a - b) < WITHIN * MM for (a, _), (b, _) in zip(sorted(stood), sorted(theirs[line]), strict=True)), (name, line)
