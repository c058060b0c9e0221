"""Document → the markup that its kind's template yields, and which templates that took."""

import difflib
from collections.abc import Sequence
from pathlib import Path

import jinja2
from msgspec import Struct

from gen.composition.faults import fault
from gen.composition.sandbox import SUFFIX, Sandbox
from gen.document.model import Document
from gen.errors import Diagnostic, Place, SourceError, TemplateError

Digests = tuple[tuple[str, str], ...]
"""Names of templates, sorted, each with the SHA-256 of the file in hexadecimal.

Empty for a template that is not there.
"""


class Rendered(Struct, frozen=True):
    """The markup of a document, and every template that was asked for, whether it exists or not."""

    markup: str
    templates: Digests


class Templates:
    """The templates in some folders, searched in order.

    Each is read and compiled once; later edits are not seen. One thread may render at a time. A pickle has only the
    folders, so that a worker reads the templates itself.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._sandbox = Sandbox(self.folders)

    def __reduce__(self) -> tuple[type["Templates"], tuple[tuple[Path, ...]]]:
        return Templates, (self.folders,)

    def kinds(self) -> list[str]:
        """The kinds of document that have a template, sorted."""
        found = {path.name.removesuffix(SUFFIX) for folder in self.folders for path in folder.glob(f"*{SUFFIX}")}
        return sorted(name for name in found if not name.startswith("_"))

    def render(self, document: Document, file: str = "", notice_form: str = "") -> Rendered:
        """Document → the markup that the template of its kind yields.

        `file` is the source's name for messages, `notice_form` the format of the heading of a 公布公告. SourceError for
        a kind without a template. TemplateError for a template that does not parse, uses an unknown name, or tries
        something that the sandbox forbids.
        """
        name = document.kind + SUFFIX
        self._sandbox.asked = {name}
        try:
            markup = self._sandbox.get_template(name).render(document=document, notice_form=notice_form)
        except TemplateError:
            raise
        except Exception as error:  # noqa: BLE001 — a template may raise anything; its author gets one message with its place
            if isinstance(error, jinja2.TemplateNotFound) and error.name == name:
                raise self._unknown_kind(document, file) from None
            raise fault(error, name) from None
        return Rendered(markup, tuple((asked, self._sandbox.digest(asked)) for asked in sorted(self._sandbox.asked)))

    def _unknown_kind(self, document: Document, file: str) -> SourceError:
        known = self.kinds()
        near = difflib.get_close_matches(document.kind, known, 1)
        hint = f"是否应为 {near[0]}？" if near else ""
        place = Place(file or document.name, document.line_of("kind"))
        return SourceError(Diagnostic("文种", f"没有文种 {document.kind} 的模板", place, f"{hint}现有：{'、'.join(known)}"))
