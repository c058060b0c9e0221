"""One source → the bytes of its outputs, through the five verbs: read, compose, set, make up, write."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from gen import plugins
from gen.composition.templating import Templates
from gen.dictionary import word_starts
from gen.document.blocks import COLOPHON, HEADER, Block, Tag
from gen.document.kinds import plugged
from gen.document.model import ADDRESSED, Colophon, Document, listed
from gen.errors import Diagnostic, GenError, Place, SourceError
from gen.pagination.page import Pages
from gen.pagination.pages import make_up
from gen.standard import house
from gen.standard.design import OFFICIAL, Design
from gen.standard.styles import style_table
from gen.typesetting.galley import Galley, set_blocks
from gen.typesetting.ruler import OversetError
from gen.typesetting.table.values import WideTableError
from gen.units import Length
from gen.writers import FORMATS, format_of
from gen.writers.edition import Edition, Written
from gen.writers.session import Settings

if TYPE_CHECKING:
    from gen.fonts import FallbackDepths

Observer = Callable[[str, str, float], None]
"""Told each verb as it ends: verb, what it was done to, seconds it took."""


class BuildResult(Struct, frozen=True):
    """What became of one source: outputs' bytes by format, what they were made of, warnings, the failure if any.

    `templates` are the names asked for with the digests of what was loaded, and the plug-in of the kind if it is not
    ours; `pictures` are the files that the source names with theirs. `lost` has the failures of plug-ins' writers, each
    of which costs its format alone. `rule_errors` is how many errors the rules of `gen check` find in it; `timings` is how many seconds
    each verb took.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    templates: tuple[tuple[str, str], ...] = ()
    depths: "Mapping[str, FallbackDepths]" = field(default_factory=dict)
    pictures: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    rule_errors: int = 0
    failure: GenError | None = None
    lost: GenError | None = None
    timings: tuple[tuple[str, float], ...] = ()


def read_document(source: Path) -> tuple[Document, tuple[Diagnostic, ...]]:
    """A source file → its document and the warnings. SourceError with all its faults."""
    from gen.source.reader import load

    return load(source, str(source))


def typeset(  # noqa: PLR0913 — what an edition depends on, each by name
    document: Document,
    templates: "Templates",
    file: str = "",
    observe: Observer | None = None,
    design: Design = OFFICIAL,
    *,
    settled: bool = False,
) -> Edition:
    """A document → its edition: compose, set, make up.

    SourceError for a line that its author made too long; TemplateError. Where the names of a joint mark leave the first
    page no text they are set smaller (7.2.4, 7.3.3); where the 主送机关 do, they move to the 版记 (7.3.2), unless the
    document is `settled`: that of an edition.
    """
    from gen.composition.compose import compose

    if document.duplex and not design.duplex:
        design = replace(design, duplex=True)
    stopwatch = _Stopwatch(observe, file or document.name)
    composition = compose(document, templates, file, design.notice_form, style_table(design))
    stopwatch.lap("compose")
    try:
        galley, pages = _set_and_made_up(composition.blocks, design, stopwatch)
    except OversetError as error:
        raise SourceError(_overset(error, file or document.name)) from None
    if document.addressee and not settled and not _starts_on_first_page(galley, pages):
        moved = typeset(_addressee_moved(document), templates, file, observe, design)
        return replace(moved, templates=tuple(sorted({*composition.templates, *moved.templates})))
    return Edition(document, composition.blocks, galley, pages, word_starts, file, design, composition.templates)


def _set_and_made_up(blocks: Sequence[Block], design: Design, stopwatch: "_Stopwatch") -> tuple[Galley, Pages]:
    """Set the blocks and make them up.

    A joint mark that leaves its page no text is tried in smaller sizes, down to the house's least. OversetError as
    `set_blocks`, for the least size.
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
            stopwatch.lap("set")
            pages = make_up(galley, design)
            stopwatch.lap("make up")
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


def _narrower(error: WideTableError) -> str:
    """What helps a table that is too wide: an annex across the sheet only where the table fits there."""
    needs, across = int(error.cells), OFFICIAL.turned.measure
    if error.room < across >= needs:
        return "请把表格放在横排的附件里（landscape: true），或者减少列"
    parts = -(-needs // max(int(error.room), across))
    if error.room < across:
        return f"横排的附件也排不下；请按列分成{max(2, parts)}张（或者更多）表，放在横排的附件里，或者减少列"
    return f"请按列分成{max(2, parts)}张（或者更多）表，或者减少列"


def _overset_table(error: OversetError, file: str) -> Diagnostic:
    line = error.block.source_line
    if isinstance(error, WideTableError):
        shape = error.block.shape
        line += error.row + (shape.header is not None and error.row >= shape.header)
        return Diagnostic("8", error.message, Place(file, line), _narrower(error))
    message = f"表格的表头或者合并格高{error.cells:.1f}行，超过一面（表头之下{error.room:.1f}行）：{error.line}"
    return Diagnostic("8", message, Place(file, line), "请缩短它的文字，或者拆开合并格；不合并的格可以分在几面上")


def _overset(error: OversetError, file: str) -> Diagnostic:
    place = Place(file, error.block.source_line)
    if error.block.rows:
        return _overset_table(error, file)
    if error.block.tag is Tag.ILLUSTRATION:
        message = f"插图“{error.line}”太高：排出来高{error.cells:.1f}行，一面除图题外有{error.room:.0f}行，缩到一半也排不下"
        return Diagnostic("图片", message, place, "请把图裁短，或者分成几幅；竖长的图不要放在横排的附件里")
    if error.block.tag in COLOPHON:
        message = f"版记高{error.cells:.0f}行，超过一面（{error.room:.0f}行）"
        return Diagnostic("7.4", message, place, "请把主送机关、抄送机关写成统称，例如“各县（市、区）人民政府”")
    if error.beside:
        message = f"“{error.line}”和“{error.beside}”在同一行排不下：连同其间的空白宽{error.cells:.1f}字，版心{error.room}字"
        return Diagnostic("7.2", message, place, "缩短其中一项")
    message = f"这一行宽{error.cells:.1f}字，超出版心（{error.room}字）：{error.line}"
    if error.block.tag in HEADER - {Tag.MASTHEAD}:
        return Diagnostic("7.2", message, place, "版头的这一项只能排成一行，请缩短")
    return Diagnostic("7.3.1", message, place, "在词语之间多分一行")


def make(  # noqa: PLR0913, PLR0917 — what outputs are made of, each by name
    data: bytes,
    file: str,
    name: str,
    formats: Sequence[str],
    templates: "Templates",
    settings: Settings,
    *,
    strict: bool = False,
    folder: Path | None = None,
) -> BuildResult:
    """The bytes of a source → its outputs in `formats`, all of ours or none; never raises for what a source can do.

    `file` is what messages call the source, `name` what the document is called, `folder` has the pictures that it
    names. A `strict` one refuses what has a warning or an error by the rules of `gen check`.
    """
    from gen.rules import told_at_build
    from gen.source.characters import decode
    from gen.source.reader import read

    timings: list[tuple[str, float]] = []

    def observe(verb: str, _what: str, seconds: float) -> None:
        timings.append((verb, seconds))

    warnings: tuple[Diagnostic, ...] = ()
    broken: tuple[Diagnostic, ...] = ()
    lost: list[GenError] = []
    stopwatch = _Stopwatch(observe, file)
    try:
        document, warnings = read(data, file, name, folder)
        stopwatch.lap("read")
        broken, slips = told_at_build(document, decode(data, file), file)
        warnings = (*warnings, *slips)
        stopwatch.lap("check")
        if strict and (warnings or broken):
            raise SourceError(*broken, *warnings)
        edition = typeset(document, templates, file, observe, settings.design)
        stopwatch.lap()
        files: dict[str, bytes] = {}
        depths: dict[str, FallbackDepths] = {}
        for format_ in formats:
            try:
                made = written(edition, format_, settings)
            except GenError as error:
                if format_ in FORMATS:
                    raise
                lost.append(error)
                continue
            files[format_], depths[format_] = made.data, made.depths
            stopwatch.lap(f"write {format_}")
    except GenError as error:
        told = () if isinstance(error, SourceError) and strict else warnings
        return BuildResult(warnings=told, rule_errors=len(broken), failure=error, timings=tuple(timings))
    pictures = sorted({(picture.file, hashlib.sha256(picture.data).hexdigest()) for picture in document.pictures})
    templates_ = (*edition.templates, *plugged(document.kind))
    return BuildResult(files, templates_, depths, tuple(pictures), warnings, len(broken), lost=together(lost), timings=tuple(timings))


def together(errors: Sequence[GenError]) -> GenError | None:
    """Some failures → one of the gravest kind with all their diagnostics; None without any."""
    if not errors:
        return None
    worst = max(errors, key=lambda error: error.exit_code)
    return type(worst)(*(diagnostic for error in errors for diagnostic in error.diagnostics))


def written(edition: Edition, format_: str, settings: Settings) -> Written:
    """Edition → what a format's writer gives. FontError; PluginError."""
    with _naming_plugin(format_, edition.file):
        found: object = format_of(format_).write(edition, settings)
        if isinstance(found, Written):
            return found
        message = f"{type(found).__name__} is not gen.writers.edition.Written"
        raise TypeError(message)


@contextmanager
def _naming_plugin(format_: str, file: str) -> Iterator[None]:
    """Turn what a plug-in's writer raises at work on a source into PluginError; GenError, and what our writers raise, stay as they are."""
    try:
        yield
    except (GenError, MemoryError):
        raise
    except Exception as error:
        if format_ in FORMATS or os.environ.get("GEN_DEBUG"):
            raise
        raise plugins.failure(plugins.WRITERS, format_, error, file) from error


def refusal(document: Document, file: str, formats: Sequence[str], templates: Templates, settings: Settings) -> GenError | None:
    """What `make` would refuse a document for that has been read, None for nothing: all of its steps up to the bytes, of which it writes none."""
    try:
        edition = typeset(document, templates, file, design=settings.design)
        for format_ in formats:
            check = format_of(format_).check
            if check:
                with _naming_plugin(format_, file):
                    check(edition, settings)
    except GenError as error:
        return error
    return None


class _Stopwatch:
    """Tells an observer how long each verb took; costs nothing without one."""

    def __init__(self, observe: Observer | None, what: str) -> None:
        self._observe = observe
        self._what = what
        self._since = time.perf_counter() if observe else 0.0

    def lap(self, verb: str = "") -> None:
        """Report the verb that has just ended, and start again; without a name only start again."""
        if self._observe:
            now = time.perf_counter()
            if verb:
                self._observe(verb, self._what, now - self._since)
            self._since = now
