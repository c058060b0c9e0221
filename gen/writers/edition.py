"""A document with every decision about it, the input of a writer; and the output of a writer."""

from typing import TYPE_CHECKING

from msgspec import Struct

from gen.document.blocks import Block
from gen.document.model import Document
from gen.pagination.page import Pages
from gen.standard.design import OFFICIAL, Design
from gen.typesetting.galley import Galley
from gen.typesetting.lexicon import Words

if TYPE_CHECKING:
    from gen.fonts import FallbackDepths


class Edition(Struct, frozen=True):
    """Document, blocks, galley and pages, in one design.

    `words` finds the words of titles, for a format that divides them again in another measure. `file` is the source's
    name as the user gave it, for messages. `templates` are those that composing used, each with its SHA-256.
    """

    document: Document
    blocks: tuple[Block, ...]
    galley: Galley
    pages: Pages
    words: Words
    file: str = ""
    design: Design = OFFICIAL
    templates: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The text of every block in printed order, a line each: the text of every format."""
        return "\n".join(block.text for block in self.blocks if block.text)


class Written(Struct, frozen=True):
    """The bytes of an output, and the fonts it was drawn with: none if the format has no fonts of its own."""

    data: bytes
    depths: "FallbackDepths" = ()
