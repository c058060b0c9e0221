"""Edition → PDF: every character where the pages put it. reportlab makes the file; the text operators and fonts are our own."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from gen import gb9704, house
from gen.blocks import Tag
from gen.edition import Edition
from gen.errors import FontError, Place
from gen.fonts import Chain, Typeface, missing
from gen.gb9704 import Face
from gen.layout.advances import advance_table
from gen.layout.lines import SetBlock
from gen.layout.pages import Page, PlacedRow
from gen.numerals import parse_date
from gen.units import Length, to_pt
from gen.writers.pdf_file import Bookmark, Flate, save
from gen.writers.pdf_text import Drawn, number, points, show

if TYPE_CHECKING:
    from gen.writers.pdf_font import EmbeddedFont

rl_config.useA85 = 0
"""Streams stay binary: ASCII85 makes them a quarter larger and slower."""

_RED: Final = "1 0 0 rg"
_BLACK: Final = "0 g"
_BOOKMARK_LENGTH: Final = 30
_STOPS: Final = "，。；：！？"
_PDF_VERSION: Final = (1, 7)


def write(edition: Edition, chain: Chain) -> bytes:
    """Edition → the bytes of a PDF, the same for the same edition and fonts. FontError names every character no font has."""
    return _Writer(edition, chain).write()


class _Canvas(Canvas):  # type: ignore[misc]
    """reportlab's canvas without its preamble, which would put an un-embedded Helvetica into the file, and without SOURCE_DATE_EPOCH in its ID."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._doc.signature = hashlib.md5(usedforsecurity=False)
        self._doc.defaultStreamFilters = [Flate]

    def _make_preamble(self) -> None:
        self._preamble = ""


class _Writer:
    """One PDF being written, and the fonts it has come to use."""

    def __init__(self, edition: Edition, chain: Chain) -> None:
        self.edition = edition
        self.chain = chain
        self.fonts: dict[Typeface, EmbeddedFont] = {}
        self.drawn = {face: Drawn(chain, face, self.fonts) for face in Face}

    def write(self) -> bytes:
        document = self.edition.document
        size = (to_pt(gb9704.PAPER_WIDTH), to_pt(gb9704.PAPER_HEIGHT))
        canvas = _Canvas(BytesIO(), pagesize=size, pageCompression=0, invariant=1, pdfVersion=_PDF_VERSION, lang="zh-CN")
        canvas.setTitle(document.title)
        canvas.setAuthor(document.organ)
        canvas.setSubject(document.title)
        canvas.setCreator("gongwen-gen")
        canvas.setProducer("gongwen-gen, ReportLab PDF Library")
        canvas.setDateFormatter(_date_formatter(document.date))
        canvas.setViewerPreference("DisplayDocTitle", "true")
        marked: dict[int, Bookmark] = {}
        for page in self.edition.pages.pages:
            self._bookmarks(page, marked)
            canvas.addLiteral("\n".join(self._operators(page)))
            canvas.showPage()
        if not all(drawn.complete for drawn in self.drawn.values()):
            raise FontError(*missing(self.chain, self._runs()))
        for font in self.fonts.values():
            font.add_objects(canvas._doc)  # noqa: SLF001 — where reportlab's own fonts put their objects
        canvas.showOutline()
        return save(canvas._doc, tuple(marked.values()))  # noqa: SLF001 — as above

    def _operators(self, page: Page) -> Iterator[str]:
        galley = self.edition.galley
        for placed in page.lines:
            member = galley[placed.line.block]
            colour = _RED if member.block.red else _BLACK
            baseline = Length(gb9704.HEAD_MARGIN + placed.baseline)
            label = max(0, member.block.label - placed.line.start) if member.style.label_face else 0
            text, x = placed.line.text, placed.line.x
            if label and member.style.label_face:
                yield from self._text(text[:label], x[: label + 1], baseline, member.size, member.style.label_face, colour)
                text, x = text[label:], x[label:]
            yield from self._text(text, x, baseline, member.size, member.style.face, colour)
        for row in page.table_rows:
            table = galley[row.block].table
            if table:
                yield _frame(row, table.edges)
        for depth in page.rules:
            red = any(galley[index].block.red for index in _rules(galley, page))
            yield _rule(Length(gb9704.HEAD_MARGIN + depth), red=red)
        yield from self._folio(page)

    def _folio(self, page: Page) -> Iterator[str]:
        table = advance_table(Face.SONG, gb9704.FOLIO_SIZE, Length(0))
        x = [0]
        for character in page.folio:
            x.append(x[-1] + table[character])
        side = gb9704.FOLIO_SIDE * gb9704.FOLIO_SIZE
        left = gb9704.MEASURE - side - x[-1] if page.number % 2 else side
        yield "/Artifact <</Type /Pagination>> BDC"
        yield from self._text(page.folio, tuple(left + place for place in x), house.FOLIO_BASELINE, gb9704.FOLIO_SIZE, Face.SONG, _BLACK)
        yield "EMC"

    def _text(self, text: str, x: tuple[int, ...], baseline: Length, size: Length, face: Face, colour: str) -> Iterator[str]:  # noqa: PLR0913, PLR0917 — what a line is, each by name
        """One line's text at its places → operators: a run a font, one `TJ` a run."""
        y = points(Length(gb9704.PAPER_HEIGHT - baseline))
        for font, left, shown in show(self.drawn[face], text, x, size):
            yield f"BT {colour} /{font.name} {points(size)} Tf 1 0 0 1 {points(Length(gb9704.BINDING_MARGIN + left))} {y} Tm {shown} ET"

    def _runs(self) -> Iterator[tuple[Face, str, Place]]:
        """Every block's text with its face and place, to say where the characters that no font has stand."""
        for member in self.edition.galley:
            place = Place(self.edition.file or self.edition.document.name, member.block.source_line)
            label = member.block.label if member.style.label_face else 0
            yield member.style.label_face or member.style.face, member.block.text[:label], place
            yield member.style.face, member.block.text[label:], place

    def _bookmarks(self, page: Page, marked: dict[int, Bookmark]) -> None:
        """Bookmarks of title, headings and provisions that start on this page, at their upper edge; `marked` are those so far, by block.

        A bookmark is at most one deeper than the one before: a text may start with a heading of the third level.
        """
        for placed in page.lines:
            index = placed.line.block
            member = self.edition.galley[index]
            if member.style.outline and index not in marked:
                deepest = marked[next(reversed(marked))].depth + 1 if marked else 0
                top = gb9704.PAPER_HEIGHT - gb9704.HEAD_MARGIN - placed.baseline + gb9704.BASELINE
                marked[index] = Bookmark(_bookmark(member), min(member.style.outline - 1, deepest), page.number, to_pt(Length(top)))


def _rules(galley: Sequence[SetBlock], page: Page) -> list[int]:
    first = page.lines[0].line.block if page.lines else 0
    return [index for index in range(first, len(galley)) if galley[index].block.tag is Tag.RULE][:1]


def _bookmark(member: SetBlock) -> str:
    """A block → its bookmark: a title whole, a provision up to its first stop."""
    text = member.block.text
    if member.block.tag is not Tag.PARAGRAPH:
        return text
    stop = min((place for mark in _STOPS if (place := text.find(mark, member.block.label)) >= 0), default=len(text))
    return text[: min(stop, _BOOKMARK_LENGTH)]


def _rule(depth: Length, *, red: bool) -> str:
    """版头中的分隔线 (7.2.7), as wide as the type area, its middle at `depth` below the head of the page."""
    y = number(to_pt(Length(gb9704.PAPER_HEIGHT - depth)))
    left = number(to_pt(gb9704.BINDING_MARGIN))
    right = number(to_pt(Length(gb9704.BINDING_MARGIN + gb9704.TYPE_AREA_WIDTH)))
    colour = "1 0 0 RG" if red else "0 G"
    return f"q {colour} {number(to_pt(house.RULE_THICKNESS))} w {left} {y} m {right} {y} l S Q"


def _frame(row: PlacedRow, edges: Sequence[int]) -> str:
    """The rules around a table's row and between its cells; neighbours draw the rule they share twice, in one place."""
    top = to_pt(Length(gb9704.PAPER_HEIGHT - gb9704.HEAD_MARGIN - row.row * gb9704.LINE_PITCH))
    bottom = to_pt(Length(gb9704.PAPER_HEIGHT - gb9704.HEAD_MARGIN - (row.row + row.height) * gb9704.LINE_PITCH))
    left = [to_pt(Length(gb9704.BINDING_MARGIN + edge)) for edge in edges]
    across = [f"{number(left[0])} {number(y)} m {number(left[-1])} {number(y)} l" for y in (top, bottom)]
    down = [f"{number(x)} {number(top)} m {number(x)} {number(bottom)} l" for x in left]
    return f"/Artifact BMC q 0 G {number(to_pt(house.TABLE_RULE))} w 2 J {' '.join(across + down)} S Q EMC"


def _date_formatter(printed: str) -> Callable[..., str]:
    """The document's own date as the PDF's dates, since a build has no clock; a fixed one when it bears none."""
    try:
        when = parse_date(printed)
    except ValueError:
        when = _NO_DATE
    return lambda *_: f"D:{when:%Y%m%d}000000Z"


_NO_DATE: Final = date(2000, 1, 1)
