"""Edition → PDF: every character where the pages put it. reportlab makes the file; the text operators and fonts are our own."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

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
from gen.writers.pdf_file import Bookmark, Flate, save
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
    """reportlab's canvas without its preamble, which would put an un-embedded Helvetica into the file, and without SOURCE_DATE_EPOCH in its ID."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        self._doc.signature = hashlib.md5(usedforsecurity=False)
        self._doc.defaultStreamFilters = [Flate]

    def _make_preamble(self) -> None:
        self._preamble = ""


class _Glyph(NamedTuple):
    """A character as its font draws it: code and width (thousandths of an em), and how much of the room beside a narrow glyph goes before it.

    `run` is what characters shown by one operator share: the font, and whether they are dashes. None in it: no font has the character.
    """

    run: tuple[EmbeddedFont | None, bool]
    code: str
    width: int
    lead: float


class _Drawn(dict[str, _Glyph]):
    """Character → its glyph in one face, filled, and fonts taken into the document, as characters are met."""

    def __init__(self, chain: Chain, face: Face, fonts: dict[Typeface, EmbeddedFont]) -> None:
        super().__init__()
        self.servers = servers(chain, face)
        self.fonts = fonts

    def __missing__(self, character: str) -> _Glyph:
        typeface = self.servers[character]
        dash = character == gb9704.FOLIO_DASH
        if typeface is None:
            glyph = _Glyph((None, dash), "", 0, 0)
        else:
            font = self.fonts.get(typeface)
            if font is None:
                font = self.fonts[typeface] = EmbeddedFont(typeface, len(self.fonts) + 1)
            code, width = font.take(character)
            lead = 0 if character in _FLUSH_LEFT or character <= _LAST_PROPORTIONAL else 1 if character in NO_END else 0.5
            glyph = _Glyph((font, dash), code, width, lead if width < _EM else 0)
        self[character] = glyph
        return glyph


class _Writer:
    """One PDF being written, and the fonts it has come to use."""

    def __init__(self, edition: Edition, chain: Chain) -> None:
        self.edition = edition
        self.chain = chain
        self.fonts: dict[Typeface, EmbeddedFont] = {}
        self.drawn = {face: _Drawn(chain, face, self.fonts) for face in Face}

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
        if any(glyph.run[0] is None for drawn in self.drawn.values() for glyph in drawn.values()):
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
        y = _number(to_pt(gb9704.PAPER_HEIGHT - baseline))
        start = 0
        for (font, dash), members in groupby(map(self.drawn[face].__getitem__, text), key=_run_of):
            glyphs = list(members)
            end = start + len(glyphs)
            if font:
                left, shown = _dashes(glyphs, x[start : end + 1], size) if dash else _show(glyphs, x[start : end + 1], size)
                yield f"BT {colour} /{font.name} {to_pt(size):g} Tf 1 0 0 1 {_number(to_pt(gb9704.BINDING_MARGIN + left))} {y} Tm {shown} ET"
            start = end

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


def _show(glyphs: Sequence[_Glyph], x: tuple[int, ...], size: Length) -> tuple[int, str]:
    """Glyphs of one font at their places → the start of the first, and `Tc` and `TJ` operators that put each where it belongs.

    `Tc` is the spacing most of them have, so that a justified line of full-width characters is one string. A glyph narrower than its
    full-width place stands in it as its mark does: an opening one to the right, a closing one to the left, any other in the middle.
    """
    first, common, strays = _spread(x, tuple(map(_width_of, glyphs)), tuple(map(_lead_of, glyphs)), size)
    codes = [glyph.code for glyph in glyphs]
    for place, stray in strays:
        codes[place] = stray + codes[place]
    return first, f"{common} Tc [<{''.join(codes)}>] TJ"


@lru_cache(maxsize=4096)
def _spread(x: tuple[int, ...], widths: tuple[int, ...], leads: tuple[float, ...], size: Length) -> tuple[int, str, tuple[tuple[int, str], ...]]:
    """Places, widths and leads → the start of the first, the common spacing, and what stands in `TJ` before glyphs that have another.

    Most lines of full-width characters are alike, and share the answer.
    """
    widths = tuple(width * size // _EM for width in widths)
    starts = [
        left + int((size - width) * lead) if lead and right - left >= size * _FULL_WIDTH else left
        for left, right, width, lead in zip(x, x[1:], widths, leads, strict=False)
    ]
    spacings = [right - left - width for left, right, width in zip(starts, starts[1:], widths, strict=False)]
    common = sorted(spacings)[len(spacings) // 2] if spacings else 0
    strays: list[tuple[int, str]] = []
    stray = 0
    for place, spacing in enumerate(spacings, 1):
        stray += spacing - common
        if abs(stray) > _TOLERANCE:
            strays.append((place, f">{_number(-stray * _EM / size)}<"))
            stray = 0
    return starts[0], _number(to_pt(Length(common))), tuple(strays)


def _dashes(glyphs: Sequence[_Glyph], x: Sequence[int], size: Length) -> tuple[int, str]:
    """一字线 and 破折号: each dash scaled to fill its place, so that a face that draws it shorter leaves no gap inside ——."""
    width = x[1] - x[0] if len(glyphs) > 1 else min(size, x[1] - x[0])
    codes = "".join(glyph.code for glyph in glyphs)
    return x[0], f"0 Tc {_number(100 * _EM * width / glyphs[0].width / size)} Tz <{codes}> Tj 100 Tz"


_run_of, _width_of, _lead_of = map(attrgetter, ("run", "width", "lead"))
_FLUSH_LEFT: Final = frozenset("”’、。，．：；？！")
_LAST_PROPORTIONAL: Final = "\u00ff"
"""Characters up to this one stand at the start of their place whatever its width."""
_FULL_WIDTH: Final = 0.9
"""In ems: a place at least so wide is a full-width one."""
_TOLERANCE: Final = 40
"""EMU (a 300th of a point) below which a place is as good as exact."""


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


def _date_formatter(printed: str) -> Callable[..., str]:
    """The document's own date as the PDF's dates, since a build has no clock; a fixed one when it bears none."""
    try:
        when = parse_date(printed)
    except ValueError:
        when = _NO_DATE
    return lambda *_: f"D:{when:%Y%m%d}000000Z"


_NO_DATE: Final = date(2000, 1, 1)
