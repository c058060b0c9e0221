"""The example decision: its text to the character, its pages to the ruler, the same lines in every format."""

from itertools import pairwise

import pytest
from drawn import MM, body, is_folio, lines
from editions import EXAMPLE, ROOT, example, settings, squeezed
from office import JUDGES, SOFFICE

from gen.writers import write
from gen.writers.text.pages import SPACE, unwrap

DAMAGED = ROOT.parent / "shared" / "examples" / "decision.txt"
REPAIRS = str.maketrans(",():", "，（）：")


@pytest.mark.skipif(not DAMAGED.exists(), reason="the received text is not beside the project")
def test_source_differs_from_the_received_text_only_in_repaired_marks() -> None:
    received = DAMAGED.read_text(encoding="utf-8")
    edition = example()
    heading = edition.document.promulgation.heading if edition.document.promulgation else ""
    repaired = [line for line in received.translate(REPAIRS).split("\n") if line]
    assert [block.text for block in edition.blocks if block.text and block.text != heading] == repaired
    changed = [(a, b) for a, b in zip(received, received.translate(REPAIRS), strict=True) if a != b]
    assert len(changed) == 100


def test_title_is_broken_at_words_and_names() -> None:
    title = next(member for member in example().galley if member.block.tag == "title")
    assert [line.text for line in title.lines] == ["吕梁市人民代表大会常务委员会", "关于支持和保障山西中部城市群", "高质量发展的决定"]


def test_pdf_to_the_ruler() -> None:
    drawn = lines(write(example(), "pdf", settings()))
    first = [line for line in drawn if line.page == 1]
    mark = first[0]
    assert mark.text == "吕梁市人民代表大会常务委员会公告"
    assert mark.colour == 0xFF0000
    assert abs((mark.left + mark.right) / 2 - (28 + 78) * MM) < 0.5
    for line in drawn:
        assert line.left >= 28 * MM - 0.1
        assert line.right <= (28 + 156) * MM + 0.1
    full = [line for line in drawn if line.page in {3, 4, 5} and not is_folio(line)]
    assert len(full) == 66
    for page in (3, 4, 5):
        baselines = [line.baseline for line in full if line.page == page]
        assert all(abs(b - a - 28.95) < 0.01 for a, b in pairwise(baselines))
    assert {round(line.right - 184 * MM, 1) for line in full if len(line.text) >= 26 and line.text[-1] != "。"} == {0.0}


def test_folios() -> None:
    folios = [line for line in lines(write(example(), "pdf", settings())) if is_folio(line)]
    assert [line.text for line in folios] == [f"—{number}—" for number in range(1, 7)]
    for line in folios:
        edge = line.right - (184 * MM - 14) if line.page % 2 else line.left - (28 * MM + 14)
        assert abs(edge) < 0.2


def test_text_is_the_pages_lines() -> None:
    text = write(example(), "txt", settings()).decode()
    rows = [row.strip(SPACE) for row in text.split("\n")[5:] if row]
    assert rows == [placed.line.text for page in example().pages.pages for placed in page.lines]
    assert not text.startswith("\ufeff")
    assert "\r" not in text


def test_source_survives_the_text() -> None:
    source = EXAMPLE.read_text(encoding="utf-8")
    paragraphs = unwrap(write(example(), "txt", settings()).decode())
    assert paragraphs[-len(source.split("---\n", 2)[2].split()) :] == source.split("---\n", 2)[2].split()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("judge", JUDGES)
def test_docx_lines_are_pdf_lines_are_text_lines(judge: str) -> None:
    office = body(lines(JUDGES[judge]({"example": write(example(), "docx", settings())})["example"]))
    ours = body(lines(write(example(), "pdf", settings())))
    assert len(ours) == 108
    assert office == ours
    assert [text for _, text in ours] == [squeezed(placed.line.text) for page in example().pages.pages for placed in page.lines]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("judge", JUDGES)
def test_docx_stands_where_the_pdf_does(judge: str) -> None:
    office = lines(JUDGES[judge]({"example": write(example(), "docx", settings())})["example"])
    ours = lines(write(example(), "pdf", settings()))
    for theirs, mine in zip(office, ours, strict=True):
        assert abs(theirs.baseline - mine.baseline) < 1 * MM, (theirs, mine)
        assert abs(theirs.left - mine.left) < 1 * MM, (theirs, mine)
