"""A glyph's outline → path operators of a PDF, for type that is drawn as areas, without a font."""

from fontTools.pens.basePen import BasePen


class PathPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """A pen of fontTools that collects operators; it makes quadratic curves cubic, as PDF wants them."""

    def __init__(self, scale: float) -> None:
        super().__init__(None)
        self.operators: list[str] = []
        self._scale = scale

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 — fontTools' name
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self.operators += [str(round(value * self._scale)) for point in points for value in point]
        self.operators.append(operator)
