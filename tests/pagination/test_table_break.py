"""A page may end between a table's rows by a rule: what signs stands with the table's last rows, in PDF and DOCX alike."""

import pytest
from drawn import lines
from editions import edition, settings
from office import SOFFICE, to_pdf

from gen.document.blocks import SIGNED, Tag
from gen.standard.gb9704 import LINE_PITCH, LINES_PER_PAGE
from gen.writers import write
from gen.writers.edition import Edition


def listed(rows: int, seal: str = "") -> Edition:
    """A list of so many rows under a title, signed under the table."""
    table = "\n".join(f"| {row} | 第{row}号任务 |" for row in range(1, rows + 1))
    signature = f"signature:\n  organ: ××市人民政府\n  date: 2024-05-06\n{seal}"
    return edition(f"---\nkind: notice\norgan: ××市人民政府\ntitle: 任务分解表\n{signature}---\n{table}\n")


@pytest.mark.parametrize("seal", ["", "  seal: reserved\n"])
@pytest.mark.parametrize("rows", range(1, 48))
def test_no_signature_stands_without_rows(rows: int, seal: str) -> None:
    made = listed(rows, seal)
    for page in made.pages.pages:
        tags = {made.galley[placed.line.block].block.tag for placed in page.lines}
        assert tags
        assert Tag.TABLE in tags
        assert max(row.top + row.height for row in page.table_rows) <= LINES_PER_PAGE * LINE_PITCH
    signed = [number for number, page in enumerate(made.pages.pages) if any(made.galley[p.line.block].block.tag in SIGNED for p in page.lines)]
    assert len(signed) == 1


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_docx_ends_its_pages_there_too() -> None:
    wanted = {f"rows-{rows}": listed(rows) for rows in (*range(12, 22), 36, 38, 40)}
    made = to_pdf({name: write(one, "docx", settings()) for name, one in wanted.items()})
    for name, one in wanted.items():
        assert [(line.page, line.text) for line in lines(made[name])] == [(x.page, x.text) for x in lines(write(one, "pdf", settings()))], name
