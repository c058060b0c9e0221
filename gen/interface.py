"""The library behind `import gen`: read, typeset, check and write one document, or build the files of several.

Nothing is kept between calls: a caller who writes many documents makes `settings` once and passes them.
"""

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gen.document.model import Document
from gen.errors import Diagnostic, GenError, Place, Severity, SourceError, SourceWarning, UsageError
from gen.standard.design import OFFICIAL, Design
from gen.standard.gb9704 import CHARACTERS_PER_LINE
from gen.writers import FORMATS, format_of
from gen.writers.edition import Edition
from gen.writers.session import Session, Settings

if TYPE_CHECKING:
    from gen.composition.templating import Templates

__all__ = [
    "Design",
    "Diagnostic",
    "Document",
    "Edition",
    "GenError",
    "Place",
    "Settings",
    "Severity",
    "SourceError",
    "SourceWarning",
    "build",
    "check",
    "read",
    "settings",
    "typeset",
    "write",
]

_BYTES: Final = "<bytes>"
"""What messages call a source that is no file."""


def read(source: Path | str | bytes, *, name: str = "", folder: Path | None = None) -> Document:
    """A source → its document; a warning of the source is issued as a `SourceWarning`.

    A path, as `Path` or `str`, is read; bytes are the content of a source. `name` is what the document is called, else
    the file's name without suffix; `folder` has the pictures that the source names, else the file's folder.
    SourceError with every fault of the source.
    """
    from gen.source import reader

    if isinstance(source, bytes):
        document, found = reader.read(source, name or _BYTES, name or "document", folder)
    else:
        path = Path(source)
        document, found = reader.read(reader.source_bytes(path, str(source)), str(source), name or path.stem, folder or path.parent)
    _warn(found)
    return document


def typeset(document: Document, *, templates: Iterable[Path] = (), design: Design = OFFICIAL) -> Edition:
    """A document → its edition: elements, lines and pages, decided for every format.

    `templates` are folders that are searched before the packaged templates; `design` is the page, the national
    standard's unless `settings` chose another. SourceError for what does not fit a line or a page, and for a kind that
    has no template; TemplateError.
    """
    from gen import pipeline

    return pipeline.typeset(document, _templates(templates), design=design)


def check(document: Document, source: str = "") -> tuple[Diagnostic, ...]:
    """A document → what in it breaks the rules of the standards, as `gen check --quick` tells it: errors first.

    `source` is the text of its source: with it a diagnostic has a column too.
    """
    from gen.rules import examine

    return examine(document, source, document.name)


def write(edition: Edition, format_: str, /, *, settings: Settings | None = None) -> bytes:
    """An edition → its bytes in a format, "docx", "pdf", "txt" or that of a plug-in; the same for the same arguments.

    Without `settings` those of `settings()` are made for this call. FontError for a character that no font has.
    UsageError for a format that there is not; PluginError.
    """
    from gen import pipeline

    return pipeline.written(edition, format_, settings or _settings_for([format_])).data


def build(  # noqa: PLR0913 — what a build is asked for, each by name
    sources: Iterable[Path | str],
    folder: Path | str,
    *,
    formats: Sequence[str] = (),
    templates: Iterable[Path] = (),
    settings: Settings | None = None,
    strict: bool = False,
    force: bool = False,
) -> tuple[Path, ...]:
    """Source files → their outputs in a folder, all of them or none; the paths of the outputs, in the order of the sources.

    An output is called as its source, with the format as suffix; without `formats` all of ours are made. `strict`: a
    warning, or an error by the rules, is an error. A file that is there is replaced where an earlier build recorded it
    unchanged, or with `force`. All outputs are in memory until they are written.

    The error of the gravest kind with the faults of every source; OutputError with every file that may not be replaced.
    Warnings of sources are issued as `SourceWarning`.
    """
    from gen import pipeline
    from gen.source.reader import source_bytes
    from gen.workspace.overwrite import replace_recorded

    chosen = tuple(dict.fromkeys(formats)) or tuple(FORMATS)
    settings = settings or _settings_for(chosen)
    shared = _templates(templates)
    files: dict[str, bytes] = {}
    named: dict[str, str] = {}
    errors: list[GenError] = []
    found: list[Diagnostic] = []
    for shown in map(str, sources):
        path = Path(shown)
        other = named.setdefault(path.stem.casefold(), shown)
        if other != shown:
            errors.append(
                SourceError(Diagnostic("源文件", f"与 {other} 的输出同名（{path.stem}）", Place(shown), "改其中一个的文件名，或者分次生成"))
            )
            continue
        try:
            data = source_bytes(path, shown)
        except GenError as error:
            errors.append(error)
            continue
        result = pipeline.make(data, shown, path.stem, chosen, shared, settings, strict=strict, folder=path.parent)
        found += result.warnings
        errors += [error for error in (result.failure, result.lost) if error]
        files |= {f"{path.stem}.{format_}": made for format_, made in result.files.items()}
    _warn(found)
    if failure := pipeline.together(errors):
        raise failure
    replace_recorded(Path(folder), files, force=force)
    return tuple(Path(folder, name) for name in files)


def settings(workspace: Path | str | None = None, *, fonts: str = "", width: int = CHARACTERS_PER_LINE, encoding: str = "utf-8") -> Settings:
    """What decides an output beside its edition, with a session that keeps fonts open from one document to the next.

    `workspace` is a folder whose `gen.toml` and `fonts/` are heeded; without one, neither is looked for. `fonts` is
    "auto" (fonts of this machine first) or "bundled" (the same bytes everywhere), else what `gen.toml` says, else
    "auto". `width` (字) and `encoding` are of plain text. A font of this machine that cannot be used is a
    `SourceWarning`. ConfigError, FontError, SourceError.
    """
    from gen.fonts import choose
    from gen.workspace.config import FONT_MODES
    from gen.workspace.workspace import Workspace, packaged

    if fonts not in {"", *FONT_MODES}:
        raise UsageError(Diagnostic("字体", f"没有字体的选法 {fonts}", Place("fonts"), f"可选 {'、'.join(FONT_MODES)}"))
    # The packaged templates are a folder without gen.toml and fonts/, as a workspace where nothing was chosen.
    place = Workspace.open(packaged("templates") if workspace is None else Path(workspace))
    chain = choose(place, fonts)
    _warn(chain.skipped)
    return Settings(Session(chain), width, encoding, place.design)


def _settings_for(formats: Iterable[str]) -> Settings:
    """The settings of one call; where no format draws, fonts are chosen only for a character that needs a look."""
    return settings() if any(format_of(name).draws for name in formats) else Settings(Session(lambda: settings().session.chain))


def _templates(folders: Iterable[Path]) -> "Templates":
    from gen.composition.templating import Templates
    from gen.workspace.workspace import packaged

    return Templates((*folders, packaged("templates")))


def _warn(found: Iterable[Diagnostic]) -> None:
    """Issue what is to be looked at, for the line that called the library."""
    for diagnostic in found:
        warnings.warn(SourceWarning(diagnostic), stacklevel=3)
