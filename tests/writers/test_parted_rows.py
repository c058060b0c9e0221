"""A table's row that is higher than a page: parted between lines, at the same lines in DOCX and PDF, its header repeated."""

from functools import cache

import pytest
from drawn import MM, body, lines
from editions import edition, settings, squeezed
from office import SOFFICE, to_pdf

from gen.document.blocks import SIGNED, Tag
from gen.writers import write
from gen.writers.edition import Edition
from gen.writers.readback import docx_text, pdf_text
from gen.writers.text.pages import unwrap

FRONT = "---\nkind: notice\norgan: ××市人民政府\ntitle: 关于印发职责分工的通知\nsignature:\n  organ: ××市人民政府\n  date: 2024-05-06\n---\n"
SENTENCE = "依法行使职权，围绕中心、服务大局，切实增强监督工作的针对性和实效性。"
HEADS = {"header": "| 序号 | 内容 | 说明 |\n|---|---|---|\n", "bare": "|---|---|---|\n"}
APART = 0.4
"""Millimetres, down: text after a table is up to 0.36 mm low (docs/anchoring.md)."""


@cache
def made(head: str, above: int, place: int) -> Edition:
    """A document with so many lines above a table, whose high row is at a place among two others."""
    rows = [f"| 1 | {SENTENCE} | 无 |", f"| 3 | {SENTENCE * 2} | {SENTENCE} |"]
    rows.insert(place, f"| 2 | {SENTENCE * (75 + 3 * above)} | {SENTENCE * above} |")
    text = "".join("行" * (20 + line) + "\n" for line in range(above))
    return edition(FRONT + text + HEADS[head] + "\n".join(rows) + "\n注：本表由××市人民政府解释。\n")


CASES = [(head, above, place) for head in HEADS for above in (0, 3, 7, 12) for place in range(3)]


@pytest.mark.parametrize(("head", "above", "place"), CASES)
def test_every_line_is_on_one_page_under_the_header(head: str, above: int, place: int) -> None:
    one = made(head, above, place)
    parts = [row for page in one.pages.pages for row in page.table_rows if row.stop]
    assert len(parts) > 1
    assert [part.first for part in parts] == [0, *[part.stop for part in parts[:-1]]]
    for page in one.pages.pages:
        if any(row.first for row in page.table_rows):
            assert [row.repeated for row in page.table_rows][:1] == [head == "header"]
        assert page.lines
        assert {one.galley[placed.line.block].block.tag for placed in page.lines} - SIGNED
        assert max((row.top + row.height for row in page.table_rows), default=0) <= one.design.lines * one.design.pitch


@pytest.mark.parametrize(("head", "above", "place"), CASES)
def test_each_format_has_each_text_once(head: str, above: int, place: int) -> None:
    """The PDF has the lines of each page, so a row's cells after one another on each of its pages."""
    one = made(head, above, place)
    wanted = squeezed(one.text)
    assert squeezed(docx_text(write(one, "docx", settings()))) == wanted
    assert squeezed("".join(unwrap(write(one, "txt", settings(28)).decode()))) == wanted
    placed = [line for page in one.pages.pages for line in page.lines]
    assert squeezed("".join(pdf_text(write(one, "pdf", settings())))) == squeezed("".join(line.line.text for line in placed))
    in_order = sorted(placed, key=lambda line: (line.line.block, line.line.start))
    assert squeezed("".join(line.line.text for line in in_order)) == wanted


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_an_office_program_parts_it_at_the_same_lines() -> None:
    wanted = {f"{head}-{above}-{place}": made(head, above, place) for head, above, place in CASES}
    converted = to_pdf({name: write(one, "docx", settings()) for name, one in wanted.items()})
    for name, one in wanted.items():
        ours, theirs = lines(write(one, "pdf", settings())), lines(converted[name])
        assert body(ours) == body(theirs), name
        assert max(abs(a.baseline - b.baseline) for a, b in zip(ours, theirs, strict=True)) < APART * MM, name


def test_a_row_without_room_under_the_title_of_its_page_is_parted() -> None:
    """Title, 主送机关 and header are kept with the first row: one that is nearly as high as a page has no room under them."""
    one = edition(
        FRONT.replace("signature", "addressee: 各县（市、区）人民政府：\nsignature")
        + HEADS["header"]
        + f"| 1 | {SENTENCE * 29} | {SENTENCE * 25} |\n"
    )
    first = one.pages.pages[0]
    assert any(row.stop for row in first.table_rows)
    assert Tag.TITLE in {one.galley[placed.line.block].block.tag for placed in first.lines}
