"""What the shared parts of a DOCX depend on, and what a document's own parts repeat of them."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from gen.document.blocks import ANNOTATED, ILLUSTRATED, SESSION, Block, Tag
from gen.document.model import Level
from gen.standard import gb9704, house
from gen.standard.design import OFFICIAL, Design
from gen.units import Length, to_twip, twip
from gen.writers.docx.styles import FOLIO

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES: Final = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


FIRST_PAGE: Final = "版面首页"
"""What marks the placeholders of a letter's first header and footer."""


LETTER_HEADER: Final = twip(850)
"""From the head of the page to a letter's header, which holds its mark."""


NOTHING: Final = frozenset[Tag]()


class Variant(Struct, frozen=True):
    """What the shared parts depend on.

    The design, whether a letter's first page has its own header and footer, what the headings of its first ranks are, and
    which styles it has.
    """

    design: Design = OFFICIAL
    letter: bool = False
    chaptered: bool = False
    """Whether 章 and 节 are its `heading 1` and `heading 2`; else 一、 and （一） are."""
    session: bool = False
    """Whether it has elements that only papers of a meeting have, and so their styles."""
    illustrated: bool = False
    """Whether it has illustrations, and so their styles."""
    annotated: bool = False
    """Whether it has notes, and so the styles of them and of their marks."""

    @property
    def unstyled(self) -> frozenset[Tag]:
        """The elements whose styles it does not have."""
        return (NOTHING if self.session else SESSION) | (NOTHING if self.illustrated else ILLUSTRATED) | (NOTHING if self.annotated else ANNOTATED)


def chaptered(blocks: Sequence[Block]) -> bool:
    """Whether a text is divided into chapters, which are then what its contents are made of."""
    return any(block.level in _OF_LAW and block.tag is Tag.HEADING for block in blocks)


def has_any(blocks: Sequence[Block], tags: frozenset[Tag]) -> bool:
    """Whether a text has one of some elements, such as those that only papers of a meeting have."""
    return not tags.isdisjoint([block.tag for block in blocks])


_OF_LAW: Final = frozenset({Level.CHAPTER, Level.SECTION})


def foot_height(design: Design) -> Length:
    """How high a letter's footers are, from 20 mm above the foot of the page up: all alike, so that its pages are."""
    return Length(house.footer_distance(design.paper_height, design.area_bottom) - gb9704.LETTER_FOOT_RULE + gb9704.FOLIO_SIZE)


def folio_xml(side: str, number: int, size: Length = gb9704.FOLIO_SIZE) -> str:
    """页码 (7.5): — PAGE — with the number of the first such page as cached result, one character from the outer edge."""
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    gap = to_twip(Length(size * gb9704.FOLIO_SIDE))
    indented = "" if side == "center" else f'<w:ind w:{side}="{gap}"/>'
    return (
        f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="{FOLIO}"/>{indented}<w:jc w:val="{side}"/></w:pPr>'
        f"{dash.format(gb9704.FOLIO_DASH + ' ')}"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{number}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"{dash.format(' ' + gb9704.FOLIO_DASH)}</w:p>"
    )
