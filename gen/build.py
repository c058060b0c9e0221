"""One source → its outputs, through the five verbs: read, compose, set, make up, write."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gen.blocks import Tag
from gen.design import OFFICIAL, Design
from gen.edition import Edition
from gen.errors import Diagnostic, Exit, GenError, Place, SourceError
from gen.layout.lines import Galley, set_blocks
from gen.layout.page import Pages
from gen.layout.pages import make_up
from gen.layout.ruler import OversetError
from gen.model import ADDRESSED, Colophon, Document, listed
from gen.output import write_files
from gen.writers import WRITERS, Settings

Observer = Callable[[str, str, float], None]
"""Told each verb as it ends: verb, what it was done to, seconds it took."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: the files made, warnings, and the failure if there was one."""

    source: Path
    outputs: tuple[Path, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    failure: GenError | None = None


@dataclass(slots=True)
class Report:
    """What a run did; `exit_code` is the largest of its failures'."""

    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many sources failed."""
        return sum(1 for outcome in self.outcomes if outcome.failure)

    @property
    def exit_code(self) -> Exit:
        """The largest exit code of any failure, `Exit.OK` without one."""
        return max((outcome.failure.exit_code for outcome in self.outcomes if outcome.failure), default=Exit.OK)


def read_document(source: Path) -> tuple[Document, tuple[Diagnostic, ...]]:
    """A source file → its document and the warnings. SourceError with all its faults."""
    from gen.reader import load  # noqa: PLC0415 — loads PyYAML, which nothing else here needs

    return load(source, str(source))


def typeset(
    document: Document, template_folders: Sequence[Path], file: str = "", observe: Observer | None = None, design: Design = OFFICIAL
) -> Edition:
    """A document → its edition: compose, set, make up. SourceError for a line that its author made too long; TemplateError.

    Where the 主送机关 leave the first page no text they move to the 版记 (7.3.2).
    """
    from gen.compose import compose  # noqa: PLC0415 — loads Jinja2

    if document.duplex and not design.duplex:
        design = replace(design, duplex=True)
    watch = _Watch(observe, file or document.name)
    blocks = compose(document, template_folders, file, design.notice_form)
    watch.lap("compose")
    try:
        galley = set_blocks(blocks, design=design)
    except OversetError as error:
        raise SourceError(_overset(error, file or document.name)) from None
    watch.lap("set")
    pages = make_up(galley, design)
    watch.lap("make up")
    if document.addressee and not _starts_on_first_page(galley, pages):
        return typeset(_addressee_moved(document), template_folders, file, observe, design)
    return Edition(document, blocks, galley, pages, file, design)


def _starts_on_first_page(galley: Galley, pages: Pages) -> bool:
    """Whether the first page with a 主送机关 has text under it (7.3.3)."""
    tags = next((tags for page in pages.pages if Tag.ADDRESSEE in (tags := {galley[placed.line.block].block.tag for placed in page.lines})), set())
    return not tags or bool(tags & {Tag.PARAGRAPH, Tag.HEADING, Tag.TABLE})


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


def build(  # noqa: PLR0913 — what a build depends on, each by name
    source: Path,
    template_folders: Sequence[Path],
    targets: dict[str, Path],
    settings: Settings,
    *,
    strict: bool = False,
    observe: Observer | None = None,
) -> Outcome:
    """A source → the files of `targets` (format → path), all of them or none; never raises for what a source can do."""
    warnings: tuple[Diagnostic, ...] = ()
    watch = _Watch(observe, str(source))
    try:
        document, warnings = read_document(source)
        watch.lap("read")
        if strict and warnings:
            raise SourceError(*warnings)
        edition = typeset(document, template_folders, str(source), observe, settings.design)
        watch.lap()
        files: dict[Path, bytes] = {}
        for format_, path in targets.items():
            files[path] = WRITERS[format_](edition, settings)
            watch.lap(f"write {format_}")
        write_files(files)
    except GenError as error:
        return Outcome(source, warnings=() if isinstance(error, SourceError) and strict else warnings, failure=error)
    return Outcome(source, tuple(files), warnings)


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
