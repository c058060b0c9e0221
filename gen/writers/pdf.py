"""Edition → PDF: every character where the pages put it. reportlab makes the file; the text operators and fonts are our own."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from gen import gb9704, house
from gen.blocks import Tag
from gen.edition import Edition
from gen.errors import FontError, Place
from gen.fonts import Chain, Typeface, missing, servers
from gen.gb9704 import Face
from gen.layout.advances import advance_table
from gen.layout.kinsoku import NO_END
from gen.layout.lines import SetBlock
from gen.layout.pages import Page, PlacedRow
from gen.numerals import parse_date
from gen.units import Length, to_pt
from gen.writers.pdf_font import EmbeddedFont

rl_config.useA85 = 0
"""Streams stay binary: ASCII85 makes them a quarter larger and slower."""

_EM: Final = 1000
_RED: Final = "1 0 0 rg"
_BLACK: Final = "0 g"
_BOOKMARK_LENGTH: Final = 30
_STOPS: Final = "，。；：！？"
_PDF_VERSION: Final = (1, 7)


def write(edition: Edition, chain: Chain) -> bytes:
    """Edition → the bytes of a PDF, the same for the same edition and fonts. FontError names every character no font has."""
    return _Writer(edition, chain).write()


class _Canvas(Canvas):  # type: ignore[misc]
    """reportlab's canvas without its preamble, which would put an un-embedded Helvetica into the file."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class _Writer:
    """One PDF being written: the fonts it has come to use, and what it lacks."""

    def __init__(self, edition: Edition, chain: Chain) -> None:
        self.edition = edition
        self.chain = chain
        self.fonts: dict[Typeface, EmbeddedFont] = {}
        self.served: dict[Face, dict[str, EmbeddedFont]] = {face: {} for face in Face}
        self.lacking = False

    def write(self) -> bytes:
        document = self.edition.document
        buffer = BytesIO()
        size = (to_pt(gb9704.PAPER_WIDTH), to_pt(gb9704.PAPER_HEIGHT))
        canvas = _Canvas(buffer, pagesize=size, pageCompression=1, invariant=1, pdfVersion=_PDF_VERSION, lang="zh-CN")
        canvas.setTitle(document.title)
        canvas.setAuthor(document.organ)
        canvas.setSubject(document.title)
        canvas.setCreator("gongwen-gen")
        canvas.setProducer("gongwen-gen, ReportLab PDF Library")
        canvas.setDateFormatter(_date_formatter(document.date))
        canvas.setViewerPreference("DisplayDocTitle", "true")
        marked: set[int] = set()
        for page in self.edition.pages.pages:
            self._bookmarks(canvas, page, marked)
            canvas.addLiteral("\n".join(self._operators(page)))
            canvas.showPage()
        if self.lacking:
            raise FontError(*missing(self.chain, self._runs()))
        for font in self.fonts.values():
            font.add_objects(canvas._doc)  # noqa: SLF001 — where reportlab's own fonts put their objects
        canvas.showOutline()
        canvas.save()
        return buffer.getvalue()

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
        yield from self._text(page.folio, [left + place for place in x], house.FOLIO_BASELINE, gb9704.FOLIO_SIZE, Face.SONG, _BLACK)
        yield "EMC"

    def _text(self, text: str, x: Sequence[int], baseline: Length, size: Length, face: Face, colour: str) -> Iterator[str]:  # noqa: PLR0913, PLR0917
        """One line's text at its places → operators: a run a font, one `TJ` a run."""
        served = self.served[face]
        y = to_pt(gb9704.PAPER_HEIGHT - baseline)
        start = 0
        while start < len(text):
            font = served.get(text[start]) or self._serve(text[start], face)
            end = start + 1
            dash = text[start] == gb9704.FOLIO_DASH
            while end < len(text) and (text[end] == gb9704.FOLIO_DASH) is dash and (served.get(text[end]) or self._serve(text[end], face)) is font:
                end += 1
            if font:
                left, shown = _dashes(font, text[start:end], x[start], size) if dash else _show(font, text[start:end], x[start : end + 1], size)
                yield f"BT {colour} /{font.name} {to_pt(size):g} Tf 1 0 0 1 {_number(to_pt(gb9704.BINDING_MARGIN + left))} {_number(y)} Tm {shown} ET"
            start = end

    def _serve(self, character: str, face: Face) -> EmbeddedFont | None:
        typeface = servers(self.chain, face)[character]
        if typeface is None:
            self.lacking = True
            return None
        font = self.fonts.get(typeface)
        if font is None:
            font = self.fonts[typeface] = EmbeddedFont(typeface, len(self.fonts) + 1)
        self.served[face][character] = font
        return font

    def _runs(self) -> Iterator[tuple[Face, str, Place]]:
        """Every block's text with its face and place, to say where the characters that no font has stand."""
        for member in self.edition.galley:
            place = Place(self.edition.file or self.edition.document.name, member.block.source_line)
            yield member.style.face, member.block.text, place

    def _bookmarks(self, canvas: Canvas, page: Page, marked: set[int]) -> None:
        """Bookmarks of title, headings and provisions that start on this page, at their upper edge."""
        for placed in page.lines:
            index = placed.line.block
            member = self.edition.galley[index]
            if member.style.outline and index not in marked:
                marked.add(index)
                top = gb9704.PAPER_HEIGHT - gb9704.HEAD_MARGIN - placed.baseline + gb9704.BASELINE
                key = f"b{index}"
                canvas.bookmarkPage(key, fit="XYZ", left=0, top=to_pt(Length(top)), zoom=0)
                canvas.addOutlineEntry(_bookmark(member), key, level=member.style.outline - 1 if len(marked) > 1 else 0, closed=False)


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


def _show(font: EmbeddedFont, text: str, x: Sequence[int], size: Length) -> tuple[int, str]:
    """Characters at their places → the start of the first, and `Tc` and `TJ` operators that put each where it belongs.

    `Tc` is the spacing most characters share, so that a justified line of full-width characters is one string.
    """
    typeface = font.typeface
    widths = [typeface.advance(typeface.glyph(character)) * size // _EM for character in text]
    cells = [right - left for left, right in zip(x, x[1:], strict=False)]
    starts = list(x[: len(text)])
    for index, (character, width) in enumerate(zip(text, widths, strict=True)):
        room = size - width
        if room > 0 and character > "\u00ff" and cells[index] >= size * 9 // 10:
            starts[index] += room if character in NO_END else room // 2 if character not in _FLUSH_LEFT else 0
    spacing = _common([b - a - width for a, b, width in zip(starts, starts[1:], widths, strict=False)])
    parts = ["[<"]
    for index, character in enumerate(text):
        parts.append(font.code(character))
        if index + 1 < len(text):
            stray = starts[index + 1] - starts[index] - widths[index] - spacing
            if abs(stray) > _TOLERANCE:
                parts.append(f">{_number(-stray * _EM / size)}<")
    parts.append(">] TJ")
    return starts[0], f"{_number(to_pt(Length(spacing)))} Tc {''.join(parts)}"


def _dashes(font: EmbeddedFont, text: str, left: int, size: Length) -> tuple[int, str]:
    """一字线 and 破折号: each dash scaled to fill its em, so that a face that draws it shorter leaves no gap inside ——."""
    width = font.typeface.advance(font.typeface.glyph(text[0]))
    codes = "".join(map(font.code, text))
    return left, f"0 Tc {_number(100 * _EM / width)} Tz <{codes}> Tj 100 Tz"


_FLUSH_LEFT: Final = frozenset("”’、。，．：；？！")
_TOLERANCE: Final = 40
"""EMU (a 300th of a point) below which a place is as good as exact."""


def _common(spacings: Sequence[int]) -> int:
    """The spacing that most gaps have, give or take rounding."""
    if not spacings:
        return 0
    counts: dict[int, list[int]] = {}
    for spacing in spacings:
        counts.setdefault(spacing // _TOLERANCE, []).append(spacing)
    members = max(counts.values(), key=len)
    return members[len(members) // 2]


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


def _rule(depth: Length, *, red: bool) -> str:
    """版头中的分隔线 (7.2.7), as wide as the type area, its middle at `depth` below the head of the page."""
    y = _number(to_pt(Length(gb9704.PAPER_HEIGHT - depth)))
    left = _number(to_pt(gb9704.BINDING_MARGIN))
    right = _number(to_pt(Length(gb9704.BINDING_MARGIN + gb9704.TYPE_AREA_WIDTH)))
    colour = "1 0 0 RG" if red else "0 G"
    return f"q {colour} {_number(to_pt(house.RULE_THICKNESS))} w {left} {y} m {right} {y} l S Q"


def _frame(row: PlacedRow, edges: Sequence[int]) -> str:
    """The rules around a table's row and between its cells; neighbours draw the rule they share twice, in one place."""
    top = to_pt(Length(gb9704.PAPER_HEIGHT - gb9704.HEAD_MARGIN - row.row * gb9704.LINE_PITCH))
    bottom = to_pt(Length(gb9704.PAPER_HEIGHT - gb9704.HEAD_MARGIN - (row.row + row.height) * gb9704.LINE_PITCH))
    left = [to_pt(Length(gb9704.BINDING_MARGIN + edge)) for edge in edges]
    across = [f"{_number(left[0])} {_number(y)} m {_number(left[-1])} {_number(y)} l" for y in (top, bottom)]
    down = [f"{_number(x)} {_number(top)} m {_number(x)} {_number(bottom)} l" for x in left]
    return f"/Artifact BMC q 0 G {_number(to_pt(house.TABLE_RULE))} w 2 J {' '.join(across + down)} S Q EMC"


def _date_formatter(printed: str) -> object:
    """The document's own date as the PDF's dates, since a build has no clock; reportlab's fixed date when it bears none."""
    try:
        when = parse_date(printed)
    except ValueError:
        return None
    return lambda *_: f"D:{when:%Y%m%d}000000Z"
