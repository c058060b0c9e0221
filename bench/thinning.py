"""The recipe of 仿宋: the outlines of Fandol with the fewest points that keep them within a thousandth of an em.

    python bench/thinning.py FOLDER

FOLDER holds FandolFang-Regular.otf 1.300 (Debian 12, texlive-lang-chinese 2022.20230122-1), whose SHA-256 is checked; the library numba fits the
curves. It replaces the outlines of the font in `fonts/`, whose characters and names stay; `bench/widths.py` comes after it. The same source gives
the same bytes.

Points of a contour are chosen among those of the source so that lines and quadratic splines through them have the fewest points in all.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from fitting import MOST, apart, curve, fit
from fontTools.cu2qu import curve_to_quadratic
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FONTS: Final = Path(__file__).parent.parent / "fonts"
NAME: Final = "GongwenFangSong-Regular.ttf"
SOURCE: Final = "FandolFang-Regular.otf"
DIGEST: Final = "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9"
FARTHEST: Final = 1
"""How far a new outline may be from the old one, in thousandths of an em."""
TOLERANCES: Final = (0.8, 0.5, 0.25)
"""How far it may be from samples of the old one; the first one of these with which it is nowhere too far."""
MOST_CONTROLS: Final = 3
"""What replaces several segments of the source has at most so many control points."""
LONGEST: Final = 16
"""How many segments of the source one spline replaces at most."""
FAILURES: Final = 2
"""After so many longer spans in succession that no spline fits, still longer ones are not tried."""
APART, FEWEST, DENSE = 4, 8, 100
"""Samples of a segment are about so many thousandths of an em apart, but no fewer than this; its length is measured in so many pieces."""

Point = tuple[int, int]
Samples = Any
"""An array of points."""


class Contour(NamedTuple):
    """A closed contour: its points in the source, each with samples of the segment that begins there, its end not among them, and its curve."""

    nodes: list[Point]
    samples: list[Samples]
    cubics: list[tuple[Point, ...]]


class Span(NamedTuple):
    """A point that stays, and the control points from there to the next one that stays."""

    start: Point
    controls: list[Point]


def contours(outline: DecomposingRecordingPen) -> Iterator[Contour]:
    """A cubic outline → its contours."""
    nodes: list[Point] = []
    samples: list[Samples] = []
    cubics: list[tuple[Point, ...]] = []
    for command, arguments in outline.value:
        if command == "moveTo":
            nodes, samples, cubics = [arguments[0]], [], []
        elif command in {"lineTo", "curveTo"}:
            _extend(nodes, samples, cubics, arguments)
        else:
            _extend(nodes, samples, cubics, (nodes[0],))
            if len(samples) > 1:
                yield _turned(Contour(nodes[:-1], samples, cubics))


def _extend(nodes: list[Point], samples: list[Samples], cubics: list[tuple[Point, ...]], arguments: Sequence[Point]) -> None:
    points = np.array([nodes[-1], *arguments], float)
    if (points == points[0]).all():
        return
    line = _flat(points)
    length = np.concatenate([[0], np.cumsum(np.sqrt((np.diff(line, axis=0) ** 2).sum(axis=1)))])
    places = np.linspace(0, length[-1], max(FEWEST, int(length[-1] / APART)), endpoint=False)
    samples.append(np.stack([np.interp(places, length, line[:, axis]) for axis in (0, 1)], axis=1))
    cubics.append((nodes[-1], *arguments))
    nodes.append(arguments[-1])


def _flat(points: Samples) -> Samples:
    """The two or four points of a segment → points of its line."""
    t = np.linspace(0, 1, DENSE)[:, None]
    if len(points) == len(("start", "end")):
        return points[0] + t * (points[1] - points[0])
    a, b, c, d = points
    return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d


def _converted(cubic: tuple[Point, ...], tolerance: float) -> Samples:
    """A curve that no spline of even pieces fits, since it has a corner inside → the control points that fontTools finds."""
    return np.array(curve_to_quadratic(cubic, tolerance / 3)[1:-1], float)


def _turned(contour: Contour) -> Contour:
    """The contour from its sharpest corner: no spline goes over the first point."""

    def turn(place: int) -> float:
        at = np.array(contour.nodes[place], float)
        before, after = at - contour.samples[place - 1][-1], contour.samples[place][1] - at
        return round(float(before @ after / (np.hypot(*before) * np.hypot(*after))), 6)

    first = min(range(len(contour.nodes)), key=turn)
    nodes, samples, cubics = contour
    return Contour(nodes[first:] + nodes[:first], samples[first:] + samples[:first], cubics[first:] + cubics[:first])


def thinned(contour: Contour, tolerance: float) -> list[Span]:
    """A contour → the spans with the fewest points in all."""
    nodes = [*contour.nodes, contour.nodes[0]]
    costs: list[float] = [0.0] + [np.inf] * (len(nodes) - 1)
    best: list[tuple[int, list[Point]]] = [(0, [])] * len(nodes)
    for start in range(len(nodes) - 1):
        failures = 0
        for end in range(start + 1, min(len(nodes), start + LONGEST + 1)):
            samples = np.vstack([*contour.samples[start:end], np.array(nodes[end], float)])
            controls = fit(samples, MOST if end == start + 1 else MOST_CONTROLS, tolerance)
            if np.isnan(controls).any() and end == start + 1:
                controls = np.rint(_converted(contour.cubics[start], tolerance))
            failures = failures + 1 if np.isnan(controls).any() else 0
            if failures == FAILURES:
                break
            if not failures and costs[start] + 1 + len(controls) < costs[end]:
                costs[end] = costs[start] + 1 + len(controls)
                best[end] = start, [(int(x), int(y)) for x, y in controls]
    spans: list[Span] = []
    place = len(nodes) - 1
    if costs[place] == np.inf:
        raise ValueError(contour.nodes)
    while place:
        place, controls = best[place]
        spans.append(Span(nodes[place], controls))
    return spans[::-1]


def drawn(rows: Iterable[list[Span]]) -> Any:  # noqa: ANN401 — a glyph of fontTools, which has no types
    """Thinned contours → a glyph. TrueType fills to the right of a contour, CFF to its left."""
    pen = TTGlyphPen(None)
    for row in rows:
        pen.moveTo(row[0].start)
        for span in reversed(row):
            if span.controls:
                pen.qCurveTo(*span.controls[::-1], span.start)
            else:
                pen.lineTo(span.start)
        pen.closePath()
    return pen.glyph(dropImpliedOnCurves=True)


_OPEN: Final[dict[str, Any]] = {}


def work(task: tuple[str, str]) -> tuple[Any, float]:
    """A source's path and the name of a glyph in it → the thinned glyph, and how far it is from the source's."""
    path, name = task
    if path not in _OPEN:
        _OPEN[path] = TTFont(path).getGlyphSet()
    outline = DecomposingRecordingPen(_OPEN[path])
    _OPEN[path][name].draw(outline)
    rows, farthest = [], 0.0
    for contour in contours(outline):
        for tolerance in TOLERANCES:
            spans = thinned(contour, tolerance)
            off = distance(contour, spans)
            if off <= FARTHEST:
                break
        else:
            raise ValueError(name, off)
        rows.append(spans)
        farthest = max(farthest, off)
    return drawn(rows), farthest


def distance(contour: Contour, spans: list[Span]) -> float:
    """How far a thinned contour is from that of the source."""
    ends = [*(span.start for span in spans[1:]), spans[0].start]
    new = [
        curve(np.array(span.start, float), np.array(span.controls, float).reshape(-1, 2), np.array(end, float))
        for span, end in zip(spans, ends, strict=True)
    ]
    old = [_flat(np.array(cubic, float))[::3] for cubic in contour.cubics]
    return apart(_closed(np.vstack(old)), _closed(np.vstack(new)))


def _closed(line: Samples) -> Samples:
    return np.vstack([line, line[:1]])


def main(folder: Path) -> None:
    """Replace the outlines of the font."""
    path = folder / SOURCE
    if hashlib.sha256(path.read_bytes()).hexdigest() != DIGEST:
        sys.exit(f"{SOURCE} is another font than the one this recipe names")
    font, source = TTFont(FONTS / NAME, recalcTimestamp=False), TTFont(path)
    original, table = source.getBestCmap(), font["glyf"]
    sources = {glyph: original[code] for code, glyph in sorted(font.getBestCmap().items())}
    with Pool() as pool:
        glyphs = pool.map(work, [(str(path), glyph) for glyph in sources.values()], chunksize=64)
    for glyph, (thin, _) in zip(sources, glyphs, strict=True):
        table[glyph] = thin
        thin.recalcBounds(table)
        font["hmtx"][glyph] = source["hmtx"][sources[glyph]][0], getattr(thin, "xMin", 0)
    font.save(FONTS / NAME, reorderTables=None)
    points = sum(len(thin.coordinates) for thin, _ in glyphs if thin.numberOfContours)
    print(NAME, f"{len(glyphs)} glyphs, {points} points; farthest from the source: {max(off for _, off in glyphs):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
