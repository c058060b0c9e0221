"""A frame → the PDF operators for its crop marks, fold marks and registration marks, outside the finished size."""

from collections.abc import Iterator
from typing import Final

from gen.imposition.places import MARK_LENGTH, MARK_OFFSET, Frame
from gen.imposition.plan import Layout, Plan
from gen.units import mm, to_pt

REGISTRATION: Final = "GenAll"
"""The name, in a sheet's resources, of the colour space that prints on every plate."""
SPOT: Final = "GenSpot"
"""The name of the spot ink's colour space in a stream's resources."""
_THIN: Final = 0.25
"""Points: the thinnest line that a plate holds."""
_CIRCLE: Final = mm(1.5)
_BEZIER: Final = 0.5523
"""Control length of a quarter circle, in radii."""


def mark_operators(plan: Plan, frame: Frame) -> Iterator[str]:
    """Draw crop marks at every cut, registration marks at quarters of the edges, and a booklet's dashed fold marks."""
    yield f"q /{REGISTRATION} CS 1 SCN {_THIN} w"
    near = max(MARK_OFFSET, plan.bleed)
    far = near + MARK_LENGTH
    trim = frame.trim
    # Pages have edges between them only if the knife cuts them apart.
    cells = [cell.trim for cell in frame.cells] if plan.cut else [trim]
    for x in sorted({edge for box in cells for edge in (box.left, box.right)}):
        yield _line(x, trim.top + near, x, trim.top + far)
        yield _line(x, trim.bottom - near, x, trim.bottom - far)
    for y in sorted({edge for box in cells for edge in (box.bottom, box.top)}):
        yield _line(trim.left - near, y, trim.left - far, y)
        yield _line(trim.right + near, y, trim.right + far, y)
    wide, high = trim.right - trim.left, trim.top - trim.bottom
    middle = near + MARK_LENGTH // 2
    for part in (1, 3):
        x = trim.left + wide * part // 4
        yield from _register(x, trim.top + middle)
        yield from _register(x, trim.bottom - middle)
        y = trim.bottom + high * part // 4
        yield from _register(trim.left - middle, y)
        yield from _register(trim.right + middle, y)
    if plan.layout is Layout.BOOKLET:
        fold = trim.left + wide // 2
        yield "[3 2] 0 d"
        yield _line(fold, trim.top + near, fold, trim.top + far)
        yield _line(fold, trim.bottom - near, fold, trim.bottom - far)
    yield "Q"


def _line(x0: int, y0: int, x1: int, y1: int) -> str:
    return f"{number(x0)} {number(y0)} m {number(x1)} {number(y1)} l S"


def _register(x: int, y: int) -> Iterator[str]:
    """Draw a cross in a circle."""
    half = MARK_LENGTH // 2
    yield _line(x - half, y, x + half, y)
    yield _line(x, y - half, x, y + half)
    r, c = _CIRCLE, round(_CIRCLE * _BEZIER)
    arcs = (
        (x + r, y + c, x + c, y + r, x, y + r),
        (x - c, y + r, x - r, y + c, x - r, y),
        (x - r, y - c, x - c, y - r, x, y - r),
        (x + c, y - r, x + r, y - c, x + r, y),
    )
    curves = " ".join(" ".join(map(number, arc)) + " c" for arc in arcs)
    yield f"{number(x + r)} {number(y)} m {curves} s"


def number(length: float) -> str:
    """EMU → points as PDF writes a number, to a ten-thousandth, finer than any printer prints."""
    return f"{to_pt(length):.4f}".rstrip("0").rstrip(".") if length else "0"
