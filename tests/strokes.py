"""How thick the strokes of a letter are: the lengths of ink on a line across its outline."""

from collections.abc import Iterator
from itertools import pairwise

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import RecordingPen

_SHARES = [step / 16 for step in range(1, 17)]


def polygons(outline: RecordingPen) -> Iterator[list[tuple[float, float]]]:
    """An outline → its contours, each curve in 16 straight pieces."""
    points: list[tuple[float, float]] = []
    for command, arguments in outline.value:
        if command == "moveTo":
            points = [*arguments]
        elif command == "lineTo":
            points += arguments
        elif command == "qCurveTo":
            for control, end in decomposeQuadraticSegment(arguments):
                start = points[-1]
                points += [
                    ((1 - t) ** 2 * start[0] + 2 * t * (1 - t) * control[0] + t * t * end[0],
                     (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * control[1] + t * t * end[1])
                    for t in _SHARES
                ]  # fmt: skip
        else:
            yield points


def strokes(outline: RecordingPen, height: float) -> Iterator[float]:
    """An outline → the lengths of ink on a horizontal line across it, from left to right."""
    crossings = []
    for polygon in polygons(outline):
        for (x, y), (to_x, to_y) in pairwise([*polygon, polygon[0]]):
            if (y <= height) != (to_y <= height):
                crossings.append((x + (height - y) / (to_y - y) * (to_x - x), 1 if to_y > y else -1))
    winding, start = 0, 0.0
    for x, turn in sorted(crossings):
        if not winding:
            start = x
        winding += turn
        if not winding:
            yield x - start
