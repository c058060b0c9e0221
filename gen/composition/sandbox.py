"""Folders with templates → Jinja2's sandbox, which loads them and records which ones a document needs."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import jinja2
import jinja2.sandbox

from gen.document.model import Table, Unit
from gen.document.tables import cells_of
from gen.errors import Diagnostic, Place, TemplateError

SUFFIX: Final = ".xml.j2"
"""How the name of a template ends; the name of its kind goes before it."""


class Cells(NamedTuple):
    """A table as a template reads it: the values of its attributes, and its cells.

    A cell is how many columns and rows it takes, and its text; one that another takes has 0 of both.
    """

    header: str
    align: str
    rows: tuple[tuple[tuple[int, int, str], ...], ...]


Fields = tuple[bool, str, int, int, str, Cells | None]
"""Of a paragraph or table: whether it is a heading, level, length of the label, source line, text, cells."""


class _Loader(jinja2.BaseLoader):
    """Loads templates from folders like Jinja2's own loader, and keeps the SHA-256 of the bytes it read."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.digests: dict[str, str] = {}

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002 — Jinja2's signature
        pieces = jinja2.loaders.split_template_path(template)
        for folder in self.folders:
            path = folder.joinpath(*pieces)
            if path.is_file():
                data = path.read_bytes()
                self.digests[template] = hashlib.sha256(data).hexdigest()
                return _decoded(data, template), str(path), None
        raise jinja2.TemplateNotFound(template)


def _decoded(data: bytes, template: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(template, data.count(b"\n", 0, error.start) + 1)
        raise TemplateError(Diagnostic("模板", "模板不是 UTF-8 编码", place, "请在编辑器里用“另存为”选 UTF-8 编码再存一次")) from None


class _Template(jinja2.Template):
    """A template that is imported again for each document, so that the templates it needs are recorded each time.

    Jinja2 keeps the result of an `import` without context, and has no public name for this.
    """

    def _get_default_module(self, ctx: jinja2.runtime.Context | None = None) -> Any:  # noqa: ANN401 — Jinja2's signature
        self._module = None
        return super()._get_default_module(ctx)


class Sandbox(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Jinja2's sandbox over some folders, searched in order. `asked` are the names of the templates asked for so far."""

    template_class = _Template

    def __init__(self, folders: Sequence[Path]) -> None:
        self._loader = _Loader(folders)
        super().__init__(loader=self._loader, autoescape=True, undefined=jinja2.StrictUndefined, auto_reload=False, cache_size=-1)
        self.filters["fields"] = fields
        self.asked: set[str] = set()

    def join_path(self, template: str, parent: str) -> str:
        """Record the name that an include, import or extends loads, and return it."""
        name = super().join_path(template, parent)
        self.asked.add(name)
        return name

    def digest(self, name: str) -> str:
        """The SHA-256 of the template loaded by a name, in hexadecimal; empty without one."""
        return self._loader.digests.get(name, "")


def fields(units: Iterable[Unit | Table]) -> list[Fields]:
    """Units and tables → plain values, which a template reads several times as fast as attributes."""
    return [
        (unit.heading, str(unit.level or ""), len(unit.label), unit.line, unit.text, None)
        if isinstance(unit, Unit)
        else (False, "", 0, unit.line, "", _cells(unit))
        for unit in units
    ]


def _cells(table: Table) -> Cells:
    shape = table.shape
    takes = {place: (0, 0) for span in shape.spans for place in cells_of(span)}
    takes |= {(span.row, span.column): (span.columns, span.rows) for span in shape.spans}
    rows = tuple(tuple((*takes.get((number, column), (1, 1)), text) for column, text in enumerate(row)) for number, row in enumerate(table.rows))
    header = "" if shape.header is None else str(shape.header)
    return Cells(header, ",".join(alignment or "" for alignment in shape.alignments), rows)
