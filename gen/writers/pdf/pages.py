"""Edition → PDF: every character where the pages put it. reportlab makes the file; the text operators and fonts are our own."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from reportlab.lib.utils import ImageReader

from gen.document.blocks import Tag
from gen.errors import FontError, Place
from gen.fonts import Chain, Typeface, missing
from gen.pagination.page import Leader, Page, PlacedPicture, PlacedRow
from gen.standard import gb9704, house
from gen.standard.design import Design, FolioPlace
from gen.standard.gb9704 import Face
from gen.typesetting.advances import advance_table
from gen.typesetting.galley import SetBlock
from gen.typesetting.header import PlacedRule
from gen.units import Length, to_pt
from gen.wording.numerals import parse_date
from gen.writers.edition import Edition
from gen.writers.pdf.file import TURNED, Bookmark, PageCanvas, add_page, save
from gen.writers.pdf.lines import Faces, number, points
from gen.writers.pdf.text import Drawn, Text, operators
from gen.writers.volume import RunningHead, Section, Volume

if TYPE_CHECKING:
    from gen.writers.pdf.font import EmbeddedFont

_RED: Final = "1 0 0 rg"
_BLACK: Final = "0 g"
_BOOKMARK_LENGTH: Final = 30
_STOP: Final = re.compile("[，。；：！？]")
_PDF_VERSION: Final = (1, 7)


def write(edition: Edition, chain: Chain) -> bytes:
    """Edition → the bytes of a PDF, the same for the same edition and fonts. FontError names every character no font has."""
    return write_volume(Volume.of(edition), chain)


def write_volume(volume: Volume, chain: Chain) -> bytes:
    """Volume → the bytes of a PDF: its fonts subset once, a bookmark for each document. FontError as `write`."""
    return _Writer(volume, chain).write()


class _Writer:
    """One PDF being written, and the fonts it has come to use."""

    def __init__(self, volume: Volume, chain: Chain) -> None:
        self.volume = volume
        paper = volume.sections[0].edition.design
        self.size = (to_pt(paper.paper_width), to_pt(paper.paper_height))
        self.chain = chain
        self.fonts: dict[Typeface, EmbeddedFont] = {}
        self.drawn: dict[Faces, Drawn] = {}
        self.images: dict[bytes, ImageReader] = {}
        self.outline: list[Bookmark] = []

    def _open(self, section: Section) -> None:
        self.section = section
        self.edition = section.edition
        self.design = section.edition.design
        self.starts = {start.block: start for start in section.starts}
        outlined = (index for index, member in enumerate(self.edition.galley) if member.style.outline)
        self.unmarked = {*self.starts, *outlined}

    def write(self) -> bytes:
        contents = [self._content(page) for page in self._pages()]
        if not all(drawn.take(self.fonts) for drawn in self.drawn.values()):
            raise FontError(*missing(self.chain, self._runs()))
        for font in self.fonts.values():
            font.number()
        for drawn in self.drawn.values():
            drawn.settle()
        canvas = self._canvas()
        for page, content in zip(self._pages(), contents, strict=True):
            self._bookmarks(page)
            if page.pictures:
                self._draw(canvas, page, operators(content))
            else:
                add_page(canvas._doc, self.size, operators(content), turned=page.turned)  # noqa: SLF001 — where reportlab's own pages go
        for font in self.fonts.values():
            font.add_objects(canvas._doc)  # noqa: SLF001 — where reportlab's own fonts put their objects
        canvas.showOutline()
        return save(canvas._doc, self.outline)  # noqa: SLF001 — as above

    def _pages(self) -> Iterator[Page]:
        """All pages, each with its section and edition open."""
        self.count = 0
        for section in self.volume.sections:
            self._open(section)
            for page in self.edition.pages.pages:
                self.count += 1
                yield page

    def _canvas(self) -> PageCanvas:
        volume = self.volume
        canvas = PageCanvas(BytesIO(), pagesize=self.size, pageCompression=0, invariant=1, pdfVersion=_PDF_VERSION, lang="zh-CN")
        canvas.setTitle(volume.title)
        canvas.setAuthor(volume.organ)
        canvas.setSubject(volume.title)
        canvas.setCreator("gongwen-gen")
        canvas.setProducer("gongwen-gen, ReportLab PDF Library")
        canvas.setDateFormatter(_date_formatter(volume.date))
        canvas.setViewerPreference("DisplayDocTitle", "true")
        return canvas

    def _draw(self, canvas: PageCanvas, page: Page, content: str) -> None:
        """Draw a page with pictures, which reportlab takes into the file."""
        self.design = self.edition.design.turned if page.turned else self.edition.design
        for picture in page.pictures:
            self._picture(canvas, picture, turned=page.turned)
        # Of a page that it turns, reportlab exchanges height and width once more.
        canvas.setPageRotation(TURNED if page.turned else 0)
        canvas.setPageSize(self.size[::-1] if page.turned else self.size)
        canvas.addLiteral(content)
        canvas.showPage()

    def _content(self, page: Page) -> list[Text | str]:
        self.design = self.edition.design.turned if page.turned else self.edition.design
        content: list[Text | str] = []
        if page.turned:
            # The head of what stands across is toward the left edge of the sheet (clause 8).
            content.append(f"q 0 1 -1 0 {points(self.edition.design.paper_width)} 0 cm")
        self._lines(page, content)
        for row in page.table_rows:
            table = self.edition.galley[row.block].table
            if table:
                content.append(_frame(row, table.edges, self.design))
        content += [_rule(rule, self.design) for rule in page.rules]
        for leader in page.leaders:
            content += self._leader(leader)
        if page.turned:
            content.append("Q")
            self.design = self.edition.design
        if page.numbered:
            content += self._folio(page)
        if page.numbered and not page.turned and self.section.head:
            content += self._running_head(page, self.section.head)
        return content

    def _lines(self, page: Page, content: list[Text | str]) -> None:
        galley, design = self.edition.galley, self.design
        for placed in page.lines:
            line = placed.line
            member = galley[line.block]
            style = member.style
            colour = _RED if member.block.red else _BLACK
            left = design.binding_margin + placed.left
            up = design.paper_height - design.head_margin - placed.baseline
            text, x = line.text, line.x
            if style.label_face and (label := member.block.label - line.start) > 0:
                content.append(self._text(text[:label], x[: label + 1], left, up, member.size, (style.label_face, style.latin), colour))
                text, x = text[label:], x[label:]
            content.append(self._text(text, x, left, up, member.size, (style.face, style.latin), colour))

    def _leader(self, leader: Leader) -> Iterator[Text | str]:
        """The dots and the page number after a line of a 目录: no part of the text."""
        member = self.edition.galley[leader.block]
        style = member.style
        up = self.design.paper_height - self.design.head_margin - leader.baseline
        y = points(Length(up + int(member.size * house.LEADER_RISE)))
        left, right = (points(Length(self.design.binding_margin + edge)) for edge in (leader.left, leader.right))
        dots = f"[0 {points(Length(int(member.size * house.LEADER_PITCH)))}] 0 d 1 J {points(house.LEADER_DOT)} w"
        yield f"/Artifact BMC q 0 G {dots} {left} {y} m {right} {y} l S Q"
        if leader.folio:
            table = advance_table(style.face, member.size, style.tracking, style.latin)
            x = accumulate(map(table.__getitem__, leader.folio), initial=leader.right + self.design.cell // 2)
            yield self._text(leader.folio, tuple(x), self.design.binding_margin, up, member.size, (style.face, style.latin), _BLACK)
        yield "EMC"

    def _folio(self, page: Page) -> Iterator[Text | str]:
        size, across = self.design.folio_size, self.design.across
        side = gb9704.FOLIO_SIDE * size
        x = _natural(page.folio, size)
        left = across - side - x[-1] if page.number % 2 else side
        if self.design.folio is FolioPlace.CENTRE:
            left = (across - x[-1]) // 2
        yield from self._artifact(page.folio, left, x, house.folio_baseline(self.design.area_bottom, size), size)

    def _running_head(self, page: Page, head: RunningHead) -> Iterator[Text | str]:
        """书眉: the outer side of the page, over a rule as wide as the type area."""
        text, size = head.odd if page.number % 2 else head.even, house.RUNNING_HEAD_SIZE
        x = _natural(text, size, Face.KAI)
        left = self.design.across - x[-1] if page.number % 2 else 0
        yield from self._artifact(text, left, x, Length(self.design.head_margin - house.RUNNING_HEAD_RISE), size, Face.KAI)
        depth = Length(house.running_head_rule() - house.RUNNING_HEAD_RISE)
        yield _rule(PlacedRule(depth, Length(0), self.design.across, house.TABLE_RULE), self.design)

    def _artifact(  # noqa: PLR0913, PLR0917 — a line's all
        self, text: str, left: int, x: tuple[int, ...], baseline: Length, size: Length, face: Face = Face.SONG
    ) -> Iterator[Text | str]:
        """What is of the page and not of the document."""
        yield "/Artifact <</Type /Pagination>> BDC"
        yield self._text(text, x, self.design.binding_margin + left, self.design.paper_height - baseline, size, (face, None), _BLACK)
        yield "EMC"

    def _text(  # noqa: PLR0913, PLR0917 — what a text is, each by name
        self, text: str, x: tuple[int, ...], left: int, up: int, size: Length, faces: Faces, colour: str
    ) -> Text:
        """Text to be shown, noted as said in its face."""
        drawn = self.drawn.get(faces)
        if drawn is None:
            drawn = self.drawn[faces] = Drawn(self.chain, faces)
        drawn.said.append(text)
        return Text(drawn, text, x, left, up, size, colour)

    def _picture(self, canvas: PageCanvas, placed: PlacedPicture, *, turned: bool) -> None:
        """Draw a seal or stamp under the text that it is pressed on, as large as its box allows; nothing where its place is reserved."""
        picture = next((picture for picture in self.edition.document.pictures if picture.file == placed.box.file), None)
        if picture is None:
            return
        image = self.images.get(picture.data)
        if image is None:
            image = self.images[picture.data] = ImageReader(BytesIO(picture.data))
        left, top, width, height = placed.box.fitted(picture.width, picture.height)
        x = to_pt(self.design.binding_margin + placed.left + left)
        y = to_pt(self.design.paper_height - self.design.head_margin - placed.top - top - height)
        canvas.saveState()
        if turned:
            canvas.transform(0, 1, -1, 0, to_pt(self.edition.design.paper_width), 0)
        canvas.drawImage(image, x, y, to_pt(width), to_pt(height), mask="auto")
        canvas.restoreState()

    def _runs(self) -> Iterator[tuple[Face, str, Place]]:
        """Every block's text with its face and place, to say where the characters that no font has stand."""
        for section in self.volume.sections:
            edition = section.edition
            files = {start.block: start.file for start in section.starts}
            file = edition.file or edition.document.name
            for index, member in enumerate(edition.galley):
                file = files.get(index, file)
                place = Place(file, member.block.source_line)
                label = member.block.label if member.style.label_face else 0
                yield member.style.label_face or member.style.face, member.block.text[:label], place
                yield member.style.face, member.block.text[label:], place
            if section.head:
                yield from ((Face.KAI, text, Place(file)) for text in (section.head.even, section.head.odd))

    def _bookmarks(self, page: Page) -> None:
        """Bookmarks of documents, titles, headings and provisions that start on this page, at their upper edge.

        A bookmark is at most one deeper than the one before: a text may start with a heading of the third level. In a volume a document is
        marked by what it is called, and a title that says the same is not marked again.
        """
        within = 1 if self.starts else 0
        design = self.edition.design
        for placed in page.lines:
            index = placed.line.block
            if index not in self.unmarked:
                continue
            self.unmarked.discard(index)
            member = self.edition.galley[index]
            start = self.starts.get(index)
            top = to_pt(Length(design.paper_height - design.head_margin - placed.baseline + design.baseline))
            if start:
                self.outline.append(Bookmark(start.title, 0, self.count, top))
                self.title = start.title
            if member.style.outline and not (within and member.block.tag is Tag.TITLE and member.block.text == self.title):
                deepest = self.outline[-1].depth + 1 if self.outline else 0
                self.outline.append(Bookmark(_bookmark(member), min(max(member.style.outline - 1, within), deepest), self.count, top))


def _bookmark(member: SetBlock) -> str:
    """A block → its bookmark: a title whole, a provision up to its first stop."""
    text = member.block.text
    if member.block.tag is not Tag.PARAGRAPH:
        return text
    stop = _STOP.search(text, member.block.label)
    return text[: min(stop.start() if stop else len(text), _BOOKMARK_LENGTH)]


def _natural(text: str, size: Length, face: Face = Face.SONG) -> tuple[int, ...]:
    """Where the characters of a folio or running head stand, each after the other."""
    table = advance_table(face, size, Length(0))
    return tuple(accumulate(map(table.__getitem__, text), initial=0))


def _rule(rule: PlacedRule, design: Design) -> str:
    """A rule across the page, its middle at its depth."""
    y = points(Length(design.paper_height - design.head_margin - rule.depth))
    left, right = (points(Length(design.binding_margin + edge)) for edge in (rule.left, rule.right))
    colour = "1 0 0 RG" if rule.red else "0 G"
    return f"/Artifact BMC q {colour} {points(rule.thickness)} w {left} {y} m {right} {y} l S Q EMC"


def _frame(row: PlacedRow, edges: Sequence[int], design: Design) -> str:
    """The rules around a table's row and between its cells; neighbours draw the rule they share twice, in one place."""
    top = to_pt(Length(design.paper_height - design.head_margin - row.row * design.pitch))
    bottom = to_pt(Length(design.paper_height - design.head_margin - (row.row + row.height) * design.pitch))
    left = [to_pt(Length(design.binding_margin + row.left + edge)) for edge in edges]
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
