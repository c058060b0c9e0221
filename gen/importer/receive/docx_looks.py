"""The properties of a paragraph → its alignment and its indent, as far as they tell something of a table.

Source: ECMA-376-1, 17.3.1.12 (w:ind) and 17.3.1.13 (w:jc).
"""

from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from gen.document.tables import Alignment
from gen.importer.receive.docx_numbers import whole

_ALIGNMENTS: Final = {
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
    "center": Alignment.CENTRE,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
}
_USUAL_SIZE: Final = 21
"""五号, the size of a Chinese document that names none, in half points."""
_TWIPS_PER_HALF_POINT: Final = 10
_PER_CHARACTER: Final = 100
"""Word counts hundredths of a character."""


class Look(Struct, frozen=True):
    """What a paragraph or a style says: `justification` as Word names it, the attributes of `w:ind`, the size in half points."""

    justification: str = ""
    indents: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def over(self, base: "Look") -> "Look":
        """This look, with what `base` says where this one says nothing."""
        return Look(self.justification or base.justification, {**base.indents, **self.indents}, self.size or base.size)

    @property
    def alignment(self) -> Alignment | None:
        """The alignment; None for one that is unsaid or justified, as the text of every document is."""
        return _ALIGNMENTS.get(self.justification)

    @property
    def indent(self) -> int:
        """The indent of the first line, in whole characters; an indent in characters goes before one in twips."""
        sides = ("left", "start"), ("firstLine",), ("hanging",)
        left, first, hanging = (self._characters(names) for names in sides)
        return max(0, round(left + (first - hanging)))

    def _characters(self, names: tuple[str, ...]) -> float:
        for name in names:
            characters, twips = whole(self.indents.get(f"w:{name}Chars"), 0), whole(self.indents.get(f"w:{name}"), 0)
            if characters:
                return characters / _PER_CHARACTER
            if twips:
                return twips / ((self.size or _USUAL_SIZE) * _TWIPS_PER_HALF_POINT)
        return 0


def look_of(paragraph: Element | None, run: Element | None) -> Look:
    """The properties of a paragraph (`w:pPr`) and of a run (`w:rPr`), of either none → their look."""
    justification = paragraph.find("w:jc") if paragraph is not None else None
    indents = paragraph.find("w:ind") if paragraph is not None else None
    size = run.find("w:sz") if run is not None else None
    return Look(
        justification.get("w:val", "") if justification is not None else "",
        dict(indents.attrib) if indents is not None else {},
        whole(size.get("w:val"), 0) if size is not None else 0,
    )
