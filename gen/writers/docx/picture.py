"""Pictures → drawings: seals and stamps behind the text, anchored to the row they are pressed on (docs/anchoring.md), illustrations in their line."""

from collections.abc import Sequence

from gen.document.model import Picture
from gen.standard.design import Design
from gen.typesetting.signature import SealBox
from gen.xml_text import quoted

_NAMESPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_SUFFIXES = {b"\x89PN": ("png", "image/png"), b"\xff\xd8\xff": ("jpeg", "image/jpeg")}


class Pictures:
    """The pictures of one document, each a part of the package once, and the drawings made of them so far."""

    def __init__(self, pictures: Sequence[Picture]) -> None:
        self._pictures = {picture.file: picture for picture in pictures}
        self._numbers = {file: number for number, file in enumerate(self._pictures, 1)}
        self._drawn = 0

    def drawing(self, box: SealBox, described: str, design: Design) -> str:
        """A seal or stamp → the run that draws it over its paragraph; empty where its place is reserved."""
        picture = self._pictures.get(box.file)
        if picture is None:
            return ""
        left, top, width, height = box.fitted(picture.width, picture.height)
        drawn = self._drawing(box.file, described, described, (width, height))
        # Where margins are mirrored, the page decides how far from its edge the type area begins.
        origin, offset = ("margin", left) if design.mirrored else ("page", design.binding_margin + left)
        return (
            f'<w:r><w:drawing><wp:anchor {_NAMESPACES} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{self._drawn}" '
            'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="{origin}"><wp:posOffset>{offset}</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>{drawn}</wp:anchor></w:drawing></w:r>'
        )

    def inline(self, box: SealBox, described: str) -> str:
        """An illustration → the run that has it as a character of its line; `described` is what it says for who cannot see it."""
        drawn = self._drawing(box.file, "插图", described, (box.width, box.height))
        return (
            f'<w:r><w:drawing><wp:inline {_NAMESPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{box.width}" cy="{box.height}"/>'
            f'<wp:effectExtent l="0" t="0" r="0" b="0"/>{drawn}</wp:inline></w:drawing></w:r>'
        )

    def _drawing(self, file: str, called: str, described: str, size: tuple[int, int]) -> str:
        """What every drawing ends with: its name and description, and the picture in its size (EMU)."""
        self._drawn += 1
        name = quoted(f"{called}{self._drawn}")
        key = f"rIdPicture{self._numbers[file]}"
        width, height = size
        return (
            f'<wp:docPr id="{self._drawn}" name={name} descr={quoted(described)}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{self._drawn}" name={name}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic>"
        )

    def parts(self) -> dict[str, bytes]:
        """Part name → bytes of every picture that was drawn."""
        return {f"word/{self._target(file)}": picture.data for file, picture in self._pictures.items()} if self._drawn else {}

    def relationships(self) -> str:
        """The relationships of the main part to them."""
        if not self._drawn:
            return ""
        return "".join(
            f'<Relationship Id="rIdPicture{number}" Type="{_RELATIONSHIP}" Target="{self._target(file)}"/>' for file, number in self._numbers.items()
        )

    def content_types(self) -> str:
        """The content types of their suffixes."""
        kinds = dict.fromkeys(_SUFFIXES[picture.data[:3]] for picture in self._pictures.values()) if self._drawn else {}
        return "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in kinds)

    def _target(self, file: str) -> str:
        return f"media/picture{self._numbers[file]}.{_SUFFIXES[self._pictures[file].data[:3]][0]}"
