"""A document at any stage → text a clerk can read: markup, blocks, galley, or each page as a picture of 28 × 22 cells."""

from collections.abc import Callable, Iterator
from typing import Final

from gen.composition.templating import Templates
from gen.document.blocks import Tag
from gen.document.model import Document
from gen.pagination.page import Page
from gen.pipeline import typeset
from gen.standard.design import OFFICIAL, Design
from gen.standard.gb9704 import CELL
from gen.typesetting.loose import loose_lines
from gen.writers.edition import Edition
from gen.writers.text.pages import SPACE, cells, lead, spaced


def show(document: Document, stage: str, templates: Templates, file: str = "", design: Design = OFFICIAL) -> str:
    """A document → the text of one of its `STAGES`. Errors as `pipeline.typeset`."""
    if stage == "markup":
        return templates.render(document, file, design.notice_form).markup
    edition = typeset(document, templates, file, design=design)
    return "\n".join(_STAGES[stage](edition))


def _blocks(edition: Edition) -> Iterator[str]:
    for member in edition.galley:
        block = member.block
        line = f"第{block.source_line}行" if block.source_line else ""
        notes = [block.tag, block.level, line, "另面" if block.new_page else "", "红" if block.red else ""]
        yield f"{member.style.name}〔{'，'.join(filter(None, notes))}〕 {block.text}"


def _galley(edition: Edition) -> Iterator[str]:
    for number, member in enumerate(edition.galley):
        reasons = {line.start: f"  〔{reason}〕" for line, reason in loose_lines(member)}
        for line in member.lines:
            mark = "!" if line.pinned else " "
            yield f"{number:4d} {line.x[0] / CELL:6.2f} {line.x[-1] / CELL:6.2f}{mark} {line.text}{reasons.get(line.start, '')}"


def _pages(edition: Edition) -> Iterator[str]:
    for page in edition.pages.pages:
        yield from picture(edition, page)
    for forced in edition.pages.breaks:
        yield f"换面：第{forced.block}段第{forced.line + 1}行之前（{forced.rule}）"


def picture(edition: Edition, page: Page) -> Iterator[str]:
    """A page → its numbered rows in a frame as wide as its lines, the folio under it; a turned page is shown upright.

    Lines of a table that share a row of the grid are under one another.
    """
    design = edition.design.turned if page.turned else edition.design
    wide = design.characters * 2
    rows: dict[int, str] = {}
    shared: dict[int, dict[int, str]] = {}
    for placed in (*page.repeated, *page.lines):
        member = edition.galley[placed.line.block]
        if member.table:
            under = shared.setdefault(placed.row, {})
            before = under.get(placed.baseline, "")
            gap = placed.line.x[0] * 2 // design.cell - _columns(before)
            under[placed.baseline] = before + (SPACE * (gap // 2) + " " * (gap % 2) if gap > 0 else " " * bool(before)) + placed.line.text
            continue
        before = rows.get(placed.row, "")
        gap = lead(member, placed.line, design.characters) * 2 - _columns(before)
        rows[placed.row] = before + (SPACE * (gap // 2) + " " * (gap % 2) if gap > 0 else " " * bool(before))
        rows[placed.row] += spaced(member, placed.line) if member.names else placed.line.text
    for rule in page.rules:
        row = rule.depth // design.pitch
        if 0 <= row < design.lines and page.colophon is None:
            rows[row + (row in rows)] = "━" * wide
    for drawn in page.pictures:
        if edition.galley[drawn.block].block.tag is Tag.ILLUSTRATION:
            first, end = ((drawn.top + edge) // design.pitch for edge in (drawn.box.top, drawn.box.top + drawn.box.height - 1))
            left, right = ((drawn.left + drawn.box.left + edge) // design.cell for edge in (0, drawn.box.width - 1))
            rows |= dict.fromkeys(range(first, end + 1), SPACE * left + "▒" * (2 * (right - left + 1)))
    for leader in page.leaders:
        row = leader.baseline // design.pitch
        rows[row] += "…".rjust(max(0, wide - _columns(rows[row]) - len(leader.folio)) // 2, "…") + leader.folio
    yield f"面{page.number:<3d}┌{'─' * wide}┐"
    for row in range(design.lines):
        texts = [text for _, text in sorted(shared.get(row, {}).items())] or [rows.get(row, "")]
        for number, text in enumerate(texts):
            yield f"{row + 1 if not number else '':>4} │{text}{' ' * max(0, wide - _columns(text))}│"
    yield f"     └{'─' * wide}┘"
    yield f"{'':8}{page.folio}" if page.number % 2 == 0 else f"{page.folio:>{wide + 2}}"


def _columns(text: str) -> int:
    return len(text) if text.startswith("━") else int(cells(text) * 2)


_STAGES: Final[dict[str, Callable[[Edition], Iterator[str]]]] = {"blocks": _blocks, "galley": _galley, "pages": _pages}
STAGES: Final = ("markup", *_STAGES)
