"""A page as a scan of it: the pixels another engine draws. PDF by poppler, SVG by resvg; neither is what `gen proof` draws with."""

import io
import math
import shutil
import subprocess

import pytest
import resvg_py
from drawn import DrawnBox
from PIL import Image

_PDFTOPPM = shutil.which("pdftoppm")
_INCH = 25.4
_DPI = 600
_INKED = 180
"""Red is a lighter grey than black, and half a pixel of it lighter still."""


def scan(pdf: bytes, page: int, dpi: int, region: tuple[int, int, int, int] | None = None) -> Image.Image:
    """A page of a PDF, counted from 1, or a region of it (left, top, right, bottom, in pixels) → its pixels.

    Skips the test where poppler is not installed; fails where poppler finds a fault in the file.
    """
    if _PDFTOPPM is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    left, top, right, bottom = region or (0, 0, 0, 0)
    cut = ["-x", left, "-y", top, "-W", right - left, "-H", bottom - top] if region else []
    command = [_PDFTOPPM, *map(str, ["-f", page, "-l", page, "-r", dpi, *cut]), "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    return Image.open(io.BytesIO(done.stdout))


def scan_svg(svg: bytes, dpi: int) -> Image.Image:
    """An SVG → its pixels on white paper."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg.decode(), background="white", skip_system_fonts=True, dpi=dpi)
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def ink(pdf: bytes, page: int, down: tuple[float, float], across: tuple[float, float] = (0, 210)) -> DrawnBox:
    """The ink between two heights (and two sides) of a page, in millimetres → its box, as a ruler laid on the paper would find it."""
    pixel = _INCH / _DPI
    left, top = (math.floor(edge[0] / pixel) for edge in (across, down))
    right, bottom = (math.ceil(edge[1] / pixel) for edge in (across, down))
    grey = scan(pdf, page, _DPI, (left, top, right, bottom)).convert("L")
    inked = grey.point(lambda value: 255 if value < _INKED else 0).getbbox()
    assert inked, f"nothing is printed between {down[0]} and {down[1]} mm of page {page}"
    x0, y0, x1, y1 = inked
    return DrawnBox(page, (left + x0) * pixel, (top + y0) * pixel, (left + x1) * pixel, (top + y1) * pixel)
