"""The command `gen proof`: a source, an issue of a gazette, or any PDF → pictures of its pages, and contact sheets of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click
from msgspec import Struct

from gen.cli.options import AnyPath, Choice, Whole, brief, force_option, option
from gen.errors import Diagnostic, Place, SourceError, UsageError, reason
from gen.workspace.config import FONT_MODES
from gen.workspace.overwrite import replace_recorded
from gen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gen.fonts import Fonts
    from gen.proof.raster import Scan
    from gen.standard.design import Design

Echo = Callable[..., None]
"""Prints lines; the command line passes its own, so that no other module prints."""

_ISSUES: Final = (".yaml", ".yml")
_FORMATS: Final = ("png", "svg")
_DPI: Final = 150
_LEAST_DPI: Final = 20
_MOST_DPI: Final = 1200
_PAGE: Final = re.compile("[0-9]{1,9}")
_PDF: Final = b"%PDF-"
_HEADER: Final = 1024
"""A PDF says what it is within so many bytes (ISO 32000-1, annex H.3.4.1)."""


def add_proof(group: click.Group, echo: Echo, echo_err: Echo) -> None:
    """Add the command to the others; `echo` prints results, `echo_err` faults."""

    @group.command("proof", options_metavar="[选项]", help="把 SOURCE（源文件、一期公报的 .yaml 或者 PDF）的各面画成图，供校对、张贴。")
    @click.argument("source", metavar="SOURCE", type=AnyPath())
    @option("-o", "--output", type=AnyPath(), default=None, metavar="DIR", help="放图的文件夹；默认工作区的 out。")
    @option("--format", "form", type=Choice(_FORMATS), default=_FORMATS[0], help="png（默认），或者 svg：字形是轮廓，放大不糊，不用装字体。")
    @option("--dpi", type=Whole(_LEAST_DPI, _MOST_DPI), default=_DPI, metavar="数", help=f"PNG 每英寸多少点；默认 {_DPI}。")
    @option("--pages", default="", metavar="面", help="只画哪几面，如 1-3,6；默认全部。")
    @option("--sheet", is_flag=True, help="另画小样：每张12面。")
    @option("--grid", is_flag=True, help="字下面画出版心、各行、各列。")
    @option("--layout", default="", metavar="NAME", help="一期公报的版面，同 gen gazette。")
    @option("--fonts", "font_mode", type=Choice(FONT_MODES), default=None, help="同 gen build。")
    @force_option
    def proof_command(source: Path, output: Path | None, force: bool, **options: Any) -> None:
        """Draw one source or PDF: print the path of every picture."""
        workspace = Workspace.open(Path())
        made = dict(_pictures(source, workspace, _Options(**options), echo_err))
        folder = output or workspace.output_folder
        replace_recorded(folder, made, force=force)
        files = [folder / name for name in made]
        echo(*files)
        stale = sorted(set(folder.glob(f"{source.stem}-[0-9][0-9][0-9].{options['form']}")) - set(files))
        if stale and not options["pages"]:
            echo_err(Diagnostic("图", f"还有{len(stale)}个以前画的图，不属于这一份", Place(str(stale[0])), "请删去", warning=True))


class _Options(Struct, frozen=True):
    form: str
    dpi: int
    pages: str
    sheet: bool
    grid: bool
    layout: str
    font_mode: str | None


class _Drawn(NamedTuple):
    """A PDF to draw, and the design whose grid its pages have; its fonts, if this command has just made it."""

    pdf: bytes
    design: "Design"
    fonts: "Fonts | None" = None


def _pictures(source: Path, workspace: Workspace, options: _Options, echo_err: Echo) -> Iterator[tuple[str, bytes]]:
    """Draw the pages asked for → names and bytes of the pictures."""
    from gen.proof import raster

    drawn = _drawn(source, workspace, options, echo_err)
    grid = drawn.design if options.grid else None
    with raster.opened(drawn.pdf, str(source)) as scan:
        chosen = pages_of(options.pages, len(scan.pages), str(source))
        for page in chosen:
            yield f"{source.stem}-{page:03}.{options.form}", _page(scan, page, drawn.fonts, options, grid)
        if options.sheet:
            groups = [chosen[start : start + raster.COLUMNS * raster.ROWS] for start in range(0, len(chosen), raster.COLUMNS * raster.ROWS)]
            for number, group in enumerate(groups, 1):
                thumbs = [scan.picture(page, raster.SHEET_DPI, grid=grid) for page in group]
                name = f"{source.stem}-sheet.png" if len(groups) == 1 else f"{source.stem}-sheet-{number:02}.png"
                yield name, raster.png(raster.contact_sheet(thumbs, raster.SHEET_DPI), raster.SHEET_DPI)


def _page(scan: "Scan", page: int, fonts: "Fonts | None", options: _Options, grid: "Design | None") -> bytes:
    from gen.proof import raster

    if options.form == "svg" and fonts:
        from gen.proof.svg import svg_page

        return svg_page(scan, page, fonts, grid=grid)
    return raster.png(scan.picture(page, options.dpi, grid=grid), options.dpi)


def _drawn(source: Path, workspace: Workspace, options: _Options, echo_err: Echo) -> _Drawn:
    """The PDF to draw."""
    if not source.is_file():
        what = "是文件夹，不是源文件或者 PDF" if source.is_dir() else "没有这个文件"
        raise SourceError(Diagnostic("源文件", what, Place(str(source)), "写一份源文件、一期公报的 .yaml 或者一个 PDF"))
    if source.suffix.lower() in _ISSUES:
        return _issue(source, workspace, options, echo_err)
    if options.layout:
        raise UsageError(Diagnostic("用法", "--layout 只用于一期公报", Place(str(source)), "去掉 --layout，或者写期刊文件（.yaml）"))
    try:
        with source.open("rb") as stream:
            data = stream.read(_HEADER)
            if _PDF in data or source.suffix.lower() == ".pdf":
                data += stream.read()
                if options.form == "svg":
                    raise SourceError(Diagnostic("图", "SVG 要由源文件画，这是 PDF", Place(str(source)), "写源文件，或者用 --format png"))
                return _Drawn(data, workspace.design)
    except OSError as error:
        raise SourceError(Diagnostic("源文件", f"读不出（{reason(error)}）", Place(str(source)), "检查文件和访问权限")) from None
    from gen.composition.templating import Templates
    from gen.fonts import choose
    from gen.pipeline import read_document, typeset
    from gen.writers import write
    from gen.writers.session import Session, Settings

    document, warnings = read_document(source)
    chain = choose(workspace, options.font_mode or "")
    echo_err(*warnings, *chain.skipped)
    edition = typeset(document, Templates(workspace.template_folders), str(source), design=workspace.design)
    session = Session(chain)
    return _Drawn(write(edition, "pdf", Settings(session)), edition.design, session.fonts)


def _issue(source: Path, workspace: Workspace, options: _Options, echo_err: Echo) -> _Drawn:
    """The PDF of an issue of a gazette, as `gen gazette` makes it."""
    from gen.composition.templating import Templates
    from gen.fonts import choose
    from gen.gazette.bind import bind
    from gen.gazette.issue_file import load_issue, with_layout
    from gen.gazette.produce import produce
    from gen.writers.session import Session, Settings

    issue, warnings = load_issue(source, str(source))
    bound, found = bind(with_layout(issue, options.layout), Templates(workspace.template_folders), workspace.design)
    chain = choose(workspace, options.font_mode or "")
    echo_err(*warnings, *found, *chain.skipped)
    session = Session(chain)
    pdf = produce(bound, "pdf", Settings(session, design=workspace.design))
    return _Drawn(pdf, bound.volume.sections[0].edition.design, session.fonts)


def pages_of(wanted: str, count: int, file: str) -> Sequence[int]:
    """The value of `--pages`, such as 1-3,6 → the pages, in order and each once; all of them if it is empty.

    UsageError if it is no such list, or names a page that the document does not have.
    """
    if not wanted:
        return range(1, count + 1)
    chosen: set[int] = set()
    there = f"共{count}面，写 1-{count} 之内的，如 1-{min(count, 3)}" if count > 1 else "只有1面，不用写 --pages"
    for part in wanted.replace("，", ",").split(","):
        first, dash, last = (side.strip() for side in part.partition("-"))
        last = last if dash else first
        if not all(_PAGE.fullmatch(side) for side in (first, last)) or not 1 <= int(first) <= int(last):
            raise UsageError(Diagnostic("用法", f"--pages 里的 {brief(part.strip()) or '（空）'} 不是面的号码或者范围", Place(file), there))
        if int(last) > count:
            raise UsageError(Diagnostic("用法", f"--pages 要第{max(int(first), count + 1)}面，没有这一面", Place(file), there))
        chosen.update(range(int(first), int(last) + 1))
    return sorted(chosen)
