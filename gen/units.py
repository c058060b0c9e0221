"""Lengths in whole English Metric Units (EMU), the unit of OOXML: 1 pt = 12 700, 1 twip = 635, 1 mm = 36 000."""

from typing import NewType

Length = NewType("Length", int)

ZERO = Length(0)

EMU_PER_PT = 12_700
EMU_PER_TWIP = 635
EMU_PER_MM = 36_000
EMU_PER_INCH = 914_400


def mm(value: float) -> Length:
    """Millimetres → the nearest whole EMU."""
    return Length(round(value * EMU_PER_MM))


def pt(value: float) -> Length:
    """Points (1/72 inch) → the nearest whole EMU."""
    return Length(round(value * EMU_PER_PT))


def twip(value: int) -> Length:
    """Twentieths of a point → EMU, exactly."""
    return Length(value * EMU_PER_TWIP)


def to_pt(length: float) -> float:
    """EMU → points."""
    return length / EMU_PER_PT


def to_mm(length: int) -> float:
    """EMU → millimetres."""
    return length / EMU_PER_MM


def to_twip(length: int) -> int:
    """EMU → the nearest whole twentieth of a point, the unit of WordprocessingML."""
    return round(length / EMU_PER_TWIP)


def to_half_pt(length: int) -> int:
    """EMU → the nearest whole half-point, the unit of `w:sz`."""
    return round(length / (EMU_PER_PT // 2))
