"""The table of writers: a format's name → what makes its bytes of an edition. A library is loaded when its writer is first used."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from gen.standard.design import OFFICIAL, Design
from gen.standard.gb9704 import CHARACTERS_PER_LINE
from gen.writers.edition import Edition

if TYPE_CHECKING:
    from gen.fonts import Chain


class Settings(Struct, frozen=True):
    """What a build may be told: `chain` gives the fonts when a writer draws, `width` (字) and `encoding` are of the text; `design` is the page's."""

    chain: "Callable[[], Chain]"
    width: int = CHARACTERS_PER_LINE
    encoding: str = "utf-8"
    design: Design = OFFICIAL


def _docx(edition: Edition, _settings: Settings) -> bytes:
    from gen.writers.docx import body as docx

    return docx.write(edition)


def _pdf(edition: Edition, settings: Settings) -> bytes:
    from gen.writers.pdf import pages as pdf

    return pdf.write(edition, settings.chain())


def _text(edition: Edition, settings: Settings) -> bytes:
    from gen.writers.text import pages as text

    return text.write(edition, settings.width, settings.encoding)


WRITERS: Final[dict[str, Callable[[Edition, Settings], bytes]]] = {"docx": _docx, "pdf": _pdf, "txt": _text}
"""Format → writer; the format is also the output's suffix."""
