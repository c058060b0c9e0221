"""The fields of a DOCX: their results are text; their codes and page numbers are not."""

import re
from typing import Final

from msgspec import Struct, field

_PAGE: Final = re.compile(r"\s*(?:PAGEREF|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


def is_page_number(code: str) -> bool:
    """Whether a field shows a page number."""
    return bool(_PAGE.match(code))


class _Field(Struct):
    code: list[str] = field(default_factory=list)
    hides: bool = True
    separated: bool = False


class Fields(Struct):
    """The fields that have begun and not yet ended."""

    open: list[_Field] = field(default_factory=list)
    hiding: int = 0

    @property
    def visible(self) -> bool:
        """Whether text is outside every code and page number."""
        return not self.hiding

    def mark(self, kind: str) -> None:
        """Pass the begin, separator or end of a field; ignore one without its counterpart."""
        if kind == "begin":
            self.open.append(_Field())
            self.hiding += 1
        elif kind == "separate" and self.open and not self.open[-1].separated:
            last = self.open[-1]
            last.separated = True
            if not is_page_number("".join(last.code)):
                last.hides = False
                self.hiding -= 1
        elif kind == "end" and self.open:
            self.hiding -= self.open.pop().hides

    def code(self, text: str) -> None:
        """Add a piece to the code of the innermost field."""
        if self.open and not self.open[-1].separated:
            self.open[-1].code.append(text)

    def end_paragraph(self) -> None:
        """Drop the fields whose code has not ended: no code is longer than a paragraph.

        Otherwise one damaged field would hide the rest of the document.
        """
        if self.hiding:
            self.open = [found for found in self.open if found.separated]
            self.hiding = sum(found.hides for found in self.open)
