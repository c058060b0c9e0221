"""Edition → DOCX: the blocks as paragraphs, with what the pages decided: title lines, masthead, page breaks, pinned lines, 版记."""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from gen.document.blocks import ANNOTATED, COLOPHON, HEADER, ILLUSTRATED, NAMED, SESSION, Tag, turned_blocks
from gen.pagination.page import Flow
from gen.pagination.page_breaks import PageRule
from gen.standard.styles import Align
from gen.typesetting.galley import SetBlock
from gen.writers.docx import lines, package, styles
from gen.writers.docx.colophon import colophon_xml
from gen.writers.docx.core_properties import core_properties
from gen.writers.docx.fields import anchor
from gen.writers.docx.header import header_xml, letter_foot_xml, letter_header_xml, ruled_row
from gen.writers.docx.illustration import illustration_xml
from gen.writers.docx.names import names_xml
from gen.writers.docx.package import SharedParts, VariantParts
from gen.writers.docx.page_starts import page_starts
from gen.writers.docx.paragraph import KEPT, LEAST_LINE, NEW_PAGE, TAB, WHOLE, WIDOW, exact, indent, paragraph, right_tab, tabs
from gen.writers.docx.picture import Pictures
from gen.writers.docx.placed_tables import PlacedTables
from gen.writers.docx.run import bookmark, page_reference
from gen.writers.docx.section import Kind, footer_parts, overrides, relationships, section_xml
from gen.writers.docx.variant import Variant, chaptered, folio_xml, foot_height, has_any
from gen.writers.edition import Edition


def write(edition: Edition, shared_parts: VariantParts) -> bytes:
    """Edition → the bytes of a .docx, the same for the same edition."""
    return Body(edition, Pictures(edition.document.pictures), shared_parts).write()


class Body:
    """The paragraphs of one edition, and the package of an edition that is alone in it.

    `mark` keeps its bookmarks apart from those of other editions. In an issue, whose pages are cited by their numbers, pages
    are `fixed`: a page break starts each of them, also a page that would start there by itself.
    """

    def __init__(self, edition: Edition, pictures: Pictures, shared_parts: VariantParts, mark: int = 0, *, fixed: bool = False) -> None:
        self.edition = edition
        self.design = edition.design
        self.galley = edition.galley
        self.kinds: tuple[Kind, ...] = ()
        self.pictures = pictures
        self.turned = tuple(turned_blocks(edition.blocks, framed=edition.design.framed))
        self.mark = mark
        self.located = 0
        self.tables = PlacedTables(edition)
        self.breaks: dict[int, set[int]] = {}
        self.above = list(edition.pages.above)
        self.kept: dict[int, str] = {}
        for forced in edition.pages.breaks:
            if forced.flow and not fixed:
                self.above[forced.block] += forced.flow.blanks
                self._keep(forced.block, forced.flow)
            else:
                self.breaks.setdefault(forced.block, set()).add(forced.line)
        for block, line in page_starts(edition) if fixed else ():
            self.breaks.setdefault(block, set()).add(line)
        self._keep_with_colophon()
        self.folios = {leader.block: leader.folio for page in edition.pages.pages for leader in page.leaders if leader.folio}
        self.bookmarks = {member.target: f"_Toc{mark + member.target:06d}" for member in edition.galley if member.target is not None}
        self.headers = {page.lines[0].line.block: page.header for page in edition.pages.pages if page.header}
        self.letter = next((places for places in self.headers.values() if places.form.number_right and places.rules), None)
        self._shared_parts = shared_parts
        above = [index for index, rows in enumerate(self.above) if rows]
        beside = [index - 1 for index, member in enumerate(self.galley) if member.beside]
        self.placed = {*above, *beside, *self.breaks, *self.kept, *self.folios, *self.bookmarks, *self.headers}
        """The blocks that need more than their text: a page break or what stands for one, blank rows, a block beside
        them, a page number, a bookmark."""

    def _keep(self, starts: int, flow: Flow) -> None:
        """Note the properties that start a page with block `starts` by themselves, where the blocks' styles do not have them."""
        for index in sorted({*flow.with_next, *flow.whole}):
            style = self.galley[index].style
            kept = KEPT if index in flow.with_next and not style.keep_with_next else ""
            kept += WHOLE if index in flow.whole and not style.whole else ""
            if kept:
                self.kept[index] = kept
        if flow.widow:
            self.kept[starts] = WIDOW

    def _keep_with_colophon(self) -> None:
        """Keep the last paragraph of the text on the page of the 版记, so that text that grows takes both to the next page."""
        pages = self.edition.pages
        last = pages.colophon - 1
        while last >= 0 and self.galley[last].beside:
            last -= 1
        apart = any(forced.rule is PageRule.COLOPHON_AT_FOOT for forced in pages.breaks)
        if last >= 0 and pages.colophon < len(self.galley) and not apart and not self.galley[last].table:
            self.kept[last] = KEPT + self.kept.get(last, "").replace(KEPT, "")

    @cached_property
    def shared(self) -> SharedParts:
        """The parts that documents of its kind share."""
        blocks = self.edition.blocks
        kinds = (has_any(blocks, tags) for tags in (SESSION, ILLUSTRATED, ANNOTATED))
        return self._shared_parts[Variant(self.design, self.letter is not None, chaptered(blocks), *kinds)]

    def write(self) -> bytes:
        """The package."""
        body, section = self._sections()
        kinds = self.kinds
        own = {package.CORE_PART: self._core_properties()} | self.pictures.parts()
        own |= footer_parts(kinds, {"default": folio_xml("right", 1), "even": folio_xml("left", 2)}, self.design)
        own |= self.shared.with_relations(self.pictures.relationships() + relationships(kinds), self.pictures.content_types(), overrides(kinds))
        if self.letter:
            start = next(index for index, places in self.headers.items() if places is self.letter)
            members = self.galley[start : start + len(self.letter.baselines)]
            own |= self.shared.first_page(
                letter_header_xml(members, self.letter, self.design), letter_foot_xml(self.letter, self.design, foot_height(self.design))
            )
        return self.shared.pack(own | {package.DOCUMENT_PART: package.document_xml(body, section)})

    def _sections(self) -> tuple[str, str]:
        """The paragraphs, each section's properties in its last one, and the properties of the last section."""
        sections = [(kind, [made for _, _, made in group]) for kind, group in groupby(self.paragraphs(), key=itemgetter(0))]
        self.kinds = tuple(dict.fromkeys([kind for kind, _ in sections]))
        body: list[str] = []
        properties = self.shared.section_xml
        for number, (kind, flow) in enumerate(sections):
            properties = section_xml(kind, self.shared.section_xml, self.design, opens=not number)
            if number:
                flow[0] = flow[0].replace(NEW_PAGE, "", 1)  # the section starts the page
            if number < len(sections) - 1:
                if flow[-1].endswith("</w:tbl>"):
                    flow.append(paragraph(styles.SPACER, after=exact(LEAST_LINE)))
                cut = flow[-1].rindex("</w:pPr>")
                flow[-1] = flow[-1][:cut] + properties + flow[-1][cut:]
            body += flow
        return "".join(body), properties

    @property
    def _apart(self) -> bool:
        """Whether the 版记 is after a blank page, both without a number."""
        pages = self.edition.pages
        return any(forced.rule is PageRule.COLOPHON_AT_FOOT for forced in pages.breaks) and not pages.pages[-1].numbered

    def paragraphs(self) -> Iterator[tuple[Kind, int, str]]:
        """Yield every paragraph and table, with the kind of its section and the index of its block."""
        pages, galley, placed = self.edition.pages, self.galley, self.placed
        upright, turned = Kind.UPRIGHT, Kind.TURNED
        index = 0
        while index < pages.colophon:
            kind = turned if self.turned[index] else upright
            plain = "" if index in placed else lines.plain_paragraph(galley[index])
            if plain:
                yield kind, index, plain
                index += 1
                continue
            places = self.headers.get(index)
            if places:
                end = index + len(places.baselines)
                made = header_xml(galley[index:end], places, self.design, new_page=0 in self.breaks.get(index, ()))
                yield from ((kind, index, one) for one in made)
                index = end
                continue
            end = index + 1
            while end < len(galley) and galley[end].beside and galley[end].block.tag not in COLOPHON:
                end += 1
            yield from ((kind, index, made) for made in self._block(index, end))
            index = end
            if galley[index - 1].table and (index == len(galley) or (galley[index].table and not self.tables.room_over(index))):
                yield kind, index - 1, paragraph(styles.SPACER, after=exact(LEAST_LINE))
        if pages.colophon < len(galley):
            kind = Kind.UNNUMBERED if self._apart else Kind.UPRIGHT
            yield from ((kind, pages.colophon, made) for made in self._colophon())

    def _colophon(self) -> Iterator[str]:
        pages = self.edition.pages
        if self._apart:
            # The blank page is the one that this section starts with.
            yield paragraph(styles.SPACER, after=exact(LEAST_LINE))
        new_page = any(forced.rule is PageRule.COLOPHON_AT_FOOT for forced in pages.breaks)
        yield colophon_xml(self.galley[pages.colophon :], pages.pages[-1], self.design, NEW_PAGE if new_page else "")

    def _block(self, index: int, end: int) -> Iterator[str]:
        """Block `index` and the blocks before `end`, which are beside it → their paragraphs, blank rows above them included."""
        member = self.galley[index]
        breaks = self.breaks.get(index, set())
        new_page = NEW_PAGE if 0 in breaks else ""
        previous = self.galley[index - 1].style.keep_with_next or KEPT in self.kept.get(index - 1, "") if index else False
        follows = KEPT if previous or index in self.tables.carried else ""
        for _ in range(self.above[index]):
            yield paragraph(styles.BLANK, before=follows + new_page)
            new_page = ""
        new_page = self.kept.get(index, "") + new_page
        style = styles.style_id(member.style)
        if member.block.tag is Tag.RULE:
            yield from [ruled_row(member.block, self.design.pitch)] * member.rows  # none of one that is not drawn
            return
        if member.table:
            yield from self.tables.written(index, member, member.table, new_page, breaks)
        elif member.style.align in {Align.CENTRE, Align.HEADER}:
            yield self._centred(index, style, new_page)
        elif member.style.align is Align.RIGHT:
            yield paragraph(style, self._marked(index, lines.divided(member)), before=new_page, after='<w:jc w:val="right"/>')
        elif index in self.folios and not any(breaks):
            yield self._contents(index, style, new_page)
        elif member.names:
            yield from names_xml(member, style, new_page, breaks)
        elif member.style.align is Align.SIGNATURE:
            yield self._signed(range(index, end), new_page)
        elif end > index + 1:
            yield lines.with_leader(member, style, new_page, "".join(map(self._located, self.galley[index + 1 : end])))
        else:
            yield from self._flowing(index, style, new_page, breaks)

    def _centred(self, index: int, style: str, new_page: str) -> str:
        """A centred block, under its emblem if it has one → a paragraph."""
        member = self.galley[index]
        if member.block.tag is Tag.ILLUSTRATION:
            caption = "".join([following.text for following in self.edition.blocks[index + 1 : index + 2] if following.tag is Tag.CAPTION])
            return illustration_xml(member, style, self.pictures, self.design, caption, new_page)
        runs = self._marked(index, lines.divided(member))
        if member.seal:
            runs = self.pictures.drawing(member.seal, "徽标", self.design) + runs
        after = exact(member.pitch(self.design)) if member.rows else ""
        return paragraph(style, runs, before=new_page, after=after + ('<w:jc w:val="center"/>' if member.block.tag in HEADER else ""))

    def _contents(self, index: int, style: str, new_page: str) -> str:
        """An entry of a 目录 → a paragraph: its lines end where ours do, and the number of its page follows the last."""
        member = self.galley[index]
        reference = page_reference(self.bookmarks[member.target or 0], self.folios[index])
        measure = self.design.across if member.across else self.design.measure
        runs = lines.divided(member) + TAB + reference
        return paragraph(style, runs, before=new_page + right_tab(measure), after='<w:jc w:val="left"/>')

    def _signed(self, row: range, new_page: str) -> str:
        """The blocks on one row of a 落款, with their seals → one paragraph; each block after the first begins at a tab stop."""
        members = self.galley[row.start : row.stop]
        described = {Tag.SIGNER: "签名章"}
        design = self.design.turned if self.turned[row.start] else self.design
        drawn = "".join(self.pictures.drawing(member.seal, described.get(member.block.tag, "印章"), design) for member in members if member.seal)
        stops = tabs([member.lines[0].x[0] for member in members[1:]])
        runs = TAB.join(lines.divided(member, styles.named_face(member.style.face, members[0].style.face)) for member in members)
        first = members[0].lines[0]
        # Programs differ in the gaps between Han and figures: what is centred is centred by each of them.
        edges = _around(first.x[0] + first.x[-1], design.measure) if members[0].centred and not stops else indent(first.x[0])
        return paragraph(styles.style_id(members[0].style), drawn + runs, before=new_page + stops, after=edges)

    def _located(self, member: SetBlock) -> str:
        """A page number in an issue's contents → a reference to the page on which that document begins."""
        self.located += 1
        return TAB + page_reference(anchor(self.located), member.block.text)

    def _marked(self, index: int, runs: str) -> str:
        """The runs of block `index` → the same, in a bookmark if a 目录 refers to the block."""
        name = self.bookmarks.get(index)
        return bookmark(name, self.mark + len(self.bookmarks) + index, runs) if name else runs

    def _flowing(self, index: int, style: str, new_page: str, breaks: set[int]) -> Iterator[str]:
        """Running text → a paragraph, or several: a new one where a rule ends the page inside it."""
        member = self.galley[index]
        first, further = lines.edges(member)
        ragged = member.block.tag in NAMED and bool(member.lines[1:]) and not member.lines[0].slack
        wrap = lines.word_wrap(member)
        starts = [0, *sorted(line for line in breaks if line), len(member.lines)]
        for part, (start, end) in enumerate(pairwise(starts)):
            cut = end < len(member.lines)
            runs = lines.listed(member, member.lines[start:end]) if ragged else lines.runs(member, member.lines[start:end], cut=cut)
            if part:
                yield paragraph(styles.CONTINUED, runs, before=NEW_PAGE, after=wrap + further + _LEFT * ragged)
            else:
                yield paragraph(style, self._marked(index, runs), before=new_page, after=wrap + first + _LEFT * ragged)

    def _core_properties(self) -> bytes:
        document = self.edition.document
        return core_properties(document.heading, document.organ, document.date)


_LEFT: Final = '<w:jc w:val="left"/>'


def _around(sides: int, measure: int) -> str:
    """The left and right edge of a line, added up → a paragraph's properties that centre the line on the same middle."""
    return indent(max(0, sides - measure), right=max(0, measure - sides)) + '<w:jc w:val="center"/>'
