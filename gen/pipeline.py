"""One source → the bytes of its outputs, through the five verbs: read, compose, set, make up, write."""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from gen.dictionary import word_starts
from gen.document.blocks import Block, Tag
from gen.document.model import ADDRESSED, Colophon, Document, listed
from gen.errors import Diagnostic, GenError, Place, SourceError
from gen.pagination.page import Pages
from gen.pagination.pages import make_up
from gen.standard import house
from gen.standard.design import OFFICIAL, Design
from gen.standard.styles import style_table
from gen.typesetting.galley import Galley, set_blocks
from gen.typesetting.ruler import OversetError
from gen.units import Length
from gen.writers import WRITERS, Settings
from gen.writers.edition import Edition

if TYPE_CHECKING:
    from gen.fonts import Chain

Observer = Callable[[str, str, float], None]
"""Told each verb as it ends: verb, what it was done to, seconds it took."""


Reach = tuple[tuple[str, int], ...]
"""Each face drawn, and how many files of its chain were asked for a character."""

WITHOUT_FONTS: Final = ("docx", "txt")
"""The formats whose writers open no font."""


class Made(Struct, frozen=True):
    """What became of one source: the outputs' bytes by format, what they were seen to be made of, warnings, and the failure if there was one.

    `templates` are the names asked for with the digests of what was loaded, `pictures` the files that the source names with theirs; `laps`
    is how many seconds each verb took.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    templates: tuple[tuple[str, str], ...] = ()
    reach: Mapping[str, Reach] = field(default_factory=dict)
    pictures: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    failure: GenError | None = None
    laps: tuple[tuple[str, float], ...] = ()


def read_document(source: Path) -> tuple[Document, tuple[Diagnostic, ...]]:
    """A source file → its document and the warnings. SourceError with all its faults."""
    from gen.source.reader import load  # noqa: PLC0415 — loads what reads a source, which nothing else here needs

    return load(source, str(source))


def typeset(  # noqa: PLR0913 — what an edition depends on, each by name
    document: Document,
    template_folders: Sequence[Path],
    file: str = "",
    observe: Observer | None = None,
    design: Design = OFFICIAL,
    *,
    settled: bool = False,
) -> Edition:
    """A document → its edition: compose, set, make up. SourceError for a line that its author made too long; TemplateError.

    Where the names of a joint mark leave the first page no text they are set smaller (7.2.4, 7.3.3); where the 主送机关 do, they move to
    the 版记 (7.3.2), unless the document is `settled`: that of an edition.
    """
    from gen.composition.compose import compose  # noqa: PLC0415 — loads Jinja2

    if document.duplex and not design.duplex:
        design = replace(design, duplex=True)
    watch = _Watch(observe, file or document.name)
    blocks = compose(document, template_folders, file, design.notice_form, style_table(design))
    watch.lap("compose")
    try:
        galley, pages = _set_and_made_up(blocks, design, watch)
    except OversetError as error:
        raise SourceError(_overset(error, file or document.name)) from None
    if document.addressee and not settled and not _starts_on_first_page(galley, pages):
        return typeset(_addressee_moved(document), template_folders, file, observe, design)
    return Edition(document, blocks, galley, pages, word_starts, file, design)


def _set_and_made_up(blocks: Sequence[Block], design: Design, watch: "_Watch") -> tuple[Galley, Pages]:
    """Set the blocks and make them up; a joint mark that leaves its page no text is tried in smaller sizes, down to the house's least.

    OversetError as `set_blocks`, for the least size.
    """
    joint = any(len(block.lines) > 1 and block.tag is Tag.MASTHEAD for block in blocks) and any(block.tag in _TEXT for block in blocks)
    while True:
        last = not joint or design.mark_largest <= house.JOINT_MARK_SMALLEST
        size = design.mark_largest
        try:
            galley = set_blocks(blocks, design=design, words=word_starts)
        except OversetError as error:
            if last or error.block.tag is not Tag.MASTHEAD:
                raise
        else:
            watch.lap("set")
            pages = make_up(galley, design)
            watch.lap("make up")
            if last or _TEXT & {galley[placed.line.block].block.tag for placed in pages.pages[0].lines}:
                return galley, pages
            size = min(size, next(member.size for member in galley if member.block.tag is Tag.MASTHEAD))
        design = replace(design, mark_largest=Length(max(house.JOINT_MARK_SMALLEST, size - house.MASTHEAD_STEP)))


_TEXT: Final = frozenset({Tag.PARAGRAPH, Tag.HEADING, Tag.TABLE})


def _starts_on_first_page(galley: Galley, pages: Pages) -> bool:
    """Whether the first page with a 主送机关 has text under it (7.3.3)."""
    tags = next((tags for page in pages.pages if Tag.ADDRESSEE in (tags := {galley[placed.line.block].block.tag for placed in page.lines})), set())
    return not tags or bool(tags & _TEXT)


def _addressee_moved(document: Document) -> Document:
    """The document with its 主送机关 in the 版记, one line above 抄送 (7.4.2)."""
    colophon = document.colophon or Colophon(line=document.line_of("addressee"))
    order = tuple(name for name in document.order if name != "addressee")
    return replace(document, addressee="", order=order, colophon=replace(colophon, addressee=listed(ADDRESSED, document.addressee)))


def _overset(error: OversetError, file: str) -> Diagnostic:
    place = Place(file, error.block.source_line)
    if error.block.rows:
        return Diagnostic("8", f"表格的这一行高{error.cells:g}行，超过一面（{error.room}行）：{error.line}", place, "把这一行分成几行")
    return Diagnostic("7.3.1", f"这一行宽{error.cells:.1f}字，超出版心（{error.room}字）：{error.line}", place, "在词语之间多分一行")


def make(  # noqa: PLR0913, PLR0917 — what outputs are made of, each by name
    data: bytes,
    file: str,
    name: str,
    formats: Sequence[str],
    template_folders: Sequence[Path],
    settings: Settings,
    *,
    strict: bool = False,
    folder: Path | None = None,
) -> Made:
    """The bytes of a source → its outputs in `formats`, all of them or none; never raises for what a source can do.

    `file` is what messages call the source, `name` what the document is called, `folder` has the pictures that it names.
    """
    from gen.source.reader import read  # noqa: PLC0415 — loads PyYAML

    laps: list[tuple[str, float]] = []

    def observe(verb: str, _what: str, seconds: float) -> None:
        laps.append((verb, seconds))

    warnings: tuple[Diagnostic, ...] = ()
    watch = _Watch(observe, file)
    try:
        document, warnings = read(data, file, name, folder)
        watch.lap("read")
        if strict and warnings:
            raise SourceError(*warnings)
        edition, templates = _typeset_recorded(document, template_folders, file, observe, settings.design)
        watch.lap()
        files: dict[str, bytes] = {}
        reach: dict[str, Reach] = {}
        for format_ in formats:
            files[format_], reach[format_] = _write_recorded(edition, format_, settings)
            watch.lap(f"write {format_}")
    except GenError as error:
        return Made(warnings=() if isinstance(error, SourceError) and strict else warnings, failure=error, laps=tuple(laps))
    pictures = sorted({(picture.file, hashlib.sha256(picture.data).hexdigest()) for picture in document.pictures})
    return Made(files, templates, reach, tuple(pictures), warnings, laps=tuple(laps))


def _typeset_recorded(
    document: Document, folders: Sequence[Path], file: str, observe: Observer, design: Design
) -> tuple[Edition, tuple[tuple[str, str], ...]]:
    from gen.composition.templating import loaded, recorded_names  # noqa: PLC0415 — as above

    with recorded_names() as names:
        edition = typeset(document, folders, file, observe, design)
    return edition, loaded(names, folders)


def _write_recorded(edition: Edition, format_: str, settings: Settings) -> tuple[bytes, Reach]:
    """An edition in one format, and the fonts it used; a writer that took the chain and asked it nothing may have used any of them."""
    chains: list[Chain] = []

    def chain() -> "Chain":
        chains.append(settings.chain())
        return chains[0]

    if format_ in WITHOUT_FONTS:
        return WRITERS[format_](edition, settings), ()
    from gen.fonts import recorded_fonts  # noqa: PLC0415 — only for a format that draws

    with recorded_fonts() as reach:
        data = WRITERS[format_](edition, replace(settings, chain=chain))
    if chains and not reach:
        return data, tuple((str(face), len(files)) for face, files in chains[0].files)
    return data, tuple(sorted((str(face), depth) for face, depth in reach.items()))


class _Watch:
    """Tells an observer how long each verb took; costs nothing without one."""

    def __init__(self, observe: Observer | None, what: str) -> None:
        self._observe = observe
        self._what = what
        self._since = time.perf_counter() if observe else 0.0

    def lap(self, verb: str = "") -> None:
        """Report the verb that has just ended; without a name only start the watch anew."""
        if self._observe:
            now = time.perf_counter()
            if verb:
                self._observe(verb, self._what, now - self._since)
            self._since = now
