"""Volume → DOCX: a section for each edition, running heads, contents that are a field, one set of styles."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from gen.document.blocks import ANNOTATED, ILLUSTRATED, SESSION, Tag
from gen.standard import house
from gen.standard.design import FolioPlace
from gen.units import Length, twip
from gen.writers.docx import fields, package, styles
from gen.writers.docx.body import Body
from gen.writers.docx.columns import BLANK, COLUMN_BREAK, PROPERTIES_END, PlacedColumns, after_properties, laid_out, stretched
from gen.writers.docx.core_properties import core_properties
from gen.writers.docx.header import letter_foot_xml, letter_header_xml
from gen.writers.docx.package import VariantParts
from gen.writers.docx.paragraph import KEPT, LEAST_LINE, NEW_PAGE, bottom_rule, exact, paragraph
from gen.writers.docx.picture import Pictures
from gen.writers.docx.run import run
from gen.writers.docx.section import Kind, footer_parts, overrides, relationships, section_xml
from gen.writers.docx.variant import LETTER_HEADER, Variant, chaptered, folio_xml, foot_height, has_any
from gen.writers.volume import RunningHead, Section, Volume

_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CONTENTS: Final = frozenset({Tag.GROUP, Tag.ENTRY})
_MOST_DOCUMENTS: Final = 100_000
"""What keeps the numbers of one edition's bookmarks from another's."""
_SPACER: Final = f'<w:p><w:pPr><w:pStyle w:val="{styles.SPACER}"/>'
_TEXT: Final = "<w:t "
_REFERENCE: Final = re.compile(r"<w:(?:header|footer)Reference [^>]*/>")


def write_volume(volume: Volume, shared_parts: VariantParts) -> bytes:
    """Volume → the bytes of a .docx, the same for the same volume."""
    return _Writer(volume, shared_parts).write()


class _Parts(Struct):
    """Headers and footers of a package beside the shared ones."""

    parts: dict[str, bytes] = field(default_factory=dict)
    relationships: str = ""
    overrides: str = ""

    def add(self, kind: str, name: str, paragraphs: str) -> str:
        """Add a header or footer and give the id by which a section refers to it."""
        tag = "hdr" if kind == "header" else "ftr"
        self.parts[f"word/{name}.xml"] = package.part_xml(tag, paragraphs)
        self.relationships += f'<Relationship Id="rId{name}" Type="{_RELATION}{kind}" Target="{name}.xml"/>'
        self.overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_CONTENT}{kind}+xml"/>'
        return f"rId{name}"


class _Writer:
    """One package being written."""

    def __init__(self, volume: Volume, shared_parts: VariantParts) -> None:
        self.volume = volume
        self.shared_parts = shared_parts
        self.design = volume.sections[0].edition.design
        legal = any(chaptered(section.edition.blocks) for section in volume.sections)
        kinds = (any(has_any(section.edition.blocks, tags) for section in volume.sections) for tags in (SESSION, ILLUSTRATED, ANNOTATED))
        self.shared = shared_parts[
            replace(Variant(self.design, chaptered=legal), **dict(zip(("session", "illustrated", "annotated"), kinds, strict=True)))
        ]
        pictures = [picture for section in volume.sections for picture in section.edition.document.pictures]
        self.pictures = Pictures(pictures)
        self.extra = _Parts()
        self.empty = "".join(
            f'<w:{kind}Reference w:type="{side}" r:id="{self.extra.add(kind, f"empty{kind}{side}", paragraph(style))}"/>'
            for kind, style in (("header", styles.RUNNING_HEAD), ("footer", styles.FOLIO))
            for side in ("default", "even")
        )
        self.bare = "".join(reference for reference in _REFERENCE.findall(self.empty) if "header" in reference)
        self.heads: dict[RunningHead, str] = {}
        self.later: dict[RunningHead, str] = {}
        self.numbering = True
        self.kinds: dict[Kind, None] = {}

    def write(self) -> bytes:
        """The package."""
        sections = [made for number, section in enumerate(self.volume.sections) for made in self._parted(section, number)]
        for paragraphs, properties in sections[:-1]:
            place = paragraphs[-1].rindex(PROPERTIES_END)
            paragraphs[-1] = paragraphs[-1][:place] + properties + paragraphs[-1][place:]
        volume = self.volume
        kinds = tuple(self.kinds)
        folios = {"default": folio_xml("right", 1, self.design.folio_size), "even": folio_xml("left", 2, self.design.folio_size)}
        parts = self.extra.parts | self.pictures.parts() | footer_parts(kinds, folios, self.design)
        named = self.extra.relationships + self.pictures.relationships() + relationships(kinds)
        own = self.shared.with_relations(named, self.pictures.content_types(), self.extra.overrides + overrides(kinds))
        own[package.CORE_PART] = core_properties(volume.title, volume.organ, volume.date)
        text = "".join(xml for paragraphs, _ in sections for xml in paragraphs)
        return self.shared.pack(own | parts | {package.DOCUMENT_PART: package.document_xml(text, sections[-1][1])})

    def _parted(self, section: Section, number: int) -> Iterator[tuple[list[str], str]]:
        """The paragraphs of a section and their properties, in several parts where pages are set across the sheet."""
        body = Body(section.edition, self.pictures, self.shared_parts, (number + 1) * _MOST_DOCUMENTS, fixed=True)
        in_columns = self.design.columns > 1 and bool(section.starts)
        flows = groupby(stretched(self._linked(section, body), section.edition.galley, in_columns=in_columns), key=lambda made: made[:2])
        placed = PlacedColumns(section.edition)
        for place, ((kind, columns), flow) in enumerate(flows):
            members = [(index, xml) for *_, index, xml in flow]
            # The room over a table is not kept with it: LibreOffice would at times leave cells of its repeated header
            # empty (measured). Pages of an issue are fixed without.
            paragraphs = [xml.replace(KEPT, "", 1) if xml.startswith(_SPACER) else xml for _, xml in members]
            follows = bool(place) and in_columns and NEW_PAGE not in paragraphs[0]
            if place:
                paragraphs[0] = paragraphs[0].replace(NEW_PAGE, "", 1)  # the section starts the page
            if columns:
                paragraphs = [made for (index, _), xml in zip(members, paragraphs, strict=True) for made in placed.with_breaks(index, xml)]
                paragraphs += placed.ends(members[-1][0])
            properties = laid_out(self._properties(kind, section, body, number, opens=not place), self.design, columns=columns, follows=follows)
            if follows and not columns and paragraphs[0].startswith(_SPACER):
                # With room over it in its own section LibreOffice may move a table to the next page (measured).
                yield [paragraphs.pop(0)], properties
            # LibreOffice drops a blank paragraph that ends a section, and makes a section a row higher that ends with a
            # paragraph in which a column starts.
            if paragraphs[-1].endswith("</w:tbl>") or BLANK in paragraphs[-1] or COLUMN_BREAK in paragraphs[-1]:
                paragraphs.append(paragraph(styles.SPACER, after=exact(LEAST_LINE)))
            yield paragraphs, properties

    def _linked(self, section: Section, body: Body) -> Iterator[tuple[Kind, int, str]]:
        """The paragraphs of a section.

        Those of its contents are a field; those that begin a document have what the contents refer to.
        """
        starts = {start.block: (section.anchor + number, start) for number, start in enumerate(section.starts, 1)}
        found = [index for index, member in enumerate(section.edition.galley) if member.block.tag in _CONTENTS]
        entered: set[int] = set()
        located = 0
        for kind, index, made in body.paragraphs():
            xml = made
            blank = BLANK in made
            # Not in an empty paragraph: what is hidden in it would hide it in LibreOffice.
            if index in starts and index not in entered and _TEXT in made:
                entered.add(index)
                number, start = starts[index]
                xml = after_properties(xml, fields.entry(number, start.title, start.group))
            if found and not blank and index in found:
                located += section.edition.galley[index].block.tag is Tag.ENTRY
                xml = self._entry(section, xml, index, located, ends=(found[0], found[-1]))
            yield kind, index, xml
        if found:
            # LibreOffice reads a section's footers before the field that ends in its last paragraph has ended, and
            # loses theirs.
            yield Kind.UPRIGHT, len(section.edition.galley), paragraph(styles.SPACER, after=exact(LEAST_LINE))

    @staticmethod
    def _entry(section: Section, xml: str, index: int, number: int, *, ends: tuple[int, int]) -> str:
        """A paragraph of the contents.

        An entry is linked to its document; the first and the last have the ends of the field.
        """
        if section.edition.galley[index].block.tag is Tag.ENTRY:
            head, runs = _divided(xml)
            xml = f"{head}{fields.linked(number, runs)}</w:p>"
        if index == ends[0]:
            xml = after_properties(xml, fields.contents_begin())
        return xml.removesuffix("</w:p>") + fields.contents_end() + "</w:p>" if index == ends[1] else xml

    def _properties(self, kind: Kind, section: Section, body: Body, number: int, *, opens: bool) -> str:
        """The properties of a section: a page of its own, its headers and footers, and where folios begin."""
        if kind is not Kind.UPRIGHT:
            self.kinds[kind] = None
            properties = section_xml(kind, self.shared.section_xml, self.design, opens=False)
            return _referring(properties, self.bare)
        letter = body.letter is not None and opens
        properties = (self.shared_parts[Variant(self.design, letter=True)] if letter else self.shared).section_xml
        properties = re.sub(r"<w:pgNumType[^>]*/>", self._page_numbers(section), _REFERENCE.sub("", properties))
        if not section.head:
            return _referring(properties, self.empty)
        if letter:
            return _referring(properties, self._letter(section, body, number) + self._later_pages(section.head))
        return _referring(properties, self._head(section.head) + "".join(_REFERENCE.findall(self.shared.section_xml)))

    def _page_numbers(self, section: Section) -> str:
        if not section.head or not self.numbering:
            return ""
        self.numbering = False
        return f'<w:pgNumType w:start="{section.edition.pages.pages[0].number}"/>'

    def _head(self, head: RunningHead) -> str:
        """References to the headers of a running head, made once."""
        if head not in self.heads:
            sides = {"default": ("right", head.odd), "even": ("left", head.even)}
            name = f"head{len(self.heads) + 1}"
            self.heads[head] = "".join(
                f'<w:headerReference w:type="{kind}" r:id="{self.extra.add("header", name + kind, _head_xml(side, text))}"/>'
                for kind, (side, text) in sides.items()
            )
        return self.heads[head]

    def _later_pages(self, head: RunningHead) -> str:
        """References to the headers and footers of a letter's other pages, made once.

        They are where those of all pages are.
        """
        if head not in self.later:
            distance = re.search(r'<w:pgMar [^>]*w:header="(\d+)"', self.shared.section_xml)
            assert distance  # noqa: S101 — our own
            down = paragraph(styles.SPACER, after=exact(Length(twip(int(distance[1])) - LETTER_HEADER)))
            size = self.design.folio_size
            up = paragraph(styles.SPACER, after=exact(Length(foot_height(self.design) - size)))
            sides = ("center",) * 2 if self.design.folio is FolioPlace.CENTRE else ("right", "left")
            name = f"later{len(self.later) + 1}"
            made = (
                ("header", "default", down + _head_xml("right", head.odd)),
                ("header", "even", down + _head_xml("left", head.even)),
                ("footer", "default", folio_xml(sides[0], 1, size) + up),
                ("footer", "even", folio_xml(sides[1], 2, size) + up),
            )
            self.later[head] = "".join(
                f'<w:{kind}Reference w:type="{side}" r:id="{self.extra.add(kind, name + kind + side, xml)}"/>' for kind, side, xml in made
            )
        return self.later[head]

    def _letter(self, section: Section, body: Body, number: int) -> str:
        """References to the header and footer of a letter's first page (10.1)."""
        places = body.letter
        assert places  # noqa: S101 — only for a letter
        begin = next(index for index, found in body.headers.items() if found is places)
        members = section.edition.galley[begin : begin + len(places.baselines)]
        header = letter_header_xml(members, places, self.design)
        footer = letter_foot_xml(places, self.design, foot_height(self.design))
        first = (("header", header), ("footer", footer))
        return "".join(f'<w:{kind}Reference w:type="first" r:id="{self.extra.add(kind, f"mark{number}{kind}", xml)}"/>' for kind, xml in first)


def _referring(properties: str, references: str) -> str:
    """The properties of a section that starts a page, with references before them and its own."""
    own = "".join(_REFERENCE.findall(properties))
    rest = re.sub("<w:type [^>]*/>", "", _REFERENCE.sub("", properties))
    start = rest.index(">") + 1
    return f'{rest[:start]}{references}{own}<w:type w:val="nextPage"/>{rest[start:]}'


def _divided(xml: str) -> tuple[str, str]:
    """A paragraph → what is up to its properties' end, and its runs."""
    place = xml.index(PROPERTIES_END) + len(PROPERTIES_END)
    return xml[:place], xml[place:].removesuffix("</w:p>")


def _head_xml(side: str, text: str) -> str:
    """A running head on its side, over its rule."""
    rule = bottom_rule(house.TABLE_RULE)
    return paragraph(styles.RUNNING_HEAD, run(text), before=rule, after=f'<w:jc w:val="{side}"/>')
