"""The styles of a DOCX → for a paragraph, its automatic list, and whether our writer divided it from the one before."""

from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from gen.importer.receive.docx_looks import Look, look_of
from gen.importer.receive.docx_numbers import whole
from gen.importer.receive.docx_parts import descend

CONTINUED: Final = "正文续段"
"""Our DOCX writer's style for the rest of a paragraph that a page break divides."""
NAME_LISTS: Final = frozenset({"名单", "出席人员"})
"""Our DOCX writer's styles whose line breaks part names."""
_DEEPEST: Final = 20
_OFF: Final = frozenset({"0", "false", "off", "none"})


class Styles(Struct, frozen=True):
    """Paragraph styles by their ids: name, base style, list and level, look. `normal` is the id of the default style."""

    names: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    """Character styles of hidden text."""
    normal: str = ""

    @property
    def ours(self) -> bool:
        """Whether our own writer wrote the document."""
        return CONTINUED in self.names.values()

    def continues(self, style: str) -> bool:
        """Whether a paragraph of this style continues the one before."""
        return self.names.get(style) == CONTINUED

    def lists_names(self, style: str) -> bool:
        """Whether a paragraph of this style is one of our own lists of names."""
        return self.ours and self.names.get(style) in NAME_LISTS

    def list_of(self, style: str) -> tuple[str, int | None, str]:
        """A style → the list and level (None: as the list says) of its nearest base with a list, and that base."""
        current = style or self.normal
        for _ in range(_DEEPEST):
            if current in self.lists:
                return (*self.lists[current], current)
            if current not in self.bases:
                break
            current = self.bases[current]
        return "", None, ""

    def look_of(self, style: str) -> Look:
        """A style → its look, with what its bases say where it says nothing."""
        current, look = style or self.normal, Look()
        for _ in range(_DEEPEST):
            look = look.over(self.looks.get(current, Look()))
            if current not in self.bases:
                break
            current = self.bases[current]
        return look


def read_styles(root: Element | None) -> Styles:
    """The style part → the styles."""
    styles = Styles()
    if root is None:
        return styles
    hidden: set[str] = set()
    normal = ""
    for element in root.findall("w:style"):
        identity = element.get("w:styleId", "")
        if element.get("w:type") == "character":
            if is_on(descend(element, "w:rPr", "w:vanish")):
                hidden.add(identity)
            continue
        if element.get("w:type") != "paragraph":
            continue
        name, base, listed = element.find("w:name"), element.find("w:basedOn"), descend(element, "w:pPr", "w:numPr")
        if name is not None:
            styles.names[identity] = name.get("w:val", "")
        if base is not None:
            styles.bases[identity] = base.get("w:val", "")
        if listed is not None:
            styles.lists[identity] = list_and_level(listed)
        styles.looks[identity] = look_of(element.find("w:pPr"), element.find("w:rPr"))
        if element.get("w:default", "0") not in _OFF:
            normal = identity
    return Styles(styles.names, styles.bases, styles.lists, styles.looks, frozenset(hidden), normal)


def list_and_level(element: Element) -> tuple[str, int | None]:
    """`w:numPr` → the list's id, "0" for no list, and the level, None if it is missing."""
    number, level = element.find("w:numId"), element.find("w:ilvl")
    return number.get("w:val", "") if number is not None else "", whole(level.get("w:val"), 0) if level is not None else None


def is_on(element: Element | None) -> bool:
    """Whether an element that switches something on is present and not set to off."""
    return element is not None and element.get("w:val", "1") not in _OFF
