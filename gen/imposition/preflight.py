"""An imposition → warnings of what a press or a binder cannot do well: thick gatherings, coarse or transparent pictures."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import pikepdf
from pikepdf import Name

from gen.errors import Diagnostic, Place
from gen.imposition.plan import Layout, Plan

MOST_FOLDED: Final = 16
"""Sheets, 64 pages: of 80 g paper they are 3 mm thick when folded 骑马订; a thicker pile neither folds flat nor holds its staples."""
LEAST_RESOLUTION: Final = 300
"""Dots an inch of a picture on paper that printers ask for: with fewer it looks soft."""
_POINTS_PER_INCH: Final = 72
_DEEPEST: Final = 8
"""Forms inside forms."""

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Final[_Matrix] = (1, 0, 0, 1, 0, 0)
_OPERANDS: Final = 6


class _Poor(NamedTuple):
    """A picture that prints poorly: its page, its resolution in dots an inch if that is too low (else 0), and whether it is transparent."""

    page: int
    resolution: int
    transparent: bool


def preflight(source: pikepdf.Pdf, plan: Plan, sheets: int, scale: float, file: str) -> Iterator[Diagnostic]:
    """A document, its plan, the most sheets in a gathering and the scale of its pages → the warnings.

    PdfError for streams that do not parse.
    """
    yield from _thick(plan, sheets, file)
    yield from poor_pictures(source, scale, file)


def _thick(plan: Plan, sheets: int, file: str) -> Iterator[Diagnostic]:
    """A warning if more sheets are folded into one another than a stapler and a knife take."""
    if plan.layout is Layout.BOOKLET and sheets > MOST_FOLDED:
        message = f"{sheets}张套成一帖，太厚：折不平，骑马钉订不牢"
        yield Diagnostic("分帖", message, Place(file), "用 --gathering 4 分帖，锁线或者胶订", warning=True)


def poor_pictures(source: pikepdf.Pdf, scale: float, file: str) -> Iterator[Diagnostic]:
    """A warning for the pages with pictures of too few dots an inch, and one for those with transparent pictures."""
    found = list(_found(source, scale))
    coarse = {poor.page: poor.resolution for poor in found if poor.resolution}
    if coarse:
        pages = "、".join(f"第{page}面（{resolution} ppi）" for page, resolution in coarse.items())
        yield Diagnostic("图片", f"{pages}的图片不到 {LEAST_RESOLUTION} ppi，印出来发虚", Place(file), "换成更清晰的图片", warning=True)
    if transparent := list(dict.fromkeys(poor.page for poor in found if poor.transparent)):
        message = f"第{'、'.join(map(str, transparent))}面的图片有透明的部分"
        yield Diagnostic("图片", message, Place(file), "印刷厂的流程要能处理透明；不能的，换成白底的图片", warning=True)


def _found(document: pikepdf.Pdf, scale: float) -> Iterator[_Poor]:
    """The pictures of a document, imposed at a scale, that print poorly. PdfError for streams that do not parse."""
    for number, page in enumerate(document.pages, 1):
        resources = page.get("/Resources", pikepdf.Dictionary())
        if _has_pictures(resources):
            for image, matrix in _drawn(page, resources, _IDENTITY, 0):
                low = _resolution(image, matrix) / scale
                transparent = "/SMask" in image
                if transparent or round(low) < LEAST_RESOLUTION:
                    yield _Poor(number, round(low) if round(low) < LEAST_RESOLUTION else 0, transparent)


def _has_pictures(resources: pikepdf.Object) -> bool:
    return isinstance(resources, pikepdf.Dictionary) and isinstance(resources.get("/XObject"), pikepdf.Dictionary)


def _drawn(stream: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, matrix: _Matrix, depth: int) -> Iterator[tuple[pikepdf.Object, _Matrix]]:
    """The pictures that a stream draws, each with the matrix that maps its unit square to points."""
    named = resources.XObject
    saved: list[_Matrix] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q" and saved:
            matrix = saved.pop()
        elif operator == "cm":
            matrix = _product(_matrix(instruction.operands), matrix)
        elif operator == "Do" and isinstance(drawn := named.get(str(instruction.operands[0])), pikepdf.Stream):
            if drawn.get("/Subtype") == Name.Image:
                yield drawn, matrix
            elif depth < _DEEPEST and _has_pictures(inner := drawn.get("/Resources", resources)):
                yield from _drawn(drawn, inner, _product(_matrix(drawn.get("/Matrix", _IDENTITY)), matrix), depth + 1)


def _matrix(operands: object) -> _Matrix:
    """Six operands → a matrix; any others → no change, as viewers take them."""
    values = [float(value) for value in operands] if hasattr(operands, "__iter__") else []
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == _OPERANDS else _IDENTITY


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    """The matrix that applies the first, then the second (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _resolution(image: pikepdf.Object, matrix: _Matrix) -> float:
    """Dots an inch of a picture, in the direction in which it has fewer."""
    a, b, c, d, *_ = matrix
    wide, high = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    dots = ((float(image.Width), wide), (float(image.Height), high))
    return min((count * _POINTS_PER_INCH / length for count, length in dots if length), default=float(LEAST_RESOLUTION))
