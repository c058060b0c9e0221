"""A writer's inputs beside the edition: the user's settings, and what a process keeps between documents."""

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from gen.standard.design import OFFICIAL, Design
from gen.standard.gb9704 import CHARACTERS_PER_LINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from gen.fonts import Chain, Fonts
    from gen.writers.docx.package import VariantParts
    from gen.writers.pdf.glyphs import GlyphTables


class Session:
    """What a process keeps while it makes documents: open fonts, tables of glyphs, the parts that DOCX files share.

    It starts empty and fills as documents need it; it changes no byte of an output. A pickle has only the chain, so a
    worker process starts with an empty session. `chain` may be a function that chooses one, called when a font is first
    needed; None if no character is to be looked up.
    """

    def __init__(self, chain: "Chain | Callable[[], Chain | None] | None" = None) -> None:
        self._chain = chain

    @cached_property
    def chain(self) -> "Chain | None":
        """The files of each face, None without any."""
        return self._chain() if callable(self._chain) else self._chain

    def __reduce__(self) -> tuple[type["Session"], "tuple[Chain | None]"]:
        return Session, (self.chain,)

    @cached_property
    def fonts(self) -> "Fonts":
        """The fonts of the chain.

        ValueError without a chain: if a format draws, the maker of its session chooses fonts first.
        """
        from gen.fonts import Fonts

        if self.chain is None:
            message = "a format that draws needs a chain of fonts"
            raise ValueError(message)
        return Fonts(self.chain)

    @cached_property
    def glyphs(self) -> "GlyphTables":
        """How each face draws characters in a PDF."""
        from gen.writers.pdf.glyphs import GlyphTables

        return GlyphTables(self.fonts)

    @cached_property
    def shared_parts(self) -> "VariantParts":
        """The parts that all DOCX files of a variant share."""
        from gen.writers.docx.package import VariantParts

        return VariantParts()


class Settings(Struct, frozen=True):
    """Everything that decides an output beside its edition.

    `width` (字) and `encoding` are for plain text; `design` is the page on which documents are set.
    """

    session: Session
    width: int = CHARACTERS_PER_LINE
    encoding: str = "utf-8"
    design: Design = OFFICIAL
