"""A PDF of single pages → the same pages in the inks of a press, as PDF/X-4, for a printer who imposes them."""

from typing import TYPE_CHECKING, Final

from gen.errors import Diagnostic, OutputError, Place
from gen.imposition.condition import PrintingCondition
from gen.imposition.files import ink, opened, saved
from gen.imposition.plan import Colour, Layout, Plan

if TYPE_CHECKING:
    import pikepdf

_TEXT: Final = frozenset({"BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Ts", "Tr", "Tj", "TJ", "'", '"', "q", "Q", "cm", "Do"})
"""The operators that decide which characters a page shows, and where."""


def press_pages(data: bytes, condition: PrintingCondition, spot: str, file: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The bytes of a PDF → a PDF/X-4 of the same pages, its bookmarks and numbers kept, and the warnings of its pictures.

    Black and greys become K; red is the spot ink of this name, without one magenta and yellow. SourceError for other
    colours and what else PDF/X-4 forbids; OutputError without pikepdf, and if a page would show other text.
    """
    plan = Plan(Layout.BOOKLET, colour=Colour.SPOT if spot else Colour.CMYK, spot=spot, condition=condition)
    plan.check(file)
    with opened(data, file) as source:
        from gen.imposition.preflight import poor_pictures

        before = [_text(page) for page in source.pages]
        ink(source, plan, file)
        warnings = tuple(poor_pictures(source, 1, file))
        made = saved(source, plan, data, file)
    with opened(made, file) as output:
        for number, (page, text) in enumerate(zip(output.pages, before, strict=True), 1):
            if _text(page) != text:
                raise OutputError(Diagnostic("PDF/X", f"第{number}面的文字与转换以前不同，没有写", Place(file), "这是程序的缺陷，请报告"))
    return made, warnings


def _text(page: "pikepdf.Page") -> bytes:
    """What a page shows as text, and where: its operators without colours and lines."""
    import pikepdf

    return pikepdf.unparse_content_stream([each for each in pikepdf.parse_content_stream(page) if str(each.operator) in _TEXT])
