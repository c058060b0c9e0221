"""Edition → the bytes of an output: `FORMATS` has a row for each format, and loads its writer at the first use.

Doors: the package itself, `edition`, `session`, `volume`, `readback`; `docx`, `pdf` and `text`, each with doors of its
own.
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from gen import plugins
from gen.errors import Diagnostic, Place, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gen.writers.edition import Edition, Written
    from gen.writers.session import Settings


class Format(Struct, frozen=True):
    """An output format; `name` is also the suffix of its files.

    `check` raises the errors of `write` without writing; None for a format that can be written of any edition. `draws`:
    its writer opens fonts. `plain_text`: the options of plain text, width and encoding, decide its bytes too.
    """

    name: str
    write: "Callable[[Edition, Settings], Written]"
    check: "Callable[[Edition, Settings], None] | None" = None
    draws: bool = False
    plain_text: bool = False


def _docx(edition: "Edition", settings: "Settings") -> "Written":
    from gen.writers.docx import body
    from gen.writers.edition import Written

    check_characters(edition, settings)
    return Written(body.write(edition, settings.session.shared_parts))


def _pdf(edition: "Edition", settings: "Settings") -> "Written":
    from gen.writers.pdf import pages

    return pages.write(edition, settings.session.glyphs)


def _text(edition: "Edition", settings: "Settings") -> "Written":
    from gen.writers.edition import Written
    from gen.writers.text import pages

    return Written(pages.write(edition, settings.width, settings.encoding))


def _check_fonts(edition: "Edition", settings: "Settings") -> None:
    from gen.writers.pdf import pages

    pages.check_fonts(edition, settings.session.glyphs)


def check_characters(edition: "Edition", settings: "Settings") -> None:
    """FontError for each character that no font has, as for the PDF, where the session has fonts.

    They are opened only for a character beyond GBK and Times New Roman, all of which the bundled fonts have.
    """
    from gen.standard.western import in_gbk, western_advances

    text = edition.text
    if not in_gbk(text) and not in_gbk("".join(set(text) - western_advances().keys())) and settings.session.chain is not None:
        _check_fonts(edition, settings)


_ROWS: Final = (
    Format("docx", _docx, check_characters),
    Format("pdf", _pdf, _check_fonts, draws=True),
    Format("txt", _text, plain_text=True),
)
FORMATS: Final = {row.name: row for row in _ROWS}
"""Every format by its name, in the order in which outputs are made and listed."""


def find_format(name: str) -> Format | None:
    """Give the row of a format, ours or a plug-in's; None where there is none. PluginError."""
    found = FORMATS.get(name)
    if found is None and "." not in name:  # a suffix of one piece tells the format of an output
        found = plugins.find(plugins.WRITERS, name, Format, "name")
    return found


def format_of(name: str) -> Format:
    """Give the row of a format, ours or a plug-in's. UsageError where there is none; PluginError."""
    found = find_format(name)
    if found is None:
        raise UsageError(Diagnostic("格式", f"没有格式 {name}", Place(name), f"可选 {'、'.join(FORMATS)}"))
    return found


def plugin_of(name: str) -> str:
    """The plug-in that a format is of, as `gen.plugins.identity` tells it; empty for a format of ours."""
    return "" if name in FORMATS else plugins.identity(plugins.WRITERS, name)


def write(edition: "Edition", format_: str, settings: "Settings") -> bytes:
    """Edition → its bytes in a format, the same for the same edition, fonts and settings.

    FontError for a character that no font has. UsageError for a format that there is not; PluginError.
    """
    return format_of(format_).write(edition, settings).data
